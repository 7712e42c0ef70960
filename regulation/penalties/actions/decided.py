"""The first and last of every act on a decision that costs money, be it a case's or a penalty on the spot: hold it, log it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import at_hand, record
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import decisions, permissions
from regulation.penalties.actions import doors
from regulation.penalties.status import STEPS
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.roles import FIRM_ROLES, Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


def is_officer_of(decision: Row, actor: Actor) -> bool:
    """Whether this person is one of the two officers who decided on the spot."""
    return decisions.is_spot(decision) and actor.person_id in {decision["officer_a"], decision["officer_b"]}


async def held(matter_id: UUID, act: str, *, actor: Actor, now: datetime) -> Row:
    """The decision, locked, if this person may take this act on it now: the offices are those of the step of a case.

    Of a penalty on the spot neither of its officers may: deciding on a fine and bringing it in are kept apart (第六十七条).
    """
    if await decisions.kind_of(matter_id) == decisions.CASE:
        return decisions.of_case(await doors.held_case(matter_id, act, actor=actor, now=now))
    spot = await decisions.for_update(matter_id)
    by = STEPS[act].by
    if act in permissions.PARTY_STEPS and actor.holds(*FIRM_ROLES):
        if not actor.acts_for_firm(spot["firm"]):
            raise errors.NotFound
        actor.check_holds(*by)
    else:
        permissions.check_office(actor, spot, by - FIRM_ROLES, await doors.conflicted(spot["firm"], now))
        if is_officer_of(spot, actor):
            raise errors.NotPermitted(
                N_(
                    "罚款决定与收缴分离：作出当场处罚决定的执法人员不能办理缴款登记、分期、加处、催告和申请强制执行"
                ),
                citation=PENALTY_LAW.article(67, 1),
            )
    if spot["status"] == "quashed":
        raise at_hand.moved(decisions.SPOT, matter_id, STEPS[act])
    at_hand.under(STEPS[act])
    return spot


async def spot_held(spot_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """A penalty on the spot, locked, for what the office that issued it does with its paper and with collected money."""
    found = await database.row("select * from spot_penalty where id = $1 for update", spot_id)
    if found is None:
        raise errors.NotFound
    at_hand.take(decisions.SPOT, spot_id)
    permissions.check_office(
        actor, found, {Role.CLERK, Role.DECIDER}, await doors.conflicted(found["firm"], now)
    )
    return decisions.of_spot(found)


async def take(
    decision: Row,
    act: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Row | None = None,
    also: Row | None = None,
) -> None:
    """Log the act: a step of the case, or an event of the penalty on the spot under the article of the step.

    `also` sets columns of a case; a penalty on the spot stays as it was decided.
    """
    if not decisions.is_spot(decision):
        await doors.take(decision["id"], act, actor=actor, now=now, reason=reason, data=data, also=also)
        return
    await record.record_event(
        SpotPenalty,
        decision["id"],
        act,
        actor=actor,
        now=now,
        reason=reason,
        data=data or {},
        cites=STEPS[act].cites,
    )


async def tell_party(decision: Row, title: str, number: str, *, kind: str, now: datetime) -> None:
    """Tell the firm that a paper is there; a party that is no registered firm has no page."""
    if decision["firm"]:
        await notices.tell(
            title, decision["home"], kind=kind, now=now, firm_id=decision["firm"], number=number
        )
