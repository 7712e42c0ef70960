"""Certificates, which are only added to (trigger in `migrations/certificates`)."""

from piccolo.columns import UUID, BigInt, Bytea, Date, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.firms.tables import Firm


class Certificate(Table):
    """One statement, its bytes as they were entered in the log. Who asked is not kept."""

    id = UUID(primary_key=True)
    number = Varchar(length=60, unique=True)
    kind = Varchar(length=12)
    firm = ForeignKey(references=Firm, null=True, default=None, on_delete=OnDelete.restrict)
    asked_at = Timestamptz()
    as_of = Date()
    known_at = Timestamptz()
    rows = Integer(help_text="rows of the list; 1 for a firm")
    said = Bytea(help_text="canonical JSON")
    sha256 = Varchar(length=64)
    document = UUID(help_text="the paper")
    leaf = BigInt(help_text="its entry in the register log")

    certificate_kind_known = Check("kind in ('firm', 'suppliers')")
