"""A refused declaration does not keep the name from its rightful holder; a name is found on any platform; versions stay."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T10:27:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one living declaration of an account, its versions only added to"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="recruiter_accounts", description=DESCRIPTION)

    async def run():
        for statement in (
            "drop index recruiter_account_once",
            "create unique index recruiter_account_alive_once on recruiter_account (account_key)"
            " where status not in ('closed', 'refused')",
            "create index recruiter_account_handle on recruiter_account (split_part(account_key, E'\\n', 2))",
            "create trigger append_only_rows before update or delete on recruiter_account_version"
            " for each row execute function refuse_change()",
            "create trigger append_only_table before truncate on recruiter_account_version"
            " for each statement execute function refuse_change()",
        ):
            await engine_finder().run_ddl(statement)

    manager.add_raw(run)
    return manager
