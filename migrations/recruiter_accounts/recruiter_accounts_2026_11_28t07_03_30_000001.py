"""An account of a platform is declared once at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:03:30:000001"
VERSION = "1.38.0"
DESCRIPTION = "one living declaration of an account"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="recruiter_accounts", description=DESCRIPTION)

    async def run():
        await engine_finder().run_ddl(
            "create unique index recruiter_account_once on recruiter_account (account_key) where status <> 'closed'"
        )

    manager.add_raw(run)
    return manager
