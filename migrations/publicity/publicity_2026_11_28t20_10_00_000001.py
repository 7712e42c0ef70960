"""What was asked stays as it was asked, what was decided as it was decided; one request of a publication is open at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T20:10:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "requests for correction are not reworded"

STATEMENTS = (
    "create trigger keep_words before update or delete on publicity_correction for each row "
    "execute function refuse_rewording('status', 'outcome', 'masks', 'left_open', 'fields', 'served_sha256', 'reason', "
    "'proposed_by', 'proposed_name', 'proposed_at', 'note', 'decided_by', 'decided_name', 'decided_at', 'corrected', "
    "'document')",
    "create trigger keep_decided before update on publicity_correction for each row "
    "when (old.status in ('corrected', 'refused')) execute function refuse_rewording('nothing')",
    "create unique index publicity_correction_open on publicity_correction (publication) "
    "where status in ('asked', 'proposed')",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="publicity", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
