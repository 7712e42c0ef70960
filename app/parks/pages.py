"""Parks on three levels: who is in them, since when, and how they were assessed."""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.parks.forms import AssessmentForm, LeaveForm, ParkForm, TenantForm, ZoneForm
from app.shell import forms, i18n, open_data
from app.shell.i18n import gettext as _
from app.shell.listing import ListState
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.firms import identity
from regulation.parks import actions, queries, rules
from regulation.parks.status import EXIT_NAMES, GRADE_NAMES, LEVEL_NAMES, ParkLevel
from regulation.words import N_
from reports.exports import csv as csv_export
from reports.exports.columns import Column

Kind = Literal["text", "count", "number", "day"]

TENANTS_SHOWN = 500
#: What everybody may have of a park: its name in the JSON, its heading and kind in the CSV.
PUBLIC_COLUMNS: Final[dict[str, tuple[str, Kind]]] = {
    "code": (N_("园区代码"), "text"),
    "name": (N_("园区名称"), "text"),
    "level": (N_("级别"), "text"),
    "organ_name": (N_("主管机关"), "text"),
    "operator": (N_("运营单位"), "text"),
    "approved_on": (N_("批准日期"), "day"),
    "zones": (N_("分园数"), "count"),
    "usable_area": (N_("可用面积（平方米）"), "number"),
    "tenants": (N_("入驻机构"), "count"),
    "let_area": (N_("已入驻面积（平方米）"), "number"),
}


def _names() -> dict[str, Any]:
    return {"level_names": LEVEL_NAMES, "grade_names": GRADE_NAMES, "exit_names": EXIT_NAMES}


def _called(park: dict[str, Any]) -> str:
    """The park's name in the visitor's language, as far as it has one."""
    return (i18n.language() == i18n.ENGLISH and park["name_en"]) or park["name"]


def _state(request: Request[Any, Any, Any]) -> ListState:
    return ListState.of(request, filters=("level",))


@get("/parks", opt={"public": True}, include_in_schema=False)
async def parks(request: Request[Any, Any, Any]) -> Response[Any]:
    """All parks by level."""
    state = _state(request)
    found = await queries.all_parks(today=clock.today(), q=state.q)
    level = state.value("level")
    counts = [(str(each), sum(1 for park in found if park["level"] == each)) for each in ParkLevel]
    facet = state.facet("level", _("级别"), counts, {str(key): _(name) for key, name in LEVEL_NAMES.items()})
    shown = [park for park in found if level in {None, park["level"]}]
    return page("parks/list.html", request, state=state, parks=shown, facets=[facet], desk=False, **_names())


@get("/parks.json", opt={"public": True}, operation_class=open_data.listing("Industrial parks"))
async def parks_json(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The parks of the list with their figures of today."""
    found = await _listed(request)
    return {"total": len(found), "rows": found}


@get("/parks.csv", opt={"public": True}, include_in_schema=False)
async def parks_csv(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The same list for a spreadsheet, with headings a reader understands."""
    found = [each | {"level": _(LEVEL_NAMES[ParkLevel(each["level"])])} for each in await _listed(request)]
    columns = [Column(_(title), kind) for title, kind in PUBLIC_COLUMNS.values()]
    body = b"".join(csv_export.chunks(columns, [list(each.values()) for each in found]))
    headers = {"Content-Disposition": 'attachment; filename="parks.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


async def _listed(request: Request[Any, Any, Any]) -> list[dict[str, Any]]:
    """What the list shows of each park, by the same search and level."""
    state = _state(request)
    found = await queries.all_parks(today=clock.today(), q=state.q, level=state.value("level") or "")
    return [{column: park[column] for column in PUBLIC_COLUMNS} for park in found]


async def _file(code: str) -> dict[str, Any]:
    today = clock.today()
    park = await queries.park(code, today=today)
    return {
        "park": park,
        "zones": await queries.zones(park["id"], today=today),
        "tenants": await queries.tenancies(park["id"], today=today, limit=TENANTS_SHOWN),
        "left": await queries.tenancies(park["id"], today=today, past=True, limit=TENANTS_SHOWN),
        "assessments": await queries.assessments(park["id"]),
        "scheme": rules.SCHEME.on(today),
        "doubt": rules.SCHEME.since(today).doubt,
        "values": {},
        "errors": {},
        **_names(),
    }


@get("/parks/{code:str}", opt={"public": True}, include_in_schema=False)
async def park_page(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """The permanent page of a park."""
    known = await _file(code)
    return page(
        "parks/park.html",
        request,
        breadcrumbs=[(_("产业园"), "/parks"), (_called(known["park"]), None)],
        **known,
    )


@get("/parks/mine", opt={"permission": Permission.PARKS_REPORT}, include_in_schema=False)
async def mine(request: Request[Any, Any, Any]) -> Response[Any]:
    """The parks an operator reports for; one alone opens at once."""
    found = await queries.parks_of(actor_of(request), today=clock.today())
    if len(found) == 1:
        return redirect(f"/parks/{found[0]['code']}/tenants")
    return page("parks/mine.html", request, parks=found, **_names())


@get("/parks/{code:str}/tenants", opt={"permission": Permission.PARKS_REPORT}, include_in_schema=False)
async def operator_file(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """The operator's own page: tenants in and out."""
    return await _managed(request, code, "operator")


@get("/desk/parks", opt={"permission": Permission.PARKS_READ}, include_in_schema=False)
async def desk_list(request: Request[Any, Any, Any]) -> Response[Any]:
    """Parks, and the form for a newly recognised one."""
    return await _desk_list(request, {}, {})


async def _desk_list(
    request: Request[Any, Any, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    state = ListState.of(request, filters=("level",))
    found = await queries.all_parks(today=clock.today(), q=state.q, level=state.value("level") or "")
    known = await organs.all_organs()
    return page(
        "parks/list.html",
        request,
        status_code=422 if problems else 200,
        state=state,
        parks=found,
        facets=[],
        desk=True,
        may_edit=may(actor, Permission.PARKS_EDIT),
        organs=[each for each in known if actor.in_scope_of(each["id"])],
        values=values,
        errors=problems,
        **_names(),
    )


@post("/desk/parks", opt={"permission": Permission.PARKS_EDIT}, include_in_schema=False)
async def add_park(request: Request[Any, Any, Any]) -> Response[Any]:
    """Enter a recognised park of an organ within reach."""
    form, problems, raw = await forms.parse(ParkForm, request)
    if form is not None:
        if not actor_of(request).in_scope_of(form.organ_id):
            raise errors.NotFound
        try:
            await actions.recognise(
                form.code,
                form.name,
                form.level,
                form.organ_id,
                operator=form.operator,
                approved_on=form.approved_on,
                approval_number=form.approval_number,
                description=form.description,
                name_en=form.name_en,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已录入%(name)s", name=form.name))
            return redirect(f"/desk/parks/{form.code}")
    return await _desk_list(request, raw, problems)


@get("/desk/parks/{code:str}", opt={"permission": Permission.PARKS_READ}, include_in_schema=False)
async def desk_file(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """A park's file at the desk."""
    return await _managed(request, code, "desk")


async def _managed(  # noqa: PLR0917 - one page, many ways to come back to it
    request: Request[Any, Any, Any],
    code: str,
    side: str,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    form: str = "",
) -> Response[Any]:
    actor = actor_of(request)
    known = await _file(code)
    if side == "operator" and known["park"]["id"] not in actor.park_ids:
        raise errors.NotFound
    return page(
        "parks/manage.html",
        request,
        status_code=422 if problems else 200,
        breadcrumbs=[
            (_("产业园"), "/desk/parks" if side == "desk" else "/parks/mine"),
            (_called(known["park"]), None),
        ],
        may_manage=actions.may_manage(actor, known["park"]),
        may_assess=may(actor, Permission.PARKS_EDIT) and actor.in_scope_of(known["park"]["organ"]),
        side=side,
        form=form,
        year=clock.today().year - 1,
        today=clock.today(),
        **{**known, "values": values or {}, "errors": problems or {}},
    )


def _address(code: str, side: str) -> str:
    return f"/desk/parks/{code}" if side == "desk" else f"/parks/{code}/tenants"


async def _move_in(request: Request[Any, Any, Any], code: str, side: str) -> Response[Any]:
    form, problems, raw = await forms.parse(TenantForm, request)
    park = await queries.park(code, today=clock.today())
    actions.check_may_manage(actor_of(request), park)
    if form is not None:
        firm = await identity.by_code(form.firm)
        if firm is None:
            problems = {"firm": _("没有找到该代码或登记编号的机构，或者有多家机构使用同一代码")}
        else:
            try:
                await actions.move_in(
                    park,
                    form.zone_id,
                    firm["id"],
                    form.area,
                    form.from_on,
                    actor=actor_of(request),
                    now=clock.now(),
                )
            except errors.Invalid as refusal:
                problems = answers.field_words(refusal)
            else:
                flash(request, _("已登记%(name)s入驻", name=firm["name"]))
                return redirect(_address(code, side))
    return await _managed(request, code, side, raw, problems, "tenant")


@post("/desk/parks/{code:str}/tenants", opt={"permission": Permission.PARKS_EDIT}, include_in_schema=False)
async def desk_move_in(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """A firm moves in, entered at the desk."""
    return await _move_in(request, code, "desk")


@post("/parks/{code:str}/tenants", opt={"permission": Permission.PARKS_REPORT}, include_in_schema=False)
async def operator_move_in(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """A firm moves in, entered by the operator."""
    return await _move_in(request, code, "operator")


async def _move_out(request: Request[Any, Any, Any], code: str, tenancy_id: UUID, side: str) -> Response[Any]:
    form, problems, raw = await forms.parse(LeaveForm, request)
    park = await queries.park(code, today=clock.today())
    if form is not None:
        try:
            await actions.move_out(
                park, tenancy_id, form.last_day, form.reason, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已登记迁出"))
            return redirect(_address(code, side))
    return await _managed(request, code, side, raw, problems, f"leave-{tenancy_id}")


@post(
    "/desk/parks/{code:str}/tenants/{tenancy_id:uuid}",
    opt={"permission": Permission.PARKS_EDIT},
    include_in_schema=False,
)
async def desk_move_out(request: Request[Any, Any, Any], code: str, tenancy_id: UUID) -> Response[Any]:
    """A firm moves out, entered at the desk."""
    return await _move_out(request, code, tenancy_id, "desk")


@post(
    "/parks/{code:str}/tenants/{tenancy_id:uuid}",
    opt={"permission": Permission.PARKS_REPORT},
    include_in_schema=False,
)
async def operator_move_out(request: Request[Any, Any, Any], code: str, tenancy_id: UUID) -> Response[Any]:
    """A firm moves out, entered by the operator."""
    return await _move_out(request, code, tenancy_id, "operator")


@post("/desk/parks/{code:str}/zones", opt={"permission": Permission.PARKS_EDIT}, include_in_schema=False)
async def add_zone(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """A new place of the park."""
    form, problems, raw = await forms.parse(ZoneForm, request)
    park = await queries.park(code, today=clock.today())
    if form is not None:
        try:
            await actions.open_zone(
                park,
                form.name,
                form.address,
                form.usable_area,
                opened_on=form.opened_on,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已录入%(name)s", name=form.name))
            return redirect(f"/desk/parks/{code}")
    return await _managed(request, code, "desk", raw, problems, "zone")


@post(
    "/desk/parks/{code:str}/assessments", opt={"permission": Permission.PARKS_EDIT}, include_in_schema=False
)
async def add_assessment(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """Record a year's assessment; total and grade follow from the points."""
    form, problems, raw = await forms.parse(AssessmentForm, request)
    park = await queries.park(code, today=clock.today())
    if form is not None:
        scores = {key: getattr(form, key) for key in rules.SCHEME.on(clock.today()).dimensions}
        try:
            found = await actions.assess(
                park,
                form.year,
                scores,
                bonus=form.bonus,
                deduction=form.deduction,
                remarks=form.remarks,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(
                request,
                _("评估已记录：%(total)s分，%(grade)s", total=found.total, grade=_(GRADE_NAMES[found.grade])),
            )
            return redirect(f"/desk/parks/{code}")
    return await _managed(request, code, "desk", raw, problems, "assessment")


HANDLERS = [
    parks,
    parks_json,
    parks_csv,
    mine,
    park_page,
    operator_file,
    desk_list,
    add_park,
    desk_file,
    desk_move_in,
    operator_move_in,
    desk_move_out,
    operator_move_out,
    add_zone,
    add_assessment,
]
