"""Entries on registrations, and the lines of their history.

Made beside these by hand (`migrations/registration_conditions`): the indexes that keep one open matter for the same
document and ground, the trigger that lets lines of the history only be added, and the trigger that lets an entry
stand only with its history.
"""

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class RegistrationCondition(Table):
    """A condition, a restriction or a suspension. What it says on a day is asked of its history."""

    id = UUID(primary_key=True)
    number = Varchar(length=60, unique=True)
    kind = Varchar(length=12, index=True)
    ground = Varchar(length=24)
    status = Varchar(length=12, index=True)
    registration_kind = Varchar(length=20)
    registration_number = Varchar(length=60, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    facts = Text(help_text="what it rests on")
    issuing_body = Varchar(length=200, default="", help_text="who ordered it, where that is another body")
    document_number = Varchar(length=120, default="")
    document_on = Date(null=True, default=None)
    source_matter = UUID(null=True, default=None, help_text="the procedure it follows from")
    proposed = JSONB(null=True, default=None, help_text="the act that waits to be decided or served")
    proposer = UUID(null=True, default=None, help_text="person")
    proposer_name = Varchar(length=200, default="")
    notice = UUID(null=True, default=None, help_text="paper that tells what is intended")
    told_on = Date(null=True, default=None)
    heard_by = Date(null=True, default=None, help_text="last day to state a view")
    statement = Text(default="", help_text="what the firm said, or that it said nothing")
    decider = UUID(null=True, default=None, help_text="person")
    decider_name = Varchar(length=200, default="")
    decided_on = Date(null=True, default=None)
    decision = UUID(null=True, default=None, help_text="paper of the decision that waits for its service")
    decision_number = Varchar(length=80, default="")
    decision_reason = Text(default="")
    #: Of the believed timeline, for lists: computed by every act from the history.
    since = Date(null=True, default=None)
    until = Date(null=True, default=None)
    opened_on = Date()
    created_at = Timestamptz()

    condition_kind_known = Check("kind in ('condition', 'restriction', 'suspension')")
    condition_ground_known = Check(
        "ground in ('telecom_licence', 'promise_order', 'track_barred', 'winding_down', 'stop_business',"
        " 'personal_information', 'other_authority', 'court')"
    )
    condition_status_known = Check(
        "status in ('opened', 'told', 'ready', 'decided', 'entered', 'declined', 'void')"
    )
    condition_registration_known = Check(
        "registration_kind in ('hr_licence', 'dispatch_licence', 'filing', 'branch_report')"
    )
    condition_of_others_named = Check(
        "ground not in ('personal_information', 'other_authority', 'court')"
        " or (issuing_body <> '' and document_number <> '' and document_on is not null)"
    )
    condition_waits_for_something = Check(
        "status not in ('opened', 'told', 'ready', 'decided') or (proposed is not null and proposer is not null)"
    )
    condition_two_persons = Check("decider is null or (proposer is not null and decider <> proposer)")
    condition_told = Check(
        "status <> 'told' or (notice is not null and told_on is not null and heard_by is not null)"
    )
    condition_decided_whole = Check(
        "status <> 'decided' or (decision is not null and decider is not null and decided_on is not null"
        " and decision_number <> '')"
    )
    condition_in_order = Check("until is null or since is null or until >= since")


class ConditionEvent(Table):
    """One line of the history. Append-only."""

    id = UUID(primary_key=True)
    condition = ForeignKey(references=RegistrationCondition, on_delete=OnDelete.restrict)
    position = Integer()
    act = Varchar(length=12)
    at = Timestamptz(help_text="entered, and known from then on")
    counts_from = Date(help_text="the act counts from this day")
    said = Text(default="")
    said_en = Text(default="")
    since = Date(null=True, default=None)
    until = Date(null=True, default=None)
    reason = Text(default="")
    document_number = Varchar(length=120, default="")
    paper = UUID(null=True, default=None)
    proposer = UUID(null=True, default=None, help_text="person; nobody where another procedure did it")
    proposer_name = Varchar(length=200, default="")
    decider = UUID(null=True, default=None, help_text="person")
    decider_name = Varchar(length=200, default="")

    event_once = Unique(["condition", "position"])
    event_act_known = Check("act in ('imposed', 'varied', 'extended', 'lifted', 'corrected', 'annulled')")
    event_begins_with_its_making = Check("(position = 1) = (act = 'imposed')")
    event_says_something = Check(
        "act not in ('imposed', 'varied', 'corrected') or (said <> '' and (act = 'varied' or since is not null))"
    )
    event_in_order = Check("until is null or since is null or until >= since")
    event_has_a_reason = Check("act = 'imposed' or reason <> ''")
    event_two_persons = Check(
        "(proposer is null and decider is null) or (proposer is not null and decider is not null"
        " and proposer <> decider)"
    )
