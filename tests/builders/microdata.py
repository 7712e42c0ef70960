"""Microdata of a few units, written by hand: values as people say them, not in hundredths."""

from decimal import Decimal

import polars as pl

from regulation.indicators import catalogue, options
from reports.statistics.microdata import UNITS, Microdata, schema


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
        pl.DataFrame(columns, schema=schema(UNITS)),
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


def seven_units():
    """Two firms are one group; one unit is silent and estimated; one is public and may not charge."""
    return microdata(
        unit(
            "P1", lines=("RECRUIT", "TRAIN"), edu=(1, 4, 1), staff_qual=2, staff_title=1, rev_total=100, rev_onbehalf=0,
            rev_recruit=60, rev_train=40, tax_total=5, emp_served=10, emp_served_mfg=4, persons_served=200,
            persons_placed=50, served_grad=20, served_migrant=10, served_hard=5, fairs_n=2, fairs_grad=1, fairs_migrant=0,
            fairs_emp=30, fairs_posts=100, fairs_seekers=500, online_posts=1000, online_cvs=300, online_users=5000,
            train_classes=3, train_persons=60, websites_n=1,
        ),
        unit(
            "P2", group="G", district="110108", filing=True, lines=("DISPATCH", "OUTSRC"), edu=(2, 10, 3), rev_total=2000,
            rev_onbehalf=1500, rev_dispatch=1500, onbehalf_dispatch=1300, rev_outsrc=500, onbehalf_outsrc=200, disp_emp=5,
            disp_workers=50, disp_ind_c=30, disp_ind_i=20, out_emp=4, out_workers=40, emp_served=9, persons_served=90,
        ),
        unit(
            "S1", kind="ENT_SOE", group="G", district="110101", lines=("DISPATCH",), edu=(0, 20, 10), rev_total=30_000,
            rev_onbehalf=27_000, rev_dispatch=30_000, onbehalf_dispatch=27_000, disp_emp=7, disp_workers=500, disp_ind_c=500,
            emp_served=7, persons_served=510,
        ),
        unit(
            "H1", kind="ENT_HK", district="BDA", licence=False, filing=True, lines=("HEADHUNT",), edu=(0, 3, 1), rev_total=600,
            rev_onbehalf=0, rev_headhunt=600, headhunt_jobs=20, headhunt_success=8, emp_served=6, persons_served=8,
        ),
        unit(
            "W1", kind="ENT_TW", district="110115", licence=False, filing=True, lines=("CONSULT",), edu=(0, 2, 0),
            rev_total="8.5", rev_onbehalf=0, rev_consult="8.5", consult_emp=3, emp_served=3, persons_served=0,
        ),
        unit(
            "G1", kind="PUB_EMP", lines=("RECRUIT",), edu=(1, 5, 2), emp_served=100, emp_served_mfg=40, persons_served=1000,
            persons_placed=400, fairs_n=10, fairs_emp=200, guide_persons=50, archives_held=300, archives_services=700,
        ),
        unit("N1", kind="NPO_OTH", district="110119", state="I"),
        unit("P1", year=2024, lines=("RECRUIT",), edu=(1, 3, 1), rev_total=80, rev_onbehalf=0, fairs_n=4, train_persons=0),
        unit("W1", year=2024, kind="ENT_TW", district="110115", edu=(0, 3, 0), rev_total=20, rev_onbehalf=5),
        imputed=[
            (2025, "N1", "staff_total", "donor", 3),
            (2025, "N1", "staff_edu_hs", "donor", 1),
            (2025, "N1", "staff_edu_college", "donor", 2),
            (2025, "N1", "staff_edu_post", "donor", 0),
            (2025, "N1", "rev_total", "donor", 12),
        ],
    )  # fmt: skip
