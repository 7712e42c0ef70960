"""The log only grows, leaf by leaf without a gap, and every leaf carries its own hash; for everybody who writes.

The insert trigger holds its ground only under the lock that `ledger.actions.append` takes; without it two writers
would be told apart by the unique keys instead.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:40:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "append-only, dense and self-hashing"

REFUSE = """
create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
    raise exception 'the register log is append-only' using errcode = 'insufficient_privilege';
end $$
"""

NEXT = """
create function check_next_leaf() returns trigger language plpgsql as $$
declare
    last leaf%rowtype;
    count bigint;
begin
    select * into last from leaf order by seq desc limit 1;
    if new.seq <> coalesce(last.seq + 1, 0) then
        raise exception 'leaf % does not follow leaf %', new.seq, last.seq using errcode = 'check_violation';
    end if;
    select coalesce(max(eseq), 0) into count from leaf where entity = new.entity;
    if new.eseq <> count + 1 then
        raise exception 'leaf % of % does not follow %', new.eseq, new.entity, count using errcode = 'check_violation';
    end if;
    if new.at < last.at then
        raise exception 'leaf % is earlier than the leaf before it', new.seq using errcode = 'check_violation';
    end if;
    if new.leaf_hash <> sha256('\\x00'::bytea || convert_to(new.leaf_data, 'UTF8'))
        or substring(new.nodes for 32) <> new.leaf_hash then
        raise exception 'leaf % has not the hash of its data', new.seq using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

TRIGGERS = (
    "create trigger append_only_rows before update or delete on leaf "
    "for each row execute function refuse_ledger_change()",
    "create trigger append_only_table before truncate on leaf "
    "for each statement execute function refuse_ledger_change()",
    "create trigger append_only_next before insert on leaf for each row execute function check_next_leaf()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="ledger", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in (REFUSE, NEXT, *TRIGGERS):
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
