"""May this person propose, approve or end an office? Two people for every appointment, nobody for oneself.

An organ's own administrators propose for it; the city's approve. These are rules of this system: who may
decide whose file rests on who holds which office, so no one person may hand out an office alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.accounts.status import ADMINISTRATORS, ProposalStatus
from regulation.roles import DESK_ROLES, Role

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

#: The offices that can be held in an organ.
OFFICES = DESK_ROLES | {Role.INSPECTOR, Role.PARTNER_INSPECTOR}
Row = Mapping[str, Any]


def check_may_propose(actor: Actor, organ_id: UUID, role: Role, person_id: UUID | None) -> None:
    """Raise NotPermitted, or NotFound for an organ out of reach, unless this office may be proposed."""
    actor.check_holds(*ADMINISTRATORS)
    if not actor.in_scope_of(organ_id) or role not in OFFICES:
        raise errors.NotFound
    if person_id is not None and person_id == actor.person_id:
        raise errors.NotPermitted("不能给本人授予岗位")


def check_may_decide(actor: Actor, proposal: Row) -> None:
    """Raise NotPermitted unless a second person of the city, who is not the one concerned, decides."""
    actor.check_holds(*ADMINISTRATORS)
    if not actor.in_scope_of(proposal["organ"]):
        raise errors.NotFound
    if not actor.is_municipal:
        raise errors.NotPermitted("任命由市局的管理人员批准")
    if actor.person_id == proposal["proposed_by"]:
        raise errors.NotPermitted("不能批准本人提出的任命，须由另一名管理人员批准")
    if actor.person_id == proposal["person"]:
        raise errors.NotPermitted("不能给本人授予岗位")


def check_may_withdraw(actor: Actor, proposal: Row) -> None:
    """Raise NotFound unless it is one's own proposal."""
    actor.check_holds(*ADMINISTRATORS)
    if actor.person_id != proposal["proposed_by"]:
        raise errors.NotFound


def may_decide(actor: Actor, proposal: Row) -> bool:
    """Whether this person may approve or refuse it now."""
    try:
        check_may_decide(actor, proposal)
    except errors.DomainError:
        return False
    return bool(proposal["status"] == ProposalStatus.PROPOSED)


def may_approve_at_all(actor: Actor) -> bool:
    """Whether appointments can wait for this person."""
    return actor.is_municipal and actor.holds(*ADMINISTRATORS)
