"""Checkpoints and cosignatures only come to those there are; a checkpoint never states a smaller tree; openings stay."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T00:50:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "append-only checkpoints and cosignatures"

NEXT = """
create function check_next_checkpoint() returns trigger language plpgsql as $$
declare
    last log_checkpoint%rowtype;
    count bigint;
begin
    select coalesce(max(seq) + 1, 0) into count from leaf;
    if new.size > count then
        raise exception 'a checkpoint of % leaves, where there are %', new.size, count using errcode = 'check_violation';
    end if;
    select * into last from log_checkpoint where origin = new.origin order by id desc limit 1;
    if new.size < last.size or (new.size = last.size and new.root <> last.root) then
        raise exception 'checkpoint of % leaves does not follow that of %', new.size, last.size
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

TRIGGERS = (
    "create trigger append_only_next before insert on log_checkpoint "
    "for each row execute function check_next_checkpoint()",
    *(
        f"create trigger append_only_{name} before {acts} on {table} "
        f"for each {each} execute function refuse_ledger_change()"
        for table in ("log_checkpoint", "log_cosignature")
        for name, acts, each in (("rows", "update or delete", "row"), ("table", "truncate", "statement"))
    ),
    # An opening may be erased, never exchanged.
    "create trigger kept_as_written before update on leaf_secret "
    "for each row execute function refuse_ledger_change()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="ledger", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in (NEXT, *TRIGGERS):
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
