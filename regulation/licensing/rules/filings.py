"""Filing of services, 《人力资源市场暂行条例》第十八条第二款: a notice after the start, checked for its form only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from regulation.law.calendar import WorkCalendar
from regulation.law.citation import HRM_REGULATIONS
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.licensing.status import Service
from regulation.words import N_

FILING_PERIOD = DatedValue(
    "licensing.filing_period",
    N_("备案期限（自开展业务之日起）"),
    (
        Since(
            date(2018, 10, 1),
            Period(
                15,
                Unit.CALENDAR_DAYS,
                N_("开展业务"),
                Roll.NEXT_WORKING_DAY,
                HRM_REGULATIONS.article(18, 2),
                provisional_note=N_("条例只写“15日”，此处按自然日计算"),
            ),
            HRM_REGULATIONS.article(18, 2),
            doubt=N_("15日是自然日还是工作日，待确认"),
        ),
    ),
)


@rule(HRM_REGULATIONS.article(18, 2))
def filing_due(started_on: date, calendar: WorkCalendar) -> Due:
    """A firm files within fifteen days of starting one of the six services.

    Reading: calendar days; a last day off moves to the next working day.
    """
    return FILING_PERIOD.on(max(started_on, FILING_PERIOD.values[0].in_force_from)).due(started_on, calendar)


@rule(HRM_REGULATIONS.article(18, 2), HRM_REGULATIONS.article(42, 2))
def days_late(due_on: date, filed_on: date) -> int:
    """How many days a filing or report came late. Lateness is recorded; only a refusal to correct is finable."""
    return max(0, (filed_on - due_on).days)


@rule(HRM_REGULATIONS.article(18, 2))
def is_in_order(services: Collection[str], started_on: date, today: date) -> dict[str, str]:
    """A filing is checked for its form alone: it names services of the list and a day of starting that has come."""
    errors: dict[str, str] = {}
    if not services:
        errors["services"] = N_("请选择已开展的业务")
    elif set(services) - set(Service):
        errors["services"] = N_("含有不需要备案的业务")
    if started_on > today:
        errors["started_on"] = N_("开展业务的日期不能晚于今天；业务开展后再备案")
    return errors


@rule(HRM_REGULATIONS.article(18, 2), HRM_REGULATIONS.article(21))
def ends_in_order(
    services: Collection[str], filed: Collection[str], started_on: date, ended_on: date, today: date
) -> dict[str, str]:
    """The end of filed services is checked for its form alone: some of what is filed, and a day that has come."""
    errors: dict[str, str] = {}
    if not services or set(services) - set(filed):
        errors["services"] = N_("请选择不再开展的业务")
    if ended_on > today:
        errors["ended_on"] = N_("停止开展业务的日期不能晚于今天")
    elif ended_on < started_on:
        errors["ended_on"] = N_("停止开展业务的日期不能早于开展日期")
    return errors
