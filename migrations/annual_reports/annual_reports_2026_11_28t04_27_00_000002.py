"""What the table classes cannot say: each reminder once, and never changed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T04:27:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "each reminder once"

STATEMENTS = (
    "create unique index reminder_once_a_firm on report_reminder (report_window, stage, firm) where firm is not null",
    "create unique index reminder_once_an_organ on report_reminder (report_window, stage, organ) where organ is not null",
    "create trigger append_only_rows before update or delete on report_reminder "
    "for each row execute function refuse_change()",
    "create trigger append_only_table before truncate on report_reminder "
    "for each statement execute function refuse_change()",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="annual_reports", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
