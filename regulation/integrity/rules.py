"""How facts become a score and a tier, and when publicity and effect of a fact may end.

Classified supervision by credit is the law (《人力资源市场暂行条例》第三十七条); the numbers of a
scale are not: no national or Beijing scale for these firms was found, so points and limits are a
version of configuration that carries this doubt with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regulation.integrity.status import FactKind, Tier
from regulation.law.citation import CREDIT_REPAIR_MEASURES, HRM_REGULATIONS
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit, add_months
from regulation.words import N_

FULL_SCORE = 100


@dataclass(frozen=True, slots=True)
class Weight:
    """What one kind of fact does: points, months of effect, and whether it alone leads to D."""

    points: int
    months: int
    is_veto: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """One version of the rules."""

    version: str
    weights: dict[FactKind, Weight]
    #: Lowest score of A, B and C; below C's is D.
    limits: tuple[int, int, int]
    #: Months on the register before a firm can be A.
    months_for_a: int


SCALE = DatedValue(
    "integrity.scale",
    N_("信用分级监管的记分标准"),
    (
        Since(
            date(2018, 10, 1),
            Scale(
                version="2026-1",
                weights={
                    FactKind.PENALTY_MINOR: Weight(-5, 3),
                    FactKind.PENALTY_GENERAL: Weight(-20, 12),
                    FactKind.PENALTY_SERIOUS: Weight(-45, 36, is_veto=True),
                    FactKind.ORDER_REFUSED: Weight(-15, 12),
                    FactKind.FINDING: Weight(-5, 12),
                    FactKind.CLEAN_VISIT: Weight(2, 12),
                    FactKind.REPORT_MISSED: Weight(-10, 12),
                    FactKind.COMMITMENT_BROKEN: Weight(-25, 12),
                    FactKind.COMPLAINT_UPHELD: Weight(-5, 12),
                    FactKind.HONOUR: Weight(5, 24),
                    # On record by 《劳务派遣行政许可实施办法》第二十三条; no rule was found that weighs it.
                    FactKind.DISPATCH_CONSISTENT: Weight(0, 12),
                    FactKind.DISPATCH_PROBLEMS: Weight(0, 12),
                },
                limits=(90, 75, 60),
                months_for_a=12,
            ),
            HRM_REGULATIONS.article(37),
            doubt=N_(
                "未见国家或北京市对人力资源服务机构的统一记分标准，分值为系统配置，待主管机关公布后调整"
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as the rules see it."""

    kind: FactKind
    occurred_on: date
    source_number: str
    repaired_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What one fact does on the day: its points, until when, and in words why or why not."""

    fact: Fact
    points: int
    counts: bool
    until: date
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Score and tier on a day, and everything that led to them."""

    day: date
    version: str
    score: int
    tier: Tier
    reason: str
    lines: tuple[Line, ...]
    #: The first day on which time alone changes the sum, None when nothing runs out.
    changes_on: date | None


@rule(HRM_REGULATIONS.article(37))
def standing(facts: Sequence[Fact], day: date, registered_on: date) -> Standing:
    """Firms are supervised by class of credit; the class follows from recorded facts alone.

    Starts from 100; every fact counts from its day for the months its kind weighs, unless repaired.
    A fact that vetoes leads to D while it counts. A firm younger on the register than the scale asks
    is at best B. Order of the facts does not matter.
    """
    scale = SCALE.on(day)
    lines = tuple(
        _line(fact, day, scale)
        for fact in sorted(facts, key=lambda each: (each.occurred_on, each.kind, each.source_number))
    )
    counting = [line for line in lines if line.counts]
    score = max(0, min(FULL_SCORE, FULL_SCORE + sum(line.points for line in counting)))
    a, b, c = scale.limits
    old_enough = add_months(registered_on, scale.months_for_a) <= day
    vetoes = [line for line in counting if scale.weights[line.fact.kind].is_veto]
    if vetoes:
        tier, reason = Tier.D, N_("有严重失信信息在有效期内，直接列为D级")
    elif score >= a and not old_enough:
        tier, reason = Tier.B, N_("登记未满12个月，暂不评为A级")
    elif score >= a:
        tier, reason = Tier.A, N_("得分达到A级标准")
    elif score >= b:
        tier, reason = Tier.B, N_("得分达到B级标准")
    elif score >= c:
        tier, reason = Tier.C, N_("得分达到C级标准")
    else:
        tier, reason = Tier.D, N_("得分低于C级标准")
    ends = [line.until for line in counting]
    ends += [line.fact.occurred_on for line in lines if line.fact.occurred_on > day]
    if not old_enough:
        ends.append(add_months(registered_on, scale.months_for_a))
    return Standing(day, scale.version, score, tier, reason, lines, min(ends, default=None))


def _line(fact: Fact, day: date, scale: Scale) -> Line:
    weight = scale.weights[fact.kind]
    until = add_months(fact.occurred_on, weight.months)
    if fact.repaired_on is not None and fact.repaired_on <= day:
        return Line(fact, weight.points, counts=False, until=fact.repaired_on, why=N_("已修复，不再计分"))
    if day < fact.occurred_on:
        return Line(fact, weight.points, counts=False, until=until, why=N_("尚未发生"))
    if day >= until:
        return Line(fact, weight.points, counts=False, until=until, why=N_("有效期已过，不再计分"))
    return Line(fact, weight.points, counts=True, until=until, why=N_("在有效期内"))


@dataclass(frozen=True, slots=True)
class Publicity:
    """For how long bad-credit information of a class is public: months at least and at most."""

    least: int
    most: int


#: Minor items are not published in principle, and for at most three months where they are.
PUBLICITY = DatedValue(
    "integrity.publicity",
    N_("失信信息的公示期（月）"),
    (
        Since(
            date(2026, 4, 1),
            {
                FactKind.PENALTY_MINOR: Publicity(0, 3),
                FactKind.PENALTY_GENERAL: Publicity(3, 12),
                FactKind.PENALTY_SERIOUS: Publicity(12, 36),
            },
            CREDIT_REPAIR_MEASURES.whole(),
            note=N_("自认定失信的文书作出之日起算"),
        ),
    ),
)


@rule(CREDIT_REPAIR_MEASURES.whole())
def publicity_ends(kind: FactKind, decided_on: date) -> tuple[date, date] | None:
    """The first day on which repair may be asked for and the day on which publicity ends by itself.

    Counted from the day of the deciding document, not of its upload. None for kinds that no rule
    makes public. Decisions before 2026-04-01 are measured by the rule in force from that day.
    """
    span = PUBLICITY.on(max(decided_on, PUBLICITY.values[0].in_force_from)).get(kind)
    if span is None:
        return None
    return add_months(decided_on, span.least), add_months(decided_on, span.most)


@rule(CREDIT_REPAIR_MEASURES.whole())
def unmet_repair_conditions(fact: Fact, today: date, *, duties_done: bool, promised: bool) -> list[str]:
    """Repair needs the shortest period passed, the breach corrected and duties done, and a credit promise."""
    missing = []
    if fact.repaired_on is not None:
        missing.append(N_("该信息已经修复"))
    ends = publicity_ends(fact.kind, fact.occurred_on)
    if ends is not None and today < ends[0]:
        missing.append(N_("最短公示期尚未届满"))
    if not duties_done:
        missing.append(N_("尚未履行处罚决定确定的义务并纠正失信行为"))
    if not promised:
        missing.append(N_("尚未作出信用承诺"))
    return missing


#: The finding organ answers whether it accepts.
ACCEPTANCE = Period(
    3,
    Unit.WORKING_DAYS,
    N_("收到信用修复申请"),
    Roll.NONE,
    CREDIT_REPAIR_MEASURES.whole(),
    provisional_note=N_("据转述，待核对原文"),
)
#: The whole, from the complete application to its result.
RESULT = Period(
    10,
    Unit.WORKING_DAYS,
    N_("收到信用修复申请"),
    Roll.NONE,
    CREDIT_REPAIR_MEASURES.whole(),
    provisional_note=N_("据转述，待核对原文"),
)
