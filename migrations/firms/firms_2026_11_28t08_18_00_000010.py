"""A transaction that changes the listing many times leaves one row, not one for each statement."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T08:18:00:000010"
VERSION = "1.38.0"
DESCRIPTION = "one row for each transaction that changes the listing"

#: What is set for a transaction ends with it, and with a savepoint that is rolled back, as the row does.
FUNCTION = """
create or replace function register_listing_touched() returns trigger language plpgsql as $$
begin
    if current_setting('zhiheng.touched', true) is distinct from pg_current_xact_id()::text then
        insert into register_touch default values;
        perform set_config('zhiheng.touched', pg_current_xact_id()::text, true);
    end if;
    return null;
end $$
"""


async def run() -> None:
    """The function anew."""
    await engine_finder().run_ddl(FUNCTION)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
