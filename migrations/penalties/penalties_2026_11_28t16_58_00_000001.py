"""What the table class cannot say: one suspension of execution at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T16:58:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one suspension of execution of a decision at a time"


async def run() -> None:
    """Execute the statement in the transaction of the migration."""
    await engine_finder().run_ddl(
        "create unique index execution_suspension_one_open on execution_suspension (case_id) where to_on is null"
    )


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
