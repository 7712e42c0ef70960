"""A list that was given away, its bytes and its rows stay as they were made."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:45:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "append-only lists for double publicity"

REFUSE = """
create function refuse_publicity_batch_change() returns trigger language plpgsql as $$
begin
    raise exception 'a list for double publicity is append-only' using errcode = 'insufficient_privilege';
end $$
"""
STATEMENTS = (
    REFUSE,
    *(
        statement
        for table in ("publicity_batch", "publicity_batch_file", "publicity_batch_row")
        for statement in (
            f"create trigger append_only_rows before update or delete on {table} "
            "for each row execute function refuse_publicity_batch_change()",
            f"create trigger append_only_table before truncate on {table} "
            "for each statement execute function refuse_publicity_batch_change()",
        )
    ),
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="publicity", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
