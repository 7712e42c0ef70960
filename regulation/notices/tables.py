"""Notices to firms and officials."""

from piccolo.columns import JSONB, UUID, Timestamptz, Varchar
from piccolo.constraints import Check
from piccolo.table import Table


class Notice(Table):
    """Something a firm or an office must be told, shown in its portal until read."""

    id = UUID(primary_key=True)
    firm_id = UUID(null=True, default=None, index=True)
    organ_id = UUID(null=True, default=None, index=True)
    person_id = UUID(null=True, default=None, index=True)
    kind = Varchar(length=40)
    title = Varchar(length=300, help_text="Chinese original with %(name)s parameters")
    params = JSONB(default="{}")
    link = Varchar(length=200)
    created_at = Timestamptz()
    read_at = Timestamptz(null=True, default=None)

    has_a_reader = Check("firm_id is not null or organ_id is not null or person_id is not null")
