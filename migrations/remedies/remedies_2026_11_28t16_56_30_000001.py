"""What the table class cannot say: one request to suspend execution that waits for its answer."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T16:56:30:000001"
VERSION = "1.38.0"
DESCRIPTION = "one request to suspend execution at a time"


async def run() -> None:
    """Execute the statement in the transaction of the migration."""
    await engine_finder().run_ddl(
        "create unique index suspension_request_one_asked on suspension_request (remedy) where status = 'asked'"
    )


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="remedies", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
