"""Edits over many returns (V070 to V074, and V047): they ask the bureau, never a single respondent. Pure.

Their results stay in the statistics: none of them may become the ground of a licence, a penalty or an inspection
(《统计法实施条例》第三十条).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regulation.law.citation import STATISTICS_REGULATIONS
from regulation.law.coverage import rule
from regulation.words import N_

REVIEW = STATISTICS_REGULATIONS.article(19)
#: What was gained by a survey is no direct basis of any administrative act.
FIREWALL = STATISTICS_REGULATIONS.article(30)

#: The numbers of the catalogue of edits; proposed by us, to be adopted by the bureau in writing.
DISTRICT_CHANGE = Decimal("0.15")
CONTRIBUTORS_LISTED = 10
SHARE_MOVED = Decimal("0.05")
LEAST_COUNT, LEAST_REVENUE = Decimal("0.90"), Decimal("0.95")
REPORT_DIFFERENCE = Decimal("0.01")
DISPATCH_DIFFERENCE = Decimal("0.05")

RULES: dict[str, str] = {
    "V047": N_("派遣人数与劳务派遣经营情况报告相差超过5%"),
    "V070": N_("区合计比上年变动超过15%"),
    "V071": N_("前2家或者前20家的份额变动超过5个百分点"),
    "V072": N_("报送率不足：按家数低于90%，或者按收入低于95%"),
    "V073": N_("总部和在京分支机构可能重复填报"),
    "V074": N_("与经营情况年度报告同一项目相差超过1%"),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What one unit stated of one cell, this year and last."""

    unit: str
    district: str
    now: Decimal
    before: Decimal


@dataclass(frozen=True, slots=True)
class Moved:
    """A district whose total moved, and who moved it."""

    district: str
    key: str
    now: Decimal
    before: Decimal
    #: Units by how much they moved the total, the largest first.
    contributors: tuple[tuple[str, Decimal], ...]

    @property
    def change(self) -> Decimal | None:
        """Against last year; None where there was nothing last year."""
        return (self.now - self.before) / self.before if self.before else None


@rule(REVIEW)
def v070(key: str, stated: Iterable[Stated]) -> list[Moved]:
    """District total changes by more than 15 % against last year: the ten units that moved it are listed."""
    by_district: dict[str, list[Stated]] = {}
    for each in stated:
        by_district.setdefault(each.district, []).append(each)
    found = []
    for district, units in sorted(by_district.items()):
        now, before = (
            sum((each.now for each in units), Decimal(0)),
            sum((each.before for each in units), Decimal(0)),
        )
        if abs(now - before) <= DISTRICT_CHANGE * before:
            continue
        moved = sorted(units, key=lambda each: (-abs(each.now - each.before), each.unit))
        found.append(
            Moved(
                district,
                key,
                now,
                before,
                tuple(
                    (each.unit, each.now - each.before)
                    for each in moved[:CONTRIBUTORS_LISTED]
                    if each.now != each.before
                ),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Concentration:
    """How much of a total the first few hold, this year and last."""

    key: str
    how_many: int
    now: Decimal
    before: Decimal


def share_of_first(values: Iterable[Decimal], how_many: int) -> Decimal:
    """What the largest few hold of all; nothing where there is nothing."""
    ordered = sorted(values, reverse=True)
    total = sum(ordered, Decimal(0))
    return sum(ordered[:how_many], Decimal(0)) / total if total else Decimal(0)


@rule(REVIEW)
def v071(key: str, now: Mapping[str, Decimal], before: Mapping[str, Decimal]) -> list[Concentration]:
    """Share of the first two or the first twenty enterprises moved by more than five points."""
    if not now or not before:
        return []
    found = []
    for how_many in (2, 20):
        after, was = share_of_first(now.values(), how_many), share_of_first(before.values(), how_many)
        if abs(after - was) > SHARE_MOVED:
            found.append(Concentration(key, how_many, after, was))
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """Response of a district and type: by number, and by the last revenue known of each unit."""

    district: str
    inst_type: str
    in_scope: int
    responded: int
    revenue: Decimal
    revenue_responded: Decimal

    @property
    def by_count(self) -> Decimal:
        """Respondents in all."""
        return Decimal(self.responded) / self.in_scope if self.in_scope else Decimal(1)

    @property
    def by_revenue(self) -> Decimal:
        """Revenue that stands behind the respondents; everything where no revenue is known."""
        return self.revenue_responded / self.revenue if self.revenue else Decimal(1)


@rule(REVIEW)
def v072(answers: Iterable[Answered]) -> list[Answered]:
    """Response by district and type below 90 % of the units or below 95 % of the revenue."""
    return [
        each
        for each in answers
        if each.in_scope and (each.by_count < LEAST_COUNT or each.by_revenue < LEAST_REVENUE)
    ]


@dataclass(frozen=True, slots=True)
class Return:
    """A return of a unit of an enterprise: what the group is, whether it is a branch, and the figures compared."""

    unit: str
    group: str
    is_branch: bool
    figures: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Doubled:
    """A headquarters and a branch that may both have counted the branch."""

    headquarters: str
    branch: str
    #: Cells that are the same to the cent in both; empty where the headquarters merely could hold the branch.
    same: tuple[str, ...]


@rule(REVIEW)
def v073(returns: Sequence[Return]) -> list[Doubled]:
    """Headquarters and branch in Beijing both include the branch.

    A return is of one unit and not consolidated. A branch with the very figures of its headquarters was copied from
    them; a headquarters that states more branches' staff than its own is not seen from here and is left to review.
    """
    found = []
    for branch in returns:
        if not branch.is_branch:
            continue
        for head in returns:
            if head.is_branch or head.group != branch.group or head.unit == branch.unit:
                continue
            same = tuple(
                sorted(
                    key
                    for key, value in branch.figures.items()
                    if value > 0 and head.figures.get(key) == value
                )
            )
            if len(same) >= 2:
                found.append(Doubled(head.unit, branch.unit, same))
    return sorted(found, key=lambda each: (each.headquarters, each.branch))


@dataclass(frozen=True, slots=True)
class Differs:
    """One cell that two forms of the same year state differently."""

    rule: str
    unit: str
    key: str
    in_return: Decimal
    in_report: Decimal
    #: What the respondent said of it when filing the return.
    reason: str = ""


def _differs(in_return: Decimal, in_report: Decimal, limit: Decimal) -> bool:
    return abs(in_return - in_report) > limit * max(abs(in_return), abs(in_report))


@rule(FIREWALL)
def v074(
    unit: str,
    in_return: Mapping[str, Decimal],
    in_report: Mapping[str, Decimal],
    reasons: Mapping[str, str] | None = None,
) -> list[Differs]:
    """Operating report and return differ by more than 1 % in a cell that both ask: settled here, and only here."""
    return [
        Differs("V074", unit, key, value, in_report[key], (reasons or {}).get(key, ""))
        for key, value in sorted(in_return.items())
        if key in in_report and _differs(value, in_report[key], REPORT_DIFFERENCE)
    ]


@rule(FIREWALL)
def v047(unit: str, in_return: Decimal | None, in_report: Decimal | None) -> list[Differs]:
    """Dispatched workers of the return and of the dispatch report differ by more than 5 %."""
    if in_return is None or in_report is None or not _differs(in_return, in_report, DISPATCH_DIFFERENCE):
        return []
    return [Differs("V047", unit, "disp_workers", in_return, in_report)]
