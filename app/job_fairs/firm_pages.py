"""The organizer's side: fairs and plans, the form, announcements, figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.job_fairs import forms as shapes
from app.job_fairs import words
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import calendar, documents, record
from regulation.job_fairs import permissions, queries, rules
from regulation.job_fairs.actions import figures, filing, planning, running
from regulation.job_fairs.status import EDITABLE, STEPS, FairStatus, Mode, PoliceBody

APPLY = {"permission": Permission.LICENSING_APPLY}
Ask = Request[Any, Any, Any]
HOME = "/firm/job-fairs"


def _crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("招聘会"), HOME), *more]


async def _own(request: Ask, number: str) -> dict[str, Any]:
    found = await queries.visible(actor_of(request), number)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


@get(HOME, opt=APPLY, include_in_schema=False)
async def fairs(request: Ask) -> Response[Any]:
    """The firm's fairs, what is to be done with each, and its plans."""
    firm_id = firm_of(request)
    state = listing.ListState.of(request, filters=("status",))
    found = await queries.of_firm(
        firm_id,
        queries.Wanted(q=state.q, status=state.values("status"), limit=state.limit, offset=state.offset),
    )
    today = clock.today()
    return page(
        "job_fairs/firm_list.html",
        request,
        state=state,
        page=listing.Page(found.rows, found.total, state),
        plans=await queries.plans_of(firm_id),
        plan_year=today.year + 1,
        plan_due=rules.plan_due(today.year + 1),
        basis=rules.NOTICE,
        doubt=rules.FILING_AHEAD.since(today).doubt,
        words=words,
        today=today,
    )


@post(HOME, opt=APPLY, include_in_schema=False)
async def start(request: Ask) -> Response[Any]:
    """Begin a filing, or copy an earlier one."""
    form, _problems, _raw = await forms.parse(shapes.StartForm, request)
    if form is None:
        return redirect(HOME)
    number = await filing.start(
        firm_of(request),
        like=form.like,
        request_key=form.request_key,
        actor=actor_of(request),
        now=clock.now(),
    )
    return redirect(f"{HOME}/{number}/form")


async def _form(
    request: Ask,
    fair: dict[str, Any],
    values: dict[str, Any],
    problems: dict[str, str],
    status_code: int = 200,
) -> Response[Any]:
    known = await calendar.current()
    first = fair["first_day"]
    body = (
        rules.police_body(fair["expected"], Mode(fair["mode"]))
        if fair["expected"] is not None
        else PoliceBody.NONE
    )
    return page(
        "job_fairs/form.html",
        request,
        status_code=status_code,
        fair=fair,
        values=values,
        errors=problems,
        areas=words.areas(),
        modes=[(str(each), words.mode(each)) for each in Mode],
        plans=[(key, _(label)) for key, label in rules.PLANS.items()],
        file_by=rules.filed_by(first, known) if first else None,
        police=body,
        police_by=rules.police_asked_by(first, known) if first and body is not PoliceBody.NONE else None,
        can_sign=permissions.can_sign(actor_of(request), fair["firm"]),
        basis=rules.NOTICE,
        plans_basis=STEPS["file"].cites[1],
        large=rules.LARGE,
        doubt=rules.FILING_AHEAD.since(clock.today()).doubt,
        words=words,
        breadcrumbs=_crumbs((fair["name"] or _("新的备案"), None)),
    )


@get(HOME + "/{number:str}/form", opt=APPLY, include_in_schema=False)
async def form_page(request: Ask, number: str) -> Response[Any]:
    """The form, as far as it is filled in."""
    fair = await _own(request, number)
    if fair["status"] not in EDITABLE:
        return redirect(f"{HOME}/{fair['number']}")
    return await _form(request, fair, filing.answers_of(fair), {})


@post(HOME + "/{number:str}/form", opt=APPLY, include_in_schema=False)
async def save_or_file(request: Ask, number: str) -> Response[Any]:
    """Keep what was filled in; with the second button, file it."""
    fair = await _own(request, number)
    form, problems, raw = await forms.parse(shapes.FairForm, request)
    if form is None:
        return await _form(request, fair, raw, problems, 422)
    given = form.model_dump(exclude={"seen_at", "act", "request_key"})
    given["mode"] = str(form.mode)
    actor, now = actor_of(request), clock.now()
    try:
        await filing.save(fair["number"], given, seen_at=_moment(form.seen_at), actor=actor, now=now)
    except errors.AlreadyMoved as moved:
        # Nothing typed is lost: it stands in the form, with the new moment to save against.
        return await _form(
            request, await _own(request, number), raw, {forms.WHOLE: _(moved.message, **moved.params)}, 409
        )
    if form.act == "save":
        flash(request, _("已保存"))
        return redirect(f"{HOME}/{number}/form")
    try:
        filed = await filing.file(fair["number"], request_key=form.request_key, actor=actor, now=now)
    except errors.Invalid as invalid:
        return await _form(request, await _own(request, number), raw, words.refused(invalid), 422)
    flash(request, _("已备案"))
    return redirect(f"{HOME}/{filed}")


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise errors.AlreadyMoved from None


@get(HOME + "/{number:str}", opt=APPLY, include_in_schema=False)
async def fair_page(request: Ask, number: str) -> Response[Any]:
    """One fair: where it stands, its papers, what was announced, its figures, what can be done."""
    fair = await _own(request, number)
    if fair["status"] == FairStatus.DRAFT:
        return redirect(f"{HOME}/{fair['number']}/form")
    return page(
        "job_fairs/firm_fair.html", request, breadcrumbs=_crumbs((fair["name"], None)), **await about(fair)
    )


async def about(fair: dict[str, Any]) -> dict[str, Any]:
    """What both sides see of a fair."""
    known = await calendar.current()
    return {
        "fair": fair,
        "answers": filing.answers_of(fair),
        "notes": await queries.notes(fair["id"]),
        "figures": await queries.figures(fair["id"]),
        "figure_names": rules.FIGURES,
        "papers": await documents.of_matter("fair", fair["id"]),
        "entries": await record.history("fair", fair["id"]),
        "police_by": rules.police_asked_by(fair["first_day"], known)
        if fair["police_body"] != PoliceBody.NONE and fair["first_day"]
        else None,
        "large": rules.LARGE,
        "basis": rules.NOTICE,
        "steps": STEPS,
        "words": words,
        "today": clock.today(),
    }


@post(HOME + "/{number:str}/discard", opt=APPLY, include_in_schema=False)
async def discard(request: Ask, number: str) -> Response[Any]:
    """Give a draft up."""
    await forms.parse(shapes.NothingForm, request)
    fair = await _own(request, number)
    await filing.discard(fair["number"], actor=actor_of(request), now=clock.now())
    flash(request, _("草稿已作废"))
    return redirect(HOME)


@post(HOME + "/{number:str}/police", opt=APPLY, include_in_schema=False)
async def police(request: Ask, number: str) -> Response[Any]:
    """The number of the safety licence."""
    fair = await _own(request, number)
    form, problems, _raw = await forms.parse(shapes.PoliceForm, request)
    if form is None:
        flash(request, next(iter(problems.values())), "danger")
    else:
        await running.give_police_licence(
            fair["number"], form.police_licence, actor=actor_of(request), now=clock.now()
        )
        flash(request, _("已记录安全许可文号"))
    return redirect(f"{HOME}/{fair['number']}")


def _announcing(
    request: Ask, fair: dict[str, Any], act: str, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    return page(
        "job_fairs/announce.html",
        request,
        status_code=422 if problems else 200,
        fair=fair,
        act=act,
        values=values,
        errors=problems,
        needs_media=act == "change" or fair["status"] == FairStatus.LISTED,
        basis=rules.NOTICE,
        breadcrumbs=_crumbs(
            (fair["name"], f"{HOME}/{fair['number']}"),
            (_(STEPS["announce_change" if act == "change" else "call_off"].label), None),
        ),
    )


@get(HOME + "/{number:str}/change", opt=APPLY, include_in_schema=False)
async def change_page(request: Ask, number: str) -> Response[Any]:
    """What a listed fair may still change."""
    fair = await _own(request, number)
    return _announcing(
        request,
        fair,
        "change",
        {key: fair[key] for key in running.CHANGING} | {"announced_on": clock.today()},
        {},
    )


@post(HOME + "/{number:str}/change", opt=APPLY, include_in_schema=False)
async def change(request: Ask, number: str) -> Response[Any]:
    """Announce a change."""
    fair = await _own(request, number)
    form, problems, raw = await forms.parse(shapes.ChangeForm, request)
    if form is not None:
        try:
            await running.announce_change(
                fair["number"],
                {key: getattr(form, key) for key in running.CHANGING},
                text=form.text,
                media=form.media,
                announced_on=form.announced_on,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = words.refused(invalid)
        else:
            flash(request, _("变更已公告"))
            return redirect(f"{HOME}/{fair['number']}")
    return _announcing(request, fair, "change", raw, problems)


@get(HOME + "/{number:str}/call-off", opt=APPLY, include_in_schema=False)
async def call_off_page(request: Ask, number: str) -> Response[Any]:
    """Call a fair off, with the reason."""
    return _announcing(request, await _own(request, number), "call-off", {"announced_on": clock.today()}, {})


@post(HOME + "/{number:str}/call-off", opt=APPLY, include_in_schema=False)
async def call_off(request: Ask, number: str) -> Response[Any]:
    """The fair does not take place."""
    fair = await _own(request, number)
    form, problems, raw = await forms.parse(shapes.AnnouncementForm, request)
    if form is not None:
        try:
            await running.call_off(
                fair["number"],
                text=form.text,
                media=form.media,
                announced_on=form.announced_on,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = words.refused(invalid)
        else:
            flash(request, _("招聘会已取消"))
            return redirect(f"{HOME}/{fair['number']}")
    return _announcing(request, fair, "call-off", raw, problems)


async def _figures(
    request: Ask, fair: dict[str, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    return page(
        "job_fairs/figures.html",
        request,
        status_code=422 if problems else 200,
        fair=fair,
        values=values,
        errors=problems,
        names=rules.FIGURES,
        corrects=fair["status"] == FairStatus.REPORTED,
        basis=rules.NOTICE,
        breadcrumbs=_crumbs((fair["name"], f"{HOME}/{fair['number']}"), (_("统计"), None)),
    )


@get(HOME + "/{number:str}/figures", opt=APPLY, include_in_schema=False)
async def figures_page(request: Ask, number: str) -> Response[Any]:
    """The figures of a fair that was held."""
    fair = await _own(request, number)
    if fair["status"] not in {FairStatus.HELD, FairStatus.REPORTED}:
        return redirect(f"{HOME}/{fair['number']}")
    known = await queries.figures(fair["id"])
    return await _figures(request, fair, known[-1]["figures"] if known else {}, {})


@post(HOME + "/{number:str}/figures", opt=APPLY, include_in_schema=False)
async def report(request: Ask, number: str) -> Response[Any]:
    """Report or correct the figures."""
    fair = await _own(request, number)
    form, problems, raw = await forms.parse(shapes.FiguresForm, request)
    if form is not None:
        try:
            await figures.report(
                fair["number"],
                {key: getattr(form, key) for key in rules.FIGURES},
                reason=form.reason,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = words.refused(invalid)
        else:
            flash(request, _("统计已报送"))
            return redirect(f"{HOME}/{fair['number']}")
    return await _figures(request, fair, raw, problems)


async def _plan(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    year = clock.today().year + 1
    firm = await queries.firm(firm_of(request))
    return page(
        "job_fairs/plan.html",
        request,
        status_code=422 if problems else 200,
        values={"year": year, "organ": firm["area"], **values},
        errors=problems,
        areas=words.areas(),
        due_on=rules.plan_due(year),
        year=year,
        most=planning.MOST_LINES,
        can_sign=permissions.can_sign(actor_of(request), firm["id"]),
        basis=rules.NOTICE,
        doubt=rules.PLAN_DAY.since(clock.today()).doubt,
        breadcrumbs=_crumbs((_("定期招聘会年度计划"), None)),
    )


@get(HOME + "/plan", opt=APPLY, include_in_schema=False)
async def plan_page(request: Ask) -> Response[Any]:
    """The plan of regular fairs of next year."""
    return await _plan(request, {}, {})


@post(HOME + "/plan", opt=APPLY, include_in_schema=False)
async def plan(request: Ask) -> Response[Any]:
    """File the plan; its fairs are filed with it."""
    form, problems, raw = await forms.parse(shapes.PlanForm, request)
    if form is not None:
        try:
            number = await planning.file_plan(
                firm_of(request),
                form.year,
                form.organ,
                words.read_lines(form.lines),
                contact_name=form.contact_name,
                contact_phone=form.contact_phone,
                request_key=form.request_key,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = _by_line(invalid)
        else:
            flash(request, _("计划已报送：%(number)s", number=number))
            return redirect(HOME)
    return await _plan(request, raw, problems)


def _by_line(invalid: errors.Invalid) -> dict[str, str]:
    """Errors of lines are told at the field of all lines, each with its place."""
    found = words.refused(invalid)
    lines = {key: text for key, text in found.items() if key.startswith("line-")}
    told = {key: text for key, text in found.items() if key not in lines}
    if lines:
        shown = [
            _("第%(line)s行：%(text)s", line=int(key.removeprefix("line-").split(".")[0]) + 1, text=text)
            for key, text in list(lines.items())[:10]
        ]
        told["lines"] = _("；").join(shown)
    return told


HANDLERS = [
    fairs, start, plan_page, plan, form_page, save_or_file, fair_page, discard, police, change_page, change, call_off_page,
    call_off, figures_page, report,
]  # fmt: skip
