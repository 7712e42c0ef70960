"""The draw room at the desk: what is fixed, the sources' word, the result. Nobody chooses an officer."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import draw_forms as shapes
from app.inspections import running, words
from app.inspections.draw_pages import READ, ROSTER, chance_context
from app.inspections.forms import ReasonForm
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import documents, record
from regulation.inspections import disclosure, rules, rules_amending, sources
from regulation.inspections.actions import announcing, drawing, rosters
from regulation.inspections.queries import amendments, draws, tasks
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import AMENDMENT_NAMES, DRAW_NAMES, TASK_NAMES, DrawStatus
from regulation.law import beijing

DRAW = {"permission": Permission.INSPECTIONS_DRAW}


@get("/desk/draws/{draw_id:str}", opt=READ, include_in_schema=False)
async def room(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """The draw room: where it stands, what is fixed, whose turn it is."""
    return await show_room(request, draw_id, {}, {})


async def show_room(
    request: Request[Any, Any, Any],
    draw_id: str,
    values: dict[str, Any],
    problems: dict[str, str],
    form: str = "",
) -> Response[Any]:
    """The room again, with what was wrong in one of its forms."""
    actor, now = actor_of(request), clock.now()
    found = await draws.draw(actor, draw_id)
    status = DrawStatus(found["status"])
    papers = await documents.of_matter("inspection_draw", found["id"])
    officers = await lists.officers(found["id"])
    return page(
        "inspections/room.html",
        request,
        status_code=422 if problems else 200,
        draw=found,
        status=status,
        status_name=_(DRAW_NAMES[status]),
        tone=words.DRAW_TONES[status],
        stages=words.stages(found),
        basis=words.basis(found),
        counts=await _counts(found),
        reasons=await lists.reasons(found["id"]),
        reason_names=rules.REASONS,
        inspectors=len(officers),
        narrow_slots=await lists.narrow_slots(found) if status is DrawStatus.PREPARED else [],
        narrow_named=True,
        role_words=words.ROLE_WORDS,
        tiers=words.STRATUM_WORDS,
        source_words=words.source(found["source"]),
        way=words.way(found),
        alternatives=words.alternatives(found),
        announced=words.values(found),
        secrets=await draws.secrets(found["id"]),
        parties=sources.PARTIES,
        statements=await draws.statements(found["id"]),
        misconduct=await draws.misconduct(found["id"]),
        misconduct_words=words.MISCONDUCT,
        certificates=words.certificates(await draws.result(found["id"])),
        without_team=await draws.without_team(found) if status in disclosure.CONCLUDED else [],
        reassigned_by=await draws.living_reassignment(found["id"]),
        requests=await amendments.of_draw(found["id"]),
        amendment_names=AMENDMENT_NAMES,
        amendment_tones=words.AMENDMENT_TONES,
        amendment_reasons=rules_amending.REASONS,
        **await _turns(request, found, status),
        tasks=await tasks.of_draw(found["id"]),
        task_names=TASK_NAMES,
        task_tones=words.TASK_TONES,
        paper=papers[-1] if papers else None,
        history=await record.history("inspection_draw", found["id"]),
        acts=words.ACTS,
        now=now,
        form=form,
        values=values
        or {"session_at": shapes.typed(found["session_at"]), "source": words.preset_of(found["source"])},
        errors=problems,
        **chance_context(),
        breadcrumbs=[(_("抽取"), "/desk/draws"), (draw_id, None)],
    )


async def _counts(found: dict[str, Any]) -> list[dict[str, Any]]:
    rates = {each["id"]: each for each in found["params"]["strata"]}
    return [
        {
            **each,
            "rate": rates[each["stratum"]],
            "expected": rules.sample_size(
                rules.Rate(rates[each["stratum"]]["num"], rates[each["stratum"]]["den"]),
                rates[each["stratum"]]["min"],
                each["eligible"],
            ),
        }
        for each in await lists.counts(found["id"])
    ]


async def _turns(
    request: Request[Any, Any, Any], found: dict[str, Any], status: DrawStatus
) -> dict[str, Any]:
    """Whose turn it is, and what stands in the way."""
    actor, now = actor_of(request), clock.now()
    editors = await draws.editors(found["id"])
    supervises = may(actor, Permission.INSPECTIONS_DRAW)
    may_give_up = status in {DrawStatus.PREPARED, DrawStatus.COMMITTED}
    refusal = rules.abandon_refusal(
        status,
        found["session_at"],
        found["last_deadline"],
        now,
        by_beacon=sources.has_beacon_alone(found["params"]["entropy"]),
    )
    first = sources.kinds_of(found["params"]["entropy"][0])
    total, still_open = await announcing.counted(found["id"])
    return {
        "is_supervisor": supervises and actor.person_id not in editors,
        "is_editor": supervises and actor.person_id in editors,
        "is_auditor": may(actor, Permission.INSPECTIONS_WITNESS),
        "may_prepare": may(actor, Permission.INSPECTIONS_ROSTER)
        and actor.organ_id == found["organ"]
        and status is DrawStatus.PREPARED,
        "may_reassign": may(actor, Permission.INSPECTIONS_ROSTER) and actor.organ_id == found["organ"],
        "session_come": now >= found["session_at"],
        "too_near": status is DrawStatus.PREPARED
        and found["session_at"] < sources.earliest_session(first, now),
        "may_abandon": supervises and actor.person_id not in editors and may_give_up and refusal is None,
        "abandon_refusal": refusal if may_give_up else None,
        "may_disclose": bool(
            (supervises or may(actor, Permission.INSPECTIONS_WITNESS))
            and found["concluded_at"]
            and not found["disclosed_at"]
            and disclosure.is_due(found["concluded_at"], still_open, now, has_tasks=total > 0)
        ),
        "discloses_on": beijing.legal_day(found["concluded_at"] + disclosure.LATEST)
        if found["concluded_at"] and not found["disclosed_at"]
        else None,
    }


@post("/desk/draws/{draw_id:str}/schedule", opt=ROSTER, include_in_schema=False)
async def reschedule(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Other sources or another time, before the commitment."""
    form, problems, raw = await forms.parse(shapes.ChanceForm, request)
    if form is not None:
        try:
            await rosters.reschedule(
                draw_id, alternatives=form.alternatives(), actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(form.at_its_field(refusal))
        else:
            flash(request, _("随机数的来源和时间已改定"))
            return redirect(f"/desk/draws/{draw_id}")
    return await show_room(request, draw_id, raw, problems, "schedule")


@post("/desk/draws/{draw_id:str}/commit", opt=DRAW, include_in_schema=False)
async def commit(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Publish the commitment: from here on nothing can be changed."""
    value = await drawing.commit(draw_id, actor=actor_of(request), now=clock.now())
    flash(request, _("承诺已公布：%(value)s", value=value))
    return redirect(f"/desk/draws/{draw_id}")


@post("/desk/draws/{draw_id:str}/entropy", opt=DRAW, include_in_schema=False)
async def enter_entropy(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Enter the announced values; compute and publish where nothing else is awaited."""
    form, problems, raw = await forms.parse(shapes.EntropyForm, request)
    if form is None:
        return await show_room(request, draw_id, raw, problems, "entropy")
    actor = actor_of(request)
    try:
        await drawing.enter_entropy(
            draw_id,
            form.values(),
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
        return await show_room(request, draw_id, raw, found, "entropy")
    if (await draws.draw(actor, draw_id))["is_sealed"]:
        flash(request, _("随机数已录入，请各方公开秘密值"))
        return redirect(f"/desk/draws/{draw_id}")
    return await computed(request, draw_id)


@post("/desk/draws/{draw_id:str}/compute", opt=DRAW, include_in_schema=False)
async def compute(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Compute again after a failure: the same input gives the same result."""
    return await computed(request, draw_id)


async def computed(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Compute and publish, then back to the room."""
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
    form, problems, raw = await forms.parse(ReasonForm, request)
    if form is None:
        return await show_room(request, draw_id, raw, problems, "abandon")
    await drawing.abandon(draw_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("抽取已放弃，编号和理由继续公开"))
    return redirect(f"/desk/draws/{draw_id}")


@post("/desk/draws/{draw_id:str}/disclose", opt=DRAW, include_in_schema=False)
async def disclose(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Make the rest of the rosters public once that is due."""
    await announcing.disclose(draw_id, actor=actor_of(request), now=clock.now())
    flash(request, _("名录已公开，任何人可以重新计算"))
    return redirect(f"/desk/draws/{draw_id}")


HANDLERS = [room, reschedule, commit, enter_entropy, compute, abandon, disclose]
