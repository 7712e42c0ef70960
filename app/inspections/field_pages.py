"""A visit on the officer's phone: its start by the firm's code, item by item, two signatures. Works without scripts too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import field_words, firm_file, words
from app.inspections import forms as shapes
from app.settings import settings
from app.shell import clocks as chips
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import attachments, calendar, clocks, documents
from regulation.inspections import evidence, items
from regulation.inspections.actions import check_form, visiting
from regulation.inspections.queries import approvals, devices, tasks
from regulation.inspections.status import (
    ANSWER_NAMES,
    BEFORE_NOTICE,
    FIRM_SIGN_NAMES,
    OUTCOME_NAMES,
    TASK_NAMES,
    UNABLE_NAMES,
    Outcome,
    TaskStatus,
    Unable,
)

VISIT = {"permission": Permission.FIELD_VISIT}
#: The page of the check form; before and after, that of the record.
ON_SITE = frozenset({TaskStatus.NOTIFIED, TaskStatus.STARTED})


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
    papers = await documents.of_matter("inspection_task", task_id)
    records = [each for each in papers if each["kind"] == "inspection_record"]
    return page(
        "inspections/visit_open.html" if status in ON_SITE else "inspections/visit_record.html",
        request,
        status_code=422 if problems else 200,
        task=task,
        status=status,
        status_name=_(TASK_NAMES[status]),
        tone=words.TASK_TONES[status],
        tier_name=_(words.STRATUM_WORDS[task["stratum"]]),
        roles=words.ROLE_WORDS,
        checks=[list_.item(each) for each in task["items"]],
        answered=answered,
        answer_names=ANSWER_NAMES,
        photos=photos,
        photo=shapes.PHOTO,
        progress=await _progress(task, answered),
        conflicts=await _conflicts(task_id),
        file=await firm_file.of(task["firm"], today=today) if status in ON_SITE else {},
        shown_at=clock.now().isoformat(),
        record=await devices.record_hash(task, answered),
        no_scan_choices=[(str(key), _(name)) for key, name in evidence.NO_SCAN_NAMES.items()],
        field_words=field_words.all_words(),
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


async def _progress(task: dict[str, Any], answered: dict[str, dict[str, Any]]) -> dict[str, str]:
    """How far the form is, in words."""
    gaps = await check_form.gaps(task, answered)
    done = sum(item in answered for item in task["items"])
    return {
        "checked": _("已检查 %(done)s / %(n)s 项", done=done, n=len(task["items"])),
        "gaps": _("还有%(n)s处没有完成，提交时会指出。", n=len(gaps)) if gaps else "",
    }


async def _conflicts(task_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Findings that contradict each other and wait for the team, by item; the firm's side under no name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in await devices.open_conflicts(task_id):
        of_item = found.setdefault(each["item"], [])
        for earlier in of_item:
            # What somebody corrected later is settled with the rest, but no longer what that officer says.
            earlier["is_latest"] &= earlier["person"] != each["person"]
        of_item.append({**each, "is_latest": True})
    return found


def _back_to(task_id: UUID, place: str) -> Response[Any]:
    """The page of the visit, where the person had been."""
    return Response(None, status_code=303, headers={"Location": f"/field/visits/{task_id}#{place}"})


@post("/field/visits/{task_id:uuid}/start", opt=VISIT, include_in_schema=False)
async def start(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """Begin: certificates shown, rights told."""
    form, problems, raw = await forms.parse(shapes.StartForm, request)
    if form is not None:
        try:
            await visiting.start(
                task_id,
                place=form.place,
                told=form.told,
                scan=visiting.Scan(form.code, evidence.How.TYPED, str(form.why_typed or "")),
                actor=actor_of(request),
                now=clock.now(),
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
    key = f"item-{item}"
    if form is None:
        return await _visit(request, task_id, raw, {key: next(iter(problems.values()))}, key)
    try:
        await check_form.save_entry(
            task_id,
            item,
            form.answer,
            note=form.note,
            was_corrected=form.was_corrected,
            base=form.base,
            settles=form.settles,
            actor=actor_of(request),
            now=clock.now(),
        )
    except check_form.Contradicted as other:
        return await _visit(request, task_id, raw, {key: answers.words(other)}, key)
    return _back_to(task_id, key)


@post("/field/visits/{task_id:uuid}/firm", opt=VISIT, include_in_schema=False)
async def save_firm_side(request: Request[Any, Any, Any], task_id: UUID) -> Response[Any]:
    """Keep what the firm said and whether it signed."""
    form, problems, raw = await forms.parse(shapes.FirmSideForm, request)
    if form is None:
        return await _visit(request, task_id, raw, problems, "firm")
    try:
        await check_form.save_firm_side(
            task_id,
            representative=form.representative,
            representative_title=form.representative_title,
            statement=form.statement,
            sign=form.sign,
            sign_refusal=form.sign_refusal,
            base=form.base,
            settles=form.settles,
            actor=actor_of(request),
            now=clock.now(),
        )
    except check_form.Contradicted as other:
        return await _visit(request, task_id, raw, {"representative": answers.words(other)}, "firm")
    return _back_to(task_id, "firm-side")


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
    await check_form.attach(
        task_id,
        form.item,
        file_name=form.photo.name,
        media_type=form.photo.media_type,
        content=form.photo.data,
        folder=settings().var_dir / "attachments",
        actor=actor_of(request),
        now=clock.now(),
    )
    return _back_to(task_id, f"item-{form.item}" if form.item else "firm-side")


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
