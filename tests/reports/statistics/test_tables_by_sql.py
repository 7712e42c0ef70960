"""Every figure of T01 to T11 once more, by SQL in DuckDB over the Parquet files of the same rows.

Nothing of the program's own arithmetic is used here: the columns behind a fact, the parts of the
population and the two largest groups are said again, in SQL.
"""

import io
import zipfile
from decimal import Decimal

import duckdb
import pytest

from bench.in_sql import COUNTED, LINES, answers, column, open_files, where
from bench.invented import microdata as invented
from reports.statistics import from_returns, imputation

YEARS = (2024, 2025)


@pytest.fixture(scope="module")
def city():
    found = invented(1_500, YEARS)
    for year in YEARS:
        made = imputation.impute(found, year)
        assert made.may_be_frozen
        assert not made.cells.is_empty()
        found = imputation.applied(found, made)
    return found


@pytest.fixture(scope="module")
def sql(city, tmp_path_factory):
    """`filled`: units with estimates in the empty places; `stated`: units as they answered."""
    folder = tmp_path_factory.mktemp("parquet")
    with zipfile.ZipFile(io.BytesIO(city.parquet())) as archive:
        archive.extractall(folder)
    on = duckdb.connect()
    open_files(on, folder)
    return on


def answer(sql, fact):
    """Total, the two largest groups' amounts, and groups that stated something, in hundredths."""
    amount = column(fact)
    found = sql.execute(
        f"""with filled_groups as (select "group", sum({amount}) as amount from filled where {where(fact)} group by "group")
            select coalesce(sum(amount), 0), list_sort(coalesce(max(abs(amount), 2), []), 'desc') from filled_groups"""
    ).fetchone()
    counted = "filled" if fact.indicator == COUNTED else "stated"
    stated = sql.execute(
        f"""select count(*) from (select sum({amount}) as amount
              from {counted} semi join (select year, unit from filled where {where(fact)}) as asked using (year, unit)
             group by "group") where amount <> 0"""
    ).fetchone()
    largest = [*found[1], 0, 0][:2]
    return (*(Decimal(int(each)) / 100 for each in (found[0], *largest)), stated[0])


def test_every_figure_that_disclosure_control_judges(city, sql):
    drafts = from_returns.drafts(city, 2025)
    aggregates = {
        fact: found for draft in drafts for fact, found in draft.aggregates.items() if fact.is_printed
    }
    assert len(aggregates) > 600
    wrong = {}
    for fact, found in aggregates.items():
        ours = (found.total, abs(found.largest), abs(found.second), found.contributors)
        if ours != (theirs := answer(sql, fact)):
            wrong[str(fact)] = (ours, theirs)
    assert wrong == {}


def test_asked_all_at_once_the_answers_are_the_same(city, sql):
    """What the bench measures DuckDB by is what is checked here one by one."""
    drafts = from_returns.drafts(city, 2025)
    aggregates = {
        fact: found for draft in drafts for fact, found in draft.aggregates.items() if fact.is_printed
    }
    wrong = {}
    for fact, theirs in answers(sql, aggregates).items():
        found = aggregates[fact]
        ours = (found.total, abs(found.largest), abs(found.second), found.contributors)
        if ours != (said := (*(Decimal(each) / 100 for each in theirs[:3]), theirs[3])):
            wrong[str(fact)] = (ours, said)
    assert wrong == {}


def test_every_printed_figure_is_the_figure(city, sql):
    divisors = {
        "rev_total": 10_000,
        "rev_onbehalf": 10_000,
        "rev_net": 10_000,
        "tax_total": 10_000,
        "export_rev": 10_000,
    }
    drafts = from_returns.drafts(city, 2025)
    theirs = answers(sql, {fact for draft in drafts for fact in draft.aggregates if fact.is_printed})
    seen = 0
    for draft in drafts:
        for cell in draft.table.cells:
            if cell.fact is None or cell.fact not in draft.aggregates:
                continue
            divisor = divisors.get(cell.fact.indicator, 1) if draft.table.number == "T01" else 1
            assert cell.value == Decimal(theirs[cell.fact][0]) / 100 / divisor, (draft.table.number, cell)
            seen += 1
    assert seen > 600


def test_every_number_of_institutions(city, sql):
    registered = {
        "licence": "has_licence and not has_filing",
        "filing": "has_filing and not has_licence",
        "both": "has_licence and has_filing",
        "none": "not has_licence and not has_filing",
    }
    seen = 0
    for draft in from_returns.drafts(city, 2025):
        for cell in draft.table.cells:
            fact = cell.fact
            if fact is None or not fact.indicator.startswith("institutions") or fact in draft.aggregates:
                continue
            codes = dict(fact.dims)
            line = codes.pop("line", None)
            said = [where(type(fact)("institutions", fact.year, tuple(sorted(codes.items()))))]
            said.append(
                {"PUBLIC": "is_public"}.get(codes.get("type"), "true")
                if draft.table.number == "T01"
                else "true"
            )
            _, _, registration = fact.indicator.partition("institutions_")
            said.append(registered[registration] if registration else "true")
            if line == "no_line":
                said.append(" and ".join(f"not line_{code}" for code in LINES))
            elif line:
                said.append(f"line_{line}")
            theirs = sql.execute(f"select count(*) from stated where {' and '.join(said)}").fetchone()[0]
            assert cell.value == theirs, (draft.table.number, cell)
            seen += 1
    assert seen > 150


def test_response_and_imputed_shares(city, sql):
    by_number = {draft.table.number: draft.table for draft in from_returns.drafts(city, 2025)}
    answered, everybody = sql.execute(
        "select count(*) filter (state = 'A'), count(*) from stated where year = 2025"
    ).fetchone()
    of_answered, whole = sql.execute(
        """select sum(f.rev_total) filter (s.state = 'A'), sum(f.rev_total)
             from filled as f join stated as s using (year, unit) where year = 2025"""
    ).fetchone()
    response = by_number["T05"].response
    assert (response.responded, response.in_scope) == (answered, everybody)
    assert response.by_revenue == Decimal(int(of_answered)) / Decimal(int(whole))
    shares = sql.execute(
        """select (sum(f.rev_total) - sum(s.rev_total)) / sum(f.rev_total),
                  (sum(f.rev_onbehalf) - sum(s.rev_onbehalf)) / sum(f.rev_onbehalf),
                  (sum(f.rev_total) - sum(f.rev_onbehalf) - sum(s.rev_total) + sum(s.rev_onbehalf))
                      / (sum(f.rev_total) - sum(f.rev_onbehalf))
             from filled as f join stated as s using (year, unit) where year = 2025"""
    ).fetchone()
    assert float(by_number["T05"].imputed_share) == pytest.approx(sum(map(float, shares)) / 3)
