"""Counts of requests need no durability: without it, counting one costs no write to the disk."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:12:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "counts of requests are unlogged"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="api_keys", description=DESCRIPTION)

    async def run():
        await engine_finder().run_ddl("alter table quota_use set unlogged")

    manager.add_raw(run)
    return manager
