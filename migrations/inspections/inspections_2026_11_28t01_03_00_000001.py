"""What the table classes cannot say: what a firm reported or rated stays as it was said; a correction too."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T01:03:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "what a firm said about a visit does not change; one open correction"

SAID = """
create function refuse_change_of_what_was_said() returns trigger language plpgsql as $$
declare
    -- Columns that a later act may fill in, and that are empty until then.
    later text[] := tg_argv::text[];
    column_name text;
begin
    if to_jsonb(new) - later <> to_jsonb(old) - later then
        raise exception 'what was said in % does not change', tg_table_name using errcode = 'check_violation';
    end if;
    foreach column_name in array later loop
        if coalesce(to_jsonb(old) ->> column_name, '') <> ''
           and column_name <> 'status'
           and to_jsonb(old) -> column_name is distinct from to_jsonb(new) -> column_name then
            raise exception '% of % is entered once', column_name, tg_table_name using errcode = 'check_violation';
        end if;
    end loop;
    if to_jsonb(old) ->> 'answered_at' is not null or to_jsonb(old) ->> 'decided_at' is not null then
        raise exception 'what was decided in % does not change', tg_table_name using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

KEPT = """
create function refuse_deletion_of_what_was_said() returns trigger language plpgsql as $$
begin
    raise exception 'what was said in % stays', tg_table_name using errcode = 'insufficient_privilege';
end $$
"""

DECIDED = "'status', 'decided_by', 'decided_by_name', 'decided_at', 'answer'"
ANSWERED = "'status', 'answered_by', 'answered_by_name', 'answered_at', 'answer'"
FROZEN = {
    "result_correction": DECIDED,
    "entry_report": ANSWERED,
    "door_code": "'scanned_at'",
}

STATEMENTS = (
    SAID,
    KEPT,
    *(
        f"create trigger frozen_words before update on {table} "
        f"for each row execute function refuse_change_of_what_was_said({columns})"
        for table, columns in FROZEN.items()
    ),
    *(
        f"create trigger kept_words before delete on {table} "
        "for each row execute function refuse_deletion_of_what_was_said()"
        for table in FROZEN
    ),
    "create trigger append_only_rows before update or delete on visit_rating "
    "for each row execute function refuse_inspection_change()",
    "create trigger append_only_table before truncate on visit_rating "
    "for each statement execute function refuse_inspection_change()",
    "create unique index result_correction_one_open on result_correction (task) where status = 'proposed'",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="inspections", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
