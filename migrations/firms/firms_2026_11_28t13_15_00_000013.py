"""Once tallies are wanted, every change of the listing is noted beside them; lists of one district or organ are walked in order."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T13:15:00:000013"
VERSION = "1.38.0"
DESCRIPTION = "shifts of the listing since the tallies were made"

STATEMENTS = (
    "drop trigger register_listing_touched on register_listing",
    # Whether tallies are wanted is asked once in a transaction; who asked before they were is waited for by their maker.
    """
    create or replace function register_listing_touched() returns trigger language plpgsql as $$
    begin
        if current_setting('zhiheng.touched', true) is distinct from pg_current_xact_id()::text then
            insert into register_touch default values;
            perform set_config('zhiheng.tallied', (exists (select from register_tallied))::text, true);
            perform set_config('zhiheng.touched', pg_current_xact_id()::text, true);
        end if;
        if current_setting('zhiheng.tallied', true) = 'true' then
            if tg_op = 'INSERT' then
                insert into register_shift (haystack, area, organ_id, standing, kinds, firms)
                select haystack, area, organ_id, standing, kinds, 1 from new_rows;
            elsif tg_op = 'DELETE' then
                insert into register_shift (haystack, area, organ_id, standing, kinds, firms)
                select haystack, area, organ_id, standing, kinds, -1 from old_rows;
            else
                insert into register_shift (haystack, area, organ_id, standing, kinds, firms)
                (select haystack, area, organ_id, standing, kinds, -1 from old_rows
                 except all select haystack, area, organ_id, standing, kinds, -1 from new_rows)
                union all
                (select haystack, area, organ_id, standing, kinds, 1 from new_rows
                 except all select haystack, area, organ_id, standing, kinds, 1 from old_rows);
            end if;
        end if;
        return null;
    end $$
    """,
    """create trigger register_listing_touched after insert on register_listing
        referencing new table as new_rows for each statement execute function register_listing_touched()""",
    """create trigger register_listing_changed after update on register_listing
        referencing old table as old_rows new table as new_rows
        for each statement execute function register_listing_touched()""",
    """create trigger register_listing_dropped after delete on register_listing
        referencing old table as old_rows for each statement execute function register_listing_touched()""",
    "create index register_listing_area on register_listing (area, standing, number)",
    # What the index finds is little by now: starting helpers for it would take longer than reading it.
    "alter function register_grams(text) parallel restricted",
    "create index register_listing_organ on register_listing (organ_id, standing, number)",
)


async def run() -> None:
    """The statements, one by one."""
    for statement in STATEMENTS:
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
