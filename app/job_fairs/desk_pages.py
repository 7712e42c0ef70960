"""The organ's side: the list, listing several at once, returning a form, plans, the table of a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.job_fairs import firm_pages, words
from app.job_fairs import forms as shapes
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.job_fairs import queries, rules
from regulation.job_fairs.actions import filing
from regulation.job_fairs.status import FAIR_STATUSES, MODES, FairStatus
from regulation.roles import Role
from reports.exports import csv as csv_export
from reports.exports import xlsx
from reports.exports.columns import Column

READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
Ask = Request[Any, Any, Any]
HOME = "/desk/job-fairs"


def _tabs(current: str) -> list[tuple[str, str, bool]]:
    known = (("", _("招聘会")), ("/plans", _("年度计划")), ("/month", _("月度统计")))
    return [(label, HOME + path, path == current) for path, label in known]


@get(HOME, opt=READ, include_in_schema=False)
async def fairs(request: Ask) -> Response[Any]:
    """Fairs filed with the organ; those to be listed can be ticked and listed together."""
    actor = actor_of(request)
    state = listing.ListState.of(request, filters=("status", "mode", "area", "figures"))
    overdue = state.value("figures") == "overdue"
    found = await queries.of_organ(
        actor,
        queries.Wanted(
            q=state.q,
            status=state.values("status"),
            mode=state.value("mode") or "",
            area=state.value("area") or "",
            figures_before=clock.today() if overdue else None,
            limit=state.limit,
            offset=state.offset,
        ),
    )
    shown = [each for each in FairStatus if each not in {FairStatus.DRAFT, FairStatus.DISCARDED}]
    licensed = {
        row["number"]: row["is_free"] or await queries.holds_licence(row["firm"], row["first_day"])
        for row in found.rows
        if row["status"] == FairStatus.FILED
    }
    return page(
        "job_fairs/desk_list.html",
        request,
        state=state,
        tabs=_tabs(""),
        page=listing.Page(found.rows, found.total, state),
        states=[(str(each), _(FAIR_STATUSES[each])) for each in shown],
        modes=[(str(each), _(label)) for each, label in MODES.items()],
        licensed=licensed,
        may_list=Role.CLERK in actor.roles,
        organ_id=actor.organ_id,
        is_municipal=actor.is_municipal,
        waiting=await queries.waiting(actor, today=clock.today()),
        words=words,
        today=clock.today(),
    )


@post(HOME, opt=HANDLE, include_in_schema=False)
async def list_several(request: Ask) -> Response[Any]:
    """Enter the ticked fairs in the calendar, each as an act of its own; what is refused is told by its number."""
    form, problems, _raw = await forms.parse(shapes.ListingForm, request)
    if form is None:
        flash(request, next(iter(problems.values())), "danger")
        return redirect(HOME)
    done, refused = 0, []
    for number in dict.fromkeys(form.fair):
        try:
            await filing.enter_in_calendar(
                number, reason=form.reason, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as invalid:
            refused.append(f"{number} {'；'.join(words.refused(invalid).values())}")
        except errors.DomainError as why:
            refused.append(f"{number} {_(why.message, **why.params)}")
        else:
            done += 1
    if done:
        flash(request, _("已列入%(n)s场", n=done))
    for each in refused[:10]:
        flash(request, each, "danger")
    return redirect(f"{HOME}?status=filed" if refused else HOME)


async def _one(request: Ask, number: str, problems: dict[str, str], values: dict[str, Any]) -> Response[Any]:
    actor = actor_of(request)
    fair = await queries.visible(actor, number)
    licensed = fair["is_free"] or (
        fair["first_day"] is not None and await queries.holds_licence(fair["firm"], fair["first_day"])
    )
    return page(
        "job_fairs/desk_fair.html",
        request,
        status_code=422 if problems else 200,
        errors=problems,
        values=values,
        licensed=licensed,
        may_act=fair["status"] == FairStatus.FILED
        and actor.organ_id == fair["organ"]
        and actor.holds(Role.CLERK),
        breadcrumbs=[(_("招聘会"), HOME), (fair["name"], None)],
        **await firm_pages.about(fair),
    )


@get(HOME + "/{number:str}", opt=READ, include_in_schema=False)
async def fair_page(request: Ask, number: str) -> Response[Any]:
    """One fair as it was filed, with what the organ can do."""
    return await _one(request, number, {}, {})


@post(HOME + "/{number:str}/list", opt=HANDLE, include_in_schema=False)
async def enter(request: Ask, number: str) -> Response[Any]:
    """Enter it in the public calendar."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is not None:
        try:
            await filing.enter_in_calendar(
                number, reason=form.reason, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as invalid:
            problems = words.refused(invalid)
        else:
            flash(request, _("已列入公开日历"))
            return redirect(f"{HOME}/{number}")
    return await _one(request, number, problems, raw)


@post(HOME + "/{number:str}/return", opt=HANDLE, include_in_schema=False)
async def send_back(request: Ask, number: str) -> Response[Any]:
    """Ask the organizer to complete the form."""
    form, problems, raw = await forms.parse(shapes.ReturnForm, request)
    if form is not None:
        try:
            await filing.send_back(number, reason=form.missing, actor=actor_of(request), now=clock.now())
        except errors.Invalid as invalid:
            problems = {"missing": next(iter(words.refused(invalid).values()))}
        else:
            flash(request, _("已退回补充"))
            return redirect(f"{HOME}/{number}")
    return await _one(request, number, problems, raw)


@get(HOME + "/plans", opt=READ, include_in_schema=False)
async def plans(request: Ask) -> Response[Any]:
    """Plans of a year, those that came late marked."""
    year = _year(request.query_params.get("year")) or clock.today().year + 1
    return page(
        "job_fairs/plans.html",
        request,
        tabs=_tabs("/plans"),
        year=year,
        plans=await queries.plans_at(actor_of(request), year),
        due_on=rules.plan_due(year),
        basis=rules.NOTICE,
        is_municipal=actor_of(request).is_municipal,
        words=words,
    )


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and 2000 <= int(text) <= 2100 else None


def _month(text: str | None) -> tuple[date, date]:
    """First and last day of the month asked for, else of the last whole month."""
    today = clock.today()
    first = today.replace(day=1) - timedelta(days=1)
    first = first.replace(day=1)
    if text and len(text) == 7 and text[4] == "-" and text[:4].isdigit() and text[5:].isdigit():
        year, number = int(text[:4]), int(text[5:])
        if 2000 <= year <= 2100 and 1 <= number <= 12:
            first = date(year, number, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, following - timedelta(days=1)


@get(HOME + "/month", opt=READ, include_in_schema=False)
async def month(request: Ask) -> Response[Any]:
    """The figures of the fairs that ended in a month, summed."""
    first, last = _month(request.query_params.get("month"))
    rows = await queries.month(actor_of(request), first, last)
    before = first - timedelta(days=1)
    after = last + timedelta(days=1)
    return page(
        "job_fairs/month.html",
        request,
        tabs=_tabs("/month"),
        month=first,
        rows=rows,
        names=rules.FIGURES,
        totals={key: sum(row["figures"][key] for row in rows) for key in rules.FIGURES},
        before=f"{HOME}/month?month={before:%Y-%m}",
        after=f"{HOME}/month?month={after:%Y-%m}" if after <= clock.today() else "",
        query=f"month={first:%Y-%m}",
        is_municipal=actor_of(request).is_municipal,
        words=words,
    )


def _columns() -> list[Column]:
    return [
        Column(_("备案编号")),
        Column(_("招聘会名称")),
        Column(_("主办机构")),
        Column(_("举办地所在区")),
        Column(_("举办方式")),
        Column(_("开始日期"), "day"),
        Column(_("结束日期"), "day"),
        *(Column(_(label), "count") for label in rules.FIGURES.values()),
    ]


async def _table(request: Ask) -> tuple[str, list[list[Any]]]:
    first, last = _month(request.query_params.get("month"))
    rows = [
        [
            row["number"],
            row["name"],
            row["firm_name"],
            words.area(row["area"]),
            words.mode(row["mode"]),
            row["first_day"],
            row["last_day"],
            *(row["figures"][key] for key in rules.FIGURES),
        ]
        for row in await queries.month(actor_of(request), first, last)
    ]
    return f"{first:%Y-%m}", rows


@get(HOME + "/month.csv", opt=READ, include_in_schema=False)
async def month_csv(request: Ask) -> Response[bytes]:
    """The table of the month for a spreadsheet."""
    name, rows = await _table(request)
    return Response(
        b"".join(csv_export.chunks(_columns(), rows)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="job-fairs-{name}.csv"'},
    )


@get(HOME + "/month.xlsx", opt=READ, include_in_schema=False)
async def month_xlsx(request: Ask) -> Response[bytes]:
    """The table of the month as a workbook."""
    name, rows = await _table(request)
    made = await xlsx.workbook(_columns(), rows, sheet=name)
    return Response(
        made if isinstance(made, bytes) else made.read(),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="job-fairs-{name}.xlsx"'},
    )


HANDLERS = [fairs, list_several, plans, month, month_csv, month_xlsx, fair_page, enter, send_back]
