"""Kinds of vintages, the embargo, the revision log."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from regulation.releases import rules
from regulation.releases.rules import Kind

NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)


def cell(row, value, *, symbol="", decimals=0, table="t01", status="A", position=0):
    return {
        "table_key": table,
        "row_key": row,
        "column_key": "c",
        "value": None if value is None else Decimal(value),
        "symbol": symbol,
        "status": status,
        "decimals": decimals,
        "position": position,
    }


def test_preliminary_then_final_then_revised():
    assert rules.kinds_after(None) == [Kind.PRELIMINARY, Kind.FINAL]
    assert rules.kinds_after(Kind.PRELIMINARY) == [Kind.PRELIMINARY, Kind.FINAL]
    assert rules.kinds_after(Kind.FINAL) == [Kind.REVISED]
    assert rules.kinds_after(Kind.REVISED) == [Kind.REVISED]


def test_one_second_before_the_embargo_ends_it_holds():
    assert rules.is_embargoed(NOON, NOON - timedelta(seconds=1))
    assert not rules.is_embargoed(NOON, NOON)
    assert not rules.is_embargoed(None, NOON)


def test_a_revision_is_published_with_old_new_reason_and_approver():
    before = [cell("a", "10.04", decimals=1), cell("b", 5), cell("gone", 1), cell("x", None, symbol="x")]
    after = [cell("a", "10.01", decimals=1), cell("b", 6), cell("new", 3), cell("x", 7)]
    found = rules.revisions(before, after, reason="补报三家", approver="北京市局")
    assert [(each["row"], each["old"], each["new"]) for each in found] == [
        ("b", "5", "6"),
        ("gone", "1", ""),
        ("x", "x", "7"),
    ], "what prints the same was not revised, what is new was not revised"
    assert {(each["reason"], each["approver"]) for each in found} == {("补报三家", "北京市局")}


def test_the_hash_is_of_what_is_read_and_of_nothing_else():
    tables = [{"key": "t01", "title": "甲"}]
    one = rules.tables_hash(tables, [cell("a", "1.04", decimals=1, position=0), cell("b", 2, position=1)])
    same = rules.tables_hash(tables, [cell("b", 2, position=1), cell("a", "1.01", decimals=1, position=0)])
    assert one == same
    assert one != rules.tables_hash(tables, [cell("a", "1.06", decimals=1), cell("b", 2, position=1)])
    assert one != rules.tables_hash([{"key": "t01", "title": "乙"}], [cell("a", 1), cell("b", 2)])
