"""The book that passed is never changed: it is what was signed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T04:33:30:000003"
VERSION = "1.38.0"
DESCRIPTION = "append-only passed books"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for name, acts, each in (("rows", "update or delete", "row"), ("table", "truncate", "statement")):
            await engine.run_ddl(
                f"create trigger append_only_{name} before {acts} on surveys.passed_book "
                f"for each {each} execute function refuse_change()"
            )

    manager.add_raw(run)
    return manager
