"""A release is never changed: the database refuses it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:30:00:000005"
VERSION = "1.38.0"
DESCRIPTION = "append-only releases"


async def run() -> None:
    """Row triggers for UPDATE and DELETE, a statement trigger for TRUNCATE."""
    engine = engine_finder()
    for table in ("release", "published_cell"):
        await engine.run_ddl(
            f"create trigger append_only_rows before update or delete on {table} "
            "for each row execute function refuse_change()"
        )
        await engine.run_ddl(
            f"create trigger append_only_table before truncate on {table} "
            "for each statement execute function refuse_change()"
        )


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="releases", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
