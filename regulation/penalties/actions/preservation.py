"""Evidence kept where it is by registration: asked, approved by the head, listed and told, decided within seven working days."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import papers_evidence, permissions_evidence, queries
from regulation.penalties.actions import doors, evidence
from regulation.penalties.rules import deadlines
from regulation.penalties.rules import evidence as rules
from regulation.penalties.status_evidence import HANDLINGS, PRESERVATION_STEPS, PreservationStatus
from regulation.penalties.tables_evidence import Preservation
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: The day of the notice decides; the case may have been returned or reported meanwhile.
UNDER_WAY = permissions_evidence.BEFORE_DECISION


async def ask(
    case_id: UUID,
    *,
    reason: str,
    place: str,
    keeper: str,
    items: Sequence[Row],
    actor: Actor,
    now: datetime,
) -> Row:
    """Ask the head to let things be kept by registration; `items` are name, quantity, condition. Raises Invalid."""
    problems = {}
    things = [
        {name: str(each.get(name, "")).strip() for name in ("name", "quantity", "condition")}
        for each in items
        if str(each.get("name", "")).strip()
    ]
    if not things:
        problems["items"] = "请逐项开列登记保存的物品"
    if len(reason.strip()) < 10:
        problems["reason"] = "请写明证据可能灭失或者以后难以取得的情形，至少10个字"
    if not place.strip():
        problems["place"] = "请写明保存地点"
    if not keeper.strip():
        problems["keeper"] = "请写明保管人"
    if problems:
        raise errors.Invalid(problems)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await evidence.held(case_id, actor=actor, now=now)
        officers = evidence.shown(await evidence.certified(case, today))
        organ = await doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], "preservation", today.year)
        made: Row = {
            "id": uuid4(),
            "number": numbering.formatted(organ["short"], "人社存", today.year, taken),
        }
        await database.execute(
            """insert into case_preservation (id, case_id, number, status, reason, place, keeper, items, officers, asked_on,
                   asked_by, decision, handling, handling_reason)
               values ($1,$2,$3,'asked',$4,$5,$6,$7,$8,$9,$10,'','','')""",
            made["id"],
            case_id,
            made["number"],
            reason.strip(),
            place.strip(),
            keeper.strip(),
            json.dumps(things, ensure_ascii=False),
            json.dumps(officers, ensure_ascii=False),
            today,
            actor.person_id,
        )
        await record.opened(
            Preservation,
            made["id"],
            "ask",
            PreservationStatus.ASKED,
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"things": len(things)},
            cites=(PENALTY_LAW.article(56),),
        )
    return made


async def by_id(case_id: UUID, preservation_id: UUID, *, for_update: bool = False) -> Row:
    """One preservation of a case. Raises NotFound."""
    found = await database.row(
        f"select * from case_preservation where id = $1 and case_id = $2{' for update' if for_update else ''}",  # noqa: S608
        preservation_id,
        case_id,
    )
    if found is None:
        raise errors.NotFound
    return _read(found)


def _read(found: Row) -> Row:
    return {**found, "items": json.loads(found["items"]), "officers": json.loads(found["officers"])}


async def of_case(case_id: UUID) -> list[Row]:
    """All of a case, oldest first."""
    found = await database.rows(
        "select * from case_preservation where case_id = $1 order by asked_on, number", case_id
    )
    return [_read(each) for each in found]


async def _held(
    case_id: UUID, preservation_id: UUID, step: str, *, actor: Actor, now: datetime
) -> tuple[Row, Row]:
    case = await evidence.held(
        case_id, actor=actor, now=now, statuses=UNDER_WAY, by=PRESERVATION_STEPS[step].by
    )
    found = await by_id(case_id, preservation_id, for_update=True)
    if found["status"] not in PRESERVATION_STEPS[step].before:
        raise errors.AlreadyMoved
    return case, found


async def _take(found: Row, step: str, *, actor: Actor, now: datetime, reason: str = "", **also: Any) -> None:
    await record.record_step(
        Preservation,
        found["id"],
        step,
        PRESERVATION_STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        also=also,
    )


async def decide(
    case_id: UUID, preservation_id: UUID, *, approve: bool, reason: str, actor: Actor, now: datetime
) -> None:
    """The organ's head approves or refuses; whoever asked, and the case's officers, do not decide."""
    why = doors.said(reason)
    step = "approve" if approve else "refuse"
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case, found = await _held(case_id, preservation_id, step, actor=actor, now=now)
        if actor.person_id in {found["asked_by"], case["handler"], case["officer_a"], case["officer_b"]}:
            raise errors.Refused("案件承办人员不能批准自己的申请", citation=PENALTY_LAW.article(56))
        await _take(
            found,
            step,
            actor=actor,
            now=now,
            reason=why,
            decided_on=today,
            decided_by=actor.person_id,
            decision=why,
        )
        organ = await doors.organ_of(case["organ"])
        await documents.issue(
            "preservation_approval",
            found["number"],
            "penalty_case",
            case_id,
            papers_evidence.preservation_approval(
                organ,
                case,
                found,
                {"text": f"{'同意' if approve else '不同意'}。{why}", "name": actor.name, "on": today},
                today,
            ),
            organ_id=organ["id"],
            firm_id=None,
            now=now,
        )


async def keep(
    case_id: UUID,
    preservation_id: UUID,
    *,
    receipt: str,
    on: date | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Hand the notice with its list to the party: the seven working days run from the day it was handed over.

    `on` is that day where it is recorded later, today where nothing is said: a late entry gives nobody more days.
    """
    signed = doors.said(receipt, "receipt", 2)
    today = beijing.legal_day(now)
    kept_on = on or today
    if kept_on > today:
        raise errors.Invalid({"on": "送达日期不能晚于今天"})
    async with database.unit_of_work():
        case = await evidence.held(
            case_id, actor=actor, now=now, statuses=UNDER_WAY, by=PRESERVATION_STEPS["keep"].by
        )
        found = await by_id(case_id, preservation_id, for_update=True)
        unapproved = {PreservationStatus.ASKED, PreservationStatus.REFUSED}
        doors.refuse(
            rules.keeping_refused(is_approved=found["status"] not in unapproved, items=len(found["items"]))
        )
        if found["status"] not in PRESERVATION_STEPS["keep"].before:
            raise errors.AlreadyMoved
        if found["decided_on"] is not None and kept_on < found["decided_on"]:
            raise errors.Invalid({"on": "送达日期不能早于负责人批准的日期"})
        officers = evidence.shown(await evidence.certified(case, kept_on))
        due = await clocks.start(
            "case_preservation",
            preservation_id,
            "preservation",
            deadlines.PRESERVATION,
            kept_on,
            calendar=await calendar.current(),
            organ_id=case["organ"],
        )
        organ = await doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], "preservation_notice", today.year)
        paper = await documents.issue(
            "preservation_notice",
            numbering.formatted(organ["short"], "人社存通", today.year, taken),
            "penalty_case",
            case_id,
            papers_evidence.preservation_notice(
                organ, case, {**found, "officers": officers}, due.due_on, signed, kept_on
            ),
            organ_id=organ["id"],
            firm_id=case["firm"],
            now=now,
        )
        await doors.serve_paper(
            paper["id"], "direct", kept_on, signed, issued_on=kept_on, actor=actor, now=now
        )
        await _take(found, "keep", actor=actor, now=now, reason=signed, kept_on=kept_on, due_on=due.due_on)


async def handle(
    case_id: UUID, preservation_id: UUID, *, handling: str, reason: str, actor: Actor, now: datetime
) -> None:
    """Decide what becomes of the things, within the seven working days. Raises Invalid, Refused."""
    if handling not in HANDLINGS:
        raise errors.Invalid({"handling": "请选择处理方式"})
    why = doors.said(reason)
    if handling == "seize" and "《" not in why:
        raise errors.Invalid({"reason": "查封、扣押须写明所依据的法律名称和条款，以《》标出"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case, found = await _held(case_id, preservation_id, "handle", actor=actor, now=now)
        doors.refuse(rules.handling_refused(found["due_on"], today))
        await _take(
            found,
            "handle",
            actor=actor,
            now=now,
            reason=why,
            handling=handling,
            handling_reason=why,
            handled_on=today,
        )
        await clocks.meet(preservation_id, "preservation", on=today)
        organ = await doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], "preservation_handling", today.year)
        await documents.issue(
            "preservation_handling",
            numbering.formatted(organ["short"], "人社存处", today.year, taken),
            "penalty_case",
            case_id,
            papers_evidence.preservation_handling(organ, case, found, handling, why, today),
            organ_id=organ["id"],
            firm_id=case["firm"],
            now=now,
        )


async def lapse(*, today: date, actor: Actor, now: datetime) -> int:
    """End what was kept past its last day without a decision, and tell the organ; how many."""
    late = await database.rows(
        """select p.id, p.number, p.due_on, c.id as case_id, c.organ from case_preservation as p
                  join penalty_case as c on c.id = p.case_id
           where p.status = 'kept' and p.due_on < $1 for update of p""",
        today,
    )
    for each in late:
        if not rules.has_lapsed(each["due_on"], today):
            continue
        await _take(each, "lapse", actor=actor, now=now, reason="期限届满未作出处理决定")
        await clocks.stop(each["id"], "preservation", reason=N_("逾期未处理，登记保存解除"))
        await notices.tell(
            N_("先行登记保存%(number)s逾期未作出处理决定，已经解除"),
            f"/desk/cases/{each['case_id']}/preservations/{each['id']}",
            kind="preservation_lapsed",
            now=now,
            organ_id=each["organ"],
            number=each["number"],
        )
    return len(late)


async def waiting(organ_id: UUID) -> list[Row]:
    """What waits in an organ: for approval, for its notice, for its decision."""
    return await database.rows(
        """select p.id, p.case_id, p.number, p.status, p.due_on, c.party_name, c.number as case_number
           from case_preservation as p join penalty_case as c on c.id = p.case_id
           where c.organ = $1 and p.status in ('asked', 'approved', 'kept') order by p.due_on nulls first, p.number""",
        organ_id,
    )


async def visible(actor: Actor, case_id: UUID, preservation_id: UUID) -> tuple[Row, Row]:
    """The case and the preservation, for a page. Raises NotFound."""
    case = await queries.any_case(case_id)
    permissions_evidence.check_may_see(actor, case)
    return case, await by_id(case_id, preservation_id)
