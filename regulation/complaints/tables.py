"""Complaints; who wrote them, apart; what was added later."""

from piccolo.columns import (
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


class Complaint(Table):
    """One complaint or report. Nothing here says who wrote it."""

    id = UUID(primary_key=True)
    number = Varchar(length=80, unique=True)
    kind = Varchar(length=12)
    status = Varchar(length=20, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    respondent = Varchar(length=200, help_text="name of the firm or of the unregistered intermediary")
    respondent_address = Varchar(length=300, default="")
    topic = Varchar(length=30)
    account = Text(help_text="what happened, in the writer's words")
    happened_on = Date(null=True, default=None, help_text="last day of it")
    amount = Numeric(digits=(18, 2), null=True, default=None)
    is_anonymous = Boolean(default=True)
    tracking_digest = Varchar(length=64, unique=True)
    pin_digest = Varchar(
        length=64, default="", help_text="of the second secret; empty in matters older than it"
    )
    spare_digest = Varchar(
        length=64, default="", help_text="of the spare code; empty in matters older than it"
    )
    received_at = Timestamptz()
    received_on = Date(index=True)
    handler = UUID(null=True, default=None, help_text="person who accepted it")
    handler_name = Varchar(length=200, default="")
    accepted_on = Date(null=True, default=None)
    ended_on = Date(null=True, default=None)
    directed_to = Varchar(length=20, default="")
    reply = Text(default="", help_text="what the writer is told")

    complaint_kind_known = Check("kind in ('complaint', 'tip')")
    complaint_status_is_known = Check(
        "status in ('received', 'incomplete', 'accepted', 'not_accepted', 'directed', 'upheld', 'not_upheld', 'withdrawn')"
    )
    #: What only a complaint has: its own right, its own money.
    complaint_report_claims_no_money = Check("kind = 'complaint' or amount is null")
    complaint_names_its_writer = Check("kind = 'tip' or not is_anonymous")
    complaint_report_stays = Check("kind = 'complaint' or status not in ('incomplete', 'withdrawn')")
    complaint_amount_positive = Check("amount is null or amount >= 0")
    complaint_end_was_told = Check(
        "status in ('received', 'incomplete', 'accepted') or (ended_on is not null and reply <> '')"
    )


class Complainant(Table):
    """Who wrote. Read by `sealing` alone: to hide it, and to show it with a line in the log."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, unique=True)
    name = Varchar(length=100, default="")
    phone = Varchar(length=40, default="")
    email = Varchar(length=200, default="")


class ComplaintMember(Table):
    """Who complains together, sealed like the writer. At most five of them speak for all."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, index=True)
    place = Integer(help_text="counted apart for representatives and for the others, from 1")
    is_representative = Boolean()
    name = Varchar(length=100)
    phone = Varchar(length=40, default="")

    complaint_member_once = Unique(["complaint", "is_representative", "place"])
    complaint_five_representatives = Check("place >= 1 and (not is_representative or place <= 5)")


class ComplaintSupplement(Table):
    """What the complainant was told to add, and by when. Append-only."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, index=True)
    asked_at = Timestamptz()
    items = Array(base_column=Text())
    due_on = Date()


class ComplaintDelivery(Table):
    """How a paper reached the complainant. Append-only."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, index=True)
    document = UUID(unique=True)
    method = Varchar(length=10)
    received_on = Date()
    receipt = Varchar(length=300, default="")
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()

    complaint_delivery_method_known = Check("method in ('page', 'post', 'direct')")


class SealedOriginal(Table):
    """What the writer sent, as it was before anything in it was hidden: words, or a file and its name. Append-only."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz()
    text = Text(default="")
    file_name = Varchar(length=255, default="")
    shown = UUID(null=True, default=None, help_text="attachment that the desk reads")
    original = UUID(null=True, default=None, help_text="attachment as it was sent")


class ComplaintAddition(Table):
    """What the writer added through the tracking page, or the clerk noted. Append-only."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz()
    by_writer = Boolean()
    is_question = Boolean(default=False, help_text="put to the writer, who sees it")
    author = Varchar(length=200, default="")
    text = Text()
