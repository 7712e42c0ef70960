"""A fine on the spot stands within the range of its article, whoever writes the row."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:34:00:000052"
VERSION = "1.38.0"
DESCRIPTION = "a fine on the spot stands within its range"

#: On the spot there is no order that was refused, no list of victims and no gains: what is fined at once, for the act.
WITHIN_RANGE = """
create function spot_fine_within_range() returns trigger language plpgsql as $$
declare
    span fine_range;
begin
    if new.fine = 0 then
        return new;
    end if;
    select * into span from fine_range
     where violation = new.violation and condition in ('no_gains', '') and in_force_from <= new.decided_on
     order by condition = '', in_force_from desc limit 1;
    if span.id is null or span.ground <> 'at_once' or span.per <> 'act' then
        raise exception 'nothing of % is fined on the spot', new.violation using errcode = 'check_violation';
    end if;
    if new.fine not between span.least and span.most then
        raise exception 'a fine outside its range' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    WITHIN_RANGE,
    (
        "create trigger spot_fine_within_range before insert on spot_penalty "
        "for each row execute function spot_fine_within_range()"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
