"""A new licence beside one whose renewal was asked for too late, where the law treats the request as a new application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework import calendar, documents, record
from regulation.licensing import papers, queries, register
from regulation.licensing.actions import taking_over
from regulation.licensing.rules import ending, renewal
from regulation.licensing.status import LICENCE_STEPS, LicenceStatus
from regulation.licensing.tables import Licence

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.licensing.procedure import Procedure

Row = dict[str, Any]

LATE = "已经超过申请延续的期限（%(day)s），逾期提出的按照新申请经营许可办理，请提出新设申请"


async def check_in_time(procedure: Procedure, valid_until: date | None, *, on: date) -> None:
    """A renewal that comes too late is no renewal where the law calls it a new application. Raises Refused."""
    if not procedure.licence.late_is_new or not procedure.renews or valid_until is None:
        return
    known = await calendar.current()
    if renewal.is_a_new_application(procedure.licence, LicenceStatus.VALID, valid_until, on, known):
        day = procedure.licence.renewal_asked_by(valid_until, known)
        citation = procedure.licence.renewal_request.citation(on)
        raise errors.Refused(LATE, citation=citation, day=day.isoformat())


async def held(firm_id: UUID, procedure: Procedure, *, on: date) -> str | None:
    """The number of the living licence that stands in the way of a new one; None where there is none.

    A licence whose renewal can no longer be asked for does not: the law treats the request as a new application.
    """
    if procedure.needs_licence:
        return None
    number = await queries.living_licence_number(firm_id, procedure.kind)
    return None if number and await _gives_way(firm_id, procedure, on=on) else number


async def _gives_way(firm_id: UUID, procedure: Procedure, *, on: date) -> bool:
    ours = await queries.licence_held(firm_id, procedure.kind)
    known = ours or await queries.known_elsewhere(firm_id, procedure.kind)
    if known is None:
        return False
    ends = known["valid_to"] if ours else known["expires_on"]
    status = LicenceStatus(known["status"])
    return renewal.is_a_new_application(procedure.licence, status, ends, on, await calendar.current())


async def make_way(
    application: Row, procedure: Procedure, organ: Row, *, on: date, actor: Actor, now: datetime
) -> None:
    """The licence that the new one replaces ends on the day of the decision, inside its transaction."""
    if procedure.needs_licence or not await queries.living_licence_number(
        application["firm"], procedure.kind
    ):
        return
    old = await taking_over.take_over(application["firm"], procedure.kind, actor=actor, now=now)
    ground = ending.Ground.REPLACED
    number = await papers.number(organ, "cancellation", on)
    await record.record_step(
        Licence,
        old["id"],
        "cancel",
        LICENCE_STEPS["cancel"],
        actor=actor,
        now=now,
        reason=ending.GROUNDS[ground],
        data={"ground": ground, "number": number, "application": application["number"]},
        also={"ended_on": on, "end_ground": str(ground), "end_reason": ending.GROUNDS[ground]},
    )
    if old["document"]:
        await documents.withdraw(old["document"], now=now)
    await papers.issue_cancellation(old, organ, number, ground=ground, happened_on=on, now=now)
    ended = await queries.licence_for_update(old["id"])
    await register.show_licence(ended, now=now)
    await register.end_publications(ended, reason=ending.GROUNDS[ground], on=on, actor=actor, now=now)
    await register.enter_in_log(
        old["firm"],
        old["kind"],
        "cancel",
        number=old["number"],
        actor=actor,
        now=now,
        before=old["status"],
        ground=str(ground),
    )
