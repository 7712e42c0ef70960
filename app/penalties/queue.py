"""Orders and cases on the desk's home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.law import period as periods
from regulation.penalties import (
    decisions,
    queries,
    queries_evidence,
    queries_hearing,
    spot_debts,
    thresholds,
    unlicensed,
)
from regulation.penalties.actions import money_papers, preservation
from regulation.penalties.status import CASE_NAMES, TURNS, CaseStatus
from regulation.penalties.status_evidence import PRESERVATION_NAMES, PRESERVATION_STEPS
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

SERVE_ORDER, RECHECK_ORDER = N_("责令改正：送达"), N_("责令改正：复查")
_PENDING = {
    "recusal": N_("回避申请：决定"),
    "extension": N_("延长改正期限：决定"),
    "designation": N_("管辖争议：指定"),
    "transfer": N_("移送来件：出具回执"),
}
HELD, REPORT = N_("听证：登记笔录"), N_("听证：提出报告")
SERVE_END, FILE_SPOT = N_("送达终结文书"), N_("当场处罚：备案")
SERVE_MONEY = N_("送达延期、分期、加处罚款文书")
SPOT_PLAN, SERVE_SPOT = N_("当场处罚：决定延期、分期"), N_("当场处罚：送达缴款文书")
FALSE_PROMISE = N_("虚假承诺：提请立案")


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """What waits for this person's office in its own organ."""
    if not may(actor, Permission.CASES_READ) or actor.organ_id is None:
        return Queue()
    orders, cases = await queries.waiting(actor.organ_id)
    turns: list[Turn] = []
    if may(actor, Permission.CASES_HANDLE):
        # An order that is served waits for the party until its last day has passed.
        due = [each for each in orders if each["status"] == "issued" or each["correct_by"] < today]
        for each in due:
            what = SERVE_ORDER if each["status"] == "issued" else RECHECK_ORDER
            turns.append(_turn(what, each, f"/desk/orders/{each['id']}", today, calendar))
    turns += await _preservations(actor, today, calendar)
    to_review = (
        await queries_hearing.to_review(actor.organ_id, await thresholds.reviewed_from(actor.organ_id, today))
        if actor.holds(Role.LEGAL_REVIEWER)
        else set()
    )
    turns += [
        Turn(_PENDING[each["what"]], each["number"], each["party_name"], each["url"])
        for each in await queries_evidence.pending(actor.organ_id, is_municipal=actor.is_municipal)
        if (each["what"] == "transfer" and actor.holds(Role.CLERK))
        or (each["what"] != "transfer" and actor.holds(Role.DECIDER))
    ]
    turns += [
        _turn(CASE_NAMES[CaseStatus(each["status"])], each, f"/desk/cases/{each['id']}", today, calendar)
        for each in cases
        if actor.holds(*TURNS[CaseStatus(each["status"])]) or each["id"] in to_review
    ]
    turns += [
        Turn(
            HELD if each["status"] == "called" else REPORT,
            each["number"],
            each["party_name"],
            f"/desk/cases/{each['id']}",
        )
        for each in await queries_hearing.presiding(actor.person_id, today)
    ]
    if may(actor, Permission.CASES_DECIDE):
        turns += [
            Turn(SPOT_PLAN, each["number"], each["party_name"], f"/desk/spot/{each['id']}/money")
            for each in await spot_debts.plans_asked(actor.organ_id)
        ]
    if may(actor, Permission.CASES_HANDLE):
        turns += [
            Turn(
                FALSE_PROMISE,
                each["number"],
                each["firm_name"],
                f"/desk/cases/new?source=false_promise&number={quote(each['number'])}",
            )
            for each in await unlicensed.leads(actor.organ_id)
        ]
        turns += [
            Turn(SERVE_END, each["number"], each["party_name"], f"/desk/cases/{each['id']}")
            for each in await queries_hearing.to_serve(actor.organ_id)
        ]
        turns += [
            Turn(
                SERVE_SPOT if each["matter_kind"] == decisions.SPOT else SERVE_MONEY,
                each["matter_number"],
                each["party_name"],
                each["page"],
            )
            for each in await money_papers.to_serve(actor.organ_id)
        ]
        turns += [_filing(each, today, calendar) for each in await queries_hearing.to_file(actor.organ_id)]
    overdue = sum(1 for turn in turns if turn.days_left is not None and turn.days_left < 0)
    return Queue([Waiting(N_("责令改正和案件"), len(turns), "/desk/cases", overdue)], turns)


async def _preservations(actor: Actor, today: date, calendar: WorkCalendar) -> list[Turn]:
    """What is preserved by registration waits for the head, then for the notice, then for the decision on it."""
    found = []
    for each in await preservation.waiting(actor.organ_id) if actor.organ_id else []:
        if not any(
            each["status"] in step.before and actor.holds(*step.by) for step in PRESERVATION_STEPS.values()
        ):
            continue
        found.append(
            Turn(
                PRESERVATION_NAMES[each["status"]],
                each["number"],
                each["party_name"],
                f"/desk/cases/{each['case_id']}/preservations/{each['id']}",
                due_on=each["due_on"],
                days_left=periods.days_left(each["due_on"], today, calendar, periods.Unit.WORKING_DAYS)
                if each["due_on"]
                else None,
                unit=periods.Unit.WORKING_DAYS.left_label if each["due_on"] else "",
            )
        )
    return found


def _filing(found: dict[str, Any], today: date, calendar: WorkCalendar) -> Turn:
    unit = periods.Unit.CALENDAR_DAYS
    return Turn(
        FILE_SPOT,
        found["number"],
        found["party_name"],
        f"/desk/spot/{found['id']}",
        due_on=found["due_on"],
        days_left=periods.days_left(found["due_on"], today, calendar, unit) if found["due_on"] else None,
        unit=unit.left_label,
    )


def _turn(what: str, found: dict[str, Any], url: str, today: date, calendar: WorkCalendar) -> Turn:
    due_on = found["due_on"]
    unit = periods.Unit(found["unit"]) if due_on else periods.Unit.CALENDAR_DAYS
    return Turn(
        what,
        found["number"],
        found["party_name"],
        url,
        due_on=due_on,
        days_left=periods.days_left(due_on, today, calendar, unit) if due_on else None,
        unit=unit.left_label,
        is_provisional=bool(found["is_provisional"]),
    )
