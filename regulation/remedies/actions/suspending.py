"""Execution of a decision while it is reviewed: it goes on, unless the organ, the reviewing government or the court stops it.

The party asks the organ here, and the head answers with a paper; what the government or the court decided is entered with
its number. During a suit the court alone suspends, on the organ's word too (《行政诉讼法》第五十六条): the head's answer is that word.
Money that is due, demands and the court wait meanwhile. What becomes of a licence that the decision revoked no article says:
whoever suspends is asked, and a licence that is covered holds until the suspension ends.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import documents, numbering, record
from regulation.law import beijing
from regulation.licensing.actions import restoring as licences
from regulation.notices import actions as notices
from regulation.penalties import debts, decisions
from regulation.penalties import papers as case_papers
from regulation.penalties.actions import doors as case_doors
from regulation.penalties.actions import halting
from regulation.remedies import permissions, queries, rules
from regulation.remedies.status import Status, Way
from regulation.remedies.tables import Remedy
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]


async def _open_one(matter_id: UUID) -> Row | None:
    return next((each for each in await debts.suspensions(matter_id) if each["to_on"] is None), None)


async def check(remedy: Row, *, has_asked: bool = False) -> None:
    """Raise Refused where execution cannot be suspended now."""
    case_doors.refuse(
        rules.suspension_refused(
            remedy["way"],
            is_final=remedy["status"] == Status.FINAL,
            is_suspended=await _open_one(remedy["matter_id"]) is not None,
            has_asked=has_asked,
        )
    )


async def at_stake(remedy: Row) -> list[Row]:
    """The licences that the decision took, of which a suspension has to say whether it covers them."""
    if remedy["status"] == Status.FINAL:
        return []
    return await licences.taken_by(remedy["decision_number"]) if remedy["decision_number"] else []


async def _covers(remedy: Row, *, said: bool | None) -> bool:
    if not await at_stake(remedy):
        return False
    if said is None:
        raise errors.Invalid({"covers_licence": N_("请选择停止执行是否包括吊销许可证")})
    return said


async def ask(
    remedy_id: UUID, *, reason: str, asked_on: date | None = None, actor: Actor, now: datetime
) -> UUID:
    """The party asks the organ to suspend execution, on its account or on paper that the office enters. Changes nothing yet."""
    today, why = beijing.legal_day(now), case_doors.said(reason)
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        by_party = permissions.check_may_ask(actor, remedy)
        on = today if by_party or asked_on is None else asked_on
        if not remedy["filed_on"] <= on <= today:
            raise errors.Invalid({"asked_on": N_("日期应当依次先后，且不晚于今天")})
        await check(remedy, has_asked=await queries.request_open(remedy_id) is not None)
        made = uuid4()
        await database.execute(
            """insert into suspension_request (id, remedy, status, by_party, author, reason, asked_on, answer)
               values ($1,$2,'asked',$3,$4,$5,$6,'')""",
            made,
            remedy_id,
            by_party,
            remedy["party_name"] if by_party else actor.name,
            why,
            on,
        )
        await record.record_event(
            Remedy,
            remedy_id,
            "ask_suspension",
            actor=actor,
            now=now,
            reason=why,
            cites=(rules.suspension_basis(remedy["way"]),),
        )
        await notices.tell(
            N_("%(party)s申请停止执行处罚决定：%(number)s"),
            f"/desk/remedies/{remedy_id}",
            kind="remedy",
            now=now,
            organ_id=remedy["organ"],
            party=remedy["party_name"],
            number=remedy["number"],
        )
    return made


async def answer(
    remedy_id: UUID,
    *,
    granted: bool,
    reason: str,
    covers_licence: bool | None = None,
    actor: Actor,
    now: datetime,
) -> Row:
    """The head suspends execution as the organ sees the need, or does not; the paper tells the party, and whom else to ask.

    During a suit the organ only says that it sees the need: execution goes on until the court has ruled.
    """
    today, why = beijing.legal_day(now), case_doors.said(reason)
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        permissions.check_can_decide(actor, remedy)
        asked = await queries.request_open(remedy_id)
        if asked is None:
            raise errors.AlreadyMoved
        await check(remedy)
        suspends = granted and remedy["way"] != Way.SUIT
        covers = suspends and await _covers(remedy, said=covers_licence)
        left = suspends and not covers and bool(await at_stake(remedy))
        decision = await decisions.by_id(remedy["matter_id"])
        organ = await case_doors.organ_of(remedy["organ"])
        taken = await numbering.next_number(organ["code"], "suspension_answer", today.year)
        paper = await documents.issue(
            "suspension_answer",
            numbering.formatted(organ["short"], "人社停执", today.year, taken),
            "remedy",
            remedy_id,
            {
                "organ": case_papers.organ_block(organ),
                "issued_on": today,
                "party": decision["party"],
                "decision_number": decision["decision_number"],
                "asked_on": asked["asked_on"],
                "is_granted": granted,
                "reason": why,
                "is_suit": remedy["way"] == Way.SUIT,
                "body": remedy["body"],
                "licence": "covered" if covers else "left" if left else "",
                "basis": case_papers.articles((rules.suspension_basis(remedy["way"]),)),
            },
            organ_id=organ["id"],
            firm_id=remedy["firm"],
            decided_in=remedy["matter_id"],
            now=now,
        )
        await database.execute(
            """update suspension_request set status = $2, answer = $3, answered_on = $4, decider = $5, document = $6
               where id = $1""",
            asked["id"],
            "granted" if granted else "refused",
            why,
            today,
            actor.person_id,
            paper["id"],
        )
        await record.record_event(
            Remedy,
            remedy_id,
            "grant_suspension" if granted else "refuse_suspension",
            actor=actor,
            now=now,
            reason=why,
            data={"number": paper["number"]},
            cites=(rules.suspension_basis(remedy["way"]),),
        )
        if suspends:
            await halting.begin_suspension(
                remedy["matter_id"],
                number=remedy["number"],
                ground="organ",
                paper_number=paper["number"],
                from_on=today,
                body=organ["name"],
                covers_licence=covers,
                actor=actor,
                now=now,
            )
        await _inform(remedy, N_("停止执行处罚决定的申请已有答复：%(number)s"), paper["number"], now=now)
    return paper


async def note(
    remedy_id: UUID,
    *,
    ground: str,
    paper_number: str,
    on: date,
    covers_licence: bool | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The government or the court suspended execution: entered with its paper, from the day on which it holds."""
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        permissions.check_can_act(actor, remedy)
        problems = {}
        if ground not in rules.grounds_of_others(remedy["way"]):
            problems["ground"] = N_("请选择停止执行的理由")
        if not paper_number.strip():
            problems["paper_number"] = N_("请填写停止执行文书的文号")
        if not remedy["filed_on"] <= on <= beijing.legal_day(now):
            problems["on"] = N_("日期应当依次先后，且不晚于今天")
        if problems:
            raise errors.Invalid(problems)
        await check(remedy)
        covers = await _covers(remedy, said=covers_licence)
        await record.record_event(
            Remedy,
            remedy_id,
            "note_suspension",
            actor=actor,
            now=now,
            data={"ground": ground, "number": paper_number.strip(), "on": on, "covers_licence": covers},
            cites=(rules.suspension_basis(remedy["way"]),),
        )
        await halting.begin_suspension(
            remedy["matter_id"],
            number=remedy["number"],
            ground=ground,
            paper_number=paper_number.strip(),
            from_on=on,
            body=remedy["body"],
            covers_licence=covers,
            actor=actor,
            now=now,
        )
        await _inform(remedy, N_("处罚决定停止执行：%(number)s"), paper_number.strip(), now=now)


async def lift(remedy_id: UUID, *, reason: str, on: date, actor: Actor, now: datetime) -> None:
    """Execution goes on from this day before the review has ended: whoever may suspend takes that back."""
    why = case_doors.said(reason)
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        found = await _open_one(remedy["matter_id"])
        if found is None or found["number"] != remedy["number"]:
            raise errors.AlreadyMoved
        if rules.is_organs_own(remedy["way"], found["ground"]):
            permissions.check_can_decide(actor, remedy)
        else:
            permissions.check_can_act(actor, remedy)
        if not found["from_on"] < on <= beijing.legal_day(now):
            raise errors.Invalid({"on": N_("日期应当依次先后，且不晚于今天")})
        await record.record_event(
            Remedy, remedy_id, "lift_suspension", actor=actor, now=now, reason=why, data={"on": on}
        )
        await halting.end_suspension(
            remedy["matter_id"], to_on=on - timedelta(days=1), stands=True, actor=actor, now=now
        )
        await _inform(remedy, N_("处罚决定恢复执行：%(number)s"), remedy["number"], now=now)


async def _inform(remedy: Row, title: str, number: str, *, now: datetime) -> None:
    if remedy["firm"]:
        await notices.tell(
            title,
            remedy["home"],
            kind="remedy",
            now=now,
            firm_id=remedy["firm"],
            number=number,
        )
