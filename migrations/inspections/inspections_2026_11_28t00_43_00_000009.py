"""What the table classes cannot say: a secret is bound with the commitment and opened once, only the lot puts an officer
into a team, amendments, statements and misconduct only grow.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T00:43:00:000009"
VERSION = "1.38.0"
DESCRIPTION = "secrets bound and opened once, officers by lot alone, append-only amendments and statements"

VALUES = """
update inspection_draw set entropy = jsonb_build_array(jsonb_build_object(
    'id', params->'entropy'->alternative->'sources'->0->>'id', 'value', value))
where entered_at is not null
"""

FROZEN_DRAW = """
create or replace function refuse_change_of_committed_draw() returns trigger language plpgsql as $$
begin
    if new.draw_id <> old.draw_id or new.organ <> old.organ or new.basis <> old.basis
        or new.reassigns is distinct from old.reassigns then
        raise exception 'number and basis of a draw do not change' using errcode = 'check_violation';
    end if;
    if old.status <> 'prepared' and (new.params <> old.params or new.session_at <> old.session_at
        or new.committed_at is distinct from old.committed_at or new.disclosure <> old.disclosure) then
        raise exception 'the parameters of a committed draw are frozen' using errcode = 'check_violation';
    end if;
    if old.entered_at is not null and (new.entropy <> old.entropy or new.evidence <> old.evidence
        or new.alternative is distinct from old.alternative or new.entered_at is distinct from old.entered_at) then
        raise exception 'the value of a draw is entered once' using errcode = 'check_violation';
    end if;
    if old.disclosed_at is not null and new.disclosed_at is distinct from old.disclosed_at then
        raise exception 'what was made public stays public' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

BOUND_SECRET = """
create function refuse_change_of_draw_secret() returns trigger language plpgsql as $$
declare
    stands text;
begin
    select status into stands from inspection_draw
    where id = case when tg_op = 'DELETE' then old.draw else new.draw end for share;
    if tg_op <> 'UPDATE' then
        if stands <> 'prepared' then
            raise exception 'the parties of a committed draw are frozen' using errcode = 'check_violation';
        end if;
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    if new.draw <> old.draw or new.party <> old.party or (stands <> 'prepared' and (
        new.commitment <> old.commitment or new.deposited_at is distinct from old.deposited_at)) then
        raise exception 'a secret is bound with the commitment' using errcode = 'check_violation';
    end if;
    if new.value <> old.value and (stands <> 'entropy' or old.value <> '') then
        raise exception 'a secret is opened once, after the announced values' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

BY_LOT_ALONE = """
create function refuse_officer_not_drawn() returns trigger language plpgsql as $$
begin
    if exists (
        with drawn as materialized (
            select result.draw, team->>'subject' as subject, member->>'inspector' as pseudonym
            from draw_result as result, jsonb_array_elements(result.record->'assignment'->'teams') as team,
                 jsonb_array_elements(team->'members') as member
            where result.draw in (select task.draw from inspection_task as task join added on added.task = task.id)
            union all
            select amendment.draw, coalesce(nullif(amendment.record->>'new_subject', ''), amendment.record->>'subject'),
                   member->>'inspector'
            from draw_amendment as amendment, jsonb_array_elements(amendment.record->'members') as member
            where amendment.draw in (select task.draw from inspection_task as task join added on added.task = task.id)
        )
        select from added
             join inspection_task as task on task.id = added.task
             join draw_subject as subject on subject.draw = task.draw and subject.firm = task.firm
             left join draw_inspector as officer on officer.draw = task.draw and officer.pseudonym = added.pseudonym
             left join drawn on drawn.draw = task.draw and drawn.subject = subject.subject
                and drawn.pseudonym = added.pseudonym
        where drawn.pseudonym is null or officer.person is distinct from added.person
    ) then
        raise exception 'an officer comes into a team by the lot alone' using errcode = 'check_violation';
    end if;
    return null;
end $$
"""

LEAVES_ONLY = """
create function refuse_change_of_member() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or (new.task, new.slot, new.role, new.pseudonym, new.person, new.name)
        is distinct from (old.task, old.slot, old.role, old.pseudonym, old.person, old.name)
        or old.until_at is not null then
        raise exception 'a member of a team can only leave it' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

GROWING = ("draw_amendment", "draw_statement", "draw_misconduct")

STATEMENTS = (
    VALUES,
    FROZEN_DRAW,
    BOUND_SECRET,
    BY_LOT_ALONE,
    LEAVES_ONLY,
    "create trigger bound_secrets before insert or update or delete on draw_secret "
    "for each row execute function refuse_change_of_draw_secret()",
    "create unique index task_member_one_in_slot on task_member (task, slot) where until_at is null",
    "create unique index task_member_one_person on task_member (task, person) where until_at is null",
    "create unique index amendment_request_open on amendment_request (draw, kind, subject, inspector) "
    "where status = 'requested'",
    "create index draw_subject_by_firm on draw_subject (draw, firm)",
    "create trigger by_lot_alone after insert on task_member referencing new table as added "
    "for each statement execute function refuse_officer_not_drawn()",
    "create trigger leaves_only before update or delete on task_member "
    "for each row execute function refuse_change_of_member()",
    *(
        f"create trigger append_only_rows before update or delete on {table} "
        "for each row execute function refuse_inspection_change()"
        for table in GROWING
    ),
    *(
        f"create trigger append_only_table before truncate on {table} "
        "for each statement execute function refuse_inspection_change()"
        for table in GROWING
    ),
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
