"""Keys of programs, and what was used of a quota."""

from piccolo.columns import UUID, Array, Date, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ


class ApiKey(Table):
    """A key of a firm or of an organ. Only its hash is here; `shown` is its beginning, to tell keys apart."""

    id = UUID(primary_key=True)
    name = Varchar(length=80)
    shown = Varchar(length=16)
    hash = Varchar(length=64, unique=True, help_text="SHA-256 of the key")
    firm_id = UUID(null=True, default=None, index=True)
    organ = ForeignKey(references=Organ, null=True, default=None, on_delete=OnDelete.restrict)
    scopes = Array(base_column=Varchar(length=40), default=list)
    made_by = Varchar(length=200)
    made_at = Timestamptz()
    expires_on = Date(help_text="last day")
    revoked_at = Timestamptz(null=True, default=None)
    revoked_by = Varchar(length=200, default="")
    last_used_at = Timestamptz(null=True, default=None)

    api_key_has_one_owner = Check("(firm_id is null) <> (organ is null)")
    api_key_scopes_are_an_organs = Check("organ is not null or cardinality(scopes) = 0")


class QuotaUse(Table):
    """Requests of one key or place since its window began. Unlogged: a crash gives everybody a new window."""

    bucket = Varchar(length=100, primary_key=True)
    started_at = Timestamptz()
    used = Integer()
