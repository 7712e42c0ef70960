"""One open difference for a fact; what was delivered stays as it came."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:44:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one open difference a fact, deliveries are append-only"

REFUSE = """
create function refuse_delivery_change() returns trigger language plpgsql as $$
begin
    raise exception 'what was delivered is append-only' using errcode = 'insufficient_privilege';
end $$
"""

STATEMENTS = (
    REFUSE,
    "create unique index difference_open_once on difference (firm, key) where status = 'open'",
    *(
        statement
        for table in ("delivery", "delivered_row")
        for statement in (
            f"create trigger append_only_rows before update or delete on {table} "
            "for each row execute function refuse_delivery_change()",
            f"create trigger append_only_table before truncate on {table} "
            "for each statement execute function refuse_delivery_change()",
        )
    ),
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="sharing", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
