"""What was proposed for the public to read stays as it was proposed; one proposal of a case is open at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T17:30:00:000031"
VERSION = "1.38.0"
DESCRIPTION = "what was proposed for the public is not reworded"

STATEMENTS = (
    "create trigger keep_words before update or delete on publicity_redaction for each row "
    "execute function refuse_rewording('status', 'checked_by', 'checked_name', 'checked_at', 'note')",
    "create unique index publicity_redaction_open on publicity_redaction (case_id) where status = 'proposed'",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
