"""The changes of the register are counted without a gap, in the order of the log; those that were made before, too."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T06:52:30:000003"
VERSION = "1.38.0"
DESCRIPTION = "dense numbers of changes"

BEFORE = """
insert into register_change (seq, leaf)
select row_number() over (order by seq), seq from leaf
 where type in ('branch_report', 'dispatch_licence', 'filing', 'firm', 'hr_licence', 'publication')
 order by seq
"""

NEXT = """
create function check_next_change() returns trigger language plpgsql as $$
declare
    last register_change%rowtype;
begin
    select * into last from register_change order by seq desc limit 1;
    if new.seq <> coalesce(last.seq + 1, 1) then
        raise exception 'change % does not follow change %', new.seq, last.seq using errcode = 'check_violation';
    end if;
    if new.leaf <= last.leaf then
        raise exception 'change % is of an earlier leaf than the change before it', new.seq using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

TRIGGERS = (
    "create trigger append_only_rows before update or delete on register_change "
    "for each row execute function refuse_ledger_change()",
    "create trigger append_only_table before truncate on register_change "
    "for each statement execute function refuse_ledger_change()",
    "create trigger append_only_next before insert on register_change "
    "for each row execute function check_next_change()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="ledger", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in (BEFORE, NEXT, *TRIGGERS):
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
