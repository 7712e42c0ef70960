"""The licences a firm holds, and what may be applied for about each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from app.shell.i18n import gettext as _
from regulation import errors
from regulation.casework import calendar
from regulation.licensing import procedures, queries
from regulation.licensing.actions import replacing
from regulation.licensing.procedure import Effect
from regulation.licensing.rules import renewal
from regulation.licensing.status import Purpose

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.firms.status import RegistrationKind
    from regulation.licensing.procedure import Procedure

Row = dict[str, Any]


async def startable(firm_id: UUID, held: dict[RegistrationKind, str | None]) -> list[tuple[str, str]]:
    """The licences that the firm may apply for now: kind, and what it sets out to do."""
    found: list[tuple[str, str]] = []
    for kind in procedures.KINDS:
        new = procedures.of(kind, Purpose.NEW)
        in_the_way = held[kind] and await replacing.held(firm_id, new, on=clock.today())
        if not in_the_way and not await queries.open_application_number(firm_id, kind):
            found.append((kind, _(new.words.apply)))
    return found


async def offers(firm_id: UUID, held: dict[RegistrationKind, str | None]) -> dict[str, list[tuple[str, str]]]:
    """What may be applied for about each licence that is held: its number -> label and address."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, number in held.items():
        if number and not await queries.open_application_number(firm_id, kind):
            found[number] = [
                (_(each.words.apply), f"/firm/licensing/new?kind={kind}&purpose={each.purpose}")
                for each in procedures.ALL
                if each.kind == kind and each.needs_licence
            ]
    return found


async def about(firm_id: UUID, procedure: Procedure) -> Row | None:
    """The licence that it is about: number, last day, and until when renewal is asked for in time. Raises NotFound."""
    if not procedure.needs_licence:
        return None
    ours = await queries.licence_held(firm_id, procedure.kind)
    known = ours or await queries.known_elsewhere(firm_id, procedure.kind)
    if known is None:
        raise errors.NotFound
    ends = known["valid_to"] if ours else known["expires_on"]
    asked_by = None
    if procedure.grants is Effect.NEW_TERM and ends:
        asked_by = procedure.licence.renewal_asked_by(ends, await calendar.current())
    is_late = asked_by is not None and clock.today() > asked_by
    return {
        "number": known["number"],
        "ends_on": ends,
        "asked_by": asked_by,
        "is_over": not renewal.may_still_ask(ends, clock.today()),
        "is_late": is_late,
        "is_new": is_late and procedure.licence.late_is_new,
        "article": procedure.licence.renewal_request.citation(clock.today()),
    }
