"""May this person act on this return? For respondents here; the desk's questions are asked beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import errors
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

ONLY_SIGNATORY = N_("统计报表由填报单位的负责人或者签署人报送。请告知签署人登录后核对并报送")
TWO_PERSONS = N_("统计报表由填报人和签署人两人办理。请由另一名签署人报送")
OWN_PREPARED = N_("请先由填报人将报表标记为填报完毕")


def check_acts_for(actor: Actor, firm_id: UUID) -> None:
    """Another respondent's return does not exist for this person. Raises NotFound."""
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound


def can_sign(actor: Actor) -> bool:
    """Only a signatory files; a preparer fills in."""
    return actor.holds(Role.FIRM_SIGNATORY)


def check_can_sign(actor: Actor, *, prepared_by: UUID | None, two_persons: bool) -> None:
    """《统计法实施条例》第十七条: preparer and head of the unit both answer for a return. Raises NotPermitted."""
    if not can_sign(actor):
        raise errors.NotPermitted(ONLY_SIGNATORY)
    if two_persons and prepared_by is None:
        raise errors.NotPermitted(OWN_PREPARED)
    if two_persons and prepared_by == actor.person_id:
        raise errors.NotPermitted(TWO_PERSONS)


def check_may_see(actor: Actor, organ_id: UUID | None) -> None:
    """A return of another district does not exist for this official, and for nobody but a statistician. Raises NotFound."""
    if not actor.holds(Role.STATISTICIAN) or not actor.in_scope_of(organ_id):
        raise errors.NotFound
