"""An unpaid fine on the spot: deferral asked and decided, surcharge, demand, the court, and how these papers were served."""

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Numeric, OnDelete, Text, Timestamptz, Varchar
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.penalties.tables_hearing import SpotPenalty


class SpotPlan(Table, tablename="spot_plan"):
    """Deferral or instalments of a fine on the spot, asked for on paper and decided by somebody else than entered it."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=12)
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    pay_due_on = Date(help_text="last day to pay when it was asked for")
    asked_on = Date()
    reason = Text()
    parts = JSONB(help_text="instalments: last day and amount")
    entered_by = UUID()
    application_document = UUID()
    decider = UUID(null=True, default=None)
    decided_on = Date(null=True, default=None)
    decision_reason = Text(default="")
    document = UUID(null=True, default=None)
    ends_on = Date(help_text="last day of the last instalment")

    spot_plan_status_known = Check("status in ('asked', 'approved', 'refused')")
    spot_plan_asked_in_time = Check("asked_on <= pay_due_on and pay_due_on < ends_on")
    spot_plan_decided_whole = Check(
        "(status = 'asked') = (decided_on is null) and (status = 'asked') = (decider is null)"
        " and (status = 'asked') = (document is null) and (decided_on is null or decided_on >= asked_on)"
    )
    spot_plan_decided_by_another = Check("decider is null or decider <> entered_by")


class SpotSurcharge(Table, tablename="spot_surcharge"):
    """The decision that a surcharge is imposed on a fine on the spot: one a fine. Append-only."""

    id = UUID(primary_key=True)
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, unique=True)
    document = UUID()
    decided_on = Date()
    from_on = Date()
    amount = Numeric(digits=(18, 2), help_text="as it stood on the day")
    decider = UUID()

    spot_surcharge_after_due = Check("decided_on >= from_on and amount > 0")


class SpotDemand(Table, tablename="spot_demand"):
    """A demand before the court is asked, its service, and what the party said on it."""

    id = UUID(primary_key=True)
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    number = Varchar(length=80, unique=True)
    document = UUID()
    issued_on = Date()
    amount = Numeric(digits=(18, 2))
    served_on = Date(null=True, default=None)
    due_on = Date(null=True, default=None)
    answer = Text(default="")
    answered_on = Date(null=True, default=None)

    spot_demand_of_something = Check("amount > 0")
    spot_demand_served_whole = Check(
        "(served_on is null) = (due_on is null) and (served_on is null or (served_on >= issued_on and due_on > served_on))"
    )


class SpotApplication(Table, tablename="spot_application"):
    """The application to the court for a fine on the spot, inside its window, and what the court ruled."""

    id = UUID(primary_key=True)
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=12)
    demand = ForeignKey(references=SpotDemand, on_delete=OnDelete.restrict)
    court = Varchar(length=80)
    opens_on = Date()
    closes_on = Date()
    applied_on = Date()
    decider = UUID()
    document = UUID()
    accepted_on = Date(null=True, default=None)
    ruled_on = Date(null=True, default=None)
    ruling_number = Varchar(length=80, default="")
    note = Text(default="")

    spot_application_status_known = Check(
        "status in ('applied', 'accepted', 'declined', 'granted', 'denied')"
    )
    spot_application_in_window = Check("applied_on between opens_on and closes_on")
    spot_application_ruling_whole = Check(
        "status not in ('granted', 'denied') or (ruled_on is not null and ruling_number <> '' and accepted_on is not null"
        " and accepted_on >= applied_on and ruled_on >= accepted_on)"
    )


class SpotDelivery(Table, tablename="spot_delivery"):
    """What the receipt of a later paper of a penalty on the spot states. Append-only; once a paper."""

    id = UUID(primary_key=True)
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    document = UUID(unique=True)
    method = Varchar(length=16)
    effective_on = Date()
    said = Text(help_text="who signed, where, why it was left behind, who saw it")
    proof = UUID(null=True, default=None, help_text="file that proves it")
    receipt_document = UUID()
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    spot_delivery_way_known = Check(
        "method in ('direct', 'left', 'entrusted', 'post', 'transfer', 'public_notice')"
    )
