"""The charts of the yearbook: made of cells alone, one sentence each, and what is withheld is never drawn, named or counted."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from regulation.accounts.organs import ORGANS
from reports.chart_kinds import TILES
from reports.statistics import figures, sayings
from reports.statistics.table import SUPPRESSED, Cell, Heading, Text
from tests.builders import editions as build


def by_number(*tables):
    return {each.number: each for each in figures.of(tables)}


def test_every_district_has_a_tile_of_its_own_and_no_two_share_one():
    assert set(TILES) == {each.code for each in ORGANS if not each.is_municipal}
    assert len(set(TILES.values())) == len(TILES) == 17


def test_the_map_shows_what_the_table_shows_and_the_sign_where_it_withholds():
    chart = by_number(build.districts())["C2"]
    points = {point.key: point for point in chart.drawn_from("zh")}
    assert points["110105"].value == 40
    assert (points["110101"].value, points["110101"].symbol) == (None, "x")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_no_chart_holds_a_withheld_value_in_picture_or_words(lang):
    for chart in figures.of([build.main(withheld_revenue=True), build.districts(), build.bands()]):
        picture = await chart.draw(lang)
        assert str(build.SECRET) not in re.sub(
            r"[,\s]", "", picture + chart.described(lang) + chart.title(lang)
        )


async def test_tiles_write_name_and_value_of_each_district():
    picture = await by_number(build.districts())["C2"].draw("en")
    words = set(re.findall(r">([^<>]+)</text>", picture))
    assert {"Chaoyang", "40", "Haidian", "20", "Dongcheng", "x"} <= words


async def test_on_a_logarithmic_scale_nothing_has_no_dot_but_its_sign():
    picture = await by_number(build.bands())["C5"].draw("zh")
    words = re.findall(r">([^<>]+)</text>", picture)
    assert {"700", "80", "9", "-", "x"} <= set(words)


def test_the_sentence_over_the_trend_says_how_far_staff_moved():
    chart = by_number(build.main((100, 110)))["C1"]
    assert "2025" in chart.title.en
    named = by_number(replace(build.main((100, 110)), rows=build.main().rows[1:]))["C1"]
    assert named.title == Text("2025年从业人员比2024年增长10.0%", "Staff rose by 10.0% from 2024 to 2025")
    fallen = by_number(replace(build.main((100, 75)), rows=build.main().rows[1:]))["C1"]
    assert fallen.title.en == "Staff fell by 25.0% from 2024 to 2025"


def test_a_withheld_total_gives_no_share():
    whole = Cell("total", "total", Decimal(10)).suppressed("dominance")
    said = sayings.largest_share(
        [(Text("甲", "A"), Cell("a", "b", Decimal(7)))], whole, Text("收入", "revenue")
    )
    assert "%" not in said.zh + said.en


def test_a_rank_is_claimed_among_what_is_shown_where_something_is_withheld():
    parts = [
        (Text("甲", "A"), Cell("a", "b", Decimal(7))),
        (Text("乙", "B"), Cell("c", "b", Decimal(9)).suppressed("p")),
    ]
    said = sayings.largest_share(parts, Cell("total", "b", Decimal(20)), Text("收入", "revenue"))
    assert said.zh == "已公布的数据中甲最多，占收入的35%"
    assert said.en.startswith("Of what is shown, A")


def test_withheld_parts_stand_last_in_the_order_of_the_table_so_that_their_place_tells_nothing():
    rows = [Heading(key, key, key, indent=True) for key in ("p1", "p2", "p3", "p4")]
    values = {"p1": None, "p2": 3, "p3": None, "p4": 8}
    cells = [
        Cell(key, "tenants", Decimal(100 - at)).suppressed("threshold")
        if n is None
        else Cell(key, "tenants", Decimal(n))
        for at, (key, n) in enumerate(values.items())
    ]
    table = build.a_table("T12", "parks", [Heading("tenants", "入驻机构", "Tenants")], rows, cells)
    assert [key for _, _, _, key in by_number(table)["C6"].points] == ["p4", "p2", "p1", "p3"]


def test_a_chart_with_too_little_to_show_is_left_out():
    table = build.districts()
    hidden = table.with_cells([cell.suppressed("threshold") for cell in table.cells])
    assert by_number(hidden) == {}


def test_the_description_reads_out_every_figure_for_who_does_not_see_the_picture():
    said = by_number(build.districts())["C2"].described("zh")
    assert "朝阳区 40" in said
    assert "东城区 x" in said


def test_the_sentence_over_the_sizes_says_something_where_bands_are_withheld():
    bands = [
        (Text("小", "small"), Cell("a", "n", Decimal(58))),
        (Text("中", "middle"), Cell("b", "n", Decimal(804))),
        (Text("大", "large"), Cell("c", "n", None, SUPPRESSED)),
    ]
    said = sayings.small_majority(bands)
    assert said.zh == "已公布的数据中“中”一档的机构最多，有804家"
    assert said.en == "Of the bands shown, “middle” holds most institutions: 804"


def test_a_line_that_was_not_asked_has_no_row_in_the_chart():
    columns = [Heading("rev_total", "营业总收入", "Revenue"), Heading("rev_net", "净额", "Net")]
    rows = [
        Heading("RECRUIT", "招聘", "Recruitment"),
        Heading("OTHER", "其他", "Other"),
        Heading("TRAIN", "培训", "Training"),
    ]
    cells = [
        *(Cell("RECRUIT", column.key, Decimal(5)) for column in columns),
        *(Cell("TRAIN", column.key, None, SUPPRESSED) for column in columns),
    ]
    figure = figures.line_share(build.a_table("T06", "lines", columns, rows, cells))
    assert {key for _, _, _, key in figure.points} == {"RECRUIT", "TRAIN"}
