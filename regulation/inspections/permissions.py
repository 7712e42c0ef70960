"""Who may act on this very plan, draw or task. Not yours is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from regulation.actor import Actor


def check_in_scope(actor: Actor, organ_id: UUID) -> None:
    """Raise NotFound for another organ's matter."""
    if not actor.in_scope_of(organ_id):
        raise errors.NotFound


def check_may_prepare(actor: Actor, organ_id: UUID) -> None:
    """A clerk prepares plans and rosters of the own organ; the city does not draw for a district."""
    check_in_scope(actor, organ_id)
    actor.check_holds(Role.CLERK)
    if actor.organ_id != organ_id:
        raise errors.NotPermitted("只能为本机关拟订计划、准备抽取")


def check_may_supervise(actor: Actor, organ_id: UUID, editors: Collection[UUID]) -> None:
    """A supervisor who prepared or edited the rosters of this draw does not commit or run it."""
    check_in_scope(actor, organ_id)
    actor.check_holds(Role.DRAW_SUPERVISOR)
    if actor.person_id in editors:
        raise errors.NotPermitted("编制或者修改过本次名录的人员不能监督本次抽取")


def member(actor: Actor, members: list[dict[str, Any]]) -> Mapping[str, Any]:
    """The actor's own place in the team. Raises NotFound for everybody else."""
    for each in members:
        if actor.person_id is not None and each["person"] == actor.person_id:
            return each
    raise errors.NotFound
