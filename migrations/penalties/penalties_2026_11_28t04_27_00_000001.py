"""What the table classes cannot say: one standing order a report, and the next firm of a list is found quickly."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T04:27:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one standing order a report"

STATEMENTS = (
    # Only orders that name their report: earlier ones of this source carry free text.
    "create unique index order_once_a_report on correction_order (source_number) "
    "where source_kind = 'report_missed' and status <> 'withdrawn' and source_number ~ '^(年报|派报)〔\\d{4}〕'",
    "create index batch_item_next on order_batch_item (batch, position) where outcome = 'waiting'",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
