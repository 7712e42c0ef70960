"""Deliveries as they came, their rows that need a look, the differences a clerk decides, where a pull stands."""

from piccolo.columns import UUID, Array, Bytea, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.firms.tables import Firm


class Delivery(Table):
    """A file of another office. The same bytes of a contract are taken once. Append-only."""

    id = UUID(primary_key=True)
    number = Varchar(length=12, unique=True, help_text="S000001")
    contract = Varchar(length=40)
    version = Integer()
    way = Varchar(length=8)
    filename = Varchar(length=255)
    file_hash = Varchar(length=64)
    content = Bytea(help_text="the file as it came")
    received_at = Timestamptz()
    actor_number = Varchar(length=20)
    actor_name = Varchar(length=200)
    rows_total = Integer()
    rows_same = Integer(help_text="say what the register says")
    rows_different = Integer(help_text="opened a difference")
    rows_known = Integer(help_text="differ in what is open or was rejected already")
    rows_unknown = Integer(help_text="of firms that are not in the register")
    rows_duplicate = Integer(help_text="repeat another row of the file")
    rows_quarantined = Integer()

    delivery_once = Unique(["contract", "file_hash"])
    delivery_way_known = Check("way in ('upload', 'folder', 'http')")
    delivery_counts_add_up = Check(
        "rows_total = rows_same + rows_different + rows_known + rows_unknown + rows_duplicate + rows_quarantined"
    )


class DeliveredRow(Table):
    """A row that was put aside, as it came, and why. Append-only."""

    id = UUID(primary_key=True)
    delivery = ForeignKey(
        references=Delivery, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    row_number = Integer()
    outcome = Varchar(length=12)
    original = Text(help_text="the row as text; what the database cannot keep is spelt out")
    reasons = Array(base_column=Varchar(length=300), default=list)

    delivered_row_outcome_known = Check("outcome in ('unknown', 'quarantined')")


class Difference(Table):
    """One fact on which a delivery and the register differ; a clerk decides."""

    id = UUID(primary_key=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    key = Varchar(length=40)
    register_value = Text(help_text="what the register said when it was opened")
    shared_value = Text()
    changed_on = Date(null=True, default=None, help_text="since when, as the other office says")
    delivery = ForeignKey(
        references=Delivery, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    status = Varchar(length=12)
    opened_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    ended_by = Varchar(length=200, default="")
    reason = Text(default="")

    difference_status_known = Check("status in ('open', 'accepted', 'rejected', 'superseded', 'settled')")
    difference_decided_with_reason = Check("status not in ('accepted', 'rejected') or reason <> ''")


class SharingCursor(Table):
    """How far a contract was pulled from the other office."""

    contract = Varchar(length=40, primary_key=True)
    cursor = Varchar(length=500, default="")
    pulled_at = Timestamptz(null=True, default=None)
    last_error = Text(default="")
