"""May this person read or handle this complaint? Office, organ, conflict of interest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework import at_hand
from regulation.complaints.status import OPEN, STEPS_OF, ComplaintKind, ComplaintStatus, RewardStatus
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, LABOUR_SUPERVISION_RULES, PENALTY_LAW
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

#: The law asks for the reward and for secrecy; three persons are the office's own care with money that nobody signs for.
REWARD = LABOUR_SUPERVISION_REGULATIONS.article(9, 3)
#: A complaint is handled by the organ of the remit and the territory.
TERRITORY = LABOUR_SUPERVISION_RULES.article(18)
READERS = frozenset({Role.CLERK, Role.DECIDER, Role.DIRECTOR, Role.AUDITOR})
Row = Mapping[str, Any]


def check_may_see(actor: Actor, complaint: Row) -> None:
    """Raise NotFound unless the complaint lies within the reader's organ."""
    if not actor.holds(*READERS) or not actor.in_scope_of(complaint["organ"]):
        raise errors.NotFound


def check_can_take(
    actor: Actor, complaint: Row, step: str, *, conflicted: AbstractSet[UUID] = frozenset()
) -> None:
    """Raise NotFound, NotPermitted or AlreadyMoved unless this person may take the step now."""
    check_may_see(actor, complaint)
    check_can_handle(actor, complaint, conflicted=conflicted)
    known = STEPS_OF[ComplaintKind(complaint["kind"])]
    if step not in known:
        raise errors.AlreadyMoved
    if complaint["status"] not in known[step].before:
        raise at_hand.moved("complaint", complaint["id"], known[step])


def can_take(actor: Actor, complaint: Row, step: str, *, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_take(actor, complaint, step, conflicted=conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_handle(actor: Actor, complaint: Row, *, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """A clerk of the organ itself; the city's clerks handle the city's own. Whoever has an interest keeps away."""
    check_may_see(actor, complaint)
    actor.check_holds(Role.CLERK)
    if actor.organ_id != complaint["organ"]:
        raise errors.NotPermitted("该事项由其他机关办理，您只能查看", citation=TERRITORY)
    if actor.person_id in conflicted:
        raise errors.NotPermitted("您与该机构有利害关系，应当回避", citation=PENALTY_LAW.article(43))


def can_handle(actor: Actor, complaint: Row, *, conflicted: AbstractSet[UUID] = frozenset()) -> bool:
    try:
        check_can_handle(actor, complaint, conflicted=conflicted)
    except errors.DomainError:
        return False
    return True


def check_can_open_identity(actor: Actor, complaint: Row, reason: str) -> None:
    """The writer's identity is kept secret: only whoever handles the matter, and only for a stated reason.

    Before it is accepted nobody handles it yet, and any clerk of the organ may have to ask the writer something.
    """
    check_can_handle(actor, complaint)
    if complaint["handler"] is not None and complaint["handler"] != actor.person_id:
        raise errors.NotPermitted(
            "该事项由其他人员承办，只有承办人员可以查看投诉举报人的身份",
            citation=LABOUR_SUPERVISION_REGULATIONS.article(9, 3),
        )
    if len(reason.strip()) < 4:
        raise errors.Invalid(
            {"reason": "请说明查看投诉人身份的理由"}, citation=LABOUR_SUPERVISION_REGULATIONS.article(9, 3)
        )


def check_can_ask(actor: Actor, complaint: Row) -> None:
    """Whoever may handle it, while it is open."""
    check_can_handle(actor, complaint)
    if complaint["status"] not in OPEN:
        raise errors.AlreadyMoved


def check_can_enter_language(actor: Actor, complaint: Row) -> None:
    """Papers go to a complainant; a reporter gets none."""
    check_can_ask(actor, complaint)
    if complaint["kind"] != ComplaintKind.COMPLAINT:
        raise errors.NotFound


def can_open_identity(actor: Actor, complaint: Row) -> bool:
    """Whether the question who wrote is this person's to ask; the reason is asked for then."""
    try:
        check_can_open_identity(actor, complaint, "asked for later")
    except errors.DomainError:
        return False
    return True


def check_can_take_over(actor: Actor, complaint: Row, *, conflicted: AbstractSet[UUID] = frozenset()) -> None:
    """Another clerk of the organ, while it is investigated."""
    check_can_handle(actor, complaint, conflicted=conflicted)
    if complaint["status"] != ComplaintStatus.ACCEPTED or complaint["handler"] == actor.person_id:
        raise errors.AlreadyMoved


def can_take_over(actor: Actor, complaint: Row) -> bool:
    try:
        check_can_take_over(actor, complaint)
    except errors.DomainError:
        return False
    return True


def check_can_extend(actor: Actor, complaint: Row) -> None:
    """The organ's head or the deciding official allows more time. Raises NotFound, NotPermitted."""
    check_may_see(actor, complaint)
    actor.check_holds(Role.DECIDER, Role.DIRECTOR)


def can_extend(actor: Actor, complaint: Row) -> bool:
    try:
        check_can_extend(actor, complaint)
    except errors.DomainError:
        return False
    return True


def check_can_see_reward(actor: Actor, report: Row) -> None:
    """Whoever may see a report, of a report alone; the states of the reward are asked by its own acts."""
    check_may_see(actor, report)
    if report["kind"] != ComplaintKind.TIP:
        raise errors.NotFound


def _check_did_not_enter(actor: Actor, report: Row) -> None:
    """Whoever entered it for the caller heard code and secret, and could fetch the money as well as the caller."""
    if report["entered_by"] is not None and actor.person_id == report["entered_by"]:
        raise errors.NotPermitted(
            "您登记了这件举报，知道查询码和查询密码，不能提出、审批或者发放它的奖励", citation=REWARD
        )


def _check_did_not_handle(actor: Actor, report: Row) -> None:
    """Whoever handled it found it true, and may have opened who wrote."""
    if actor.person_id in report["handled_by"]:
        raise errors.NotPermitted("您办理过这件举报，不能审批或者发放它的奖励", citation=REWARD)


def check_can_propose_reward(actor: Actor, report: Row) -> None:
    """A clerk of the organ who did not enter it, once the report was found true. A complaint earns none.

    `report` here and below with its `queries.hands`.
    """
    if report["kind"] != ComplaintKind.TIP:
        raise errors.Refused("奖励只给予举报人，投诉不适用", citation=REWARD)
    check_can_handle(actor, report)
    if report["status"] != ComplaintStatus.UPHELD:
        raise errors.Refused("举报经查属实的，才给予奖励", citation=REWARD)
    _check_did_not_enter(actor, report)


def check_can_decide_reward(actor: Actor, report: Row, reward: Row) -> None:
    """The organ's deciding official or head, who neither entered, handled nor proposed it, be it through another account."""
    check_can_see_reward(actor, report)
    actor.check_holds(Role.DECIDER, Role.DIRECTOR)
    if actor.organ_id != report["organ"]:
        raise errors.NotPermitted("该事项由其他机关办理，您只能查看", citation=TERRITORY)
    if reward["status"] != RewardStatus.PROPOSED:
        raise errors.AlreadyMoved
    if actor.person_id == reward["proposed_by"]:
        raise errors.NotPermitted("奖励由提出人以外的人审批", citation=REWARD)
    _check_did_not_enter(actor, report)
    _check_did_not_handle(actor, report)


def check_can_pay_reward(actor: Actor, report: Row, reward: Row) -> None:
    """A third person of the organ hands it out, who neither entered nor handled it."""
    check_can_handle(actor, report)
    if reward["status"] != RewardStatus.APPROVED:
        raise errors.AlreadyMoved
    if actor.person_id in {reward["proposed_by"], reward["decided_by"]}:
        raise errors.NotPermitted("奖励由提出人、审批人以外的人发放", citation=REWARD)
    _check_did_not_enter(actor, report)
    _check_did_not_handle(actor, report)


def allows(check: Callable[..., None], *said: Any) -> bool:
    """Whether a check lets it through."""
    try:
        check(*said)
    except errors.DomainError:
        return False
    return True
