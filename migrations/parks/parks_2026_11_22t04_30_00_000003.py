"""A firm is in a zone once at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:30:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "no overlapping tenancies"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="parks", description=DESCRIPTION)

    async def run():
        await engine_finder().run_ddl(
            "alter table tenancy add constraint tenancy_no_overlap exclude using gist "
            "(zone with =, firm with =, daterange(from_on, to_on, '[]') with &&)"
        )

    manager.add_raw(run)
    return manager
