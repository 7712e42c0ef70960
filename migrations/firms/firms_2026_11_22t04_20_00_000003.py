"""Former names are looked up when a list is compared with the register."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:20:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "index of former names"


async def run() -> None:
    """One index."""
    await engine_finder().run_ddl("create index firm_former_names on firm using gin (former_names)")


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
