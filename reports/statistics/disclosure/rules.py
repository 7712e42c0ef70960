"""Which figures would tell one respondent's own: the primary rules, and how well each must be hidden. Pure.

《统计法实施条例》第二十九条 (second half): an aggregate from which one respondent's figures can be inferred is
that respondent's own material, which the Statistics Law (第二十八条) keeps closed. No text gives numbers.
All numbers here are a proposal that the bureau adopts in writing; `DOUBTS` says so beside each.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reports.statistics.disclosure.facts import Aggregate, Fact

_NONE_FOUND = "未见国家规定的数值，须由本局书面采用"
#: Chinese, for the page: what is not certain about each parameter.
DOUBTS: Mapping[str, str] = {
    "threshold": f"{_NONE_FOUND}；三家可能合谋的指标可另定为四家",
    "one_firm": f"{_NONE_FOUND}；(1,70) 为国际通行做法之一",
    "two_firms": f"{_NONE_FOUND}；(2,85) 为国际通行做法之一",
    "p": f"{_NONE_FOUND}；按一名知情者（第二大单位）设定",
    "protection": f"{_NONE_FOUND}；与 p 相同",
    "counts_are_public": "机构数可在公开登记中查到；与不公开的属性交叉时不适用",
    "zeros": "零值照登：各单位均为零时，读者可知其为零",
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """The rules of a release. Shares are per cent."""

    #: Fewest enterprise groups behind a figure.
    threshold: int = 3
    #: Largest share of the biggest group, and of the two biggest together.
    one_firm: int = 70
    two_firms: int = 85
    #: Numbers of firms themselves are public on the register and are never suppressed.
    counts_are_public: bool = True
    #: The second largest must not be able to estimate the largest more closely than this.
    p: int = 10
    #: A withheld figure must stay uncertain by at least this, upwards and downwards.
    protection: int = 10
    #: Indicators with another threshold (four where three respondents may put their heads together).
    thresholds: tuple[tuple[str, int], ...] = ()
    #: The paper by which the bureau adopted these numbers; empty while it has not.
    adopted_by: str = ""

    def __post_init__(self) -> None:
        # Read back from JSON, pairs are lists.
        object.__setattr__(self, "thresholds", tuple((key, int(n)) for key, n in self.thresholds))

    def threshold_of(self, indicator: str) -> int:
        """Fewest groups behind a figure of an indicator."""
        return dict(self.thresholds).get(indicator, self.threshold)

    @property
    def doubts(self) -> Mapping[str, str]:
        """What to say beside each number; nothing once the bureau has adopted them."""
        return {} if self.adopted_by else DOUBTS


@dataclass(frozen=True, slots=True, order=True)
class Waiver:
    """A group's written consent that its figures of an indicator and year may be inferred. A record, never an `if`."""

    group: str
    indicator: str
    year: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What anybody knows of an indicator's figures before reading the book, and how it is printed.

    `grain` is the step in which respondents report (1 for persons): whoever knows that figures are whole
    can narrow an interval to whole numbers, so protection is never less than one step. `printed` is the
    finest step in which any table of the book prints it; 0 or the grain itself: exactly.
    """

    grain: Decimal = Decimal(0)
    printed: Decimal = Decimal(0)
    #: May be below nothing (profit): the attacker has no lower bound.
    signed: bool = False
    #: Can be counted on the public register: never withheld.
    public: bool = False

    @property
    def is_rounded(self) -> bool:
        """Whether print says less than the figure."""
        return self.printed > self.grain


PLAIN = Measure()


def printed(value: Decimal, measure: Measure) -> Decimal:
    """As print shows it."""
    if not measure.is_rounded:
        return value
    return (value / measure.printed).quantize(Decimal(1), ROUND_HALF_UP) * measure.printed


def primary(
    aggregate: Aggregate,
    rules: Parameters,
    *,
    indicator: str = "",
    consenting: Collection[str] = (),
    is_change: bool = False,
) -> str:
    """Why a magnitude cannot be published: "threshold", "dominance", "p", or "" when it can. Nothing is nobody's.

    `consenting` are the groups with a waiver for the figure. What they have is then as good as printed, and
    the rules are asked again of the others: a giant's consent opens a cell in which only the giant is the
    reason, never one whose second would then stand alone. Of a change between two figures dominance says
    nothing: one firm grows most in every cell; what counts is whether it can be told from the rest.
    """
    if aggregate.magnitude == 0:
        return ""
    named = (
        (abs(aggregate.largest), aggregate.largest_group),
        (abs(aggregate.second), aggregate.second_group),
    )
    agreed = [amount for amount, group in named if group and group in consenting]
    if aggregate.contributors < rules.threshold_of(indicator):
        # Of three and more only two are known by name: the others cannot be asked.
        return "" if len(agreed) == aggregate.contributors else "threshold"
    reason = _too_large(aggregate.magnitude, [amount for amount, _ in named], rules, is_change=is_change)
    if not reason or not agreed:
        return reason
    others = [amount for amount, group in named if not (group and group in consenting)]
    return _too_large(aggregate.magnitude - sum(agreed), others, rules, is_change=is_change)


def _too_large(whole: Decimal, top: Sequence[Decimal], rules: Parameters, *, is_change: bool) -> str:
    """Whether the largest of a whole, in order, make up too much of it, or can be estimated by the next."""
    if not is_change:
        if sum(top[:1]) * 100 > whole * rules.one_firm:
            return "dominance"
        if len(top) > 1 and sum(top) * 100 > whole * rules.two_firms:
            return "dominance"
    return "p" if (whole - sum(top)) * 100 < sum(top[:1]) * rules.p else ""


def unsafe(
    aggregates: Mapping[Fact, Aggregate],
    rules: Parameters,
    *,
    waivers: Collection[Waiver] = (),
    measures: Mapping[str, Measure] | None = None,
) -> dict[Fact, str]:
    """Every fact that may not be published, with its reason, in canonical order."""
    consents: dict[tuple[str, int], set[str]] = {}
    for each in waivers:
        consents.setdefault((each.indicator, each.year), set()).add(each.group)
    found = {}
    for fact in sorted(aggregates):
        if is_public(fact, rules, measures):
            continue
        reason = primary(
            aggregates[fact],
            rules,
            indicator=fact.indicator,
            consenting=consents.get((fact.indicator, fact.year), ()),
            is_change=not fact.is_printed,
        )
        if reason:
            found[fact] = reason
    return found


def is_public(fact: Fact, rules: Parameters, measures: Mapping[str, Measure] | None) -> bool:
    """Counted by anybody on the register."""
    return rules.counts_are_public and (measures or {}).get(fact.indicator, PLAIN).public


def needed(aggregate: Aggregate, rules: Parameters, measure: Measure = PLAIN) -> Decimal:
    """How far upwards and downwards a withheld figure must stay uncertain to whoever is not in it."""
    return max(aggregate.magnitude * rules.protection / 100, measure.grain)


def needed_from_second(aggregate: Aggregate, rules: Parameters, measure: Measure = PLAIN) -> Decimal:
    """The same to the second largest in it, who subtracts its own amount and is left with the largest."""
    return max(abs(aggregate.largest) * rules.protection / 100, measure.grain)


def needed_since(aggregate: Aggregate, measure: Measure = PLAIN) -> Decimal:
    """The same for a figure that is withheld only because it was before: nobody may compute it."""
    return max(measure.grain, measure.printed, aggregate.magnitude / 10_000)
