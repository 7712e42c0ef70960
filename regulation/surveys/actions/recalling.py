"""The respondent takes back what it filed, before anybody looked at it and while the round collects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.casework import record
from regulation.ledger import actions as ledger
from regulation.surveys import permissions, rules
from regulation.surveys.actions.filing import MATTER
from regulation.surveys.queries import returns, rounds
from regulation.surveys.session import statistical
from regulation.surveys.status import STEPS, Status
from regulation.surveys.tables import StatisticalReturn
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.surveys.queries.returns import Return

ONLY_SIGNATORY = N_("已经报送的统计报表由签署人撤回。请告知签署人")
NOT_FILED = N_("报表没有处于已报送状态，不需要撤回")
REVIEW_BEGAN = N_("统计人员已经开始审核，不能再撤回。发现有误的，请联系统计人员退回，更正后重新报送")
PASSED = N_("报表已经审核通过，不能再撤回。发现有误的，请联系统计人员开放更正")
PERIOD_OVER = N_("填报期已于%(closes)s截止，不能再撤回。发现有误的，请联系统计人员退回，更正后重新报送")


@statistical
async def refusal(held: Return, asked: rules.Round, now: datetime) -> errors.Refused | None:
    """Why the return cannot be taken back, with what to do instead; None where it can."""
    if held.status is Status.CITY_PASSED:
        return errors.Refused(PASSED)
    if held.status not in {Status.SUBMITTED, Status.DISTRICT_PASSED}:
        return errors.Refused(NOT_FILED)
    if held.status is Status.DISTRICT_PASSED or await returns.was_reviewed(held.id):
        return errors.Refused(REVIEW_BEGAN)
    if asked.phase(now) is not rules.Phase.OPEN or asked.gate != "open":
        return errors.Refused(PERIOD_OVER, closes=asked.closes_on)
    return None


@statistical
async def recall(firm_id: UUID, period: str, *, actor: Actor, now: datetime) -> None:
    """What was filed is a draft again; number, filing and receipt stay on record.

    From now on nothing is filed: only a new filing, and its day, count. Raises Refused once the review
    began or the period is over, NotPermitted for a preparer, NotFound.
    """
    permissions.check_acts_for(actor, firm_id)
    known = await rounds.of_period(period)
    async with database.unit_of_work():
        held = await returns.for_update(firm_id, known.id)
        if refused := await refusal(held, known.round, now):
            raise refused
        if not permissions.can_sign(actor):
            raise errors.NotPermitted(ONLY_SIGNATORY)
        await record.record_step(
            StatisticalReturn,
            held.id,
            "recall",
            STEPS["recall"],
            actor=actor,
            now=now,
            data={"version": held.version},
            also={
                # The draft was kept when it was filed.
                "filed": None,
                "filed_at": None,
                "prepared_by": None,
                "prepared_name": "",
                "prepared_at": None,
            },
        )
        await ledger.append(
            str(held.id),
            MATTER,
            "recall",
            actor=actor,
            now=now,
            prev_state=str(held.status),
            private={"number": held.number, "period": held.period, "version": held.version},
        )
