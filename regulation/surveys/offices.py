"""What the statisticians of the city and of the districts may do with returns, groups and releases. To nobody else does any of it exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import errors
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

ONLY_CITY = N_("此事项由市级统计人员办理")
ONLY_DISTRICT = N_("会签由区级统计人员办理")


def check_statistician(actor: Actor) -> None:
    """To anybody but a statistician of an organ the statistics do not exist. Raises NotFound."""
    if not actor.is_official or not actor.holds(Role.STATISTICIAN):
        raise errors.NotFound


def check_reach(actor: Actor, organ_id: UUID | None) -> None:
    """A return of another district does not exist for this statistician. Raises NotFound."""
    check_statistician(actor)
    if not actor.in_scope_of(organ_id):
        raise errors.NotFound


def check_city(actor: Actor) -> None:
    """Rounds, methods and releases are the city's. Raises NotFound, NotPermitted for a statistician of a district."""
    check_statistician(actor)
    if not actor.is_municipal:
        raise errors.NotPermitted(ONLY_CITY)


def check_district(actor: Actor) -> None:
    """A district signs for its own returns; the city's statistician signs for the city. Raises NotFound, NotPermitted."""
    check_statistician(actor)
    if actor.is_municipal:
        raise errors.NotPermitted(ONLY_DISTRICT)


def reach_of(actor: Actor) -> UUID | None:
    """The organ whose returns this statistician sees; None: all of the city's. Raises NotFound."""
    check_statistician(actor)
    return None if actor.is_municipal else actor.organ_id
