"""What was issued or made public stays as it was, for everybody who writes: it can be withdrawn or ended, never reworded.

One function for all such tables; the columns that an end may still fill are its arguments.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T02:52:00:000021"
VERSION = "1.38.0"
DESCRIPTION = "papers and publications are not reworded"

KEEP = """
create function refuse_rewording() returns trigger language plpgsql as $$
declare
    before jsonb := to_jsonb(old) - tg_argv;
    after jsonb;
begin
    if tg_op = 'DELETE' then
        raise exception 'a row of % is never deleted', tg_table_name using errcode = 'insufficient_privilege';
    end if;
    after := to_jsonb(new) - tg_argv;
    if before is distinct from after then
        raise exception 'what % says was issued and is never reworded', tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""

TRIGGERS = (
    "create trigger keep_words before update or delete on publication "
    "for each row execute function refuse_rewording('ended_on', 'end_reason')",
    "create trigger keep_words before update or delete on document "
    "for each row execute function refuse_rewording('withdrawn_at', 'firm_id')",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="casework", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in (KEEP, *TRIGGERS):
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
