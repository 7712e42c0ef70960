"""Applications in every state, walked by the real steps on the days on which offices take them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import people
from app.settings import settings
from regulation.accounts.organs import BY_CODE
from regulation.licensing.actions import decision, drafting, receipt, retracting
from regulation.licensing.status import ApplicationStatus as A
from regulation.licensing.status import Track

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

#: State, track, days ago of the submission.
WANTED = (
    (A.DRAFT, Track.GENERAL, 2),
    (A.RECEIVED, Track.GENERAL, 1),
    (A.RECEIVED, Track.GENERAL, 4),
    (A.RECEIVED, Track.COMMITMENT, 1),
    (A.CORRECTING, Track.GENERAL, 3),
    (A.SUPPLEMENT, Track.GENERAL, 9),
    (A.ACCEPTED, Track.GENERAL, 12),
    (A.ACCEPTED, Track.GENERAL, 24),
    (A.PROPOSED, Track.GENERAL, 15),
    (A.PROPOSED, Track.COMMITMENT, 2),
    (A.GRANTED, Track.GENERAL, 40),
    (A.GRANTED, Track.GENERAL, 75),
    (A.GRANTED, Track.COMMITMENT, 33),
    (A.GRANTED, Track.COMMITMENT, 96),
    (A.REFUSED, Track.GENERAL, 50),
    (A.DECLINED, Track.GENERAL, 30),
    (A.NOT_NEEDED, Track.GENERAL, 61),
    (A.RETRACTED, Track.GENERAL, 22),
    (A.DISCARDED, Track.GENERAL, 70),
)
PDF = b"%PDF-1.4\n% demonstration\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ANSWERS: dict[str, dict[str, Any]] = {
    "scope": {
        "activities": ["to_employers", "executive"],
        "needs_telecom": "no",
        "website": "",
        "telecom_number": "",
    },
    "staff": {"staff": "甲一 招聘顾问\n甲二 招聘顾问\n甲三 客服"},
    "systems": {"systems": ["articles", "review", "complaints"]},
    "commitment": {"agreed": True},
}


async def add_applications(
    city: list[Invented], staff: dict[str, Staff], spared: set[UUID], seed: int, *, now: datetime
) -> int:
    """One round of states in Chaoyang, one in Haidian, some elsewhere; how many."""
    draw = random.Random(f"{seed}:applications")  # noqa: S311 - a demonstration must be repeatable
    waiting: dict[str, list[Invented]] = {}
    for firm in city:
        if (
            not firm.dead
            and firm.id not in spared
            and not any(r.kind == "hr_licence" for r in firm.registered)
        ):
            waiting.setdefault(firm.area, []).append(firm)
    made = 0
    for area, firms in sorted(waiting.items()):
        wanted = WANTED if area in {"110105", "110108"} else draw.sample(WANTED, 3)
        for (state, track, days_ago), firm in zip(wanted, firms, strict=False):
            await walk(draw, firm, staff[area], state, track, now - timedelta(days=days_ago))
            made += 1
    return made


async def walk(  # noqa: PLR0917 - one application's story
    draw: random.Random, firm: Invented, staff: Staff, state: A, track: Track, at: datetime
) -> None:
    """An application of a firm, submitted at `at` and led to a state by the people of its organ."""
    signatory = people.for_firm(draw, firm.legal_representative, firm.id, firm.name)
    number = await _draft(draw, firm, track, signatory, at - timedelta(hours=3))
    if state is A.DRAFT:
        return
    if state is A.DISCARDED:
        await drafting.discard(number, actor=signatory, now=at)
        return
    number = await drafting.submit(number, actor=signatory, now=at)
    later = at + timedelta(days=1)
    match state:
        case A.SUPPLEMENT:
            items = [{"name": "场所证明", "note": "缺少租赁期限"}]
            await receipt.request_supplement(number, items=items, actor=staff.clerk, now=later)
        case A.CORRECTING:
            await receipt.let_correct(number, items=["联系电话有误"], actor=staff.clerk, now=later)
        case A.RETRACTED:
            await retracting.retract(number, reason="业务调整", actor=signatory, now=later)
        case A.DECLINED:
            await receipt.decline(
                number,
                right_organ=BY_CODE["110106"].name,
                reason="住所不在本区",
                actor=staff.clerk,
                now=later,
            )
        case A.NOT_NEEDED:
            await receipt.tell_not_needed(number, reason="只做测评，备案即可", actor=staff.clerk, now=later)
        case A.ACCEPTED | A.PROPOSED | A.GRANTED | A.REFUSED:
            await _examined(number, state, track, staff, later)


async def _examined(number: str, state: A, track: Track, staff: Staff, later: datetime) -> None:
    await receipt.accept(number, actor=staff.clerk, now=later)
    if state is A.ACCEPTED:
        return
    if track is Track.GENERAL:
        proposal = "refuse" if state is A.REFUSED else "grant"
        await decision.propose(
            number, proposal=proposal, reason="材料齐全，符合条件" if proposal == "grant" else "专职工作人员不足3名",
            actor=staff.clerk, now=later + timedelta(days=4),
        )  # fmt: skip
    decided = later + timedelta(days=6 if track is Track.GENERAL else 0, hours=2)
    if state is A.GRANTED:
        await decision.grant(number, actor=staff.decider, now=decided)
    elif state is A.REFUSED:
        await decision.refuse(number, reasons=["专职工作人员不足3名"], actor=staff.decider, now=decided)


async def _draft(draw: random.Random, firm: Invented, track: Track, signatory: Actor, at: datetime) -> str:
    number = await drafting.start(
        firm.id, track, request_key=str(UUID(int=draw.getrandbits(128), version=4)), actor=signatory, now=at
    )
    answers: dict[str, dict[str, Any]] = ANSWERS | {
        "subject": {
            "name": firm.name,
            "uscc": firm.uscc,
            "domicile": firm.address,
            "legal_representative": firm.legal_representative,
            "organ": firm.area,
            "contact_name": firm.legal_representative,
            "contact_phone": f"010-5555{draw.randint(0, 9999):04d}",
            "e_service": "yes",
        },
        "premises": {
            "address": firm.address,
            "right": "rent",
            "facilities": "办公桌椅、电脑、电话",
            "funds": "500000",
            "area": str(draw.randint(40, 300)),
        },
    }
    groups = ["subject", "scope", "premises", "staff", "systems"]
    for group in [*groups, *(["commitment"] if track is Track.COMMITMENT else [])]:
        await drafting.save(number, group, answers[group], actor=signatory, now=at)
    if track is Track.GENERAL:
        for kind in ("articles", "premises_proof"):
            await drafting.attach(
                number,
                kind,
                file_name=f"{kind}.pdf",
                media_type="application/pdf",
                content=PDF,
                folder=settings().var_dir / "attachments",
                actor=signatory,
                now=at,
            )
    return number
