"""How a decision reached its party, and how it is performed: service, deferral, surcharge, demand, court.

A decision that costs money is that of a case or a penalty on the spot: every row is of exactly one of them.

All but the stays only grow; what the columns cannot say alone is said by triggers made by hand.
"""

from decimal import Decimal

from piccolo.columns import (
    JSONB,
    UUID,
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
from regulation.penalties.tables_hearing import SpotPenalty

_NOTHING = Decimal(0)


class Payment(Table, tablename="case_payment"):
    """Money received on a decision, by its receipt: at the bank, or collected on the spot. Append-only."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    way = Varchar(length=8, default="bank")
    paid_on = Date()
    fine = Numeric(digits=None, default=_NOTHING)
    confiscated = Numeric(digits=None, default=_NOTHING)
    surcharge = Numeric(digits=None, default=_NOTHING)
    receipt = Varchar(length=80)
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    payment_not_negative = Check("fine >= 0 and confiscated >= 0 and surcharge >= 0")
    payment_of_something = Check("fine + confiscated + surcharge > 0")
    payment_has_receipt = Check("receipt <> ''")
    payment_way_known = Check("way in ('bank', 'on_spot')")
    # What is collected on the spot is not late, and nothing is confiscated there.
    payment_there_and_then = Check("way = 'bank' or (spot is not null and surcharge = 0)")
    payment_spot_fine_only = Check("spot is null or confiscated = 0")
    payment_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")


class Delivery(Table, tablename="case_delivery"):
    """What the receipt of a service states, by its way. Append-only; a public notice stands here from its first day."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    document = UUID(index=True, help_text="the paper served")
    method = Varchar(length=20)
    effective_on = Date(help_text="the day from which the paper has effect")
    receiver = Varchar(length=200, default="")
    relation = Varchar(length=100, default="")
    place = Varchar(length=300, default="")
    reason = Text(default="")
    witness = Varchar(length=200, default="")
    carrier = Varchar(length=300, default="")
    sent_on = Date(null=True, default=None)
    proof = UUID(null=True, default=None, help_text="attachment")
    receipt_document = UUID(null=True, default=None)
    publication = UUID(null=True, default=None)
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    delivery_method_known = Check(
        "method in ('direct', 'left', 'entrusted', 'post', 'transfer', 'electronic', 'public_notice')"
    )
    delivery_whole = Check(
        "(method <> 'direct' or (receiver <> '' and place <> ''))"
        " and (method <> 'left' or (place <> '' and reason <> '' and (witness <> '' or proof is not null)))"
        " and (method not in ('entrusted', 'transfer') or (carrier <> '' and receiver <> ''))"
        " and (method <> 'post' or (carrier <> '' and sent_on is not null and sent_on <= effective_on))"
        " and (method <> 'public_notice' or (carrier <> '' and reason <> '' and sent_on is not null))"
    )
    notice_takes_thirty_days = Check("method <> 'public_notice' or effective_on = sent_on + 31")
    delivery_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")


class ServiceAddress(Table, tablename="case_service_address"):
    """The address that the party itself confirmed for its papers. Append-only; the latest holds."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    address = Varchar(length=300)
    receiver = Varchar(length=100)
    phone = Varchar(length=40)
    confirmed_on = Date()
    document = UUID()
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()


class SurchargeStay(Table, tablename="surcharge_stay"):
    """Days on which no surcharge runs: a reconsideration or a suit, first and last day included."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    way = Varchar(length=16)
    number = Varchar(length=80, help_text="of the reconsideration or suit here")
    from_on = Date()
    to_on = Date(null=True, default=None)
    is_moot = Boolean(default=False, help_text="ended without a word on the decision itself")
    has_changed = Boolean(default=False, help_text="its outcome changed what the decision asks for")

    stay_way_known = Check("way in ('reconsideration', 'suit')")
    stay_forwards = Check("to_on is null or to_on >= from_on")
    stay_numbered = Check("number <> ''")
    stay_ended_one_way = Check(
        "not (is_moot and has_changed) and (to_on is not null or not (is_moot or has_changed))"
    )
    stay_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")


class ExecutionSuspension(Table, tablename="execution_suspension"):
    """Days on which the decision is not executed: whoever reviews it, or the organ itself, said so. First and last included."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    number = Varchar(length=80, help_text="of the reconsideration or suit here")
    ground = Varchar(length=12)
    paper_number = Varchar(length=80)
    from_on = Date()
    to_on = Date(null=True, default=None)
    has_lifted = Boolean(
        default=False, help_text="a stop of business was lifted for it, to be entered anew after it"
    )
    covers_licence = Boolean(
        default=False, help_text="the revocation is suspended too: the licence holds until the end of it"
    )

    suspension_ground_known = Check("ground in ('organ', 'body', 'request', 'law')")
    suspension_forwards = Check("to_on is null or to_on >= from_on")
    suspension_by_paper = Check("paper_number <> ''")
    suspension_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")


class PaymentPlan(Table, tablename="payment_plan"):
    """Deferral or instalments asked for, and what was decided on it."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=12)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    organ = UUID(index=True)
    pay_due_on = Date(help_text="last day to pay when it was asked for")
    asked_on = Date()
    by_party = Boolean()
    author = Varchar(length=200)
    entered_by = UUID(null=True, default=None, help_text="the official who entered what came on paper")
    reason = Text()
    parts = JSONB(help_text="instalments: last day and amount")
    application_document = UUID()
    decider = UUID(null=True, default=None)
    decided_on = Date(null=True, default=None)
    decision_reason = Text(default="")
    document = UUID(null=True, default=None)
    ends_on = Date(help_text="last day of the last instalment")

    plan_status_known = Check("status in ('asked', 'approved', 'refused')")
    plan_asked_in_time = Check("asked_on <= pay_due_on")
    plan_is_decided_whole = Check(
        "(status = 'asked') = (decided_on is null) and (status = 'asked') = (decider is null)"
        " and (status = 'asked') = (document is null) and (decided_on is null or decided_on >= asked_on)"
    )
    plan_goes_beyond = Check("pay_due_on < ends_on")
    plan_decided_by_another = Check("decider is null or entered_by is null or decider <> entered_by")
    plan_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")


class SurchargeDecision(Table, tablename="surcharge_decision"):
    """The decision that a surcharge is imposed: from when, at what rate, up to what. One a case. Append-only."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, db_column_name="case_id", unique=True
    )
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, unique=True)
    document = UUID()
    decided_on = Date()
    from_on = Date()
    amount = Numeric(digits=(18, 2), help_text="as it stood on the day")
    decider = UUID()

    surcharge_after_due = Check("decided_on >= from_on and amount > 0")
    surcharge_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")


class DemandNotice(Table, tablename="demand_notice"):
    """A demand before the court is asked, and its service. A new one may follow a changed debt."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    number = Varchar(length=80, unique=True)
    document = UUID()
    issued_on = Date()
    amount = Numeric(digits=(18, 2))
    served_on = Date(null=True, default=None)
    due_on = Date(null=True, default=None)
    answer = Text(default="", help_text="what the party said on it: 第三十六条")
    answered_on = Date(null=True, default=None)

    demand_of_something = Check("amount > 0")
    demand_is_served_whole = Check(
        "(served_on is null) = (due_on is null) and (served_on is null or (served_on >= issued_on and due_on > served_on))"
    )
    demand_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")


class CourtApplication(Table, tablename="court_application"):
    """The application to the court, inside its window, and what the court ruled."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    spot = ForeignKey(references=SpotPenalty, on_delete=OnDelete.restrict, index=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=12)
    demand = ForeignKey(references=DemandNotice, on_delete=OnDelete.restrict)
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

    application_status_known = Check("status in ('applied', 'accepted', 'declined', 'granted', 'denied')")
    application_in_window = Check("applied_on between opens_on and closes_on")
    ruling_whole = Check(
        "status not in ('granted', 'denied') or (ruled_on is not null and ruling_number <> '' and accepted_on is not null"
        " and accepted_on >= applied_on and ruled_on >= accepted_on)"
    )
    application_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")


class PlanPosition(Table, tablename="payment_plan_part"):
    """One instalment of an approved plan. Append-only."""

    id = UUID(primary_key=True)
    plan = ForeignKey(references=PaymentPlan, on_delete=OnDelete.restrict, index=True)
    position = Integer()
    due_on = Date()
    amount = Numeric(digits=(18, 2))

    part_positive = Check("amount > 0")
    part_once = Unique(["plan", "position"])
