"""Versions of phrases and their uses only grow."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T09:59:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "append-only versions and uses of phrases"

STATEMENTS = tuple(
    f"create trigger append_only_{what} before {acts} on {table} for each {level} execute function refuse_change()"
    for table in ("phrase_version", "phrase_use")
    for what, acts, level in (("rows", "update or delete", "row"), ("table", "truncate", "statement"))
)


async def run() -> None:
    """In the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="worklists", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
