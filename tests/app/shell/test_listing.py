"""A list is what its address says."""

from types import SimpleNamespace

import pytest
from litestar.datastructures import MultiDict

from app.shell.listing import ListState, Page


def state(*pairs, **options):
    request = SimpleNamespace(query_params=MultiDict(pairs), url=SimpleNamespace(path="/register"))
    return ListState.of(request, filters=("district",), sorts=("name", "due"), default_sort="name", **options)


def test_an_address_without_query_is_the_default_list():
    plain = state()
    assert (plain.q, plain.page, plain.size, plain.sort, plain.is_narrowed) == ("", 1, 25, "name", False)
    assert plain.url() == "/register"


@pytest.mark.parametrize("page", ["0", "-3", "x", "1e9", "99999999999", "²"])
def test_nonsense_falls_back(page):
    odd = state(("page", page), ("size", "7"), ("sort", "secret"), ("unknown", "x"))
    assert (odd.page, odd.size, odd.sort) == (1, 25, "name")
    assert odd.filters == {}


def test_changing_a_filter_starts_at_the_first_page():
    third = state(("page", "3"), ("district", "110105"), ("q", "衡 远"))
    assert (
        third.toggled("district", "110108")
        == "/register?q=%E8%A1%A1+%E8%BF%9C&district=110105&district=110108"
    )
    assert "district" not in third.toggled("district", "110105")
    assert third.url(page=4).endswith("page=4")


def test_a_second_click_turns_the_order():
    assert state().sorted_by("due") == "/register?sort=due"
    assert state(("sort", "due")).sorted_by("due") == "/register?sort=-due"
    assert state(("sort", "-due")).direction("due") == "descending"


def test_only_known_columns_reach_the_order():
    columns = {"name": "f.name", "due": "c.due_on"}
    assert state(("sort", "-due")).order(columns) == "c.due_on DESC NULLS LAST"
    assert state(("sort", "due; drop table firm")).order(columns) == "f.name ASC NULLS LAST"


def test_a_chosen_value_stays_visible_when_nothing_is_left_of_it():
    facet = state(("district", "110117")).facet("district", "区", {"110105": 3}, {"110117": "平谷区"})
    assert [(o.label, o.count, o.chosen) for o in facet.options] == [
        ("110105", 3, False),
        ("平谷区", 0, True),
    ]
    assert facet.clear_url == "/register"


def test_exports_carry_the_filters_but_not_the_page():
    assert state(("page", "2"), ("district", "1")).export_url("csv") == "/register.csv?district=1"


def test_pages_are_counted():
    page = Page(["row"] * 12, 312, state(("page", "13")))
    assert (page.pages, page.first, page.last, page.next_url) == (13, 301, 312, None)
    assert page.previous_url == "/register?page=12"
    assert page.window == [1, None, 11, 12, 13]
    empty = Page([], 0, state())
    assert (empty.pages, empty.first, empty.last, empty.window) == (1, 0, 0, [1])
