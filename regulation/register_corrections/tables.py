"""Corrections of registrations. One open for a registration at a time, by a partial unique index."""

from piccolo.columns import JSONB, UUID, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm, RegistrationEntry


class RegisterCorrection(Table):
    """What the register says of a registration, what it should have said, why, and by which paper."""

    id = UUID(primary_key=True)
    entry = ForeignKey(references=RegistrationEntry, on_delete=OnDelete.restrict, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, index=True)
    wrong = JSONB(help_text="kind, number, days and scope as the register said them")
    right = JSONB(help_text="the same as they should have been entered")
    reason = Text()
    paper = Varchar(length=120, help_text="number of the material that shows it")
    proposed_by = UUID(help_text="person")
    proposed_by_name = Varchar(length=200)
    proposed_at = Timestamptz()
    decided_by = UUID(null=True, default=None, help_text="person")
    decided_by_name = Varchar(length=200, default="")
    decided_at = Timestamptz(null=True, default=None)
    answer = Text(default="", help_text="why it was declined or taken back")

    register_correction_status_known = Check("status in ('proposed', 'confirmed', 'declined', 'taken_back')")
    register_correction_explained = Check("reason <> '' and paper <> ''")
    register_correction_by_two = Check(
        "status <> 'confirmed' or (decided_by is not null and decided_by <> proposed_by)"
    )
    register_correction_ended_whole = Check("(status = 'proposed') = (decided_at is null)")
