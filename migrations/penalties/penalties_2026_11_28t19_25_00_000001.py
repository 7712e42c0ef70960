"""What became of a statement of the party is not changed afterwards."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:25:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "answers to statements only grow"

STATEMENTS = (
    "create trigger append_only_rows before update or delete on case_statement_answer "
    "for each row execute function refuse_change()",
    "create trigger append_only_table before truncate on case_statement_answer "
    "for each statement execute function refuse_change()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
