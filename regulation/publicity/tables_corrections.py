"""Requests to correct what was published of a penalty, and what became of them."""

from piccolo.columns import JSONB, UUID, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm
from regulation.penalties.tables import PenaltyCase


class PublicityCorrection(Table, tablename="publicity_correction"):
    """Somebody asks that what is published of a penalty be corrected: proposed by one official, decided by another."""

    id = UUID(primary_key=True)
    number = Varchar(length=60, unique=True)
    publication = UUID(index=True, help_text="what is said to be wrong")
    case = ForeignKey(
        references=PenaltyCase, on_delete=OnDelete.restrict, index=True, db_column_name="case_id"
    )
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=10)
    asker = Varchar(length=8, help_text="the party, a person concerned, or the office itself")
    asker_name = Varchar(length=200)
    contact = Varchar(length=200, default="")
    wrong = Text(help_text="what is wrong, in the words of who asks")
    wanted = Text(default="", help_text="what it should say")
    proof = UUID(null=True, default=None, help_text="attachment")
    asked_on = Date()
    entered_by = UUID(null=True, default=None, help_text="person")
    entered_name = Varchar(length=200)
    entered_at = Timestamptz()
    outcome = Varchar(length=8, default="")
    masks = JSONB(default="[]", help_text="of the corrected text: passage, kind, cover, reason")
    left_open = JSONB(default="[]")
    fields = JSONB(default="{}", help_text="of the abstract, in words of the served decision")
    served_sha256 = Varchar(length=64, default="", help_text="of the text that was masked")
    reason = Text(default="", help_text="of the proposal, and of the answer")
    proposed_by = UUID(null=True, default=None, help_text="person")
    proposed_name = Varchar(length=200, default="")
    proposed_at = Timestamptz(null=True, default=None)
    note = Text(default="", help_text="why the proposal was sent back")
    decided_by = UUID(null=True, default=None, help_text="person")
    decided_name = Varchar(length=200, default="")
    decided_at = Timestamptz(null=True, default=None)
    corrected = UUID(null=True, default=None, help_text="the publication that took its place")
    document = UUID(null=True, default=None, help_text="the answer")

    publicity_correction_status_known = Check("status in ('asked', 'proposed', 'corrected', 'refused')")
    publicity_correction_asker_known = Check("asker in ('party', 'person', 'office') and asker_name <> ''")
    publicity_correction_explained = Check("wrong <> ''")
    publicity_correction_outcome_known = Check("outcome in ('', 'correct', 'refuse')")
    publicity_correction_by_two = Check("decided_by is null or decided_by <> proposed_by")
    publicity_correction_whole = Check(
        "(status = 'asked' or (proposed_by is not null and proposed_at is not null and outcome <> '' and reason <> ''))"
        " and (status in ('corrected', 'refused')) = (decided_at is not null)"
        " and (decided_at is null) = (decided_by is null)"
        " and (status = 'corrected') = (corrected is not null)"
        " and (status <> 'corrected' or outcome = 'correct') and (status <> 'refused' or outcome = 'refuse')"
    )
