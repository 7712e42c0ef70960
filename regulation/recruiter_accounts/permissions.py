"""May this person take this step with this account? Firm or organ, office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.recruiter_accounts.status import FILERS, REVISING, STEPS
from regulation.roles import Role

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

READERS = frozenset({Role.CLERK, Role.DECIDER, Role.INSPECTOR, Role.DIRECTOR, Role.AUDITOR})
#: Acts of the holder; the others are the organ's.
FIRM_STEPS = REVISING | {"close"}

Row = Mapping[str, Any]


def check_may_see(actor: Actor, account: Row) -> None:
    """Raise NotFound unless the account is the person's firm's, or its organ answers for the firm today."""
    if actor.acts_for_firm(account["firm"]):
        return
    if not actor.holds(*READERS) or not actor.in_scope_of(account["organ_now"]):
        raise errors.NotFound


def check_acts_for(actor: Actor, firm_id: UUID) -> None:
    """Raise NotFound unless the person files for this firm."""
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    actor.check_holds(*FILERS)


def check_can_take(actor: Actor, account: Row, step: str) -> None:
    """Raise NotFound, NotPermitted, or AlreadyMoved unless the person may take the step now."""
    check_may_see(actor, account)
    if step in FIRM_STEPS:
        check_acts_for(actor, account["firm"])
    else:
        check_office(actor, account, *STEPS[step].by)
    if account["status"] not in STEPS[step].before:
        raise errors.AlreadyMoved


def check_office(actor: Actor, account: Row, *roles: Role) -> None:
    """Raise NotPermitted unless the person holds one of the offices in the very organ that answers for the firm."""
    actor.check_holds(*roles)
    if actor.organ_id != account["organ_now"]:
        raise errors.NotPermitted("请由机构所在区的机关办理")
