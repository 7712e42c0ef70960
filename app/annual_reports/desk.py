"""The desk: who owes, who filed, who is overdue; one report with register, last year and this year side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from litestar import Request, Response, get, post
from litestar.response import Stream
from pydantic import Field

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.annual_reports import kinds, views
from app.errors import field_words
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.annual_reports import parameters, permissions
from regulation.annual_reports.actions import naming, review, verifying
from regulation.annual_reports.actions.filing import DESKS
from regulation.annual_reports.queries import desk, public, reports, verifications, windows
from regulation.annual_reports.rules import DISPATCH_VERIFICATION, SANCTION, duty_of
from regulation.annual_reports.status import EVENTS, STATUSES, VERIFIED, Status, steps_of
from regulation.casework import decrees, record
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.inspections.actions.report_checks import RESULTS as CHECK_RESULTS
from regulation.inspections.queries import report_checks, subjects
from reports.exports import csv
from reports.exports.columns import Column

if TYPE_CHECKING:
    from regulation.actor import Actor

Ask = Request[Any, Any, Any]
READ: Final = {"permission": Permission.REPORTS_READ}
REVIEW: Final = {"permission": Permission.REPORTS_REVIEW}
MARK: Final = "mark-"
MOST_EXPORTED: Final = 200_000


def _state(request: Ask) -> ListState:
    return ListState.of(
        request,
        filters=("year", "status", "district", "due"),
        sorts=tuple(desk.ORDERS),
        default_sort="urgent",
    )


def _asked(state: ListState, year: int, *, limit: int, offset: int) -> desk.Asked:
    return desk.Asked(
        year,
        q=state.q,
        statuses=state.values("status"),
        districts=state.values("district"),
        overdue="overdue" in state.values("due"),
        late="late" in state.values("due"),
        order=state.order(desk.ORDERS),
        limit=limit,
        offset=offset,
    )


async def _window(state: ListState, kind: FormKind) -> tuple[list[windows.Known], windows.Known | None]:
    every = await windows.all_windows(kind)
    wanted = state.value("year")
    # Without a choice: the newest year whose window has begun, which is the one people work on.
    begun = [each for each in every if each.window.opens_on <= clock.today()]
    chosen = next((each for each in every if str(each.window.year) == wanted), None)
    return every, chosen or next(iter(begun or every), None)


@get(kinds.at_desk(), opt=READ, include_in_schema=False)
async def listing(request: Ask) -> Response[Any]:
    """Every firm that owes the year's report, with its state."""
    state, kind = _state(request), kinds.of(request)
    every, chosen = await _window(state, kind)
    actor = actor_of(request)
    if chosen is None:
        return page(
            "annual_reports/desk_none.html",
            request,
            title=kinds.short(kind),
            tabs=kinds.tabs(kind),
            home=DESKS[kind],
            can_configure=permissions.can_configure(actor),
        )
    window = chosen.window
    now = clock.now()
    found = await desk.listed(
        actor, window, _asked(state, window.year, limit=state.limit, offset=state.offset), now=now
    )
    names = {
        each["code"]: each["area_name_en"] if i18n.language() == "en" else each["area_name"]
        for each in await organs.all_organs()
    }
    due = {key: n for key, n in (("overdue", found.overdue), ("late", found.late)) if n}
    facets = [
        state.facet("status", _("状态"), found.statuses, {key: _(text) for key, text in STATUSES.items()}),
        state.facet("due", _("期限"), due, {"overdue": _("已逾期"), "late": _("逾期报送")}),
    ]
    if actor.is_municipal:
        facets.append(state.facet("district", _("登记机关"), found.districts, names))
    filed = sum(n for key, n in found.statuses.items() if key in {"submitted", "accepted", "returned"})
    return page(
        "annual_reports/desk_list.html",
        request,
        title=kinds.short(kind),
        tabs=kinds.tabs(kind),
        home=DESKS[kind],
        kind=kind,
        window=window,
        years=[
            (str(each.window.year), state.url(year=each.window.year, page=None), each is chosen)
            for each in every
        ],
        phase=window.phase(now),
        found=Page(found.rows, found.total, state),
        facets=facets,
        filed=filed,
        owed=sum(found.statuses.values()),
        overdue=found.overdue,
        waiting=found.statuses.get("submitted", 0),
        names=names,
        views=views,
        sanction=SANCTION if kind is FormKind.OPERATING else duty_of(kind),
        may_configure=may(actor_of(request), Permission.REPORTS_CONFIGURE),
        may_order=may(actor, Permission.CASES_HANDLE),
        **await _naming(actor, chosen, found.rows),
    )


async def _naming(actor: Actor, chosen: windows.Known, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Whether the missing are named, or could be; and the two flags of the firms shown."""
    ids = [each["id"] for each in rows]
    window, today = chosen.window, clock.today()
    rule = await decrees.in_force(parameters.PUBLISH_MISSING, actor.organ_id, today)
    is_over = today > (window.late_until or window.closes_on)
    return {
        "naming": await naming.decided(chosen.id, actor.organ_id),
        "naming_rule": rule,
        "may_name": is_over
        and bool(rule.value and rule.decree_number)
        and may(actor, Permission.REPORTS_REVIEW),
        "nil_twice": await public.nil_twice(ids, window.year) if window.kind is FormKind.OPERATING else set(),
        "unreachable": await subjects.not_contacted(ids),
    }


class Nothing(forms.Form):
    """An act without words."""


@post(kinds.at_desk("/{year:int}/name-missing"), opt=REVIEW, include_in_schema=False)
async def name_missing(request: Ask, year: int) -> Response[Any]:
    """Decide that who has not filed is named, on the basis of the decree in force."""
    form, _problems, _raw = await forms.parse(Nothing, request)
    if form is None:
        raise errors.Invalid({"form": "表单中有本页没有的项目，请刷新页面后重新填写"})
    kind, now = kinds.of(request), clock.now()
    until = await naming.decide(kind, year, actor=actor_of(request), now=now)
    await naming.publish_decided(now=now)
    flash(request, _("已决定公示，公示至%(day)s", day=i18n.day(until)))
    return redirect(f"{DESKS[kind]}?year={year}&due=overdue")


@get(kinds.at_desk(".csv"), opt=READ, include_in_schema=False)
async def listing_csv(request: Ask) -> Stream:
    """Exactly the list that is shown, as a file."""
    state, kind = _state(request), kinds.of(request)
    _every, chosen = await _window(state, kind)
    if chosen is None:
        raise errors.NotFound
    found = await desk.listed(
        actor_of(request),
        chosen.window,
        _asked(state, chosen.window.year, limit=MOST_EXPORTED, offset=0),
        now=clock.now(),
    )
    columns = [
        Column(_("报告年度")),
        Column(_("登记编号")),
        Column(_("机构名称")),
        Column(_("统一社会信用代码")),
        Column(_("登记机关")),
        Column(_("状态")),
        Column(_("编号")),
        Column(_("报送时间"), "moment"),
        Column(_("已逾期")),
    ]
    rows = (
        (
            str(chosen.window.year),
            row["firm_number"],
            row["name"],
            row["uscc"] or "",
            row["organ_area"],
            _(STATUSES[Status(row["status"])]),
            row["number"] or "",
            row["filed_at"],
            _("是") if row["is_overdue"] else "",
        )
        for row in found.rows
    )
    return Stream(
        csv.chunks(columns, rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{kind}-reports-{chosen.window.year}.csv"'},
    )


async def _review_page(
    request: Ask,
    year: int,
    number: str,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[Any]:
    actor, kind = actor_of(request), kinds.of(request)
    report = await desk.visible_report(actor, year, number, kind)
    filed = await reports.filings(report.id)
    latest = filed[0]
    previous = await reports.last_year(report.firm_id, year, kind)
    before = filed[1].cells if len(filed) > 1 else None
    # Reports taken over from an earlier system came without the register's data of their day.
    kept = latest.register if "name" in latest.register else await reports.register_data(report.firm_id)
    register = views.in_register(kept)
    groups = []
    for group in catalogue.groups_of(latest.edition, kind):
        shown = [
            cell
            for cell in views.cells(
                catalogue.of_group(latest.edition, group.key, kind), latest.cells, previous, register, kind
            )
            if cell.value not in (None, "", ())
        ]
        if shown:
            groups.append((group.name(i18n.language()), shown))
    steps = steps_of(kind)
    entries = [
        {
            "at": entry.at,
            "label": _(steps[entry.action].label)
            if entry.action in steps
            else _(EVENTS.get(entry.action, entry.action)),
            "actor": entry.actor_name,
            "organ": entry.actor_organ,
            "reason": entry.reason,
            "citations": entry.articles,
        }
        for entry in await record.history("annual_report", report.id)
    ]
    return page(
        "annual_reports/review.html",
        request,
        status_code=422 if problems else 200,
        report=report,
        filed=filed,
        latest=latest,
        recalls=await reports.recalls(report.id),
        receipts=(),
        earlier={
            key: views.Cell(catalogue.BY_KEY[key], value).shown for key, value in (before or {}).items()
        },
        register=views.register_rows(kept),
        firm={"number": number, "name": kept["name"]},
        groups=groups,
        findings=views.kept_findings(latest.findings),
        flagged={key for each in latest.findings for key in each["cells"]},
        entries=entries,
        can_review=permissions.can_review(actor, report.organ_id) and may(actor, Permission.REPORTS_REVIEW),
        values=values or {},
        errors=problems or {},
        home=DESKS[kind],
        kind=kind,
        title=kinds.short(kind),
        duty=duty_of(kind),
        verification=await verifications.of_report(report.id) if kind is FormKind.DISPATCH else None,
        verifying=DISPATCH_VERIFICATION,
        checks=await report_checks.of_firm(report.firm_id, year) if kind is FormKind.OPERATING else [],
        check_words={key: _(text) for key, text in CHECK_RESULTS.items()},
        results=[(str(key), _(text)) for key, text in VERIFIED.items()],
        choices=[(cell.key, cell.label) for _title, cells in groups for cell in cells],
        views=views,
        breadcrumbs=[(kinds.name(kind), f"{DESKS[kind]}?year={year}"), (kept["name"], None)],
    )


@get(kinds.at_desk("/{year:int}/{number:str}"), opt=READ, include_in_schema=False)
async def review_page(request: Ask, year: int, number: str) -> Response[Any]:
    """One filing: what the register says, last year, this year, and what the edits found."""
    return await _review_page(request, year, number)


class Accepting(forms.Form):
    """Accept exactly the version that was shown."""

    version: int


@post("/desk/annual-reports/{year:int}/{number:str}/accept", opt=REVIEW, include_in_schema=False)
async def accept(request: Ask, year: int, number: str) -> Response[Any]:
    """The filing stands."""
    await desk.reviewable_report(actor_of(request), year, number)
    form, problems, _raw = await forms.parse(Accepting, request)
    if form is None:
        return await _review_page(request, year, number, problems=problems)
    await review.accept(year, number, form.version, actor=actor_of(request), now=clock.now())
    flash(request, _("已审核通过"))
    return redirect(f"{DESKS[FormKind.OPERATING]}?year={year}&status=submitted")


class Verifying(forms.Form):
    """What the verification of exactly the version shown found."""

    version: int
    result: str = ""
    facts: Annotated[str, Field(max_length=2000)] = ""
    cells: list[str] = Field(default_factory=list)


@post("/desk/dispatch-reports/{year:int}/{number:str}/verify", opt=REVIEW, include_in_schema=False)
async def verify(request: Ask, year: int, number: str) -> Response[Any]:
    """The report on dispatch is verified; the notice goes to the firm and the result to its record."""
    await desk.reviewable_report(actor_of(request), year, number, kinds.DISPATCH)
    form, problems, raw = await forms.parse(Verifying, request)
    if form is None:
        return await _review_page(request, year, number, values=raw, problems=problems)
    try:
        await verifying.verify(
            year,
            number,
            form.version,
            form.result,
            form.facts,
            form.cells,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _review_page(request, year, number, values=raw, problems=field_words(refusal))
    flash(request, _("已核验，结果已记入机构的信用记录，机构会收到告知书"))
    return redirect(f"{DESKS[kinds.DISPATCH]}/{year}/{number}")


async def _send_back(request: Ask, year: int, number: str, step: str) -> Response[Any]:
    kind = kinds.of(request)
    await desk.reviewable_report(actor_of(request), year, number, kind)
    sent = {
        name: str(value) for name, value in (await request.form()).multi_items() if name != forms.CSRF_FIELD
    }
    version = sent.pop("version", "0")
    reason = sent.pop("reason", "")
    marks = {
        name[len(MARK) :]: sent.get(f"note-{name[len(MARK) :]}", "") for name in sent if name.startswith(MARK)
    }
    raw = {**sent, "reason": reason}
    if any(not name.startswith((MARK, "note-")) for name in sent):
        raise errors.Invalid({"form": "表单中有本页没有的项目，请刷新页面后重新填写"})
    act = review.return_report if step == "return" else review.reopen
    try:
        await act(
            year,
            number,
            int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
            marks,
            reason,
            kind=kind,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _review_page(request, year, number, values=raw, problems=field_words(refusal))
    flash(request, _("已退回，机构会收到通知"))
    return redirect(f"{DESKS[kind]}/{year}/{number}")


@post(kinds.at_desk("/{year:int}/{number:str}/return"), opt=REVIEW, include_in_schema=False)
async def return_report(request: Ask, year: int, number: str) -> Response[Any]:
    """Send the filing back with the cells marked."""
    return await _send_back(request, year, number, "return")


@post(kinds.at_desk("/{year:int}/{number:str}/reopen"), opt=REVIEW, include_in_schema=False)
async def reopen(request: Ask, year: int, number: str) -> Response[Any]:
    """Let the firm correct an accepted report."""
    return await _send_back(request, year, number, "reopen")


HANDLERS = [listing, listing_csv, name_missing, review_page, accept, verify, return_report, reopen]
