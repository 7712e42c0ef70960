"""Cases and clues that go to another body and come from one: letter, receipt, return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.leads import actions as leads
from regulation.leads.status import LeadSource
from regulation.notices import actions as notices
from regulation.penalties import papers_procedure, permissions, queries
from regulation.penalties.actions import doors, reporting
from regulation.penalties.rules import deadlines
from regulation.penalties.status import CaseStatus
from regulation.penalties.status_procedure import (
    RETURNS,
    TRANSFER_KINDS,
    TRANSFER_STEPS,
)
from regulation.penalties.tables_procedure import CaseTransfer
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]


# --- transfers ---------------------------------------------------------------------------------------------


async def send(
    case_id: UUID,
    *,
    kind: str,
    counterpart: str,
    counterpart_organ: UUID | None = None,
    items: list[str] | None = None,
    actor: Actor,
    now: datetime,
) -> Row:
    """The letter of a transferred case, with the list of its evidence; without `items` all that stands. Raises Invalid."""
    problems = {}
    if kind not in TRANSFER_KINDS:
        problems["kind"] = "请选择接收机关的种类"
    receiver = await organs.by_id(counterpart_organ) if counterpart_organ else None
    if kind == "organ" and receiver is None:
        problems["counterpart_organ"] = "请选择接收机关"
    if kind != "organ" and len(counterpart.strip()) < 2:
        problems["counterpart"] = "请写明接收机关"
    if problems:
        raise errors.Invalid(problems)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.CLERK, Role.DECIDER}, await doors.kept_away(case, now))
        if case["status"] != CaseStatus.TRANSFERRED:
            raise errors.Refused("案件尚未决定移送", citation=PENALTY_LAW.article(27, 1))
        if await _out_of(case_id):
            raise errors.AlreadyMoved
        name = receiver["name"] if receiver else counterpart.strip()
        listed = items or [each["title"] for each in await queries.standing_evidence(case_id)]
        organ = await doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], "transfer_letter", today.year)
        number = numbering.formatted(organ["short"], "人社移", today.year, taken)
        paper = await documents.issue(
            "transfer_letter",
            number,
            "penalty_case",
            case_id,
            papers_procedure.transfer(organ, case, name, kind, listed, today),
            organ_id=organ["id"],
            firm_id=None,
            now=now,
        )
        made = uuid4()
        await database.execute(
            """insert into case_transfer (id, direction, status, kind, number, organ, case_id, counterpart, counterpart_organ,
                   letter_number, party_name, facts, reason, items, sent_on, receipt, return_kind, return_reason, recorded_by,
                   document)
               values ($1,'out','sent',$2,$3,$4,$5,$6,$7,'',$8,$9,$10,$11,$12,'','','',$13,$14)""",
            made,
            kind,
            number,
            case["organ"],
            case_id,
            name,
            counterpart_organ if receiver else None,
            case["party_name"],
            case["facts"] or case["cause"],
            case["end_reason"],
            [each[:400] for each in listed],
            today,
            actor.person_id,
            paper["id"],
        )
        await _began(made, "send", "sent", actor=actor, now=now)
        if receiver:
            await notices.tell(
                N_("%(organ)s移送案件%(number)s，请接收并出具回执"),
                "/desk/transfers",
                kind="transfer_in",
                now=now,
                organ_id=receiver["id"],
                organ=organ["name"],
                number=number,
            )
    return {"id": made, "number": number}


async def _began(transfer_id: UUID, action: str, status: str, *, actor: Actor, now: datetime) -> None:
    await record.opened(
        CaseTransfer,
        transfer_id,
        action,
        status,
        actor=actor,
        now=now,
        cites=(PENALTY_LAW.article(27, 1),),
    )


async def _out_of(case_id: UUID) -> Row | None:
    return await database.row(
        """select * from case_transfer where case_id = $1 and direction = 'out' and status <> 'returned' for update""",
        case_id,
    )


async def note_receipt(
    transfer_id: UUID, *, received_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The receiver's receipt: entered by the sender, or given by a receiving organ of this system, which then issues its paper."""
    signed = doors.said(receipt, "receipt", 2)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await _held(transfer_id, "receive", actor=actor)
        problems = {}
        if received_on > today:
            problems["received_on"] = "接收日期不能晚于今天"
        if received_on < found["sent_on"]:
            problems["received_on"] = "接收日期不能早于移送日期"
        if problems:
            raise errors.Invalid(problems)
        if actor.organ_id == found["counterpart_organ"]:
            sender = await doors.organ_of(found["organ"])
            await _own_receipt({**found, "sender": sender["name"]}, received_on, actor=actor, now=now)
        await _take(found, "receive", actor=actor, now=now, received_on=received_on, receipt=signed)


async def _held(transfer_id: UUID, step: str, *, actor: Actor) -> Row:
    """The docket, for its sender or the receiving organ. Raises NotFound, NotPermitted, AlreadyMoved."""
    found = await database.row("select * from case_transfer where id = $1 for update", transfer_id)
    if found is None or actor.organ_id not in {found["organ"], found["counterpart_organ"]}:
        raise errors.NotFound
    actor.check_holds(*TRANSFER_STEPS[step].by)
    if found["status"] not in TRANSFER_STEPS[step].before:
        raise errors.AlreadyMoved
    return found


async def _take(found: Row, step: str, *, actor: Actor, now: datetime, reason: str = "", **also: Any) -> None:
    await record.record_step(
        CaseTransfer,
        found["id"],
        step,
        TRANSFER_STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        also=also,
    )


async def _own_receipt(found: Row, on: date, *, actor: Actor, now: datetime) -> Row:
    organ = await doors.organ_of(actor.organ_id)
    taken = await numbering.next_number(organ["code"], "transfer_receipt", on.year)
    return await documents.issue(
        "transfer_receipt",
        numbering.formatted(organ["short"], "人社收", on.year, taken),
        "case_transfer",
        found["id"],
        papers_procedure.transfer_receipt(organ, found, actor.name, on),
        organ_id=organ["id"],
        firm_id=None,
        now=now,
    )


async def register_in(
    *,
    counterpart: str,
    letter_number: str,
    party_name: str,
    facts: str,
    items: list[str],
    received_on: date,
    actor: Actor,
    now: datetime,
) -> Row:
    """Enter what another body transferred, and give it the receipt; a case may be proposed from its number. Raises Invalid."""
    actor.check_holds(Role.CLERK)
    today = beijing.legal_day(now)
    problems = {
        name: "请填写"
        for name, text in (("counterpart", counterpart), ("party_name", party_name))
        if len(text.strip()) < 2
    }
    if len(facts.strip()) < 10:
        problems["facts"] = "请写明移送的事实，至少10个字"
    if received_on > today:
        problems["received_on"] = "接收日期不能晚于今天"
    if problems:
        raise errors.Invalid(problems)
    async with database.unit_of_work():
        organ = await doors.organ_of(actor.organ_id)
        taken = await numbering.next_number(organ["code"], "transfer_in", received_on.year)
        found: Row = {
            "id": uuid4(),
            "number": numbering.formatted(organ["short"], "人社来", received_on.year, taken),
            "counterpart": counterpart.strip(),
            "sender": counterpart.strip(),
            "letter_number": letter_number.strip(),
            "party_name": party_name.strip(),
            "facts": facts.strip(),
            "items": [each.strip()[:400] for each in items if each.strip()],
            "sent_on": received_on,
        }
        paper = await _own_receipt(found, received_on, actor=actor, now=now)
        await database.execute(
            """insert into case_transfer (id, direction, status, kind, number, organ, counterpart, letter_number, party_name,
                   facts, reason, items, sent_on, received_on, receipt, return_kind, return_reason, recorded_by, document)
               values ($1,'in','received','other',$2,$3,$4,$5,$6,$7,'',$8,$9,$9,$10,'','',$11,$12)""",
            found["id"],
            found["number"],
            actor.organ_id,
            found["counterpart"],
            found["letter_number"],
            found["party_name"],
            found["facts"],
            found["items"],
            received_on,
            actor.name,
            actor.person_id,
            paper["id"],
        )
        await _began(found["id"], "register", "received", actor=actor, now=now)
        await leads.raise_lead(
            LeadSource.TRANSFER,
            found["number"],
            party_name=found["party_name"],
            facts=found["facts"],
            found_on=received_on,
            actor=actor,
            now=now,
        )
    return found


async def give_back(
    transfer_id: UUID, *, returned_on: date, return_kind: str, reason: str, actor: Actor, now: datetime
) -> None:
    """The receiver does not prosecute or is not competent: the case is open again and its days run anew. Raises Invalid."""
    why = doors.said(reason)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await _held(transfer_id, "give_back", actor=actor)
        problems = {}
        if found["direction"] != "out" or actor.organ_id != found["organ"]:
            raise errors.NotFound
        if return_kind not in RETURNS:
            problems["return_kind"] = "请选择退回的原因"
        if returned_on > today:
            problems["returned_on"] = "退回日期不能晚于今天"
        if returned_on < found["received_on"]:
            problems["returned_on"] = "退回日期不能早于接收日期"
        if problems:
            raise errors.Invalid(problems)
        await _take(
            found,
            "give_back",
            actor=actor,
            now=now,
            reason=why,
            returned_on=returned_on,
            return_kind=return_kind,
            return_reason=why,
        )
        await reporting.take_back(
            found["case_id"], reason=f"{RETURNS[return_kind]}：{why}", actor=actor, now=now
        )
        case = await queries.case_for_update(found["case_id"])
        await clocks.start(
            "penalty_case",
            found["case_id"],
            "investigation" if case["by_labour_supervision"] else "decision",
            deadlines.time_to_handle(by_labour_supervision=case["by_labour_supervision"], is_returned=True),
            returned_on,
            calendar=await calendar.current(),
            organ_id=found["organ"],
        )


async def dockets(organ_id: UUID) -> list[Row]:
    """What an organ sent, received, and is sent by others, newest first."""
    return await database.rows(
        """select t.*, organ.name as sender, c.number as case_number,
                  (select own.number from penalty_case as own where own.source_kind = 'transfer' and own.source_number = t.number
                   order by own.proposed_at limit 1) as opened
           from case_transfer as t join organ on organ.id = t.organ left join penalty_case as c on c.id = t.case_id
           where t.organ = $1 or t.counterpart_organ = $1 order by t.sent_on desc, t.number desc limit 500""",
        organ_id,
    )
