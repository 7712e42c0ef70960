"""Releases and their cells. Both append-only: a release is corrected by the next vintage."""

from piccolo.columns import JSONB, UUID, ForeignKey, Integer, Numeric, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table


class Release(Table):
    """One publication of a year's tables."""

    id = UUID(primary_key=True)
    series = Varchar(length=40, help_text="which book of tables, such as yearbook")
    year = SmallInt()
    vintage = SmallInt(help_text="1 is the first publication")
    snapshot_hash = Varchar(length=64, help_text="of the filed reports and the rules they were computed with")
    code_version = Varchar(length=40)
    parameters = JSONB(help_text="disclosure rules in force")
    coverage = JSONB(help_text="reports counted of firms in scope")
    tables = JSONB(help_text="heads, stubs, notes of each table, as printed")
    note = Text(default="", help_text="what changed against the vintage before")
    published_by = Varchar(length=200)
    published_organ = Varchar(length=80)
    published_at = Timestamptz()
    kind = Varchar(length=8, default="final", help_text="p preliminary | final | r revised")
    embargo_until = Timestamptz(
        null=True, default=None, help_text="before this instant nobody could publish it"
    )
    signatures = JSONB(
        default="[]", help_text="who signed in which office and when: organs, no persons' names"
    )
    waivers = JSONB(default="[]", help_text="written consents in force, without what they protect")
    revisions = JSONB(
        default="[]",
        help_text="each cell that differs from the vintage before: table, row, column, old, new, reason, approver",
    )

    release_once = Unique(["series", "year", "vintage"])
    release_kind = Check("kind in ('p', 'final', 'r')")


class PublishedCell(Table):
    """A cell of a published table: a value, or a symbol in its place."""

    id = UUID(primary_key=True)
    release = ForeignKey(references=Release, on_delete=OnDelete.restrict)
    table_key = Varchar(length=40)
    position = Integer()
    row_key = Varchar(length=60)
    column_key = Varchar(length=60)
    value = Numeric(digits=(24, 4), null=True, default=None)
    symbol = Varchar(length=8, default="")
    status = Varchar(length=1, default="A", help_text="A normal, R revised, P provisional")
    decimals = SmallInt(default=0)

    published_cell_once = Unique(["release", "table_key", "row_key", "column_key"])
    value_or_symbol = Check("value is null or symbol = ''")
