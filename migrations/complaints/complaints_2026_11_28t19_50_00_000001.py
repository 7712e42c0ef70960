"""Complainants who asked for English are kept with every party that did, before the column of their own goes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:50:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "wishes for English of complainants"

MOVED = """
insert into paper_language (id, matter_kind, matter_id, firm_id, english, asked_on, how, asked_by, recorded_by, recorded_at)
select gen_random_uuid(), 'complaint', id, null, true, received_on, 'online', '投诉人', '社会公众', received_at
from complaint where wants_english
"""


async def run() -> None:
    """Execute the statement in the transaction of the migration."""
    await engine_finder().run_ddl(MOVED)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="complaints", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
