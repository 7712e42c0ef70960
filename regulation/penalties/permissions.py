"""May this person take this step in this order or case? Office, organ, interest, separate persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework import at_hand
from regulation.law.citation import PENALTY_LAW
from regulation.penalties.rules import persons
from regulation.penalties.status import ORDER_STEPS, SHOWN_TO_PARTY, STEPS
from regulation.roles import FIRM_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

READERS = frozenset({Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER, Role.DIRECTOR, Role.AUDITOR})
#: Acts that the party itself may take.
PARTY_STEPS = frozenset(
    {
        "state",
        "ask_hearing",
        "waive",
        "withdraw_hearing",
        "name_agent",
        "challenge_chair",
        "receive_notice",
        "receive_call",
        "receive_decision",
        "receive_paper",
        "ask_plan",
        "answer_demand",
    }
)
#: What whoever takes a step does in the case: others who have a part in it keep away.
PARTS: dict[str, persons.Part] = {
    "review": persons.Part.REVIEWER,
    "miss_hearing": persons.Part.CHAIR,
    "hold_hearing": persons.Part.CHAIR,
    "report_hearing": persons.Part.CHAIR,
    **dict.fromkeys(
        (
            "decide",
            "spare",
            "handle",
            "withdraw",
            "transfer",
            "grant_plan",
            "refuse_plan",
            "impose_surcharge",
            "apply_court",
        ),
        persons.Part.DECIDER,
    ),
}
Row = Mapping[str, Any]


def check_may_see(actor: Actor, matter: Row) -> None:
    """Raise NotFound unless the order or case is within the reader's organ."""
    if not actor.holds(*READERS) or not actor.in_scope_of(matter["organ"]):
        raise errors.NotFound


def check_party_may_see(actor: Actor, case: Row) -> None:
    """A firm sees a case against it from the notice on; before that the case does not exist for it."""
    if not actor.acts_for_firm(case["firm"]) or case["status"] not in SHOWN_TO_PARTY:
        raise errors.NotFound


def check_office(actor: Actor, matter: Row, roles: AbstractSet[Role], conflicted: AbstractSet[UUID]) -> None:
    """The right office of the very organ, without an interest in the party."""
    check_may_see(actor, matter)
    actor.check_holds(*roles)
    if actor.organ_id != matter["organ"]:
        raise errors.NotPermitted("该事项由其他机关办理，您只能查看", citation=PENALTY_LAW.article(22))
    if actor.person_id in conflicted:
        raise errors.NotPermitted("您与该机构有利害关系，应当回避", citation=PENALTY_LAW.article(43))


def check_can_issue(actor: Actor, organ_id: UUID | None) -> None:
    """An order or a case begins with a clerk or inspector of an organ within whose reach the party is."""
    actor.check_holds(Role.CLERK, Role.INSPECTOR)
    if not actor.in_scope_of(organ_id):
        raise errors.NotFound


def check_can_take_order_step(
    actor: Actor, order: Row, step: str, *, conflicted: AbstractSet[UUID] = frozenset()
) -> None:
    """Raise NotFound, NotPermitted or AlreadyMoved unless the step may be taken now by this person."""
    if step == "receive":
        if not actor.acts_for_firm(order["firm"]):
            raise errors.NotFound
        actor.check_holds(*ORDER_STEPS[step].by)
    else:
        check_office(actor, order, ORDER_STEPS[step].by, conflicted)
    if order["status"] not in ORDER_STEPS[step].before:
        raise at_hand.moved("correction_order", order["id"], ORDER_STEPS[step])


def can_take_order_step(actor: Actor, order: Row, step: str) -> bool:
    try:
        check_can_take_order_step(actor, order, step)
    except errors.DomainError:
        return False
    return True


def check_can_take(
    actor: Actor, case: Row, step: str, *, conflicted: AbstractSet[UUID] = frozenset()
) -> None:
    """Raise NotFound, NotPermitted, Refused or AlreadyMoved unless the step may be taken now by this person."""
    if step in PARTY_STEPS and actor.holds(*FIRM_ROLES):
        check_party_may_see(actor, case)
        actor.check_holds(*STEPS[step].by)
    else:
        check_office(actor, case, STEPS[step].by - FIRM_ROLES, conflicted)
    if case["status"] not in STEPS[step].before:
        raise at_hand.moved("penalty_case", case["id"], STEPS[step])
    if part := PARTS.get(step):
        found = persons.apart_refused(part, actor.person_id, _taken(case))
        if found is not None:
            raise errors.Refused(found.message, citation=found.citation)


def _taken(case: Row) -> persons.Taken:
    """Which parts persons have in the case already; who presides at its hearing comes with the row."""
    return persons.Taken(
        investigators=frozenset(
            each for each in (case["handler"], case["officer_a"], case["officer_b"]) if each is not None
        ),
        reviewer=case["reviewer"],
        chair=case.get("hearing_chair"),
        recorder=case.get("hearing_recorder"),
        decider=case["decider"],
    )


def may_read_victims(actor: Actor, case: Row) -> bool:
    """Names of victims are for who handles, reviews or decides the case: by person, or by office while it is open."""
    if actor.person_id in {
        case[each] for each in ("handler", "officer_a", "officer_b", "opener", "reviewer", "decider")
    }:
        return True
    return actor.organ_id == case["organ"] and actor.holds(Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER)


def can_take(actor: Actor, case: Row, step: str) -> bool:
    try:
        check_can_take(actor, case, step)
    except errors.DomainError:
        return False
    return True


def possible(actor: Actor, case: Row) -> list[str]:
    """The steps this person may take now, in the table's order."""
    return [name for name in STEPS if can_take(actor, case, name)]


def possible_for_order(actor: Actor, order: Row) -> list[str]:
    """The steps this person may take in an order now."""
    return [name for name in ORDER_STEPS if can_take_order_step(actor, order, name)]
