"""Platforms on which firms recruit, and the accounts they declared."""

from piccolo.columns import JSONB, UUID, Array, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm


class Platform(Table):
    """A platform by the name under which people know it. Unknown ones are added by whoever declares an account there."""

    id = UUID(primary_key=True)
    name = Varchar(length=120, unique=True)
    name_key = Varchar(length=120, unique=True, help_text="width, case and spaces aside")


class RecruiterAccount(Table):
    """An account of a firm on a platform. One living declaration of a name on a platform, by a partial unique index."""

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
    answers = JSONB(
        default="{}", help_text="what its page shows of the licence, to be laid beside the register"
    )
    version = Integer(default=1, help_text="of the declaration; each is kept")
    declared_on = Date(null=True, default=None, help_text="day of the version that holds")
    verified_on = Date(null=True, default=None)
    verify_by = Date(null=True, default=None, index=True, help_text="as the six months say")
    reason = Text(default="", help_text="of a refusal or a suspension, or what was asked")
    created_at = Timestamptz()
    updated_at = Timestamptz()
    closed_on = Date(null=True, default=None)

    recruiter_account_kind_known = Check("kind in ('commercial', 'public', 'own')")
    recruiter_account_status_among = Check(
        "status in ('declared', 'asked', 'confirmed', 'lapsed', 'refused', 'suspended', 'closed')"
    )
    recruiter_account_confirmed_whole = Check(
        "status <> 'confirmed' or (verified_on is not null and verify_by is not null)"
    )
    recruiter_account_closed_whole = Check("(status = 'closed') = (closed_on is not null)")
    recruiter_account_reason_stated = Check("status not in ('asked', 'refused', 'suspended') or reason <> ''")


class RecruiterAccountVersion(Table):
    """One declaration of an account as it was made, and what the register said then. Only ever added to."""

    id = UUID(primary_key=True)
    account = ForeignKey(references=RecruiterAccount, on_delete=OnDelete.restrict, index=True)
    version = Integer()
    act = Varchar(length=20)
    content = JSONB()
    register = JSONB(help_text="what the register said of the holder, so that a later change is seen")
    made_by = Varchar(length=200)
    made_at = Timestamptz()

    recruiter_account_version_once = Unique(["account", "version"])
