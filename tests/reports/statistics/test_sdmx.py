"""SDMX: the structure is read by a program of others and checked against the standard's schema; the data fit the structure."""

import csv
import io
import re
from decimal import Decimal

import pytest
from pysdmx.io import read_sdmx
from pysdmx.model import Codelist, DataStructureDefinition

from regulation.indicators import catalogue
from reports.statistics import sdmx
from reports.statistics.keeping import Kept
from reports.statistics.table import Cell, Heading
from tests.builders import editions as build


def rows_of(edition):
    return list(csv.DictReader(io.StringIO(sdmx.as_csv(edition).decode())))


@pytest.fixture(scope="module")
def read():
    """The structure as pysdmx reads it back: it validates against the standard's XML schema first."""
    return read_sdmx(sdmx.as_structure(build.an_edition()).decode(), validate=True)


def test_the_structure_has_the_columns_of_the_data(read):
    [definition] = [each for each in read.structures if isinstance(each, DataStructureDefinition)]
    assert [each.id for each in definition.components.dimensions] == list(sdmx.DIMENSIONS)
    assert [each.id for each in definition.components.measures] == ["OBS_VALUE"]
    assert {each.id for each in definition.components.attributes} == set(sdmx.ATTRIBUTES)
    assert definition.short_urn == "DataStructure=BJHRSS:DSD_HR_YEARBOOK(1.0)"


def test_every_number_of_the_catalogue_is_a_code_with_its_definition(read):
    [indicators] = [
        each for each in read.structures if isinstance(each, Codelist) and each.id == "CL_INDICATOR"
    ]
    by_id = {each.id: each for each in indicators.items}
    for each in catalogue.INDICATORS:
        if each.is_number:
            assert by_id[sdmx.code(each.key)].name == each.en
    assert by_id["STAFF_TOTAL"].description == catalogue.BY_KEY["staff_total"].definition_en


def test_chinese_is_a_name_in_chinese():
    written = sdmx.as_structure(build.an_edition()).decode()
    assert '<com:Name xml:lang="zh">从业人员总数</com:Name>' in written
    english = re.findall(r'xml:lang="en">([^<]*)<', written)
    assert [each for each in english if re.search(r"[\u4e00-\u9fff]", each)] == []


def test_every_value_of_every_coded_column_is_in_its_code_list(read):
    lists = {
        each.id: {item.id for item in each.items} for each in read.structures if isinstance(each, Codelist)
    }
    rows = rows_of(build.an_edition())
    assert rows
    for row in rows:
        for column in (*sdmx.DIMENSIONS, *sdmx.ATTRIBUTES):
            if f"CL_{column}" in lists:
                assert row[column] in lists[f"CL_{column}"], (column, row)


def test_the_columns_are_those_the_practice_names():
    asked = (
        "DATAFLOW,FREQ,TIME_PERIOD,REF_AREA,INST_TYPE,BIZ_TYPE,INDICATOR,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,"
        "CONF_STATUS,DECIMALS"
    )
    assert set(asked.split(",")) <= set(sdmx.COLUMNS)


def test_a_figure_has_one_line_with_value_unit_and_status():
    [row] = [
        row
        for row in rows_of(build.an_edition())
        if row["INDICATOR"] == "REV_TOTAL" and row["TIME_PERIOD"] == "2024"
    ]
    assert (row["OBS_VALUE"], row["UNIT_MEASURE"], row["UNIT_MULT"]) == ("1.20", "CNY", "8")
    assert (row["OBS_STATUS"], row["CONF_STATUS"], row["DECIMALS"], row["FREQ"]) == ("A", "F", "2", "A")
    assert row["REF_AREA"] == row["INST_TYPE"] == row["BIZ_TYPE"] == "_T"


def test_what_is_withheld_has_no_value_and_nobody_learns_by_which_rule():
    text = sdmx.as_csv(build.an_edition()).decode()
    assert str(build.SECRET) not in text
    hidden = [row for row in rows_of(build.an_edition()) if row["CONF_STATUS"] != "F"]
    assert hidden
    assert {(row["OBS_VALUE"], row["CONF_STATUS"], row["OBS_STATUS"]) for row in hidden} == {("", "C", "Q")}


def test_the_same_figure_in_two_tables_is_one_line_and_withheld_if_either_withholds_it():
    fact = Kept("staff_total", 2025, (("district", "110105"),))
    tables = [
        build.a_table(
            number, number.lower(), [Heading("c", "列", "Column")], [Heading("r", "行", "Row")], [cell]
        )
        for number, cell in (
            ("T04", Cell("r", "c", None, "x", fact=fact)),
            ("T08", Cell("r", "c", Decimal(5), fact=fact)),
        )
    ]
    for ordered in (tables, tables[::-1]):
        [row] = rows_of(build.an_edition(*ordered))
        assert (row["REF_AREA"], row["OBS_VALUE"], row["CONF_STATUS"]) == ("110105", "", "C")


def test_quarters_and_other_breakdowns_have_their_places():
    cell = Cell(
        "r",
        "c",
        Decimal("1.23"),
        decimals=2,
        fact=Kept("sd_ratio", 2025, (("park", "PK-1"), ("quarter", "Q3"))),
    )
    table = build.a_table("T15", "ratio", [Heading("c", "列", "Column")], [Heading("r", "行", "Row")], [cell])
    [row] = rows_of(build.an_edition(table))
    assert (row["FREQ"], row["TIME_PERIOD"], row["COMPOSITE_BREAKDOWN"]) == ("Q", "2025-Q3", "PARK--PK-1")


def test_no_key_stands_twice():
    keys = [tuple(row[name] for name in sdmx.DIMENSIONS) for row in rows_of(build.an_edition())]
    assert len(keys) == len(set(keys))
