"""`/desk/supervision`: what officials did late or have not done, for the director and the auditor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.office import acts
from app.penalties import views
from app.shell import listing
from app.shell.i18n import gettext as _
from app.shell.render import page
from app.shell.templating import cite
from regulation.law import citation
from regulation.leads import supervision
from regulation.leads.rules_clocks import OFFICIAL
from regulation.words import N_
from reports.exports import csv as sheets
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.SUPERVISION_READ}
FACETS = ("organ", "act", "state")
STATES = {"open": N_("逾期未办"), "done": N_("逾期办结")}
#: Last days within the past year; older breaches are in the files.
SPAN = timedelta(days=365)


def _acts() -> dict[str, str]:
    return {f"{matter}/{kind}": _(label) for (matter, kind), label in OFFICIAL.items()}


def _state(request: Ask) -> listing.ListState:
    return listing.ListState.of(
        request, filters=FACETS, sorts=("late", "newest", "organ"), default_sort="late"
    )


async def _late(request: Ask, state: listing.ListState, limit: int, offset: int) -> Any:
    today = clock.today()
    return await supervision.late(
        actor_of(request),
        since=today - SPAN,
        today=today,
        chosen={name: state.values(name) for name in FACETS},
        order=state.order(supervision.ORDERS),
        limit=limit,
        offset=offset,
    )


def _url(row: dict[str, Any]) -> str:
    """The matter's page, where it has one of its own."""
    if row["application_number"]:
        return f"/desk/applications/{quote(row['application_number'])}"
    kind = acts.KINDS.get(row["matter_kind"])
    url = kind.address if kind else ""
    return url.format(id=row["matter_id"]) if "{id}" in url else ""


@get("/desk/supervision", opt=READ, include_in_schema=False)
async def late(request: Ask) -> Response[Any]:
    """Which act, of which organ, how late, by whom, under which article."""
    actor, state, today = actor_of(request), _state(request), clock.today()
    total, rows, counts = await _late(request, state, state.limit, state.offset)
    names = await views.organ_words()
    facets = [
        state.facet("act", _("应当办理的事项"), counts["act"], _acts()),
        state.facet("state", _("状态"), counts["state"], views.words(STATES)),
    ]
    if actor.is_municipal:
        facets.append(state.facet("organ", _("机关"), counts["organ"], names))
    return page(
        "leads/late.html",
        request,
        state=state,
        facets=facets,
        page=listing.Page(rows, total, state),
        table=await supervision.table(actor, since=today - SPAN, today=today),
        labels=_acts(),
        states=views.words(STATES),
        numbers=await supervision.numbers(rows),
        organs=names,
        url_of=_url,
        cite=citation.from_key,
        days=lambda row: ((row["met_on"] or today) - row["due_on"]).days,
    )


@get("/desk/supervision.csv", opt=READ, include_in_schema=False)
async def late_csv(request: Ask) -> Response[bytes]:
    """The list as shown, without pages."""
    today = clock.today()
    _total, rows, _counts = await _late(request, _state(request), 10_000, 0)
    labels, numbers = _acts(), await supervision.numbers(rows)
    columns = [
        Column(_("机关")),
        Column(_("应当办理的事项")),
        Column(_("编号")),
        Column(_("期限届满日")),
        Column(_("办理日期")),
        Column(_("逾期天数（自然日）")),
        Column(_("最后办理人员")),
        Column(_("依据")),
    ]
    body = [
        [
            row["organ_name"],
            labels[row["act"]],
            numbers[row["matter_id"]],
            row["due_on"].isoformat(),
            row["met_on"].isoformat() if row["met_on"] else "",
            str(((row["met_on"] or today) - row["due_on"]).days),
            row["actor_name"] or "",
            cite(citation.from_key(row["citation"])),
        ]
        for row in rows
    ]
    return Response(
        b"".join(sheets.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="late-acts.csv"'},
    )


HANDLERS = [late, late_csv]
