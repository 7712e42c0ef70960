"""What the writer sent stays as it was sent."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T14:30:00:000041"
VERSION = "1.38.0"
DESCRIPTION = "append-only originals"

STATEMENTS = (
    (
        "create trigger append_only_rows before update or delete on sealed_original "
        "for each row execute function refuse_change()"
    ),
    (
        "create trigger append_only_table before truncate on sealed_original "
        "for each statement execute function refuse_change()"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="complaints", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
