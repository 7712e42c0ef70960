"""What hangs on the registrations of a firm, on its public page and on the desk's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from app.access.guards import actor_of
from app.public import limit_words
from app.public.firm_sections import Section
from app.registration_conditions import views
from app.shell.i18n import gettext as _
from regulation.firms import limits, queries
from regulation.firms.status import LimitKind
from regulation.registration_conditions import permissions
from regulation.registration_conditions import queries as entries
from regulation.registration_conditions.rules import effects
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground

if TYPE_CHECKING:
    from uuid import UUID

    from litestar import Request

    from regulation.firms.rules import Limit


async def public(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """What holds today and what is over; of a suspension what it means, line by line, with the articles."""
    today = clock.today()
    found = (await limits.of_firms([firm_id]))[firm_id]
    if not found:
        return None
    meant = {
        each.number: _consequences(each)
        for each in found
        if each.kind is LimitKind.SUSPENSION and each.holds_on(today)
    }
    return Section(
        "conditions",
        _("条件和限制"),
        "registration_conditions/section_public.html",
        {"rows": limit_words.rows(found, today), "meant": list(meant.values())[:1]},
        data=[
            {
                **limit_words.data(each),
                "in_force": each.holds_on(today),
                **(_lines(meant[each.number]) if each.number in meant else {}),
            }
            for each in found
        ],
    )


def _consequences(limit: Limit) -> effects.Consequences:
    by_penalty = limit.basis == GROUNDS[Ground.STOP_BUSINESS].citation
    return effects.of_suspension(limit.registration_kind, by_penalty=by_penalty)


def _lines(meant: effects.Consequences) -> dict[str, Any]:
    return {
        name: [{"text": line.text, "basis": line.citation.key} for line in lines]
        for name, lines in (("must_not", meant.must_not), ("must", meant.must))
    }


async def of_desk(firm_id: UUID, request: Request[Any, Any, Any]) -> Section | None:
    """Every entry of the firm, also what is not public and what is under way, with the way to propose one."""
    actor, today = actor_of(request), clock.today()
    view = await queries.firm(firm_id)
    found = [each for each in await entries.all_of_firm(firm_id) if permissions.may_see(actor, each)]
    lines = await entries.lines(each["id"] for each in found)
    rows = [
        (each, str(rules.phase([entries.event(line) for line in lines[each["id"]]], today))) for each in found
    ]
    open_to = [
        each
        for each in view.registrations
        if permissions.can_propose(actor, await entries.registration(each.kind, each.number))
    ]
    if not rows and not open_to:
        return None
    return Section(
        "conditions",
        _("条件和限制"),
        "registration_conditions/section_desk.html",
        {"rows": rows, "registrations": open_to, "views": views},
    )
