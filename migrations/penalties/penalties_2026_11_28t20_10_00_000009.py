"""What the table classes cannot say: no decision while something is open, none heavier than announced, no act fined twice."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T20:10:00:000009"
VERSION = "1.38.0"
DESCRIPTION = "no decision while something is open, none heavier than announced, no act fined twice"

NOTHING_OPEN = """
create or replace function case_ends_with_nothing_open() returns trigger language plpgsql as $$
begin
    if new.status = old.status or new.status not in ('decided', 'handled', 'no_penalty') then
        return new;
    end if;
    if exists (select 1 from case_recusal where case_id = new.id and status = 'asked') then
        raise exception 'nothing is decided while somebody is asked to keep away' using errcode = 'check_violation';
    end if;
    if exists (select 1 from firm where id = new.firm and merged_into is not null) then
        raise exception 'nothing is decided on a party that was merged into another' using errcode = 'check_violation';
    end if;
    if new.status <> 'no_penalty' and exists (
        select 1 from evidence_alarm as a join case_evidence as e on e.id = a.evidence
        where e.case_id = new.id and a.restored_at is null
          and not exists (select 1 from evidence_exclusion as x where x.evidence = e.id)
    ) then
        raise exception 'nothing is decided on evidence that changed' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
DECIDED_LAWFULLY = """
create or replace function case_decided_lawfully() returns trigger language plpgsql as $$
declare
    began date;
begin
    if new.status <> 'decided' or old.status = 'decided' then
        return new;
    end if;
    if new.fine > coalesce((new.noticed ->> 'fine')::numeric, 0)
       or new.confiscated > coalesce((new.noticed ->> 'confiscated')::numeric, 0)
       or exists (select 1 from unnest(new.measures) as m where not coalesce(new.noticed -> 'measures', '[]'::jsonb) ? m) then
        raise exception 'a penalty is not heavier than the one announced' using errcode = 'check_violation';
    end if;
    if new.violation = any(array['V-01', 'V-07', 'V-08', 'V-09', 'V-10', 'V-11', 'V-15', 'V-16', 'V-18', 'V-21', 'V-25', 'V-27',
                                 'V-28', 'V-30', 'V-36'])
       and new.confiscated + new.refunded <> new.gains then
        raise exception 'gains that are not given back are confiscated' using errcode = 'check_violation';
    end if;
    if new.is_complicated and new.reviewed_on is null then
        raise exception 'a complicated case is not decided without legal review' using errcode = 'check_violation';
    end if;
    if new.discussed_on is null
       and (new.is_complicated or new.measures && array['revoke', 'revoke_dispatch', 'close', 'stop_business']::varchar[]) then
        raise exception 'a heavy penalty is not decided without the discussion of the heads' using errcode = 'check_violation';
    end if;
    if new.fine = 0 or length(coalesce((select other_act from case_weighing where case_id = new.id
                                        order by position desc limit 1), '')) >= 10 then
        return new;
    end if;
    began := coalesce((select act_began_on from case_opening where case_id = new.id), new.act_ended_on);
    if exists (
        select 1 from penalty_case as c left join case_opening as o on o.case_id = c.id
        where c.id <> new.id and c.fine > 0 and c.status in ('decided', 'served', 'closed') and c.violation = new.violation
          and (c.firm = new.firm or (new.firm is null and c.firm is null and c.party_name = new.party_name))
          and daterange(coalesce(o.act_began_on, c.act_ended_on), c.act_ended_on, '[]')
              && daterange(began, new.act_ended_on, '[]')
    ) then
        raise exception 'one act is not fined twice' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    NOTHING_OPEN,
    DECIDED_LAWFULLY,
    (
        "create trigger case_ends_with_nothing_open before update of status on penalty_case "
        "for each row execute function case_ends_with_nothing_open()"
    ),
    (
        "create trigger case_decided_lawfully before update of status on penalty_case "
        "for each row execute function case_decided_lawfully()"
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
