"""The hearing of a case with its agents and challenges; the reviews, discussions and outcomes of a case; penalties on the spot.

Who keeps apart from whom, and which day cannot come before which, is said again by triggers made by hand
(`migrations/penalties`).
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
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ, Person
from regulation.firms.tables import Firm
from regulation.penalties.tables import PenaltyCase, Statement

_NOTHING = Decimal(0)


class CaseHearing(Table):
    """A hearing asked for under one notice. `status` follows the acts of the case; an old notice's hearing is void."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    notice_document = UUID(help_text="the notice under which it was asked for")
    status = Varchar(length=12, index=True)
    asked_on = Date()
    asked_how = Varchar(length=12)
    asked_by = Varchar(length=200)
    reason = Text(default="")
    is_public = Boolean(default=True)
    closed_ground = Varchar(length=20, default="")
    chair = ForeignKey(references=Person, null=True, default=None, on_delete=OnDelete.restrict)
    chair_name = Varchar(length=200, default="")
    recorder = ForeignKey(references=Person, null=True, default=None, on_delete=OnDelete.restrict)
    recorder_name = Varchar(length=200, default="")
    told_on = Date(null=True, default=None)
    takes_place_at = Timestamptz(null=True, default=None)
    takes_place_on = Date(null=True, default=None, help_text="the same day in Beijing")
    place = Varchar(length=200, default="")
    calls = Integer(default=0, help_text="how often it was called: postponed when more than once")
    call_document = UUID(null=True, default=None)
    held_on = Date(null=True, default=None)
    attendees = JSONB(default="[]")
    record = Text(default="")
    is_signed = Boolean(default=False)
    signature_note = Text(default="")
    signed_scan = UUID(null=True, default=None)
    record_document = UUID(null=True, default=None)
    reported_on = Date(null=True, default=None)
    opinion = Text(default="")
    report_document = UUID(null=True, default=None)
    ended_on = Date(null=True, default=None)
    end_reason = Text(default="")

    case_hearing_status = Check(
        "status in ('asked', 'called', 'held', 'reported', 'missed', 'withdrawn', 'void')"
    )
    case_hearing_how = Check("asked_how in ('written', 'oral', 'online')")
    case_hearing_closed = Check(
        "closed_ground in ('', 'state_secret', 'business_secret', 'privacy') and (is_public = (closed_ground = ''))"
    )
    case_hearing_two_persons = Check("chair is null or recorder is null or chair <> recorder")
    case_hearing_called_whole = Check(
        "status not in ('called', 'held', 'reported', 'missed') or (chair is not null and recorder is not null"
        " and takes_place_on is not null and place <> '' and call_document is not null)"
    )
    case_hearing_told = Check("status not in ('held', 'reported', 'missed') or told_on is not null")
    case_hearing_record_whole = Check(
        "status not in ('held', 'reported') or (held_on is not null and record <> '' and record_document is not null"
        " and (is_signed or signature_note <> ''))"
    )
    case_hearing_reported_whole = Check(
        "status <> 'reported' or (reported_on is not null and opinion <> '' and report_document is not null)"
    )
    case_hearing_days = Check(
        "(told_on is null or told_on >= asked_on) and (takes_place_on is null or takes_place_on > told_on)"
        " and (held_on is null or held_on = takes_place_on) and (reported_on is null or reported_on >= held_on)"
    )


class HearingAgent(Table, tablename="case_hearing_agent"):
    """One of the one or two agents of the party, with the power of attorney. Append-only."""

    id = UUID(primary_key=True)
    hearing = ForeignKey(references=CaseHearing, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=100)
    capacity = Varchar(length=200, help_text="lawyer, employee: as the power of attorney says")
    power_of_attorney = UUID(help_text="attachment")
    added_by = Varchar(length=200)
    added_at = Timestamptz()


class ChairChallenge(Table, tablename="case_chair_challenge"):
    """The party asks that whoever presides step down; a head of the organ answers."""

    id = UUID(primary_key=True)
    hearing = ForeignKey(references=CaseHearing, on_delete=OnDelete.restrict, index=True)
    person = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    person_name = Varchar(length=200)
    asked_on = Date()
    asked_by = Varchar(length=200)
    reason = Text()
    answer = Varchar(length=8, default="")
    answered_on = Date(null=True, default=None)
    answered_by = UUID(null=True, default=None)
    answered_name = Varchar(length=200, default="")
    answer_reason = Text(default="")

    challenge_answer_known = Check("answer in ('', 'granted', 'refused')")
    challenge_answered_whole = Check(
        "(answer = '') = (answered_on is null) and (answer = '' or (answered_by is not null and answer_reason <> ''))"
    )
    challenge_not_answered_by_oneself = Check("answered_by is null or answered_by <> person")


class StatementAnswer(Table, tablename="case_statement_answer"):
    """What became of one statement of the party, and why: the decision says it for each. Append-only."""

    id = UUID(primary_key=True)
    statement = ForeignKey(references=Statement, on_delete=OnDelete.restrict, unique=True)
    adopted = Varchar(length=8)
    gist = Text(default="", help_text="what was said in short, where it is too long to be quoted")
    reason = Text()
    answered_on = Date()
    answered_by = Varchar(length=200)

    statement_answer_known = Check("adopted in ('all', 'partly', 'none')")
    statement_answer_reasoned = Check("length(reason) >= 4")


class CaseReview(Table):
    """One legal review of a case as it then was. Append-only."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    notice_document = UUID(null=True, default=None)
    reviewer = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    reviewer_name = Varchar(length=200)
    qualification = Varchar(length=60, default="")
    reviewed_on = Date()
    outcome = Varchar(length=8)
    found = JSONB(default="{}", help_text="what is wrong under which head")
    grounds = JSONB(default="[]")
    opinion = Text()
    document = UUID()

    case_review_outcome = Check("outcome in ('passed', 'changes', 'returned')")


class ReviewNeed(Table, tablename="case_review_need"):
    """Somebody states that a case needs legal review, and why. Append-only."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    ground = Varchar(length=20)
    reason = Text()
    stated_by = Varchar(length=200)
    stated_at = Timestamptz()

    review_need_ground = Check("ground in ('public_interest', 'complicated', 'off_precedence')")


class LegalReviewer(Table, tablename="legal_reviewer"):
    """What lets somebody review penalties: the legal qualification, or having reviewed before it was demanded."""

    person = ForeignKey(references=Person, on_delete=OnDelete.restrict, primary_key=True)
    qualification = Varchar(length=60, default="")
    first_reviewed_on = Date(null=True, default=None)
    recorded_by = UUID()
    recorded_name = Varchar(length=200)
    recorded_at = Timestamptz()

    legal_reviewer_has_something = Check("qualification <> '' or first_reviewed_on is not null")
    legal_reviewer_recorded_by_another = Check("recorded_by <> person")


class CaseDiscussion(Table):
    """The minutes of one collective discussion. Append-only."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    notice_document = UUID(null=True, default=None)
    held_on = Date()
    members = JSONB(help_text="name, opinion, person")
    reporter = Varchar(length=200)
    conclusion = Varchar(length=8)
    text = Text()
    document = UUID()
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    case_discussion_conclusion = Check("conclusion in ('agreed', 'changes', 'returned')")
    case_discussion_three_heads = Check("jsonb_array_length(members) >= 3")


class CaseHandling(Table):
    """What a labour supervision case orders by a handling decision instead of a penalty."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, unique=True, db_column_name="case_id"
    )
    demands = Text()
    amount = Numeric(digits=(18, 2), default=_NOTHING)
    days = Integer()
    document = UUID(null=True, default=None)

    case_handling_amount = Check("amount >= 0")
    case_handling_days = Check("days > 0")


class CaseOutcome(Table):
    """The paper that ends a case without a penalty, what it rests on, and its service."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, unique=True, db_column_name="case_id"
    )
    kind = Varchar(length=12)
    ground = Varchar(length=12, default="")
    corrected_on = Date(null=True, default=None)
    affected = Integer(default=0)
    proof = Text(default="")
    education = Text(default="")
    decree_number = Varchar(length=120, default="")
    document = UUID()
    decided_on = Date()
    served_on = Date(null=True, default=None)

    case_outcome_kind = Check("kind in ('no_penalty', 'handled', 'withdrawn')")
    case_outcome_days = Check("served_on is null or served_on >= decided_on")
    case_outcome_ground = Check(
        "ground in ('', 'minor', 'first', 'minor_listed', 'faultless', 'unproved', 'time_barred')"
        " and ((kind = 'no_penalty') = (ground <> ''))"
    )
    case_outcome_educated = Check(
        "ground not in ('minor', 'first', 'minor_listed', 'faultless') or education <> ''"
    )
    case_outcome_corrected = Check("ground not in ('minor', 'first') or corrected_on is not null")


class MinorBreach(Table, tablename="minor_breach"):
    """A breach on an office's list of minor breaches: entered by one person, adopted by another. Nothing is on it by itself."""

    id = UUID(primary_key=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    violation = Varchar(length=8)
    most_affected = Integer()
    conditions = Text()
    decree_number = Varchar(length=120)
    from_on = Date()
    until_on = Date(null=True, default=None)
    drafted_by = UUID()
    drafted_name = Varchar(length=200)
    drafted_at = Timestamptz()
    adopted_by = UUID(null=True, default=None)
    adopted_name = Varchar(length=200, default="")
    adopted_at = Timestamptz(null=True, default=None)

    minor_breach_adopted_by_another = Check("adopted_by is null or adopted_by <> drafted_by")
    minor_breach_affected = Check("most_affected >= 0")
    minor_breach_days = Check("until_on is null or until_on >= from_on")


class SpotPenalty(Table):
    """A penalty decided on the spot. `status`: issued, then filed by the office within two days; quashed after a review or suit."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    status = Varchar(length=8, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    party = JSONB()
    party_name = Varchar(length=200)
    violation = Varchar(length=8)
    facts = Text()
    defence = Text(help_text="what the party said after it was told")
    warning = Boolean(default=False)
    fine = Numeric(digits=(18, 2), default=_NOTHING)
    place = Varchar(length=200)
    decided_at = Timestamptz()
    decided_on = Date()
    officer_a = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    officer_b = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    officers = JSONB()
    is_signed = Boolean()
    signature_note = Text(default="")
    collecting = Varchar(length=8, default="", help_text="why it was collected on the spot")
    collecting_reason = Text(default="")
    receipt = Varchar(length=80, default="")
    pay_due_on = Date(null=True, default=None, help_text="last day to pay the fine at the bank")
    handed_in_on = Date(null=True, default=None)
    banked_on = Date(null=True, default=None)
    filed_on = Date(null=True, default=None)
    filed_by = UUID(null=True, default=None)
    filed_name = Varchar(length=200, default="")
    document = UUID()
    decided_fine = Numeric(
        digits=(18, 2),
        null=True,
        default=None,
        help_text="the fine as it was decided, where a review changed it",
    )
    changed_on = Date(null=True, default=None)
    ended_on = Date(null=True, default=None, help_text="from this day nothing is left of the decision")
    end_reason = Text(default="")

    spot_status_of_life = Check("status in ('issued', 'filed', 'quashed')")
    spot_within_its_limit = Check(
        "fine <= case when coalesce((party ->> 'is_person')::boolean, false) then 200 else 3000 end and fine >= 0"
    )
    spot_of_something = Check("warning or fine > 0")
    spot_two_officers = Check("officer_a <> officer_b")
    spot_signed_or_noted = Check("is_signed or signature_note <> ''")
    spot_collected_against_receipt = Check(
        "collecting in ('', 'small', 'hard', 'remote')"
        " and (collecting = '' or (coalesce(decided_fine, fine) > 0 and receipt <> ''))"
        " and (collecting <> 'small' or fine <= 100) and (collecting in ('', 'small') or collecting_reason <> '')"
    )
    # That a fine has its last day is said by a trigger: 《行政处罚法》第六十七条第三款.
    spot_due_with_its_fine = Check(
        "pay_due_on is null or (coalesce(decided_fine, fine) > 0 and pay_due_on >= decided_on + 15)"
    )
    spot_filed_on_its_day = Check("status = 'quashed' or (status = 'filed') = (filed_on is not null)")
    spot_changed_lighter = Check(
        "(decided_fine is null) = (changed_on is null) and (decided_fine is null or fine < decided_fine)"
    )
    spot_ended_whole = Check(
        "(status = 'quashed') = (ended_on is not null) and (ended_on is null or (end_reason <> '' and ended_on >= decided_on))"
    )
    spot_days = Check(
        "(filed_on is null or filed_on >= decided_on) and (handed_in_on is null or handed_in_on >= decided_on)"
        " and (banked_on is null or banked_on >= handed_in_on)"
    )
