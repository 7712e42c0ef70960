"""What is owed on a day: instalments, the surcharge to the day, and the days on which none runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from regulation.law import money
from regulation.law.citation import COMPULSION_LAW, PENALTY_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit, add_months
from regulation.penalties.rules.fines import ZERO, Refusal
from regulation.words import N_

_DAY = timedelta(days=1)
_LAW = date(2021, 7, 15)

#: Three per cent a day.
SURCHARGE_RATE = DatedValue(
    "penalties.surcharge_rate",
    N_("加处罚款的日比例"),
    (Since(_LAW, Decimal("0.03"), PENALTY_LAW.article(72, 1, 1)),),
)
WHOLE, UNPAID = "whole", "unpaid"
#: On what the rate is taken once a part was paid or is not due yet.
SURCHARGE_BASE = DatedValue(
    "penalties.surcharge_base",
    N_("加处罚款的计算基数：unpaid 为到期未缴的部分，whole 为罚款全额"),
    (
        Since(
            _LAW,
            UNPAID,
            PENALTY_LAW.article(72, 1, 1),
            doubt=N_(
                "条文为“按罚款数额的百分之三”，部分缴纳以后的基数没有规定；此处按到期未缴的部分计算，对当事人有利"
            ),
        ),
    ),
)
#: The demand before the court is asked: ten days, which in this law are working days (第六十九条).
DEMAND = Period(10, Unit.WORKING_DAYS, N_("催告书送达"), Roll.NONE, COMPULSION_LAW.article(54))
#: How far a deferral may reach. The law names no end.
LONGEST_DEFERRAL = DatedValue(
    "penalties.longest_deferral_months",
    N_("延期、分期缴纳的最长时间（月，自原缴款截止日起）"),
    (
        Since(
            _LAW,
            12,
            PENALTY_LAW.article(66, 2),
            doubt=N_("法律没有规定延期、分期的最长时间，十二个月为系统配置"),
        ),
    ),
)

#: First and last day on which no surcharge runs; None while the review or the suit is pending.
Stay = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Part:
    """An amount and its day: a payment on the day it was made, an instalment on the last day to pay it."""

    on: date
    amount: Decimal


def _sum(parts: Sequence[Part], before: date) -> Decimal:
    """What fell on the days before one day."""
    return sum((each.amount for each in parts if each.on < before), ZERO)


@rule(PENALTY_LAW.article(66, 2))
def broken_on(dues: Sequence[Part], payments: Sequence[Part], today: date) -> date | None:
    """The last day of the first instalment that was not paid in full by it; None while the schedule is kept.

    Payments count for the earliest instalment first.
    """
    asked = ZERO
    for due in sorted(dues, key=lambda each: each.on):
        asked += due.amount
        if due.on < today and _sum(payments, due.on + _DAY) < asked:
            return due.on
    return None


@rule(PENALTY_LAW.article(66, 2))
def fallen_due(dues: Sequence[Part], payments: Sequence[Part], today: date) -> list[Part]:
    """The schedule as it holds on a day: after a missed instalment all later ones are due on that instalment's day.

    Reading: the law says nothing of a missed instalment; the approval makes this its condition.
    """
    broken = broken_on(dues, payments, today)
    if broken is None:
        return list(dues)
    return [Part(min(each.on, broken), each.amount) for each in dues]


@rule(PENALTY_LAW.article(66, 2))
def within(dues: Sequence[Part], fine: Decimal) -> list[Part]:
    """The schedule of a fine that was lowered since: what is no longer owed falls away from its end.

    Reading: no article says which instalments a lower fine leaves; the days agreed on stay for what is still to be paid.
    """
    left, found = fine, []
    for due in sorted(dues, key=lambda each: each.on):
        if left <= 0:
            break
        found.append(Part(due.on, min(due.amount, left)))
        left -= due.amount
    return found


@rule(PENALTY_LAW.article(73, 1))
def moved(dues: Sequence[Part], suspensions: Sequence[Stay], on: date) -> list[Part]:
    """The last days to pay as they stand on a day, after execution was suspended: what was left of the time runs on afterwards.

    Reading: the law says that execution stops, not what becomes of a period that runs. A day that had passed before the
    suspension stays where it was. While one lasts, no day falls due.
    """
    found = []
    for due in dues:
        day = due.on
        for begun, ended in sorted(suspensions, key=lambda each: each[0]):
            if begun <= day and begun <= on:
                day += (min(ended or on, on) - begun) + _DAY
        found.append(Part(day, due.amount))
    return found


@rule(PENALTY_LAW.article(73, 1))
def suspended_refused(day: date, suspensions: Sequence[Stay]) -> Refusal | None:
    """Nothing that executes the decision is done while its execution is suspended."""
    if is_stayed(day, suspensions):
        return Refusal(
            N_("复议、诉讼期间已停止执行，不能加处罚款、催告或者申请强制执行"), PENALTY_LAW.article(73, 1)
        )
    return None


@rule(PENALTY_LAW.article(73, 3))
def is_stayed(day: date, stays: Sequence[Stay]) -> bool:
    """Whether the day lies within a review or a suit, whose days are not counted; first and last day belong to it."""
    return any(begun <= day and (ended is None or day <= ended) for begun, ended in stays)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on end on which the same is overdue: what they add to the surcharge, nothing within a review or a suit."""

    from_on: date
    to_on: date
    base: Decimal
    rate: Decimal
    is_stayed: bool
    amount: Decimal

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days + 1


@rule(PENALTY_LAW.article(72, 1, 1), PENALTY_LAW.article(73, 3))
def stretches(
    fine: Decimal,
    dues: Sequence[Part],
    payments: Sequence[Part],
    until: date,
    stays: Sequence[Stay] = (),
) -> list[Stretch]:
    """How the surcharge comes about, day by day and drawn together: three per cent of what is overdue, up to the fine.

    The day after the due day is the first; the day of payment is the last. Days within a review or a suit are not
    counted. `dues` are the instalments of the fine, one for a fine that is due at once. The amounts add up to the cent.
    """
    if not fine or not dues:
        return []
    dues = fallen_due(dues, payments, until)
    day = min(each.on for each in dues) + _DAY
    rate = SURCHARGE_RATE.on(max(until, _LAW))
    base_rule = SURCHARGE_BASE.on(max(until, _LAW))
    found: list[Stretch] = []
    total = ZERO
    while day <= until and total < fine:
        overdue = _sum(dues, day) - _sum(payments, day)
        if overdue > 0:
            stayed = is_stayed(day, stays)
            base = fine if base_rule == WHOLE else overdue
            before = min(money.rounded(total), fine)
            total += ZERO if stayed else rate * base
            _lengthen(found, Stretch(day, day, base, rate, stayed, min(money.rounded(total), fine) - before))
        elif _sum(payments, day) >= fine:
            break
        day += _DAY
    return found


def _lengthen(found: list[Stretch], day: Stretch) -> None:
    """Add a day to the last stretch, or begin another."""
    if found:
        last = found[-1]
        if last.to_on + _DAY == day.from_on and (last.base, last.is_stayed) == (day.base, day.is_stayed):
            found[-1] = replace(last, to_on=day.to_on, amount=last.amount + day.amount)
            return
    found.append(day)


@rule(PENALTY_LAW.article(72, 1, 1), PENALTY_LAW.article(73, 3))
def surcharge(
    fine: Decimal,
    dues: Sequence[Part],
    payments: Sequence[Part],
    until: date,
    stays: Sequence[Stay] = (),
) -> Decimal:
    """Three per cent for every day on which a part of the fine is overdue, never more than the fine itself."""
    return sum((each.amount for each in stretches(fine, dues, payments, until, stays)), ZERO)


@rule(PENALTY_LAW.article(72, 1, 1))
def cap_reached_on(due_on: date) -> date:
    """The day on which the surcharge of a fine that nobody pays reaches the fine: the thirty-fourth, without any stay."""
    rate = SURCHARGE_RATE.on(max(due_on, _LAW))
    return due_on + timedelta(days=int((1 / rate).to_integral_value(ROUND_CEILING)))


@rule(PENALTY_LAW.article(66, 2))
def deferral_refused(
    dues: Sequence[Part], *, owed: Decimal, asked_on: date, pay_due_on: date
) -> Refusal | None:
    """A deferral or instalments are asked for before the last day of payment, cover what is owed, and come to an end."""
    cited = PENALTY_LAW.article(66, 2)
    if asked_on > pay_due_on:
        return Refusal(N_("延期、分期缴纳应当在缴款期限届满前申请"), cited)
    if not dues or any(each.amount <= 0 for each in dues):
        return Refusal(N_("请写明每期的截止日期和金额"), cited)
    days = [each.on for each in dues]
    if days[0] < asked_on:
        return Refusal(N_("第一期的截止日%(day)s早于申请之日"), cited, (("day", days[0].isoformat()),))
    if days != sorted(set(days)):
        return Refusal(N_("各期的截止日应当由早到晚，不得重复"), cited)
    if days[-1] <= pay_due_on:
        return Refusal(N_("最后一期应当晚于原缴款期限%(day)s"), cited, (("day", pay_due_on.isoformat()),))
    total = sum((each.amount for each in dues), ZERO)
    if total != owed:
        return Refusal(
            N_("各期金额合计%(total)s元，应当等于未缴的罚款%(owed)s元"),
            cited,
            (("total", money.figures(total)), ("owed", money.figures(owed))),
        )
    months = LONGEST_DEFERRAL.on(max(asked_on, _LAW))
    if days[-1] > add_months(pay_due_on, months):
        return Refusal(
            N_("最后一期超过最长期限：原缴款期限届满后%(months)s个月，即%(day)s"),
            cited,
            (("months", str(months)), ("day", add_months(pay_due_on, months).isoformat())),
        )
    return None


@rule(PENALTY_LAW.article(66, 2))
def asking_refused(*, has_plan: bool, owed: Decimal, pay_due_on: date | None) -> Refusal | None:
    """A deferral is of a fine that is owed, and one at a time: the one before was refused, or there was none."""
    cited = PENALTY_LAW.article(66, 2)
    if has_plan:
        return Refusal(N_("已有延期、分期的申请"), cited)
    if pay_due_on is None or owed <= 0:
        return Refusal(N_("没有应缴的罚款"), cited)
    return None


@rule(PENALTY_LAW.article(66, 2))
def granting_refused(parts: Sequence[Part], *, owed: Decimal, today: date) -> Refusal | None:
    """What is granted is of what is owed on the day it is granted, and its days lie ahead."""
    cited = PENALTY_LAW.article(66, 2)
    if sum((each.amount for each in parts), ZERO) != owed:
        return Refusal(N_("申请之后已有缴款，各期金额与未缴的罚款不符，请当事人重新申请"), cited)
    if parts[0].on < today:
        return Refusal(N_("第一期的截止日已过，请当事人重新申请"), cited)
    return None


@rule(PENALTY_LAW.article(72, 1, 1))
def surcharge_refused(*, overdue_on: date | None, surcharge: Decimal) -> Refusal | None:
    """A surcharge is imposed on a fine whose last day passed unpaid, once a day of it counts."""
    if overdue_on is None or surcharge <= 0:
        return Refusal(N_("没有逾期未缴的罚款，不能加处罚款"), PENALTY_LAW.article(72, 1, 1))
    return None


@rule(PENALTY_LAW.article(66, 2))
def equal_parts(owed: Decimal, first_on: date, n: int) -> list[Part]:
    """So many equal instalments, one a month from the first day on; what does not divide falls to the last."""
    each = (owed / n).quantize(Decimal("0.01"), ROUND_FLOOR)
    amounts = [each] * (n - 1) + [owed - each * (n - 1)]
    return [Part(add_months(first_on, at), amount) for at, amount in enumerate(amounts)]


@rule(COMPULSION_LAW.article(54), COMPULSION_LAW.article(45, 1))
def demand_refused(
    *,
    left: Decimal,
    last_due_on: date | None,
    today: date,
    is_untold: bool = False,
    is_on_its_way: bool = False,
) -> Refusal | None:
    """A demand needs a duty whose time has passed unperformed, and that no other demand is on its way to the party.

    A surcharge that was decided is told before it is demanded.
    """
    cited = COMPULSION_LAW.article(54)
    if is_on_its_way:
        return Refusal(N_("已有尚未送达的催告书"), cited)
    if is_untold:
        return Refusal(N_("加处罚款决定书尚未送达当事人，不能催告"), COMPULSION_LAW.article(45, 1))
    if last_due_on is None or left <= 0:
        return Refusal(N_("没有到期未履行的缴款义务，无须催告"), cited)
    if today <= last_due_on:
        return Refusal(N_("缴款期限尚未届满，不能催告"), cited)
    return None


@rule(COMPULSION_LAW.article(36))
def answer_refused(*, is_served: bool) -> Refusal | None:
    """The party speaks on a demand that it received."""
    return None if is_served else Refusal(N_("催告书尚未送达"), COMPULSION_LAW.article(36))
