"""Parks, zones, tenancies with dates, assessments."""

from decimal import Decimal

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Integer, Numeric, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class Park(Table):
    """A recognised industrial park of HR services."""

    id = UUID(primary_key=True)
    code = Varchar(length=20, unique=True, help_text="permanent part of the public address")
    name = Varchar(length=120)
    name_en = Varchar(length=160, default="")
    level = Varchar(length=12)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict)
    operator = Varchar(length=200, default="")
    approved_on = Date(null=True, default=None)
    approval_number = Varchar(length=80, default="")
    description = Text(default="")
    withdrawn_on = Date(null=True, default=None)
    created_at = Timestamptz()

    level_known = Check("level in ('national', 'municipal', 'district')")


class Zone(Table):
    """A place of a park: one park may have several."""

    id = UUID(primary_key=True)
    park = ForeignKey(references=Park, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=120)
    address = Varchar(length=300)
    usable_area = Numeric(digits=(12, 2), help_text="square metres")
    opened_on = Date(null=True, default=None)

    zone_once = Unique(["park", "name"])
    area_positive = Check("usable_area > 0")


class Tenancy(Table):
    """A firm in a zone, from a day to a day, with the reason for leaving."""

    id = UUID(primary_key=True)
    zone = ForeignKey(references=Zone, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    area = Numeric(digits=(12, 2), help_text="square metres")
    from_on = Date()
    to_on = Date(null=True, default=None, help_text="last day")
    exit_reason = Varchar(length=16, null=True, default=None)

    area_positive = Check("area > 0")
    dates_in_order = Check("to_on is null or to_on >= from_on")
    leaving_has_a_reason = Check("(to_on is null) = (exit_reason is null)")
    reason_known = Check(
        "exit_reason is null or exit_reason in ('expired', 'moved', 'assessment', 'deregistered', 'violation')"
    )


class Assessment(Table):
    """One assessment of a park in a year: scores as given, outcome by rule."""

    id = UUID(primary_key=True)
    park = ForeignKey(references=Park, on_delete=OnDelete.restrict, index=True)
    year = Integer()
    scores = JSONB()
    bonus = Numeric(digits=(5, 2), default=Decimal(0))
    deduction = Numeric(digits=(5, 2), default=Decimal(0))
    total = Numeric(digits=(5, 2))
    grade = Varchar(length=12)
    version = Varchar(length=20)
    remarks = Text(default="")
    assessed_on = Date()

    assessment_once = Unique(["park", "year"])
    grade_known = Check("grade in ('excellent', 'good', 'qualified', 'rectify')")
