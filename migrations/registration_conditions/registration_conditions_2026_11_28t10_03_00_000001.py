"""The same order is entered once, lines of the history are only added, and an entry stands only with its history."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T10:03:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one entry for an order, append-only history"

STATEMENTS = (
    """create unique index condition_of_one_document
        on registration_condition (registration_kind, registration_number, kind, ground, document_number)
        where document_number <> '' and status not in ('declined', 'void')""",
    """create unique index condition_own_open
        on registration_condition (registration_kind, registration_number, kind, ground)
        where document_number = '' and status in ('opened', 'told', 'ready', 'decided')""",
    """create trigger append_only_rows before update or delete on condition_event
        for each row execute function refuse_change()""",
    """create trigger append_only_table before truncate on condition_event
        for each statement execute function refuse_change()""",
    """
    create function condition_stands_on_its_history() returns trigger language plpgsql as $$
    begin
        if new.status = 'entered' and not exists (
            select from condition_event where condition_event.condition = new.id and act = 'imposed') then
            raise exception 'an entry on a registration stands only with its history'
                using errcode = 'check_violation';
        end if;
        return new;
    end $$
    """,
    # At the end of the transaction: the step and the line are written one after the other.
    """create constraint trigger condition_history after insert or update on registration_condition
        deferrable initially deferred
        for each row execute function condition_stands_on_its_history()""",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    for statement in STATEMENTS:
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(
        migration_id=ID, app_name="registration_conditions", description=DESCRIPTION
    )
    manager.add_raw(run)
    return manager
