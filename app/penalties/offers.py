"""Which acts of a case stand before this person now, and which act supplies what the decision waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.access.guards import may
from app.access.permissions import Permission
from app.penalties import acts, performing
from app.shell.i18n import gettext as _
from app.shell.i18n import spoken
from regulation.penalties import debts, permissions
from regulation.penalties.status import ACT_NAMES, ENDED_BY_PAPER, STEPS, TURNS
from regulation.roles import FIRM_ROLES, ROLE_NAMES, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regulation.actor import Actor
    from regulation.penalties.rules.fines import Refusal
    from regulation.penalties.status import CaseStatus

Row = dict[str, Any]
RIGHTS = {
    "decide": Permission.CASES_DECIDE,
    "review": Permission.CASES_REVIEW,
    "handle": Permission.CASES_HANDLE,
    "hear": Permission.CASES_READ,
}
LAST = frozenset(
    {
        "return",
        "spare",
        "withdraw",
        "transfer",
        "decline_opening",
        "extend",
        "waive",
        "withdraw_hearing",
        "ask_plan",
    }
)
#: Taken where the case asks for it; none of them stands out unless the decision waits for it.
AS_NEEDED = frozenset({"amend", "require_review", "discuss", "confirm_address"})


def family_of(actor: Actor, act: str) -> str:
    """Under which right the act stands in the address for this person."""
    return next((f for f, right in RIGHTS.items() if act in acts.FAMILIES[f] and may(actor, right)), "")


def out_of_place(actor: Actor, case: Row, account: debts.Account | None, today: date) -> dict[str, bool]:
    """Acts that the status allows and the case does not: what they wait for is missing, or they were done."""
    unserved = case["notice_served_on"] is None
    has_penalty = bool(case["fine"] or case["confiscated"] or case["measures"])
    return {
        "serve_notice": not unserved,
        "state": unserved,
        "consider": unserved or case["hearing_status"] in {"asked", "called", "held"},
        "review": bool(case["reviewed_on"]) or bool(case["has_handling"]),
        "require_review": bool(case["reviewed_on"]) or bool(case["has_handling"]),
        "discuss": bool(case["discussed_on"]) or bool(case["has_handling"]),
        "propose_handling": has_penalty or not case["by_labour_supervision"],
        "amend": bool(case["has_handling"]),
        "handle": not case["has_handling"],
        "decide": bool(case["has_handling"]),
        "withdraw": not case["by_labour_supervision"],
        **_of_publicity(actor, case),
        "pay": account is not None and account.left == 0,
        **_of_hearing(actor, case, today),
    }


def _of_publicity(actor: Actor, case: Row) -> dict[str, bool]:
    """The text is proposed once, and looked at by somebody who neither proposed nor decided."""
    proposer = case.get("publicity_proposed_by")
    not_mine = proposer is None or actor.person_id in {proposer, case["decider"]}
    return {
        "propose_publication": bool(case["published_on"]) or proposer is not None,
        "return_publication": not_mine,
        "publish": bool(case["published_on"]) or not_mine,
    }


def _of_hearing(actor: Actor, case: Row, today: date) -> dict[str, bool]:
    """The same for the acts around its hearing."""
    unserved, status = case["notice_served_on"] is None, case["hearing_status"]
    presides = actor.person_id in {case["hearing_chair"], case["hearing_recorder"]}
    not_yet = status != "called" or not case["hearing_told_on"] or today < case["hearing_on"]
    return {
        "waive": unserved or bool(case["hearing_asked_on"]) or case["has_waived"],
        "ask_hearing": unserved or not case["hearing_ground"] or bool(case["hearing_asked_on"]),
        "withdraw_hearing": status not in {"asked", "called"},
        "call_hearing": status not in {"asked", "called"},
        "serve_call": status != "called" or bool(case["hearing_told_on"]),
        "name_agent": status not in {"asked", "called"},
        "challenge_chair": status != "called" or bool(case["hearing_challenged"]),
        "answer_challenge": not case["hearing_challenged"] or presides,
        "miss_hearing": not_yet or not presides,
        "hold_hearing": not_yet or not presides,
        "report_hearing": status != "held" or actor.person_id != case["hearing_chair"],
    }


def offered(
    actor: Actor,
    case: Row,
    account: debts.Account | None = None,
    *,
    today: date,
    performed: Mapping[str, bool] | None = None,
    lacking: Sequence[Refusal] = (),
) -> list[Row]:
    """The acts this person may take now, with address, article and tone; `account` is the money of a served case.

    What ends a case or sends it back is never the one that stands out, nor a decision for which something is `lacking`:
    which way a case goes is a person's choice.
    """
    names = permissions.possible(actor, case)
    if performed is not None and actor.organ_id == case["organ"]:
        names += sorted(performing.EVENTS)
    if (
        case["status"] == "investigating"
        and case["by_labour_supervision"]
        and actor.organ_id == case["organ"]
    ):
        names.append("extend")
    if (
        case["status"] in ENDED_BY_PAPER
        and case["outcome_served_on"] is None
        and actor.organ_id == case["organ"]
        and actor.holds(Role.CLERK)
    ):
        names.append("serve_outcome")
    early = out_of_place(actor, case, account, today) | dict(performed or {})
    # What is demanded already needs nobody to demand it.
    early["require_review"] |= any(getattr(lack, "act", "") == "review" for lack in lacking)
    names = [name for name in names if not early.get(name)]
    found: list[Row] = []
    aside = AS_NEEDED - {getattr(each, "act", "") for each in lacking}
    # What ends or sends back a case stands after what carries it on.
    for name in sorted(names, key=lambda name: (name in LAST, name in aside)):
        family = family_of(actor, name)
        if family:
            found.append(
                {
                    "name": name,
                    "label": _(ACT_NAMES[name]),
                    "url": f"/desk/cases/{case['id']}/{family}/{name}",
                    "cites": STEPS[name].cites if name in STEPS else performing.CITES.get(name, ()),
                    "tone": _tone(
                        name,
                        is_first=not found and name not in aside,
                        is_early=name == "decide" and bool(lacking),
                    ),
                }
            )
    return found


def _tone(name: str, *, is_first: bool, is_early: bool) -> str:
    if is_early or name in LAST:
        return "secondary"
    if acts.CASE_ACTS[name].is_grave:
        return "danger"
    return "primary" if is_first else "secondary"


def turn(status: CaseStatus, lacking: Sequence[Refusal]) -> list[str]:
    """Whose turn it is, in words: where the decision waits for a piece, whoever supplies it."""
    offices = {each for lack in lacking for each in _suppliers(getattr(lack, "act", ""))}
    return [_(ROLE_NAMES[each]) for each in sorted(offices or TURNS.get(status, frozenset()))]


def _suppliers(act: str) -> list[Role]:
    return sorted(STEPS[act].by - FIRM_ROLES) if act in STEPS else []


def missing(actor: Actor, case: Row, lacking: Sequence[Refusal]) -> list[Row]:
    """What the decision waits for: words, article, the act that supplies it where this person may take it, else whose it is."""
    found = []
    for each in lacking:
        act = getattr(each, "act", "")
        url = ""
        if act and permissions.can_take(actor, case, act) and (family := family_of(actor, act)):
            url = f"/desk/cases/{case['id']}/{family}/{act}"
        offices = _suppliers(act)
        found.append(
            {
                "text": spoken(each.message, **dict(each.params)),
                "cited": each.citation,
                "url": url,
                "label": _(ACT_NAMES[act]) if act in ACT_NAMES else "",
                "who": _("、").join(_(ROLE_NAMES[office]) for office in offices),
            }
        )
    return found
