"""May this official act on this firm?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import errors
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

NOT_YOURS = N_("该机构由其他机关管辖，您只能查看")
WRONG_OFFICE = N_("您的岗位不能修改机构登记内容")
WRITERS = (Role.CLERK, Role.SYSTEM)


def can_edit(actor: Actor, organ_id: UUID | None) -> bool:
    """Whether the facts of a firm of this organ may be changed: a clerk of that organ or of the municipal bureau."""
    return Role.SYSTEM in actor.roles or (actor.holds(*WRITERS) and actor.in_scope_of(organ_id))


def check_can_edit(actor: Actor, organ_id: UUID | None) -> None:
    """Raise NotPermitted where `can_edit` says no."""
    if not actor.holds(*WRITERS):
        raise errors.NotPermitted(WRONG_OFFICE)
    if not can_edit(actor, organ_id):
        raise errors.NotPermitted(NOT_YOURS)


def check_within_reach(actor: Actor, organ_id: UUID | None) -> None:
    """Raise NotFound for a list another organ brought in; those of the command line are the municipal bureau's."""
    if Role.SYSTEM not in actor.roles and not actor.in_scope_of(organ_id):
        raise errors.NotFound


def check_can_import(actor: Actor) -> None:
    """Lists are brought in by clerks and from the command line."""
    if not actor.holds(*WRITERS):
        raise errors.NotPermitted(WRONG_OFFICE)
