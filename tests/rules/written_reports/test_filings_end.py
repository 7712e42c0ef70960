"""The end of filed services is checked for its form alone."""

from datetime import date

import pytest

from regulation.licensing.rules import filings

STARTED, TODAY = date(2024, 2, 29), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("services", "ended_on", "wrong"),
    [
        (["training"], TODAY, set()),
        (["training"], STARTED, set()),
        (["training"], date(2024, 2, 28), {"ended_on"}),
        (["training"], date(2026, 11, 24), {"ended_on"}),
        ([], TODAY, {"services"}),
        (["training", "consulting"], TODAY, {"services"}),
    ],
)
def test_an_end_names_what_is_filed_and_a_day_that_has_come(services, ended_on, wrong):
    assert set(filings.ends_in_order(services, ["training"], STARTED, ended_on, TODAY)) == wrong
