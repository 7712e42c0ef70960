"""The inspector's phone: today's tasks, the visit item by item, two signatures, the truth about what is saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import words
from app.settings import settings
from app.shell import clocks as chips
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import attachments, calendar, clocks, documents
from regulation.inspections import items, rules
from regulation.inspections.actions import visiting
from regulation.inspections.queries import approvals, tasks
from regulation.inspections.status import (
    ANSWER_NAMES,
    BEFORE_NOTICE,
    FIRM_SIGN_NAMES,
    OUTCOME_NAMES,
    TASK_NAMES,
    UNABLE_NAMES,
    FirmSign,
    Outcome,
    TaskStatus,
    Unable,
)
from regulation.integrity.status import TIER_NAMES, Tier
from regulation.law import period as periods

HOME = {"permission": Permission.FIELD_HOME}
VISIT = {"permission": Permission.FIELD_VISIT}


@get("/field", opt=HOME, include_in_schema=False)
async def today_list(request: Request[Any, Any, Any]) -> Response[Any]:
    """My tasks, the next one first."""
    actor, today = actor_of(request), clock.today()
    known = await calendar.current()
    mine = [
        {**each, "days_left": periods.days_left(each["visit_by"], today, known)}
        for each in await tasks.mine(actor)
    ]
    return page(
        "inspections/field.html",
        request,
        today=today,
        tasks=mine,
        done=await tasks.done_by(actor),
        task_names=TASK_NAMES,
        tones=words.TASK_TONES,
        outcome_names=OUTCOME_NAMES,
        tiers=words.TIER_WORDS,
        person=actor.person_id,
    )


@get("/field/sync", opt=HOME, include_in_schema=False)
async def sync(request: Request[Any, Any, Any]) -> Response[Any]:
    """What the server has of each open form, and what is still on this device alone."""
    return page(
        "inspections/sync.html",
        request,
        tasks=await tasks.mine(actor_of(request)),
        task_names=TASK_NAMES,
        tones=words.TASK_TONES,
    )


@get("/field/visits/{task_id:uuid}", opt=VISIT, include_in_schema=False)
async def visit(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """One task: who and where, then the check form, then the signatures."""
    return await _visit(request, task_id, {}, {})


async def _visit(
    request: Request[Any, Any, Any],
    task_id: UUID,
    values: dict[str, Any],
    problems: dict[str, str],
    form: str = "",
) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    task = await tasks.of_team(actor, task_id)
    status = TaskStatus(task["status"])
    answered = await tasks.entries(task_id)
    list_ = items.version(task["items_version"])
    photos: dict[str, list[dict[str, Any]]] = {}
    for each in await tasks.evidence(task_id):
        photos.setdefault(each["kind"], []).append(each)
    known = await calendar.current()
    templates = {
        TaskStatus.NOTIFIED: "inspections/visit_start.html",
        TaskStatus.STARTED: "inspections/visit_form.html",
    }
    papers = await documents.of_matter("inspection_task", task_id)
    records = [each for each in papers if each["kind"] == "inspection_record"]
    return page(
        templates.get(status, "inspections/visit_record.html"),
        request,
        status_code=422 if problems else 200,
        task=task,
        status=status,
        status_name=_(TASK_NAMES[status]),
        tone=words.TASK_TONES[status],
        tier_name=_(TIER_NAMES[Tier(task["stratum"])]),
        roles=words.ROLE_WORDS,
        checks=[list_.item(each) for each in task["items"]],
        answered=answered,
        answer_names=ANSWER_NAMES,
        photos=photos,
        photo=shapes.PHOTO,
        progress=_progress(task, answered),
        is_first=task["own"]["slot"] == 0,
        may_confirm=status is TaskStatus.SUBMITTED and task["submitted_by"] != actor.person_id,
        outcome=_outcome(task, answered),
        outcome_names=OUTCOME_NAMES,
        outcome_tones=words.OUTCOME_TONES,
        unable_names=UNABLE_NAMES,
        unable_choices=[(str(key), _(name)) for key, name in UNABLE_NAMES.items()],
        sign_names=FIRM_SIGN_NAMES,
        sign_choices=[(str(key), _(name)) for key, name in FIRM_SIGN_NAMES.items()],
        clocks=[
            chips.chip(
                _("完成检查") if each.kind == "visit" else _("公示结果"),
                each.due,
                today=today,
                calendar=known,
                is_running=each.is_running,
            )
            for each in await clocks.of(task_id, calendar=known)
        ],
        paper=records[-1] if records else None,
        approval=await approvals.living(task_id),
        photo_base=f"/field/visits/{task_id}/photos",
        form=form,
        values=values,
        errors=problems,
        breadcrumbs=[(_("今日"), "/field"), (task["number"], None)],
    )


def _outcome(task: dict[str, Any], answered: dict[str, dict[str, Any]]) -> Outcome | None:
    """The result of the form, once it is signed by the first officer; before, nothing is said."""
    if task["status"] in {*BEFORE_NOTICE, TaskStatus.NOTIFIED, TaskStatus.STARTED, TaskStatus.CARRIED}:
        return None
    return Outcome(task["outcome"]) if task["outcome"] else tasks.outcome_of(task, answered)


def _progress(task: dict[str, Any], answered: dict[str, dict[str, Any]]) -> dict[str, str]:
    """How far the form is, in words: what the page shows and what each save answers to a script."""
    sign = FirmSign(task["sign"]) if task["sign"] else None
    gaps = rules.form_gaps(
        task["items"], tasks.in_order(task, answered), sign, task["representative"], task["sign_refusal"]
    )
    done = sum(item in answered for item in task["items"])
    return {
        "checked": _("已检查 %(done)s / %(n)s 项", done=done, n=len(task["items"])),
        "gaps": _("还有%(n)s处没有完成，提交时会指出。", n=len(gaps)) if gaps else "",
    }


async def _saved(request: Request[Any, Any, Any], task_id: UUID, place: str) -> Response[Any]:
    """After a save: a script learns how far the form is, a browser without scripts comes back to the place."""
    if _is_autosave(request):
        task = await tasks.of_team(actor_of(request), task_id)
        return Response(
            _progress(task, await tasks.entries(task_id)), media_type="application/json", status_code=200
        )
    return Response(None, status_code=303, headers={"Location": f"/field/visits/{task_id}#{place}"})


def _is_autosave(request: Request[Any, Any, Any]) -> bool:
    return request.headers.get("x-requested-with") == "autosave"


@post("/field/visits/{task_id:uuid}/start", opt=VISIT, include_in_schema=False)
async def start(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """Begin: certificates shown, rights told."""
    form, problems, raw = await forms.parse(shapes.StartForm, request)
    if form is not None:
        try:
            await visiting.start(
                task_id, place=form.place, told=form.told, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            return redirect(f"/field/visits/{task_id}")
    return await _visit(request, task_id, raw, problems, "start")


@post("/field/visits/{task_id:uuid}/items/{item:str}", opt=VISIT, include_in_schema=False)
async def save_item(request: Request[Any, Any, Any], task_id: UUID, item: str) -> Response[Any]:
    """Keep one item."""
    form, problems, raw = await forms.parse(shapes.EntryForm, request)
    if form is None:
        if _is_autosave(request):
            raise errors.Invalid(problems)
        return await _visit(
            request, task_id, raw, {f"item-{item}": next(iter(problems.values()))}, f"item-{item}"
        )
    await visiting.save_entry(
        task_id,
        item,
        form.answer,
        note=form.note,
        was_corrected=form.was_corrected,
        actor=actor_of(request),
        now=clock.now(),
    )
    return await _saved(request, task_id, f"item-{item}")


@post("/field/visits/{task_id:uuid}/firm", opt=VISIT, include_in_schema=False)
async def save_firm_side(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """Keep what the firm said and whether it signed."""
    form, problems, raw = await forms.parse(shapes.FirmSideForm, request)
    if form is None:
        if _is_autosave(request):
            raise errors.Invalid(problems)
        return await _visit(request, task_id, raw, problems, "firm")
    await visiting.save_firm_side(
        task_id,
        representative=form.representative,
        representative_title=form.representative_title,
        statement=form.statement,
        sign=form.sign,
        sign_refusal=form.sign_refusal,
        actor=actor_of(request),
        now=clock.now(),
    )
    return await _saved(request, task_id, "firm-side")


@post(
    "/field/visits/{task_id:uuid}/photos",
    opt=VISIT,
    include_in_schema=False,
    request_max_body_size=shapes.PHOTO.megabytes * 1024 * 1024 + 100_000,
)
async def add_photo(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """A photo, checked by its content."""
    form, problems, raw = await forms.parse(shapes.PhotoForm, request)
    # Not yours is not found, also when the file is bad.
    await tasks.of_team(actor_of(request), task_id)
    if form is None:
        item = str(raw.get("item") or "visit")
        return await _visit(
            request, task_id, {}, {f"photo-{item}": next(iter(problems.values()))}, f"photo-{item}"
        )
    await visiting.attach(
        task_id,
        form.item,
        file_name=form.photo.name,
        media_type=form.photo.media_type,
        content=form.photo.data,
        folder=settings().var_dir / "attachments",
        actor=actor_of(request),
        now=clock.now(),
    )
    place = f"item-{form.item}" if form.item else "firm-side"
    return Response(None, status_code=303, headers={"Location": f"/field/visits/{task_id}#{place}"})


@get("/field/visits/{task_id:uuid}/photos/{photo_id:uuid}", opt=VISIT, include_in_schema=False)
async def photo(request: Request[Any, Any, Any], task_id: UUID, photo_id: UUID) -> Response[bytes]:
    """One photo, for the team."""
    await tasks.of_team(actor_of(request), task_id)
    return await photo_of(task_id, photo_id)


async def photo_of(task_id: UUID, photo_id: UUID) -> Response[bytes]:
    """The bytes of a photo that belongs to this visit. Raises NotFound."""
    found, content = await attachments.read(settings().var_dir / "attachments", photo_id)
    if (found["matter_kind"], found["matter_id"]) != ("inspection_task", task_id):
        raise errors.NotFound
    return Response(
        content,
        media_type=found["media_type"],
        headers={
            "Content-Disposition": "inline",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@post("/field/visits/{task_id:uuid}/submit", opt=VISIT, include_in_schema=False)
async def submit(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The first officer signs."""
    try:
        await visiting.submit(task_id, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _visit(request, task_id, {}, answers.field_words(refusal), "submit")
    flash(request, _("检查单已提交，请第二名执法人员在自己的设备上确认并签名"))
    return redirect(f"/field/visits/{task_id}")


@post("/field/visits/{task_id:uuid}/unable", opt=VISIT, include_in_schema=False)
async def unable(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The visit could not be carried out."""
    form, problems, raw = await forms.parse(shapes.UnableForm, request)
    if form is not None:
        try:
            await visiting.unable(
                task_id, Unable(form.unable), form.note, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已记录无法检查，请第二名执法人员确认"))
            return redirect(f"/field/visits/{task_id}")
    return await _visit(request, task_id, raw, problems, "unable")


@post("/field/visits/{task_id:uuid}/confirm", opt=VISIT, include_in_schema=False)
async def confirm(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The second officer signs: the record is closed."""
    outcome = await visiting.confirm(task_id, actor=actor_of(request), now=clock.now())
    flash(request, _("检查笔录已生成，结果：%(result)s", result=_(OUTCOME_NAMES[outcome])))
    return redirect(f"/field/visits/{task_id}")


@post("/field/visits/{task_id:uuid}/return", opt=VISIT, include_in_schema=False)
async def send_back(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """The second officer does not agree."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _visit(request, task_id, raw, problems, "return")
    await visiting.send_back(task_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("检查单已退回补充"))
    return redirect(f"/field/visits/{task_id}")


HANDLERS = [
    today_list,
    sync,
    visit,
    start,
    save_item,
    save_firm_side,
    add_photo,
    photo,
    submit,
    unable,
    confirm,
    send_back,
]
