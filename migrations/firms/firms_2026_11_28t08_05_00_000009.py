"""Every statement that changes the listing leaves a row, in its transaction."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T08:05:00:000009"
VERSION = "1.38.0"
DESCRIPTION = "every change of the listing leaves a row"

STATEMENTS = (
    """
    create function register_listing_touched() returns trigger language plpgsql as $$
    begin
        insert into register_touch default values;
        return null;
    end $$
    """,
    """create trigger register_listing_touched after insert or update or delete on register_listing
        for each statement execute function register_listing_touched()""",
)


async def run() -> None:
    """The trigger."""
    for statement in STATEMENTS:
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
