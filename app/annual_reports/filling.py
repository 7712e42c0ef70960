"""The firm's pages: what it owes, the task list of a year, one group of cells a page, explanations."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.annual_reports import kinds, tasking, views
from app.errors import field_words, words
from app.shell import i18n
from app.shell.forms import CSRF_FIELD
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.actions import drafting, filing, recalling
from regulation.annual_reports.actions.filing import FIRM_PAGES
from regulation.annual_reports.queries import obligations, reports, verifications
from regulation.annual_reports.rules import SANCTION
from regulation.annual_reports.status import WRITABLE
from regulation.indicators import catalogue, edits
from regulation.indicators.indicator import FormKind

Ask = Request[Any, Any, Any]
FILE: Final = {"permission": Permission.REPORTS_FILE}
EXPLANATIONS: Final = "explanations"


def crumbs(kind: FormKind, year: int | None = None, here: str = "") -> list[tuple[str, str | None]]:
    """The way here."""
    home = FIRM_PAGES[kind]
    found: list[tuple[str, str | None]] = [(kinds.name(kind), home)]
    if year is not None:
        title = _("%(year)s年度", year=year)
        found.append((title, f"{home}/{year}" if here else None))
    if here:
        found.append((here, None))
    return found


async def owed(request: Ask, year: int) -> obligations.Obligation:
    """This firm's obligation of a year, its draft with what it shares. Raises NotFound when there is none."""
    kind = kinds.of(request)
    for each in await obligations.of_firm(firm_of(request), now=clock.now(), kind=kind):
        if each.year != year:
            continue
        if each.report is None or kind is FormKind.OPERATING:
            return each
        whole = await reports.content(each.report, each.window.form.edition)
        return replace(each, report=replace(each.report, draft=whole))
    raise errors.NotFound(
        drafting.NO_DISPATCH_DUTY if kind is kinds.DISPATCH else drafting.NO_DUTY,
        day=rules.reference_day(year),
        year=year,
    )


def base_of(this: obligations.Obligation) -> str:
    """The address of the year's report."""
    return f"{FIRM_PAGES[this.kind]}/{this.year}"


@get(kinds.at_firm(), opt=FILE, include_in_schema=False)
async def overview(request: Ask) -> Response[str]:
    """What is due, by when, why, and where it stands."""
    kind = kinds.of(request)
    found = await obligations.of_firm(firm_of(request), now=clock.now(), kind=kind)
    # A report taken over from an earlier system was never given a receipt here.
    filed = [each.report.id for each in found if each.report and each.report.filed_id]
    return page(
        "annual_reports/overview.html",
        request,
        owed=found,
        receipts={report_id for report_id in filed if await filing.receipt_of(report_id)},
        reasons=rules.DUTY_REASONS,
        duty=rules.duty_of(kind),
        home=FIRM_PAGES[kind],
        title=kinds.short(kind),
        tabs=[(kinds.name(each), FIRM_PAGES[each], each is kind) for each in rules.KINDS],
        views=views,
    )


@get(kinds.at_firm("/{year:int}"), opt=FILE, include_in_schema=False)
async def year_page(request: Ask, year: int) -> Response[str]:
    """The start page before the report is begun, the task list while it is written, the filing afterwards."""
    this = await owed(request, year)
    if this.report is None:
        return page(
            "annual_reports/start.html",
            request,
            this=this,
            reasons=rules.DUTY_REASONS,
            duty=rules.duty_of(this.kind),
            sanction=SANCTION if this.kind is FormKind.OPERATING else None,
            base=base_of(this),
            title=kinds.short(this.kind),
            views=views,
            breadcrumbs=crumbs(this.kind, year),
        )
    report = this.report
    filed = await reports.filings(report.id)
    if report.status not in WRITABLE:
        return page(
            "annual_reports/filed.html",
            request,
            this=this,
            filed=filed,
            groups=_read_groups(
                filed[0], await reports.last_year(report.firm_id, year, this.kind), this.kind
            ),
            receipt=await filing.receipt_of(report.id),
            verification=await verifications.of_report(report.id) if this.kind is kinds.DISPATCH else [],
            recalls=await reports.recalls(report.id),
            receipts={each.version for each in filed if await filing.receipt_of(report.id, each.version)},
            kept_for=await recalling.refusal(report, this.window, clock.now()),
            words=words,
            can_sign=permissions.can_sign(actor_of(request)),
            base=base_of(this),
            title=kinds.short(this.kind),
            views=views,
            breadcrumbs=crumbs(this.kind, year),
        )
    found = await drafting.findings(report, this.window, now=clock.now())
    return page(
        "annual_reports/tasks.html",
        request,
        this=this,
        tasks=_tasks(this, found),
        filed=filed,
        recalls=await reports.recalls(report.id),
        receipts={each.version for each in filed if await filing.receipt_of(report.id, each.version)},
        opinion=filed[0].opinions[-1] if filed and filed[0].opinions else None,
        marked=[(views.label(key), text) for key, text in report.marks.items()],
        is_ready=_is_ready(this, found),
        base=base_of(this),
        title=kinds.short(this.kind),
        views=views,
        breadcrumbs=crumbs(this.kind, year),
    )


def _read_groups(filed: reports.Filed, previous: Any, kind: FormKind) -> list[tuple[str, list[views.Cell]]]:
    return [
        (
            group.name(i18n.language()),
            [
                cell
                for cell in views.cells(
                    catalogue.of_group(filed.edition, group.key, kind), filed.cells, previous, form=kind
                )
                if cell.value not in (None, "", ())
            ],
        )
        for group in catalogue.groups_of(filed.edition, kind)
    ]


def _is_ready(this: obligations.Obligation, found: list[Any]) -> bool:
    report = this.report
    assert report is not None
    return (
        not catalogue.missing(this.window.form.edition, report.draft, form=this.kind)
        and not edits.hard(found)
        and all(report.reasons.get(each.key) for each in edits.soft(found))
    )


def _tasks(this: obligations.Obligation, found: list[Any]) -> list[tasking.Task]:
    report = this.report
    assert report is not None
    edition = this.window.form.edition
    base = base_of(this)
    tasks = []
    for group in catalogue.groups_of(edition, this.kind):
        keys = {each.key for each in catalogue.of_group(edition, group.key, this.kind)}
        saved = report.pages.get(group.key)
        tasks.append(
            tasking.group_task(
                group,
                f"{base}/{group.key}",
                catalogue.asked(edition, report.draft, group.key, this.kind),
                catalogue.missing(edition, report.draft, group.key, this.kind),
                any(not keys.isdisjoint(each.cells) for each in edits.hard(found)),
                not keys.isdisjoint(report.marks) and not tasking.is_saved_since(saved, report.filed_at),
                saved,
            )
        )
    return tasks + tasking.last_tasks(
        found, report.reasons, f"{base}/{EXPLANATIONS}", f"{base}/check", is_ready=_is_ready(this, found)
    )


@post(kinds.at_firm("/{year:int}/start"), opt=FILE, include_in_schema=False)
async def start(request: Ask, year: int) -> Response[None]:
    """Begin the report."""
    kind = kinds.of(request)
    await drafting.start(firm_of(request), year, kind=kind, actor=actor_of(request), now=clock.now())
    return redirect(f"{FIRM_PAGES[kind]}/{year}")


# --- one group of cells ------------------------------------------------------------------------------


async def _sent(request: Ask) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if name != CSRF_FIELD:
            found.setdefault(name, []).append(value if isinstance(value, str) else "")
    return found


def _group(key: str) -> Any:
    group = catalogue.BY_GROUP.get(key)
    if group is None:
        raise errors.NotFound
    return group


async def _group_page(
    request: Ask,
    this: obligations.Obligation,
    key: str,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    notes: list[views.Spoken] | None = None,
    overtaken: str = "",
    sent: dict[str, Any] | None = None,
    was_saved: bool = False,
) -> Response[str]:
    group = _group(key)
    report = this.report
    edition = this.window.form.edition
    if report is None or group not in catalogue.groups_of(edition, this.kind):
        raise errors.NotFound
    register = await reports.register_data(report.firm_id)
    held = await reports.shared(report.firm_id, this.year, edition) if this.kind is kinds.DISPATCH else {}
    shown = views.cells(
        catalogue.of_group(edition, key, this.kind),
        report.draft,
        await reports.last_year(report.firm_id, this.year, this.kind),
        views.in_register(register),
        this.kind,
    )
    return page(
        "annual_reports/group.html",
        request,
        status_code=409 if overtaken else 422 if problems else 200,
        this=this,
        base=base_of(this),
        held=held,
        operating=f"{FIRM_PAGES[FormKind.OPERATING]}/{this.year}",
        group=group,
        title=group.name(i18n.language()),
        cells=[cell for cell in shown if cell.is_asked],
        values=values if values is not None else views.typed(report.draft),
        errors=problems or {},
        notes=notes or [],
        marks=report.marks,
        overtaken=overtaken,
        unsaved=views.unsaved(sent or {}, views.typed(report.draft)),
        was_saved=was_saved,
        revision=report.revision(key),
        register=views.register_rows(register) if key == "identity" else [],
        position=[each.key for each in catalogue.groups_of(edition, this.kind)].index(key) + 1,
        total=len(catalogue.groups_of(edition, this.kind)),
        has_last_year=any(cell.shown_before for cell in shown),
        breadcrumbs=crumbs(this.kind, this.year, group.name(i18n.language())),
    )


@get(kinds.at_firm("/{year:int}/{group:str}"), opt=FILE, include_in_schema=False)
async def group_page(request: Ask, year: int, group: str) -> Response[Any]:
    """The cells of one group, with last year's value beside each."""
    this = await owed(request, year)
    if this.report is None or this.report.status not in WRITABLE:
        return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}")
    if not catalogue.asked(this.window.form.edition, this.report.draft, _group(group).key, this.kind):
        return redirect(base_of(this))
    return await _group_page(request, this, group)


@post(kinds.at_firm("/{year:int}/{group:str}"), opt=FILE, include_in_schema=False, status_code=200)
async def save_group(request: Ask, year: int, group: str) -> Response[Any]:
    """Save the page; what cannot be read or does not add up comes back at its cell, the rest is kept."""
    _group(group)
    sent = await _sent(request)
    revision = _whole((sent.pop("revision", None) or ["0"])[-1])
    then = (sent.pop("then", None) or [""])[-1]
    raw = {name: texts if len(texts) > 1 else texts[0] for name, texts in sent.items()}
    is_autosave = request.headers.get("x-requested-with") == "autosave"
    try:
        saved = await drafting.save_page(
            firm_of(request),
            year,
            group,
            sent,
            revision,
            kind=kinds.of(request),
            actor=actor_of(request),
            now=clock.now(),
        )
    except drafting.Overtaken as refusal:
        if is_autosave:
            return Response("", status_code=409)
        at = i18n.instant(datetime.fromisoformat(str(refusal.params["at"])))
        text = _(refusal.message, name=refusal.params["name"], at=at)
        return await _group_page(request, await owed(request, year), group, overtaken=text, sent=raw)
    except errors.Invalid as refusal:
        if is_autosave:
            return Response("", status_code=422)
        return await _group_page(
            request, await owed(request, year), group, values=raw, problems=field_words(refusal)
        )
    if is_autosave:
        return Response("", status_code=422 if saved.problems else 200)
    this = await owed(request, year)
    assert this.report is not None
    problems = _problems(saved, group, this.report, is_leaving=then == "list")
    if problems:
        keys = [each.key for each in catalogue.of_group(this.window.form.edition, group, this.kind)]
        ordered = {key: problems[key] for key in keys if key in problems}
        values = {**views.typed(this.report.draft), **raw}
        return await _group_page(request, this, group, values=values, problems=ordered, was_saved=True)
    if then == "list":
        return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}")
    return redirect(_next(this, group))


def _problems(
    saved: drafting.Saved, group: str, report: reports.Report, *, is_leaving: bool
) -> dict[str, str]:
    """What is wrong with a page just saved, by cell; who leaves for the task list hears only of what could not be read."""
    problems = {key: i18n.spoken(each.message, **each.params) for key, each in saved.problems.items()}
    if is_leaving:
        return problems
    for found in edits.hard(list(saved.findings)):
        told = views.spoken(found, report.draft, form=report.kind)
        at = next(key for key in found.cells if catalogue.BY_KEY[key].group_on(report.kind) == group)
        text = f"{told.text}{_('（')}{told.arithmetic}{_('）')}" if told.arithmetic else told.text
        problems.setdefault(at, text)
    for key in saved.missing:
        problems.setdefault(key, _("请填写%(label)s", label=views.label(key)))
    return problems


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _next(this: obligations.Obligation, group: str) -> str:
    """The next group that is asked, else the task list."""
    assert this.report is not None
    keys = [each.key for each in catalogue.groups_of(this.window.form.edition, this.kind)]
    for key in keys[keys.index(group) + 1 :]:
        if catalogue.asked(this.window.form.edition, this.report.draft, key, this.kind):
            return f"{base_of(this)}/{key}"
    return base_of(this)


# --- explanations -------------------------------------------------------------------------------------


async def _explanations_page(
    request: Ask, year: int, *, values: dict[str, Any] | None = None, problems: dict[str, str] | None = None
) -> Response[Any]:
    this = await owed(request, year)
    report = this.report
    if report is None or report.status not in WRITABLE:
        return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}")
    found = edits.soft(await drafting.findings(report, this.window, now=clock.now()))
    return page(
        "annual_reports/explanations.html",
        request,
        status_code=422 if problems else 200,
        base=base_of(this),
        readers=_("登记机关会看到"),
        found=[views.spoken(each, report.draft, form=this.kind) for each in found],
        values=values or {f"reason-{key}": text for key, text in report.reasons.items()},
        errors=problems or {},
        breadcrumbs=crumbs(this.kind, year, _("说明异常数据")),
    )


@get(kinds.at_firm(f"/{{year:int}}/{EXPLANATIONS}"), opt=FILE, include_in_schema=False)
async def explanations(request: Ask, year: int) -> Response[Any]:
    """Every figure that stands out, with the sum behind it and a place for the reason."""
    return await _explanations_page(request, year)


@post(kinds.at_firm(f"/{{year:int}}/{EXPLANATIONS}"), opt=FILE, include_in_schema=False)
async def save_explanations(request: Ask, year: int) -> Response[Any]:
    """Keep the reasons; convert the amounts whose unit was mistaken."""
    sent = {name: texts[-1] for name, texts in (await _sent(request)).items()}
    reasons, converted = views.explained(sent)
    try:
        await drafting.explain(
            firm_of(request),
            year,
            reasons,
            converted,
            kind=kinds.of(request),
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        problems = {f"reason-{key}": text for key, text in field_words(refusal).items()}
        return await _explanations_page(request, year, values=sent, problems=problems)
    if converted:
        flash(request, _("已按“元”换算为“万元”，请核对换算后的数据"), "info")
    return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}")


HANDLERS = [overview, year_page, start, explanations, save_explanations, group_page, save_group]
