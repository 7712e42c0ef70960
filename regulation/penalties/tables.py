"""Orders to correct; cases with their evidence, statements and payments.

What the columns cannot say alone is said by triggers made by hand (`migrations/penalties`): a fine that
rests on a refusal needs an order of the same party and violation that was refused; a fine stands within the
range of its article. Amounts have no scale of their own: a third decimal is refused, not rounded.
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

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm

_NOTHING = Decimal(0)
_SOURCES = "source_kind in ('complaint', 'finding', 'report_missed', 'order', 'transfer', 'monitoring', 'false_promise')"


class CorrectionOrder(Table):
    """An order to correct: no penalty, but what most fines wait for."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=12, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    party = JSONB(help_text="name, code, address, representative: as on the paper")
    party_name = Varchar(length=200)
    violation = Varchar(length=8)
    source_kind = Varchar(length=16)
    source_number = Varchar(length=80, default="", index=True)
    found_on = Date()
    facts = Text()
    demands = Array(base_column=Varchar(length=500))
    issued_on = Date()
    issued_by = UUID(help_text="person")
    issued_by_name = Varchar(length=200)
    due_on = Date()
    document = UUID()
    served_on = Date(null=True, default=None)
    rechecked_on = Date(null=True, default=None)
    recheck = Text(default="")
    was_declared = Boolean(default=False, help_text="the party itself said that it would not correct")
    refused_on = Date(null=True, default=None)
    met = Array(
        base_column=Integer(), default=list, help_text="places of the demands that a re-check found done"
    )
    is_on_the_spot = Boolean(default=False, help_text="put right there and then, on a numbered form")
    filed_on = Date(
        null=True, default=None, help_text="the copy of an order on the spot is filed with the organ"
    )

    order_status_known = Check("status in ('issued', 'served', 'corrected', 'refused', 'withdrawn')")
    order_source_named = Check(_SOURCES)
    order_gives_time = Check("due_on > issued_on or (is_on_the_spot and due_on = issued_on)")
    order_refused_whole = Check(
        "status <> 'refused' or (served_on is not null and refused_on is not null and recheck <> ''"
        " and (was_declared or refused_on > due_on))"
    )


class OrderBatch(Table):
    """Orders to many firms for the same missed report: shown first, confirmed, then issued one by one."""

    id = UUID(primary_key=True)
    status = Varchar(length=12, index=True)
    report_kind = Varchar(length=12)
    year = Integer()
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict)
    days = Integer()
    created_by = UUID(help_text="person in whose name the orders are issued")
    created_name = Varchar(length=200)
    created_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    end_reason = Text(default="")

    order_batch_status = Check("status in ('proposed', 'running', 'done', 'stopped')")
    order_batch_kind = Check("report_kind in ('operating', 'dispatch')")
    order_batch_days = Check("days between 1 and 90")


class OrderBatchItem(Table):
    """One firm of a batch, and what became of it."""

    id = UUID(primary_key=True)
    batch = ForeignKey(references=OrderBatch, on_delete=OnDelete.restrict)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict)
    position = Integer()
    outcome = Varchar(length=8, default="waiting")
    correction_order = ForeignKey(
        references=CorrectionOrder, null=True, default=None, on_delete=OnDelete.restrict
    )
    why = Text(default="", help_text="why no order was issued")

    batch_item_once = Unique(["batch", "firm"])
    batch_item_outcome = Check("outcome in ('waiting', 'issued', 'skipped')")
    batch_item_whole = Check("(outcome = 'issued') = (correction_order is not null)")


class PenaltyCase(Table):
    """A case by the Administrative Penalty Law."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=16, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    party = JSONB(help_text="name, code, address, representative: as on the papers")
    party_name = Varchar(length=200)
    violation = Varchar(length=8, index=True)
    source_kind = Varchar(length=16)
    source_number = Varchar(length=80, default="", index=True)
    correction_order = ForeignKey(
        references=CorrectionOrder, null=True, default=None, on_delete=OnDelete.restrict
    )
    cause = Text(help_text="what is suspected")
    act_ended_on = Date()
    discovered_on = Date()
    is_harmful = Boolean(default=False)
    is_complicated = Boolean(default=False)
    by_labour_supervision = Boolean(default=True)
    handler = UUID(help_text="person who handles it")
    handler_name = Varchar(length=200)
    officer_a = UUID(null=True, default=None)
    officer_b = UUID(null=True, default=None)
    officers = JSONB(default="[]", help_text="name and certificate of both")
    proposed_at = Timestamptz()
    opened_on = Date(null=True, default=None, index=True)
    opener = UUID(null=True, default=None)
    reported_on = Date(null=True, default=None)
    facts = Text(default="")
    discretion = Text(default="")
    ground = Varchar(length=8, default="", help_text="what lets a fine follow")
    gains = Numeric(digits=None, default=_NOTHING)
    refunded = Numeric(digits=None, default=_NOTHING)
    confiscated = Numeric(digits=None, default=_NOTHING)
    fine = Numeric(digits=None, default=_NOTHING)
    heads = Integer(default=0)
    measures = Array(base_column=Varchar(length=20), default=list)
    mitigation = Varchar(length=20, default="")
    noticed = JSONB(null=True, default=None, help_text="the proposal as announced")
    notice_document = UUID(null=True, default=None)
    notice_served_on = Date(null=True, default=None)
    statement_due_on = Date(null=True, default=None)
    has_waived = Boolean(default=False)
    hearing_ground = Varchar(length=40, default="")
    hearing_asked_on = Date(null=True, default=None)
    hearing_held_on = Date(null=True, default=None)
    considered_on = Date(null=True, default=None)
    consideration = Text(default="")
    reviewer = UUID(null=True, default=None)
    reviewed_on = Date(null=True, default=None)
    review_opinion = Text(default="")
    discussed_on = Date(null=True, default=None)
    discussion = Text(default="")
    decider = UUID(null=True, default=None)
    decider_name = Varchar(length=200, default="")
    decided_on = Date(null=True, default=None, index=True)
    decision_number = Varchar(length=80, null=True, default=None, unique=True)
    decision_document = UUID(null=True, default=None)
    seriousness = Varchar(length=20, default="")
    sparing = Varchar(length=12, default="")
    end_reason = Text(default="")
    served_on = Date(null=True, default=None)
    pay_due_on = Date(null=True, default=None)
    published_on = Date(null=True, default=None)
    ended_on = Date(null=True, default=None)

    case_status_stands = Check(
        "status in ('proposed', 'not_opened', 'investigating', 'reported', 'notified', 'heard', 'decided', 'served',"
        " 'closed', 'no_penalty', 'handled', 'withdrawn', 'transferred', 'quashed')"
    )
    case_source_named = Check(_SOURCES)
    case_ground_known = Check("ground in ('', 'refusal', 'gains', 'at_once')")
    case_amounts_not_negative = Check(
        "gains >= 0 and refunded >= 0 and confiscated >= 0 and fine >= 0 and heads >= 0"
        " and confiscated + refunded <= gains"
    )
    # Which ground a violation asks for stands with its range (`fine_range`); a trigger reads it.
    fine_names_its_ground = Check(
        "fine = 0 or (ground = 'refusal' and correction_order is not null) or ground = 'at_once' or (ground = 'gains'"
        " and (gains > 0 or reviewed_on is not null or status not in ('decided', 'served', 'closed')))"
    )
    no_penalty_without_notice = Check(
        "status not in ('decided', 'served', 'closed') or (noticed is not null and notice_served_on is not null"
        " and considered_on is not null and notice_served_on <= decided_on)"
    )
    decided_whole = Check(
        "status not in ('decided', 'served', 'closed') or (decider is not null and decided_on is not null"
        " and decision_number is not null and decision_document is not null and seriousness <> '')"
    )
    hearing_before_decision = Check(
        "status not in ('decided', 'served', 'closed') or hearing_asked_on is null or hearing_held_on is not null"
    )
    days_in_order = Check(
        "opened_on >= discovered_on and reported_on >= opened_on and notice_served_on >= reported_on"
        " and statement_due_on >= notice_served_on and hearing_asked_on >= notice_served_on"
        " and hearing_held_on > hearing_asked_on and considered_on >= notice_served_on"
        " and considered_on >= hearing_held_on and reviewed_on >= considered_on and discussed_on >= considered_on"
        " and decided_on >= considered_on and decided_on >= reviewed_on and decided_on >= discussed_on"
        " and served_on >= decided_on and published_on >= decided_on and ended_on >= opened_on"
    )
    time_to_speak_left = Check("considered_on is null or has_waived or considered_on > statement_due_on")
    two_officers = Check(
        "status in ('proposed', 'not_opened')"
        " or (officer_a is not null and officer_b is not null and officer_a <> officer_b)"
    )
    reviewer_apart = Check(
        "reviewer is null or (reviewer <> handler and (officer_a is null or reviewer <> officer_a)"
        " and (officer_b is null or reviewer <> officer_b))"
    )
    decider_apart = Check(
        "decider is null or (decider <> handler and (reviewer is null or decider <> reviewer)"
        " and (officer_a is null or decider <> officer_a) and (officer_b is null or decider <> officer_b))"
    )


class Evidence(Table, tablename="case_evidence"):
    """One piece of evidence of a case, with the file and its hash where there is one. Append-only."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    position = Integer()
    kind = Varchar(length=16)
    title = Varchar(length=300)
    obtained_on = Date()
    attachment = UUID(null=True, default=None)
    sha256 = Varchar(length=64, default="", help_text="of the file as it was registered")
    source = Varchar(length=300, default="", help_text="from whom")
    place = Varchar(length=300, default="")
    obtained_by = JSONB(default="[]", help_text="name and certificate of the officers")
    form = Varchar(length=8, default="original")
    checked_by = Varchar(length=200, default="", help_text="who signed that a copy agrees with the original")
    receipt = UUID(null=True, default=None, help_text="paper given for what was taken away")
    added_by = Varchar(length=200)
    added_at = Timestamptz()

    evidence_form_known = Check("form in ('original', 'copy')")
    evidence_copy_checked = Check("form = 'original' or checked_by <> ''")
    evidence_kind_known = Check(
        "kind in ('document', 'object', 'audiovisual', 'electronic', 'witness', 'party', 'expert', 'inspection')"
    )


class Statement(Table, tablename="case_statement"):
    """What the party said after the notice. Append-only."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    at = Timestamptz()
    by_party = Boolean(help_text="sent by the firm itself, else taken down by the clerk")
    author = Varchar(length=200)
    text = Text()
    attachment = UUID(null=True, default=None)
    document = UUID(null=True, default=None, help_text="the record, where it was taken down orally")
