"""Rounds, their days and their forms: when a return may be written, on which form, by whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from regulation.indicators import catalogue, periods
from regulation.indicators.indicator import FormKind, Group, Indicator, Value, Values
from regulation.law.citation import STATISTICS_LAW
from regulation.law.coverage import rule
from regulation.surveys.status import DUTY, WRITABLE, Status
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

Phase = periods.Phase
PHASES = periods.PHASES
Period = periods.Period

_DOUBT = N_("条文序号按2024年修正文本，待核对")
#: A form without number, issuer, approval and expiry, or past its day, may be refused by whoever is asked.
FORM = STATISTICS_LAW.article(17, doubt=_DOUBT)
#: What was asked before, and what offices hold already, is not asked again.
SHARED = STATISTICS_LAW.article(18, doubt=_DOUBT)
#: Refusing, or being late in spite of a reminder: for the statistics body alone to punish.
SANCTION = STATISTICS_LAW.article(44, doubt=_DOUBT)
#: What is stated to the statistics serves nothing else.
SECRECY = STATISTICS_LAW.article(28, doubt=_DOUBT)


@dataclass(frozen=True, slots=True)
class Form:
    """An edition of a form as it was approved. An approval that was not entered is empty, never made up."""

    kind: FormKind
    edition: int
    number: str
    title: str
    issuing_body: str
    approval_number: str
    approving_body: str
    valid_from: date
    expires_on: date | None
    survey: str = ""
    doubt: str = ""
    #: A quick survey's own list of cells; empty: those of the catalogue.
    cells: tuple[Indicator, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        """Whether the form is in force. Its last day counts."""
        return periods.is_in_force(self.valid_from, self.expires_on, day)

    def indicators(self, group: str | None = None) -> tuple[Indicator, ...]:
        """The cells of the form, or of one page of it, in order."""
        all_of_it = self.cells or catalogue.on_form(self.edition, self.kind)
        return tuple(each for each in all_of_it if group is None or each.group_on(self.kind) == group)

    def groups(self) -> tuple[Group, ...]:
        """The pages, in order."""
        wanted = {each.group_on(self.kind) for each in self.indicators()}
        return tuple(each for each in catalogue.GROUPS if each.key in wanted)

    def asked(self, values: Values, group: str | None = None) -> list[Indicator]:
        """The cells this respondent has to look at, given the answers so far."""
        return [each for each in self.indicators(group) if catalogue.is_asked(each, values, self.kind)]

    def missing(self, values: Values, group: str | None = None) -> list[Indicator]:
        """Asked cells that are still empty."""
        return [
            each
            for each in self.asked(values, group)
            if catalogue.is_needed(each, values) and values.get(each.key) in (None, "", ())
        ]

    def kept(self, values: Values) -> dict[str, Value]:
        """What is filed: the asked cells that hold something. Answers to questions that fell away are dropped."""
        return {
            each.key: values[each.key]
            for each in self.asked(values)
            if values.get(each.key) not in (None, "", ())
        }


@rule(FORM)
def form_problem(form: Form, day: date) -> str:
    """Why a form may not be used on a day; empty when it may. 《统计法》第十七条: number, issuer, approval and expiry stand on it."""
    if not form.number or not form.issuing_body:
        return N_("报表没有表号或者制定机关，不能使用")
    if not form.approval_number or not form.approving_body:
        return N_("报表没有录入批准或者备案文号，不能使用")
    if form.expires_on is None:
        return N_("报表没有录入有效期，不能使用")
    if not form.is_valid_on(day):
        return N_("报表尚未生效或者已经失效，不能使用")
    return ""


@dataclass(frozen=True, slots=True)
class Round:
    """One collection: the returns of a year, of a month, or a quick survey."""

    kind: FormKind
    period: str
    year: int
    #: Who is on the register on this day is asked.
    reference_day: date
    opens_on: date
    closes_on: date
    notice: str
    form: Form
    two_persons: bool = True
    late_until: date | None = None
    gate: str = "open"

    @property
    def days(self) -> Period:
        """Its days."""
        return Period(self.opens_on, self.closes_on, self.late_until)

    def phase(self, now: datetime) -> Phase:
        """Where the round stands at an instant."""
        return self.days.phase(now)

    def days_left(self, now: datetime) -> int:
        """Days until the last day; negative afterwards."""
        return self.days.days_left(now)


def reference_day(year: int) -> date:
    """《北京市2025年度人力资源市场统计工作通知》: institutions that hold a licence or a filing on 31 December are asked."""
    return date(year, 12, 31)


@rule(FORM)
def round_problems(
    opens_on: date, closes_on: date, reference: date, form: Form, late_until: date | None = None
) -> dict[str, str]:
    """What is wrong with a round before it is opened; messages by field. An expired or unapproved form is not opened."""
    problems: dict[str, str] = {}
    if opens_on <= reference:
        problems["opens_on"] = N_("填报期应在报告期结束之后开始")
    if closes_on < opens_on:
        problems["closes_on"] = N_("截止日期不能早于开始日期")
    if late_until is not None and late_until <= closes_on:
        problems["late_until"] = N_("补报截止日期应晚于截止日期")
    for day in (opens_on, closes_on):
        if found := form_problem(form, day):
            problems.setdefault("form", found)
    return problems


@rule(DUTY)
def is_overdue(status: Status, asked: Round, now: datetime) -> bool:
    """Nothing filed although the period is over."""
    is_past = asked.phase(now) in {Phase.LATE, Phase.CLOSED}
    return is_past and status in {Status.NOT_FILED, Status.DRAFT}


@rule(DUTY)
def may_write(status: Status, asked: Round, now: datetime) -> bool:
    """Whether the respondent may write in its draft now: while the round collects, a returned one longer than a missing one.

    Once the editing is closed the figures are being counted, and nothing more is taken.
    """
    if asked.gate != "open":
        return False
    if status is Status.RETURNED:
        return True
    return status in {Status.NOT_FILED, *WRITABLE} and asked.phase(now) in {Phase.OPEN, Phase.LATE}


#: Why somebody is asked, by the registration (or nature) that makes it so.
SCOPE_REASONS: Mapping[str, str] = {
    "hr_licence": N_("年末持有人力资源服务许可证"),
    "filing": N_("年末已办理人力资源服务备案"),
    "branch_report": N_("外地机构在京设立的分支机构，年末已书面报告"),
    "public": N_("公共人力资源服务机构、行业所属服务机构"),
}
