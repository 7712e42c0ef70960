"""The revision log and the triangle: every cell a vintage changed, with both values as printed."""

from decimal import Decimal

from reports.statistics import printing, revisions
from reports.statistics.revisions import Released
from reports.statistics.table import Cell, Heading
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


def test_a_rate_moves_in_points_and_not_in_per_cent_of_per_cent():
    """Growth of 1.8 per cent that becomes 1.7 is a tenth of a point less; 5.6 per cent less would say nothing."""

    def grown(by):
        columns = [Heading("growth", "比上年增长（%）", "Growth over last year (%)")]
        rows = [Heading("staff_total", "从业人员", "Staff")]
        cells = [Cell("staff_total", "growth", Decimal(by), decimals=1)]
        return build.a_table("T01", "main-indicators", columns, rows, cells)

    releases = [
        Released(2025, at, build.AT, "", build.ORGAN.zh, (grown(by),))
        for at, by in ((1, "1.80"), (2, "1.66"))
    ]
    [found] = revisions.log(releases)
    assert (found.before, found.after, found.change, found.in_points) == ("1.8", "1.7", Decimal("-0.1"), True)
    assert printing.revision(found, "zh", build.ORGAN)["change"] == "-0.1个百分点"
    assert printing.revision(found, "en", build.ORGAN)["change"] == "-0.1 points"


def test_a_revision_of_less_than_is_printed_is_no_plus_nought():
    def staff(number):
        columns, rows = (
            [Heading("2025", "2025年", "2025")],
            [Heading("staff_total", "从业人员", "Staff", "人")],
        )
        return build.a_table(
            "T01", "main-indicators", columns, rows, [Cell("staff_total", "2025", Decimal(number))]
        )

    releases = [
        Released(2025, at, build.AT, "", build.ORGAN.zh, (staff(number),))
        for at, number in ((1, 119_244), (2, 119_264))
    ]
    [found] = revisions.log(releases)
    assert not found.in_points
    assert printing.revision(found, "zh", build.ORGAN)["change"] == "…"
