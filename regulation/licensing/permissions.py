"""May this person take this step in this matter? Office, organ, conflict of interest, separation of duties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT
from regulation.licensing import procedures
from regulation.licensing.rules import reissue
from regulation.licensing.status import (
    CHECK_STEPS,
    EDITABLE,
    FILERS,
    LICENCE_STEPS,
    OPEN,
    QUESTION_STEPS,
    SIGNERS,
    STEPS,
    ApplicationStatus,
)
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.casework.steps import Step

#: Offices that may read the licensing files of their organ.
READERS = frozenset({Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER, Role.DIRECTOR, Role.AUDITOR})
#: Acts of the firm; the others are the organ's.
FIRM_STEPS = frozenset({"submit", "discard", "correct", "supplement", "retract", "switch_track"})
#: Acts after which a person may not decide the same application.
HANDLING = (
    "accept",
    "accept_commitment",
    "propose",
    "request_supplement",
    "let_correct",
    "verify",
    "tell_interests",
    "hold_hearing",
)
DECIDING = frozenset({"grant", "refuse"})
#: While it is with the organ or the firm one asks and answers in it.
ASKABLE = OPEN
#: Before it is submitted a matter belongs to the firm alone.
PRIVATE = frozenset({ApplicationStatus.DRAFT, ApplicationStatus.DISCARDED})

Row = Mapping[str, Any]


def check_may_see(actor: Actor, matter: Row) -> None:
    """Raise NotFound unless the matter is the person's firm's, or its organ's or the city's. Drafts are the firm's alone."""
    if actor.acts_for_firm(matter["firm"]):
        return
    if matter["status"] in PRIVATE or not actor.holds(*READERS) or not actor.in_scope_of(matter["organ"]):
        raise errors.NotFound


def may_see(actor: Actor, matter: Row) -> bool:
    try:
        check_may_see(actor, matter)
    except errors.NotFound:
        return False
    return True


def check_can_edit(actor: Actor, application: Row) -> None:
    """The firm's own people fill in a draft, or answer what the organ asked for. Raises NotFound, NotPermitted, AlreadyMoved."""
    if not actor.acts_for_firm(application["firm"]):
        raise errors.NotFound
    actor.check_holds(*FILERS)
    if application["status"] not in EDITABLE:
        raise errors.AlreadyMoved


def can_edit(actor: Actor, application: Row) -> bool:
    try:
        check_can_edit(actor, application)
    except errors.DomainError:
        return False
    return True


def check_can_sign(actor: Actor, firm_id: UUID | None) -> None:
    """Filing binds the firm: its signatory or administrator does it, a preparer prepares. Raises NotFound, NotPermitted."""
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    if not actor.holds(*SIGNERS):
        raise errors.NotPermitted("请由本机构的签署人或者管理员提交")


def can_sign(actor: Actor, firm_id: UUID | None) -> bool:
    try:
        check_can_sign(actor, firm_id)
    except errors.DomainError:
        return False
    return True


def check_can_take(
    actor: Actor,
    application: Row,
    step: str,
    *,
    handlers: AbstractSet[UUID] = frozenset(),
    conflicted: AbstractSet[UUID] = frozenset(),
) -> None:
    """Whether this person may take a step in this application.

    `handlers` are the persons who handled it so far, `conflicted` those who must keep away from the
    firm. Raises NotFound when it is not theirs to see, NotPermitted for the wrong office or organ,
    Refused when the same person would handle and decide, AlreadyMoved when the status does not fit.
    """
    check_may_see(actor, application)
    if step in FIRM_STEPS:
        if not actor.acts_for_firm(application["firm"]):
            raise errors.NotFound
        if not actor.holds(*STEPS[step].by):
            raise errors.NotPermitted("请由本机构的签署人或者管理员提交")
    else:
        _check_office(actor, application, STEPS[step], conflicted)
    if application["status"] not in STEPS[step].before:
        raise errors.AlreadyMoved
    if step in DECIDING and actor.person_id in handlers | {
        application["handler"],
        application["accepted_by"],
    }:
        raise errors.Refused(
            "经办人员与决定人员不能是同一人，请由其他审批负责人决定",
            citation=BEIJING_BUSINESS_ENVIRONMENT.article(35),
        )


def can_take(
    actor: Actor,
    application: Row,
    step: str,
    *,
    handlers: AbstractSet[UUID] = frozenset(),
    conflicted: AbstractSet[UUID] = frozenset(),
) -> bool:
    try:
        check_can_take(actor, application, step, handlers=handlers, conflicted=conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_verify(actor: Actor, application: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """The handling clerk records an on-site verification while the application is examined."""
    check_may_see(actor, application)
    _check_office(actor, application, STEPS["propose"], conflicted)
    if application["status"] != ApplicationStatus.ACCEPTED:
        raise errors.AlreadyMoved


def can_verify(actor: Actor, application: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_verify(actor, application, conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_serve(actor: Actor, application: Row) -> None:
    """A clerk of the organ records that a paper was served, at any time after it was issued."""
    check_may_see(actor, application)
    _check_office(actor, application, STEPS["accept"], frozenset())


def can_serve(actor: Actor, application: Row) -> bool:
    try:
        check_can_serve(actor, application)
    except errors.DomainError:
        return False
    return True


def check_has_procedure(licence: Row) -> None:
    """A licence that is only shown here is cancelled where it was given. Raises Refused."""
    if procedures.licence_kind(licence) is None:
        raise errors.Refused("该许可证不在本系统办理，请向颁发机关申请注销")


def check_can_ask(actor: Actor, application: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """A clerk or decider of the organ asks in an application that is under way."""
    check_may_see(actor, application)
    _check_office(actor, application, QUESTION_STEPS["withdraw_question"], conflicted)
    if application["status"] not in ASKABLE:
        raise errors.AlreadyMoved


def can_ask(actor: Actor, application: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_ask(actor, application, conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_answer(actor: Actor, application: Row) -> None:
    """The firm's own people answer while the application is under way. Raises NotFound, NotPermitted, AlreadyMoved."""
    if not actor.acts_for_firm(application["firm"]):
        raise errors.NotFound
    actor.check_holds(*FILERS)
    if application["status"] not in ASKABLE:
        raise errors.AlreadyMoved


def can_answer(actor: Actor, application: Row) -> bool:
    try:
        check_can_answer(actor, application)
    except errors.DomainError:
        return False
    return True


def check_can_cancel(actor: Actor, licence: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """A decider of the issuing organ records the cancellation of a licence."""
    check_may_see(actor, licence)
    check_has_procedure(licence)
    _check_office(actor, licence, LICENCE_STEPS["cancel"], conflicted)
    if licence["status"] not in LICENCE_STEPS["cancel"].before:
        raise errors.AlreadyMoved


def can_cancel(actor: Actor, licence: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_cancel(actor, licence, conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_reissue(actor: Actor, licence: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """An official of the issuing organ answers a request for a new paper. Raises NotFound, NotPermitted."""
    check_may_see(actor, licence)
    _check_office(actor, licence, reissue.STEPS["issue"], conflicted)


def can_reissue(actor: Actor, licence: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_reissue(actor, licence, conflicted)
    except errors.DomainError:
        return False
    return True


def check_may_see_check(actor: Actor, check: Row) -> None:
    """The firm whose promise it is, readers of its organ, and the inspectors who look. Raises NotFound."""
    if actor.acts_for_firm(check["firm"]):
        return
    if not actor.holds(*READERS, Role.INSPECTOR) or not actor.in_scope_of(check["organ"]):
        raise errors.NotFound


def check_can_record(actor: Actor, check: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """An official of the organ records what the check of a promise found."""
    if not actor.in_scope_of(check["organ"]):
        raise errors.NotFound
    _check_office(actor, check, CHECK_STEPS["pass"], conflicted)
    if check["status"] not in CHECK_STEPS["pass"].before:
        raise errors.AlreadyMoved


def can_record(actor: Actor, check: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_record(actor, check, conflicted)
    except errors.DomainError:
        return False
    return True


def _check_office(actor: Actor, matter: Row, step: Step, conflicted: AbstractSet[UUID]) -> None:
    """The right office, in the very organ whose matter it is, and no conflict with the firm."""
    if not actor.is_official:
        raise errors.NotPermitted
    if not actor.holds(*step.by):
        raise errors.NotPermitted("您的岗位无权办理此事项")
    if actor.organ_id != matter["organ"]:
        raise errors.NotPermitted("此事项由其他机关办理")
    if actor.person_id in conflicted:
        raise errors.NotPermitted("您与该机构存在利害关系，应当回避")
