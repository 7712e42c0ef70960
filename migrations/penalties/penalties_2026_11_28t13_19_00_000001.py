"""What the table classes cannot say: persons apart across tables, no decision over an open hearing, two agents at most."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T13:19:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "persons apart across the tables of a case, no decision over an open hearing"

HEARING_APART = """
create or replace function case_hearing_apart() returns trigger language plpgsql as $$
declare held penalty_case;
begin
    select * into held from penalty_case where id = new.case_id;
    if tg_op = 'INSERT' and (new.notice_document is distinct from held.notice_document
                             or held.notice_served_on is null or new.asked_on < held.notice_served_on) then
        raise exception 'a hearing is asked for under a notice that was served' using errcode = 'check_violation';
    end if;
    if new.status in ('called', 'held', 'reported')
       and (new.chair in (held.handler, held.officer_a, held.officer_b, held.reviewer, held.decider)
            or new.recorder in (held.handler, held.officer_a, held.officer_b, held.reviewer, held.decider)) then
        raise exception 'who investigates, reviews or decides neither presides nor records'
            using errcode = 'check_violation';
    end if;
    if tg_op = 'UPDATE' and old.status in ('reported', 'missed', 'withdrawn', 'void')
       and (new.status <> 'void' or old.status <> 'reported')
       and to_jsonb(new) is distinct from to_jsonb(old) then
        raise exception 'a hearing that is over does not change any more' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
CASE_APART = """
create or replace function case_persons_apart() returns trigger language plpgsql as $$
begin
    if (new.reviewer is not null or new.decider is not null) and exists (
        select 1 from case_hearing as h
        where h.case_id = new.id and h.notice_document = new.notice_document
          and h.status in ('called', 'held', 'reported')
          and (h.chair in (new.reviewer, new.decider) or h.recorder in (new.reviewer, new.decider))
    ) then
        raise exception 'who presides or records neither reviews nor decides' using errcode = 'check_violation';
    end if;
    if new.status = 'decided' and old.status <> 'decided' then
        if exists (select 1 from case_hearing as h where h.case_id = new.id
                   and h.notice_document = new.notice_document and h.status in ('asked', 'called', 'held')) then
            raise exception 'no decision while a hearing is open' using errcode = 'check_violation';
        end if;
        if new.hearing_held_on is not null and new.reviewed_on is null then
            raise exception 'after a hearing there is no decision without legal review'
                using errcode = 'check_violation';
        end if;
    end if;
    return new;
end $$
"""
TWO_AGENTS = """
create or replace function case_hearing_two_agents() returns trigger language plpgsql as $$
begin
    perform 1 from case_hearing where id = new.hearing for update;
    if (select count(*) from case_hearing_agent where hearing = new.hearing) >= 2 then
        raise exception 'one or two agents' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
REVIEW_APART = """
create or replace function case_review_apart() returns trigger language plpgsql as $$
begin
    if exists (select 1 from penalty_case as c where c.id = new.case_id
               and new.reviewer in (c.handler, c.officer_a, c.officer_b)) then
        raise exception 'who investigates does not review' using errcode = 'check_violation';
    end if;
    if not exists (select 1 from legal_reviewer as r where r.person = new.reviewer
                   and (r.qualification <> '' or r.first_reviewed_on < date '2018-01-01')) then
        raise exception 'a first-time reviewer holds the legal qualification' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
VOTERS_APART = """
create or replace function case_discussion_apart() returns trigger language plpgsql as $$
begin
    if exists (select 1 from penalty_case as c, jsonb_array_elements(new.members) as m where c.id = new.case_id
               and (m ->> 'person')::uuid in (c.handler, c.officer_a, c.officer_b)) then
        raise exception 'who investigates does not vote' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
SPOT_STAYS = """
create or replace function spot_penalty_stays() returns trigger language plpgsql as $$
begin
    if (new.number, new.organ, new.firm, new.party, new.violation, new.facts, new.defence, new.warning, new.fine,
        new.decided_at, new.decided_on, new.officer_a, new.officer_b, new.document)
       is distinct from
       (old.number, old.organ, old.firm, old.party, old.violation, old.facts, old.defence, old.warning, old.fine,
        old.decided_at, old.decided_on, old.officer_a, old.officer_b, old.document) then
        raise exception 'what was decided on the spot does not change' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
APPEND_ONLY = ("case_hearing_agent", "case_review", "case_review_need", "case_discussion")
STATEMENTS = (
    HEARING_APART,
    (
        "create trigger case_hearing_apart before insert or update on case_hearing "
        "for each row execute function case_hearing_apart()"
    ),
    CASE_APART,
    (
        "create trigger case_persons_apart before update on penalty_case "
        "for each row execute function case_persons_apart()"
    ),
    TWO_AGENTS,
    (
        "create trigger case_hearing_two_agents before insert on case_hearing_agent "
        "for each row execute function case_hearing_two_agents()"
    ),
    REVIEW_APART,
    (
        "create trigger case_review_apart before insert on case_review "
        "for each row execute function case_review_apart()"
    ),
    VOTERS_APART,
    (
        "create trigger case_discussion_apart before insert on case_discussion "
        "for each row execute function case_discussion_apart()"
    ),
    SPOT_STAYS,
    (
        "create trigger spot_penalty_stays before update on spot_penalty "
        "for each row execute function spot_penalty_stays()"
    ),
    # One hearing that is not over by the party's own will under one notice.
    (
        "create unique index case_hearing_one_open on case_hearing (notice_document) "
        "where status in ('asked', 'called', 'held', 'reported')"
    ),
    "create unique index case_chair_challenge_open on case_chair_challenge (hearing) where answer = ''",
    "create unique index minor_breach_once on minor_breach (organ, violation, from_on)",
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
