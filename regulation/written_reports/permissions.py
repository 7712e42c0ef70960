"""Whose report is it, whose file, and may this person take this step?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.roles import Role
from regulation.words import N_
from regulation.written_reports.status import (
    EDITABLE,
    FILERS,
    MOVE_STEPS,
    OLD_ORGANS,
    STEPS,
    MoveStatus,
    ReportStatus,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

READERS = (Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER, Role.DIRECTOR, Role.AUDITOR)
#: Before it is sent a report belongs to the firm alone.
PRIVATE = frozenset({ReportStatus.DRAFT, ReportStatus.DISCARDED})
FIRM_STEPS = frozenset({"send", "discard", "answer", "correct"})
OTHER_ORGAN = N_("此报告由其他机关办理")
OTHER_SIDE = N_("此移交步骤由另一机关办理")
CONFLICTED = N_("您与该机构存在利害关系，应当回避")
SAME_PERSON = N_("移交人员与接收人员不能是同一人")
SIGNER = N_("请由本机构的签署人或者管理员提交")


def check_may_see(actor: Actor, report: Mapping[str, Any]) -> None:
    """Raise NotFound unless the report is the person's firm's, or its organ's or the city's."""
    if actor.acts_for_firm(report["firm"]):
        return
    if report["status"] in PRIVATE or not actor.holds(*READERS) or not actor.in_scope_of(report["organ"]):
        raise errors.NotFound


def check_can_edit(actor: Actor, report: Mapping[str, Any]) -> None:
    """The firm's own people fill in a draft, or answer a question. Raises NotFound, NotPermitted, AlreadyMoved."""
    if not actor.acts_for_firm(report["firm"]):
        raise errors.NotFound
    actor.check_holds(*FILERS)
    if report["status"] not in EDITABLE:
        raise errors.AlreadyMoved


def check_can_take(
    actor: Actor, report: Mapping[str, Any], step: str, conflicted: AbstractSet[UUID] = frozenset()
) -> None:
    """Whether this person may take a step of a report. Raises NotFound, NotPermitted, AlreadyMoved."""
    check_may_see(actor, report)
    if step in FIRM_STEPS:
        if not actor.acts_for_firm(report["firm"]):
            raise errors.NotFound
        if not actor.holds(*STEPS[step].by):
            raise errors.NotPermitted(SIGNER)
    else:
        actor.check_holds(*STEPS[step].by)
        if actor.organ_id != report["organ"]:
            raise errors.NotPermitted(OTHER_ORGAN)
        if actor.person_id in conflicted:
            raise errors.NotPermitted(CONFLICTED)
    if report["status"] not in STEPS[step].before:
        raise errors.AlreadyMoved


def can_take(
    actor: Actor, report: Mapping[str, Any], step: str, conflicted: AbstractSet[UUID] = frozenset()
) -> bool:
    """The same as an answer, for buttons."""
    try:
        check_can_take(actor, report, step, conflicted)
    except errors.DomainError:
        return False
    return True


def check_may_see_move(actor: Actor, move: Mapping[str, Any]) -> None:
    """Both organs and the city see the move for ever; so does the firm. Raises NotFound."""
    if actor.acts_for_firm(move["firm"]):
        return
    if not actor.holds(*READERS) or not (
        actor.in_scope_of(move["old_organ"]) or actor.in_scope_of(move["new_organ"])
    ):
        raise errors.NotFound


def check_may_read_file(actor: Actor, move: Mapping[str, Any]) -> None:
    """What was handed over is read by both organs: the old one keeps its past, the new one needs it. Raises NotFound.

    Until it is sent the file is the old organ's alone; a file that was not moved after all is its own again.
    """
    check_may_see_move(actor, move)
    if not actor.is_official:
        raise errors.NotFound
    has_it = move["status"] in (MoveStatus.SENT, MoveStatus.QUERIED, MoveStatus.RECEIVED)
    if not has_it and not actor.in_scope_of(move["old_organ"]):
        raise errors.NotFound


def check_can_move(
    actor: Actor, move: Mapping[str, Any], step: str, conflicted: AbstractSet[UUID] = frozenset()
) -> None:
    """Each side takes its own steps; who sent the file does not receive it. Raises NotFound, NotPermitted, AlreadyMoved."""
    check_may_see_move(actor, move)
    if not actor.holds(*MOVE_STEPS[step].by):
        raise errors.NotPermitted
    side = move["old_organ"] if step in OLD_ORGANS else move["new_organ"]
    if actor.organ_id != side:
        raise errors.NotPermitted(OTHER_SIDE)
    if actor.person_id in conflicted:
        raise errors.NotPermitted(CONFLICTED)
    if move["status"] not in MOVE_STEPS[step].before:
        raise errors.AlreadyMoved
    if step == "receive" and actor.person_id == move["sent_by"]:
        raise errors.NotPermitted(SAME_PERSON)


def can_move(
    actor: Actor, move: Mapping[str, Any], step: str, conflicted: AbstractSet[UUID] = frozenset()
) -> bool:
    """The same as an answer, for buttons."""
    try:
        check_can_move(actor, move, step, conflicted)
    except errors.DomainError:
        return False
    return True
