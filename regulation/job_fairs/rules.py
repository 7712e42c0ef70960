"""What the organizer of a job fair owes, and when. Pure.

The duties stand in 《人力资源市场暂行条例》第二十八条 and in the Regulations on mass events; the days of filing and of
figures are Beijing's own notice, known by summary only, so they are values that carry this doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulation.job_fairs.status import FairKind, Mode, PoliceBody
from regulation.law.calendar import WorkCalendar
from regulation.law.citation import (
    BEIJING_JOB_FAIR_NOTICE,
    BEIJING_MASS_EVENTS,
    EMPLOYMENT_PROMOTION_LAW,
    HRM_REGULATIONS,
    MASS_EVENTS_REGULATIONS,
    ORDER_50,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.words import N_

NOTICE = BEIJING_JOB_FAIR_NOTICE.whole()
IN_FORCE = date(2020, 9, 1)
_SUMMARY = N_("依据北京市2020年通告的转述，现行规定待核对")

# --- When to file --------------------------------------------------------------------------------------

#: Month and day of the year before.
PLAN_DAY = DatedValue(
    "job_fairs.plan_day",
    N_("定期招聘会年度计划的报送日（上一年）"),
    (Since(IN_FORCE, (12, 15), NOTICE, doubt=_SUMMARY),),
)
FILING_AHEAD = DatedValue(
    "job_fairs.filing_ahead",
    N_("一次性招聘会的备案期限"),
    (
        Since(
            IN_FORCE,
            Period(15, Unit.CALENDAR_DAYS, N_("招聘会举办"), Roll.NONE, NOTICE, provisional_note=_SUMMARY),
            NOTICE,
            doubt=_SUMMARY,
        ),
    ),
)
#: Day of the month.
MONTHLY_DAY = DatedValue(
    "job_fairs.monthly_day",
    N_("定期招聘会月度统计的报送日"),
    (Since(IN_FORCE, 28, NOTICE, doubt=N_("28日报送的是当月还是上月数据，待核对；此处按当月")),),
)
AFTER_FAIR = DatedValue(
    "job_fairs.after_fair",
    N_("一次性招聘会统计的报送期限"),
    (
        Since(
            IN_FORCE,
            Period(
                7,
                Unit.CALENDAR_DAYS,
                N_("招聘会结束"),
                Roll.NEXT_WORKING_DAY,
                NOTICE,
                provisional_note=N_("通告的7日是自然日还是工作日，待核对；此处按自然日"),
            ),
            NOTICE,
            doubt=_SUMMARY,
        ),
    ),
)


def _held(on: date) -> date:
    """Values of the notice apply to earlier days too: no other is known."""
    return max(on, IN_FORCE)


@rule(NOTICE)
def plan_due(year: int) -> date:
    """An organizer of regular fairs files next year's plan by 15 December."""
    month, day = PLAN_DAY.on(_held(date(year - 1, 12, 1)))
    return date(year - 1, month, day)


@rule(NOTICE)
def filed_by(first_day: date, calendar: WorkCalendar) -> date:
    """A one-off fair is filed fifteen days before its first day, days off counted."""
    return FILING_AHEAD.on(_held(first_day)).last_day_before(first_day, calendar)


@rule(NOTICE)
def figures_due(kind: FairKind, last_day: date, calendar: WorkCalendar) -> Due | date:
    """Regular fairs report monthly by the 28th, one-off fairs within seven days of their end.

    Reading: a regular fair held after the 28th is reported with the next month.
    """
    if kind is FairKind.ONE_OFF:
        return AFTER_FAIR.on(_held(last_day)).due(last_day, calendar)
    day = MONTHLY_DAY.on(_held(last_day))
    if last_day.day <= day:
        return last_day.replace(day=day)
    following = date(last_day.year + last_day.month // 12, last_day.month % 12 + 1, 1)
    return following.replace(day=day)


@rule(NOTICE)
def days_late(due_on: date, filed_on: date) -> int:
    """Lateness is computed and shown; the notice sets no punishment for it."""
    return max(0, (filed_on - due_on).days)


# --- Large fairs: 《大型群众性活动安全管理条例》 -----------------------------------------------------------------

LARGE = MASS_EVENTS_REGULATIONS.article(2)
LARGE_FROM, CITY_FROM = 1_000, 5_000
APPLY_AHEAD = DatedValue(
    "job_fairs.police_apply_ahead",
    N_("申请大型群众性活动安全许可的期限"),
    (
        Since(
            date(2007, 10, 1),
            Period(20, Unit.CALENDAR_DAYS, N_("活动举办"), Roll.NONE, MASS_EVENTS_REGULATIONS.article(13)),
            MASS_EVENTS_REGULATIONS.article(13),
        ),
    ),
)


@rule(LARGE, MASS_EVENTS_REGULATIONS.article(12), BEIJING_MASS_EVENTS.whole())
def police_body(expected: int, mode: Mode) -> PoliceBody:
    """A fair expecting a thousand people or more in a session needs a safety licence: of the county police below five
    thousand, of the city's from five thousand on. Nobody gathers at an online fair.
    """
    if mode is Mode.ONLINE or expected < LARGE_FROM:
        return PoliceBody.NONE
    return PoliceBody.COUNTY if expected < CITY_FROM else PoliceBody.CITY


@rule(MASS_EVENTS_REGULATIONS.article(13))
def police_asked_by(first_day: date, calendar: WorkCalendar) -> date:
    """The organizer applies to the police twenty days before the event."""
    return APPLY_AHEAD.on(first_day).last_day_before(first_day, calendar)


# --- What is filed -----------------------------------------------------------------------------------------

MOST_PEOPLE = 1_000_000
MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the form lacks: the field, what to do, and why."""

    field: str
    message: str
    citation: Citation


#: 第二十八条: plans made, employers verified, the fair published beforehand.
PLANS: dict[str, str] = {
    "implementation_plan": N_("招聘会组织实施办法"),
    "emergency_plan": N_("应急预案"),
    "security_plan": N_("安全保卫工作方案"),
}
_NEEDED: dict[str, str] = {
    "name": N_("请填写招聘会名称"),
    "mode": N_("请选择举办方式"),
    "area": N_("请选择举办地所在区"),
    "contact_name": N_("请填写联系人"),
    "contact_phone": N_("请填写联系电话"),
}


@rule(HRM_REGULATIONS.article(28), NOTICE, ORDER_50.article(5, 2))
def missing(answers: Mapping[str, Any], today: date) -> list[Missing]:
    """A filing is checked for its form: what, where, when, how many; the three plans of Article 28; employers verified.

    On site a venue and a desk for complaints of discrimination with its telephone; online an address.
    """
    found = [Missing(key, words, NOTICE) for key, words in _NEEDED.items() if not answers.get(key)]
    mode = answers.get("mode")
    if mode in (Mode.ONSITE, Mode.BOTH):
        if not answers.get("venue"):
            found.append(Missing("venue", N_("请填写举办地点"), NOTICE))
        if not answers.get("complaint_phone"):
            found.append(Missing("complaint_phone", N_("请填写现场投诉台电话"), NOTICE))
    if mode in (Mode.ONLINE, Mode.BOTH) and not answers.get("website"):
        found.append(Missing("website", N_("请填写网络招聘会的网址或者应用程序名称"), NOTICE))
    found += _days(answers.get("first_day"), answers.get("last_day"), today)
    for key in ("expected", "booths", "employers", "posts"):
        value = answers.get(key)
        if value is None:
            found.append(Missing(key, N_("请填写数量，没有的填0"), NOTICE))
        elif not 0 <= value <= MOST_PEOPLE:
            found.append(Missing(key, N_("数量应当在0到%(most)s之间"), NOTICE))
    found += [
        Missing(key, N_("请确认已制定该方案"), HRM_REGULATIONS.article(28))
        for key in PLANS
        if not answers.get(key)
    ]
    if not answers.get("employers_verified"):
        found.append(
            Missing(
                "employers_verified",
                N_("请确认将核实参会用人单位的主体资格和招聘简章"),
                HRM_REGULATIONS.article(28),
            )
        )
    return found


def _days(first: date | None, last: date | None, today: date) -> list[Missing]:
    if first is None or last is None:
        return [
            Missing(key, N_("请填写日期"), NOTICE)
            for key, day in (("first_day", first), ("last_day", last))
            if day is None
        ]
    if last < first:
        return [Missing("last_day", N_("结束日期早于开始日期"), NOTICE)]
    if (last - first).days >= MOST_DAYS:
        return [Missing("last_day", N_("一次备案的招聘会不超过%(days)s天，更长的请分次备案"), NOTICE)]
    if first <= today:
        return [Missing("first_day", N_("招聘会应当在举办前备案"), NOTICE)]
    return []


@rule(EMPLOYMENT_PROMOTION_LAW.article(37))
def must_be_free(*, organizer_is_public: bool) -> bool:
    """Fairs of public employment services are free for workers."""
    return organizer_is_public


# --- Figures -------------------------------------------------------------------------------------------------

#: D-60: what is counted of a fair.
FIGURES: dict[str, str] = {
    "employers": N_("参会用人单位（家）"),
    "posts": N_("提供岗位（个）"),
    "openings": N_("招聘人数（人）"),
    "visitors": N_("入场求职者（人次）"),
    "graduates": N_("其中：高校毕业生（人次）"),
    "intentions": N_("初步达成意向（人）"),
}


@rule(NOTICE)
def wrong_figures(figures: Mapping[str, int | None]) -> dict[str, str]:
    """Each figure is given, none is negative; graduates are among the visitors, intentions among the openings' seekers."""
    wrong: dict[str, str] = {}
    for key in FIGURES:
        value = figures.get(key)
        if value is None:
            wrong[key] = N_("请填写数量，没有的填0")
        elif not 0 <= value <= MOST_PEOPLE * 10:
            wrong[key] = N_("数量应当在0到%(most)s之间")
    if wrong:
        return wrong
    said = {key: value for key, value in figures.items() if value is not None}
    if said["graduates"] > said["visitors"]:
        wrong["graduates"] = N_("高校毕业生多于入场求职者")
    if said["intentions"] > said["visitors"]:
        wrong["intentions"] = N_("达成意向的人数多于入场求职者")
    if said["posts"] and not said["employers"]:
        wrong["employers"] = N_("有岗位而没有用人单位")
    if said["openings"] < said["posts"]:
        wrong["openings"] = N_("招聘人数少于岗位数：一个岗位至少招一人")
    return wrong


def fair_number(organ_code: str, year: int, serial: int) -> str:
    """Number of a filing: ZPH-110105-2026-0001."""
    return f"ZPH-{organ_code}-{year}-{serial:04d}"
