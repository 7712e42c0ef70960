"""What the table classes cannot say: the same proposal waits only once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T01:30:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "one open proposal for a login, and for a person's office"

STATEMENTS = (
    "create unique index office_proposal_login on office_proposal (login) where status = 'proposed' and login <> ''",
    (
        "create unique index office_proposal_office on office_proposal (person, organ, role) "
        "where status = 'proposed' and person is not null"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="accounts", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
