"""Discretion benchmarks: a table set by decree, line by line, of what share of the law's range a case takes.

None is written here: the city's table was not read. Whatever an office decrees holds from its day, within the
law's range by construction, as a line names shares of it and no amounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from regulation.integrity.status import FactKind
from regulation.law import money
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, BEIJING_PENALTY_BENCHMARK, PENALTY_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules.fines import Refusal
from regulation.penalties.rules.violations import OURS
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Months for which a penalty may be shown: none for a minor one, else from three months to three years.
LONGEST_MONTHS = 36
GENERAL_MONTHS = 12
MOST_LINES = 400
#: How long the words are at least that say why no line fits.
LEAST_REASON = 4


@dataclass(frozen=True, slots=True)
class Tier:
    """One line of a benchmark: under which circumstances which share of the range, and for how long it is public."""

    violation: str
    circumstances: str
    from_share: Decimal
    to_share: Decimal
    months: int


class BadLine(ValueError):
    """A line that cannot be read. `message` is Chinese, with `params`."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message, self.params = message, params


BENCHMARKS: DatedValue[tuple[Tier, ...]] = DatedValue(
    "penalties.benchmarks",
    N_("行政处罚裁量基准"),
    (
        Since(
            date(2021, 7, 15),
            (),
            PENALTY_LAW.article(34),
            doubt=N_("市局裁量基准未取得全文，没有录入；录入之前由承办人员在法定幅度内写明裁量理由"),
        ),
    ),
)


@rule(PENALTY_LAW.article(34), BEIJING_PENALTY_BENCHMARK.whole())
def read(text: str) -> tuple[Tier, ...]:
    """A benchmark table as it is typed or pasted: violation, circumstances, from and to per cent, months of publicity.

    Columns are parted by tabs (as a spreadsheet copies them) or by bars. Raises BadLine.
    """
    found: list[Tier] = []
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells = [
            cell.strip()
            for cell in (line.split("\t") if "\t" in line else line.replace("｜", "|").split("|"))
        ]
        if len(cells) != 5:
            raise BadLine(N_("第%(line)s行应当有五栏：违法行为、情形、比例起、比例止、公示月数"), line=place)
        found.append(_tier(cells, place))
    if len(found) > MOST_LINES:
        raise BadLine(N_("裁量基准不能超过%(most)s行"), most=MOST_LINES)
    seen: set[tuple[str, str]] = set()
    for tier in found:
        if (tier.violation, tier.circumstances) in seen:
            raise BadLine(N_("%(key)s的情形“%(text)s”重复"), key=tier.violation, text=tier.circumstances)
        seen.add((tier.violation, tier.circumstances))
    return tuple(found)


def _tier(cells: list[str], place: int) -> Tier:
    key, circumstances, low, high, months = cells
    if key not in OURS or OURS[key].fine is None:
        raise BadLine(N_("第%(line)s行：%(key)s不是本机关可以罚款的违法行为"), line=place, key=key)
    if not circumstances or len(circumstances) > 300:
        raise BadLine(N_("第%(line)s行：请写明情形，不超过300字"), line=place)
    try:
        shares = Decimal(low.rstrip("%")), Decimal(high.rstrip("%"))
        shown = int(months)
    except (InvalidOperation, ValueError):
        raise BadLine(N_("第%(line)s行：比例和月数应为数字"), line=place) from None
    if not all(share.is_finite() for share in shares) or not 0 <= shares[0] <= shares[1] <= 100:
        raise BadLine(N_("第%(line)s行：比例应在0至100之间，起不大于止"), line=place)
    if shown != 0 and not 3 <= shown <= LONGEST_MONTHS:
        raise BadLine(N_("第%(line)s行：公示月数为0（不公示）或者3至36"), line=place)
    return Tier(key, circumstances, *shares, shown)


def written(tiers: Iterable[Tier]) -> str:
    """The table as text again, one line each."""
    return "\n".join(
        f"{each.violation} | {each.circumstances} | {each.from_share} | {each.to_share} | {each.months}"
        for each in tiers
    )


def of(tiers: Iterable[Tier], key: str) -> tuple[Tier, ...]:
    """The lines of one violation, in their order."""
    return tuple(each for each in tiers if each.violation == key)


@rule(PENALTY_LAW.article(34))
def band(tier: Tier, span: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    """The amounts of a line within the range of the law; they cannot leave it."""
    least, most = span
    low, high = (
        money.rounded(least + (most - least) * share / 100) for share in (tier.from_share, tier.to_share)
    )
    return low, high


@rule(PENALTY_LAW.article(34), BEIJING_PENALTY_BENCHMARK.whole())
def class_of(months: int, by_rule: FactKind) -> FactKind:
    """The class that the publicity period of a line stands for, never graver than the rule's: a start for the decision.

    Reading: no publicity is minor, up to a year general, longer serious, as the credit repair measures divide the periods.
    """
    said = (
        FactKind.PENALTY_MINOR
        if months == 0
        else FactKind.PENALTY_GENERAL
        if months <= GENERAL_MONTHS
        else FactKind.PENALTY_SERIOUS
    )
    order = (FactKind.PENALTY_MINOR, FactKind.PENALTY_GENERAL, FactKind.PENALTY_SERIOUS)
    return min(said, by_rule, key=order.index)


@rule(PENALTY_LAW.article(34), BEIJING_BUSINESS_ENVIRONMENT.article(72))
def benchmark_refused(
    tiers: tuple[Tier, ...],
    chosen: Tier | None,
    *,
    fine: Decimal,
    span: tuple[Decimal, Decimal] | None,
    reason: str,
    mitigated: bool = False,
) -> Refusal | None:
    """Where a benchmark holds for the violation, a fine names its line and stays within it; that no line fits needs a reason.

    Reading: the benchmark may not be overstepped (《北京市优化营商环境条例》第七十二条); a ground of mitigation goes below it as it
    goes below the law's floor.
    """
    if not tiers or not fine or span is None:
        return None
    if chosen is None and len(reason.strip()) >= LEAST_REASON:
        return None
    if chosen is None:
        return Refusal(
            N_("本违法行为有裁量基准，请选择适用的情形；都不适用的，写明理由"), PENALTY_LAW.article(34)
        )
    return outside_refused(band(chosen, span), fine, mitigated=mitigated)


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(72))
def outside_refused(
    within: tuple[Decimal, Decimal] | None, fine: Decimal, *, mitigated: bool
) -> Refusal | None:
    """A fine stays between the amounts of its line for as long as the case goes on; None for no line."""
    if within is None or not fine:
        return None
    low, high = within
    if fine > high or (fine < low and not mitigated):
        return Refusal(
            N_("罚款不在所选情形的%(low)s元至%(high)s元之间，裁量基准不得超越；情形不符的，另选情形"),
            BEIJING_BUSINESS_ENVIRONMENT.article(72),
            (("low", money.figures(low)), ("high", money.figures(high))),
        )
    return None


@rule(PENALTY_LAW.article(34), BEIJING_BUSINESS_ENVIRONMENT.article(72))
def spot_refused(
    tiers: tuple[Tier, ...], *, fine: Decimal, span: tuple[Decimal, Decimal] | None
) -> Refusal | None:
    """On the spot too a fine keeps to the benchmark: it lies between the amounts of one of its lines.

    Reading: which line it is stands in the facts of the decision; what no line reaches takes the ordinary procedure.
    """
    if not tiers or not fine or span is None:
        return None
    bands = [band(each, span) for each in tiers]
    if any(low <= fine <= high for low, high in bands):
        return None
    return Refusal(
        N_("裁量基准中没有一种情形可以罚%(fine)s元，裁量基准不得超越；不能当场按基准处罚的，适用普通程序"),
        BEIJING_BUSINESS_ENVIRONMENT.article(72),
        (("fine", money.figures(fine)),),
    )


@rule(PENALTY_LAW.article(45, 2))
def graver_refused(before: Tier | None, chosen: Tier | None) -> Refusal | None:
    """After the notice another line may be chosen, never a graver one than the party was told of.

    Reading: graver is a line that reaches higher in the range or is public for longer.
    """
    if before is None or chosen is None:
        return None
    if chosen.to_share > before.to_share or chosen.months > before.months:
        return Refusal(
            N_("告知以后改选的裁量情形不得重于告知书载明的情形；有新的事实的，退回补充调查后重新告知"),
            PENALTY_LAW.article(45, 2),
        )
    return None
