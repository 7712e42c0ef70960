"""What was asked and delivered stays; a complaint is served after its paper exists; the sealed members stay."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T14:40:00:000042"
VERSION = "1.38.0"
DESCRIPTION = "append-only supplements, deliveries and members"

STATEMENTS = tuple(
    f"create trigger append_only_{what} before {acts} on {table} for each {each} execute function refuse_change()"
    for table in ("complaint_supplement", "complaint_delivery", "complaint_member")
    for what, acts, each in (("rows", "update or delete", "row"), ("table", "truncate", "statement"))
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
