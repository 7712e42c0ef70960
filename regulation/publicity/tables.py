"""Lists given to the credit platform, kept as they were given."""

from piccolo.columns import JSONB, UUID, Bytea, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ


class PublicityBatch(Table, tablename="publicity_batch"):
    """One list for double publicity: of penalties or of licences, of one organ. Append-only."""

    id = UUID(primary_key=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict)
    kind = Varchar(length=8)
    number = Integer(help_text="in the row of the organ's lists of this kind")
    organ_code = Varchar(length=18, help_text="unified code of the organ, as it stands in every row")
    made_at = Timestamptz()
    made_by = UUID(help_text="person")
    made_by_name = Varchar(length=200)
    rows = Integer(help_text="new and changed")
    withdrawn = Integer()

    publicity_batch_once = Unique(["organ", "kind", "number"])
    publicity_batch_kind_known = Check("kind in ('penalty', 'licence')")
    publicity_batch_says_something = Check("rows >= 0 and withdrawn >= 0 and rows + withdrawn > 0")


class PublicityBatchFile(Table, tablename="publicity_batch_file"):
    """The bytes of a list. Append-only: the same list is the same file whenever it is taken."""

    id = UUID(primary_key=True)
    batch = ForeignKey(references=PublicityBatch, on_delete=OnDelete.restrict)
    name = Varchar(length=16)
    sha256 = Varchar(length=64)
    content = Bytea()

    publicity_batch_file_once = Unique(["batch", "name"])
    publicity_batch_file_known = Check("name in ('list.csv', 'list.xlsx', 'withdrawn.csv')")
    publicity_batch_file_is_its_hash = Check("sha256 = encode(sha256(content), 'hex')")


class PublicityBatchRow(Table, tablename="publicity_batch_row"):
    """What a list said of one decision. Append-only."""

    id = UUID(primary_key=True)
    batch = ForeignKey(references=PublicityBatch, on_delete=OnDelete.restrict)
    act = Varchar(length=10)
    key = Varchar(length=120, index=True, help_text="number of the decision")
    publication = UUID()
    said = JSONB(help_text="the row by column; of a withdrawn one, party, day and reason")
    sha256 = Varchar(length=64, help_text="of the row")

    publicity_batch_row_once = Unique(["batch", "key"])
    publicity_batch_row_known = Check("act in ('new', 'changed', 'withdrawn')")
