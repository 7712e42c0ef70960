"""What the table classes cannot say: rosters and parameters are frozen with the commitment, commitments and results only
grow, and an organ has one living plan of a year.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T05:00:00:000008"
VERSION = "1.38.0"
DESCRIPTION = "frozen rosters, append-only commitments and results, one plan of a year"

FROZEN_ROSTER = """
create function refuse_change_of_committed_roster() returns trigger language plpgsql as $$
declare
    concerned uuid := case when tg_op = 'DELETE' then old.draw else new.draw end;
    stands text;
begin
    -- Waits for a commitment that is being made, so that nothing slips in beside it.
    select status into stands from inspection_draw where id = concerned for share;
    if stands <> 'prepared' or (tg_op = 'UPDATE' and old.draw <> new.draw) then
        raise exception 'the roster of a committed draw is frozen' using errcode = 'check_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$
"""

FROZEN_DRAW = """
create function refuse_change_of_committed_draw() returns trigger language plpgsql as $$
begin
    if new.draw_id <> old.draw_id or new.organ <> old.organ then
        raise exception 'the number of a draw does not change' using errcode = 'check_violation';
    end if;
    if old.status <> 'prepared' and (new.params <> old.params or new.session_at <> old.session_at
        or new.committed_at is distinct from old.committed_at) then
        raise exception 'the parameters of a committed draw are frozen' using errcode = 'check_violation';
    end if;
    if old.entered_at is not null and (new.value <> old.value or new.alternative is distinct from old.alternative
        or new.entered_at is distinct from old.entered_at) then
        raise exception 'the value of a draw is entered once' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

REFUSE = """
create function refuse_inspection_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$
"""

STATEMENTS = (
    FROZEN_ROSTER,
    FROZEN_DRAW,
    REFUSE,
    "create trigger frozen_subjects before insert or update or delete on draw_subject "
    "for each row execute function refuse_change_of_committed_roster()",
    "create trigger frozen_inspectors before insert or update or delete on draw_inspector "
    "for each row execute function refuse_change_of_committed_roster()",
    "create trigger frozen_draw before update on inspection_draw "
    "for each row execute function refuse_change_of_committed_draw()",
    "create trigger append_only_rows before update or delete on draw_commitment "
    "for each row execute function refuse_inspection_change()",
    "create trigger append_only_table before truncate on draw_commitment "
    "for each statement execute function refuse_inspection_change()",
    "create trigger append_only_rows before update or delete on draw_result "
    "for each row execute function refuse_inspection_change()",
    "create trigger append_only_table before truncate on draw_result "
    "for each statement execute function refuse_inspection_change()",
    "create unique index inspection_plan_one_living on inspection_plan (organ, year) where status <> 'discarded'",
    "create index inspection_task_desk on inspection_task (organ, status, published_on)",
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
