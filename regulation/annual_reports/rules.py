"""Windows, days and duties of the yearly report. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from regulation.annual_reports.status import Status
from regulation.indicators import periods
from regulation.indicators.indicator import FormKind
from regulation.law.citation import HRM_REGULATIONS, ORDER_19, Citation
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

#: 第三十六条第一款: firms report within the prescribed period; which period, the office prescribes each year.
DUTY = HRM_REGULATIONS.article(36)
#: 第四十四条: not reporting is ordered to be put right; refusal is fined.
SANCTION = HRM_REGULATIONS.article(44)
#: 第二十二条: dispatch firms, their subsidiaries and branches report by 31 March.
DISPATCH_DUTY = ORDER_19.article(22, doubt=N_("第二十二条依据转述，未核对原文"))
#: 第二十三条: the organ verifies the report and enters the result in the firm's record.
DISPATCH_VERIFICATION = ORDER_19.article(23, doubt=N_("第二十三条依据转述，未核对原文"))
#: The reports that this area takes.
KINDS = (FormKind.OPERATING, FormKind.DISPATCH)
KIND_NAMES: dict[FormKind, str] = {
    FormKind.OPERATING: N_("经营情况年度报告"),
    FormKind.DISPATCH: N_("劳务派遣经营情况报告"),
}


def duty_of(kind: FormKind) -> Citation:
    """The article by which a report is owed."""
    return DISPATCH_DUTY if kind is FormKind.DISPATCH else DUTY


Phase = periods.Phase
PHASES = periods.PHASES


@dataclass(frozen=True, slots=True)
class FormVersion:
    """The form as it was issued. An approval that was not entered is shown as such, never made up."""

    edition: int
    number: str
    title: str
    issuing_body: str
    approval_number: str
    valid_from: date
    expires_on: date | None
    kind: FormKind = FormKind.OPERATING

    def is_valid_on(self, day: date) -> bool:
        """Whether the form may be used. Its last day counts."""
        return periods.is_in_force(self.valid_from, self.expires_on, day)


@dataclass(frozen=True, slots=True)
class Window:
    """The period prescribed for one year's report. Both days belong to it, by the clocks of Beijing."""

    year: int
    opens_on: date
    closes_on: date
    notice: str
    form: FormVersion
    #: A second person of the firm must sign what the first prepared.
    two_persons: bool = False
    #: Until when the organ still takes a missing report, marked as late; None: not at all.
    late_until: date | None = None
    kind: FormKind = FormKind.OPERATING

    @property
    def period(self) -> periods.Period:
        """Its days."""
        return periods.Period(self.opens_on, self.closes_on, self.late_until)

    def phase(self, now: datetime) -> Phase:
        """Where the window stands at an instant. The last day ends at 24:00 in Beijing."""
        return self.period.phase(now)

    def days_left(self, now: datetime) -> int:
        """Days until the last day; negative afterwards."""
        return self.period.days_left(now)


def reference_day(year: int) -> date:
    """Who was on the register on this day owes the year's report. Reading: as for the statistical return."""
    return date(year, 12, 31)


#: No text sets reminders; these are the office's service to firms.
REMINDER_DAYS = DatedValue(
    "annual_reports.reminder_days",
    N_("年度报告截止前的提醒日（剩余天数）"),
    (
        Since(
            date(2018, 10, 1),
            (30, 14, 3),
            DUTY,
            doubt=N_("条文没有规定提醒，提醒日为系统配置，由主管机关确认"),
        ),
    ),
)


@rule(DUTY, DISPATCH_DUTY)
def reminder_stage(days_left: int, on: date) -> int | None:
    """Which reminder is due: the latest whose day has come; none before the first, and none after the last day.

    A job that did not run on the very day sends the reminder later, never two at once.
    """
    if days_left < 0:
        return None
    return min((each for each in REMINDER_DAYS.on(on) if days_left <= each), default=None)


@rule(DUTY, SANCTION, DISPATCH_DUTY)
def is_overdue(status: Status, window: Window, now: datetime) -> bool:
    """Nothing filed although the period is over. A returned report was filed in time; correcting it has no period
    of its own in the Regulations.
    """
    is_past = window.phase(now) in {Phase.LATE, Phase.CLOSED}
    return is_past and status in {Status.NOT_FILED, Status.DRAFT}


@rule(DUTY, DISPATCH_DUTY)
def may_write(status: Status, window: Window, now: datetime) -> bool:
    """Whether the firm may write in its draft now.

    Before the window opens nobody can. After its last day a missing report is taken, and marked as
    late, only as long as the window allows; a returned one can always be corrected.
    """
    if status is Status.RETURNED:
        return True
    return status in {Status.NOT_FILED, Status.DRAFT} and window.phase(now) in {Phase.OPEN, Phase.LATE}


def window_problems(  # noqa: PLR0917 - the lines of one form
    opens_on: date,
    closes_on: date,
    year: int,
    form: FormVersion,
    late_until: date | None = None,
    kind: FormKind = FormKind.OPERATING,
) -> dict[str, str]:
    """What is wrong with a window before it is opened; messages by field."""
    problems: dict[str, str] = {}
    if opens_on <= reference_day(year):
        problems["opens_on"] = N_("填报期应在报告年度结束之后开始")
    if closes_on < opens_on:
        problems["closes_on"] = N_("截止日期不能早于开始日期")
    if late_until is not None and late_until <= closes_on:
        problems["late_until"] = N_("补报截止日期应晚于截止日期")
    if form.kind is not kind:
        problems["form_version"] = N_("所选报表不是这种报告的报表")
    elif not form.is_valid_on(opens_on):
        problems["form_version"] = N_("所选报表在开始日期尚未生效或者已经失效，不能开放填报")
    elif not form.is_valid_on(closes_on):
        problems["form_version"] = N_("所选报表在截止日期之前失效，不能开放填报")
    return problems


#: Why a firm owes the report, by the registration that makes it owe it.
DUTY_REASONS: dict[str, str] = {
    "hr_licence": N_("年末持有人力资源服务许可证"),
    "filing": N_("年末已办理人力资源服务备案"),
    "branch_report": N_("外地机构在京设立的分支机构，年末已书面报告"),
    "dispatch_licence": N_("年末持有劳务派遣经营许可证"),
}
