"""The respondent's pages: what the statistics ask, the task list of a year, one group of cells a page, explanations."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.annual_reports import tasking, views
from app.errors import field_words, words
from app.shell import i18n
from app.shell.forms import CSRF_FIELD
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.surveys import firm_views
from regulation import errors
from regulation.indicators import catalogue, drafts, edits
from regulation.surveys import entry, permissions, rules
from regulation.surveys.actions import drafting, recalling
from regulation.surveys.queries import obligations, papers, referrals, returns
from regulation.surveys.status import DUTY, WRITABLE

Ask = Request[Any, Any, Any]
FILE: Final = {"permission": Permission.REPORTS_FILE}
HOME: Final = "/firm/returns"
EXPLANATIONS: Final = "explanations"


def crumbs(year: int | None = None, here: str = "") -> list[tuple[str, str | None]]:
    """The way here."""
    found: list[tuple[str, str | None]] = [(_("统计报表"), HOME)]
    if year is not None:
        found.append((_("%(year)s年度", year=year), f"{HOME}/{year}" if here else None))
    if here:
        found.append((here, None))
    return found


async def owed(request: Ask, year: int) -> obligations.Obligation:
    """This firm's obligation of a year. Raises NotFound when it is not asked."""
    for each in await obligations.of_firm(firm_of(request), now=clock.now()):
        if each.year == year:
            return each
    raise errors.NotFound(drafting.NO_DUTY, day=rules.reference_day(year), period=str(year))


def is_ready(this: obligations.Obligation, shared: entry.Shared | None, found: list[edits.Finding]) -> bool:
    """Whether nothing stands in the way of filing."""
    held = this.held
    assert held is not None
    return (
        not this.round.form.missing(held.values(shared))
        and not edits.hard(found)
        and not entry.typed_twice(held.draft, shared, held.differs)
        and all(held.reasons.get(each.key) for each in edits.soft(found))
    )


@get(HOME, opt=FILE, include_in_schema=False)
async def overview(request: Ask) -> Response[str]:
    """What is asked, by when, why, and where it stands."""
    return page(
        "surveys/overview.html",
        request,
        owed=await obligations.of_firm(firm_of(request), now=clock.now()),
        letters=await referrals.letters_to(firm_of(request)),
        reasons=rules.SCOPE_REASONS,
        duty=DUTY,
        secrecy=rules.SECRECY,
        views=firm_views,
    )


@get(f"{HOME}/{{year:int}}", opt=FILE, include_in_schema=False)
async def year_page(request: Ask, year: int) -> Response[str]:
    """The start page before the return is begun, the task list while it is written, the filing afterwards."""
    this = await owed(request, year)
    shared = await firm_views.shared_of(firm_of(request), year)
    letters = [each for each in await referrals.letters_to(firm_of(request)) if each["year"] == year]
    if this.held is None:
        return page(
            "surveys/start.html",
            request,
            this=this,
            shared=shared,
            letters=letters,
            reasons=rules.SCOPE_REASONS,
            problem=rules.form_problem(this.round.form, clock.today()),
            rules=rules,
            views=firm_views,
            phases=views,
            breadcrumbs=crumbs(year),
        )
    held = this.held
    filed = await returns.filings(held.id)
    if held.status not in WRITABLE:
        return await _filed_page(request, this, filed)
    found = await returns.findings(held, this.round, shared, now=clock.now())
    return page(
        "surveys/tasks.html",
        request,
        this=this,
        shared=shared,
        letters=letters,
        tasks=_tasks(this, shared, found),
        filed=filed,
        recalls=await returns.recalls(held.id),
        receipts={each.version for each in filed if await papers.receipt_of(held.id, each.version)},
        opinion=filed[0].opinions[-1] if filed and filed[0].opinions else None,
        marked=[(views.label(key), text) for key, text in held.marks.items()],
        is_ready=is_ready(this, shared, found),
        views=firm_views,
        breadcrumbs=crumbs(year),
    )


async def _filed_page(
    request: Ask, this: obligations.Obligation, filed: list[returns.Filed]
) -> Response[str]:
    held = this.held
    assert held is not None
    form = this.round.form
    latest = filed[0] if filed else None
    groups = [(each.name(i18n.language()), form.indicators(each.key)) for each in form.groups()]
    previous = await returns.last_year(held.firm_id, held.year)
    return page(
        "surveys/filed.html",
        request,
        this=this,
        filed=filed,
        groups=firm_views.read_groups(groups, latest.cells, previous) if latest else [],
        differs=[(views.label(key), each.reason) for key, each in (latest.differs if latest else {}).items()],
        receipt=await papers.receipt_of(held.id),
        recalls=await returns.recalls(held.id),
        receipts={each.version for each in filed if await papers.receipt_of(held.id, each.version)},
        kept_for=await recalling.refusal(held, this.round, clock.now()),
        words=words,
        can_sign=permissions.can_sign(actor_of(request)),
        views=firm_views,
        breadcrumbs=crumbs(this.year),
    )


def _tasks(
    this: obligations.Obligation, shared: entry.Shared | None, found: list[edits.Finding]
) -> list[tasking.Task]:
    held, form = this.held, this.round.form
    assert held is not None
    base = f"{HOME}/{this.year}"
    together = held.values(shared)
    twice = entry.typed_twice(held.draft, shared, held.differs)
    tasks = []
    for group in form.groups():
        keys = {each.key for each in form.indicators(group.key)}
        asked = form.asked(together, group.key)
        saved = held.pages.get(group.key)
        tasks.append(
            tasking.group_task(
                group,
                f"{base}/{group.key}",
                asked,
                form.missing(together, group.key),
                any(not keys.isdisjoint(each.cells) for each in edits.hard(found))
                or not keys.isdisjoint(twice),
                not keys.isdisjoint(held.marks) and not tasking.is_saved_since(saved, held.filed_at),
                saved,
                taken_over=shared is not None and not entry.own_cells(asked, shared),
            )
        )
    return tasks + tasking.last_tasks(
        found, held.reasons, f"{base}/{EXPLANATIONS}", f"{base}/check", is_ready=is_ready(this, shared, found)
    )


@post(f"{HOME}/{{year:int}}/start", opt=FILE, include_in_schema=False)
async def start(request: Ask, year: int) -> Response[None]:
    """Begin the return."""
    await drafting.start(firm_of(request), str(year), actor=actor_of(request), now=clock.now())
    return redirect(f"{HOME}/{year}")


# --- one group of cells ------------------------------------------------------------------------------


async def sent(request: Ask) -> dict[str, list[str]]:
    """The fields of a form, several values of a name together."""
    found: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if name != CSRF_FIELD:
            found.setdefault(name, []).append(value if isinstance(value, str) else "")
    return found


async def _group_page(
    request: Ask,
    this: obligations.Obligation,
    key: str,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    overtaken: str = "",
    sent: dict[str, Any] | None = None,
    was_saved: bool = False,
) -> Response[str]:
    held, form = this.held, this.round.form
    keys = [each.key for each in form.groups()]
    if held is None or key not in keys:
        raise errors.NotFound
    group = catalogue.BY_GROUP[key]
    shared = await firm_views.shared_of(held.firm_id, this.year)
    register = await returns.register_data(held.firm_id)
    previous = await returns.last_year(held.firm_id, this.year)
    shown = firm_views.cells(form, held, shared, previous, key, register=views.in_register(register))
    return page(
        "surveys/group.html",
        request,
        status_code=409 if overtaken else 422 if problems else 200,
        this=this,
        group=group,
        title=group.name(i18n.language()),
        cells=shown,
        values=values if values is not None else firm_views.typed(held, shared),
        errors=problems or {},
        marks=held.marks,
        overtaken=overtaken,
        unsaved=views.unsaved(sent or {}, firm_views.typed(held, shared), entry.OWN),
        was_saved=was_saved,
        revision=held.revision(key),
        register=views.register_rows(register) if key == "identity" else [],
        position=keys.index(key) + 1,
        total=len(keys),
        has_last_year=any(cell.shown_before for cell in shown),
        has_own=any(not cell.is_shared for cell in shown),
        has_shared=any(cell.is_shared for cell in shown),
        shared=shared,
        breadcrumbs=crumbs(this.year, group.name(i18n.language())),
    )


@get(f"{HOME}/{{year:int}}/{{group:str}}", opt=FILE, include_in_schema=False)
async def group_page(request: Ask, year: int, group: str) -> Response[Any]:
    """The cells of one group; those of the operating report are shown, not asked."""
    this = await owed(request, year)
    if group not in catalogue.BY_GROUP:
        raise errors.NotFound
    if this.held is None or this.held.status not in WRITABLE:
        return redirect(f"{HOME}/{year}")
    shared = await firm_views.shared_of(this.held.firm_id, year)
    if not this.round.form.asked(this.held.values(shared), group):
        return redirect(f"{HOME}/{year}")
    return await _group_page(request, this, group)


@post(f"{HOME}/{{year:int}}/{{group:str}}", opt=FILE, include_in_schema=False, status_code=200)
async def save_group(request: Ask, year: int, group: str) -> Response[Any]:
    """Save the page; what cannot be read or does not add up comes back at its cell, the rest is kept."""
    if group not in catalogue.BY_GROUP:
        raise errors.NotFound
    given = await sent(request)
    revision = _whole((given.pop("revision", None) or ["0"])[-1])
    then = (given.pop("then", None) or [""])[-1]
    raw = {name: texts if len(texts) > 1 else texts[0] for name, texts in given.items()}
    is_autosave = request.headers.get("x-requested-with") == "autosave"
    firm_id = firm_of(request)
    shared = await firm_views.shared_of(firm_id, year)
    try:
        saved = await drafting.save_page(
            firm_id,
            str(year),
            group,
            given,
            revision,
            shared=shared,
            actor=actor_of(request),
            now=clock.now(),
        )
    except drafts.Overtaken as refusal:
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
    assert this.held is not None
    problems = _problems(saved, group, this, shared, is_leaving=then == "list")
    if problems:
        values = {**firm_views.typed(this.held, shared), **raw}
        return await _group_page(request, this, group, values=values, problems=problems, was_saved=True)
    return redirect(f"{HOME}/{year}" if then == "list" else _next(this, shared, group))


def _problems(
    saved: drafts.Saved,
    group: str,
    this: obligations.Obligation,
    shared: entry.Shared | None,
    *,
    is_leaving: bool,
) -> dict[str, str]:
    """What is wrong with a page just saved, by field and in the order of the page.

    Who leaves for the task list hears only of what could not be read.
    """
    held, form = this.held, this.round.form
    assert held is not None
    problems = {name: i18n.spoken(each.message, **each.params) for name, each in saved.problems.items()}
    own = {each.key for each in entry.own_cells(form.indicators(group), shared)}
    if not is_leaving:
        for found in edits.hard(list(saved.findings)):
            told = views.spoken(found, held.values(shared))
            at = next(key for key in found.cells if catalogue.BY_KEY[key].group == group)
            text = f"{told.text}{_('（')}{told.arithmetic}{_('）')}" if told.arithmetic else told.text
            problems.setdefault(at if at in own else entry.OWN + at, text)
        for key in saved.missing:
            label = views.label(key)
            if key in own:
                problems.setdefault(key, _("请填写%(label)s", label=label))
            else:
                problems.setdefault(entry.OWN + key, _("经营情况报告尚未填写%(label)s", label=label))
    order = [
        name
        for each in form.indicators(group)
        for name in (each.key, entry.OWN + each.key, entry.WHY + each.key)
    ]
    return {name: problems[name] for name in order if name in problems}


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _next(this: obligations.Obligation, shared: entry.Shared | None, group: str) -> str:
    """The next group with something to look at, else the task list."""
    held, form = this.held, this.round.form
    assert held is not None
    keys = [each.key for each in form.groups()]
    for key in keys[keys.index(group) + 1 :]:
        if form.asked(held.values(shared), key):
            return f"{HOME}/{this.year}/{key}"
    return f"{HOME}/{this.year}"


# --- explanations -------------------------------------------------------------------------------------


async def _explanations_page(
    request: Ask, year: int, *, values: dict[str, Any] | None = None, problems: dict[str, str] | None = None
) -> Response[Any]:
    this = await owed(request, year)
    held = this.held
    if held is None or held.status not in WRITABLE:
        return redirect(f"{HOME}/{year}")
    shared = await firm_views.shared_of(held.firm_id, year)
    found = edits.soft(await returns.findings(held, this.round, shared, now=clock.now()))
    own = {each.key for each in entry.own_cells(this.round.form.indicators(), shared)}
    return page(
        "annual_reports/explanations.html",
        request,
        status_code=422 if problems else 200,
        base=f"{HOME}/{year}",
        readers=_("统计人员会看到"),
        found=[views.spoken(each, held.values(shared), may_convert=own) for each in found],
        values=values or {f"reason-{key}": text for key, text in held.reasons.items()},
        errors=problems or {},
        breadcrumbs=crumbs(year, _("说明异常数据")),
    )


@get(f"{HOME}/{{year:int}}/{EXPLANATIONS}", opt=FILE, include_in_schema=False)
async def explanations(request: Ask, year: int) -> Response[Any]:
    """Every figure that stands out, with the sum behind it and a place for the reason."""
    return await _explanations_page(request, year)


@post(f"{HOME}/{{year:int}}/{EXPLANATIONS}", opt=FILE, include_in_schema=False)
async def save_explanations(request: Ask, year: int) -> Response[Any]:
    """Keep the reasons; convert the amounts whose unit was mistaken."""
    given = {name: texts[-1] for name, texts in (await sent(request)).items()}
    reasons, converted = views.explained(given)
    firm_id = firm_of(request)
    shared = await firm_views.shared_of(firm_id, year)
    try:
        await drafting.explain(
            firm_id, str(year), reasons, converted, shared=shared, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        problems = {f"reason-{key}": text for key, text in field_words(refusal).items()}
        return await _explanations_page(request, year, values=given, problems=problems)
    if converted:
        flash(request, _("已按“元”换算为“万元”，请核对换算后的数据"), "info")
    return redirect(f"{HOME}/{year}")


HANDLERS = [overview, year_page, start, explanations, save_explanations, group_page, save_group]
