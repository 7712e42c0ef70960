"""Reconsiderations and suits against decisions of the organ."""

from decimal import Decimal

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Numeric, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.penalties.tables import PenaltyCase
from regulation.penalties.tables_hearing import SpotPenalty


class Remedy(Table):
    """One reconsideration, or one suit through its instances, against a decision of a case or one made on the spot."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=12, index=True)
    way = Varchar(length=16)
    is_simple = Boolean(default=False)
    case = ForeignKey(
        references=PenaltyCase,
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
        index=True,
        db_column_name="case_id",
    )
    spot = ForeignKey(
        references=SpotPenalty, null=True, default=None, on_delete=OnDelete.restrict, index=True
    )
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = UUID(null=True, default=None)
    party_name = Varchar(length=200)
    body = Varchar(length=80, help_text="the government or court that hears it")
    body_number = Varchar(length=80, default="")
    claims = Text(help_text="what the applicant asks for and why")
    filed_on = Date()
    received_on = Date(null=True, default=None, help_text="copy received")
    answer_due_on = Date(null=True, default=None)
    answered_on = Date(null=True, default=None)
    answer_document = UUID(null=True, default=None)
    hearing_on = Date(null=True, default=None)
    instance = Varchar(length=8, default="first")
    appellant = Varchar(length=8, default="", help_text="who appealed: party, organ, both")
    appealed_on = Date(null=True, default=None, help_text="the organ handed in its own appeal")
    outcome = Varchar(length=12, default="")
    outcome_number = Varchar(length=80, default="")
    decided_on = Date(null=True, default=None)
    outcome_received_on = Date(null=True, default=None)
    new_fine = Numeric(digits=(18, 2), null=True, default=None)
    new_confiscated = Numeric(digits=(18, 2), null=True, default=None)
    reason = Text(default="")
    mitigation = Varchar(length=20, default="")
    effective_on = Date(null=True, default=None)
    refund = Numeric(digits=(18, 2), default=Decimal(0))
    refunded_on = Date(null=True, default=None)
    refund_receipt = Varchar(length=80, default="")
    registered_by = Varchar(length=200)
    registered_at = Timestamptz()

    remedy_status_known = Check("status in ('lodged', 'passed', 'pending', 'answered', 'judged', 'final')")
    remedy_of_one_decision = Check("num_nonnulls(case_id, spot) = 1")
    remedy_way_known = Check("way in ('reconsideration', 'suit')")
    remedy_instance_known = Check("instance in ('first', 'second')")
    remedy_appellant_known = Check("appellant in ('', 'party', 'organ', 'both')")
    remedy_appellant_of_second = Check("(instance = 'second') = (appellant <> '')")
    remedy_appealed_whole = Check("(appellant in ('organ', 'both')) = (appealed_on is not null)")
    remedy_outcome_of_its_way = Check(
        "outcome in ('', 'upheld', 'changed', 'quashed', 'anew', 'unlawful', 'withdrawn', 'dismissed')"
        " or (outcome = 'silent' and way = 'reconsideration')"
    )
    remedy_in_order = Check(
        "(received_on is null or received_on >= filed_on) and (answered_on is null or answered_on >= received_on)"
        " and (decided_on is null or decided_on >= filed_on)"
        " and (outcome_received_on is null or outcome_received_on >= decided_on)"
    )
    remedy_answer_whole = Check("(answered_on is null) = (answer_document is null)")
    remedy_final_whole = Check(
        "status not in ('judged', 'final') or (outcome <> '' and decided_on is not null and outcome_received_on is not null)"
    )
    remedy_final_effective = Check("(status = 'final') = (effective_on is not null)")
    remedy_changed_says = Check(
        "outcome <> 'changed' or (new_fine is not null and new_confiscated is not null)"
    )
    remedy_refund_whole = Check("refunded_on is null or (refund > 0 and refund_receipt <> '')")


class FirstInstance(Table, tablename="remedy_first_instance"):
    """What the first instance was told and said, kept when somebody appeals. Append-only; once a suit."""

    id = UUID(primary_key=True)
    remedy = ForeignKey(references=Remedy, on_delete=OnDelete.restrict, unique=True)
    body = Varchar(length=80, help_text="the court that judged first")
    body_number = Varchar(length=80, default="")
    received_on = Date(help_text="copy of the complaint received")
    answered_on = Date(null=True, default=None)
    answer_document = UUID(null=True, default=None)
    outcome = Varchar(length=12)
    outcome_number = Varchar(length=80)
    decided_on = Date()
    outcome_received_on = Date()
    reason = Text(default="")

    first_instance_judged = Check("outcome <> '' and outcome_number <> ''")
    first_instance_answer_whole = Check("(answered_on is null) = (answer_document is null)")
    first_instance_in_order = Check("outcome_received_on >= decided_on")


class SuspensionRequest(Table, tablename="suspension_request"):
    """The party asks the organ not to execute the decision while it is reviewed, and what the head answered."""

    id = UUID(primary_key=True)
    remedy = ForeignKey(references=Remedy, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=8)
    by_party = Boolean()
    author = Varchar(length=200)
    reason = Text()
    asked_on = Date()
    answer = Text(default="")
    answered_on = Date(null=True, default=None)
    decider = UUID(null=True, default=None)
    document = UUID(null=True, default=None)

    request_status_known = Check("status in ('asked', 'granted', 'refused')")
    request_answered_whole = Check(
        "(status = 'asked') = (answered_on is null) and (status = 'asked' or (decider is not null and document is not null))"
    )
