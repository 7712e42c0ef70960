"""The years at the desk: what is published, and for statisticians how far the next release has come. No figure stands here."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.shell.i18n import gettext as _
from app.shell.render import page
from app.surveys import monitoring_views
from regulation.releases import queries
from regulation.releases.rules import KINDS, Kind
from regulation.surveys import gate, months
from regulation.surveys.queries import gate as gates
from reports.statistics import book

Ask = Request[Any, Any, Any]
READ: Final = {"permission": Permission.STATISTICS_READ}
HOME: Final = "/desk/statistics"


@get(HOME, opt=READ, include_in_schema=False)
async def overview(request: Ask) -> Response[str]:
    """The years, what of them is published, and where the gate of each stands."""
    actor = actor_of(request)
    is_statistician = may(actor, Permission.SURVEYS_DESK)
    every = await queries.all_releases(book.SERIES)
    stands = {year: await gates.of_year(year) for year in await gates.years()}
    rows = []
    for year in sorted({*stands, *(each.year for each in every)}, reverse=True):
        at = stands.get(year)
        rows.append(
            {
                "year": year,
                "published": [(each, _(KINDS[Kind(each.kind)])) for each in every if each.year == year],
                "gate": _(gate.GATES[at.gate]) if at is not None and is_statistician else "",
                "may_look": at is not None and at.gate in gate.SECRET and at.may_look(actor),
            }
        )
    quarters = [await gates.of(each) for each in reversed(await gates.quarters())]
    return page(
        "statistics/desk.html",
        request,
        rows=rows,
        quarters=[
            (each.period, monitoring_views.quarter_name(*found), _(gate.GATES[each.gate]), each)
            for each in quarters
            if (found := months.read_quarter(each.period))
            and (is_statistician or (each.gate in gate.SECRET and each.may_look(actor)))
        ],
        is_statistician=is_statistician,
        today=clock.today(),
    )


HANDLERS = [overview]
