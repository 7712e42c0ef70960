"""An adopted local value is frozen; an office has one draft and, for a day, one value of a number."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T00:50:00:000020"
VERSION = "1.38.0"
DESCRIPTION = "frozen local values"

FROZEN = """
create function refuse_change_of_local_value() returns trigger language plpgsql as $$
begin
    if old.status <> 'draft' then
        raise exception 'an adopted value does not change; a later decree does' using errcode = 'check_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$
"""

STATEMENTS = (
    FROZEN,
    "create trigger frozen_value before update or delete on local_value "
    "for each row execute function refuse_change_of_local_value()",
    "create unique index local_value_one_draft on local_value (organ_id, key) where status = 'draft'",
    "create unique index local_value_one_a_day on local_value (organ_id, key, from_on) where status = 'adopted'",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="casework", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
