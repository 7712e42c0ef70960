"""A registration is the subject of one open correction at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T10:02:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one open correction a registration"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="register_corrections", description=DESCRIPTION)

    async def run():
        await engine_finder().run_ddl(
            "create unique index register_correction_one_open on register_correction (entry) where status = 'proposed'"
        )

    manager.add_raw(run)
    return manager
