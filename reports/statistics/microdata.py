"""The microdata of the yearbook: one row for each unit and year of the population, and the imputed cells beside them. Pure.

Tables T01 to T11 are computed from here alone, so that the same microdata and the same code give the
same figures. The digest is taken over a canonical form of the values, not over a file: another version
of the file format gives the same digest.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from regulation.accounts.organs import ORGANS
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.indicators.options import BUSINESS_LINES
from reports.late import np, pl

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Numbers the statistical return asks for, in the order of the catalogue: whole hundredths in the columns.
KEYS = tuple(each.key for each in catalogue.INDICATORS if each.is_number and FormKind.RETURN in each.forms)
LINES = tuple(f"line_{each.code}" for each in BUSINESS_LINES)
#: What a cell was imputed by, in the fixed order in which the methods are tried.
METHODS = ("admin", "trend", "ratio", "donor", "manual")
#: Answered; not answered and imputed; not answered and not imputed.
RESPONDED, IMPUTED, MISSING = "A", "I", "M"
#: A district that is none of Beijing's, or none was stated.
ELSEWHERE = "other"
DISTRICTS = tuple(each.code for each in ORGANS if not each.is_municipal)

#: Functional groups of districts. The development area is no part of Daxing here and is counted once.
AREA_GROUPS: Mapping[str, tuple[str, ...]] = {
    "core": ("110101", "110102"),
    "expansion": ("110105", "110106", "110107", "110108"),
    "plain": ("110112", "110113", "110114", "110115", "110111", "BDA"),
    "ecological": ("110109", "110116", "110117", "110118", "110119"),
}
AREA_GROUP_OF = {district: group for group, districts in AREA_GROUPS.items() for district in districts}

_ABOUT = {
    "year": "Int16",
    "unit": "String",
    "group": "String",
    "district": "String",
    "inst_type": "String",
    "type_group": "String",
    "has_licence": "Boolean",
    "has_filing": "Boolean",
    "is_public": "Boolean",
    "state": "String",
    "is_nil": "Boolean",
}
#: Columns and the names of their polars types: polars itself is loaded by whoever opens the microdata.
UNITS = {**_ABOUT, **dict.fromkeys(LINES, "Boolean"), **dict.fromkeys(KEYS, "Int64")}
CELLS = {"year": "Int16", "unit": "String", "key": "String", "method": "String", "value": "Int64"}
#: Columns hashed at a time: the hash lets other threads run.
HASHING = 4
_DATED = (1980, 1, 1, 0, 0, 0)


class Unreadable(ValueError):
    """The bytes are no microdata, or not those that their digest names."""


@dataclass(frozen=True)
class Microdata:
    """Units as they answered (null: not asked, or missing), and apart from them what was imputed."""

    units: pl.DataFrame
    imputed: pl.DataFrame
    years: tuple[int, ...]
    digest: str

    @classmethod
    def of(cls, units: pl.DataFrame, imputed: pl.DataFrame | None = None) -> Microdata:
        """In canonical order, with its digest. A column that is not given is null; others are refused."""
        cells = imputed if imputed is not None else pl.DataFrame(schema=schema(CELLS))
        return cls._of(
            _shaped(units, UNITS).sort("year", "unit"), _shaped(cells, CELLS).sort("year", "unit", "key")
        )

    @classmethod
    def _of(cls, shaped: pl.DataFrame, marked: pl.DataFrame) -> Microdata:
        years = tuple(int(year) for year in shaped["year"].unique().sort())
        return cls(shaped, marked, years, digest(shaped, marked))

    def of_year(self, year: int) -> pl.DataFrame:
        """The units of a year as they answered."""
        return self.units.filter(pl.col("year") == year)

    def imputed_of(self, year: int) -> pl.DataFrame:
        """The imputed cells of a year."""
        return self.imputed.filter(pl.col("year") == year)

    def completed(self, year: int) -> pl.DataFrame:
        """The units of a year with the imputed values in the places of the missing ones."""
        units, cells = self.of_year(year), self.imputed_of(year)
        if cells.is_empty():
            return units
        wide = cells.pivot(on="key", index="unit", values="value", aggregate_function="first")
        keys = [key for key in wide.columns if key != "unit"]
        return (
            units.join(wide, on="unit", how="left", suffix=".imputed", maintain_order="left")
            .with_columns(pl.coalesce(key, f"{key}.imputed").alias(key) for key in keys)
            .drop(f"{key}.imputed" for key in keys)
        )

    @cached_property
    def latest(self) -> int:
        """The last of its years. Raises ValueError when it holds none."""
        return max(self.years)

    @cached_property
    def memo(self) -> dict[int, Any]:
        """What was computed of a year, for whoever asks again. Not part of the microdata."""
        return {}

    def parquet(self) -> bytes:
        """Both frames as Parquet files in one archive; the same microdata give the same bytes."""
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
            for name, frame in (("units.parquet", self.units), ("imputed.parquet", self.imputed)):
                written = io.BytesIO()
                frame.write_parquet(written, compression="zstd", compression_level=3, statistics=False)
                archive.writestr(zipfile.ZipInfo(name, _DATED), written.getvalue())
        return kept.getvalue()

    @classmethod
    def from_parquet(cls, content: bytes, *, expected: str | None = None) -> Microdata:
        """Read back. Raises Unreadable when it is damaged or not what `expected` names."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                units, cells = (
                    pl.read_parquet(archive.read(name)) for name in ("units.parquet", "imputed.parquet")
                )
        except (zipfile.BadZipFile, KeyError, pl.exceptions.PolarsError) as why:
            raise Unreadable(str(why)) from why
        # Written in canonical order; in another order the digest is another one.
        found = cls._of(_shaped(units, UNITS), _shaped(cells, CELLS))
        if expected is not None and found.digest != expected:
            raise Unreadable(f"digest {found.digest} is not {expected}")
        return found


def schema(columns: Mapping[str, str]) -> dict[str, type[pl.DataType]]:
    """`UNITS` or `CELLS` with the types themselves."""
    return {name: getattr(pl, kind) for name, kind in columns.items()}


def _shaped(frame: pl.DataFrame, columns: Mapping[str, str]) -> pl.DataFrame:
    if strange := set(frame.columns) - set(columns):
        raise Unreadable(f"unknown columns: {sorted(strange)}")
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in schema(columns).items()
    )


def digest(*frames: pl.DataFrame) -> str:
    """SHA-256 over columns in order: name, how many values, which rows are null, and the values.

    A column without any value leaves no trace, so that an indicator of a later form does not change the
    digest of the years before it. Columns are hashed side by side, then their hashes in order.
    """
    summed = hashlib.sha256(b"zhiheng microdata 1\n")
    with ThreadPoolExecutor(HASHING) as threads:
        for frame in frames:
            summed.update(f"{frame.height}\n".encode())
            for line in threads.map(_column, frame.iter_columns()):
                summed.update(line)
    return summed.hexdigest()


def _column(column: pl.Series) -> bytes:
    given = column.drop_nulls() if column.null_count() else column
    if given.is_empty():
        return b""
    where = np.packbits(column.is_null().to_numpy()).tobytes() if column.null_count() else b""
    values = _bytes(given)
    return f"{column.name} {given.len()} {hashlib.sha256(where).hexdigest()} {hashlib.sha256(values).hexdigest()}\n".encode()


def _bytes(given: pl.Series) -> bytes | memoryview:
    if given.dtype == pl.String:
        # A line break cannot stand in a code or a number, so joining says the same as the list of texts.
        joined: str = given.str.join("\n").item()
        return joined.encode()
    if given.dtype == pl.Boolean:
        return np.packbits(given.to_numpy()).tobytes()
    return np.ascontiguousarray(given.cast(pl.Int64).to_numpy(), dtype="<i8").data.cast("B")
