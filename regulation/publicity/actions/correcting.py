"""A publication is said to be wrong: asked, looked at by one official, decided by another, answered in writing.

The corrected publication takes the place of the wrong one, which is hidden and kept; both are leaves of the register log.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import (
    at_hand,
    attachments,
    calendar,
    clocks,
    documents,
    numbering,
    publication,
    record,
    service,
)
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import ENTERPRISE_PUBLICITY_REGULATIONS
from regulation.notices import actions as notices
from regulation.penalties import papers, permissions, queries
from regulation.penalties import papers_performance as performance_papers
from regulation.penalties.actions import delivering, doors, publishing
from regulation.penalties.rules import redaction
from regulation.publicity import corrections, papers_correction
from regulation.publicity.rules import correcting as rules
from regulation.publicity.status import ASKERS, STEPS, Status
from regulation.publicity.tables_corrections import PublicityCorrection
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.penalties.rules.redaction import Choice

Row = dict[str, Any]
File = tuple[str, str, bytes]
MATTER = "publicity_correction"
OPEN = N_("这条公示已有更正要求正在办理")
REASON = "更正公示信息"
ENDED = N_("这条公示已经结束，不能再更正；请退回后提出不予更正")
ANSWERED = N_("更正公示信息的要求已答复：%(number)s")


async def ask(
    publication_id: UUID,
    *,
    asker: str,
    asker_name: str = "",
    contact: str = "",
    wrong: str,
    wanted: str = "",
    file: File | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> str:
    """The party asks on its own account, or a clerk enters what was asked at the counter or found by the office; the number.

    Raises NotFound for what is not public, Invalid at the field, AlreadyMoved while another request waits.
    """
    today = beijing.legal_day(now)
    shown, case = await corrections.published(publication_id, today=today)
    is_party = case["firm"] is not None and actor.acts_for_firm(case["firm"])
    if is_party:
        asker, asker_name = "party", case["party_name"]
    else:
        permissions.check_office(actor, case, {Role.CLERK}, await doors.conflicted(case["firm"], now))
        asker_name = {"party": case["party_name"], "office": actor.organ_name}.get(asker, asker_name).strip()
    found = {}
    if asker not in ASKERS:
        found["asker"] = N_("请选择")
    if not asker_name:
        found["asker_name"] = N_("请填写姓名或者名称")
    if len(wrong.strip()) < redaction.LEAST_REASON:
        found["wrong"] = N_("请写明哪里有误")
    if found:
        raise errors.Invalid(found)
    made = uuid4()
    try:
        async with database.unit_of_work():
            organ = await doors.organ_of(case["organ"])
            taken = await numbering.next_number(organ["code"], MATTER, today.year)
            number = numbering.formatted(organ["short"], "人社公更", today.year, taken)
            proof = None
            if file is not None and folder is not None:
                proof = await attachments.add(folder, MATTER, made, "proof", *file, actor=actor, now=now)
            await database.execute(
                """insert into publicity_correction (id, number, publication, case_id, organ, firm, status, asker, asker_name,
                       contact, wrong, wanted, proof, asked_on, entered_by, entered_name, entered_at, outcome, masks,
                       left_open, fields, served_sha256, reason, proposed_name, note, decided_name)
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,'','[]','[]','{}','','','','','')""",
                made,
                number,
                publication_id,
                case["id"],
                case["organ"],
                case["firm"],
                str(Status.ASKED),
                asker,
                asker_name,
                contact.strip(),
                wrong.strip(),
                wanted.strip(),
                proof,
                today,
                actor.person_id,
                actor.name,
                now,
            )
            await record.opened(
                PublicityCorrection,
                made,
                "ask",
                Status.ASKED,
                actor=actor,
                now=now,
                data={"number": number, "publication": publication_id, "asker": asker},
                cites=(ENTERPRISE_PUBLICITY_REGULATIONS.article(12),),
            )
            await clocks.start(
                "publicity_correction",
                made,
                "answer",
                rules.ANSWER,
                today,
                calendar=await calendar.current(),
                organ_id=case["organ"],
            )
    except asyncpg.UniqueViolationError:
        raise errors.AlreadyMoved(OPEN, citation=ENTERPRISE_PUBLICITY_REGULATIONS.article(12)) from None
    del shown
    return number


async def propose(
    matter_id: UUID,
    *,
    outcome: str,
    choice: Choice | None = None,
    fields: Mapping[str, str] | None = None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Propose the corrected text and abstract, or that nothing is wrong; the reason goes into the answer.

    Raises Refused where the correction says what was not served, or nothing new; Invalid, AlreadyMoved.
    """
    why = doors.said(reason)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        matter, case = await _held(matter_id, "propose", actor, now)
        masks: list[redaction.Mask] = []
        left: list[redaction.LeftOpen] = []
        said: dict[str, str] = {}
        text = await publishing.served_text(case)
        if outcome == "correct":
            try:
                shown, _ = await corrections.published(matter["publication"], today=today)
            except errors.NotFound:
                raise errors.AlreadyMoved(
                    ENDED, citation=ENTERPRISE_PUBLICITY_REGULATIONS.article(12)
                ) from None
            masks, left = redaction.chosen(
                await publishing.proposed_masks(case), choice or redaction.Choice()
            )
            kept = await publishing.kept(case)
            doors.refuse(
                redaction.masks_refused(text, masks, kept)
                or redaction.left_open_refused(left)
                or redaction.hidden_for_no_reason(masks)
            )
            said = {
                name: value.strip()
                for name, value in (fields or {}).items()
                if value.strip() and value.strip() != str(shown["body"].get(name, ""))
            }
            doors.refuse(rules.field_refused(text, said, is_person=queries.is_person(case)))
            body, ends = await corrected_body(case, shown, masks, said)
            doors.refuse(
                rules.nothing_corrected(
                    shown["body"] | {"until": shown["latest_end_on"]},
                    body | {"until": ends[1] if ends else None},
                )
            )
        elif outcome != "refuse":
            raise errors.Invalid({"outcome": N_("请选择")})
        await record.record_step(
            PublicityCorrection,
            matter_id,
            "propose",
            STEPS["propose"],
            actor=actor,
            now=now,
            reason=why,
            data={"outcome": outcome, "masks": len(masks), "fields": sorted(said)},
            also={
                "outcome": outcome,
                "masks": publishing.written(masks),
                "left_open": publishing.written(left),
                "fields": json.dumps(said, ensure_ascii=False),
                "served_sha256": _sha256(text),
                "reason": why,
                "proposed_by": actor.person_id,
                "proposed_name": actor.name,
                "proposed_at": now,
                "note": "",
            },
        )


async def corrected_body(
    case: Row, shown: Row, masks: list[redaction.Mask], fields: Mapping[str, str]
) -> tuple[Row, tuple[date, date] | None]:
    """What the public would read, and the days of its publicity: from the served decision, not from what was published."""
    organ = await doors.organ_of(case["organ"])
    text = redaction.published(await publishing.served_text(case), masks).splitlines()
    ends = redaction.shown_until(
        FactKind(case["seriousness"]), case["decided_on"], await publishing.term_of(case["id"])
    )
    body = papers.public_body(organ, case, queries.proposal_of(case))
    # What an earlier correction put right stays so.
    earlier = {
        name: shown["body"][name]
        for name in shown["body"].get("corrected_fields", ())
        if name in shown["body"]
    }
    put = {**earlier, **fields}
    body |= put | {"text": text}
    if put:
        body["corrected_fields"] = sorted(put)
    return json.loads(json.dumps(body, ensure_ascii=False, default=str)), ends


async def send_back(matter_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The second person is not content: the proposal goes back with what is to be mended."""
    why = doors.said(reason)
    async with database.unit_of_work():
        await _held(matter_id, "send_back", actor, now)
        await record.record_step(
            PublicityCorrection,
            matter_id,
            "send_back",
            STEPS["send_back"],
            actor=actor,
            now=now,
            reason=why,
            also={"note": why},
        )


async def decide(matter_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Do as was proposed: the corrected publication takes the place of the wrong one, or the answer says why not.

    Raises Refused for the proposer and for who decided the case, AlreadyMoved where the served text changed or what was
    published ended meanwhile.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        matter = await corrections.for_update(matter_id)
        step = "correct" if matter["outcome"] == "correct" else "refuse"
        matter, case = await _held(matter_id, step, actor, now)
        made = None
        if step == "correct":
            made = await _correct(matter, case, today, actor=actor, now=now)
        answer = await _answer(matter, case, today, now=now) if matter["asker"] != "office" else None
        await record.record_step(
            PublicityCorrection,
            matter_id,
            step,
            STEPS[step],
            actor=actor,
            now=now,
            reason=matter["reason"],
            data={"proposed_by": matter["proposed_name"], "corrected": made},
            also={
                "decided_by": actor.person_id,
                "decided_name": actor.name,
                "decided_at": now,
                "corrected": made,
                "document": answer,
            },
        )
        await clocks.meet(matter_id, "answer", on=today)
        if matter["asker"] == "party" and matter["firm"] is not None:
            await notices.tell(
                ANSWERED,
                "/firm/publicity",
                kind="paper",
                now=now,
                firm_id=matter["firm"],
                number=matter["number"],
            )


async def _correct(matter: Row, case: Row, today: date, *, actor: Actor, now: datetime) -> UUID:
    try:
        shown, _ = await corrections.published(matter["publication"], today=today)
    except errors.NotFound:
        raise errors.AlreadyMoved(ENDED, citation=ENTERPRISE_PUBLICITY_REGULATIONS.article(12)) from None
    if _sha256(await publishing.served_text(case)) != matter["served_sha256"]:
        raise errors.AlreadyMoved
    body, ends = await corrected_body(case, shown, matter["masks"], matter["fields"])
    body |= {
        "first_published_on": shown["body"].get("first_published_on", shown["from_on"].isoformat()),
        "corrected_on": today.isoformat(),
    }
    for paper in await documents.of_matter("penalty_case", case["id"]):
        if paper["kind"] == "publicity_abstract" and paper["withdrawn_at"] is None:
            await documents.withdraw(paper["id"], now=now)
    organ = await doors.organ_of(case["organ"])
    said = performance_papers.abstract(organ, case, body, ends, on=today)
    await delivering.issue("publicity_abstract", "人社公示", case, said, now=now)
    await publication.end(shown["id"], on=today, reason=REASON, actor=actor, now=now)
    made = await publication.publish(
        publishing.PUBLICATION,
        shown["number"],
        publishing.TITLE,
        organ_id=organ["id"],
        organ_name=organ["name"],
        firm_id=case["firm"],
        matter_kind="penalty_case",
        matter_id=case["id"],
        body=body,
        from_on=today,
        seriousness=shown["seriousness"],
        earliest_end_on=ends[0] if ends else None,
        latest_end_on=ends[1] if ends else None,
        actor=actor,
        now=now,
    )
    await publishing.settle(case, today=today)
    return made


async def _answer(matter: Row, case: Row, today: date, *, now: datetime) -> UUID:
    organ = await doors.organ_of(case["organ"])
    paper = await documents.issue(
        "publicity_answer",
        matter["number"],
        MATTER,
        matter["id"],
        papers_correction.answer(organ, case, matter, today),
        organ_id=organ["id"],
        firm_id=matter["firm"] if matter["asker"] == "party" else None,
        now=now,
    )
    answered: UUID = paper["id"]
    return answered


async def serve_answer(
    matter_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """Record that the answer was served. Raises Invalid for electronic service and for days out of order."""
    service.check_by_official(method)
    async with database.unit_of_work():
        matter = await corrections.for_update(matter_id)
        case = await queries.any_case(matter["case_id"])
        permissions.check_office(actor, case, {Role.CLERK}, set())
        if matter["document"] is None:
            raise errors.AlreadyMoved
        decided_on = beijing.legal_day(matter["decided_at"])
        if not decided_on <= served_on <= beijing.legal_day(now):
            raise errors.Invalid({"served_on": N_("送达日期不能早于答复之日，也不能晚于今日")})
        await service.serve(matter["document"], method, served_on, receipt.strip(), actor=actor, now=now)
        await record.record_event(PublicityCorrection, matter_id, "serve_answer", actor=actor, now=now)


async def receive_answer(matter_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party confirms receipt on its own account. Raises Refused without its written consent."""
    async with database.unit_of_work():
        matter = await corrections.own(actor, matter_id)
        if matter["document"] is None or await service.of(matter["document"]):
            raise errors.AlreadyMoved
        await service.serve(
            matter["document"],
            "electronic",
            beijing.legal_day(now),
            service.confirmed(actor.name, now),
            actor=actor,
            now=now,
        )
        await record.record_event(PublicityCorrection, matter_id, "receive_answer", actor=actor, now=now)


async def _held(matter_id: UUID, step: str, actor: Actor, now: datetime) -> tuple[Row, Row]:
    """Request and case, locked, if this person may take this step. Raises what stops it."""
    matter = await corrections.for_update(matter_id)
    case = await queries.case_for_update(matter["case_id"])
    permissions.check_office(actor, case, STEPS[step].by, await doors.conflicted(case["firm"], now))
    at_hand.take("publicity_correction", matter_id)
    if matter["status"] not in STEPS[step].before:
        raise at_hand.moved("publicity_correction", matter_id, STEPS[step])
    at_hand.under(STEPS[step])
    if step != "propose":
        doors.refuse(redaction.publishing_refused(matter["proposed_by"], actor.person_id, case["decider"]))
    return matter, case


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
