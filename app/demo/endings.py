"""Licences given on a promise that was not kept, and matters of setting aside and withdrawing in several states."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.demo import applications, people, promises
from regulation import database
from regulation.endings import rules
from regulation.endings.actions import deciding, hearing, opening
from regulation.endings.status import EndingKind, EndingStatus, Ground, Source, Sparing
from regulation.law import beijing
from regulation.licensing.status import ApplicationStatus, Track

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

S = EndingStatus
#: How far a matter went, kind, ground, days ago of its opening.
WANTED = (
    (S.OPENED, EndingKind.SET_ASIDE, Ground.FALSE_PROMISE, 2),
    (S.ENDED, EndingKind.SET_ASIDE, Ground.FALSE_PROMISE, 30),
    (S.TOLD, EndingKind.SET_ASIDE, Ground.PROMISE_NOT_KEPT, 3),
    (S.HEARING, EndingKind.SET_ASIDE, Ground.UNQUALIFIED, 8),
    (S.PROPOSED, EndingKind.SET_ASIDE, Ground.FRAUD, 6),
    (S.DECIDED, EndingKind.WITHDRAW, Ground.FACTS_CHANGED, 7),
    (S.DROPPED, EndingKind.SET_ASIDE, Ground.BROKE_PROCEDURE, 45),
)
FACTS = {
    Ground.FALSE_PROMISE: "承诺书列明专职工作人员三名，实地核查时只有一名，另两名从未受聘。",
    Ground.PROMISE_NOT_KEPT: "责令整改期限届满后复查，专职工作人员仍只有两名。",
    Ground.UNQUALIFIED: "申请时租赁合同已经解除，没有固定的经营场所。",
    Ground.FRAUD: "申请时提交的租赁合同系伪造，出租方书面否认。",
    Ground.FACTS_CHANGED: "经营场所所在的楼宇因城市更新整体征收，原许可所依据的场所不复存在。",
    Ground.BROKE_PROCEDURE: "实地核查只有一名工作人员签名。",
}
AREAS = ("110105", "110108")


async def add_endings(
    city: list[Invented], staff: dict[str, Staff], spared: set[UUID], seed: int, *, now: datetime
) -> int:
    """Each once in Chaoyang and once in Haidian, where there is a firm for it; how many."""
    draw = random.Random(f"{seed}:endings")  # noqa: S311 - a demonstration must be repeatable
    busy = {each["firm"] for each in await database.rows("select distinct firm from application")}
    made = 0
    for area in AREAS:
        free = [
            each
            for each in city
            if each.area == area
            and not each.dead
            and each.id not in spared | busy
            and not any(r.kind == "hr_licence" for r in each.registered)
        ]
        for (state, kind, ground, days_ago), firm in zip(WANTED, free, strict=False):
            await _walk(draw, firm, staff[area], state, kind, ground, now - timedelta(days=days_ago))
            made += 1
    return made


async def _walk(  # noqa: PLR0917 - one matter's story
    draw: random.Random,
    firm: Invented,
    staff: Staff,
    state: S,
    kind: EndingKind,
    ground: Ground,
    at: datetime,
) -> None:
    track = Track.COMMITMENT if rules.is_of_promise(ground) else Track.GENERAL
    await applications.walk(draw, firm, staff, ApplicationStatus.GRANTED, track, at - timedelta(days=60))
    licence = await database.value(
        "select id from licence where firm = $1 and kind = 'hr_licence' and status = 'valid'", firm.id
    )
    signatory = people.for_firm(draw, firm.legal_representative, firm.id, firm.name)
    if rules.is_of_promise(ground):
        await promises.broken(licence, ground, staff, signatory, at - timedelta(days=1))
    made = await opening.open_matter(
        licence,
        kind=kind,
        ground=ground,
        source=Source.CHECK if rules.is_of_promise(ground) else Source.OWN_MOTION,
        facts=FACTS[ground],
        evidence=["现场核查记录（演示）", "书面说明（演示）"],
        actor=staff.clerk,
        now=at,
    )
    if state is S.OPENED:
        return
    day = beijing.legal_day(at)
    await opening.prepare_notice(made, actor=staff.clerk, now=at)
    await opening.tell(
        made, method="direct", served_on=day, receipt="本人签收（演示）", actor=staff.clerk, now=at
    )
    if state is S.TOLD:
        return
    if state is S.HEARING:
        await hearing.state(
            made, statement="租赁合同只是换签，场所没有变。", actor=signatory, now=at + timedelta(days=1)
        )
        await hearing.ask_hearing(
            made, reason="需要当面出示换签的合同。", actor=signatory, now=at + timedelta(days=2)
        )
        await hearing.call_hearing(
            made,
            at=beijing.start_of_day(day + timedelta(days=25)) + timedelta(hours=9, minutes=30),
            place="二层听证室（演示）",
            presider="示例方（演示）",
            actor=staff.clerk,
            now=at + timedelta(days=3),
        )
        return
    await hearing.waive(made, actor=signatory, now=at + timedelta(days=1))
    await _decided(made, state, staff.clerk, staff.decider, at + timedelta(days=2))


async def _decided(made: UUID, state: S, clerk: Actor, decider: Actor, at: datetime) -> None:
    proposal = "drop" if state is S.DROPPED else "end"
    await deciding.propose(
        made, proposal=proposal, reason="已听取意见，事实清楚，证据充分。", actor=clerk, now=at
    )
    if state is S.PROPOSED:
        return
    if state is S.DROPPED:
        await deciding.drop(
            made,
            sparing=Sparing.NOT_ESTABLISHED,
            reason="另一名核查人员的签名在附页，程序合法。",
            actor=decider,
            now=at,
        )
        return
    await deciding.end(
        made,
        reason="同意经办人员意见。",
        compensation="自收到决定之日起三十日内提交损失证明，依法核定补偿。",
        actor=decider,
        now=at,
    )
    if state is S.ENDED:
        await deciding.take_effect(
            made,
            method="direct",
            served_on=beijing.legal_day(at),
            receipt="本人签收（演示）",
            actor=clerk,
            now=at,
        )
