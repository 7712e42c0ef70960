"""Whoever entered a report for a caller has no part in its reward; whoever handled it neither decides nor pays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:30:00:000081"
VERSION = "1.38.0"
DESCRIPTION = "a reward is far from whoever entered or handled the report"

STATEMENTS = (
    # What was entered before is known from the log.
    """update hotline_order set recorded_by = (
        select person_id from case_log where matter_kind = 'complaint' and matter_id = hotline_order.complaint
           and action = 'register_hotline' order by id limit 1)""",
    """create function reward_is_far_from_the_report() returns trigger language plpgsql as $$
    declare entered uuid := (select recorded_by from hotline_order where complaint = new.complaint);
    begin
        if entered is not null and entered in (new.proposed_by, new.decided_by, new.paid_by) then
            raise exception 'whoever entered a report has no part in its reward' using errcode = '23514';
        end if;
        if exists (select from case_log where matter_kind = 'complaint' and matter_id = new.complaint
                    and action not in ('extend', 'register_hotline') and person_id in (new.decided_by, new.paid_by)) then
            raise exception 'whoever handled a report neither decides nor pays its reward' using errcode = '23514';
        end if;
        return new;
    end $$""",
    (
        "create trigger reward_is_far_from_the_report before insert or update of proposed_by, decided_by, paid_by "
        "on report_reward for each row execute function reward_is_far_from_the_report()"
    ),
    """create function hotline_entry_stays() returns trigger language plpgsql as $$
    begin
        if new.recorded_by is distinct from old.recorded_by then
            raise exception 'who entered a work order stays on record' using errcode = '23514';
        end if;
        return new;
    end $$""",
    (
        "create trigger hotline_entry_stays before update of recorded_by on hotline_order "
        "for each row execute function hotline_entry_stays()"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="complaints", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
