"""What a firm may do about a visit: check it at the door, refuse, report, rate. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from regulation.inspections.status import TaskStatus
from regulation.law import beijing
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_INSPECTION_OPINIONS,
    ENTERPRISE_INSPECTION_OPINIONS,
    PENALTY_LAW,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.words import N_


class ReportKind(StrEnum):
    """What went wrong as officers came."""

    OFFICER = "officer"
    NO_CODE = "no_code"
    BEYOND_FORM = "beyond_form"
    UNPLANNED = "unplanned"


REPORT_NAMES: dict[ReportKind, str] = {
    ReportKind.OFFICER: N_("到场人员不在本次检查的名单上"),
    ReportKind.NO_CODE: N_("没有扫码亮证"),
    ReportKind.BEYOND_FORM: N_("超出检查单检查或者有禁止的行为"),
    ReportKind.UNPLANNED: N_("没有通知、没有检查码的检查"),
}

#: After so many days a code of the door no longer opens the rating.
RATING_DAYS = DatedValue(
    "inspections.rating_days",
    N_("检查结束后可以评价的天数"),
    (
        Since(
            date(2024, 12, 30),
            30,
            ENTERPRISE_INSPECTION_OPINIONS.whole(),
            doubt=N_("法规没有规定评价的期限，此为本系统的设定"),
        ),
    ),
)

#: Visits that have begun can be rated; before, there is nothing to say.
VISITED = frozenset({TaskStatus.STARTED, TaskStatus.SUBMITTED, TaskStatus.CONFIRMED, TaskStatus.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Door:
    """What decides whether officers may come in on a code: its day, and how its visit stands."""

    day: date
    status: str
    visit_from: date | None
    visit_until: date | None
    is_named: bool


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(69), BEIJING_INSPECTION_OPINIONS.whole(), PENALTY_LAW.article(55))
def door_refusal(door: Door, today: date) -> str | None:
    """Why a firm need not open on this code, or None: another day's code, a visit withdrawn, an officer not named."""
    if door.day != today:
        return N_("此码不是今天的。请检查人员出示今天的检查码；不能出示的，您有权拒绝检查")
    if (
        door.status not in {TaskStatus.NOTIFIED, *VISITED}
        or door.visit_from is None
        or door.visit_until is None
    ):
        return N_("这次检查没有有效的审批和通知，您有权拒绝检查")
    if not door.visit_from <= today <= door.visit_until:
        return N_("今天不在批准的检查期间内，您有权拒绝检查")
    if not door.is_named:
        return N_("出示此码的人员不在批准的名单上，您有权拒绝其检查")
    return None


@rule(ENTERPRISE_INSPECTION_OPINIONS.whole())
def rating_refusal(status: str, started_at: datetime | None, has_rating: bool, today: date) -> str | None:
    """A firm rates a visit once, after it began, within its time."""
    if status not in VISITED or started_at is None:
        return N_("检查还没有开始，不能评价")
    if has_rating:
        return N_("本次检查已经评价过，每次检查评价一次")
    if (today - beijing.legal_day(started_at)).days > RATING_DAYS.on(today):
        return N_("评价的期间已过")
    return None


@rule(BEIJING_INSPECTION_OPINIONS.whole(), ENTERPRISE_INSPECTION_OPINIONS.whole())
def rating_is_visible_to(is_member: bool, status: str) -> bool:
    """Who went does not read what the firm said before the record is closed; the desk may."""
    return not is_member or status in {TaskStatus.CONFIRMED, TaskStatus.PUBLISHED}


def report_gaps(facts: str, happened_at: datetime, now: datetime) -> dict[str, str]:
    """What a report still lacks, by field."""
    gaps = {}
    if len(facts.strip()) < 6:
        gaps["facts"] = N_("请写明看到的情况，不少于6个字")
    if happened_at > now:
        gaps["happened_at"] = N_("时间不能晚于现在")
    return gaps
