"""May this person take evidence in this case: the handling clerk's office, and the two officers of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import permissions
from regulation.penalties.status import CaseStatus
from regulation.penalties.status_evidence import TAKERS
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

Row = Mapping[str, Any]
#: Evidence is excluded while it can still change what is decided.
BEFORE_DECISION = frozenset(
    {CaseStatus.INVESTIGATING, CaseStatus.REPORTED, CaseStatus.NOTIFIED, CaseStatus.HEARD}
)


def check_may_see(actor: Actor, case: Row) -> None:
    """Raise NotFound unless the case is within the reader's organ, or the reader is one of its officers."""
    officers = {case["handler"], case["officer_a"], case["officer_b"]}
    is_officer = actor.holds(Role.INSPECTOR) and actor.organ_id == case["organ"]
    if is_officer and actor.person_id in officers:
        return
    permissions.check_may_see(actor, case)


def check_can_work(
    actor: Actor,
    case: Row,
    *,
    conflicted: AbstractSet[UUID],
    statuses: AbstractSet[str] = frozenset({CaseStatus.INVESTIGATING}),
    by: AbstractSet[Role] = TAKERS,
) -> None:
    """Raise NotFound, NotPermitted or AlreadyMoved unless this person may work on the evidence now."""
    check_may_see(actor, case)
    actor.check_holds(*by)
    if actor.organ_id != case["organ"]:
        raise errors.NotPermitted("该事项由其他机关办理，您只能查看", citation=PENALTY_LAW.article(22))
    if actor.person_id in conflicted:
        raise errors.NotPermitted("您与本案有利害关系，应当回避", citation=PENALTY_LAW.article(43))
    if case["status"] not in statuses:
        raise errors.AlreadyMoved


def can_work(actor: Actor, case: Row, **how: Any) -> bool:
    """The same as a question."""
    try:
        check_can_work(actor, case, conflicted=frozenset(), **how)
    except errors.DomainError:
        return False
    return True
