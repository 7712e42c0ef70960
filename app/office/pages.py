"""The desk's home, the calendar, jobs and the log of acts."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.office import acts, officials, queue, value_pages
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import calendar, jobs, record
from regulation.notices import actions as notices
from regulation.words import N_


@get("/desk", opt={"permission": Permission.DESK_HOME}, include_in_schema=False)
async def home(request: Request[Any, Any, Any]) -> Response[Any]:
    """Whose turn, and how many days are left."""
    actor = actor_of(request)
    waiting = await queue.of(actor, today=clock.today(), calendar=await calendar.current())
    told = await notices.unread(organ_id=actor.organ_id, person_id=actor.person_id, limit=8)
    return page("office/home.html", request, queue=waiting, told=told, today=clock.today())


@post("/desk/notices", opt={"permission": Permission.DESK_HOME}, include_in_schema=False)
async def read_notices(request: Request[Any, Any, Any]) -> Response[Any]:
    """Take note of everything the organ was told; the matters themselves stay in the lists."""
    count = await notices.read_all(organ_id=actor_of(request).organ_id, now=clock.now())
    flash(request, _("已将%(n)s条通知标为已读", n=count))
    return redirect("/desk")


class YearForm(forms.Form):
    """A year's holiday arrangement: one line a day, as the notice lists them."""

    year: Annotated[int, Field(title=N_("年份"), ge=2004, le=2100)]
    notice: str = Field(title=N_("通知文号"), min_length=1, max_length=80)
    days: str = Field(title=N_("放假和调休日期"), min_length=1, max_length=5000)


#: Of a holiday.
LONGEST_NAME = 40
UNREADABLE = N_("第%(line)s行无法识别。请按“2027-01-01,休,元旦”的格式填写")


def read_days(text: str) -> list[tuple[date, bool, str]]:
    """Lines of `2027-01-01,休,元旦` (or 班 for a make-up workday). Raises Invalid naming the line."""
    found = []
    for number, written in enumerate(text.replace("，", ",").splitlines(), start=1):
        if not written.strip():
            continue
        line = written.split(",")
        try:
            day = date.fromisoformat(line[0].strip())
            kind = line[1].strip()
            name = line[2].strip() if len(line) > 2 else ""
            working = {"休": False, "班": True}[kind]
        except (ValueError, KeyError, IndexError):
            raise errors.Invalid({"days": UNREADABLE}, line=number) from None
        if len(name) > LONGEST_NAME:
            raise errors.Invalid({"days": UNREADABLE}, line=number)
        found.append((day, working, name))
    return found


async def _calendar(request: Request[Any, Any, Any], year: int, **extra: Any) -> Response[Any]:
    known = await calendar.current()
    context = {
        "year": year,
        "entries": known.entries(year),
        "provisional": known.is_provisional(year),
        "notice": known.notice(year),
        "entered": await calendar.entered_years(),
        "may_edit": may(actor_of(request), Permission.CALENDAR_EDIT) and actor_of(request).is_municipal,
        "years": range(clock.today().year - 2, clock.today().year + 3),
        "values": {"year": year},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page("office/calendar.html", request, **context)


@get("/desk/calendar", opt={"permission": Permission.CALENDAR_READ}, include_in_schema=False)
async def working_days(request: Request[Any, Any, Any]) -> Response[Any]:
    """Which days are worked, by which notice, and whether that is final."""
    asked = request.query_params.get("year", "")
    known = asked.isascii() and asked.isdigit() and len(asked) == 4 and 2004 <= int(asked) <= 2100
    return await _calendar(request, int(asked) if known else clock.today().year)


@post("/desk/calendar", opt={"permission": Permission.CALENDAR_EDIT}, include_in_schema=False)
async def enter_calendar(request: Request[Any, Any, Any]) -> Response[Any]:
    """Enter a year's arrangement; every open clock that rests on it is computed anew."""
    form, problems, raw = await forms.parse(YearForm, request)
    if form is not None:
        try:
            moved = await calendar.enter_year(
                form.year, form.notice, read_days(form.days), actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("%(year)s年的安排已录入，%(n)s个到期日随之改变", year=form.year, n=moved))
            return redirect(f"/desk/calendar?year={form.year}")
    year = form.year if form else clock.today().year
    return await _calendar(request, year, values=raw, errors=problems, status_code=422)


#: What the daily jobs do; the keys are those of app/jobs.py.
JOB_NAMES = {
    "print_batches": N_("批量印制文书"),
    "make_yearbooks": N_("印制已发布的统计年鉴"),
    "remind_returns": N_("提醒填报统计年报"),
    "remind_monitoring": N_("提醒填报监测月报"),
    "remind_supplements": N_("提醒未提交的补正"),
    "remind_rechecks": N_("提醒到期的整改复查"),
    "verify_evidence": N_("核对案件证据文件"),
    "release_preserved": N_("解除逾期未处理的登记保存"),
    "serve_announced": N_("公告送达期满"),
    "remind_unpaid": N_("提醒逾期未缴的罚款"),
    "watch_court_windows": N_("提醒申请强制执行的期限"),
    "pass_appeal_terms": N_("上诉期满的判决生效"),
    "watch_answers": N_("提醒复议答复和诉讼答辩"),
    "gather_leads": N_("从其他事项形成案件线索"),
    "alarm_unopened": N_("立案逾期报警"),
    "remind_unpublished": N_("提醒逾期未公示的检查结果"),
    "end_do_not_disturb": N_("无事不扰名单到期出列"),
    "disclose_draws": N_("公开到期应当公开的抽取名录"),
    "take_rosters": N_("留存名录的版本"),
    "end_publications": N_("结束到期的公示"),
    "accept_silent_applications": N_("逾期未答复的申请视为受理"),
    "hand_over_matters": N_("移交划转的许可事项"),
    "renew_silent_licences": N_("届满前未决定的延续申请视为准予延续"),
    "pass_statement_terms": N_("陈述申辩期满"),
    "expire_licences": N_("记录到期的许可证"),
    "pass_days_of_fairs": N_("招聘会举办日已过，进入统计"),
    "watch_recruiter_accounts": N_("核查招聘账号的核验期限和登记变更"),
    "move_expired_in_lists": N_("更新名单中到期的机构"),
    "print_papers": N_("印制文书"),
    "watch_paper_keys": N_("提醒到期的签名证书"),
    "close_complied_orders": N_("报送后办结责令改正"),
    "compute_standings": N_("计算信用等级"),
    "issue_missed_orders": N_("逐家制作责令改正指令书"),
    "count_wide_needles": N_("统计常用检索词"),
    "work_off_batches": N_("逐件办理批量确认的事项"),
    "match_radar_lists": N_("比对雷达名单"),
    "follow_radar_leads": N_("跟踪雷达线索的办理结果"),
    "take_out_radar_rows": N_("删除保存期届满的雷达名单行"),
    "name_missing": N_("公示未报送的机构"),
    "remind_reports": N_("年度报告提醒"),
    "pull_business_register": N_("读取市场主体登记信息"),
    "write_sharing_files": N_("生成共享数据文件"),
    "look_for_deliveries": N_("接收文件夹中的共享数据"),
    "tell_followers": N_("向关注者发送登记簿变更"),
    "write_digests": N_("汇总关注者的每日通知"),
    "tidy_followers": N_("清除未确认和失效的关注"),
    "write_open_data": N_("生成每日开放数据文件"),
    "refresh_open_data": N_("公示结束后重新生成公示文件"),
    "share_out_work": N_("按规则分派未认领的事项"),
    "forget_attempts": N_("清除登录尝试记录"),
}
COUNT = re.compile(r"(\d+) [a-z]+(?:, .*)?")


@get("/desk/jobs", opt={"permission": Permission.JOBS_READ}, include_in_schema=False)
async def job_runs(request: Request[Any, Any, Any]) -> Response[Any]:
    """What ran, when it was due, and how it ended."""
    runs = [{**each, "said": _reported(each["report"])} for each in await jobs.history()]
    return page("office/jobs.html", request, runs=runs, names=JOB_NAMES)


def _reported(report: str | None) -> str:
    """A job says how much it did, in English, for the log file; a failure is shown as it was caught."""
    counted = COUNT.fullmatch(report or "")
    return _("%(n)s 件", n=counted[1]) if counted else report or ""


@get("/desk/audit", opt={"permission": Permission.AUDIT_READ}, include_in_schema=False)
async def audit(request: Request[Any, Any, Any]) -> Response[Any]:
    """The newest acts of one's organ, or of all for the municipal bureau."""
    actor = actor_of(request)
    asked = request.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    entries = await record.recent(
        organ_name=None if actor.is_municipal else actor.organ_name, limit=100, before=before
    )
    return page("office/audit.html", request, entries=[acts.told(each) for each in entries])


HANDLERS = [
    home,
    read_notices,
    working_days,
    enter_calendar,
    job_runs,
    audit,
    *officials.HANDLERS,
    *value_pages.HANDLERS,
]
