"""Units that give no figures: out of the scope with a reason, or finally without an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.ledger import actions as ledger
from regulation.surveys import gate, offices, rules
from regulation.surveys.actions import review
from regulation.surveys.queries import desk, returns, rounds
from regulation.surveys.session import statistical
from regulation.surveys.status import OUTCOME_STEPS, Status
from regulation.surveys.tables import StatisticalReturn
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.casework.steps import Step

NO_REASON = N_("请写明理由和依据")
NOT_OVER = N_("填报期未结束，不能认定为最终未报送")
ANSWERED = N_("这家机构已经报送，不能认定为最终未报送；数据有误的请退回")


@statistical
async def out_of_scope(year: int, firm_number: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """The unit was not to be asked: closed before the reference day, never opened, counted twice. On register evidence only.

    Raises Invalid without a reason, NotFound, AlreadyMoved, Refused after editing was closed.
    """
    await _end(year, firm_number, "out_of_scope", reason, actor, now)


@statistical
async def final_nonresponse(year: int, firm_number: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """The unit will not answer any more; it stays in the population and is estimated. Raises as `out_of_scope`."""
    await _end(year, firm_number, "nonresponse", reason, actor, now)


@statistical
async def ask_again(year: int, firm_number: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take back that a unit did not respond or was out of scope: it answers or corrects after all.

    It writes while the round's days allow, or, where it had filed before, until the editing is closed. Raises as `out_of_scope`.
    """
    if not reason.strip():
        raise errors.Invalid({"reason": NO_REASON})
    async with database.unit_of_work():
        held, at = await desk.for_update_unfiled(actor, year, firm_number)
        if at not in gate.EDITABLE:
            raise errors.Refused(review.CLOSED, citation=gate.REVIEW)
        step = "ask_again_filed" if held.filed_id else "ask_again"
        await _conclude(held.id, step, OUTCOME_STEPS[step], reason.strip(), held.status, year, actor, now)


async def _end(  # noqa: PLR0917 - the parts of one act
    year: int, firm_number: str, step: str, reason: str, actor: Actor, now: datetime
) -> None:
    offices.check_statistician(actor)
    if not reason.strip():
        raise errors.Invalid({"reason": NO_REASON})
    async with database.unit_of_work():
        at = await database.value(
            "select gate from survey_round where kind = 'return' and period = $1 for share", str(year)
        )
        firm = await database.row("select id, organ from firm where number = $1", firm_number)
        if at is None or firm is None:
            raise errors.NotFound
        known = await rounds.of_year(year)
        held = await returns.of_firm(firm["id"], str(year))
        offices.check_reach(actor, held.organ_id if held and held.organ_id else firm["organ"])
        if at not in gate.EDITABLE:
            raise errors.Refused(review.CLOSED, citation=gate.REVIEW)
        if step == "nonresponse" and known.round.phase(now) is not rules.Phase.CLOSED:
            raise errors.Refused(NOT_OVER)
        if held is None:
            return_id = await _begin(known.id, firm["id"], year, firm["organ"], now)
            before = Status.DRAFT
        else:
            return_id, before = held.id, held.status
        if step == "nonresponse" and before in {
            Status.SUBMITTED,
            Status.DISTRICT_PASSED,
            Status.CITY_PASSED,
        }:
            raise errors.Refused(ANSWERED)
        await _conclude(return_id, step, OUTCOME_STEPS[step], reason.strip(), before, year, actor, now)


async def _begin(round_id: UUID, firm_id: UUID, year: int, organ_id: UUID | None, now: datetime) -> UUID:
    """A unit that never began gets its row, so that what was decided of it has a place."""
    made = uuid4()
    taken: UUID | None = await database.value(
        """insert into statistical_return (id, survey_round, firm, period, year, organ, status, started_at, prepared_name,
                                           outcome_reason)
           values ($1, $2, $3, $4, $5, $6, 'draft', $7, '', '') on conflict (survey_round, firm) do nothing returning id""",
        made,
        round_id,
        firm_id,
        str(year),
        year,
        organ_id,
        now,
    )
    if taken is None:
        raise errors.AlreadyMoved
    return made


async def _conclude(  # noqa: PLR0917 - the parts of one act
    return_id: UUID,
    step: str,
    taken: Step,
    reason: str,
    before: Status,
    year: int,
    actor: Actor,
    now: datetime,
) -> None:
    await record.record_step(
        StatisticalReturn,
        return_id,
        step,
        taken,
        actor=actor,
        now=now,
        reason=reason,
        also={"outcome_reason": reason},
    )
    await ledger.append(
        str(return_id),
        "statistical_return",
        step,
        actor=actor,
        now=now,
        prev_state=str(before),
        private={"period": str(year)},
    )
