"""A proposal after the notice: what may still change in it, by one rule for the defence, the review and the discussion.

The discretion is used anew: the line of the benchmark, the reason where none fits, a ground of mitigation with what shows
it. 《行政处罚法》第三十二条, 第三十四条, 第四十五条.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from regulation import errors
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import queries, queries_hearing
from regulation.penalties.actions import basis, doors
from regulation.penalties.actions.reporting import amounts, check_proposal
from regulation.penalties.rules import fines
from regulation.penalties.rules.benchmarks import Tier
from regulation.penalties.rules.violations import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: How the record of the hearing is named among what shows a ground of mitigation.
HEARING = "H"


class Change(TypedDict, total=False):
    """What is changed of a proposal; what is not named, or None, stays."""

    fine: Decimal | None
    confiscated: Decimal | None
    refunded: Decimal | None
    gains: Decimal | None
    measures: tuple[Measure, ...] | None
    #: Only from serious to not serious.
    is_serious: bool | None
    mitigation: str | None
    mitigation_evidence: tuple[int, ...] | None
    #: S1 for the first statement since the notice, H for the record of the hearing.
    mitigation_heard: tuple[str, ...] | None
    tier: str | None
    outside_reason: str | None


_USED = ("mitigation_evidence", "mitigation_heard", "tier", "outside_reason")
_AMOUNTS = ("fine", "confiscated", "refunded", "gains", "measures", "mitigation")


def changed_of(before: fines.Proposal, change: Change) -> fines.Proposal:
    """The proposal as it would be; gravity can fall away and is not found anew."""
    given: dict[str, Any] = {name: change.get(name) for name in _AMOUNTS}
    changed = replace(before, **{name: each for name, each in given.items() if each is not None})
    return replace(changed, is_serious=before.is_serious and change.get("is_serious") is not False)


async def lighten(
    case: Row, change: Change, *, heard: Sequence[Row] | None = None, actor: Actor, now: datetime
) -> tuple[fines.Proposal, Row]:
    """Weigh the changed proposal by the rules of the report, never heavier than the notice; it and the columns to keep.

    `heard`: the statements since the notice with what became of each, where they are answered in the same act. Where
    nothing changes, what was weighed stands. Raises Refused and Invalid.
    """
    before = queries.proposal_of(case)
    changed = changed_of(before, change)
    if fines.is_heavier(queries.noticed_of(case), changed):
        raise errors.Refused(
            "不得作出比事先告知更重的处罚；有新的事实的，退回补充调查后重新告知",
            citation=PENALTY_LAW.article(45, 2),
        )
    doors.refuse(fines.found_since_refused(before, changed))
    ground = await check_proposal(case, changed)
    kept = used_of(case)
    named: dict[str, Any] = {name: change.get(name) for name in _USED}
    used = replace(kept, **{name: each for name, each in named.items() if each is not None})
    if used.tier:
        used = replace(used, outside_reason="")
    if changed != before or used != kept:
        statements = await queries_hearing.statements(case) if heard is None else heard
        await basis.weigh(
            case,
            changed,
            used,
            rejected=_rejected(case, used.mitigation_heard, statements),
            announced=announced(case),
            actor=actor,
            now=now,
        )
    return changed, {**amounts(changed), "ground": ground}


def used_of(case: Row) -> basis.Discretion:
    """How the discretion was used last."""
    weighed = case["weighing"] or {}
    return basis.Discretion(
        serious_reason=weighed.get("serious_reason", ""),
        mitigation_evidence=tuple(weighed.get("mitigation_evidence") or ()),
        mitigation_heard=tuple(weighed.get("mitigation_heard") or ()),
        tier=weighed.get("tier", ""),
        outside_reason=weighed.get("outside_reason", ""),
        other_act=weighed.get("other_act", ""),
    )


def announced(case: Row) -> Tier | None:
    """The line named last, which only a milder one may follow; None where none was named."""
    weighed = case["weighing"] or {}
    if not weighed.get("tier"):
        return None
    return Tier(
        case["violation"], weighed["tier"], weighed["tier_from"], weighed["tier_to"], weighed["tier_months"]
    )


def _rejected(case: Row, shown: tuple[str, ...], statements: Sequence[Row]) -> int:
    """How many of the statements named were not adopted. Raises Invalid for what was never said."""
    places = {f"S{place}": each for place, each in enumerate(statements, start=1)}
    held = {HEARING} if case["hearing_held_on"] else set()
    if not set(shown) <= set(places) | held:
        raise errors.Invalid({"mitigation_evidence": "请从证据清单中选择"})
    return sum(places[each]["adopted"] not in {"all", "partly"} for each in shown if each in places)
