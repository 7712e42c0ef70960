"""What a phone recorded is evidence: each entry follows the one before it, its hash is that of its text, and nothing of it
is ever changed or removed; a settled conflict stays settled.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T00:44:30:000001"
VERSION = "1.38.0"
DESCRIPTION = "chained, append-only entries of phones"

FOLLOWS = """
create function refuse_device_entry_out_of_chain() returns trigger language plpgsql as $$
declare
    latest record;
begin
    if new.hash <> encode(sha256(convert_to(new.text, 'UTF8')), 'hex') then
        raise exception 'the hash is not that of the text' using errcode = 'check_violation';
    end if;
    select seq, hash, bundle, person into latest from device_entry
     where task = new.task and device = new.device order by seq desc limit 1;
    if not found then
        if new.seq <> 1 or new.prev <> new.bundle then
            raise exception 'a chain begins with its bundle' using errcode = 'check_violation';
        end if;
    elsif new.seq <> latest.seq + 1 or new.prev <> latest.hash or new.bundle <> latest.bundle
        or new.person <> latest.person then
        raise exception 'the entry does not follow the one before it' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

KEPT = """
create trigger append_only_rows before update or delete on %(table)s
    for each row execute function refuse_inspection_change();
create trigger append_only_table before truncate on %(table)s
    for each statement execute function refuse_inspection_change();
"""

IN_CHAIN = """
create trigger device_entry_follows before insert on device_entry
    for each row execute function refuse_device_entry_out_of_chain();
create index device_entry_pictures on device_entry (task, picture) where picture <> '';
"""

SCRIPTS = (IN_CHAIN, KEPT % {"table": "device_entry"}, KEPT % {"table": "settled_conflict"})
STATEMENTS = (FOLLOWS, *(each for script in SCRIPTS for each in script.split(";") if each.strip()))


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """What Piccolo calls."""
    manager = MigrationManager(migration_id=ID, app_name="inspections", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
