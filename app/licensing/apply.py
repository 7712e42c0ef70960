"""The firm applies: choose the track, the task list, one group of questions a page, check, submit, follow."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field, create_model

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing import asked, hearing_pages, views
from app.licensing import forms as shapes
from app.licensing import held as held_by
from app.licensing.groups import GROUPS, YES_NO
from app.settings import settings
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.actor import Actor
from regulation.casework import attachments
from regulation.endings import queries as endings
from regulation.endings.status import ENDING_KINDS, ENDING_STATUSES
from regulation.firms.status import RegistrationKind
from regulation.law.citation import COMMITMENT_OPINIONS
from regulation.licensing import permissions, procedures, promises, queries, winding
from regulation.licensing.actions import drafting, retracting, switching
from regulation.licensing.rules import change, conditions
from regulation.licensing.status import EDITABLE, OPEN, ApplicationStatus, Track

APPLY = {"permission": Permission.LICENSING_APPLY}
#: Papers may be larger than other forms.
UPLOAD_LIMIT = 11 * 1024 * 1024
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


def folder() -> Any:
    """Where uploaded papers are kept."""
    return settings().var_dir / "attachments"


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("许可与备案"), "/firm/licensing"), *more]


async def mine(request: Ask, number: str) -> tuple[Row, Row]:
    firm_id = firm_of(request)
    return await queries.own_application(firm_id, number), await queries.firm(firm_id)


@get("/firm/licensing", opt=APPLY, include_in_schema=False)
async def overview(request: Ask) -> Response[Any]:
    """What the firm holds, and what is under way."""
    firm_id = firm_of(request)
    firm = await queries.firm(firm_id)
    applications = await queries.applications_of(firm_id)
    held = {kind: await queries.living_licence_number(firm_id, kind) for kind in procedures.KINDS}
    running = {}
    for each in applications:
        if each["status"] in OPEN:
            chips = await views.clock_chips(each["id"], clock.today())
            running[each["id"]] = chips[:1]
    return page(
        "licensing/overview.html",
        request,
        acting_for=firm["name"],
        firm=firm,
        applications=applications,
        endings=[
            (each, _(ENDING_KINDS[each["kind"]]), _(ENDING_STATUSES[each["status"]]))
            for each in await endings.of_firm(firm_id)
        ],
        running=running,
        checks=await promises.of_firm(firm_id),
        licences=await queries.licences_of(firm_id),
        winding={each["licence"] for each in await winding.of_firm(firm_id)},
        filings=await queries.filings_of(firm_id),
        known_elsewhere=held.get(RegistrationKind.HR_LICENCE),
        startable=await held_by.startable(firm_id, held),
        offers=await held_by.offers(firm_id, held),
        can_sign=permissions.can_sign(actor_of(request), firm_id),
        views=views,
    )


async def _lacking(application: Row) -> list[conditions.Missing]:
    return views.lacking(application, await queries.paper_kinds(application["id"]), clock.today())


def _groups_of(application: Row) -> tuple[str, ...]:
    return procedures.of_matter(application).groups_of(Track(application["track"]))


@get("/firm/licensing/{number:str}", opt=APPLY, include_in_schema=False)
async def detail(request: Ask, number: str) -> Response[Any]:
    """A draft shows its task list; an application under way shows where it stands."""
    application, firm = await mine(request, number)
    actor = actor_of(request)
    if application["status"] in EDITABLE:
        return await _tasks(request, application, firm)
    licence = await queries.licence_of_application(application["id"])
    matters = [("application", application["id"]), *([("licence", licence["id"])] if licence else [])]
    return page(
        "licensing/follow.html",
        request,
        acting_for=firm["name"],
        application=application,
        procedure=procedures.of_matter(application),
        licence=licence,
        state=views.pill(application["status"], views.APPLICATION_WORDS),
        turn=_(views.TURNS[application["status"]][1]),
        track=_(views.TRACK_NAMES[application["track"]]),
        clocks=await views.clock_chips(application["id"], clock.today()),
        papers=await views.papers(*matters, of_firm=application["firm"]),
        groups=views.answers_shown(application, await _organ_name(application)),
        changes=views.changes_shown(application),
        files=await views.files(application),
        entries=await asked.entries(application, for_firm=True),
        **await _asked(actor, application),
        **(state := await hearing_pages.state_of(application)),
        owes_answer=hearing_pages.owes_answer(application, state)
        and permissions.can_sign(actor, application["firm"]),
        **await _barred(actor, application),
        can_retract=permissions.can_take(actor, application, "retract"),
        breadcrumbs=crumbs((application["number"], None)),
    )


async def _asked(actor: Actor, application: Row) -> Row:
    """What the organ asks in this application, and whether this person may answer."""
    return {
        "questions": await asked.shown(application),
        "question_base": f"/firm/licensing/{application['number']}",
        "can_answer": permissions.can_answer(actor, application),
    }


async def _barred(actor: Actor, application: Row) -> Row:
    """Whether the track the applicant chose was closed to it meanwhile, and what it may do then."""
    reason = await switching.why_barred(application, today=clock.today())
    return {
        "barred": _(reason) if reason else "",
        "opinions": COMMITMENT_OPINIONS.whole(),
        "can_switch": application["status"] in switching.SWITCHABLE
        and permissions.can_sign(actor, application["firm"]),
    }


@post("/firm/licensing/{number:str}/general", opt=APPLY, include_in_schema=False)
async def go_general(request: Ask, number: str) -> Response[Any]:
    """Go on in this matter on the general track."""
    await mine(request, number)
    await switching.to_general(number, actor=actor_of(request), now=clock.now())
    flash(request, _("已改按一般程序办理，请补交所列材料后重新提交"))
    return redirect(f"/firm/licensing/{number}")


async def _organ_name(application: Row) -> str:
    if application["organ"] is None:
        return ""
    found = await organs.by_id(application["organ"])
    return views.organ_name({"organ_name": found["name"], "organ_name_en": found["name_en"]}) if found else ""


async def _tasks(request: Ask, application: Row, firm: Row) -> Response[Any]:
    lacking = {each.group for each in await _lacking(application)}
    number = application["number"]
    tasks = []
    for group in _groups_of(application):
        begun = group in application["answers"] or (
            group == "papers" and bool(await queries.paper_kinds(application["id"]))
        )
        done = group not in lacking
        status = _("已完成") if done else _("填写中") if begun else _("尚未填写")
        tasks.append(
            {
                "label": views.group_title(application, group),
                "url": f"/firm/licensing/{number}/{group}",
                "status": status,
                "tone": "good" if done else "neutral",
            }
        )
    return page(
        "licensing/tasks.html",
        request,
        acting_for=firm["name"],
        application=application,
        procedure=procedures.of_matter(application),
        tasks=tasks,
        done=sum(task["tone"] == "good" for task in tasks),
        complete=not lacking,
        track=_(views.TRACK_NAMES[application["track"]]),
        state=views.pill(application["status"], views.APPLICATION_WORDS),
        changes=views.changes_shown(application),
        requested=application["requested_items"] if application["status"] != ApplicationStatus.DRAFT else [],
        is_draft=application["status"] == ApplicationStatus.DRAFT,
        can_edit=permissions.can_edit(actor_of(request), application),
        **await _asked(actor_of(request), application),
        **await _barred(actor_of(request), application),
        breadcrumbs=crumbs((number, None)),
    )


async def _group_page(
    request: Ask, application: Row, firm: Row, group: str, *, values: Row, problems: dict[str, str]
) -> Response[Any]:
    procedure, groups = procedures.of_matter(application), _groups_of(application)
    choices: dict[str, Any] = {"yes_no": [(name, _(label)) for name, label in YES_NO.items()]}
    choices |= GROUPS[group].context()
    return page(
        f"licensing/group_{group}.html",
        request,
        status_code=422 if problems else 200,
        acting_for=firm["name"],
        application=application,
        firm=firm,
        group=group,
        procedure=procedure,
        held=application["answers"].get(change.HELD, {}),
        title=views.group_title(application, group),
        place=groups.index(group) + 1,
        places=len(groups),
        values=values,
        seen=values.get("seen") or drafting.fingerprint(application["answers"].get(group, {})),
        others=values.get("others"),
        errors=problems,
        organs=await views.licensing_choices(procedure.kind) if GROUPS[group].asks_organ else [],
        **choices,
        kinds=[(name, _(label)) for name, label in procedure.papers.items()],
        files=await views.files(application) if group == "papers" else [],
        accepts=shapes.PAPERS,
        committed=procedure.conditions,
        consequences=procedure.licence.consequences,
        promised_place=_(procedure.promised_place) if procedure.promised_place else "",
        months=(await promises.check_within(application["organ"], clock.today())).n,
        basis=procedure.group_basis[group],
        breadcrumbs=crumbs(
            (application["number"], f"/firm/licensing/{application['number']}"),
            (views.group_title(application, group), None),
        ),
    )


async def _editable(request: Ask, number: str, group: str) -> tuple[Row, Row]:
    application, firm = await mine(request, number)
    if group not in _groups_of(application):
        raise errors.NotFound
    permissions.check_can_edit(actor_of(request), application)
    return application, firm


@get("/firm/licensing/{number:str}/papers", opt=APPLY, include_in_schema=False)
async def papers(request: Ask, number: str) -> Response[Any]:
    """Upload papers; an address of its own, because the addresses of the files stand below it."""
    application, firm = await _editable(request, number, "papers")
    return await _group_page(request, application, firm, "papers", values={}, problems={})


@get("/firm/licensing/{number:str}/{group:str}", opt=APPLY, include_in_schema=False)
async def questions(request: Ask, number: str, group: str) -> Response[Any]:
    """One group of questions, with what is known already."""
    application, firm = await _editable(request, number, group)
    values = dict(application["answers"].get(group, {}))
    return await _group_page(request, application, firm, group, values=values, problems={})


@post("/firm/licensing/{number:str}/{group:str}", opt=APPLY, include_in_schema=False)
async def answer(request: Ask, number: str, group: str) -> Response[Any]:
    """Keep the answers; what the law asks for and is missing is said at the field."""
    application, firm = await _editable(request, number, group)
    shape = GROUPS[group].form
    if shape is None:
        raise errors.NotFound
    form, problems, raw = await forms.parse(_with_seen(shape), request)
    if form is not None:
        given = {
            name: value
            for name, value in form.model_dump(mode="json").items()
            if name != "seen" and value not in (None, "")
        }
        if group == "subject":
            given = _subject(application, firm, given)
        lacking = await _lacking(application | {"answers": {**application["answers"], group: given}})
        problems = {each.field: _(each.message) for each in lacking if each.group == group}
        if not problems:
            try:
                await drafting.save(
                    number,
                    group,
                    given,
                    seen=str(raw.get("seen") or "") or None,
                    actor=actor_of(request),
                    now=clock.now(),
                )
            except errors.Invalid as invalid:
                problems = forms.refused(invalid.errors)
            except errors.AlreadyMoved as refusal:
                if refusal.message != drafting.STALE:
                    raise
                return await _stale(request, number, group, raw, given)
            else:
                return redirect(_next(application, group))
    return await _group_page(request, application, firm, group, values=raw, problems=problems)


@cache
def _with_seen(shape: type[forms.Form]) -> type[forms.Form]:
    """The form of a group, with what the page was filled in from."""
    return create_model(f"Seen{shape.__name__}", __base__=shape, seen=(str, Field(default="", max_length=16)))


async def _stale(request: Ask, number: str, group: str, raw: Row, given: Row) -> Response[Any]:
    """A colleague saved meanwhile: what was typed stays in the fields, beside it what the colleague wrote.

    Saving once more is a decision: the page now knows what it replaces.
    """
    application, firm = await mine(request, number)
    stored = application["answers"]
    organ, shows = await _organ_name(application), GROUPS[group].shows
    others = []
    if shows is not None:
        typed = dict(shows({**stored, group: given}, organ))
        others = [
            (label, value, typed.get(label))
            for label, value in shows(stored, organ)
            if str(value or "") != str(typed.get(label) or "")
        ]
    values = {**raw, "seen": drafting.fingerprint(stored.get(group, {})), "others": others}
    answer = await _group_page(
        request, application, firm, group, values=values, problems={"form": _(drafting.STALE)}
    )
    answer.status_code = 409
    return answer


def _subject(application: Row, firm: Row, given: Row) -> Row:
    """What the register knows is not asked again; the name only where another one is applied for."""
    procedure = procedures.of_matter(application)
    name = given.get("name") if procedure.asks_name else None
    known = {"name": name or firm["name"], "uscc": firm["uscc"] or given.get("uscc", "")}
    if procedure.needs_licence:
        known["organ"] = application["answers"].get("subject", {}).get("organ", "")
    return {**given, **known}


def _next(application: Row, group: str) -> str:
    """The next group that is not filled in, else the task list."""
    groups = _groups_of(application)
    after = groups[groups.index(group) + 1 :]
    base = f"/firm/licensing/{application['number']}"
    following = next((each for each in after if each not in application["answers"]), None)
    if procedures.of_matter(application).needs_licence:
        following = None
    return f"{base}/{following}" if following else base


@post(
    "/firm/licensing/{number:str}/papers/add",
    opt=APPLY,
    include_in_schema=False,
    request_max_body_size=UPLOAD_LIMIT,
)
async def add_paper(request: Ask, number: str) -> Response[Any]:
    """Upload one paper."""
    application, firm = await _editable(request, number, "papers")
    form, problems, raw = await forms.parse(shapes.Paper, request)
    if form is not None:
        try:
            await drafting.attach(
                number,
                form.kind,
                file_name=form.file.name,
                media_type=form.file.media_type,
                content=form.file.data,
                folder=folder(),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("已上传：%(name)s", name=form.file.name))
            return redirect(f"/firm/licensing/{application['number']}/papers")
    return await _group_page(request, application, firm, "papers", values=raw, problems=problems)


@post("/firm/licensing/{number:str}/papers/{paper_id:uuid}/remove", opt=APPLY, include_in_schema=False)
async def remove_paper(request: Ask, number: str, paper_id: UUID) -> Response[Any]:
    """Take an uploaded paper back."""
    application, _firm = await _editable(request, number, "papers")
    await drafting.detach(number, paper_id, actor=actor_of(request), now=clock.now())
    flash(request, _("材料已删除"))
    return redirect(f"/firm/licensing/{application['number']}/papers")


def sent_file(row: Row, content: bytes) -> Response[bytes]:
    """An uploaded file: always as a download, never shown in our own origin."""
    disposition = f"attachment; filename*=UTF-8''{quote(row['file_name'])}"
    headers = {
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=row["media_type"], headers=headers)


@get("/firm/licensing/{number:str}/papers/{paper_id:uuid}", opt=APPLY, include_in_schema=False)
async def read_paper(request: Ask, number: str, paper_id: UUID) -> Response[bytes]:
    """One's own uploaded paper."""
    application, _firm = await mine(request, number)
    row, content = await attachments.read(folder(), paper_id)
    if row["matter_id"] != application["id"]:
        raise errors.NotFound
    return sent_file(row, content)


async def _check_page(request: Ask, application: Row, firm: Row, problems: dict[str, str]) -> Response[Any]:
    base = f"/firm/licensing/{application['number']}"
    lacking = await _lacking(application)
    return page(
        "licensing/check.html",
        request,
        status_code=422 if problems else 200,
        acting_for=firm["name"],
        application=application,
        groups=views.answers_shown(application, await _organ_name(application), change=base),
        changes=views.changes_shown(application),
        files=await views.files(application),
        track=_(views.TRACK_NAMES[application["track"]]),
        lacking=list(
            dict.fromkeys(
                (views.group_title(application, each.group), _(each.message), f"{base}/{each.group}")
                for each in lacking
            )
        ),
        can_sign=permissions.can_sign(actor_of(request), application["firm"]),
        is_draft=application["status"] == ApplicationStatus.DRAFT,
        errors=problems,
        values={},
        breadcrumbs=crumbs((application["number"], base), (_("核对并提交"), None)),
    )


@get("/firm/licensing/{number:str}/check", opt=APPLY, include_in_schema=False)
async def check(request: Ask, number: str) -> Response[Any]:
    """Everything that will be sent, with a way back to each part."""
    application, firm = await mine(request, number)
    permissions.check_can_edit(actor_of(request), application)
    return await _check_page(request, application, firm, {})


@post("/firm/licensing/{number:str}/check", opt=APPLY, include_in_schema=False)
async def submit(request: Ask, number: str) -> Response[Any]:
    """Submit; the confirmation has the number and says what comes next."""
    application, firm = await mine(request, number)
    form, problems, _raw = await forms.parse(shapes.Submit, request)
    if form is None:
        return await _check_page(request, application, firm, problems)
    if application["draft_number"] == number and application["status"] not in EDITABLE:
        return redirect(f"/firm/licensing/{application['number']}/received")
    try:
        given = await drafting.submit(number, actor=actor_of(request), now=clock.now())
    except errors.Invalid as invalid:
        return await _check_page(request, application, firm, forms.refused(invalid.errors))
    return redirect(f"/firm/licensing/{given}/received")


@get("/firm/licensing/{number:str}/received", opt=APPLY, include_in_schema=False)
async def received(request: Ask, number: str) -> Response[Any]:
    """The confirmation: works as a bookmark, prints as a receipt."""
    application, firm = await mine(request, number)
    if application["received_on"] is None:
        raise errors.NotFound
    return page(
        "licensing/received.html",
        request,
        procedure=procedures.of_matter(application),
        acting_for=firm["name"],
        application=application,
        organ=await _organ_name(application),
        track=_(views.TRACK_NAMES[application["track"]]),
        is_commitment=application["track"] == Track.COMMITMENT,
        clocks=await views.clock_chips(application["id"], clock.today()),
        breadcrumbs=crumbs(
            (application["number"], f"/firm/licensing/{application['number']}"), (_("提交成功"), None)
        ),
    )


@get("/firm/licensing/{number:str}/withdraw", opt=APPLY, include_in_schema=False)
async def withdrawal(request: Ask, number: str) -> Response[Any]:
    """The page before taking an application, or a draft, back."""
    application, firm = await mine(request, number)
    return page(
        "licensing/withdraw.html",
        request,
        acting_for=firm["name"],
        application=application,
        is_draft=application["status"] == ApplicationStatus.DRAFT,
        values={},
        errors={},
        breadcrumbs=crumbs(
            (application["number"], f"/firm/licensing/{application['number']}"), (_("撤回申请"), None)
        ),
    )


@post("/firm/licensing/{number:str}/withdraw", opt=APPLY, include_in_schema=False)
async def withdraw(request: Ask, number: str) -> Response[Any]:
    application, firm = await mine(request, number)
    actor, now = actor_of(request), clock.now()
    is_draft = application["status"] == ApplicationStatus.DRAFT
    model: type[shapes.ShortReason] = shapes.ShortReason if is_draft else shapes.Reason
    form, problems, raw = await forms.parse(model, request)
    if form is None:
        return page(
            "licensing/withdraw.html",
            request,
            status_code=422,
            acting_for=firm["name"],
            application=application,
            is_draft=is_draft,
            values=raw,
            errors=problems,
        )
    if is_draft:
        await drafting.discard(number, actor=actor, now=now)
        flash(request, _("草稿已作废"))
        return redirect("/firm/licensing")
    await retracting.retract(number, reason=form.reason, actor=actor, now=now)
    flash(request, _("申请已撤回"))
    return redirect(f"/firm/licensing/{application['number']}")


HANDLERS = [
    overview,
    detail,
    go_general,
    papers,
    questions,
    answer,
    add_paper,
    remove_paper,
    read_paper,
    check,
    submit,
    received,
    withdrawal,
    withdraw,
]
