"""Microdata from the filings of the moment, or from the snapshot that was frozen."""

from __future__ import annotations

import io
from dataclasses import dataclass

from regulation import errors
from regulation.indicators import catalogue, options
from regulation.surveys.queries import filed_rows, snapshots
from regulation.words import N_
from reports.late import pl
from reports.statistics import imputation
from reports.statistics.imputation import Imputation
from reports.statistics.microdata import (
    CELLS,
    IMPUTED,
    KEYS,
    LINES,
    MISSING,
    RESPONDED,
    UNITS,
    Microdata,
    schema,
)

NO_RETURNS = N_("%(year)s年度没有已报送的统计年报")
_TEXT = (
    "unit", "group", "district", "inst_type", "has_licence", "has_filing", "is_public", "has_answered", "is_nil", "lines",
    "figures",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """The microdata of a year and those before it, imputed; and what still stands in the way of freezing the year."""

    microdata: Microdata
    imputation: Imputation
    is_frozen: bool = False


async def gather(year: int) -> Gathered:
    """From the filings of the moment. Raises NotFound where nobody answered for the year.

    A year whose cells were imputed when it was frozen keeps them, but for whoever has answered since; the
    others are imputed now, the earlier years first, because trends rest on them.
    """
    rounds = await filed_rows.rounds(year)
    if year not in {each.year for each in rounds}:
        raise errors.NotFound(NO_RETURNS, year=year)
    units, kept = [], []
    for each in rounds:
        units.append(population(await filed_rows.population_csv(each)))
        kept.append(imputed_cells(await filed_rows.imputed_csv(each), each.year))
    found = Microdata.of(pl.concat(units))
    made = Imputation(pl.DataFrame(schema=schema(CELLS)), {}, (), ())
    for each, cells in zip(rounds, kept, strict=True):
        by_hand = cells.filter(pl.col("method") == "manual")
        earlier = cells.filter(pl.col("method") != "manual")
        if each.year != year and not earlier.is_empty():
            made = Imputation(_unanswered(found, cells), {}, (), ())
        else:
            admin = administrative(await filed_rows.administrative_csv(each))
            made = imputation.impute(found, each.year, admin=admin, manual=by_hand)
        found = imputation.applied(found, made)
    return Gathered(found, made)


async def frozen(year: int) -> Gathered | None:
    """The snapshot the gate froze last for the year; None before."""
    snapshot = await snapshots.latest(year)
    if snapshot is None:
        return None
    microdata = Microdata.from_parquet(snapshot.content, expected=snapshot.digest)
    return Gathered(microdata, Imputation(microdata.imputed_of(year), {}, (), ()), is_frozen=True)


# --- CSV to frames, without the database ----------------------------------------------------------------


def population(content: bytes) -> pl.DataFrame:
    """Units of a year from the rows that `filed_rows.population_csv` writes."""
    rows = pl.read_csv(
        io.BytesIO(content), schema={"year": pl.Int16, **dict.fromkeys(_TEXT, pl.String)}
    ).with_columns(pl.col(pl.String).fill_null(""))
    answered = _yes("has_answered")
    kind = pl.col("inst_type").replace_strict(
        {each.code: options.type_group(each.code) for each in options.INSTITUTION_TYPES}, default="OTHER"
    )
    about = rows.select(
        "year",
        "unit",
        "group",
        "district",
        pl.when(pl.col("inst_type") != "").then("inst_type").alias("inst_type"),
        kind.alias("type_group"),
        *(_yes(name).alias(name) for name in ("has_licence", "has_filing")),
        # A public institution is one by its type; the register says who is in the population.
        (_yes("is_public") | pl.col("inst_type").is_in(sorted(options.PUBLIC_TYPES))).alias("is_public"),
        pl.when(answered).then(pl.lit(RESPONDED)).otherwise(pl.lit(MISSING)).alias("state"),
        _yes("is_nil").alias("is_nil"),
        *(
            pl.col("lines").str.contains(f'"{line.removeprefix("line_")}"', literal=True).alias(line)
            for line in LINES
        ),
    )
    return about.hstack(by_key(rows["figures"])).select(*UNITS)


def by_key(figures: pl.Series) -> pl.DataFrame:
    """Figures of each row by key, from one text with a field for each place; empty where a row has none."""
    places = [f"place_{place}" for place in range(1, catalogue.PLACES_USED + 1)]
    given = (figures != "").alias("given")
    columns = dict.fromkeys(places, pl.Int64)
    texts = figures.filter(given)
    read = (
        pl.read_csv(io.BytesIO("\n".join(texts).encode()), has_header=False, separator=";", schema=columns)
        if texts.len()
        else pl.DataFrame(schema=columns)
    )
    at = pl.DataFrame({"given": given}).select(
        pl.when("given").then(pl.col("given").cast(pl.UInt32).cum_sum() - 1).alias("at")
    )
    wide = at.join(read.with_row_index("at"), on="at", how="left", maintain_order="left")
    return wide.select(pl.col(f"place_{catalogue.BY_KEY[key].place}").alias(key) for key in KEYS)


def administrative(content: bytes) -> pl.DataFrame:
    """Unit, key, value from the operating reports."""
    rows = pl.read_csv(io.BytesIO(content), schema={"unit": pl.String, "figures": pl.String}).fill_null("")
    wide = rows.select("unit").hstack(by_key(rows["figures"]))
    return wide.unpivot(index="unit", variable_name="key").drop_nulls("value")


def imputed_cells(content: bytes, year: int) -> pl.DataFrame:
    """The cells that were kept for a year."""
    rows = pl.read_csv(
        io.BytesIO(content),
        schema={"unit": pl.String, "key": pl.String, "method": pl.String, "value": pl.Int64},
    )
    return rows.select(pl.lit(year, dtype=pl.Int16).alias("year"), *rows.columns).filter(
        pl.col("key").is_in(KEYS)
    )


def _unanswered(microdata: Microdata, cells: pl.DataFrame) -> pl.DataFrame:
    """The kept cells of those that are still in the population and have still not answered."""
    silent = microdata.units.filter(pl.col("state").is_in([MISSING, IMPUTED])).select("year", "unit")
    return cells.join(silent, on=["year", "unit"], how="semi")


def _yes(name: str) -> pl.Expr:
    return pl.col(name) == "t"
