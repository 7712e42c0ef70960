"""What the table classes cannot say: versions of a licence stay as they are, and what was given so far has its first."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:30:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "append-only versions of licences"

STATEMENTS = (
    """
    insert into licence_version (id, licence, n, term, act, application, from_on, valid_from, valid_to, scope, snapshot,
                                 document, made_at)
    select gen_random_uuid(), id, 1, 1, 'grant', application, issued_on, valid_from, valid_to, scope, snapshot, document, now()
    from licence
    """,
    "create trigger append_only_rows before update or delete on licence_version "
    "for each row execute function refuse_change()",
    "create trigger append_only_table before truncate on licence_version "
    "for each statement execute function refuse_change()",
    "create unique index commitment_check_one_open on commitment_check (licence) where status <> 'passed'",
    # The organ's list of what is under way asks for the licence's application every time.
    "create index application_licence_open on application (licence) "
    "where status in ('received', 'correcting', 'supplement', 'accepted', 'proposed')",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="licensing", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
