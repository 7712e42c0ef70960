"""A holder asks for one new paper of a licence at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:59:00:000032"
VERSION = "1.38.0"
DESCRIPTION = "one request for a paper"


async def run() -> None:
    """One statement, in the transaction of the migration."""
    await engine_finder().run_ddl(
        "create unique index paper_request_one_open on paper_request (licence) where status = 'asked'"
    )


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="licensing", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
