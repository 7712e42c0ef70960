"""The do-not-disturb list: proposed and decided at the desk, public while it holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import words
from app.shell import forms, open_data
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import record
from regulation.firms import queries as firms
from regulation.inspections.actions import undisturbed as actions
from regulation.inspections.queries import undisturbed
from regulation.inspections.status import (
    GROUND_NAMES,
    UNDISTURBED_NAMES,
    UNDISTURBED_STEPS,
    UndisturbedStatus,
)
from reports.exports import csv as csv_export
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.INSPECTIONS_READ}
PLAN = {"permission": Permission.INSPECTIONS_PLAN}
ADOPT = {"permission": Permission.INSPECTIONS_ADOPT}


@get("/desk/undisturbed", opt=READ, include_in_schema=False)
async def entries(request: Ask) -> Response[Any]:
    """Entries within reach, those that end first on top."""
    state = ListState.of(
        request, filters=("status", "ground"), sorts=("until", "from", "firm", "number"), default_sort="until"
    )
    total, rows, counts = await undisturbed.search(
        actor_of(request),
        q=state.q,
        statuses=state.values("status"),
        grounds=state.values("ground"),
        order=state.order(undisturbed.ORDERS),
        limit=state.limit,
        offset=state.offset,
    )
    return page(
        "inspections/undisturbed.html",
        request,
        state=state,
        listed=Page(rows, total, state),
        facets=[
            state.facet(
                "status", _("状态"), counts["status"], {str(k): _(v) for k, v in UNDISTURBED_NAMES.items()}
            ),
            state.facet(
                "ground", _("列入的理由"), counts["ground"], {k: _(v) for k, v in GROUND_NAMES.items()}
            ),
        ],
        names=UNDISTURBED_NAMES,
        grounds=GROUND_NAMES,
        tones=words.UNDISTURBED_TONES,
        basis=UNDISTURBED_STEPS["enter"].cites[0],
        may_plan=may(actor_of(request), Permission.INSPECTIONS_PLAN),
    )


@get("/desk/undisturbed/new", opt=PLAN, include_in_schema=False)
async def new_entry(request: Ask) -> Response[Any]:
    """The form; `?firm=` comes from the page of a firm."""
    return _new(request, {"firm": request.query_params.get("firm", ""), "from_on": clock.today()}, {})


def _new(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    return page(
        "inspections/undisturbed_new.html",
        request,
        status_code=422 if problems else 200,
        grounds=GROUND_NAMES,
        values=values,
        errors=problems,
        breadcrumbs=[(_("无事不扰名单"), "/desk/undisturbed"), (_("提请列入"), None)],
    )


@post("/desk/undisturbed/new", opt=PLAN, include_in_schema=False)
async def propose(request: Ask) -> Response[Any]:
    """Propose a firm for the list."""
    form, problems, raw = await forms.parse(shapes.UndisturbedForm, request)
    if form is None:
        return _new(request, raw, problems)
    actor = actor_of(request)
    matching = [each for each in await firms.firms_by_code(form.firm) if actor.in_scope_of(each.organ_id)]
    if len(matching) != 1:
        found = _("没有找到这家机构，请核对登记编号或者统一社会信用代码")
        several = _("有多家机构使用这一代码，请填写登记编号")
        return _new(request, raw, {"firm": several if matching else found})
    try:
        made = await actions.propose(
            matching[0].id,
            ground=form.ground,
            facts=form.facts,
            from_on=form.from_on,
            until_on=form.until_on,
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return _new(request, raw, answers.field_words(refusal))
    flash(request, _("已提请列入，等待决定"))
    return redirect(f"/desk/undisturbed/{made}")


@get("/desk/undisturbed/{entry_id:uuid}", opt=READ, include_in_schema=False)
async def entry(request: Ask, entry_id: UUID) -> Response[Any]:
    """One entry and what may be decided."""
    return await _entry(request, entry_id, {}, {})


async def _entry(
    request: Ask, entry_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    found = await undisturbed.entry(actor, entry_id)
    status = UndisturbedStatus(found["status"])
    decides = may(actor, Permission.INSPECTIONS_ADOPT) and actor.organ_id == found["organ"]
    return page(
        "inspections/undisturbed_entry.html",
        request,
        status_code=422 if problems else 200,
        entry=found,
        status_name=_(UNDISTURBED_NAMES[status]),
        tone=words.UNDISTURBED_TONES[status],
        ground=_(GROUND_NAMES[found["ground"]]),
        basis=UNDISTURBED_STEPS["enter"].cites[0],
        may_decide=decides and status is UndisturbedStatus.PROPOSED,
        may_end=decides and status is UndisturbedStatus.ENTERED,
        history=await record.history("do_not_disturb", entry_id),
        acts=words.ACTS,
        values=values,
        errors=problems,
        breadcrumbs=[(_("无事不扰名单"), "/desk/undisturbed"), (found["number"], None)],
    )


@post("/desk/undisturbed/{entry_id:uuid}/enter", opt=ADOPT, include_in_schema=False)
async def enter(request: Ask, entry_id: UUID) -> Response[Any]:
    """Enter it: public at once."""
    await actions.enter(entry_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已列入并公布"))
    return redirect(f"/desk/undisturbed/{entry_id}")


@post("/desk/undisturbed/{entry_id:uuid}/refuse", opt=ADOPT, include_in_schema=False)
async def refuse(request: Ask, entry_id: UUID) -> Response[Any]:
    """Not enter it."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _entry(request, entry_id, raw, problems)
    await actions.refuse(entry_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已决定不列入"))
    return redirect(f"/desk/undisturbed/{entry_id}")


@post("/desk/undisturbed/{entry_id:uuid}/end", opt=ADOPT, include_in_schema=False)
async def end(request: Ask, entry_id: UUID) -> Response[Any]:
    """Take the firm off the list before its day."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _entry(request, entry_id, raw, problems)
    await actions.end(entry_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已移出名单"))
    return redirect(f"/desk/undisturbed/{entry_id}")


# --- public -----------------------------------------------------------------------------------------------


@get("/draws/undisturbed", opt={"public": True}, include_in_schema=False)
async def public_list(request: Ask) -> Response[Any]:
    """Who stands on the list today."""
    state = ListState.of(request)
    total, rows = await undisturbed.public_list(
        today=clock.today(), q=state.q, limit=state.limit, offset=state.offset
    )
    return page(
        "inspections/public_undisturbed.html",
        request,
        state=state,
        listed=Page(rows, total, state),
        grounds=GROUND_NAMES,
        basis=UNDISTURBED_STEPS["enter"].cites[0],
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("无事不扰名单"), None)],
    )


def _row(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": found["number"],
        "firm_number": found["firm_number"],
        "firm": found["firm_name"],
        "organ": found["organ_name"],
        "ground": found["ground"],
        "from": found["from_on"].isoformat(),
        "until": found["until_on"].isoformat(),
    }


@get(
    "/draws/undisturbed.json",
    opt={"public": True},
    operation_class=open_data.listing(
        "Firms that random inspections leave alone today", q=(open_data.TEXT, "firm")
    ),
)
async def public_json(request: Ask) -> dict[str, Any]:
    """The list of today as data."""
    total, rows = await undisturbed.public_list(today=clock.today(), q=ListState.of(request).q, limit=None)
    return {"total": total, "rows": [_row(each) for each in rows]}


@get("/draws/undisturbed.csv", opt={"public": True}, include_in_schema=False)
async def public_csv(request: Ask) -> Response[bytes]:
    """The same for a spreadsheet."""
    _total, rows = await undisturbed.public_list(today=clock.today(), q=ListState.of(request).q, limit=None)
    columns = ("number", "firm_number", "firm", "organ", "ground", "from", "until")
    body = b"".join(
        csv_export.chunks([Column(name) for name in columns], [list(_row(each).values()) for each in rows])
    )
    headers = {"Content-Disposition": 'attachment; filename="undisturbed.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


HANDLERS = [
    entries,
    new_entry,
    propose,
    entry,
    enter,
    refuse,
    end,
    public_list,
    public_json,
    public_csv,
]
