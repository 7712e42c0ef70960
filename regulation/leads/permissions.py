"""May this person read a lead, or act in it? Office, organ, conflict of interest, and a second person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework import at_hand
from regulation.law.citation import PENALTY_LAW
from regulation.leads import rules
from regulation.leads.status import STEPS
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

READERS = frozenset(
    {Role.CLERK, Role.INSPECTOR, Role.DECIDER, Role.LEGAL_REVIEWER, Role.DIRECTOR, Role.AUDITOR}
)
WRITERS = frozenset({Role.CLERK, Role.INSPECTOR})
Row = Mapping[str, Any]


def check_may_see(actor: Actor, lead: Row) -> None:
    """Raise NotFound unless the lead lies within the reader's organ."""
    if not actor.holds(*READERS) or not actor.in_scope_of(lead["organ"]):
        raise errors.NotFound


def check_can_act(actor: Actor, lead: Row, *, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """Of the lead's own organ, and without an interest in the party. Raises NotFound, NotPermitted."""
    check_may_see(actor, lead)
    if actor.organ_id != lead["organ"]:
        raise errors.NotPermitted("该事项由其他机关办理，您只能查看", citation=PENALTY_LAW.article(22))
    if actor.person_id in conflicted:
        raise errors.NotPermitted("您与该机构有利害关系，应当回避", citation=PENALTY_LAW.article(43))


def check_can_take(
    actor: Actor, lead: Row, step: str, *, conflicted: AbstractSet[UUID] = frozenset()
) -> None:
    """Raise NotFound, NotPermitted, Refused or AlreadyMoved unless this person may take the step now."""
    check_can_act(actor, lead, conflicted=conflicted)
    actor.check_holds(*STEPS[step].by)
    if lead["status"] not in STEPS[step].before:
        raise at_hand.moved("case_lead", lead["id"], STEPS[step])
    refused = None
    if step == "dismiss":
        refused = rules.dismissal_refused(asked_by=lead["dismissal_by"], decided_by=actor.person_id)
    elif step == "return":
        refused = rules.return_refused(lead["standard_met_on"])
    if refused is not None:
        raise errors.Refused(refused.message, citation=refused.citation)


def can_take(actor: Actor, lead: Row, step: str, *, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    """The same as an answer."""
    try:
        check_can_take(actor, lead, step, conflicted=conflicted)
    except errors.DomainError:
        return False
    return True
