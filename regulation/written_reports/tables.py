"""Written reports, and moves of a firm's file between two organs."""

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Branch, Firm


class WrittenReport(Table):
    """What a firm reported, as it reported it, with the register's words of that moment beside."""

    id = UUID(primary_key=True)
    number = Varchar(length=40, unique=True)
    draft_number = Varchar(length=20, unique=True, help_text="opens the same report for ever")
    kind = Varchar(length=16)
    status = Varchar(length=12, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    branch = ForeignKey(references=Branch, null=True, default=None, on_delete=OnDelete.restrict)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    answers = JSONB(default="{}")
    present = JSONB(default="{}", help_text="what the register said when it was sent")
    corrects = UUID(null=True, default=None, help_text="report whose place it takes")
    registered_on = Date(null=True, default=None, help_text="day from which the fifteen days run")
    due_on = Date(null=True, default=None)
    sent_on = Date(null=True, default=None)
    days_late = Integer(default=0)
    question = Text(default="")
    noted_on = Date(null=True, default=None)
    noted_by = Varchar(length=200, default="")
    document = UUID(null=True, default=None, help_text="the receipt")
    created_at = Timestamptz()
    updated_at = Timestamptz()
    updated_by = Varchar(length=200, default="")

    written_report_is_of_a_kind = Check(
        "kind in ('branch_opened', 'branch_changed', 'branch_ended', 'change', 'contact', 'ending', 'online_ending',"
        " 'dispatch_branch', 'dispatch_filing')"
    )
    written_report_status_known = Check(
        "status in ('draft', 'sent', 'asked', 'noted', 'corrected', 'discarded')"
    )
    written_report_sent_has_all = Check(
        "status in ('draft', 'discarded') or (organ is not null and sent_on is not null"
        " and (due_on is not null or kind in ('dispatch_branch', 'dispatch_filing', 'contact')))"
    )
    written_report_noted_whole = Check("status <> 'noted' or noted_on is not null")


class FileMove(Table):
    """The file of a firm on its way from one organ to another. One under way a firm, by a partial unique index."""

    id = UUID(primary_key=True)
    number = Varchar(length=40, unique=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    report = ForeignKey(
        references=WrittenReport,
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
        help_text="that asked for it",
    )
    old_organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    new_organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, index=True)
    contents = JSONB(default="[]", help_text="what is handed over: kind, number, state")
    question = Text(default="")
    asked_on = Date()
    sent_on = Date(null=True, default=None)
    sent_by = UUID(null=True, default=None, help_text="person of the old organ")
    sent_by_name = Varchar(length=200, default="")
    received_on = Date(null=True, default=None)
    received_by = UUID(null=True, default=None, help_text="person of the new organ")
    received_by_name = Varchar(length=200, default="")
    created_at = Timestamptz()

    file_move_status_known = Check("status in ('asked', 'sent', 'queried', 'received', 'dropped')")
    file_move_between_two = Check("old_organ <> new_organ")
    file_move_by_two = Check("received_by is null or (sent_by is not null and sent_by <> received_by)")
    file_move_received_whole = Check(
        "status <> 'received' or (received_on is not null and sent_on is not null and received_by is not null)"
    )
