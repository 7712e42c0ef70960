"""Both rosters of a draw at the desk, and their corrections before the commitment."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import words
from app.inspections.draw_pages import READ, ROSTER
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.inspections import rules
from regulation.inspections.actions import rosters
from regulation.inspections.queries import draws
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import DrawStatus


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
            {key: _(word) for key, word in words.STRATUM_WORDS.items()},
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
        or may(actor, Permission.INSPECTIONS_WITNESS),
        may_edit=found["status"] == DrawStatus.PREPARED
        and may(actor, Permission.INSPECTIONS_ROSTER)
        and actor.organ_id == found["organ"],
        reason_names=rules.REASONS,
        manual=rules.MANUAL_REASONS,
        tiers=words.STRATUM_WORDS,
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


HANDLERS = [roster, edit_subject, edit_inspector]
