"""Checks of promises at the desk and on the officer's phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.licensing import apply, views
from app.licensing import forms as shapes
from app.licensing.desk import crumbs, tabs
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.worklists import picker
from regulation import database, errors
from regulation.accounts import people
from regulation.casework import attachments, calendar, service
from regulation.endings import permissions as ending_rights
from regulation.endings import queries as endings
from regulation.firms.status import RegistrationKind
from regulation.law import period as periods
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, BEIJING_COMMITMENT_NOTICE
from regulation.licensing import permissions, procedures, promises, queries
from regulation.licensing.actions import check_files
from regulation.licensing.actions import checks as checking
from regulation.licensing.procedure import LicenceKind
from regulation.licensing.rules import conditions
from regulation.licensing.status import LICENCE_STEPS, CheckOccasion, CheckStatus

READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
FIELD = {"permission": Permission.FIELD_VISIT}
FIELD_HOME = {"permission": Permission.FIELD_HOME}
#: A few photographs in one go.
UPLOAD_LIMIT = 40 * 1024 * 1024
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

#: Portal -> rights to look and to record, and where its list is.
PORTALS = {"desk": (READ, HANDLE), "field": (FIELD_HOME, FIELD)}


async def _within(actor: Any) -> int:
    organ = actor.organ_id
    return (await promises.check_within(organ, clock.today())).n


@get("/desk/checks", opt=READ, include_in_schema=False)
async def checks(request: Ask) -> Response[Any]:
    """Checks of promises, the earliest due first."""
    state = listing.ListState.of(request, filters=("status",))
    actor = actor_of(request)
    found = await queries.checks(actor, status=state.values("status"), limit=state.limit, offset=state.offset)
    known = await calendar.current()
    words = {str(name): _(label) for name, label in views.CHECK_WORDS.items()}
    return page(
        "licensing/checks.html",
        request,
        state=state,
        tabs=tabs(request, "checks"),
        page=listing.Page(found.rows, found.total, state),
        facets=[state.facet("status", _("状态"), found.facets["status"], words)],
        days_left=lambda row: periods.days_left(row["due_on"], clock.today(), known),
        months=await _within(actor),
        basis=BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"),
        views=views,
    )


@get("/field/checks", opt=FIELD_HOME, include_in_schema=False)
async def field_checks(request: Ask) -> Response[Any]:
    """On the phone: what is to be looked at, the earliest first, with the address."""
    actor, known = actor_of(request), await calendar.current()
    found = await queries.checks(actor, status=[CheckStatus.DUE, CheckStatus.FAILED], limit=100)
    return page(
        "licensing/field_checks.html",
        request,
        rows=found.rows,
        views=views,
        days_left=lambda row: periods.days_left(row["due_on"], clock.today(), known),
    )


async def _show(
    request: Ask, portal: str, found: Row, values: Row, problems: dict[str, str], *, lost: bool = False
) -> Response[Any]:
    actor, check_id = actor_of(request), found["id"]
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    files = [each for each in await promises.files_of(check_id) if each["kind"] != promises.CORRECTION]
    order = await promises.order_of(check_id)
    can_record = permissions.can_record(actor, found, conflicted)
    home = f"/{portal}/checks"
    trail = [(_("履诺检查"), home), (found["licence_number"], None)]
    return page(
        "licensing/check_commitment.html",
        request,
        status_code=422 if problems else 200,
        check=found,
        home=home,
        here=f"{home}/{check_id}",
        is_desk=portal == "desk",
        firm=await queries.firm(found["firm"]),
        occasion=_(views.OCCASION_NAMES[CheckOccasion(found["occasion"])]),
        must_be_on_site=conditions.must_be_on_site(CheckOccasion(found["occasion"])),
        state=views.pill(found["status"], views.CHECK_WORDS),
        clocks=await views.clock_chips(check_id, clock.today()),
        points=[(name, _(label)) for name, label in _kind(found).check_points.items()],
        results=[("yes", _("符合"), "good"), ("no", _("不符合"), "problem"), ("na", _("不涉及"), "na")],
        files={point: [each for each in files if each["kind"] == point] for point in check_files.POINTS},
        corrections=await promises.corrections_of(check_id),
        correction_files=[
            each for each in await promises.files_of(check_id) if each["kind"] == promises.CORRECTION
        ],
        order=order,
        serves=can_record and order is not None and order["served_on"] is None,
        methods=[(name, _(label)) for name, label in service.BY_OFFICIALS.items()],
        officials=await views.officials(found["organ"]) if can_record else [],
        photo=shapes.PHOTO,
        accepts=shapes.PAPERS,
        lost=lost,
        entries=await views.timeline("commitment_check", check_id, for_firm=False),
        can_record=can_record,
        may_end=await _may_end(request, found),
        papers=await views.papers(("commitment_check", check_id)),
        notice=_kind(found).check_basis[-1],
        site=_kind(found).promise_basis or BEIJING_COMMITMENT_NOTICE.part("第三项", "item 3"),
        basis=BEIJING_BUSINESS_ENVIRONMENT.article(33),
        **await picker.offer(actor, "check" if can_record else "", "note", f"{home}/{check_id}/phrase"),
        values=values,
        errors=problems,
        breadcrumbs=crumbs(*trail) if portal == "desk" else trail,
    )


async def _may_end(request: Ask, found: Row) -> bool:
    """Whether this person may open the set-aside: another organ may have given the licence."""
    if found["licence_status"] not in LICENCE_STEPS["set_aside"].before:
        return False
    licence = {"organ": found["licence_organ"]}
    return ending_rights.can_open(actor_of(request), licence) and not await endings.has_open(found["licence"])


def _beginning(request: Ask, found: Row) -> Row:
    """What the form says before anybody typed: on a second look the points as they were found first."""
    return {
        **found["points"],
        "visited_on": clock.today(),
        "officials": [str(actor_of(request).person_id)],
        "way": "on_site",
        "served_on": clock.today(),
        "method": "direct",
    }


async def _keep_photos(check_id: UUID, form: shapes.CheckResult, request: Ask) -> bool:
    """Whether there were any."""
    kept = False
    for point in check_files.POINTS:
        files = [(each.name, each.media_type, each.data) for each in getattr(form, f"photos_{point}")]
        if files:
            kept = True
            await check_files.attach(
                check_id,
                point,
                files,
                folder=apply.folder(),
                actor=actor_of(request),
                now=clock.now(),
            )
    return kept


def _kind(found: Row) -> LicenceKind:
    return procedures.KINDS[RegistrationKind(found["licence_kind"])]


async def _recorded(
    check_id: UUID, known: Mapping[str, str], form: shapes.CheckResult, request: Ask
) -> CheckStatus:
    if form.visited_on is None:
        raise errors.Invalid({"visited_on": "请填写核查日期"})
    return await checking.record_result(
        check_id,
        points={name: getattr(form, name) or "" for name in known},
        officials=[*form.officials, *shapes.helpers(form.helpers)],
        visited_on=form.visited_on,
        note=form.note,
        correct_by=form.correct_by,
        is_false=form.is_false,
        is_on_site=form.way == "on_site",
        actor=actor_of(request),
        now=clock.now(),
    )


async def _recordable(request: Ask, check_id: UUID) -> Row:
    found = await queries.visible_check(actor_of(request), check_id)
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    permissions.check_can_record(actor_of(request), found, conflicted)
    return found


async def _record(portal: str, request: Ask, check_id: UUID) -> Response[Any]:
    """Photographs first: they are kept whatever else is still missing."""
    found = await _recordable(request, check_id)
    form, problems, raw = await forms.parse(shapes.CheckResult, request)
    if form is None:
        return await _show(request, portal, found, raw, problems, lost=True)
    kept = await _keep_photos(check_id, form, request)
    if form.act == "keep":
        return await _show(request, portal, found, {**raw, "kept": kept}, {})
    try:
        async with database.unit_of_work():
            result = await _recorded(check_id, _kind(found).check_points, form, request)
            await picker.keep(
                form.phrases,
                form.note,
                field="note",
                about=picker.About(
                    "commitment_check", check_id, f"/desk/checks/{check_id}", found["licence_number"]
                ),
                actor=actor_of(request),
            )
    except errors.Invalid as invalid:
        return await _show(request, portal, found, raw, forms.refused(invalid.errors))
    flash(request, _(views.CHECK_WORDS[result]), "success" if result == "passed" else "warning")
    return redirect(f"/{portal}/checks/{check_id}")


async def _serve(portal: str, request: Ask, check_id: UUID) -> Response[Any]:
    found = await _recordable(request, check_id)
    form, problems, raw = await forms.parse(shapes.OrderServed, request)
    if form is not None:
        try:
            await check_files.serve_order(
                check_id,
                method=form.method,
                served_on=form.served_on,
                receipt=form.receipt,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("已登记送达，整改期限届满后复查"))
            return redirect(f"/{portal}/checks/{check_id}")
    return await _show(request, portal, found, {**_beginning(request, found), **raw}, problems)


def _handlers(portal: str, read: Row, write: Row) -> list[Any]:
    """The same pages at the desk and on the phone; who may record is asked of the check itself."""
    base = f"/{portal}/checks/{{check_id:uuid}}"

    @get(base, opt=read, include_in_schema=False, name=f"check_{portal}")
    async def check(request: Ask, check_id: UUID) -> Response[Any]:
        found = await queries.visible_check(actor_of(request), check_id)
        return await _show(request, portal, found, _beginning(request, found), {})

    @post(
        base,
        opt=write,
        include_in_schema=False,
        name=f"record_check_{portal}",
        request_max_body_size=UPLOAD_LIMIT,
    )
    async def record_check(request: Ask, check_id: UUID) -> Response[Any]:
        return await _record(portal, request, check_id)

    @post(
        f"{base}/phrase",
        opt=write,
        include_in_schema=False,
        status_code=200,
        name=f"phrase_check_{portal}",
        request_max_body_size=UPLOAD_LIMIT,
    )
    async def phrase(request: Ask, check_id: UUID) -> Response[Any]:
        """The form again, with the chosen phrase in its field: nothing is done, and pictures have to be chosen again."""
        found = await _recordable(request, check_id)
        values = await picker.added(request, actor_of(request), "check", "note")
        return await _show(request, portal, found, values, {}, lost=True)

    @post(f"{base}/order", opt=write, include_in_schema=False, name=f"serve_check_order_{portal}")
    async def serve_order(request: Ask, check_id: UUID) -> Response[Any]:
        return await _serve(portal, request, check_id)

    @get(f"{base}/files/{{file_id:uuid}}", opt=read, include_in_schema=False, name=f"check_file_{portal}")
    async def file(request: Ask, check_id: UUID, file_id: UUID) -> Response[bytes]:
        found = await queries.visible_check(actor_of(request), check_id)
        return await sent(found["id"], file_id, of_firm=False)

    return [check, record_check, phrase, serve_order, file]


async def sent(check_id: UUID, file_id: UUID, *, of_firm: bool) -> Response[bytes]:
    """A file of this check: a picture shown as one, anything else as a download. Raises NotFound."""
    row, content = await attachments.read(apply.folder(), file_id)
    if (row["matter_kind"], row["matter_id"]) != (promises.MATTER, check_id):
        raise errors.NotFound
    if of_firm and row["kind"] != promises.CORRECTION:
        raise errors.NotFound
    sent = apply.sent_file(row, content)
    if row["media_type"] in ("image/jpeg", "image/png"):
        sent.headers["Content-Disposition"] = "inline"
    return sent


HANDLERS = [
    checks,
    field_checks,
    *(handler for portal, rights in PORTALS.items() for handler in _handlers(portal, *rights)),
]
