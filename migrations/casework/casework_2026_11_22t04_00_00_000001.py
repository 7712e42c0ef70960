"""What is append-only is so for everybody: row triggers for UPDATE and DELETE, a statement trigger for TRUNCATE."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "append-only tables"

FUNCTION = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$
"""


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="casework", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        await engine.run_ddl(FUNCTION)
        for table in ("case_log", "document_bytes"):
            await engine.run_ddl(
                f"create trigger append_only_rows before update or delete on {table} "
                "for each row execute function refuse_change()"
            )
            await engine.run_ddl(
                f"create trigger append_only_table before truncate on {table} "
                "for each statement execute function refuse_change()"
            )
        await engine.run_ddl("create index case_log_matter on case_log (matter_kind, matter_id, id)")
        await engine.run_ddl(
            "create index clock_open on clock (due_on) where met_on is null and stopped_reason = ''"
        )

    manager.add_raw(run)
    return manager
