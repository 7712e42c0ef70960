"""Charts as SVG: one picture for the page and for the paper, drawn from a declarative specification.

The drawing library brings a whole browser engine along, so it works in the pool and never in a web
process. What was drawn once is kept by the hash of what was asked.
"""

import functools
import hashlib
import html
import json
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal, cast

from regulation import errors
from regulation.words import N_
from reports import chart_kinds, pool
from reports.chart_colours import COLOURS, INK, LINE, MUTED

Kind = Literal["bar", "grouped_bar", "line", "grouped_rows", "panels", "dots", "tiles"]

FONT = "Paper, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
WIDTH = 640
SECONDS = 20
KEPT = 256

_kept: OrderedDict[str, str] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Point:
    """One value. `series` where several are compared; a missing value leaves a gap, never a zero.

    `key` is a place's code, for `tiles`; `symbol` is printed where a value is withheld; `decimals` are the series' own.
    """

    label: str
    value: Decimal | float | int | None
    series: str = ""
    key: str = ""
    symbol: str = ""
    decimals: int | None = None


async def chart(
    kind: Kind,
    data: Sequence[Point],
    *,
    title: str,
    unit: str,
    lang: Literal["zh", "en"] = "zh",
    source: str = "",
    decimals: int = 0,
    width: int = WIDTH,
    described: str = "",
) -> str:
    """The chart as the text of an SVG with real text in it, and nothing a strict page would refuse.

    `bar` lies, for names of districts and types; `grouped_rows` too, several series for each; `grouped_bar` stands;
    `line` follows years and writes the name of a series at its end instead of in a legend; `panels` give each series a
    picture and a scale of its own; `dots` stand on a logarithmic scale; `tiles` are the schematic map of the districts.
    Labels, title and unit come in the reader's language; `described` says the picture to who does not see it.
    """
    # A logarithmic scale has no place for nothing.
    shown = [point for point in data if point.value is not None and (kind != "dots" or point.value > 0)]
    if not shown:
        raise errors.Refused(N_("没有可以绘图的数据"))
    points = [
        {**asdict(point), "value": None if point.value is None else float(point.value)} for point in data
    ]
    asked = {
        "kind": kind,
        "points": points,
        "title": title,
        "unit": unit,
        "lang": lang,
        "source": source,
        "decimals": decimals,
        "width": width,
        "described": described,
    }
    key = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    picture = await pool.run(_draw, asked, seconds=SECONDS)
    _kept[key] = picture
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return picture


# --- In the drawing process -------------------------------------------------------------------------


def _draw(asked: dict[str, Any]) -> str:
    import vl_convert  # noqa: PLC0415 - a hundred megabytes that no web process should hold

    _measure_with_our_font()
    try:
        picture: str = vl_convert.vegalite_to_svg(_specification(asked))
    except Exception as error:  # noqa: BLE001 - see below
        # The libraries' own exceptions hold things that cannot cross between processes.
        raise ValueError(f"{type(error).__name__}: {error}") from None
    return _for_strict_pages(picture, asked)


@functools.cache
def _measure_with_our_font() -> None:
    import vl_convert  # noqa: PLC0415

    from reports import fonts  # noqa: PLC0415

    vl_convert.register_font_directory(str(fonts.face("Regular").parent))


def _specification(asked: dict[str, Any]) -> dict[str, Any]:
    import altair as alt  # noqa: PLC0415 - see above

    rows: Any = cast("Any", alt).Data(values=asked["points"])
    layers = {
        "bar": _bars,
        "grouped_bar": _columns,
        "line": _lines,
        "grouped_rows": chart_kinds.grouped_rows,
        "panels": chart_kinds.panels,
        "dots": chart_kinds.dots,
        "tiles": chart_kinds.tiles,
    }[asked["kind"]]
    note = ("　" if asked["lang"] == "zh" else " · ").join(filter(None, [_unit(asked), asked["source"]]))
    drawn = layers(alt, rows, asked)
    if asked["kind"] in {"bar", "grouped_bar", "grouped_rows", "line", "dots"}:
        drawn = drawn.properties(width=asked["width"])
    built = drawn.properties(
        title=alt.TitleParams(asked["title"], subtitle=note, subtitleColor=MUTED, anchor="start", offset=14),
        padding={"left": 4, "top": 4, "right": 12, "bottom": 4},
    )
    specification: dict[str, Any] = built.configure(font=FONT).configure_view(stroke=None).configure_axis(
        labelColor=INK, titleColor=MUTED, domainColor=MUTED, tickColor=LINE, gridColor=LINE,
        labelFontSize=12, labelLimit=320, titleFontSize=12, titleFontWeight="normal",
    ).configure_title(
        color=INK, fontSize=15, subtitleFontSize=12, fontWeight="bold", subtitlePadding=6,
    ).configure_legend(
        title=None, orient="top", labelFontSize=12, labelColor=INK, labelLimit=320, symbolType="square", offset=6,
    ).to_dict()  # fmt: skip
    return specification


def _unit(asked: dict[str, Any]) -> str:
    if not asked["unit"]:
        return ""
    return f"单位：{asked['unit']}" if asked["lang"] == "zh" else f"Unit: {asked['unit']}"


def _format(asked: dict[str, Any]) -> str:
    return f",.{asked['decimals']}f"


def _in_order(points: list[dict[str, Any]], field: str) -> list[str]:
    return list(dict.fromkeys(point[field] for point in points))


def _bars(alt: Any, rows: Any, asked: dict[str, Any]) -> Any:
    labels = _in_order(asked["points"], "label")
    bars = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=labels, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)),
        x=alt.X("value:Q", title=None, axis=None, scale=alt.Scale(zero=True)),
    )
    return alt.layer(
        bars.mark_bar(color=COLOURS[0], height=alt.RelativeBandSize(band=0.66)),
        bars.mark_text(align="left", dx=6, color=INK, fontSize=12).encode(
            text=alt.Text("value:Q", format=_format(asked))
        ),
    ).properties(height=alt.Step(24))


def _columns(alt: Any, rows: Any, asked: dict[str, Any]) -> Any:
    labels, series = (_in_order(asked["points"], field) for field in ("label", "series"))
    columns = alt.Chart(rows).encode(
        x=alt.X("label:N", sort=labels, title=None, axis=alt.Axis(ticks=False, labelAngle=0, labelPadding=8)),
        xOffset=alt.XOffset("series:N", sort=series),
        y=alt.Y(
            "value:Q",
            title=None,
            axis=alt.Axis(domain=False, ticks=False, tickCount=5, format=_format(asked)),
            scale=alt.Scale(zero=True),
        ),
    )
    colour = alt.Color("series:N", sort=series, scale=alt.Scale(domain=series, range=list(COLOURS)))
    drawn = [columns.mark_bar().encode(color=colour)]
    if len(asked["points"]) <= 24:
        # More figures than that would stand in each other's way; the table beside the chart has them all.
        drawn.append(
            columns.mark_text(dy=-6, color=INK, fontSize=11).encode(
                text=alt.Text("value:Q", format=_format(asked))
            )
        )
    return alt.layer(*drawn).properties(height=260)


def _lines(alt: Any, rows: Any, asked: dict[str, Any]) -> Any:
    labels, series = (_in_order(asked["points"], field) for field in ("label", "series"))
    last = {point["series"]: point for point in asked["points"] if point["value"] is not None}
    several = len(series) > 1
    lines = alt.Chart(rows).encode(
        x=alt.X("label:O", sort=labels, title=None, axis=alt.Axis(ticks=False, labelAngle=0, labelPadding=8)),
        y=alt.Y(
            "value:Q",
            title=None,
            axis=alt.Axis(domain=False, ticks=False, tickCount=5, format=_format(asked)),
            scale=alt.Scale(zero=True),
        ),
        color=alt.Color(
            "series:N", sort=series, legend=None, scale=alt.Scale(domain=series, range=list(COLOURS))
        ),
    )
    ends = alt.Chart(alt.Data(values=list(last.values()))).encode(
        x=alt.X("label:O", sort=labels), y="value:Q", color="series:N"
    )
    drawn = [lines.mark_line(strokeWidth=2.4, point=alt.OverlayMarkDef(size=44))]
    if several:
        drawn.append(
            ends.mark_text(align="left", dx=9, fontSize=12, fontWeight="bold").encode(text="series:N")
        )
    else:
        drawn.append(
            lines.mark_text(dy=-12, fontSize=12).encode(text=alt.Text("value:Q", format=_format(asked)))
        )
    return alt.layer(*drawn).properties(height=240)


def _for_strict_pages(picture: str, asked: dict[str, Any]) -> str:
    """Name the picture for those who hear the page, and make sure nothing in it could run or style."""
    if re.search(r"<(script|style|foreignObject|image|a)\b|\sstyle=|\son\w+=|(?:xlink:)?href=", picture):
        raise ValueError("the drawing holds what a strict page refuses")
    title = html.escape(asked["title"])
    name = html.escape(f"{asked['title']} {asked['described']}".strip())
    picture = re.sub(r'\s(?:aria-[\w-]+|role)="[^"]*"', "", picture)
    return re.sub(
        r"<svg\b([^>]*)>", rf'<svg\1 role="img" aria-label="{name}"><title>{title}</title>', picture, count=1
    )
