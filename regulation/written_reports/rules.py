"""When a report is due, to whom, and what it has to say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from regulation.casework.steps import Step
from regulation.firms.places import ELSEWHERE
from regulation.law.calendar import WorkCalendar
from regulation.law.citation import HRM_REGULATIONS, ORDER_19, ORDER_44, Citation
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.words import N_
from regulation.written_reports.status import MOVING, STEPS, ReportKind

IN_FORCE = date(2018, 10, 1)
_READING = N_("条例只写“15日”，此处按自然日计算")
BRANCH, CHANGE = HRM_REGULATIONS.article(20), HRM_REGULATIONS.article(21)
DISPATCH = ORDER_19.article(21, doubt=N_("第二十一条未见原文；没有读到报告和备案的期限，此处不计算逾期"))
#: Where each kind of report rests.
BASIS: Mapping[ReportKind, Citation] = {
    ReportKind.BRANCH_OPENED: BRANCH,
    ReportKind.BRANCH_ENDED: HRM_REGULATIONS.article(
        21, doubt=N_("分支机构终止的报告义务依第二十一条解释，待确认")
    ),
    ReportKind.BRANCH_CHANGED: HRM_REGULATIONS.article(
        21, doubt=N_("分支机构变更的报告义务依第二十条、第二十一条解释，待确认")
    ),
    ReportKind.CHANGE: CHANGE,
    ReportKind.CONTACT: HRM_REGULATIONS.article(
        18, 2, doubt=N_("联系人不在第二十一条列举的事项之内：随时告知，不计逾期")
    ),
    ReportKind.ENDING: CHANGE,
    ReportKind.ONLINE_ENDING: ORDER_44.article(13, doubt=N_("条文依据记忆，待核对")),
    ReportKind.DISPATCH_BRANCH: DISPATCH,
    ReportKind.DISPATCH_FILING: DISPATCH,
}
#: What concerns a branch of a dispatch firm.
OF_DISPATCH = frozenset({ReportKind.DISPATCH_BRANCH, ReportKind.DISPATCH_FILING})
#: After which the register has a branch.
OPENING = OF_DISPATCH | {ReportKind.BRANCH_OPENED}
#: Told at any time: no registration precedes it.
UNDATED = frozenset({ReportKind.CONTACT})
#: No day is missed.
WITHOUT_PERIOD = OF_DISPATCH | UNDATED
#: What the regulations of the market do not ask for.
WITH_OWN_ARTICLE = WITHOUT_PERIOD | {ReportKind.ONLINE_ENDING}


def step_of(kind: ReportKind, name: str) -> Step:
    """A step of the table, resting on the article of this kind of report where that is another."""
    step = STEPS[name]
    return replace(step, cites=(BASIS[kind],)) if kind in WITH_OWN_ARTICLE and step.cites else step


def _fifteen(key: str, label: str, event: str, cited: Citation) -> DatedValue[Period]:
    period = Period(15, Unit.CALENDAR_DAYS, event, Roll.NEXT_WORKING_DAY, cited, provisional_note=_READING)
    return DatedValue(key, label, (Since(IN_FORCE, period, cited),))


BRANCH_PERIOD = _fifteen(
    "written_reports.branch", N_("设立分支机构书面报告期限"), N_("分支机构登记办理完毕"), BRANCH
)
CHANGE_PERIOD = _fifteen("written_reports.change", N_("变更书面报告期限"), N_("变更登记办理完毕"), CHANGE)
ENDING_PERIOD = _fifteen("written_reports.ending", N_("终止经营书面报告期限"), N_("注销登记办理完毕"), CHANGE)
NOTICE_ON_SITE = DatedValue(
    "written_reports.online_notice",
    N_("终止网络招聘服务前的公告期限"),
    (
        Since(
            date(2021, 3, 1),
            Period(
                30,
                Unit.CALENDAR_DAYS,
                N_("终止网络招聘服务"),
                Roll.NONE,
                ORDER_44.article(13),
                provisional_note=N_("条文依据记忆，待核对"),
            ),
            ORDER_44.article(13),
            doubt=N_("条文依据记忆，待核对"),
        ),
    ),
)
_PERIODS: Mapping[ReportKind, DatedValue[Period]] = {
    ReportKind.BRANCH_OPENED: BRANCH_PERIOD,
    ReportKind.BRANCH_CHANGED: CHANGE_PERIOD,
    ReportKind.BRANCH_ENDED: CHANGE_PERIOD,
    ReportKind.CHANGE: CHANGE_PERIOD,
    ReportKind.ENDING: ENDING_PERIOD,
    ReportKind.ONLINE_ENDING: CHANGE_PERIOD,
}


@rule(BRANCH, CHANGE)
def report_due(kind: ReportKind, registered_on: date, calendar: WorkCalendar) -> Due | None:
    """A branch, a change and an ending are reported in writing within fifteen days of their registration.

    Reading: calendar days; a last day off moves to the next working day. None for the branch of a dispatch firm: no
    period was read; and for whom to call, which is told at any time.
    """
    if kind in WITHOUT_PERIOD:
        return None
    return _PERIODS[kind].on(max(registered_on, IN_FORCE)).due(registered_on, calendar)


@rule(BRANCH, CHANGE, HRM_REGULATIONS.article(42, 2))
def days_late(due_on: date | None, sent_on: date) -> int:
    """How many days a report came late. Lateness is computed; only a refusal to correct is finable."""
    return max(0, (sent_on - due_on).days) if due_on else 0


@rule(ORDER_44.article(13))
def announced_by(ending_on: date, calendar: WorkCalendar) -> date:
    """Who ends online recruitment says so on its home page thirty days before."""
    return NOTICE_ON_SITE.on(max(ending_on, NOTICE_ON_SITE.values[0].in_force_from)).last_day_before(
        ending_on, calendar
    )


@rule(ORDER_44.article(13))
def days_short(announced_on: date, ending_on: date, calendar: WorkCalendar) -> int:
    """How many days of the thirty the notice on the home page fell short."""
    return max(0, (announced_on - announced_by(ending_on, calendar)).days)


#: What concerns a branch, and goes to the organ where the branch is.
OF_BRANCHES = frozenset(
    {
        ReportKind.BRANCH_OPENED,
        ReportKind.BRANCH_CHANGED,
        ReportKind.BRANCH_ENDED,
        ReportKind.DISPATCH_FILING,
    }
)
#: A branch that is there already is chosen.
OF_A_BRANCH = frozenset({ReportKind.BRANCH_CHANGED, ReportKind.BRANCH_ENDED})
#: The organ of a firm for which no district answers.
CITY_ORGAN = "BJ"


@rule(BRANCH, DISPATCH)
def reported_to(
    kind: ReportKind, *, branch_area: str, firm_organ: str, new_area: str = "", licence_organ: str = ""
) -> str:
    """A branch is reported to the organ where the branch is (or where it moves to), not where its head office is; a change or
    an ending to the organ of the firm, a move within the city to that of the new place. Codes of organs, which are those of areas.

    A branch of a dispatch firm is reported to the organ that gave the licence, and filed where the branch is.

    Reading: a firm for which no district answers reports to the municipal bureau.
    """
    if kind is ReportKind.DISPATCH_BRANCH:
        return licence_organ
    if kind in OF_BRANCHES:
        return branch_area
    if new_area and new_area != ELSEWHERE:
        return new_area
    return firm_organ or CITY_ORGAN


@rule(DISPATCH)
def files_apart(branch_area: str, licence_organ: str) -> bool:
    """Whether the branch is still to be filed with another organ of the city.

    Reading: where the branch is in the district of the organ that gave the licence, one report does for both; outside the
    city it is filed there.
    """
    return branch_area not in (ELSEWHERE, licence_organ.partition("-")[0])


@rule(BRANCH, DISPATCH)
def offered(
    *, is_local: bool, holds_online: bool, dispatches: bool, has_filed: bool = False
) -> tuple[ReportKind, ...]:
    """What a firm may have to report here. One from elsewhere reports its branches in the city; its own changes and its
    end it reports to the organ of its domicile.
    """
    if not is_local:
        return (
            ReportKind.BRANCH_OPENED,
            ReportKind.BRANCH_CHANGED,
            ReportKind.BRANCH_ENDED,
            ReportKind.DISPATCH_FILING,
        )
    return (
        ReportKind.CHANGE,
        *((ReportKind.CONTACT,) if has_filed else ()),
        ReportKind.BRANCH_OPENED,
        ReportKind.BRANCH_CHANGED,
        ReportKind.BRANCH_ENDED,
        ReportKind.ENDING,
        *((ReportKind.DISPATCH_BRANCH, ReportKind.DISPATCH_FILING) if dispatches else ()),
        *((ReportKind.ONLINE_ENDING,) if holds_online else ()),
    )


@rule(MOVING)
def moves_file(old_area: str, new_area: str) -> bool:
    """A domicile in another district takes the file there: the old organ hands over, the new one issues anew."""
    return bool(old_area and new_area) and old_area != new_area and ELSEWHERE not in (old_area, new_area)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the report lacks: the field, what to do, and why."""

    field: str
    message: str
    citation: Citation


_OPENED: dict[str, str] = {
    "branch_name": N_("请填写分支机构名称"),
    "branch_area": N_("请选择分支机构所在区"),
    "branch_address": N_("请填写分支机构地址"),
    "person_in_charge": N_("请填写分支机构负责人"),
    "scope": N_("请填写业务范围"),
}
#: What a dispatch firm sets up: a branch is reported, a subsidiary has to apply itself.
LEGAL_FORMS: Mapping[str, str] = {
    "branch": N_("分公司，不是独立法人"),
    "subsidiary": N_("子公司，是独立法人"),
}
SUBSIDIARY = N_("子公司不能以报告代替许可：应当以子公司的名义单独申请劳务派遣经营许可")
CONTENT: Mapping[ReportKind, Mapping[str, str]] = {
    ReportKind.BRANCH_OPENED: _OPENED,
    ReportKind.DISPATCH_BRANCH: {"legal_form": N_("请选择设立的是分公司还是子公司")} | _OPENED,
    ReportKind.DISPATCH_FILING: {"licence_number": N_("请填写劳务派遣经营许可证编号")} | _OPENED,
    ReportKind.BRANCH_CHANGED: {"branch": N_("请选择分支机构")},
    ReportKind.BRANCH_ENDED: {"branch": N_("请选择分支机构"), "reason": N_("请填写终止的原因")},
    ReportKind.CHANGE: {},
    ReportKind.CONTACT: {},
    ReportKind.ENDING: {"reason": N_("请填写终止的原因")},
    ReportKind.ONLINE_ENDING: {
        "ending_on": N_("请填写终止服务的日期"),
        "announced_on": N_("请填写在首页公告的日期"),
    },
}
#: What a report of these kinds has to show. The others are compared with what the business register shares.
PROOF: Mapping[ReportKind, str] = {
    ReportKind.ENDING: N_("请上传注销登记的证明，许可证的注销以它为依据"),
    ReportKind.ONLINE_ENDING: N_("请上传首页公告的截图"),
}
#: Facts of the register that Article 21 names.
CHANGING: tuple[str, ...] = ("name", "domicile", "legal_representative")
#: What of a branch and of a filing's contact a report may alter, by the names of the register's own rows.
OF_BRANCH: tuple[str, ...] = ("branch_name", "branch_area", "branch_address", "person_in_charge")
OF_CONTACT: tuple[str, ...] = ("contact_name", "contact_phone")
ALTERED: Mapping[ReportKind, tuple[str, ...]] = {
    ReportKind.CHANGE: CHANGING,
    ReportKind.BRANCH_CHANGED: OF_BRANCH,
    ReportKind.CONTACT: OF_CONTACT,
}


@rule(BRANCH, CHANGE, DISPATCH)
def missing(
    kind: ReportKind,
    answers: Mapping[str, Any],
    present: Mapping[str, str],
    today: date,
    *,
    proofs: int,
) -> list[Missing]:
    """A report is checked for its form: the day of registration, and what its kind has to say.

    A report of change names at least one of name, domicile and legal representative that differs from the register.
    `proofs` is how many papers came with it.
    """
    cited = BASIS[kind]
    found = [Missing(key, words, cited) for key, words in CONTENT[kind].items() if not answers.get(key)]
    day = answers.get("registered_on")
    if kind not in UNDATED and kind is not ReportKind.ONLINE_ENDING:
        if day is None:
            found.append(Missing("registered_on", N_("请填写登记办理完毕的日期"), cited))
        elif day > today:
            found.append(Missing("registered_on", N_("登记日期不能晚于今天"), cited))
    elif answers.get("announced_on") and answers.get("ending_on") and answers["announced_on"] > today:
        found.append(Missing("announced_on", N_("公告日期不能晚于今天"), cited))
    if kind is ReportKind.DISPATCH_BRANCH and answers.get("legal_form") == "subsidiary":
        found.insert(0, Missing("legal_form", SUBSIDIARY, cited))
    if kind in ALTERED:
        found += _unsaid(kind, answers, present, cited)
    if kind in PROOF and not proofs:
        found.append(Missing("file", PROOF[kind], cited))
    return found


def _unsaid(
    kind: ReportKind, answers: Mapping[str, Any], present: Mapping[str, str], cited: Citation
) -> list[Missing]:
    """What a report of a change lacks: something that differs, and where it is now."""
    wanted, found = changes(answers, present, ALTERED[kind]), []
    if not wanted and not (kind in OF_A_BRANCH and not answers.get("branch")):
        found.append(Missing(ALTERED[kind][0], N_("请至少填写一项与登记不同的内容"), cited))
    if "branch_area" in wanted and "branch_address" not in wanted:
        found.append(Missing("branch_address", N_("迁到其他区的，请填写新地址"), cited))
    if "domicile" in wanted and not answers.get("new_area"):
        found.append(Missing("new_area", N_("请选择新住所所在区"), cited))
    return found


#: Where an undecided application stands when it goes along with the file.
GOES_ALONG = frozenset({"received", "correcting", "supplement", "accepted"})
#: Examined and waiting for its decision: the old organ decides, or takes it back, before the file leaves.
DECIDED_FIRST = "proposed"


@rule(MOVING)
def stays(application_status: str) -> bool:
    """Whether an open application keeps a file from leaving: it waits for its decision.

    One that is not examined yet goes along, its periods running on. What was opened by inspection, complaint or
    penalty stays where it was opened: those powers follow the place of the act, not the domicile.
    """
    return application_status == DECIDED_FIRST


def changes(
    answers: Mapping[str, Any], present: Mapping[str, str], keys: tuple[str, ...] = CHANGING
) -> dict[str, tuple[str, str]]:
    """What a report of change would alter: fact -> (what the register says, what is reported)."""
    return {
        key: (present.get(key, ""), str(answers[key]).strip())
        for key in keys
        if str(answers.get(key) or "").strip() and str(answers[key]).strip() != present.get(key, "")
    }


def report_number(organ_code: str, year: int, serial: int) -> str:
    """Number of a report: BG-110105-2026-0001."""
    return f"BG-{organ_code}-{year}-{serial:04d}"


def move_number(organ_code: str, year: int, serial: int) -> str:
    """Number of a move, of the new organ: YJ-110105-2026-0001."""
    return f"YJ-{organ_code}-{year}-{serial:04d}"
