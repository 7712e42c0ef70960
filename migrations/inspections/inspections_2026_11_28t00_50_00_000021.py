"""What the table classes cannot say: adopted lists and rounds are frozen, versions of rosters only grow, an organ has one
draft and one plan in force for a year, a firm has one living entry in the do-not-disturb list.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T00:50:00:000021"
VERSION = "1.38.0"
DESCRIPTION = "frozen lists and rounds, append-only rosters, one plan in force"

FROZEN_LIST = """
create function refuse_change_of_adopted_list() returns trigger language plpgsql as $$
begin
    if old.status <> 'draft' then
        raise exception 'an adopted list of items does not change' using errcode = 'check_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$
"""

FROZEN_ROUND = """
create function refuse_change_of_public_round() returns trigger language plpgsql as $$
declare
    concerned uuid := case when tg_op = 'DELETE' then old.plan else new.plan end;
    stands text;
begin
    -- Waits for an adoption that is being made, so that nothing slips in beside it.
    select status into stands from inspection_plan where id = concerned for share;
    if stands <> 'draft' or (tg_op = 'UPDATE' and old.plan <> new.plan) then
        raise exception 'the rounds of a public plan do not change' using errcode = 'check_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$
"""

STATEMENTS = (
    FROZEN_LIST,
    FROZEN_ROUND,
    "create trigger frozen_list before update or delete on inspection_item_list "
    "for each row execute function refuse_change_of_adopted_list()",
    "create trigger frozen_round before insert or update or delete on plan_line "
    "for each row execute function refuse_change_of_public_round()",
    "create trigger append_only_rows before update or delete on inspection_roster_version "
    "for each row execute function refuse_inspection_change()",
    "create trigger append_only_table before truncate on inspection_roster_version "
    "for each statement execute function refuse_inspection_change()",
    "drop index inspection_plan_one_living",
    "create unique index inspection_plan_one_draft on inspection_plan (organ, year) where status = 'draft'",
    "create unique index inspection_plan_one_in_force on inspection_plan (organ, year) where status = 'adopted'",
    "create unique index inspection_plan_version_once on inspection_plan (organ, year, version) "
    "where status in ('adopted', 'superseded')",
    "create unique index inspection_item_list_one_draft on inspection_item_list (organ) where status = 'draft'",
    "create unique index inspection_item_list_one_a_day on inspection_item_list (organ, from_on) "
    "where status = 'adopted'",
    "create unique index do_not_disturb_one_living on do_not_disturb (firm) where status in ('proposed', 'entered')",
    "create unique index inspection_officer_one_current on inspection_officer (person, organ) where to_on is null",
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
