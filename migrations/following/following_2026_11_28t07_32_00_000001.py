"""One line for the whole register and one for each firm; a short list of what waits; from where telling begins."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:32:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "what is followed once, what waits"

STATEMENTS = (
    "create unique index followed_once on followed (follower, firm) nulls not distinct",
    "create index message_waiting on message (due_at) where status = 'waiting'",
    "create index followed_change_untold on followed_change (follower) where message is null",
    # Nobody is told of what was before there were followers.
    "insert into following_cursor (id, seq) select 1, coalesce(max(seq), 0) from register_change",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="following", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
