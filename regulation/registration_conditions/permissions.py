"""May this person do this to this entry? Office, organ, conflict of interest, two persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground, Origin
from regulation.registration_conditions.status import BURDENS, SIGNERS, STEPS, Act, ConditionStatus
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

    Row = Mapping[str, Any]

READERS = (
    Role.CLERK,
    Role.DECIDER,
    Role.LEGAL_REVIEWER,
    Role.INSPECTOR,
    Role.DIRECTOR,
    Role.AUDITOR,
)
#: Acts of the firm; the others are the organ's.
FIRMS = frozenset(name for name, each in STEPS.items() if each.by == SIGNERS)
DECIDING = frozenset({"decide", "enter", "annul", "decline", "keep"})
#: Acts that change no status, each under the step whose office and time they share.
UNDER = {"prepare_notice": "tell"}


def check_may_see(actor: Actor, entry: Row) -> None:
    """Its organ and the city; the firm from the day it is told or it stands. Raises NotFound."""
    if actor.acts_for_firm(entry["firm"]):
        if entry["told_on"] is not None or entry["stands"]:
            return
        raise errors.NotFound
    if not (actor.holds(*READERS) and actor.in_scope_of(entry["organ"])):
        raise errors.NotFound


def may_see(actor: Actor, entry: Row) -> bool:
    try:
        check_may_see(actor, entry)
    except errors.DomainError:
        return False
    return True


def check_can_propose(actor: Actor, registration: Row, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """A clerk of the organ that keeps the registration; where none is known, of the city. Raises NotFound, NotPermitted."""
    if not actor.is_official or not actor.in_scope_of(registration["organ"]):
        raise errors.NotFound
    if not actor.holds(Role.CLERK):
        raise errors.NotPermitted("您的岗位无权办理此事项")
    if registration["organ"] is not None and actor.organ_id != registration["organ"]:
        raise errors.NotPermitted("此事项由其他机关办理")
    _check_free(actor, conflicted)


def can_propose(actor: Actor, registration: Row, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_propose(actor, registration, conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_take(
    actor: Actor, entry: Row, act: str, *, conflicted: AbstractSet[UUID] = frozenset()
) -> None:
    """Whether this person may do this to this entry now.

    Raises NotFound when it is not theirs to see, NotPermitted for the wrong office or organ, Refused when the
    same person would propose and decide, AlreadyMoved when the state does not fit.
    """
    # The notice that waits for the firm's confirmation is what tells it: until then it sees no more than that paper.
    if not (act == "receive_notice" and actor.acts_for_firm(entry["firm"]) and entry["notice"]):
        check_may_see(actor, entry)
    step = STEPS[UNDER.get(act, act)]
    if act in FIRMS:
        if not actor.acts_for_firm(entry["firm"]):
            raise errors.NotFound
        if not actor.holds(*step.by):
            raise errors.NotPermitted("请由本机构的签署人或者管理员提交")
    else:
        if not actor.is_official or not step.by:
            raise errors.NotPermitted
        if not actor.holds(*step.by):
            raise errors.NotPermitted("您的岗位无权办理此事项")
        if actor.organ_id != entry["organ"]:
            raise errors.NotPermitted("此事项由其他机关办理")
        _check_free(actor, conflicted)
    if entry["status"] not in step.before or not _fits(entry, act):
        raise errors.AlreadyMoved
    if act in DECIDING and actor.person_id == entry["proposer"]:
        raise errors.Refused(
            "经办人员与决定人员不能是同一人，请由其他审批负责人决定",
            citation=BEIJING_BUSINESS_ENVIRONMENT.article(35),
        )


def can_take(actor: Actor, entry: Row, act: str, *, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_take(actor, entry, act, conflicted=conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_serve_note(actor: Actor, entry: Row, *, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """Who serves papers may serve the note of what was entered, whatever became of the entry since."""
    check_may_see(actor, entry)
    if not actor.is_official or not actor.holds(*STEPS["serve"].by):
        raise errors.NotPermitted("您的岗位无权办理此事项")
    if actor.organ_id != entry["organ"]:
        raise errors.NotPermitted("此事项由其他机关办理")
    _check_free(actor, conflicted)


def can_serve_note(actor: Actor, entry: Row, *, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_serve_note(actor, entry, conflicted=conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_receive_note(actor: Actor, entry: Row) -> None:
    """Who signs for the firm confirms that the note reached it. Raises NotFound, NotPermitted."""
    if not actor.acts_for_firm(entry["firm"]):
        raise errors.NotFound
    if not actor.holds(*SIGNERS):
        raise errors.NotPermitted("请由本机构的签署人或者管理员签收")


def takes_effect_by_service(ground: Ground, act: Act) -> bool:
    """The bureau's own decision that burdens takes effect when it is served; what it writes down of others does not wait."""
    return GROUNDS[ground].origin is Origin.OWN and act in BURDENS


def _fits(entry: Row, act: str) -> bool:
    """Among the acts that start from one state: which of them the proposal leads to."""
    ground, stands = Ground(entry["ground"]), entry["stands"]
    if act in {"drop", "decline"}:
        return not stands
    if act in {"drop_change", "keep"}:
        return bool(stands)
    if act == "prepare_notice":
        return True
    if act in {"tell", "receive_notice"}:
        return entry["notice"] is not None
    proposed = entry["proposed"]
    if entry["status"] == ConditionStatus.READY and act in {"decide", "enter", "annul"}:
        meant = Act(proposed["act"])
        if takes_effect_by_service(ground, meant):
            return act == "decide"
        return act == ("annul" if meant is Act.ANNULLED else "enter")
    return True


def _check_free(actor: Actor, conflicted: AbstractSet[UUID]) -> None:
    if actor.person_id in conflicted:
        raise errors.NotPermitted("您与该机构存在利害关系，应当回避")
