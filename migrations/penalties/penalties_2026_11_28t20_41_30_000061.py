"""What the table classes cannot say of an unpaid fine on the spot: who decides, in which order, and that it stays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T20:41:30:000061"
VERSION = "1.38.0"
DESCRIPTION = "unpaid fines on the spot: decided by neither officer, demanded before the court, kept as decided"

APART = """
create or replace function spot_money_apart() returns trigger language plpgsql as $$
begin
    if new.decider is not null and exists (
        select from spot_penalty as s where s.id = new.spot and new.decider in (s.officer_a, s.officer_b)
    ) then
        raise exception 'who decided on the spot does not decide on its money' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
SURCHARGE = """
create or replace function spot_surcharge_within() returns trigger language plpgsql as $$
declare
    of_spot spot_penalty;
begin
    select * into of_spot from spot_penalty where id = new.spot;
    if of_spot.fine = 0 or new.amount > of_spot.fine or new.from_on <= of_spot.pay_due_on then
        raise exception 'a surcharge follows the last day to pay and never passes the fine'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
PLAN = """
create or replace function spot_plan_stays() returns trigger language plpgsql as $$
begin
    if old.status <> 'asked' then
        raise exception 'what was decided on a deferral does not change' using errcode = 'check_violation';
    end if;
    if (new.spot, new.number, new.asked_on, new.pay_due_on, new.reason, new.parts, new.entered_by, new.ends_on,
        new.application_document)
       is distinct from (old.spot, old.number, old.asked_on, old.pay_due_on, old.reason, old.parts, old.entered_by,
        old.ends_on, old.application_document) then
        raise exception 'what was asked for does not change' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
DEMAND = """
create or replace function spot_demand_stays() returns trigger language plpgsql as $$
begin
    if (new.spot, new.number, new.document, new.issued_on, new.amount)
       is distinct from (old.spot, old.number, old.document, old.issued_on, old.amount)
       or (old.served_on is not null and (new.served_on, new.due_on) is distinct from (old.served_on, old.due_on)) then
        raise exception 'a demand stays as it was made and served' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
COURT = """
create or replace function spot_application_after_demand() returns trigger language plpgsql as $$
begin
    if not exists (
        select from spot_demand as d where d.id = new.demand and d.spot = new.spot and d.due_on < new.applied_on
    ) then
        raise exception 'the court is asked after a demand was served and its days have passed'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    APART,
    *(
        f"create trigger spot_money_apart before insert or update on {table} "
        "for each row execute function spot_money_apart()"
        for table in ("spot_plan", "spot_surcharge", "spot_application")
    ),
    SURCHARGE,
    (
        "create trigger spot_surcharge_within before insert on spot_surcharge "
        "for each row execute function spot_surcharge_within()"
    ),
    PLAN,
    "create trigger spot_plan_stays before update on spot_plan for each row execute function spot_plan_stays()",
    DEMAND,
    (
        "create trigger spot_demand_stays before update on spot_demand "
        "for each row execute function spot_demand_stays()"
    ),
    COURT,
    (
        "create trigger spot_application_after_demand before insert on spot_application "
        "for each row execute function spot_application_after_demand()"
    ),
    "create unique index spot_plan_one on spot_plan (spot) where status in ('asked', 'approved')",
    "create unique index spot_demand_unserved_one on spot_demand (spot) where served_on is null",
    (
        "create unique index spot_application_one on spot_application (spot) "
        "where status in ('applied', 'accepted', 'granted')"
    ),
    *(
        statement
        for table in ("spot_surcharge", "spot_delivery")
        for statement in (
            (
                f"create trigger append_only_rows before update or delete on {table} "
                "for each row execute function refuse_change()"
            ),
            (
                f"create trigger append_only_table before truncate on {table} "
                "for each statement execute function refuse_change()"
            ),
        )
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
