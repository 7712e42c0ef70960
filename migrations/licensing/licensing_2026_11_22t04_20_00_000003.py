"""What the table classes cannot say: one living licence and one open application of a kind per firm; the index of the work list."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:20:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "one living licence and one open application per firm"

STATEMENTS = (
    "create unique index licence_one_living on licence (firm, kind) where status in ('valid', 'renewal_pending')",
    """create unique index application_one_open on application (firm, kind)
       where status in ('received', 'correcting', 'supplement', 'accepted', 'proposed')""",
    "create index application_organ_status on application (organ, status)",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="licensing", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
