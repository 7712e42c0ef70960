"""Numbered forms for penalties on the spot: handed to an officer in a booklet, accounted for to the last one."""

from piccolo.columns import (
    JSONB,
    UUID,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ, Person
from regulation.penalties.tables_hearing import SpotPenalty


class SpotBooklet(Table):
    """Consecutively numbered forms of 第五十二条 in the hands of one officer. `status`: out, then closed when none is left."""

    id = UUID(primary_key=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    officer = ForeignKey(references=Person, on_delete=OnDelete.restrict, index=True)
    officer_name = Varchar(length=200)
    status = Varchar(length=8, index=True)
    year = SmallInt()
    first = Integer()
    last = Integer()
    issued_on = Date()
    issued_by = UUID()
    issued_name = Varchar(length=200)
    closed_on = Date(null=True, default=None)
    document = UUID(help_text="the printed forms")

    spot_booklet_status_known = Check("status in ('out', 'closed')")
    spot_booklet_has_forms = Check("first >= 1 and last between first and first + 24")
    spot_booklet_closed_on = Check("(status = 'closed') = (closed_on is not null)")


class SpotForm(Table):
    """One form. `status`: out, then used by one decision, void with the reason, or returned blank; never two of them."""

    id = UUID(primary_key=True)
    booklet = ForeignKey(references=SpotBooklet, on_delete=OnDelete.restrict)
    seq = Integer()
    number = Varchar(length=80, unique=True)
    status = Varchar(length=8, index=True)
    spot = ForeignKey(
        references=SpotPenalty, null=True, default=None, on_delete=OnDelete.restrict, unique=True
    )
    reason = Text(default="")
    changed_on = Date(null=True, default=None)
    changed_name = Varchar(length=200, default="")

    spot_form_once = Unique(["booklet", "seq"])
    spot_form_status_known = Check("status in ('out', 'used', 'void', 'returned')")
    spot_form_used_by_a_decision = Check("(status = 'used') = (spot is not null)")
    spot_form_void_has_reason = Check("(status = 'void') = (reason <> '')")
    spot_form_changed = Check("(status = 'out') = (changed_on is null)")


class SpotEntry(Table):
    """One entry that an officer's phone made over a booklet, and what became of it: evidence. Append-only."""

    id = UUID(primary_key=True)
    booklet = ForeignKey(references=SpotBooklet, on_delete=OnDelete.restrict, index=True)
    device = UUID()
    seq = Integer()
    key = UUID(unique=True, help_text="the same entry sent twice is taken once")
    kind = Varchar(length=12)
    item = Varchar(length=80, default="", help_text="number of the form")
    text = Text(help_text="the very text whose hash was taken at capture")
    hash = Varchar(length=64, unique=True)
    prev = Varchar(length=64)
    bundle = Varchar(length=64, help_text="hash of the task bundle the chain rests on")
    bundle_at = Timestamptz()
    person = UUID(index=True)
    name = Varchar(length=200)
    made_at = Timestamptz(help_text="by the device's clock")
    off_seconds = Integer(help_text="how far the device's clock was behind the server's when it sent")
    happened_at = Timestamptz(help_text="the device's time put right")
    received_at = Timestamptz()
    picture = Varchar(length=64, default="", help_text="hash of the bytes that belong to it")
    result = Varchar(length=10)
    refusal = JSONB(default="{}", help_text="message and its parameters")

    spot_entry_place_once = Unique(["booklet", "device", "seq"])
    spot_entry_result_known = Check("result in ('taken', 'conflict', 'refused')")
    spot_entry_kind_known = Check("kind in ('signature', 'decide', 'void')")
    spot_entry_refused_has_reason = Check("(result = 'refused') = (refusal <> '{}'::jsonb)")
