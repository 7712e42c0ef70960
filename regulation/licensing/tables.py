"""Applications, licences, filings, checks of promises.

A partial unique index made by hand (`migrations/licensing`) allows one living licence of a kind per
firm; another keeps one open application of a kind per firm.
"""

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
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class Application(Table):
    """An application for a licence, from the first draft to the decision."""

    id = UUID(primary_key=True)
    number = Varchar(length=40, unique=True, help_text="of the draft until it is submitted")
    draft_number = Varchar(length=20, unique=True, help_text="opens the same matter for ever")
    kind = Varchar(length=20, default="hr_licence")
    purpose = Varchar(length=12, default="new")
    track = Varchar(length=12)
    status = Varchar(length=20, index=True)
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

    kind_known = Check("kind in ('hr_licence', 'dispatch_licence')")
    purpose_known = Check("purpose in ('new', 'renewal', 'change')")
    track_known = Check("track in ('general', 'commitment')")
    status_known = Check(
        "status in ('draft', 'received', 'correcting', 'supplement', 'accepted', 'proposed', 'granted', 'refused',"
        " 'declined', 'not_needed', 'retracted', 'discarded')"
    )
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
    kind = Varchar(length=20, default="hr_licence")
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
    """The check, after a grant on the commitment track, of whether the promise is kept."""

    id = UUID(primary_key=True)
    licence = ForeignKey(references=Licence, on_delete=OnDelete.restrict, unique=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, default="due", index=True)
    due_on = Date(index=True, help_text="as the clock says; recomputed with it")
    visited_on = Date(null=True, default=None)
    officials = Array(base_column=Varchar(length=200), default=list)
    points = JSONB(default="{}", help_text="each of the six points: yes, no, na")
    note = Text(default="")
    correct_by = Date(null=True, default=None)

    commitment_check_status_known = Check("status in ('due', 'passed', 'failed')")
    commitment_check_by_two = Check(
        "status = 'due' or (visited_on is not null and cardinality(officials) >= 2)"
    )
