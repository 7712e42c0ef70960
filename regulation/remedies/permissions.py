"""May this person read or act in this remedy? Office, organ; the party sees its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework import at_hand
from regulation.penalties import decisions
from regulation.penalties import permissions as cases
from regulation.penalties.status import SIGNERS
from regulation.remedies import rules
from regulation.remedies.status import RESPONDENTS, STEPS, Appellant, Status, step_in
from regulation.roles import FIRM_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from regulation.actor import Actor

Row = Mapping[str, Any]


def check_may_see(actor: Actor, remedy: Row) -> None:
    """Raise NotFound unless the decision is of the reader's organ, or of one below it."""
    cases.check_may_see(actor, remedy)


def _decided_by(matter: Row) -> list[UUID]:
    """The officers who decided on the spot what a remedy is against, or whose decision this is; none of a case."""
    if matter.get("matter_kind") == decisions.SPOT:
        return [matter["officer_a"], matter["officer_b"]]
    return list(matter.get("decided_by", ()))


def _check(actor: Actor, matter: Row, roles: AbstractSet[Role]) -> None:
    """An office of the organ, and neither of the officers who decided on the spot."""
    cases.check_office(actor, matter, roles, set())
    found = rules.officers_apart(actor.person_id, _decided_by(matter))
    if found is not None:
        raise errors.NotPermitted(found.message, citation=found.citation)


def check_can_act(actor: Actor, matter: Row) -> None:
    """The organ whose decision it is answers, by a clerk or its legal staff. Raises NotFound, NotPermitted."""
    _check(actor, matter, RESPONDENTS)


def check_can_decide(actor: Actor, matter: Row) -> None:
    """What the head decided the head stops or undoes: a deciding official of the organ. Raises NotFound, NotPermitted."""
    _check(actor, matter, {Role.DECIDER})


def check_may_lift(actor: Actor, matter: Row) -> None:
    """What the head suspended the head takes back, what others did its clerk enters: both have the form. Raises NotFound, NotPermitted."""
    _check(actor, matter, RESPONDENTS | {Role.DECIDER})


def check_may_ask(actor: Actor, remedy: Row) -> bool:
    """The party asks on its account, or the office enters its paper; whether it is the party. Raises NotFound, NotPermitted."""
    if actor.holds(*FIRM_ROLES):
        if remedy["firm"] is None or not actor.acts_for_firm(remedy["firm"]):
            raise errors.NotFound
        actor.check_holds(*SIGNERS)
        return True
    check_can_act(actor, remedy)
    return False


def check_can_take(actor: Actor, remedy: Row, step: str) -> None:
    """Raise NotFound, NotPermitted or AlreadyMoved unless this person may take the step now."""
    _check(actor, remedy, STEPS[step].by)
    if remedy["status"] not in STEPS[step].before or not _fits(step, remedy):
        raise at_hand.moved("remedy", remedy["id"], step_in(step, remedy["way"]))


def possible(actor: Actor, remedy: Row) -> list[str]:
    """The steps this person may take now. A first judgment belongs to suits, and only what is not appealed ends."""
    found = []
    for name, each in STEPS.items():
        if not each.by:
            continue
        try:
            check_can_take(actor, remedy, name)
        except errors.DomainError:
            continue
        found.append(name)
    return found


def _fits(step: str, remedy: Row) -> bool:
    """A first judgment belongs to a suit and is made once; the party appeals once, also after the organ did."""
    if step == "judge":
        return remedy["way"] == "suit" and remedy["instance"] == "first"
    if step == "appeal":
        return remedy["status"] == Status.JUDGED or remedy["appellant"] == Appellant.ORGAN
    return True


def check_may_join(actor: Actor, remedy: Row) -> None:
    """The head decides that the organ appeals too while only the party has. Raises NotFound, NotPermitted, AlreadyMoved."""
    check_can_decide(actor, remedy)
    if remedy["status"] == Status.FINAL or remedy["appellant"] != Appellant.PARTY:
        raise at_hand.moved("remedy", remedy["id"], STEPS["appeal_ourselves"])
