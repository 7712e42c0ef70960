"""The quarters of the labour market for everybody: pages, and every table as CSV and JSON."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request, Response, get
from markupsafe import Markup

from app import clock
from app.shell import i18n, open_data
from app.shell.i18n import gettext as _
from app.shell.render import page
from app.surveys import monitoring_views
from app.surveys.monitoring_desk import stratum_name
from regulation import errors
from regulation.releases.queries import Published
from regulation.surveys import months, panel
from regulation.surveys.queries import panel as panels
from reports import charts
from reports.statistics import files, monitoring_files, monitoring_release, monitoring_words, vintages
from reports.statistics.disclosure import TOTAL

Ask = Request[Any, Any, Any]
HOME: Final = "/statistics/monitoring"
MEDIA: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
#: Quarters in the line of ratios.
SHOWN: Final = 12


def _vintage(request: Ask) -> int | None:
    text = request.query_params.get("vintage", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


async def _release(request: Ask, name: str) -> tuple[int, int, Published, list[Published]]:
    found = months.read_quarter(name)
    every = await monitoring_release.vintages(*found) if found else []
    wanted = _vintage(request)
    release = next((each for each in every if wanted in {None, each.vintage}), None)
    if found is None or release is None:
        raise errors.NotFound
    return *found, release, every


async def _line() -> Markup:
    """The published ratios, quarter by quarter, as a drawing; nothing where there are too few."""
    lang = files.lang_of(i18n.language())
    points = []
    for year, number, release in reversed((await monitoring_release.all_quarters())[:SHOWN]):
        table = next(
            each
            for each in await monitoring_release.tables_of(release)
            if each.key == monitoring_words.CHANNELS.key
        )
        points.append(charts.Point(f"{year}Q{number}", table.cell(TOTAL, "ratio").value))
    try:
        drawn = await charts.chart(
            "line",
            points,
            title=monitoring_words.RATIO.name(lang),
            unit="vacancies per seeker" if lang == "en" else "倍",
            lang=lang,
            decimals=2,
        )
    except errors.Refused:
        drawn = ""
    return Markup(drawn)  # noqa: S704 - drawn by ourselves from numbers and our own labels


@get(HOME, opt={"public": True}, include_in_schema=False)
async def quarters(request: Ask) -> Response[str]:
    """Every published quarter with its ratio."""
    found = []
    for year, number, release in await monitoring_release.all_quarters():
        tables = {each.key: each for each in await monitoring_release.tables_of(release)}
        table = tables[monitoring_words.CHANNELS.key]
        found.append(
            (year, number, release, {each.key: table.cell(TOTAL, each.key) for each in table.columns})
        )
    drawn = await panels.in_force(months.of(clock.today()))
    return page(
        "surveys/monitoring_public.html",
        request,
        quarters=found,
        chart=await _line() if len(found) > 1 else "",
        drawn=drawn,
        strata=[(stratum_name(key), size) for key, size in sorted(drawn.plan.sizes.items())] if drawn else [],
        rules=panel.PARAMETERS.on(clock.today()),
        doubt=panel.PARAMETERS.since(clock.today()).doubt,
        views=monitoring_views,
        home=HOME,
        not_comparable=monitoring_words.NOT_COMPARABLE(i18n.language()),
        breadcrumbs=[(_("统计"), "/statistics"), (_("供求监测"), None)],
    )


@get(
    f"{HOME}/{{name:str}}",
    opt={"public": True},
    operation_class=open_data.thing(
        "A quarter of the labour-market monitoring", "Such as 2026Q1; add `.json` for all tables."
    ),
)
async def quarter_page(request: Ask, name: str) -> Response[Any]:
    """One quarter: the ratio with its changes, by channel and by class; or all of it as JSON."""
    stem, _dot, ending = name.partition(".")
    year, number, release, every = await _release(request, stem)
    tables = await monitoring_release.tables_of(release)
    if ending == "json":
        return _json(
            [monitoring_files.as_plain(each, release) for each in tables],
            f"monitoring-{stem}-v{release.vintage}",
        )
    if ending:
        raise errors.NotFound
    main = next(each for each in tables if each.key == monitoring_words.CHANNELS.key)
    return page(
        "surveys/monitoring_public_quarter.html",
        request,
        name=monitoring_views.quarter_name(year, number),
        stem=stem,
        tables=[each for each in tables if each.rows],
        city={each.key: main.cell(TOTAL, each.key) for each in main.columns},
        release=release,
        vintages=every,
        is_latest=release.vintage == every[0].vintage,
        suffix="" if release.vintage == every[0].vintage else f"?vintage={release.vintage}",
        line=vintages.of(release)(i18n.language()),
        home=HOME,
        breadcrumbs=[
            (_("统计"), "/statistics"),
            (_("供求监测"), HOME),
            (monitoring_views.quarter_name(year, number), None),
        ],
    )


@get(
    f"{HOME}/{{name:str}}/{{table:str}}",
    opt={"public": True},
    operation_class=open_data.thing(
        "A table of a quarter of the monitoring", "Key of the table with `.csv` or `.json`."
    ),
)
async def table_file(request: Ask, name: str, table: str) -> Response[bytes]:
    """A table as a file."""
    key, _dot, ending = table.partition(".")
    _year, _number, release, _every = await _release(request, name)
    found = next((each for each in await monitoring_release.tables_of(release) if each.key == key), None)
    if found is None or ending not in MEDIA:
        raise errors.NotFound
    stem = f"{key}-{name}-v{release.vintage}"
    if ending == "json":
        return _json(monitoring_files.as_plain(found, release), stem)
    return Response(
        files.as_csv(found),
        media_type=MEDIA["csv"],
        headers={
            "Content-Disposition": f'attachment; filename="{stem}.csv"',
            "Cache-Control": "public, max-age=300",
        },
    )


def _json(content: Any, stem: str) -> Response[bytes]:
    return Response(
        monitoring_files.as_json(content),
        media_type=MEDIA["json"],
        headers={
            "Content-Disposition": f'inline; filename="{stem}.json"',
            "Cache-Control": "public, max-age=300",
        },
    )


HANDLERS = [quarters, quarter_page, table_file]
