"""What the table classes cannot say: a fine keeps to its line, what workers paid goes back, a licence in force is what is revoked."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T22:50:00:000091"
VERSION = "1.38.0"
DESCRIPTION = (
    "a fine keeps to the line it was weighed by, refunds are ordered, only a licence in force is revoked"
)

#: Until the decision. What a reconsideration or a court makes of the sum afterwards is theirs.
WITHIN_LINE = """
create or replace function fine_within_line() returns trigger language plpgsql as $$
declare
    used case_weighing;
begin
    if new.fine = 0 or new.status not in ('reported', 'notified', 'heard', 'decided') then
        return new;
    end if;
    select * into used from case_weighing where case_id = new.id order by position desc limit 1;
    if used.tier_high is null then
        return new;
    end if;
    if new.fine > used.tier_high or (new.fine < used.tier_low and new.mitigation = '') then
        raise exception 'a fine outside the line of the benchmark that it was weighed by' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
SHOWN = """
create or replace function mitigation_shown() returns trigger language plpgsql as $$
begin
    if new.mitigation <> '' and new.status in ('reported', 'notified', 'heard', 'decided') and not exists (
        select 1 from (select * from case_weighing where case_id = new.id order by position desc limit 1) as used
        where cardinality(used.mitigation_evidence) + cardinality(used.mitigation_heard) > 0) then
        raise exception 'a ground of mitigation names what shows it' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
#: The two articles that order what was taken given back in a time limit, besides the fine.
REFUNDS_ORDERED = """
create or replace function refunds_ordered() returns trigger language plpgsql as $$
declare
    taken numeric; back numeric; days integer;
begin
    if new.status <> 'decided' or old.status = 'decided' then
        return new;
    end if;
    if new.violation = any(array['V-13', 'V-42']) then
        select coalesce(sum(paid), 0), coalesce(sum((select sum(amount) from case_refund where victim = case_victim.id)), 0)
          into taken, back from case_victim where case_id = new.id and struck_at is null;
        select refund_days into days from case_weighing where case_id = new.id order by position desc limit 1;
        if new.refunded <> taken or (taken > back and coalesce(days, 0) = 0) then
            raise exception 'what workers paid is ordered back in a time limit' using errcode = 'check_violation';
        end if;
    end if;
    return new;
end $$
"""
REVOKED_IN_FORCE = """
create or replace function revoked_in_force() returns trigger language plpgsql as $$
begin
    if new.status = 'decided' and old.status <> 'decided' and new.measures && array['revoke', 'revoke_dispatch']::varchar[] and exists (
        select 1 from unnest(new.measures) as m
        where m in ('revoke', 'revoke_dispatch') and not exists (
            select 1 from registration_entry where firm = new.firm and status in ('valid', 'renewal_pending')
               and kind = case m when 'revoke' then 'hr_licence' else 'dispatch_licence' end)) then
        raise exception 'only a licence in force is revoked' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    WITHIN_LINE,
    SHOWN,
    REFUNDS_ORDERED,
    REVOKED_IN_FORCE,
    (
        "create trigger fine_within_line before insert or update on penalty_case "
        "for each row execute function fine_within_line()"
    ),
    (
        "create trigger mitigation_shown before insert or update on penalty_case "
        "for each row execute function mitigation_shown()"
    ),
    (
        "create trigger refunds_ordered before update of status on penalty_case "
        "for each row execute function refunds_ordered()"
    ),
    (
        "create trigger revoked_in_force before update of status on penalty_case "
        "for each row execute function revoked_in_force()"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
