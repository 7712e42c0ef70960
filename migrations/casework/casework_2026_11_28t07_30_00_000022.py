"""A number belongs to one paper that is not withdrawn: a licence that is renewed or changed keeps its own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:30:00:000022"
VERSION = "1.38.0"
DESCRIPTION = "one living paper of a number"


async def run() -> None:
    """In the transaction of the migration."""
    engine = engine_finder()
    await engine.run_ddl(
        "create unique index document_one_living on document (number) where withdrawn_at is null"
    )


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="casework", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
