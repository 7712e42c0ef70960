"""The two standing rosters: subjects and officers, at the desk as of today, in public as dated versions."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import words
from app.shell import forms, i18n, open_data
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import conflicts, organs
from regulation.casework import record
from regulation.firms.status import REGISTRATION_KINDS
from regulation.inspections import rules
from regulation.inspections.actions import officers as actions
from regulation.inspections.actions import roster_versions as versions_
from regulation.inspections.queries import officers, roster_versions, subjects
from regulation.law.citation import RANDOM_INSPECTION_NOTICE
from regulation.words import N_
from reports.exports import csv as csv_export
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.INSPECTIONS_READ}
ROSTER = {"permission": Permission.INSPECTIONS_ROSTER}
ADOPT = {"permission": Permission.INSPECTIONS_ADOPT}
PUBLIC = {"public": True}

STATUS_WORDS = {"eligible": N_("可抽取"), "excluded": N_("未列入抽样"), "certain": N_("必查")}
STANDING_WORDS = {
    "ready": N_("可以检查"),
    "on_leave": N_("不在岗"),
    "lapsed": N_("执法证件已过期"),
    "no_certificate": N_("没有执法证件"),
}
STANDING_TONES = {"ready": "good", "on_leave": "neutral", "lapsed": "bad", "no_certificate": "bad"}
SORTS = {
    "name": lambda each: each.name,
    "number": lambda each: each.number,
    "tier": lambda each: each.tier,
    # Never visited comes before everybody else.
    "visit": lambda each: (each.last_visit_on is not None, each.last_visit_on or each.number),
}


async def _organ(request: Ask) -> dict[str, Any]:
    """The organ whose roster is shown: one's own, or for the city the one asked for."""
    actor = actor_of(request)
    code = request.query_params.get("organ", "")
    known = await organs.all_organs()
    found = next((each for each in known if each["code"] == code), None) or next(
        each for each in known if each["id"] == actor.organ_id
    )
    if not actor.in_scope_of(found["id"]):
        raise errors.NotFound
    return found


@get("/desk/rosters", opt=READ, include_in_schema=False)
async def subject_roster(request: Ask) -> Response[Any]:
    """Who is in the roster of subjects today, as a draw of today would see it."""
    organ = await _organ(request)
    found = await subjects.roster(organ["id"], today=clock.today())
    state = ListState.of(
        request,
        filters=("tier", "status", "reason", "kind", "organ"),
        sorts=tuple(SORTS),
        default_sort="number",
    )
    shown = [
        each
        for each in found
        if (not state.q or state.q in each.name or state.q.upper() in {each.number, each.uscc})
        and (not state.values("tier") or each.tier in state.values("tier"))
        and (not state.values("status") or each.status in state.values("status"))
        and (not state.values("reason") or each.reason in state.values("reason"))
        and (not state.values("kind") or not set(each.kinds).isdisjoint(state.values("kind")))
    ]
    name = state.sort.removeprefix("-")
    shown.sort(key=SORTS.get(name, SORTS["number"]), reverse=state.sort.startswith("-"))
    kinds = Counter(kind for each in found for kind in each.kinds)
    return page(
        "inspections/roster_subjects.html",
        request,
        organ=organ,
        organs=await organs.all_organs() if actor_of(request).is_municipal else [],
        state=state,
        listed=Page(shown[state.offset : state.offset + state.limit], len(shown), state),
        facets=[
            state.facet("tier", _("等级"), sorted(Counter(each.tier for each in found).items()), _tiers()),
            state.facet(
                "status", _("抽样"), Counter(each.status for each in found), _translated(STATUS_WORDS)
            ),
            state.facet(
                "reason",
                _("未列入的理由"),
                Counter(each.reason for each in found if each.reason),
                _translated(rules.REASONS),
            ),
            state.facet("kind", _("登记种类"), kinds, _translated(REGISTRATION_KINDS)),
        ],
        tiers=words.TIER_WORDS,
        kinds=REGISTRATION_KINDS,
        statuses=STATUS_WORDS,
        reasons=rules.REASONS,
        versions=await roster_versions.history(organ["id"], "subjects"),
        may_take=may(actor_of(request), Permission.INSPECTIONS_ROSTER)
        and actor_of(request).organ_id == organ["id"],
        basis=RANDOM_INSPECTION_NOTICE.whole(),
    )


def _tiers() -> dict[str, str]:
    return {key: _(word) for key, word in words.TIER_WORDS.items()}


def _translated(table: Any) -> dict[str, str]:
    return {str(key): _(word) for key, word in table.items()}


@get("/desk/rosters/officers", opt=READ, include_in_schema=False)
async def officer_roster(request: Ask) -> Response[Any]:
    """Who may be sent, and why not the others."""
    organ = await _organ(request)
    found = await officers.roster(organ["id"], today=clock.today())
    state = ListState.of(request, filters=("standing", "organ"))
    shown = [
        each
        for each in found
        if (not state.q or state.q in each["name"] or state.q in (each["certificate_number"] or ""))
        and (not state.values("standing") or each["standing"] in state.values("standing"))
    ]
    return page(
        "inspections/roster_officers.html",
        request,
        organ=organ,
        organs=await organs.all_organs() if actor_of(request).is_municipal else [],
        state=state,
        listed=Page(shown[state.offset : state.offset + state.limit], len(shown), state),
        facets=[
            state.facet(
                "standing",
                _("状态"),
                Counter(each["standing"] for each in found),
                _translated(STANDING_WORDS),
            )
        ],
        quals=rules.QUALIFICATIONS,
        standings=STANDING_WORDS,
        tones=STANDING_TONES,
        versions=await roster_versions.history(organ["id"], "officers"),
        may_take=may(actor_of(request), Permission.INSPECTIONS_ROSTER)
        and actor_of(request).organ_id == organ["id"],
        basis=RANDOM_INSPECTION_NOTICE.whole(),
    )


@post("/desk/rosters/versions/{kind:str}", opt=ROSTER, include_in_schema=False)
async def take(request: Ask, kind: str) -> Response[Any]:
    """Publish the roster as it stands today."""
    actor = actor_of(request)
    if actor.organ_id is None or kind not in versions_.KINDS:
        raise errors.NotFound
    made = await versions_.take(actor.organ_id, kind, actor=actor, now=clock.now())
    flash(request, _("名录已公布新版本") if made else _("名录与上一版本相同，没有形成新版本"))
    return redirect("/desk/rosters" if kind == "subjects" else "/desk/rosters/officers")


@get("/desk/rosters/officers/{person_id:uuid}", opt=READ, include_in_schema=False)
async def officer(request: Ask, person_id: UUID) -> Response[Any]:
    """One officer through time: qualifications, places, leave, conflicts."""
    return await _officer(request, person_id, {}, {}, "")


async def _officer(
    request: Ask, person_id: UUID, values: dict[str, Any], problems: dict[str, str], form: str
) -> Response[Any]:
    actor = actor_of(request)
    found = await officers.officer(actor, person_id)
    own = actor.organ_id == found["organ"]
    entries = await officers.entries(person_id)
    current = next((each for each in entries if each["to_on"] is None), None)
    preset = {
        "quals": current["quals"] if current else [],
        "capacity": current["capacity"] if current and current["capacity"] is not None else "",
    }
    return page(
        "inspections/officer.html",
        request,
        status_code=422 if problems else 200,
        officer=found,
        entries=entries,
        leaves=await officers.leaves(person_id),
        conflicts=await officers.conflicts([person_id]),
        conflict_kinds=conflicts.KIND_NAMES,
        leave_names=actions.LEAVE_NAMES,
        quals={key: word for key, word in rules.QUALIFICATIONS.items() if key != "enforcement"},
        all_quals=rules.QUALIFICATIONS,
        may_edit=own and may(actor, Permission.INSPECTIONS_ROSTER) and actor.person_id != person_id,
        may_end=own and may(actor, Permission.INSPECTIONS_ADOPT) and actor.person_id != person_id,
        today=clock.today(),
        history=await record.history("inspection_officer", person_id),
        acts=words.ACTS,
        values=values,
        preset=preset,
        errors=problems,
        form=form,
        breadcrumbs=[(_("执法人员名录"), "/desk/rosters/officers"), (found["name"], None)],
    )


@post("/desk/rosters/officers/{person_id:uuid}/entry", opt=ROSTER, include_in_schema=False)
async def enter_officer(request: Ask, person_id: UUID) -> Response[Any]:
    """Qualifications and places, from today on."""
    form, problems, raw = await forms.parse(shapes.OfficerForm, request)
    if form is None:
        return await _officer(request, person_id, raw, problems, "entry")
    try:
        await actions.enter(
            person_id,
            quals=form.quals,
            capacity=form.capacity,
            note=form.note,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _officer(request, person_id, raw, answers.field_words(refusal), "entry")
    flash(request, _("名录信息已登记"))
    return redirect(f"/desk/rosters/officers/{person_id}")


@post("/desk/rosters/officers/{person_id:uuid}/leave", opt=ROSTER, include_in_schema=False)
async def enter_leave(request: Ask, person_id: UUID) -> Response[Any]:
    """Days on which the officer cannot be sent."""
    form, problems, raw = await forms.parse(shapes.LeaveForm, request)
    if form is None:
        return await _officer(request, person_id, raw, problems, "leave")
    try:
        await actions.enter_leave(
            person_id,
            kind=form.kind,
            from_on=form.from_on,
            to_on=form.to_on,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _officer(request, person_id, raw, answers.field_words(refusal), "leave")
    flash(request, _("已登记"))
    return redirect(f"/desk/rosters/officers/{person_id}")


@post(
    "/desk/rosters/officers/{person_id:uuid}/leave/{leave_id:uuid}/cancel",
    opt=ROSTER,
    include_in_schema=False,
)
async def cancel_leave(request: Ask, person_id: UUID, leave_id: UUID) -> Response[Any]:
    """The officer is there after all."""
    if leave_id not in {each["id"] for each in await officers.leaves(person_id)}:
        raise errors.NotFound
    await actions.cancel_leave(leave_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已取消"))
    return redirect(f"/desk/rosters/officers/{person_id}")


@post("/desk/rosters/officers/{person_id:uuid}/conflicts/end", opt=ADOPT, include_in_schema=False)
async def end_conflict(request: Ask, person_id: UUID) -> Response[Any]:
    """End a declared conflict: a second person's act."""
    actor = actor_of(request)
    found = await officers.officer(actor, person_id)
    if actor.organ_id != found["organ"]:
        raise errors.NotFound
    form, problems, raw = await forms.parse(shapes.EndConflictForm, request)
    if form is None:
        return await _officer(request, person_id, raw, problems, "conflict")
    await conflicts.end(form.conflict, person_id, reason=form.end_reason, actor=actor, now=clock.now())
    flash(request, _("回避已终止"))
    return redirect(f"/desk/rosters/officers/{person_id}")


# --- public -----------------------------------------------------------------------------------------------


async def _public(request: Ask) -> tuple[dict[str, Any], str, dict[str, Any] | None]:
    """The organ, the kind of roster and the version that the address asks for."""
    query = request.query_params
    known = await organs.all_organs()
    organ = next((each for each in known if each["code"] == query.get("organ", "")), known[0])
    kind = "officers" if query.get("kind") == "officers" else "subjects"
    asked = query.get("version", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 6:
        return organ, kind, await roster_versions.one(organ["id"], kind, int(asked))
    return organ, kind, await roster_versions.latest(organ["id"], kind)


@get("/draws/rosters", opt=PUBLIC, include_in_schema=False)
async def public_rosters(request: Ask) -> Response[Any]:
    """Both rosters of an organ, each in dated versions."""
    organ, kind, version = await _public(request)
    state = ListState.of(request, filters=("organ", "kind", "version"))
    rows = version["entries"] if version else []
    shown = [
        each
        for each in rows
        if not state.q
        or state.q in each.get("name", "")
        or state.q.upper() in {each.get("number"), each.get("certificate")}
    ]
    english = i18n.language() == i18n.ENGLISH
    return page(
        "inspections/public_rosters.html",
        request,
        organ=organ,
        organ_name=organ["name_en" if english else "name"],
        organs=await organs.all_organs(),
        kind=kind,
        taken=version,
        versions=await roster_versions.history(organ["id"], kind),
        state=state,
        listed=Page(shown[state.offset : state.offset + state.limit], len(shown), state),
        tiers=words.TIER_WORDS,
        kinds=REGISTRATION_KINDS,
        quals=rules.QUALIFICATIONS,
        basis=RANDOM_INSPECTION_NOTICE.whole(),
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("名录"), None)],
    )


@get(
    "/draws/rosters.json",
    opt=PUBLIC,
    operation_class=open_data.listing(
        "Roster of subjects or of officers, in dated versions",
        organ=(open_data.TEXT, "code of the organ"),
        kind=(open_data.TEXT, "subjects or officers"),
        version=(open_data.WHOLE, "number of the version; without it the latest"),
    ),
)
async def rosters_json(request: Ask) -> dict[str, Any]:
    """One version as data; its digest is the SHA-256 of the canonical JSON of `rows`."""
    organ, kind, version = await _public(request)
    return {
        "organ": organ["code"],
        "kind": kind,
        "version": version["number"] if version else None,
        "taken_on": version["taken_on"].isoformat() if version else None,
        "digest": version["digest"] if version else None,
        "changes": version["changes"] if version else {},
        "total": len(version["entries"]) if version else 0,
        "rows": version["entries"] if version else [],
    }


@get("/draws/rosters.csv", opt=PUBLIC, include_in_schema=False)
async def rosters_csv(request: Ask) -> Response[bytes]:
    """The same for a spreadsheet."""
    organ, kind, version = await _public(request)
    names = (
        ("number", "name", "area", "registrations", "tier")
        if kind == "subjects"
        else ("certificate", "valid_until", "organ", "quals")
    )
    rows = [
        ["；".join(each[name]) if isinstance(each[name], list) else each[name] for name in names]
        for each in (version["entries"] if version else [])
    ]
    body = b"".join(csv_export.chunks([Column(name) for name in names], rows))
    headers = {"Content-Disposition": f'attachment; filename="{kind}-{organ["code"]}.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


HANDLERS = [
    subject_roster,
    officer_roster,
    take,
    officer,
    enter_officer,
    enter_leave,
    cancel_leave,
    end_conflict,
    public_rosters,
    rosters_json,
    rosters_csv,
]
