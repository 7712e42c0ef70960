"""Applications, licences, filings, checks of promises.

A partial unique index made by hand (`migrations/licensing`) allows one living licence of a kind per
firm; another keeps one open application of a kind per firm.
"""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class Application(Table):
    """An application for a licence, from the first draft to the decision."""

    id = UUID(primary_key=True)
    number = Varchar(length=40, unique=True, help_text="of the draft until it is submitted")
    draft_number = Varchar(length=20, unique=True, help_text="opens the same matter for ever")
    kind = Varchar(length=20)
    purpose = Varchar(length=12)
    track = Varchar(length=12)
    status = Varchar(length=20, index=True)
    licence: ForeignKey[Any] = ForeignKey(
        references=LazyTableReference("Licence", module_path=__name__),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
        index=True,
        help_text="the licence that a renewal or a change is about",
    )
    in_time = Boolean(default=True, help_text="a renewal asked for thirty days before the term ended")
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200, help_text="as applied for; searched and listed")
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    answers = JSONB(default="{}", help_text="group of questions -> field -> answer")
    submitted = JSONB(null=True, default=None, help_text="all that was submitted last, frozen")
    created_at = Timestamptz()
    updated_at = Timestamptz()
    updated_by = Varchar(length=200, default="")
    received_at = Timestamptz(null=True, default=None)
    received_on = Date(null=True, default=None, help_text="first receipt")
    triage_from = Date(null=True, default=None, help_text="receipt from which the five working days run")
    supplement_asked_on = Date(null=True, default=None)
    requested_items = JSONB(default="[]", help_text="what the one notice, or a correction on the spot, lists")
    accepted_on = Date(null=True, default=None)
    accepted_by = UUID(null=True, default=None, help_text="person")
    extended_on = Date(null=True, default=None)
    proposal = Varchar(length=10, default="")
    proposal_reason = Text(default="")
    handler = UUID(null=True, default=None, help_text="person who proposed the decision")
    handler_name = Varchar(length=200, default="")
    decided_at = Timestamptz(null=True, default=None)
    decided_on = Date(null=True, default=None)
    decider = UUID(null=True, default=None, help_text="person who decided")
    decider_name = Varchar(length=200, default="")
    decision_number = Varchar(length=80, null=True, default=None, unique=True)
    decision_reason = Text(default="")
    refusal_grounds = Array(base_column=Varchar(length=20), default=list)
    is_concealed = Boolean(
        default=False, help_text="facts were hidden or papers were false: a warning follows"
    )
    hearing_considered = Text(default="", help_text="how the record of the hearing was weighed")

    kind_known = Check("kind in ('hr_licence', 'dispatch_licence')")
    purpose_known = Check("purpose in ('new', 'renewal', 'change')")
    track_known = Check("track in ('general', 'commitment')")
    application_status_known = Check(
        "status in ('draft', 'received', 'correcting', 'supplement', 'accepted', 'proposed', 'granted', 'refused',"
        " 'declined', 'not_needed', 'retracted', 'deemed', 'discarded')"
    )
    about_a_licence = Check("(purpose = 'new') = (licence is null)")
    proposal_known = Check("proposal in ('', 'grant', 'refuse')")
    submitted_has_organ = Check(
        "status in ('draft', 'discarded') or (organ is not null and received_on is not null)"
    )
    decided_whole = Check(
        "(status not in ('granted', 'refused')) or"
        " (decider is not null and decided_on is not null and decision_number is not null)"
    )
    two_persons_decide = Check(
        "decider is null or ((handler is null or decider <> handler) and (accepted_by is null or decider <> accepted_by))"
    )


class Licence(Table):
    """A licence: what its paper says, kept as a snapshot, and how it stands today."""

    id = UUID(primary_key=True)
    kind = Varchar(length=20)
    number = Varchar(length=60, unique=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    application = ForeignKey(
        references=Application, null=True, default=None, on_delete=OnDelete.restrict, unique=True
    )
    track = Varchar(length=12, default="general")
    status = Varchar(length=20, index=True)
    scope = Array(base_column=Varchar(length=60), default=list)
    is_online = Boolean(default=False)
    issued_on = Date()
    valid_from = Date()
    valid_to = Date(null=True, default=None, index=True)
    snapshot = JSONB()
    document = UUID(null=True, default=None, help_text="the paper of this licence")
    cancellation_asked_at = Timestamptz(null=True, default=None)
    cancellation_reason = Text(default="")
    ended_on = Date(null=True, default=None)
    end_ground = Varchar(length=20, default="")
    end_reason = Text(default="")

    licence_kind_known = Check("kind in ('hr_licence', 'dispatch_licence')")
    licence_track_known = Check("track in ('general', 'commitment')")
    licence_status_known = Check(
        "status in ('valid', 'renewal_pending', 'expired', 'revoked', 'set_aside', 'withdrawn', 'cancelled')"
    )
    licence_days_in_order = Check("valid_to is null or valid_to >= valid_from")
    licence_end_whole = Check("status <> 'cancelled' or (ended_on is not null and end_ground <> '')")


class LicenceVersion(Table):
    """What a licence said from a day on, and by which decision: never changed, only followed by the next."""

    id = UUID(primary_key=True)
    licence = ForeignKey(references=Licence, on_delete=OnDelete.restrict, index=True)
    n = Integer(help_text="1 is the first paper")
    term = Integer(help_text="1 is the first term; a change stays in its term")
    act = Varchar(length=20)
    application = ForeignKey(references=Application, null=True, default=None, on_delete=OnDelete.restrict)
    from_on = Date()
    valid_from = Date()
    valid_to = Date(null=True, default=None)
    scope = Array(base_column=Varchar(length=60))
    snapshot = JSONB()
    document = UUID(
        null=True, default=None, help_text="the paper that says it; null where another system gave it"
    )
    made_at = Timestamptz()

    licence_version_once = Unique(["licence", "n"])
    licence_version_act_known = Check("act in ('grant', 'take_over', 'renew', 'renew_by_silence', 'change')")
    licence_version_counted = Check("n >= 1 and term >= 1 and term <= n")


class InterestedParty(Table):
    """Somebody whose own major interests the licence touches, told of the right to a hearing."""

    id = UUID(primary_key=True)
    application = ForeignKey(references=Application, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=200)
    contact = Varchar(length=200)
    interest = Text()
    told_on = Date()
    document = UUID()
    answered_on = Date(null=True, default=None)
    answer = Varchar(length=12, default="")

    interested_party_answer_known = Check("answer in ('', 'hearing', 'no_hearing')")
    interested_party_answer_whole = Check("(answer = '') = (answered_on is null)")


class Hearing(Table):
    """A hearing before the decision, 《行政许可法》第四十七条, 第四十八条."""

    id = UUID(primary_key=True)
    application = ForeignKey(references=Application, on_delete=OnDelete.restrict, unique=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, index=True)
    asked_by = Varchar(length=200)
    asked_on = Date()
    notified_on = Date(null=True, default=None)
    takes_place_at = Timestamptz(null=True, default=None)
    place = Varchar(length=200, default="")
    presider = Varchar(length=200, default="")
    held_on = Date(null=True, default=None)
    attendees = Array(base_column=Varchar(length=200), default=list)
    record = Text(default="")
    dropped_reason = Text(default="")

    hearing_status_known = Check("status in ('asked', 'called', 'held', 'dropped')")
    hearing_called_whole = Check(
        "status in ('asked', 'dropped') or (notified_on is not null and takes_place_at is not null and presider <> '')"
    )
    hearing_held_whole = Check("status <> 'held' or (held_on is not null and record <> '')")


class PowerTransfer(Table):
    """The power to give a kind of licence goes from one organ to another, by a decree, from a day on."""

    id = UUID(primary_key=True)
    kind = Varchar(length=20)
    from_organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict)
    to_organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict)
    from_on = Date()
    decree_number = Varchar(length=120)
    made_by = Varchar(length=200)
    made_at = Timestamptz()
    done_at = Timestamptz(null=True, default=None)

    power_transfer_between_two = Check("from_organ <> to_organ")
    power_transfer_once = Unique(["kind", "from_organ", "from_on"])


class Filing(Table):
    """A filing of services that need no licence."""

    id = UUID(primary_key=True)
    number = Varchar(length=60, unique=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=20, default="valid", index=True)
    services = Array(base_column=Varchar(length=20))
    started_on = Date()
    due_on = Date()
    filed_on = Date()
    days_late = Integer(default=0)
    contact_name = Varchar(length=100)
    contact_phone = Varchar(length=40)
    snapshot = JSONB()
    document = UUID(null=True, default=None)
    ended_on = Date(null=True, default=None)

    filing_status_known = Check("status in ('valid', 'ended')")
    filing_days_known = Check("filed_on >= started_on and days_late >= 0")


class CommitmentCheck(Table):
    """The check, after a grant on the commitment track, of whether the promise is kept; one open at a time."""

    id = UUID(primary_key=True)
    licence = ForeignKey(references=Licence, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, default="due", index=True)
    due_on = Date(index=True, help_text="as the clock says; recomputed with it")
    visited_on = Date(null=True, default=None)
    officials = Array(base_column=Varchar(length=200), default=list)
    points = JSONB(default="{}", help_text="each of the six points: yes, no, na")
    note = Text(default="")
    correct_by = Date(null=True, default=None)
    report_number = Varchar(length=80, default="", help_text="the report that brought it forward")
    occasion = Varchar(length=8, default="first", help_text="what the promise was given for")
    is_on_site = Boolean(default=True, help_text="the officials were at the place")

    commitment_check_occasion_known = Check("occasion in ('first', 'renewal', 'online', 'report')")
    commitment_check_on_site = Check("is_on_site or occasion = 'report'")
    commitment_check_state_known = Check("status in ('due', 'passed', 'failed', 'unmet', 'false')")
    commitment_check_ordered_first = Check("status not in ('failed', 'unmet') or correct_by is not null")
    commitment_check_by_two = Check(
        "status = 'due' or (visited_on is not null and cardinality(officials) >= 2)"
    )


class PaperRequest(Table):
    """The holder asks for its licence's paper anew: lost, damaged, or saying what is no longer so."""

    id = UUID(primary_key=True)
    licence = ForeignKey(references=Licence, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, default="asked", index=True)
    reason = Varchar(length=20)
    account = Text(help_text="what the holder states: when, where, how")
    asked_at = Timestamptz()
    answered_at = Timestamptz(null=True, default=None)
    answer = Text(default="")
    document = UUID(null=True, default=None, help_text="the paper issued in place of the old one")

    paper_request_status_known = Check("status in ('asked', 'issued', 'declined', 'taken_back')")
    paper_request_reason_known = Check("reason in ('lost', 'damaged', 'outdated')")
    paper_request_answered_whole = Check(
        "(status = 'asked') = (answered_at is null) and (status <> 'issued' or document is not null)"
        " and (status <> 'declined' or answer <> '')"
    )
