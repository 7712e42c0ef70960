"""May this person take this step in this matter? Office, organ, conflict of interest, two persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.endings import rules
from regulation.endings.status import PRIVATE, SIGNERS, STEPS
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT
from regulation.licensing.permissions import READERS
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

    Row = Mapping[str, Any]

#: Acts of the holder; the others are the organ's.
HOLDERS = frozenset(name for name, each in STEPS.items() if each.by == SIGNERS)
DECIDING = frozenset({"end", "drop"})
#: Acts that change no status, each under the step whose office and time they share.
UNDER = {
    "prepare_notice": "tell",
    "send_notice": "tell",
    "call_hearing": "hold_hearing",
    "send_decision": "take_effect",
}


def check_may_see(actor: Actor, matter: Row) -> None:
    """Its organ, the organ of the licence, the city; the holder once the notice is sent or served. Raises NotFound."""
    if actor.acts_for_firm(matter["firm"]):
        if matter["status"] not in PRIVATE or matter["notice_sent_at"] is not None:
            return
        raise errors.NotFound
    in_scope = actor.in_scope_of(matter["organ"]) or actor.in_scope_of(matter["licence_organ"])
    if not (actor.holds(*READERS) and in_scope):
        raise errors.NotFound


def check_can_open(actor: Actor, licence: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """A clerk of the organ that licensed, or of its superior. Raises NotFound, NotPermitted."""
    if not actor.is_official or not actor.in_scope_of(licence["organ"]):
        raise errors.NotFound
    if not actor.holds(Role.CLERK):
        raise errors.NotPermitted("您的岗位无权办理此事项")
    if not rules.may_open(
        is_licensing_organ=actor.organ_id == licence["organ"], is_superior=actor.is_municipal
    ):
        raise errors.NotPermitted("此事项由其他机关办理")
    _check_free(actor, conflicted)


def can_open(actor: Actor, licence: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_open(actor, licence, conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_take(
    actor: Actor, matter: Row, act: str, *, conflicted: AbstractSet[UUID] = frozenset()
) -> None:
    """Whether this person may do this in this matter now.

    Raises NotFound when it is not theirs to see, NotPermitted for the wrong office or organ, Refused when the
    same person would handle and decide, AlreadyMoved when the status does not fit.
    """
    check_may_see(actor, matter)
    step = STEPS[UNDER.get(act, act)]
    if act in HOLDERS:
        if not actor.acts_for_firm(matter["firm"]):
            raise errors.NotFound
        if not actor.holds(*step.by):
            raise errors.NotPermitted("请由本机构的签署人或者管理员提交")
    else:
        if not actor.is_official:
            raise errors.NotPermitted
        if not actor.holds(*step.by):
            raise errors.NotPermitted("您的岗位无权办理此事项")
        # Whose licence went to another organ follows it (`actions.following`); the superior organ keeps its own matters.
        lost = matter["organ"] != matter["licence_organ"] and not actor.is_municipal
        if actor.organ_id != matter["organ"] or lost:
            raise errors.NotPermitted("此事项由其他机关办理")
        _check_free(actor, conflicted)
    if matter["status"] not in step.before:
        raise errors.AlreadyMoved
    if act in DECIDING and actor.person_id in (matter["opened_by"], matter["handler"]):
        raise errors.Refused(
            "经办人员与决定人员不能是同一人，请由其他审批负责人决定",
            citation=BEIJING_BUSINESS_ENVIRONMENT.article(35),
        )


def can_take(actor: Actor, matter: Row, act: str, *, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_take(actor, matter, act, conflicted=conflicted)
    except errors.DomainError:
        return False
    return True


def _check_free(actor: Actor, conflicted: AbstractSet[UUID]) -> None:
    if actor.person_id in conflicted:
        raise errors.NotPermitted("您与该机构存在利害关系，应当回避")
