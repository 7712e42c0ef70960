"""Microdata of a few units, written by hand: values as people say them, not in hundredths."""

from decimal import Decimal

import polars as pl

from regulation.indicators import catalogue, options
from reports.statistics.microdata import UNITS, Microdata


def unit(
    number,
    *,
    year=2025,
    kind="ENT_PRIV",
    district="110105",
    group=None,
    state="A",
    lines=(),
    licence=True,
    filing=False,
    nil=False,
    **values,
):
    """A row of the microdata. `edu` are staff by the three levels; the total follows."""
    edu = values.pop("edu", None)
    if edu:
        values |= dict(zip(("staff_edu_hs", "staff_edu_college", "staff_edu_post"), edu, strict=True))
        values.setdefault("staff_total", sum(edu))
    is_public = kind in options.PUBLIC_TYPES
    return {
        "year": year,
        "unit": number,
        "group": group or number,
        "district": district,
        "inst_type": kind,
        "type_group": options.type_group(kind),
        "has_licence": licence and not is_public,
        "has_filing": filing,
        "is_public": is_public,
        "state": state,
        "is_nil": nil,
        **{f"line_{line.code}": line.code in lines for line in options.BUSINESS_LINES},
        **{key: int(Decimal(str(value)) * catalogue.SCALE) for key, value in values.items()},
    }


def microdata(*units, imputed=()):
    """Microdata of rows by `unit`; `imputed` are (year, unit, key, method, value)."""
    columns = {name: [each.get(name) for each in units] for name in UNITS}
    cells = [(*each[:4], int(Decimal(str(each[4])) * catalogue.SCALE)) for each in imputed]
    return Microdata.of(
        pl.DataFrame(columns, schema=UNITS),
        pl.DataFrame(cells, schema=["year", "unit", "key", "method", "value"], orient="row")
        if cells
        else None,
    )


def cells(*rows):
    """A frame of unit, key, value, as `admin` and `manual` are given."""
    return pl.DataFrame(
        [(unit, key, int(Decimal(str(value)) * catalogue.SCALE)) for unit, key, value in rows],
        schema={"unit": pl.String, "key": pl.String, "value": pl.Int64},
        orient="row",
    )
