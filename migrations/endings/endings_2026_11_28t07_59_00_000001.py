"""A decision that is not yet served still belongs to the one open matter of its licence."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:59:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one open matter a licence, until its decision is served"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="endings", description=DESCRIPTION)

    async def run():
        await engine_finder().run_ddl("drop index ending_one_open")
        await engine_finder().run_ddl(
            "create unique index ending_one_open on ending (licence)"
            " where status in ('opened', 'told', 'hearing', 'heard', 'proposed', 'decided')"
        )

    manager.add_raw(run)
    return manager
