"""What the table classes cannot say: who may add what after which step, and what only grows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T14:30:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "the court after a demand that was served, one plan and one application at a time"

DEMAND_BEFORE_COURT = """
create or replace function demand_before_court() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from demand_notice as d
        where d.id = new.demand and d.case_id = new.case_id and d.due_on < new.applied_on
    ) then
        raise exception 'the court is asked ten working days after a demand of the same case was served'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
ELECTRONIC_WITH_CONSENT = """
create or replace function electronic_with_consent() returns trigger language plpgsql as $$
begin
    if new.method = 'electronic' and not exists (
        select 1 from penalty_case as c join service_consent as s on s.firm_id = c.firm
        where c.id = new.case_id and s.from_on <= new.effective_on
          and (s.revoked_on is null or s.revoked_on > new.effective_on)
    ) then
        raise exception 'nothing is served electronically without the signed confirmation of the party'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
SURCHARGE_OF_THE_FINE = """
create or replace function surcharge_within_fine() returns trigger language plpgsql as $$
begin
    if new.amount > (select fine from penalty_case where id = new.case_id) then
        raise exception 'a surcharge is never more than the fine' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
APPEND_ONLY = ("case_delivery", "case_service_address", "surcharge_decision", "payment_plan_part")
STATEMENTS = (
    DEMAND_BEFORE_COURT,
    (
        "create trigger demand_before_court before insert or update on court_application "
        "for each row execute function demand_before_court()"
    ),
    ELECTRONIC_WITH_CONSENT,
    (
        "create trigger electronic_with_consent before insert on case_delivery "
        "for each row execute function electronic_with_consent()"
    ),
    SURCHARGE_OF_THE_FINE,
    (
        "create trigger surcharge_within_fine before insert on surcharge_decision "
        "for each row execute function surcharge_within_fine()"
    ),
    # A quashed decision leaves the refused order free for a new case.
    "drop index penalty_case_one_open",
    (
        "create unique index penalty_case_one_open on penalty_case (correction_order) "
        "where correction_order is not null and status not in ('not_opened', 'withdrawn', 'quashed')"
    ),
    "create unique index surcharge_stay_once on surcharge_stay (case_id, number)",
    "create unique index payment_plan_one_asked on payment_plan (case_id) where status = 'asked'",
    "create unique index payment_plan_one_approved on payment_plan (case_id) where status = 'approved'",
    (
        "create unique index court_application_one_open on court_application (case_id) "
        "where status in ('applied', 'accepted', 'granted')"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)
    for table in APPEND_ONLY:
        await engine.run_ddl(
            f"create trigger append_only_rows before update or delete on {table} "
            "for each row execute function refuse_change()"
        )
        await engine.run_ddl(
            f"create trigger append_only_table before truncate on {table} "
            "for each statement execute function refuse_change()"
        )


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
