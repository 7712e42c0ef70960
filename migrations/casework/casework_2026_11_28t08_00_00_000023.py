"""A firm has one confirmation in force, and what it signed stays as it was signed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T08:00:00:000023"
VERSION = "1.38.0"
DESCRIPTION = "one consent to electronic service in force, signed words kept"

STATEMENTS = (
    "create unique index service_consent_one_signed on service_consent (firm_id) where status = 'signed'",
    """create function refuse_changed_consent() returns trigger language plpgsql as $$
       begin
           if old.status = 'revoked' or new.firm_id <> old.firm_id or new.text <> old.text
              or new.signer_name <> old.signer_name or new.signed_at <> old.signed_at or new.from_on <> old.from_on then
               raise exception 'a signed consent is revoked, not rewritten';
           end if;
           return new;
       end $$""",
    """create trigger consent_signed_once before update on service_consent for each row
       execute function refuse_changed_consent()""",
)


async def run() -> None:
    """In the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="casework", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
