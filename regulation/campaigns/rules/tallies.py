"""What a department may report, and whom a matter of ours is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation.campaigns.status import MONEY, RECORDED, Department, Measure, Target
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

#: More than any campaign has; a slip of the hand is not taken for a figure.
MOST = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a day. `value` None: the department does not know."""

    day: date
    department: str
    area: str
    target: str
    violation: str
    measure: str
    value: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a campaign was approved for."""

    departments: Collection[str]
    areas: Collection[str]
    targets: Collection[str]
    violations: Collection[str]
    from_on: date
    until_on: date


def problems(line: Line, scope: Scope, today: date) -> dict[str, str]:
    """Message by field for a line that is not of this campaign, or that its records already count."""
    wrong: dict[str, str] = {}
    if not scope.from_on <= line.day <= min(scope.until_on, today):
        wrong["day"] = N_("日期应在专项行动期间之内，不能晚于今天")
    if line.department not in scope.departments:
        wrong["department"] = N_("请选择参加本次专项行动的部门")
    if line.area not in scope.areas:
        wrong["area"] = N_("请选择本次专项行动范围内的地区")
    if line.target and line.target not in scope.targets:
        wrong["target"] = N_("请选择本次专项行动的对象")
    if line.violation and line.violation not in scope.violations:
        wrong["violation"] = N_("请选择本次专项行动列明的违法行为")
    if not line.source.strip():
        wrong["source"] = N_("请写明数据的来源，例如报送单位的函件或者报表")
    return wrong | _of_measure(line)


def _of_measure(line: Line) -> dict[str, str]:
    if line.measure not in set(Measure):
        return {"measure": N_("请选择填报的指标")}
    if line.department == Department.HRSS and line.measure in RECORDED:
        return {"measure": N_("本部门的这项数据由系统按记录统计，不另行填报，以免重复计算")}
    value = line.value
    if value is None:
        return {}
    if not 0 <= value <= MOST:
        return {"value": N_("请填写不小于0的数")}
    if line.measure not in MONEY and value != value.to_integral_value():
        return {"value": N_("这项数据是整数")}
    if value != value.quantize(Decimal("0.01")):
        return {"value": N_("金额精确到分，最多两位小数")}
    return {}


def target_of(
    registrations: AbstractSet[str], capacities: AbstractSet[str], *, is_account: bool = False
) -> Target:
    """Whom a matter is about, as a proposal for the official: by what the party holds, else by what it is said to have done."""
    if is_account:
        return Target.ACCOUNT
    if registrations == {"dispatch_licence"}:
        return Target.DISPATCH
    if registrations:
        return Target.AGENCY
    if capacities and capacities <= {"employer", "user_unit"}:
        return Target.EMPLOYER
    if capacities == {"dispatcher"}:
        return Target.DISPATCH
    return Target.UNLICENSED
