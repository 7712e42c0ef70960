"""The cells of a list carry the labels of their columns, so that a phone can show a row as a card."""

import re
from types import SimpleNamespace

from markupsafe import Markup

from app.shell import i18n, templating
from app.shell.cells import labelled

COLUMNS = [{"label": "机构"}, {"label": "罚款（元）", "numeric": True}, {"label": ""}]


def test_each_cell_gets_the_label_of_its_column() -> None:
    rows = labelled(
        '<tr><th scope="row">甲</th><td class="num">1</td><td><a href="/1">办理</a></td></tr>\n'
        "<tr><td>乙</td><td>2</td><td></td></tr>",
        COLUMNS,
    )
    assert rows == (
        '<tr><th scope="row" data-label="机构">甲</th><td class="num" data-label="罚款（元）">1</td>'
        '<td><a href="/1">办理</a></td></tr>\n'
        '<tr><td data-label="机构">乙</td><td data-label="罚款（元）">2</td><td></td></tr>'
    )
    assert isinstance(rows, Markup)


def test_the_box_that_picks_a_row_moves_the_columns_by_one() -> None:
    rows = labelled('<tr><td class="pick"></td><td>甲</td></tr>', COLUMNS, select=True)
    assert rows == '<tr><td class="pick"></td><td data-label="机构">甲</td></tr>'


def test_a_row_with_a_spanning_cell_is_left_alone() -> None:
    rows = '<tr><td colspan="2">没有记录</td><td>1</td></tr>'
    assert labelled(rows, COLUMNS) == rows


def test_a_table_inside_a_cell_is_left_alone() -> None:
    rows = "<tr><td>甲<table><tr><td>内</td><td>里</td></tr></table></td><td>1</td></tr>"
    found = labelled(rows, COLUMNS)
    assert "<td>内</td><td>里</td>" in found
    assert '<td data-label="罚款（元）">1</td>' in found


def test_a_label_is_escaped_and_a_cell_may_name_its_own() -> None:
    rows = labelled(
        '<tr><td title="a>b">甲</td><td data-label="另">1</td></tr>', [{"label": '"<'}, {"label": "丙"}]
    )
    assert rows == '<tr><td title="a>b" data-label="&#34;&lt;">甲</td><td data-label="另">1</td></tr>'


def test_more_cells_than_columns_and_no_rows() -> None:
    assert labelled("<tr><td>1</td><td>2</td></tr>", [{"label": "甲"}]).count("data-label") == 1
    assert labelled("", COLUMNS) == ""


def test_the_macro_labels_what_its_caller_wrote_and_escapes_what_somebody_typed() -> None:
    source = (
        '{% import "shell/macros.html" as m with context %}'
        '{% call m.table("机构", columns) %}<tr><td>{{ typed }}</td><td>1</td><td></td></tr>{% endcall %}'
    )
    template = templating.environment().from_string(source)
    html = template.render(columns=COLUMNS, typed="</td><td>", lang=i18n.CHINESE, request=SimpleNamespace())
    assert '<td data-label="机构">&lt;/td&gt;&lt;td&gt;</td>' in html
    assert len(re.findall(r"data-label=", html)) == 2
