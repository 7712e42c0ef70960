"""One open paper for each corrected fact of a registration."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:31:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "one open paper for each corrected fact"


async def run() -> None:
    """One index."""
    await engine_finder().run_ddl(
        "create unique index paper_due_open on paper_due (kind, number, key) where closed_at is null"
    )


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
