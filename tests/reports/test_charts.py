"""Charts: real text, nothing a strict page would refuse, the same picture for page and paper."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from regulation import errors
from reports import charts, pool
from reports.charts import Point

DISTRICTS = [Point("朝阳", 1083), Point("海淀", Decimal(942)), Point("经济技术开发区", 87)]
YEARS = [
    Point(str(year), year - 2019 + rank, name)
    for year in (2023, 2024, 2025)
    for rank, name in enumerate(["有限公司", "分支机构"])
]


def words_of(picture: str) -> set[str]:
    root = ET.fromstring(picture)
    return {"".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")}


@pytest.mark.parametrize("kind", ["bar", "grouped_bar", "line"])
async def test_a_chart_holds_text_and_nothing_that_runs_or_styles(kind: charts.Kind) -> None:
    picture = await charts.chart(kind, YEARS, title="机构 <b>&", unit="家", source="来源：年度报告")
    assert {"机构 <b>&", "单位：家　来源：年度报告"} <= words_of(picture)
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|href=|url\(", picture)
    assert 'role="img"' in picture


async def test_bars_are_labelled_with_their_names_and_values_in_the_order_given() -> None:
    picture = await charts.chart("bar", DISTRICTS, title="机构数", unit="家")
    assert {"朝阳", "海淀", "经济技术开发区", "1,083", "942", "87"} <= words_of(picture)
    assert picture.index("朝阳</text>") < picture.index("海淀</text>") < picture.index("开发区</text>")


async def test_lines_name_their_series_at_the_end_and_need_no_legend() -> None:
    picture = await charts.chart("line", YEARS, title="Firms", unit="firms", lang="en")
    assert {"有限公司", "分支机构", "2023", "Unit: firms"} <= words_of(picture)


async def test_a_missing_value_is_a_gap_and_not_a_zero() -> None:
    picture = await charts.chart("bar", [Point("朝阳", 5), Point("海淀", None)], title="机构数", unit="家")
    assert "0" not in words_of(picture)
    assert {"朝阳", "海淀", "5"} <= words_of(picture)


async def test_nothing_to_draw_is_said_in_words() -> None:
    with pytest.raises(errors.Refused):
        await charts.chart("bar", [Point("朝阳", None)], title="机构数", unit="家")


async def test_the_same_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = await charts.chart("bar", DISTRICTS, title="只画一次", unit="家")

    async def refuse(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(pool, "run", refuse)
    assert await charts.chart("bar", DISTRICTS, title="只画一次", unit="家") == first
    with pytest.raises(AssertionError, match="drawn again"):
        await charts.chart("bar", DISTRICTS, title="另一张", unit="家")
