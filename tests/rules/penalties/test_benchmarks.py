"""Benchmarks: read line by line, never outside the law's range, another amount only with a reason."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.integrity.status import FactKind
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, PENALTY_LAW
from regulation.penalties.rules import benchmarks
from regulation.penalties.rules.benchmarks import BadLine, Tier

D = Decimal
LINES = "V-06 | 逾期不满三十日 | 0 | 30 | 0\nV-06\t逾期三十日以上\t30\t70%\t3\n\nV-02｜拒不改正｜0｜100｜12"
FIRST = Tier("V-06", "逾期不满三十日", D(0), D(30), 0)


def test_a_table_is_read_as_typed_or_pasted():
    found = benchmarks.read(LINES)
    assert found[0] == FIRST
    assert [(each.violation, each.to_share, each.months) for each in found] == [
        ("V-06", 30, 0),
        ("V-06", 70, 3),
        ("V-02", 100, 12),
    ]
    assert benchmarks.read(benchmarks.written(found)) == found
    assert benchmarks.of(found, "V-06") == found[:2]


@pytest.mark.parametrize(
    "line",
    [
        "V-06 | 情形 | 0 | 30",
        "V-99 | 情形 | 0 | 30 | 3",
        "V-46 | 不是本机关的 | 0 | 30 | 3",
        "V-19 | 没有罚款的 | 0 | 30 | 3",
        "V-06 |  | 0 | 30 | 3",
        "V-06 | 情形 | 50 | 30 | 3",
        "V-06 | 情形 | -1 | 30 | 3",
        "V-06 | 情形 | 0 | 101 | 3",
        "V-06 | 情形 | NaN | 30 | 3",
        "V-06 | 情形 | 0 | 三十 | 3",
        "V-06 | 情形 | 0 | 30 | 2",
        "V-06 | 情形 | 0 | 30 | 37",
        "V-06 | 情形 | 0 | 30 | 3\nV-06 | 情形 | 30 | 60 | 3",
    ],
)
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(BadLine) as wrong:
        benchmarks.read(line)
    assert "%(" not in wrong.value.message % wrong.value.params


@given(
    st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2)
)  # fmt: skip
def test_a_band_never_leaves_the_range_of_the_law(one, other, least, width):
    tier = Tier("V-06", "x", min(one, other), max(one, other), 3)
    span = (least, least + width)
    low, high = benchmarks.band(tier, span)
    assert span[0] <= low <= high <= span[1]


SPAN = (D(5000), D(10000))


@pytest.mark.parametrize(
    ("tier", "fine", "reason", "passes"),
    [
        (FIRST, "5000", "", True),
        (FIRST, "6500", "", True),
        (FIRST, "6500.01", "", False),
        (FIRST, "4999.99", "", False),
        (FIRST, "9000", "社会影响大", False),
        (None, "6000", "", False),
        (None, "6000", "否", False),
        (None, "6000", "都不相符", True),
    ],
)
def test_a_benchmark_is_not_overstepped_and_only_where_no_line_fits_a_reason_takes_its_place(
    tier, fine, reason, passes
):
    refused = benchmarks.benchmark_refused((FIRST,), tier, fine=D(fine), span=SPAN, reason=reason)
    assert (refused is None) == passes
    cited = PENALTY_LAW.article(34) if tier is None else BEIJING_BUSINESS_ENVIRONMENT.article(72)
    assert refused is None or refused.citation == cited


@pytest.mark.parametrize(("fine", "passes"), [("100", True), ("6500", True), ("6500.01", False)])
def test_a_ground_of_mitigation_goes_below_the_line_and_never_above_it(fine, passes):
    found = benchmarks.benchmark_refused((FIRST,), FIRST, fine=D(fine), span=SPAN, reason="", mitigated=True)
    assert (found is None) is passes


@pytest.mark.parametrize(
    ("fine", "mitigated", "passes"),
    [("6500", False, True), ("6500.01", False, False), ("6500.01", True, False), ("4999.99", False, False), ("4999.99", True, True), ("0", False, True)],
)  # fmt: skip
def test_the_line_holds_for_as_long_as_the_case_goes_on(fine, mitigated, passes):
    found = benchmarks.outside_refused((D(5000), D(6500)), D(fine), mitigated=mitigated)
    assert (found is None) is passes
    assert passes or found.citation == BEIJING_BUSINESS_ENVIRONMENT.article(72)
    assert benchmarks.outside_refused(None, D(fine), mitigated=mitigated) is None


@pytest.mark.parametrize(
    ("fine", "passes"), [("2000", True), ("2900", True), ("2900.01", False), ("3000", False), ("0", True)]
)
def test_a_fine_on_the_spot_lies_within_one_of_the_lines(fine, passes):
    lines = (Tier("V-35", "初次", D(0), D(5), 0), Tier("V-35", "暴力抗拒", D(50), D(100), 12))
    found = benchmarks.spot_refused(lines, fine=D(fine), span=(D(2000), D(20000)))
    assert (found is None) is passes
    assert passes or found.citation == BEIJING_BUSINESS_ENVIRONMENT.article(72)
    assert benchmarks.spot_refused((), fine=D(fine), span=(D(2000), D(20000))) is None


@pytest.mark.parametrize(
    ("to_share", "months", "passes"), [(30, 0, True), (20, 0, True), (31, 0, False), (30, 3, False)]
)
def test_another_line_after_the_notice_is_never_a_graver_one(to_share, months, passes):
    other = Tier("V-06", "另一情形", D(0), D(to_share), months)
    found = benchmarks.graver_refused(FIRST, other)
    assert (found is None) is passes
    assert passes or found.citation == PENALTY_LAW.article(45, 2)
    assert benchmarks.graver_refused(None, other) is None
    assert benchmarks.graver_refused(FIRST, None) is None


MINOR, GENERAL, SERIOUS = FactKind.PENALTY_MINOR, FactKind.PENALTY_GENERAL, FactKind.PENALTY_SERIOUS


@pytest.mark.parametrize(
    ("months", "by_rule", "start"),
    [
        (0, GENERAL, MINOR),
        (3, GENERAL, GENERAL),
        (12, SERIOUS, GENERAL),
        (13, SERIOUS, SERIOUS),
        (36, GENERAL, GENERAL),
        (12, MINOR, MINOR),
    ],
)
def test_the_publicity_period_of_a_line_starts_the_class_never_graver_than_the_rules(months, by_rule, start):
    assert benchmarks.class_of(months, by_rule) is start


def test_without_a_benchmark_nothing_is_asked():
    assert benchmarks.benchmark_refused((), None, fine=D(6000), span=SPAN, reason="") is None
    assert benchmarks.benchmark_refused((FIRST,), None, fine=D(0), span=SPAN, reason="") is None


def test_none_is_written_in_the_code():
    assert [since.value for since in benchmarks.BENCHMARKS.values] == [()]
    assert benchmarks.BENCHMARKS.values[0].doubt
