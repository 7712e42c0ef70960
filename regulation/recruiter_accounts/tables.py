"""Platforms on which firms recruit, and the accounts they declared."""

from piccolo.columns import JSONB, UUID, Array, Boolean, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class Platform(Table):
    """A platform by the name under which people know it. Unknown ones are added by whoever declares an account there."""

    id = UUID(primary_key=True)
    name = Varchar(length=120, unique=True)
    name_key = Varchar(length=120, unique=True, help_text="width, case and spaces aside")
    is_listed = Boolean(default=False, help_text="offered to choose from; a clerk lists it")


class RecruiterAccount(Table):
    """An account of a firm on a platform. One living account of a name on a platform, by a partial unique index."""

    id = UUID(primary_key=True)
    number = Varchar(length=40, unique=True)
    platform = ForeignKey(references=Platform, on_delete=OnDelete.restrict, index=True)
    handle = Varchar(length=120)
    account_key = Varchar(length=260, index=True, help_text="platform and name as compared")
    url = Varchar(length=400, default="")
    kind = Varchar(length=12)
    status = Varchar(length=12, index=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    firm_name = Varchar(length=200)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    holder_name = Varchar(length=100)
    phone = Varchar(length=40)
    shown = Array(base_column=Varchar(length=20), default=list)
    answers = JSONB(default="{}")
    verified_on = Date(null=True, default=None)
    verify_by = Date(null=True, default=None, index=True, help_text="as the six months say")
    reason = Text(default="", help_text="of a refusal or a suspension")
    created_at = Timestamptz()
    updated_at = Timestamptz()
    closed_on = Date(null=True, default=None)

    recruiter_account_kind_known = Check("kind in ('commercial', 'public', 'own')")
    recruiter_account_status_known = Check(
        "status in ('declared', 'confirmed', 'lapsed', 'refused', 'suspended', 'closed')"
    )
    recruiter_account_confirmed_whole = Check(
        "status <> 'confirmed' or (verified_on is not null and verify_by is not null)"
    )
    recruiter_account_closed_whole = Check("(status = 'closed') = (closed_on is not null)")
    recruiter_account_reason_given = Check("status not in ('refused', 'suspended') or reason <> ''")
