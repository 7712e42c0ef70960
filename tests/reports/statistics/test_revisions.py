"""The revision log and the triangle: every cell a vintage changed, with both values as printed."""

from decimal import Decimal

from reports.statistics import revisions
from tests.builders import editions as build


def test_each_changed_cell_is_listed_once_with_old_new_reason_and_who():
    log = revisions.log(build.two_releases())
    found = {(each.number, each.row.zh, each.column.en): each for each in log}
    assert set(found) == {("T01", "从业人员", "2025"), ("T01", "营业总收入", "2025")}
    staff = found["T01", "从业人员", "2025"]
    assert (staff.before, staff.after, staff.vintage) == ("110", "115", 2)
    assert round(staff.change, 1) == Decimal("4.5")
    assert (staff.reason, staff.approved_by) == ("补报两家", build.ORGAN.zh)


def test_a_value_that_a_later_vintage_withholds_is_a_revision_without_a_size():
    [revenue] = [each for each in revisions.log(build.two_releases()) if each.row.zh == "营业总收入"]
    assert (revenue.before, revenue.after, revenue.change) == ("1.50", "x", None)


def test_the_first_vintage_revises_nothing():
    assert revisions.log(build.two_releases()[1:]) == ()


def test_the_triangle_shows_each_year_as_each_release_showed_it():
    triangles = {each.indicator.key: each for each in revisions.triangles(build.two_releases())}
    staff = triangles["staff_total"]
    assert staff.years == (2024, 2025)
    assert [(year, vintage) for year, vintage, _ in staff.releases] == [(2025, 1), (2025, 2)]
    assert [cell.shown() for cell in staff.row(2025)] == ["110", "115"]
    assert [cell.shown() for cell in triangles["rev_total"].row(2025)] == ["1.50", "x"]
    assert staff.row(2019) == [None, None]
