"""The tables of a report are chosen while the campaign runs or is closed, and stay when it is signed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:55:00:000082"
VERSION = "1.38.0"
DESCRIPTION = "chosen tables stay as signed"

CHOSEN = """
create function refuse_signed_campaign_tables() returns trigger language plpgsql as $$
begin
    if new.report_tables is distinct from old.report_tables and old.status not in ('running', 'closed') then
        raise exception 'tables are chosen before the report is signed' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""

STATEMENTS = (
    CHOSEN,
    "create trigger campaign_tables_as_signed before update of report_tables on campaign "
    "for each row execute function refuse_signed_campaign_tables()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="campaigns", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
