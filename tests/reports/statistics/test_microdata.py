"""The microdata: one form, one digest, whatever order they came in and whatever file they are kept in."""

import os
import subprocess
import sys

import polars as pl
import pytest

from reports.statistics.microdata import AREA_GROUPS, DISTRICTS, KEYS, Microdata, Unreadable
from tests.builders.microdata import microdata, unit


def a_few():
    return (
        unit("A", edu=(1, 2, 3), rev_total=100, lines=("RECRUIT",)),
        unit("B", kind="ENT_SOE", group="G", state="M"),
        unit("A", year=2024, edu=(1, 1, 1)),
    )


def test_the_order_of_rows_does_not_matter_and_one_changed_cell_does():
    first, second, third = a_few()
    one = microdata(first, second, third)
    assert microdata(third, first, second).digest == one.digest
    assert one.years == (2024, 2025)
    assert microdata(first | {"rev_total": 10_001}, second, third).digest != one.digest
    assert microdata(first | {"rev_total": None}, second, third).digest != one.digest
    assert microdata(first | {"line_RECRUIT": False}, second, third).digest != one.digest
    assert microdata(first, second | {"group": "B"}, third).digest != one.digest


def test_a_value_in_another_row_or_column_is_another_digest():
    assert (
        microdata(unit("A", fairs_n=1), unit("B")).digest != microdata(unit("A"), unit("B", fairs_n=1)).digest
    )
    assert microdata(unit("A", fairs_n=1)).digest != microdata(unit("A", fairs_emp=1)).digest


def test_the_imputed_cells_are_part_of_the_digest_and_not_of_the_answers():
    plain = microdata(*a_few())
    with_cell = microdata(*a_few(), imputed=[(2025, "B", "staff_total", "ratio", 7)])
    assert with_cell.digest != plain.digest
    assert with_cell.units.equals(plain.units)
    assert with_cell.completed(2025).filter(pl.col("unit") == "B")["staff_total"].to_list() == [700]
    assert plain.completed(2025).filter(pl.col("unit") == "B")["staff_total"].to_list() == [None]


def test_an_imputed_cell_never_replaces_an_answer():
    found = microdata(*a_few(), imputed=[(2025, "A", "staff_total", "manual", 99)])
    assert found.completed(2025).filter(pl.col("unit") == "A")["staff_total"].to_list() == [600]


def test_bytes_in_and_out():
    made = microdata(*a_few(), imputed=[(2025, "B", "staff_total", "ratio", 7)])
    again = Microdata.from_parquet(made.parquet(), expected=made.digest)
    assert again.digest == made.digest
    assert again.units.equals(made.units)
    assert again.imputed.equals(made.imputed)
    assert again.parquet() == made.parquet()


def test_damaged_or_foreign_bytes_are_refused():
    made = microdata(*a_few())
    with pytest.raises(Unreadable):
        Microdata.from_parquet(b"PK nothing of the kind")
    with pytest.raises(Unreadable):
        Microdata.from_parquet(made.parquet()[:-200])
    with pytest.raises(Unreadable, match="is not"):
        Microdata.from_parquet(made.parquet(), expected="0" * 64)
    with pytest.raises(Unreadable, match="unknown columns"):
        Microdata.of(made.units.with_columns(name=pl.lit("某公司")))


def test_nobody_is_microdata_too():
    assert microdata().years == ()
    assert Microdata.from_parquet(microdata().parquet()).digest == microdata().digest


def test_every_district_stands_in_one_functional_group_and_the_development_area_apart():
    placed = [district for districts in AREA_GROUPS.values() for district in districts]
    assert sorted(placed) == sorted(DISTRICTS)
    assert len(placed) == len(set(placed)) == 17
    assert "BDA" in AREA_GROUPS["plain"]


def test_the_columns_are_the_numbers_of_the_return():
    assert len(KEYS) >= 60
    assert {"disp_ind_a", "disp_ind_s", "archives_held"} <= set(KEYS)
    assert len(KEYS) == len(set(KEYS))


SCRIPT = """
from tests.builders.microdata import microdata, unit
import hashlib
made = microdata(*[unit(f"U{at}", edu=(at, 1, 2), rev_total=at, lines=("RECRUIT", "TRAIN")) for at in range(50)])
print(made.digest, hashlib.sha256(made.parquet()).hexdigest())
"""


def test_two_processes_with_other_hash_seeds_agree():
    said = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert len(said[0].split()) == 2
