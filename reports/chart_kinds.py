"""Kinds of charts that statistics needs beside bars and lines: panels, dots on a logarithmic scale, the tiles of the districts.

Used in the drawing process alone, see `reports.charts`.
"""

from __future__ import annotations

import math
from typing import Any

from reports.chart_colours import COLOURS, INK, LINE, MUTED

#: Each district where it lies, as a square of a grid: column, row. Drawn by ourselves after who borders on whom; the
#: development area stands beside Daxing, of which it is no part in these tables. A schema, no map: areas say nothing.
TILES: dict[str, tuple[int, int]] = {
    "110119": (1, 0),  # 延庆
    "110116": (2, 0),  # 怀柔
    "110118": (3, 0),  # 密云
    "110114": (1, 1),  # 昌平
    "110113": (2, 1),  # 顺义
    "110117": (3, 1),  # 平谷
    "110109": (0, 2),  # 门头沟
    "110108": (1, 2),  # 海淀
    "110105": (2, 2),  # 朝阳
    "110107": (0, 3),  # 石景山
    "110102": (1, 3),  # 西城
    "110101": (2, 3),  # 东城
    "110112": (3, 3),  # 通州
    "110111": (0, 4),  # 房山
    "110106": (1, 4),  # 丰台
    "110115": (2, 4),  # 大兴
    "BDA": (3, 4),
}
#: From almost nothing to the blue of the screen; light enough below for dark text, dark enough above for white.
PALE, DEEP = (0xE9, 0xF0, 0xF8), (0x1D, 0x4F, 0x91)
WHITE_FROM = 0.55


def tiles(alt: Any, _rows: Any, asked: dict[str, Any]) -> Any:
    """The districts as squares, the darker the larger; what is withheld is white and carries its sign."""
    values = [point["value"] for point in asked["points"] if point["value"] is not None]
    largest = max(values)
    placed = [
        {
            "column": TILES[point["key"]][0],
            "row": TILES[point["key"]][1],
            "label": point["label"],
            "text": _written(point, asked),
            "fill": _fill(point["value"], largest),
            "ink": _ink(point["value"], largest),
        }
        for point in asked["points"]
        if point["key"] in TILES
    ]
    chart = alt.Chart(alt.Data(values=placed)).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.05)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.07)),
    )
    ink = alt.Color("ink:N", scale=None)
    return alt.layer(
        chart.mark_rect(stroke=LINE, cornerRadius=3).encode(color=alt.Color("fill:N", scale=None)),
        chart.mark_text(dy=-9, fontSize=13).encode(text="label:N", color=ink),
        chart.mark_text(dy=10, fontSize=14, fontWeight="bold").encode(text="text:N", color=ink),
    ).properties(width=min(asked["width"], 520), height=330)


def _depth(value: float, largest: float) -> float:
    """By the square root, so that the middle is told apart although one district holds a third of all."""
    return math.sqrt(value / largest) if largest > 0 and value > 0 else 0.0


def _fill(value: float | None, largest: float) -> str:
    if value is None:
        return "#ffffff"
    depth = _depth(value, largest)
    return "#" + "".join(f"{round(a + (b - a) * depth):02x}" for a, b in zip(PALE, DEEP, strict=True))


def _ink(value: float | None, largest: float) -> str:
    return "#ffffff" if value is not None and _depth(value, largest) > WHITE_FROM else INK


def _written(point: dict[str, Any], asked: dict[str, Any]) -> str:
    if point["value"] is None:
        return str(point["symbol"])
    decimals = asked["decimals"] if point["decimals"] is None else point["decimals"]
    return f"{point['value']:,.{decimals}f}" if point["value"] else "-"


def grouped_rows(alt: Any, _rows: Any, asked: dict[str, Any]) -> Any:
    """Lying bars, several series to a label, each with its value; what is withheld has its sign and no bar."""
    labels, series = (
        list(dict.fromkeys(point[field] for point in asked["points"])) for field in ("label", "series")
    )
    shown = [
        {**point, "text": _written(point, asked), "from": point["value"] or 0} for point in asked["points"]
    ]
    bars = alt.Chart(alt.Data(values=shown)).encode(
        y=alt.Y("label:N", sort=labels, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)),
        yOffset=alt.YOffset("series:N", sort=series, scale=alt.Scale(paddingInner=0.1, paddingOuter=0.25)),
        x=alt.X("from:Q", title=None, axis=None, scale=alt.Scale(zero=True)),
    )
    colour = alt.Color("series:N", sort=series, scale=alt.Scale(domain=series, range=list(COLOURS)))
    return alt.layer(
        bars.mark_bar().encode(color=colour),
        bars.mark_text(align="left", baseline="middle", dx=6, color=INK, fontSize=11).encode(text="text:N"),
    ).properties(height=alt.Step(38, **{"for": "position"}))


def dots(alt: Any, _rows: Any, asked: dict[str, Any]) -> Any:
    """One dot for each label on a logarithmic scale, with its value; nothing and the withheld have no dot, but their sign."""
    labels = [point["label"] for point in asked["points"]]
    shown = [
        {"label": point["label"], "value": point["value"], "text": _written(point, asked)}
        for point in asked["points"]
    ]
    positive = [each for each in shown if each["value"]]
    least = min(each["value"] for each in positive)
    floor = 10 ** math.floor(math.log10(least))
    lines = alt.Chart(alt.Data(values=[{**each, "from": floor} for each in positive])).encode(
        y=_category(alt, labels),
        x=alt.X(
            "value:Q",
            title=None,
            scale=alt.Scale(type="log", domainMin=floor),
            axis=alt.Axis(domain=False, ticks=False, format=",", values=_powers(floor, positive)),
        ),
    )
    rest = alt.Chart(
        alt.Data(values=[{**each, "value": floor} for each in shown if not each["value"]])
    ).encode(y=_category(alt, labels), x="value:Q")
    return alt.layer(
        lines.mark_rule(color=LINE, strokeWidth=2).encode(x2="from:Q"),
        lines.mark_circle(size=110, color=COLOURS[0], opacity=1),
        lines.mark_text(align="left", dx=9, color=INK, fontSize=12).encode(text="text:N"),
        rest.mark_text(align="left", dx=4, color=MUTED, fontSize=12).encode(text="text:N"),
    ).properties(height=alt.Step(25))


def _powers(floor: float, shown: list[dict[str, Any]]) -> list[float]:
    """One line for each power of ten up to the largest value."""
    top = math.ceil(math.log10(max(each["value"] for each in shown)))
    return [10.0**power for power in range(round(math.log10(floor)), top + 1)]


def _category(alt: Any, labels: list[str]) -> Any:
    return alt.Y(
        "label:N",
        sort=labels,
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelPadding=8, grid=False),
    )


def panels(alt: Any, _rows: Any, asked: dict[str, Any]) -> Any:
    """Each series in a small picture of its own from zero up, for figures that share no unit; the last value is written."""
    series = list(dict.fromkeys(point["series"] for point in asked["points"]))
    each_wide = (asked["width"] - 24 * len(series)) // len(series)
    return alt.hconcat(
        *(
            _panel(alt, [p for p in asked["points"] if p["series"] == name], name, asked, each_wide)
            for name in series
        ),
        spacing=40,
        bounds="flush",
    )


def _panel(alt: Any, points: list[dict[str, Any]], name: str, asked: dict[str, Any], width: int) -> Any:
    known = [point for point in points if point["value"] is not None]
    values = [
        {**point, "text": _written(point, asked) if point["value"] is not None else ""} for point in points
    ]
    ends = {0, len(known) - 1} if len(known) > 4 else range(len(known))
    written = [{**known[at], "text": _written(known[at], asked)} for at in ends] if known else []
    line = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "label:O",
            sort=[point["label"] for point in points],
            title=None,
            axis=alt.Axis(ticks=False, labelAngle=0, labelPadding=8, labelOverlap=True),
        ),
        y=alt.Y("value:Q", title=None, axis=None, scale=alt.Scale(zero=True)),
    )
    label = alt.Chart(alt.Data(values=written)).encode(x=alt.X("label:O"), y="value:Q")
    # A title would stand higher or lower with what is drawn below it; so that all panels begin alike it is drawn too.
    heading = alt.Chart(alt.Data(values=[{"name": name}])).encode(text="name:N")
    return alt.layer(
        line.mark_line(
            strokeWidth=2.4, color=COLOURS[0], point=alt.OverlayMarkDef(size=44, color=COLOURS[0])
        ),
        label.mark_text(dy=-12, fontSize=12, color=INK).encode(text="text:N"),
        heading.mark_text(align="left", baseline="middle", x=0, y=-32, fontSize=12, color=MUTED),
    ).properties(width=width, height=170)
