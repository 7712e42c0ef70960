"""The draw room at the desk: rosters, commitment, the source's word, the result. Nobody chooses an officer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import running, words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import documents, record
from regulation.inspections import rules
from regulation.inspections.actions import drawing, rosters
from regulation.inspections.queries import draws, plans, tasks
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import DRAW_NAMES, TASK_NAMES, DrawStatus
from regulation.law import beijing

READ = {"permission": Permission.INSPECTIONS_READ}
ROSTER = {"permission": Permission.INSPECTIONS_ROSTER}
DRAW = {"permission": Permission.INSPECTIONS_DRAW}


def _instant(local: datetime) -> datetime:
    """A time as typed is Beijing's."""
    return (local if local.tzinfo else local.replace(tzinfo=beijing.BEIJING)).astimezone(UTC)


def _typed(at: datetime) -> str:
    """An instant as a field of date and time shows it."""
    return beijing.in_beijing(at).strftime("%Y-%m-%dT%H:%M")


@get("/desk/draws", opt=READ, include_in_schema=False)
async def draw_list(request: Request[Any, Any, Any]) -> Response[Any]:
    """Draws within reach, and the rounds of the plan from which one may be prepared."""
    actor = actor_of(request)
    state = ListState.of(request, filters=("status",))
    found = await draws.of_actor(actor)
    counts: dict[str, int] = {}
    for each in found:
        counts[each["status"]] = counts.get(each["status"], 0) + 1
    names = {str(key): _(name) for key, name in DRAW_NAMES.items()}
    facet = state.facet("status", _("状态"), counts, names)
    chosen = state.values("status")
    shown = [each for each in found if not chosen or each["status"] in chosen]
    listed = Page(shown[state.offset : state.offset + state.limit], len(shown), state)
    may_prepare = may(actor, Permission.INSPECTIONS_ROSTER)
    return page(
        "inspections/desk_draws.html",
        request,
        state=state,
        listed=listed,
        facets=[facet],
        draw_names=DRAW_NAMES,
        tones=words.DRAW_TONES,
        lines=await plans.drawable(actor) if may_prepare else [],
        may_prepare=may_prepare,
    )


@get("/desk/draws/new", opt=ROSTER, include_in_schema=False)
async def new(request: Request[Any, Any, Any]) -> Response[Any]:
    """The form of a new draw."""
    soon = beijing.in_beijing(clock.now() + timedelta(hours=26)).replace(minute=0)
    preset = {
        "line": request.query_params.get("line", ""),
        "source": "dice-drand",
        "session_at": soon.strftime("%Y-%m-%dT%H:%M"),
    }
    return await _new(request, preset, {})


async def _new(
    request: Request[Any, Any, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    waits = rules.WAITS.since(clock.today())
    return page(
        "inspections/draw_new.html",
        request,
        status_code=422 if problems else 200,
        lines=await plans.drawable(actor_of(request)),
        sources=rules.SOURCES,
        note=waits.note,
        values=values,
        errors=problems,
        breadcrumbs=[(_("抽取"), "/desk/draws"), (_("准备抽取"), None)],
    )


@post("/desk/draws", opt=ROSTER, include_in_schema=False)
async def prepare(request: Request[Any, Any, Any]) -> Response[Any]:
    """Take a number and freeze the rosters."""
    form, problems, raw = await forms.parse(shapes.PrepareForm, request)
    if form is not None:
        try:
            draw_id = await rosters.prepare(
                form.line,
                title=form.title,
                source=form.source,
                session_at=_instant(form.session_at),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("名录已生成，编号%(number)s。请核对后由抽取监督人员公布承诺", number=draw_id))
            return redirect(f"/desk/draws/{draw_id}")
    return await _new(request, raw, problems)


@get("/desk/draws/{draw_id:str}", opt=READ, include_in_schema=False)
async def room(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """The draw room: where it stands, what is fixed, whose turn it is."""
    return await _room(request, draw_id, {}, {})


async def _room(
    request: Request[Any, Any, Any],
    draw_id: str,
    values: dict[str, Any],
    problems: dict[str, str],
    form: str = "",
) -> Response[Any]:
    actor, now = actor_of(request), clock.now()
    found = await draws.draw(actor, draw_id)
    status = DrawStatus(found["status"])
    editors = await draws.editors(found["id"])
    supervises = may(actor, Permission.INSPECTIONS_DRAW) and actor.person_id not in editors
    prepares = (
        may(actor, Permission.INSPECTIONS_ROSTER)
        and actor.organ_id == found["organ"]
        and status is DrawStatus.PREPARED
    )
    refusal = rules.abandon_refusal(status, found["session_at"], found["last_deadline"], now)
    may_give_up = status in {DrawStatus.PREPARED, DrawStatus.COMMITTED}
    counts = await lists.counts(found["id"])
    rates = {each["id"]: each for each in found["params"]["strata"]}
    papers = await documents.of_matter("inspection_draw", found["id"])
    return page(
        "inspections/room.html",
        request,
        status_code=422 if problems else 200,
        draw=found,
        status=status,
        status_name=_(DRAW_NAMES[status]),
        tone=words.DRAW_TONES[status],
        stages=_stages(status),
        counts=[
            {
                **each,
                "rate": rates[each["stratum"]],
                "expected": rules.sample_size(
                    rules.Rate(rates[each["stratum"]]["num"], rates[each["stratum"]]["den"]),
                    rates[each["stratum"]]["min"],
                    each["eligible"],
                ),
            }
            for each in counts
        ],
        reasons=await lists.reasons(found["id"]),
        reason_names=rules.REASONS,
        inspectors=len(await lists.officers(found["id"])),
        tiers=words.TIER_WORDS,
        sources=rules.SOURCES,
        alternatives=words.alternatives(found),
        is_supervisor=supervises,
        is_editor=may(actor, Permission.INSPECTIONS_DRAW) and actor.person_id in editors,
        may_prepare=prepares,
        session_come=now >= found["session_at"],
        too_near=status is DrawStatus.PREPARED
        and found["session_at"] < rules.earliest_session(found["source"], now),
        may_abandon=supervises and may_give_up and refusal is None,
        abandon_refusal=refusal if may_give_up else None,
        tasks=await tasks.of_draw(found["id"]),
        task_names=TASK_NAMES,
        task_tones=words.TASK_TONES,
        paper=papers[-1] if papers else None,
        history=await record.history("inspection_draw", found["id"]),
        acts=words.ACTS,
        form=form,
        values=values or {"session_at": _typed(found["session_at"]), "source": found["source"]},
        errors=problems,
        breadcrumbs=[(_("抽取"), "/desk/draws"), (draw_id, None)],
    )


def _stages(status: DrawStatus) -> tuple[list[str], int]:
    """Where the draw is on its way."""
    stages = [_("名录"), _("承诺"), _("等待随机数"), _("计算"), _("公布")]
    place = {
        DrawStatus.PREPARED: 1,
        DrawStatus.COMMITTED: 3,
        DrawStatus.ENTROPY: 4,
        DrawStatus.DRAWN: 6,
        DrawStatus.INFEASIBLE: 6,
    }
    return stages, place.get(status, 0)


@get("/desk/draws/{draw_id:str}/roster", opt=READ, include_in_schema=False)
async def roster(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Both rosters, searchable; corrections before the commitment."""
    return await _roster(request, draw_id, {}, {})


async def _roster(
    request: Request[Any, Any, Any],
    draw_id: str,
    values: dict[str, Any],
    problems: dict[str, str],
    form: str = "",
) -> Response[Any]:
    actor = actor_of(request)
    found = await draws.draw(actor, draw_id)
    state = ListState.of(request, filters=("stratum", "reason"))
    everybody = await lists.subjects(found["id"])
    facets = [
        state.facet(
            "stratum",
            _("等级"),
            _counted(everybody, "stratum"),
            {key: _(word) for key, word in words.TIER_WORDS.items()},
        ),
        state.facet(
            "reason",
            _("未列入抽样的理由"),
            {key: n for key, n in _counted(everybody, "reason").items() if key},
            {key: _(word) for key, word in rules.REASONS.items()},
        ),
    ]
    strata, reasons = state.values("stratum"), state.values("reason")
    shown = [
        each
        for each in everybody
        if (not strata or each["stratum"] in strata)
        and (not reasons or each["reason"] in reasons)
        and (not state.q or state.q in each["name"] or state.q.upper() in {each["subject"], each["uscc"]})
    ]
    return page(
        "inspections/roster.html",
        request,
        status_code=422 if problems else 200,
        draw=found,
        state=state,
        listed=Page(shown[state.offset : state.offset + state.limit], len(shown), state),
        facets=facets,
        # Who may come is known to those who prepare, supervise and audit; not to every reader before the result.
        officers=await lists.officers(found["id"]),
        sees_officers=may(actor, Permission.INSPECTIONS_ROSTER)
        or may(actor, Permission.INSPECTIONS_DRAW)
        or may(actor, Permission.AUDIT_READ),
        may_edit=found["status"] == DrawStatus.PREPARED
        and may(actor, Permission.INSPECTIONS_ROSTER)
        and actor.organ_id == found["organ"],
        reason_names=rules.REASONS,
        manual=rules.MANUAL_REASONS,
        tiers=words.TIER_WORDS,
        form=form,
        values=values,
        errors=problems,
        breadcrumbs=[(_("抽取"), "/desk/draws"), (draw_id, f"/desk/draws/{draw_id}"), (_("名录"), None)],
    )


def _counted(rows: list[dict[str, Any]], key: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in rows:
        counts[each[key]] = counts.get(each[key], 0) + 1
    return dict(sorted(counts.items()))


@post("/desk/draws/{draw_id:str}/subjects", opt=ROSTER, include_in_schema=False)
async def edit_subject(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Leave a firm out, or take it back in, with its basis."""
    form, problems, raw = await forms.parse(shapes.SubjectForm, request)
    if form is not None:
        try:
            await rosters.edit_subject(
                draw_id,
                form.subject.upper(),
                form.status,
                form.reason,
                explanation=form.explanation,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("检查对象名录已修改"))
            return redirect(f"/desk/draws/{draw_id}/roster")
    return await _roster(request, draw_id, raw, problems, "subject")


@post("/desk/draws/{draw_id:str}/inspectors", opt=ROSTER, include_in_schema=False)
async def edit_inspector(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """How many places an inspector may hold."""
    form, problems, raw = await forms.parse(shapes.InspectorForm, request)
    if form is not None:
        try:
            await rosters.edit_inspector(
                draw_id,
                form.inspector,
                form.capacity,
                explanation=form.basis,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
            if "explanation" in problems:
                problems["basis"] = problems.pop("explanation")
        else:
            flash(request, _("执法人员名录已修改"))
            return redirect(f"/desk/draws/{draw_id}/roster")
    return await _roster(request, draw_id, raw, problems, "inspector")


@post("/desk/draws/{draw_id:str}/schedule", opt=ROSTER, include_in_schema=False)
async def reschedule(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Another source or time, before the commitment."""
    form, problems, raw = await forms.parse(shapes.ScheduleForm, request)
    if form is not None:
        try:
            await rosters.reschedule(
                draw_id,
                source=form.source,
                session_at=_instant(form.session_at),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("随机数的来源和时间已改定"))
            return redirect(f"/desk/draws/{draw_id}")
    return await _room(request, draw_id, raw, problems, "schedule")


@post("/desk/draws/{draw_id:str}/commit", opt=DRAW, include_in_schema=False)
async def commit(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Publish the commitment: from here on nothing can be changed."""
    value = await drawing.commit(draw_id, actor=actor_of(request), now=clock.now())
    flash(request, _("承诺已公布：%(value)s", value=value))
    return redirect(f"/desk/draws/{draw_id}")


@post("/desk/draws/{draw_id:str}/entropy", opt=DRAW, include_in_schema=False)
async def enter_entropy(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Enter the announced value, compute, publish."""
    form, problems, raw = await forms.parse(shapes.EntropyForm, request)
    if form is None:
        return await _room(request, draw_id, raw, problems, "entropy")
    actor = actor_of(request)
    try:
        await drawing.enter_entropy(
            draw_id,
            "".join(form.value.split()),
            alternative=form.alternative,
            witnesses=[form.witness_1, form.witness_2],
            note=form.note,
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        found = answers.field_words(refusal)
        if "witnesses" in found:
            found["witness_1"] = found.pop("witnesses")
        return await _room(request, draw_id, raw, found, "entropy")
    return await _computed(request, draw_id)


@post("/desk/draws/{draw_id:str}/compute", opt=DRAW, include_in_schema=False)
async def compute(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Compute again after a failure: the same input gives the same result."""
    return await _computed(request, draw_id)


async def _computed(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    actor = actor_of(request)
    found = await draws.draw(actor, draw_id)
    if found["status"] != DrawStatus.ENTROPY:
        raise errors.AlreadyMoved
    made = await running.conclude(draw_id, actor=actor)
    if made:
        flash(request, _("抽取结果已公布，生成%(n)s项检查任务", n=made))
    else:
        flash(request, _("抽取结果已公布"), "warning")
    return redirect(f"/desk/draws/{draw_id}")


@post("/desk/draws/{draw_id:str}/abandon", opt=DRAW, include_in_schema=False)
async def abandon(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Give up a draw; it stays visible."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _room(request, draw_id, raw, problems, "abandon")
    await drawing.abandon(draw_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("抽取已放弃，编号和理由继续公开"))
    return redirect(f"/desk/draws/{draw_id}")


HANDLERS = [
    draw_list,
    new,
    prepare,
    room,
    roster,
    edit_subject,
    edit_inspector,
    reschedule,
    commit,
    enter_entropy,
    compute,
    abandon,
]
