"""The desk's list of complaints and reports, as a page and as a table."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.shell import i18n, listing
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.accounts import organs
from regulation.casework import calendar
from regulation.complaints import queries
from regulation.complaints.status import KIND_WORDS, STATUS_NAMES, TONES, TOPIC_NAMES, status_names
from regulation.law import period as periods
from regulation.words import N_
from reports.exports import csv as sheets
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.COMPLAINTS_READ}
FACETS = ("status", "topic", "kind", "organ", "channel")
CHANNELS = {"web": N_("网页"), "hotline": N_("12345")}


def _words(table: Any) -> dict[str, str]:
    return {str(key): _(label) for key, label in table.items()}


def _state(request: Ask) -> listing.ListState:
    return listing.ListState.of(
        request, filters=FACETS, sorts=("due", "received", "number"), default_sort="due"
    )


def _tabs(state: listing.ListState, counts: dict[str, int]) -> list[tuple[Any, ...]]:
    """Two queues side by side: complaints and reports."""
    chosen = state.values("kind")
    return [
        (_("全部"), state.path, not chosen, sum(counts.values())),
        *(
            (_(name), f"{state.path}?kind={kind}", list(chosen) == [str(kind)], counts.get(str(kind), 0))
            for kind, name in KIND_WORDS.items()
        ),
    ]


async def _search(request: Ask, state: listing.ListState, limit: int, offset: int) -> Any:
    return await queries.search(
        actor_of(request),
        q=state.q,
        statuses=state.values("status"),
        topics=state.values("topic"),
        kinds=state.values("kind"),
        organs=state.values("organ"),
        channels=state.values("channel"),
        order=state.order(queries.ORDERS),
        limit=limit,
        offset=offset,
    )


@get("/desk/complaints", opt=READ, include_in_schema=False)
async def complaints(request: Ask) -> Response[Any]:
    """The most urgent first. Nobody's name stands here but that of the firm."""
    actor = actor_of(request)
    state = _state(request)
    total, rows, counts = await _search(request, state, state.limit, state.offset)
    known = await calendar.current()
    facets = [
        state.facet("status", _("状态"), counts["status"], _words(STATUS_NAMES)),
        state.facet("topic", _("反映的问题"), counts["topic"], _words(TOPIC_NAMES)),
        state.facet("kind", _("类别"), counts["kind"], _words(KIND_WORDS)),
        state.facet("channel", _("来源"), counts["channel"], _words(CHANNELS)),
    ]
    if actor.is_municipal:
        english = i18n.language() == i18n.ENGLISH
        names = {each["code"]: each["name_en" if english else "name"] for each in await organs.all_organs()}
        facets.append(state.facet("organ", _("机关"), counts["organ"], names))
    return page(
        "complaints/list.html",
        request,
        state=state,
        facets=facets,
        page=listing.Page(rows, total, state),
        status_of=lambda row: _(status_names(row["kind"])[row["status"]]),
        may_enter=may(actor, Permission.COMPLAINTS_HANDLE),
        tabs=_tabs(state, counts["kind"]),
        tones=TONES,
        kinds=_words(KIND_WORDS),
        topics=_words(TOPIC_NAMES),
        left=lambda row: periods.days_left(row["due_on"], clock.today(), known, periods.Unit.WORKING_DAYS),
        is_municipal=actor.is_municipal,
    )


@get("/desk/complaints.csv", opt=READ, include_in_schema=False)
async def complaints_csv(request: Ask) -> Response[bytes]:
    """The list as shown. Neither the writer nor the writer's words are exported."""
    _total, rows, _counts = await _search(request, _state(request), 10_000, 0)
    columns = [
        Column(_("编号")),
        Column(_("类别")),
        Column(_("反映的问题")),
        Column(_("被投诉人")),
        Column(_("状态")),
        Column(_("收到日期"), "day"),
        Column(_("到期日"), "day"),
        Column(_("机关")),
        Column(_("12345工单编号")),
        Column(_("工单日期"), "day"),
        Column(_("答复12345日期"), "day"),
    ]
    body = [
        [
            row["number"],
            _(KIND_WORDS[row["kind"]]),
            _(TOPIC_NAMES[row["topic"]]),
            row["respondent"],
            _(status_names(row["kind"])[row["status"]]),
            row["received_on"],
            row["due_on"],
            row["organ_name"],
            row["order_number"] or "",
            row["order_on"],
            row["order_answered_on"],
        ]
        for row in rows
    ]
    return Response(
        b"".join(sheets.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="complaints.csv"'},
    )


HANDLERS = [complaints, complaints_csv]
