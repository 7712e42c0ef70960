"""What ties a matter to others: looked into together with another, sent by the hotline."""

from piccolo.columns import UUID, Array, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.complaints.tables import Complaint


class ComplaintJoin(Table):
    """Two matters about one thing are looked into together. Each keeps its clock, its answer, its writer."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, index=True)
    main = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, index=True)
    signs = Array(base_column=Text(), help_text="what the two have in common")
    reason = Text()
    joined_by = UUID()
    joined_name = Varchar(length=200)
    joined_at = Timestamptz()
    undone_at = Timestamptz(null=True, default=None)
    undone_name = Varchar(length=200, default="")
    undone_reason = Text(default="")

    complaint_join_two = Check("complaint <> main")
    complaint_join_undone_why = Check("(undone_at is null) = (undone_reason = '')")


class HotlineOrder(Table):
    """The work order with which the 12345 line sent a matter, and what it was told."""

    id = UUID(primary_key=True)
    complaint = ForeignKey(references=Complaint, on_delete=OnDelete.restrict, unique=True)
    order_number = Varchar(length=60, unique=True)
    received_on = Date()
    recorded_by = UUID(null=True, default=None, help_text="who heard code and secret with the caller")
    recorded_name = Varchar(length=200)
    answered_on = Date(null=True, default=None)
    answer = Text(default="")
    answered_name = Varchar(length=200, default="")

    hotline_answer_is_said = Check("(answered_on is null) = (answer = '')")
    hotline_answer_after_receipt = Check("answered_on is null or answered_on >= received_on")
