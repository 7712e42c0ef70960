"""May this person act on this report?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import errors
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

NOT_MUNICIPAL = N_("填报期由市级机关统一安排，您只能查看")
ONLY_SIGNATORY = N_("年度报告由机构签署人报送。请告知签署人登录后核对并报送")
TWO_PERSONS = N_("本年度要求填报人和签署人为两人。请由另一名签署人报送")
OWN_PREPARED = N_("请先由填报人将报告标记为填报完毕")


def check_acts_for(actor: Actor, firm_id: UUID) -> None:
    """Another firm's report does not exist for this person. Raises NotFound."""
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound


def can_sign(actor: Actor) -> bool:
    """Only a signatory files; a preparer fills in."""
    return actor.holds(Role.FIRM_SIGNATORY)


def check_can_sign(actor: Actor, *, prepared_by: UUID | None, two_persons: bool) -> None:
    """Where the window asks for two persons, whoever prepared does not sign. Raises NotPermitted."""
    if not can_sign(actor):
        raise errors.NotPermitted(ONLY_SIGNATORY)
    if two_persons and prepared_by is None:
        raise errors.NotPermitted(OWN_PREPARED)
    if two_persons and prepared_by == actor.person_id:
        raise errors.NotPermitted(TWO_PERSONS)


def check_may_see(actor: Actor, organ_id: UUID | None) -> None:
    """A report of another district does not exist for this official. Raises NotFound."""
    if not actor.in_scope_of(organ_id):
        raise errors.NotFound


def can_review(actor: Actor, organ_id: UUID | None) -> bool:
    """A clerk of the firm's own organ or of the municipal bureau."""
    return actor.holds(Role.CLERK) and actor.in_scope_of(organ_id)


def check_can_review(actor: Actor, organ_id: UUID | None) -> None:
    """Raises NotPermitted."""
    if not can_review(actor, organ_id):
        raise errors.NotPermitted


def can_configure(actor: Actor) -> bool:
    """The period is the city's: a municipal clerk sets it."""
    return actor.holds(Role.CLERK) and actor.is_municipal


def check_can_configure(actor: Actor) -> None:
    """Raises NotPermitted."""
    if not can_configure(actor):
        raise errors.NotPermitted(NOT_MUNICIPAL)
