"""What of a served decision was masked before the public read it, and by which two persons."""

from piccolo.columns import JSONB, UUID, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.penalties.tables import PenaltyCase


class Redaction(Table, tablename="publicity_redaction"):
    """The text of one served decision as the public shall read it: proposed by one, published or returned by another.

    What was proposed never changes.
    """

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    document = UUID(help_text="the served decision")
    status = Varchar(length=10)
    served_sha256 = Varchar(length=64, help_text="of the text that was masked")
    masks = JSONB(help_text="passage, kind, what stands in its place")
    left_open = JSONB(
        help_text="passages that the program proposed to hide and the proposer did not, with the reason"
    )
    reason = Text(default="", help_text="why a minor one is published at all")
    proposed_by = UUID(help_text="person")
    proposed_name = Varchar(length=200)
    proposed_at = Timestamptz()
    checked_by = UUID(null=True, default=None)
    checked_name = Varchar(length=200, default="")
    checked_at = Timestamptz(null=True, default=None)
    note = Text(default="")

    redaction_status_known = Check("status in ('proposed', 'published', 'returned')")
    redaction_checked_by_another = Check("checked_by is null or checked_by <> proposed_by")
    redaction_checked_whole = Check(
        "(status = 'proposed') = (checked_by is null) and (checked_by is null) = (checked_at is null)"
        " and (status <> 'returned' or note <> '')"
    )
