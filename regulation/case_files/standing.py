"""What of a case is still open, read from everything that hangs on it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.case_files import queries, reviews
from regulation.case_files.rules import checklist
from regulation.case_files.rules.closing import Standing
from regulation.casework import calendar
from regulation.penalties import debts
from regulation.penalties import queries as cases
from regulation.penalties.actions import performance, undoing, victims
from regulation.penalties.rules import deadlines
from regulation.penalties.status import CaseStatus
from regulation.remedies import queries as remedies
from regulation.remedies.rules import TO_SUE
from regulation.remedies.status import MOOT, Status, Way

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

Row = dict[str, Any]
#: Ends whose paper goes to the party and that the party may attack.
_TOLD = frozenset({CaseStatus.NO_PENALTY, CaseStatus.HANDLED, CaseStatus.WITHDRAWN})


async def of_case(case_id: UUID, *, today: date) -> Standing:
    """How the case stands on a day; the caller has asked who may know."""
    case = await cases.any_case(case_id)
    status = CaseStatus(case["status"])
    found = await _counted(case_id)
    is_penalty = status is CaseStatus.SERVED
    account = (
        await debts.account(case, today) if case["served_on"] and status is not CaseStatus.QUASHED else None
    )
    served_on = case["served_on"] or found["outcome_served_on"]
    path = await queries.path(case, await queries.entries(case, {}), today=today)
    brought = await remedies.of_decision(case_id)
    back = await victims.ordered_back(case)
    return Standing(
        needs_service=is_penalty or status in _TOLD,
        is_served=served_on is not None,
        left=account.left if account else Decimal(0),
        to_refund=sum((each["refund"] for each in brought if not each["refunded_on"]), Decimal(0)),
        ordered_back=back.listed,
        ordered_back_unlisted=back.unlisted,
        ordered_back_by=back.citation,
        court_ruled=found["court_ruled"],
        plan_asked=is_penalty and found["plan_asked"],
        court_asked=is_penalty and found["court_asked"],
        lacks_publication=is_penalty and performance.lacks_publication(case),
        publicity_to_withdraw=await undoing.is_to_withdraw(case_id),
        remedies_open=sum(each["status"] != Status.FINAL for each in brought),
        remedy_until=await _remedy_until(served_on, brought) if is_penalty or status in _TOLD else None,
        preserved=found["preserved"],
        undisposed=tuple(found["undisposed"]),
        changed=tuple(found["changed"]),
        lacking=tuple(
            each.name
            for each in [*checklist.check_list(path), *await reviews.lines(case_id, today=today)]
            if each.state is checklist.State.MISSING
        ),
    )


async def _remedy_until(served_on: date | None, brought: Sequence[Row]) -> date | None:
    """The last day on which the party may still go to the government or the court."""
    if served_on is None:
        return None
    known = await calendar.current()
    ended = [each for each in brought if each["status"] == Status.FINAL and each["outcome"] not in MOOT]
    if any(each["way"] == Way.SUIT for each in ended):
        return None
    if ended:
        return TO_SUE.due(max(each["outcome_received_on"] for each in ended), known).due_on
    return max(
        period.due(served_on, known).due_on for period in (deadlines.RECONSIDERATION, deadlines.LITIGATION)
    )


async def _counted(case_id: UUID) -> Row:
    found = await database.row(
        """select (select served_on from case_outcome where case_id = $1) as outcome_served_on,
                  exists (select from payment_plan where case_id = $1 and status = 'asked') as plan_asked,
                  exists (select from court_application where case_id = $1 and status in ('applied', 'accepted'))
                      as court_asked,
                  exists (select from court_application where case_id = $1 and status in ('granted', 'denied'))
                      as court_ruled,
                  (select count(*) from case_preservation where case_id = $1 and status in ('asked', 'approved', 'kept'))
                      as preserved,
                  array(select e.title from case_evidence as e where e.case_id = $1 and e.receipt is not null
                        and e.form = 'original' and not exists (select from case_evidence_disposal where evidence = e.id)
                        order by e.position) as undisposed,
                  array(select e.title from case_evidence as e join evidence_alarm as a on a.evidence = e.id
                        where e.case_id = $1 and a.restored_at is null
                        and not exists (select from evidence_exclusion where evidence = e.id)
                        order by e.position) as changed""",
        case_id,
    )
    assert found is not None
    return found
