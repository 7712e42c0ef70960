"""The legal side of a case: the basis chosen, how the discretion was used, the victims and what they got back.

The ranges of the catalogue stand here once more, for the database to refuse what the program would let slip: a
test holds the two together. Triggers made by hand (`migrations/penalties`) read them.
"""

from decimal import Decimal

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.penalties.tables import PenaltyCase

_NOTHING = Decimal(0)


def _case() -> ForeignKey[PenaltyCase]:
    return ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )


class FineRange(Table):
    """A range of the catalogue, from a day on. Append-only: a change of the law is another row."""

    id = UUID(primary_key=True)
    violation = Varchar(length=8)
    ground = Varchar(length=8)
    condition = Varchar(
        length=8, default="", help_text="for conduct without gains, or serious conduct; else empty"
    )
    in_force_from = Date()
    least = Numeric(digits=(18, 2))
    most = Numeric(digits=(18, 2))
    per = Varchar(length=12)
    doubles = Boolean(help_text="twice for who is not registered or filed")

    fine_range_once = Unique(["violation", "condition", "in_force_from"])
    fine_range_ground = Check("ground in ('refusal', 'gains', 'at_once')")
    fine_range_condition = Check("condition in ('', 'no_gains', 'serious')")
    fine_range_per = Check("per in ('act', 'worker', 'child', 'child_month', 'gains')")
    fine_range_ordered = Check("least >= 0 and least <= most")


class CaseBasis(Table):
    """A legal basis chosen among those that may apply, with all of them as they stood. Append-only."""

    id = UUID(primary_key=True)
    case = _case()
    position = Integer()
    conduct = Varchar(length=20)
    capacity = Varchar(length=12, help_text="as what the party acted")
    violation = Varchar(length=8)
    law = Varchar(length=4, help_text="then: of the day of the act; now: the later and lighter one")
    law_on = Date()
    candidates = JSONB()
    is_off_precedence = Boolean()
    reason = Text()
    chosen_by = UUID(help_text="person")
    chosen_name = Varchar(length=200)
    chosen_at = Timestamptz()

    case_basis_law = Check("law in ('then', 'now')")
    case_basis_reasoned = Check("length(reason) >= case when is_off_precedence then 30 else 10 end")


class CaseWeighing(Table):
    """How the discretion was used: when the investigation ended, and each time the proposal changed since. Append-only."""

    id = UUID(primary_key=True)
    case = _case()
    position = Integer()
    is_serious = Boolean()
    serious_reason = Text(default="")
    is_unregistered = Boolean()
    child_months = Integer(default=0)
    mitigation_evidence = Array(
        base_column=Integer(), default=list, help_text="places in the list of evidence"
    )
    mitigation_heard = Array(
        base_column=Varchar(length=4),
        default=list,
        help_text="after the notice: S1 for the first statement of the party, H for the record of the hearing",
    )
    refund_days = Integer(
        default=0, help_text="days from service to give back what was taken; 0 for no such order"
    )
    tier = Text(default="", help_text="circumstances of the benchmark's line; empty for none")
    tier_from = Numeric(digits=(7, 4), null=True, default=None)
    tier_to = Numeric(digits=(7, 4), null=True, default=None)
    tier_months = Integer(null=True, default=None)
    tier_low = Numeric(digits=(18, 2), null=True, default=None, help_text="yuan, on the facts of this case")
    tier_high = Numeric(digits=(18, 2), null=True, default=None)
    decree_number = Varchar(length=100, default="")
    outside_reason = Text(default="")
    other_act = Text(default="", help_text="why it is not an act that was fined already")
    weighed_name = Varchar(length=200)
    weighed_at = Timestamptz()

    case_weighing_serious = Check("not is_serious or length(serious_reason) >= 4")
    case_weighing_tier = Check(
        "tier = '' or (tier_from between 0 and 100 and tier_to between tier_from and 100 and decree_number <> '')"
    )
    case_weighing_band = Check("(tier_low is null) = (tier_high is null) and tier_low <= tier_high")
    case_weighing_refund = Check("refund_days between 0 and 90")


class GainsReading(Table, tablename="case_gains_reading"):
    """Whether the article allows a fine where no gains were found: the legal reviewer's own choice. Append-only."""

    id = UUID(primary_key=True)
    case = _case()
    may_fine = Boolean()
    reason = Text()
    reviewer = UUID(help_text="person")
    reviewer_name = Varchar(length=200)
    read_at = Timestamptz()

    gains_reading_reasoned = Check("length(reason) >= 10")


class CaseVictim(Table):
    """A worker or child concerned: the list is the multiplier of a fine by heads. Struck out, never deleted."""

    id = UUID(primary_key=True)
    case = _case()
    position = Integer()
    name = Varchar(length=100)
    months = Integer(default=0, help_text="months of work of a child")
    paid = Numeric(digits=None, default=_NOTHING, help_text="yuan taken from this person")
    note = Text(default="")
    added_by = Varchar(length=200)
    added_at = Timestamptz()
    struck_at = Timestamptz(null=True, default=None)
    struck_reason = Text(default="")

    case_victim_named = Check("name <> ''")
    case_victim_counts = Check("months between 0 and 600 and paid >= 0")
    case_victim_struck_whole = Check("(struck_at is null) = (struck_reason = '')")


class CaseRefund(Table):
    """Money that a victim got back, by its receipt. Append-only."""

    id = UUID(primary_key=True)
    victim = ForeignKey(references=CaseVictim, on_delete=OnDelete.restrict, index=True)
    amount = Numeric(digits=None)
    refunded_on = Date()
    receipt = Varchar(length=200)
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    case_refund_of_something = Check("amount > 0")
    case_refund_has_receipt = Check("receipt <> ''")
