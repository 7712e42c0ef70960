"""May this official propose or decide the correction of a registration?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.firms.permissions import NOT_YOURS, WRONG_OFFICE
from regulation.register_corrections.status import STEPS
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

    Row = Mapping[str, Any]

TWO_PERSONS = N_("更正由两人办理：提出的人不能自己复核")
NOT_PROPOSER = N_("更正由提出的人撤回")
CONFLICTED = N_("您与该机构存在利害关系，应当回避")
READERS = frozenset({Role.CLERK, Role.DECIDER, Role.DIRECTOR, Role.AUDITOR, Role.LEGAL_REVIEWER})


def check_may_see(actor: Actor, matter: Row) -> None:
    """Raise NotFound for another organ's."""
    if not actor.holds(*READERS) or not actor.in_scope_of(matter["organ"]):
        raise errors.NotFound


def check_can_propose(actor: Actor, entry: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """A clerk of the organ of the registration, or of the municipal bureau. Raises NotPermitted."""
    if not actor.holds(Role.CLERK) or actor.person_id is None:
        raise errors.NotPermitted(WRONG_OFFICE)
    if not actor.in_scope_of(entry["organ"]):
        raise errors.NotPermitted(NOT_YOURS)
    if actor.person_id in conflicted:
        raise errors.NotPermitted(CONFLICTED)


def can_propose(actor: Actor, entry: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_propose(actor, entry, conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_take(actor: Actor, matter: Row, step: str, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """Another official decides, the one who proposed takes back. Raises NotFound, NotPermitted, AlreadyMoved."""
    check_may_see(actor, matter)
    if not actor.holds(*STEPS[step].by):
        raise errors.NotPermitted(WRONG_OFFICE)
    if actor.person_id in conflicted:
        raise errors.NotPermitted(CONFLICTED)
    if matter["status"] not in STEPS[step].before:
        raise errors.AlreadyMoved
    is_own = actor.person_id == matter["proposed_by"]
    if step == "take_back" and not is_own:
        raise errors.NotPermitted(NOT_PROPOSER)
    if step != "take_back" and is_own:
        raise errors.NotPermitted(TWO_PERSONS)


def can_take(actor: Actor, matter: Row, step: str, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_take(actor, matter, step, conflicted)
    except errors.DomainError:
        return False
    return True
