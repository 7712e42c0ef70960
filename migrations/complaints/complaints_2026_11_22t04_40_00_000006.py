"""What the table classes cannot say: what was added stays as it was; the indexes of the work list."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:40:00:000006"
VERSION = "1.38.0"
DESCRIPTION = "append-only additions, index of the work list"

STATEMENTS = (
    (
        "create trigger append_only_rows before update or delete on complaint_addition "
        "for each row execute function refuse_change()"
    ),
    (
        "create trigger append_only_table before truncate on complaint_addition "
        "for each statement execute function refuse_change()"
    ),
    "create index complaint_organ_status on complaint (organ, status)",
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
