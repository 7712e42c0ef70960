"""One publication of a matter is public at a time; one that ended may be followed by another. Why it stays may be noted."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T17:30:00:000031"
VERSION = "1.38.0"
DESCRIPTION = "one publication of a matter at a time"

STATEMENTS = (
    "create unique index publication_once_shown on publication (kind, matter_id) where ended_on is null",
    "drop trigger keep_words on publication",
    "create trigger keep_words before update or delete on publication "
    "for each row execute function refuse_rewording('ended_on', 'end_reason', 'kept_reason')",
    # What has ended is not kept up any more.
    "alter table publication add constraint kept_while_shown check (kept_reason = '' or ended_on is null)",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="casework", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
