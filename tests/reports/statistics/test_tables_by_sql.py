"""Every figure of T01 to T11 once more, by SQL in DuckDB over the Parquet files of the same rows.

Nothing of the program's own arithmetic is used here: the columns behind a fact, the parts of the
population and the two largest groups are said again, in SQL.
"""

import io
import zipfile
from decimal import Decimal

import duckdb
import pytest

from bench.invented import microdata as invented
from regulation.indicators import options
from reports.statistics import from_returns, imputation
from reports.statistics.microdata import AREA_GROUPS, KEYS

YEARS = (2024, 2025)
BANDS = (0, 10, 100, 500, 2_000, 10_000, 50_000, 100_000, 1_000_000, 10_000_000)
WIDE = {"small": (0, 3), "middle": (3, 5), "large": (5, 10)}
LINES = [line.code for line in options.BUSINESS_LINES]
COLLECTING = ("DISPATCH", "AGENCY", "OUTSRC")


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
    on.execute(f"create table stated as select * from '{folder}/units.parquet'")
    on.execute(f"create table estimates as select * from '{folder}/imputed.parquet'")
    chosen = ", ".join(f"max(value) filter (key = '{key}') as {key}" for key in KEYS)
    on.execute(f"create view wide as select year, unit, {chosen} from estimates group by year, unit")
    filled = ", ".join(f"coalesce(s.{key}, w.{key}) as {key}" for key in KEYS)
    about = "s.year, s.unit, s.group, s.district, s.type_group, s.is_public"
    on.execute(
        f"""create table filled as select {about}, {filled} from stated as s left join wide as w using (year, unit)"""
    )
    return on


def column(fact):
    """What is added up for a fact, of one unit, in hundredths."""
    codes = dict(fact.dims)

    def got(key):
        return f"coalesce({key}, 0)"

    lines = " + ".join(got(f"rev_{code.lower()}") for code in LINES)
    collected = " + ".join(got(f"onbehalf_{code.lower()}") for code in COLLECTING)
    if "industry" in codes:
        industries = " + ".join(got(f"disp_ind_{each.code.lower()}") for each in options.INDUSTRIES)
        if codes["industry"] == "UNALLOCATED":
            return f"{got('disp_workers')} - ({industries})"
        return got(f"disp_ind_{codes['industry'].lower()}")
    if "line" in codes:
        gross = f"{got('rev_total')} - ({lines})"
        on_behalf = f"{got('rev_onbehalf')} - ({collected})"
        if codes["line"] != "UNALLOCATED":
            gross = got(f"rev_{codes['line'].lower()}")
            on_behalf = got(f"onbehalf_{codes['line'].lower()}") if codes["line"] in COLLECTING else "0"
    else:
        gross, on_behalf = got("rev_total"), got("rev_onbehalf")
    return {
        "rev_total": gross,
        "rev_onbehalf": on_behalf,
        "rev_net": f"({gross}) - ({on_behalf})",
        "institutions_by_revenue": "100",
    }.get(fact.indicator) or got(fact.indicator)


def where(fact):
    """The part of the population a fact is about."""
    said = [f"year = {fact.year}"]
    if fact.indicator == "institutions_by_revenue":
        said.append("rev_total is not null")
    for name, code in fact.dims:
        match name:
            case "type":
                said.append({"FOR_PROFIT": "not is_public"}.get(code, f"type_group = '{code}'"))
            case "district":
                said.append(f"district = '{code}'")
            case "area_group":
                said.append(f"district in ({', '.join(repr(each) for each in AREA_GROUPS[code])})")
            case "band":
                first, last = WIDE.get(code) or (int(code[1:]), int(code[1:]) + 1)
                said.append(f"rev_total >= {BANDS[first] * 100}")
                if last < len(BANDS):
                    said.append(f"rev_total < {BANDS[last] * 100}")
    return " and ".join(said)


def answer(sql, fact):
    """Total, the two largest groups' amounts, and groups that stated something, in hundredths."""
    amount = column(fact)
    found = sql.execute(
        f"""with filled_groups as (select "group", sum({amount}) as amount from filled where {where(fact)} group by "group")
            select coalesce(sum(amount), 0), list_sort(coalesce(max(abs(amount), 2), []), 'desc') from filled_groups"""
    ).fetchone()
    counted = "filled" if fact.indicator == "institutions_by_revenue" else "stated"
    stated = sql.execute(
        f"""select count(*) from (select sum({amount}) as amount
              from {counted} semi join (select year, unit from filled where {where(fact)}) as asked using (year, unit)
             group by "group") where amount <> 0"""
    ).fetchone()
    largest = [*found[1], 0, 0][:2]
    return (*(Decimal(int(each)) / 100 for each in (found[0], *largest)), stated[0])


def test_every_figure_that_disclosure_control_judges(city, sql):
    drafts = from_returns.drafts(city, 2025)
    aggregates = {fact: found for draft in drafts for fact, found in draft.aggregates.items()}
    assert len(aggregates) > 600
    wrong = {}
    for fact, found in aggregates.items():
        ours = (found.total, abs(found.largest), abs(found.second), found.contributors)
        if ours != (theirs := answer(sql, fact)):
            wrong[str(fact)] = (ours, theirs)
    assert wrong == {}


def test_every_printed_figure_is_the_figure(city, sql):
    divisors = {
        "rev_total": 10_000,
        "rev_onbehalf": 10_000,
        "rev_net": 10_000,
        "tax_total": 10_000,
        "export_rev": 10_000,
    }
    seen = 0
    for draft in from_returns.drafts(city, 2025):
        for cell in draft.table.cells:
            if cell.fact is None or cell.fact not in draft.aggregates:
                continue
            divisor = divisors.get(cell.fact.indicator, 1) if draft.table.number == "T01" else 1
            assert cell.value == answer(sql, cell.fact)[0] / divisor, (draft.table.number, cell)
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
