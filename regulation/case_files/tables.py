"""Closing a case, the file as it was bound then, and who consulted it."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.penalties.tables import Evidence, PenaltyCase


class CaseClosing(Table):
    """A proposal to close, and what was decided on it. At most one of a case is proposed or approved."""

    id = UUID(primary_key=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    status = Varchar(length=10, index=True)
    performed = Text(help_text="how the decision was performed, or why there was nothing to perform")
    explanation = Text(default="", help_text="why it is closed though something is open that may be")
    years = Integer(help_text="how long the file is kept")
    keep_until = Date()
    proposed_on = Date()
    proposed_by = UUID()
    proposed_name = Varchar(length=200)
    decided_on = Date(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decided_name = Varchar(length=200, default="")
    opinion = Text(default="")
    document = UUID(null=True, default=None)
    archive_number = Varchar(length=80, null=True, default=None, unique=True)
    reopened_on = Date(null=True, default=None)
    reopened_by = UUID(null=True, default=None)
    reopened_name = Varchar(length=200, default="")
    reopened_why = Text(default="")

    closing_status_known = Check("status in ('proposed', 'approved', 'returned', 'reopened')")
    closing_by_another = Check("decided_by is null or decided_by <> proposed_by")
    closing_in_order = Check(
        "(decided_on is null or decided_on >= proposed_on) and (reopened_on is null or reopened_on >= decided_on)"
    )
    closing_whole = Check(
        "(status = 'proposed') = (decided_on is null) and (decided_on is null or (decided_by is not null and opinion <> ''))"
        " and (status not in ('approved', 'reopened') or (document is not null and archive_number is not null))"
        " and (status = 'reopened') = (reopened_on is not null)"
    )


class CaseArchive(Table):
    """The file as it was bound when the case was closed. Append-only: it is never bound anew."""

    id = UUID(primary_key=True)
    closing = ForeignKey(references=CaseClosing, on_delete=OnDelete.restrict, unique=True)
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    archived_on = Date()
    archived_by = UUID()
    archived_name = Varchar(length=200)


class ArchivedVolume(Table, tablename="case_archive_volume"):
    """One PDF of an archived file: the whole, the main volume, the side volume. Append-only."""

    id = UUID(primary_key=True)
    archive = ForeignKey(references=CaseArchive, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=8)
    attachment = UUID()
    sha256 = Varchar(length=64)
    pages = Integer()

    archived_volume_once = Unique(["archive", "name"])
    archived_volume_known = Check("name in ('whole', 'main', 'side')")
    archived_volume_has_pages = Check("pages > 0")


class ArchivedPaper(Table, tablename="case_archive_entry"):
    """One paper of an archived file, with its pages in its volume and the hash of what was bound. Append-only."""

    id = UUID(primary_key=True)
    archive = ForeignKey(references=CaseArchive, on_delete=OnDelete.restrict, index=True)
    volume = Varchar(length=8)
    position = Integer()
    kind = Varchar(length=40)
    title = Varchar(length=300)
    number = Varchar(length=80)
    on = Date(db_column_name="on_day")
    first_page = Integer()
    last_page = Integer()
    document = UUID(null=True, default=None)
    attachment = UUID(null=True, default=None)
    sha256 = Varchar(length=64, help_text="of the bytes that were bound; empty for a thing")
    note = Varchar(length=200, default="")

    archived_paper_once = Unique(["archive", "volume", "position"])
    archived_paper_has_pages = Check("first_page >= 1 and last_page >= first_page")


class ArchiveReading(Table, tablename="case_archive_reading"):
    """Who consulted an archived file, why, and for whom. Append-only."""

    id = UUID(primary_key=True)
    archive = ForeignKey(references=CaseArchive, on_delete=OnDelete.restrict, index=True)
    volume = Varchar(length=8)
    way = Varchar(length=10)
    purpose = Text()
    reader = Varchar(length=200, help_text="who reads or borrows")
    person = UUID(help_text="who registered it")
    person_name = Varchar(length=200)
    at = Timestamptz()

    archive_reading_way = Check("way in ('screen', 'paper', 'returned')")
    archive_reading_says_why = Check("purpose <> '' and reader <> ''")


class EvidenceDisposal(Table, tablename="case_evidence_disposal"):
    """What became of an original that was taken away. Append-only."""

    id = UUID(primary_key=True)
    evidence = ForeignKey(references=Evidence, on_delete=OnDelete.restrict)
    what = Varchar(length=12)
    disposed_on = Date()
    receiver = Varchar(length=200, default="")
    note = Text(default="")
    person = UUID()
    person_name = Varchar(length=200)
    recorded_at = Timestamptz()

    evidence_disposed_once = Unique(["evidence"])
    disposal_known = Check("what in ('returned', 'filed', 'transferred')")
    disposal_names_receiver = Check("what = 'filed' or receiver <> ''")
