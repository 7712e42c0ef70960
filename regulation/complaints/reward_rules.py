"""When a report earns a reward, and how a scheme is written. Pure. 《劳动保障监察条例》第九条第三款."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit
from regulation.words import N_

MOST_GRADES = 20
LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scheme: from so much to so much."""

    name: str
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Scheme:
    """What an office decreed: its grades, its time to decide, the time in which the money may be fetched."""

    grades: tuple[Grade, ...] = ()
    #: Working days from the proposal.
    decide_days: int = 0
    #: Calendar days from the decision.
    claim_days: int = 0

    def grade(self, name: str) -> Grade | None:
        return next((each for each in self.grades if each.name == name), None)


class BadLine(ValueError):
    """A line that cannot be read. `message` is Chinese, with `params`."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message, self.params = message, params


REWARDS: DatedValue[Scheme] = DatedValue(
    "complaints.rewards",
    N_("举报奖励办法"),
    (
        Since(
            date(2004, 12, 1),
            Scheme(),
            LABOUR_SUPERVISION_REGULATIONS.article(9, 3),
            doubt=N_("条例规定给予奖励，没有规定金额和期限；奖励办法未取得，录入之前不能提出奖励"),
        ),
    ),
)


@rule(LABOUR_SUPERVISION_REGULATIONS.article(9, 3))
def why_not_reward(*, is_major: bool, gave_lead: bool, gave_evidence: bool, has_scheme: bool) -> str:
    """A report found true is rewarded where it gave the main lead and evidence of a major breach. Empty: it is.

    Whether a breach is a major one and the lead the main one is for a person to say.
    """
    if not is_major:
        return N_("不属于查处重大违法行为的举报，不给予奖励")
    if not (gave_lead and gave_evidence):
        return N_("举报人没有提供主要线索和证据，不给予奖励")
    if not has_scheme:
        return N_("没有录入举报奖励办法，不能确定奖励金额。请先在本地数值中录入")
    return ""


def read(text: str) -> tuple[Grade, ...]:
    """Grades as they are typed: name, least and most in yuan, parted by tabs or bars, one a line. Raises BadLine."""
    found: list[Grade] = []
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells = [
            cell.strip()
            for cell in (line.split("\t") if "\t" in line else line.replace("｜", "|").split("|"))
        ]
        if len(cells) != 3 or not cells[0] or len(cells[0]) > 40:
            raise BadLine(N_("第%(line)s行应当有三栏：等级、最低金额、最高金额"), line=place)
        least, most = _yuan(cells[1], place), _yuan(cells[2], place)
        if least > most or cells[0] in {each.name for each in found}:
            raise BadLine(N_("第%(line)s行的等级重复，或者最低金额高于最高金额"), line=place)
        found.append(Grade(cells[0], least, most))
    if len(found) > MOST_GRADES:
        raise BadLine(N_("等级太多"))
    return tuple(found)


def _yuan(text: str, place: int) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not (amount.is_finite() and 0 < amount < 10**9 and amount == amount.quantize(Decimal("0.01"))):
        raise BadLine(N_("第%(line)s行的金额应当大于零，最多两位小数"), line=place)
    return amount


def written(grades: tuple[Grade, ...]) -> str:
    """The grades as `read` takes them."""
    return "\n".join(f"{each.name}｜{each.least}｜{each.most}" for each in grades)


def decision_period(days: int) -> Period:
    """The time for the decision that the decree sets."""
    return Period(
        days,
        Unit.WORKING_DAYS,
        N_("提出奖励"),
        Roll.NONE,
        LABOUR_SUPERVISION_REGULATIONS.article(9, 3),
        provisional_note=N_("期限由本机关的奖励办法规定"),
    )
