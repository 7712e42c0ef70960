"""May this person take this step with this fair? Firm or organ, office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.job_fairs.status import EDITABLE, FILERS, PUBLIC, SIGNERS, STEPS, FairStatus
from regulation.roles import Role

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

READERS = frozenset({Role.CLERK, Role.DECIDER, Role.INSPECTOR, Role.DIRECTOR, Role.AUDITOR})
#: Acts of the organizer; the others are the organ's.
FIRM_STEPS = frozenset({"file", "discard", "announce_change", "call_off", "report", "correct_figures"})
#: Before it is filed a fair belongs to the organizer alone.
PRIVATE = frozenset({FairStatus.DRAFT, FairStatus.DISCARDED})

Row = Mapping[str, Any]


def check_may_see(actor: Actor, fair: Row) -> None:
    """Raise NotFound unless the fair is the person's firm's, or filed with its organ."""
    if actor.acts_for_firm(fair["firm"]):
        return
    if fair["status"] in PRIVATE or not actor.holds(*READERS) or not actor.in_scope_of(fair["organ"]):
        raise errors.NotFound


def check_acts_for(actor: Actor, firm_id: UUID) -> None:
    """Raise NotFound unless the person files for this firm."""
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    actor.check_holds(*FILERS)


def check_can_edit(actor: Actor, fair: Row) -> None:
    """The organizer's people fill in a draft, or complete what was returned. Raises NotFound, NotPermitted, AlreadyMoved."""
    check_acts_for(actor, fair["firm"])
    if fair["status"] not in EDITABLE:
        raise errors.AlreadyMoved


def check_can_take(actor: Actor, fair: Row, step: str) -> None:
    """Raise NotFound, NotPermitted, or AlreadyMoved unless the person may take the step now."""
    check_may_see(actor, fair)
    if step in FIRM_STEPS:
        if not actor.acts_for_firm(fair["firm"]):
            raise errors.NotFound
        if not actor.holds(*STEPS[step].by):
            raise errors.NotPermitted("请由本机构的签署人或者管理员提交")
    else:
        if not actor.holds(*STEPS[step].by):
            raise errors.NotPermitted("您的岗位无权办理此事项")
        if actor.organ_id != fair["organ"]:
            raise errors.NotPermitted("请由举办地所在区的机关办理")
    if fair["status"] not in STEPS[step].before:
        raise errors.AlreadyMoved


def can_sign(actor: Actor, firm_id: UUID) -> bool:
    """Whether the person signs for the firm."""
    return actor.acts_for_firm(firm_id) and actor.holds(*SIGNERS)


def is_public(fair: Row) -> bool:
    """Whether everybody may read it."""
    return fair["status"] in PUBLIC
