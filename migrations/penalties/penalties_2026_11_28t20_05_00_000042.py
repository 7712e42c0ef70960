"""What the table classes cannot say of payments and plans: never more than is owed, and what was decided stays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T20:05:00:000042"
VERSION = "1.38.0"
DESCRIPTION = "nobody pays more than is owed, and a plan stays as it was decided"

#: A fine that was lowered later may have been paid in full before: only what is paid now is measured.
WITHIN_DEBT = """
create or replace function case_payment_within() returns trigger language plpgsql as $$
declare
    owed penalty_case; paid case_payment;
begin
    select * into owed from penalty_case where id = new.case_id for update;
    if owed.decided_on is null or new.paid_on < owed.decided_on then
        raise exception 'nothing is paid before it was decided' using errcode = 'check_violation';
    end if;
    select coalesce(sum(fine), 0) as fine, coalesce(sum(confiscated), 0) as confiscated,
           coalesce(sum(surcharge), 0) as surcharge
      into paid.fine, paid.confiscated, paid.surcharge from case_payment where case_id = new.case_id;
    if (new.fine > 0 and new.fine + paid.fine > owed.fine)
       or (new.confiscated > 0 and new.confiscated + paid.confiscated > owed.confiscated)
       or (new.surcharge > 0 and new.surcharge + paid.surcharge > owed.fine) then
        raise exception 'nobody pays more than was decided and a surcharge of the height of the fine'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
PLAN_STAYS = """
create or replace function payment_plan_stays() returns trigger language plpgsql as $$
begin
    if (new.number, new.case_id, new.organ, new.pay_due_on, new.asked_on, new.by_party, new.author, new.reason, new.parts,
        new.application_document, new.ends_on)
       is distinct from
       (old.number, old.case_id, old.organ, old.pay_due_on, old.asked_on, old.by_party, old.author, old.reason, old.parts,
        old.application_document, old.ends_on) then
        raise exception 'what was asked for does not change' using errcode = 'check_violation';
    end if;
    if old.status <> 'asked' and new is distinct from old then
        raise exception 'a plan stays as it was decided' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    WITHIN_DEBT,
    # After the one that makes amounts exact: triggers run by name.
    (
        "create trigger payment_within before insert on case_payment "
        "for each row execute function case_payment_within()"
    ),
    PLAN_STAYS,
    (
        "create trigger payment_plan_stays before update on payment_plan "
        "for each row execute function payment_plan_stays()"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
