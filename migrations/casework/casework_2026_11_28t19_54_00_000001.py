"""A translation is added to, not changed: papers that carry it were issued."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:54:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "translations are append-only"

STATEMENTS = (
    "create trigger append_only_rows before update or delete on paper_translation "
    "for each row execute function refuse_change()",
    "create trigger append_only_table before truncate on paper_translation "
    "for each statement execute function refuse_change()",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="casework", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
