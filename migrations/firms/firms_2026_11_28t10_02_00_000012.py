"""Of what hangs on a registration one version is believed for each day and each instant, and none is rewritten."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T10:02:00:000012"
VERSION = "1.38.0"
DESCRIPTION = "versions of what hangs on registrations"

STATEMENTS = (
    """
    alter table registration_limit add constraint registration_limit_one_believed exclude using gist (
        condition with =, daterange(valid_from, valid_to) with &&, tstzrange(known_from, known_to) with &&)
    """,
    """create index registration_limit_present on registration_limit (registration_number, registration_kind)
        where known_to is null""",
    """create trigger registration_limit_keeps before update or delete on registration_limit
        for each row execute function register_keeps_versions()""",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    for statement in STATEMENTS:
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
