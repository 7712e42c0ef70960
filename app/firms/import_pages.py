"""Lists brought in at the desk: upload, columns, what would happen, progress, result, held rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import MediaType, Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.firms import forms as shapes
from app.firms import results, running
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, fragment, page, redirect, wants_fragment
from regulation import errors
from regulation.firms import queries
from regulation.firms.importing import columns, judging, lists, receiving, settling, working
from regulation.firms.imports.headers import FIELDS, REQUIRED, Field
from regulation.firms.status import EFFECTS, IMPORT_STATUSES, OUTCOMES, Effect, ImportStatus, Outcome
from reports.exports import csv, xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping

MAY = {"permission": Permission.FIRMS_IMPORT}
TONES = {
    Outcome.TAKEN: "good",
    Outcome.REPAIRED: "info",
    Outcome.HELD: "warn",
    Outcome.REJECTED: "bad",
}
#: Uploads are larger than other requests.
LARGEST_LIST = 41 * 1024 * 1024
PREFIX = "column_"


def _crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("导入"), "/desk/imports"), *more]


async def _mine(request: Request[Any, Any, Any], import_id: UUID) -> lists.ImportView:
    """The import, if this official's organ brought it in or is the municipal bureau."""
    await lists.check_within_reach(import_id, actor_of(request))
    return await lists.view(import_id)


def _list_page(
    request: Request[Any, Any, Any], imports: list[lists.ImportView], problems: Mapping[str, str]
) -> Response[str]:
    return page(
        "firms/imports.html",
        request,
        status_code=422 if problems else 200,
        imports=imports,
        statuses=IMPORT_STATUSES,
        outcomes=OUTCOMES,
        accepts=shapes.LISTS,
        errors=problems,
    )


@get("/desk/imports", opt=MAY)
async def imports(request: Request[Any, Any, Any]) -> Response[str]:
    """What was brought in, and the way to bring in more."""
    return _list_page(request, await lists.recent(actor_of(request)), {})


@post("/desk/imports", opt=MAY, request_max_body_size=LARGEST_LIST)
async def upload(request: Request[Any, Any, Any]) -> Response[Any]:
    """Keep the list, then choose its columns. Nothing is changed in the register yet."""
    form, problems, _raw = await forms.parse(shapes.Uploaded, request)
    if form is None:
        return _list_page(request, await lists.recent(actor_of(request)), problems)
    try:
        received = await receiving.receive(
            form.file.data, form.file.name, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        said = {name: _(text, **refusal.params) for name, text in refusal.errors.items()}
        return _list_page(request, await lists.recent(actor_of(request)), said)
    if received.was_known:
        flash(request, _("这个文件此前已经上传，登记簿没有改动。以下是当时的结果"), "info")
    return redirect(f"/desk/imports/{received.id}")


@get("/desk/imports/{import_id:uuid}", opt=MAY)
async def one(request: Request[Any, Any, Any], import_id: UUID) -> Response[str]:
    """An import in the state it is in: columns and preview, progress, or result."""
    view = await _mine(request, import_id)
    if view.status in {ImportStatus.RECEIVED, ImportStatus.DISCARDED}:
        return await _preparation(request, view, {})
    if view.status is ImportStatus.RUNNING:
        context: dict[str, Any] = {"view": view, "silent": running.is_silent(view), "outcomes": OUTCOMES}
        if wants_fragment(request):
            return fragment("firms/import_running.html", request, block="progress", **context)
        return page("firms/import_running.html", request, **context, breadcrumbs=_crumbs((view.number, None)))
    if wants_fragment(request):
        # The last question of a page that showed progress: it is done, so the whole page is asked for again.
        return Response("", headers={"HX-Refresh": "true"}, media_type=MediaType.HTML)
    return await _result(request, view)


async def _preparation(
    request: Request[Any, Any, Any], view: lists.ImportView, problems: Mapping[str, str]
) -> Response[str]:
    rows = []
    if view.status is ImportStatus.RECEIVED and Field.NAME in view.mapping:
        rows = await judging.preview(view.id, actor=actor_of(request), now=clock.now())
    return page(
        "firms/import_columns.html",
        request,
        status_code=422 if problems else 200,
        view=view,
        statuses=IMPORT_STATUSES,
        rows=[_shown(each) for each in rows],
        fields=[(field.value, _(label), field in REQUIRED) for field, label in FIELDS.items()],
        columns=[(str(at), title or _("（第 %(n)s 列）", n=at + 1)) for at, title in enumerate(view.header)],
        values={f"{PREFIX}{field}": str(column) for field, column in view.mapping.items()},
        errors=problems,
        breadcrumbs=_crumbs((view.number, None)),
    )


def _shown(row: lists.RowView) -> dict[str, Any]:
    return {
        "id": row.id,
        "line": row.row_number,
        "name": row.facts.get("name") or " ".join(cell for cell in row.original if cell)[:60],
        "code": row.facts.get("uscc") or row.facts.get("old_number", ""),
        "outcome": _(OUTCOMES[row.outcome]) if row.outcome else _("尚未处理"),
        "is_held": row.outcome is Outcome.HELD,
        "tone": TONES[row.outcome] if row.outcome else "neutral",
        "effect": _(EFFECTS[row.effect]) if row.effect is not Effect.NOTHING else "",
        "firm_number": row.firm_number,
        "remarks": [results.remark(each) for each in (*row.reasons, *row.repairs)],
        "decided": " ".join(filter(None, (row.decided_by, row.decided_reason))),
    }


@post("/desk/imports/{import_id:uuid}/columns", opt=MAY)
async def choose(request: Request[Any, Any, Any], import_id: UUID) -> Response[Any]:
    """Which column holds what."""
    view = await _mine(request, import_id)
    given = {name: value for name, value in (await request.form()).multi_items() if name != forms.CSRF_FIELD}
    places = {str(at) for at in range(len(view.header))}
    mapping: dict[Field, int] = {}
    problems: dict[str, str] = {}
    for name, value in given.items():
        field = name.removeprefix(PREFIX)
        if not name.startswith(PREFIX) or field not in set(Field):
            problems[name] = _("没有这一项：%(name)s", name=name)
        elif value in places:
            mapping[Field(field)] = int(value)
        elif value:
            problems[name] = _("请从给出的选项中选择")
    if not problems:
        try:
            await columns.choose_columns(import_id, mapping, actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = {f"{PREFIX}{field}": _(text) for field, text in refusal.errors.items()}
    if problems:
        return await _preparation(request, view, problems)
    flash(request, _("各列的对应已保存，请核对下方的预览"))
    return redirect(f"/desk/imports/{import_id}")


@post("/desk/imports/{import_id:uuid}/start", opt=MAY)
async def start(request: Request[Any, Any, Any], import_id: UUID) -> Response[Any]:
    """Begin, and show the progress."""
    form, problems, _raw = await forms.parse(shapes.Nothing, request)
    view = await _mine(request, import_id)
    if form is None:
        return await _preparation(request, view, problems)
    actor = actor_of(request)
    try:
        await working.start(import_id, actor=actor, now=clock.now())
    except errors.Invalid as refusal:
        said = {f"{PREFIX}{field}": _(text) for field, text in refusal.errors.items()}
        return await _preparation(request, view, said)
    running.begin(import_id, actor)
    return redirect(f"/desk/imports/{import_id}")


@post("/desk/imports/{import_id:uuid}/resume", opt=MAY)
async def resume(request: Request[Any, Any, Any], import_id: UUID) -> Response[Any]:
    """Go on with an import whose process was stopped."""
    view = await _mine(request, import_id)
    if running.is_silent(view):
        running.begin(import_id, actor_of(request))
    return redirect(f"/desk/imports/{import_id}")


@post("/desk/imports/{import_id:uuid}/discard", opt=MAY)
async def discard(request: Request[Any, Any, Any], import_id: UUID) -> Response[Any]:
    """Give a list up that was not started."""
    await receiving.discard(import_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已放弃这次导入，登记簿没有改动"), "info")
    return redirect("/desk/imports")


async def _result(request: Request[Any, Any, Any], view: lists.ImportView) -> Response[str]:
    state = ListState.of(request, filters=("outcome",))
    chosen = state.value("outcome")
    outcome = Outcome(chosen) if chosen in set(Outcome) else None
    rows = await lists.rows(view.id, outcome=outcome, limit=state.limit, offset=state.offset)
    total = view.counts.get(outcome, 0) if outcome else view.rows_total
    return page(
        "firms/import_result.html",
        request,
        view=view,
        found=Page([_shown(each) for each in rows], total, state),
        tabs=[
            (_("全部"), state.url(outcome=None, page=None), outcome is None, view.rows_total),
            *(
                (_(label), state.url(outcome=each, page=None), outcome is each, view.counts.get(each, 0))
                for each, label in OUTCOMES.items()
            ),
        ],
        effects=[(_(EFFECTS[each]), view.effects.get(each, 0)) for each in Effect if each],
        breadcrumbs=_crumbs((view.number, None)),
    )


@get("/desk/imports/{import_id:uuid}/result.csv", opt=MAY)
async def result_csv(request: Request[Any, Any, Any], import_id: UUID) -> Response[bytes]:
    """The result, one row for each row of the list."""
    await lists.check_within_reach(import_id, actor_of(request))
    view, lines = await results.lines(import_id, _asked_outcome(request))
    body = b"".join(csv.chunks(results.columns(view), lines))
    return _file(body, f"{view.number}.csv", "text/csv; charset=utf-8")


@get("/desk/imports/{import_id:uuid}/result.xlsx", opt=MAY)
async def result_xlsx(request: Request[Any, Any, Any], import_id: UUID) -> Response[bytes]:
    """The same as a workbook."""
    await lists.check_within_reach(import_id, actor_of(request))
    view, lines = await results.lines(import_id, _asked_outcome(request))
    body = b"".join(xlsx.chunks(results.columns(view), lines, sheet=view.number, notes=[view.filename]))
    return _file(
        body, f"{view.number}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )


def _asked_outcome(request: Request[Any, Any, Any]) -> Outcome | None:
    asked = request.query_params.get("outcome")
    return Outcome(asked) if asked in set(Outcome) else None


def _file(body: bytes, name: str, media_type: str) -> Response[bytes]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=media_type, headers=headers)


# --- Held rows -----------------------------------------------------------------------------------------------


async def _row_page(
    request: Request[Any, Any, Any], row_id: UUID, values: dict[str, Any] | None, problems: Mapping[str, str]
) -> Response[str]:
    import_id, row = await lists.row(row_id)
    view = await _mine(request, import_id)
    candidates = [await queries.firm(each) for each in row.candidates]
    shown = {
        "decision": "match" if candidates else "",
        "firm_number": candidates[0].number if candidates else "",
    }
    return page(
        "firms/import_row.html",
        request,
        status_code=422 if problems else 200,
        view=view,
        row=row,
        shown=_shown(row),
        cells=list(zip([*view.header, *[_("多出的单元格")] * len(row.original)], row.original, strict=False)),
        candidates=candidates,
        values=values or {**row.facts, **shown},
        errors=problems,
        is_open=row.outcome is Outcome.HELD,
        breadcrumbs=_crumbs(
            (view.number, f"/desk/imports/{import_id}"), (_("第 %(n)s 行", n=row.row_number), None)
        ),
    )


@get("/desk/imports/rows/{row_id:uuid}", opt=MAY)
async def held(request: Request[Any, Any, Any], row_id: UUID) -> Response[str]:
    """A row as it came, why it was held, and the three ways to settle it."""
    return await _row_page(request, row_id, None, {})


@post("/desk/imports/rows/{row_id:uuid}", opt=MAY)
async def settle(request: Request[Any, Any, Any], row_id: UUID) -> Response[Any]:
    """Take it as new, match it to a firm, or leave it out."""
    form, problems, raw = await forms.parse(shapes.Settled, request)
    if form is None:
        return await _row_page(request, row_id, raw, problems)
    actor, now = actor_of(request), clock.now()
    try:
        match form.decision:
            case "new":
                corrections = {key: getattr(form, key) for key in settling.CORRECTABLE}
                await settling.take_as_new(row_id, corrections, reason=form.reason, actor=actor, now=now)
                flash(request, _("已作为新机构登记"))
            case "match":
                await settling.match_to_firm(
                    row_id, form.firm_number, reason=form.reason, actor=actor, now=now
                )
                flash(request, _("已对应到登记簿中的机构"))
            case "reject":
                await settling.reject(row_id, reason=form.reason, actor=actor, now=now)
                flash(request, _("该行未采用"))
    except errors.Invalid as refusal:
        return await _row_page(request, row_id, raw, forms.refused(refusal.errors))
    import_id, _settled = await lists.row(row_id)
    return redirect(f"/desk/imports/{import_id}?outcome=held")


HANDLERS = [
    imports,
    upload,
    one,
    choose,
    start,
    resume,
    discard,
    result_csv,
    result_xlsx,
    held,
    settle,
]
