"""What the table classes cannot say: a draw goes forward only, a task stays that of its firm, and whoever has a task for a
firm outside the roster gets no officer for it either.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T02:30:00:000031"
VERSION = "1.38.0"
DESCRIPTION = (
    "draws go forward only, tasks keep their firm and items, no officer for a firm outside the roster"
)

#: Going back to `prepared` would thaw the rosters; giving up a draw that has its values would be a second throw.
FORWARD_ONLY = """
create function refuse_step_back_of_draw() returns trigger language plpgsql as $$
begin
    if new.status <> old.status and (old.status, new.status) not in (
        ('prepared', 'committed'), ('prepared', 'abandoned'), ('committed', 'entropy'), ('committed', 'abandoned'),
        ('entropy', 'drawn'), ('entropy', 'infeasible'), ('entropy', 'void')) then
        raise exception 'a draw goes forward only' using errcode = 'check_violation';
    end if;
    if old.entered_at is not null and (new.witnesses <> old.witnesses or new.source_note <> old.source_note) then
        raise exception 'the witnesses of a draw are named once' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

KEPT_TASK = """
create function refuse_change_of_task() returns trigger language plpgsql as $$
begin
    if (new.number, new.draw, new.organ, new.firm, new.stratum, new.items, new.basis, new.lead)
       is distinct from (old.number, old.draw, old.organ, old.firm, old.stratum, old.items, old.basis, old.lead) then
        raise exception 'a task stays that of its draw, its firm and its items' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

BY_LOT_ALONE = """
create or replace function refuse_officer_not_drawn() returns trigger language plpgsql as $$
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
             left join draw_subject as subject on subject.draw = task.draw and subject.firm = task.firm
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

STATEMENTS = (
    FORWARD_ONLY,
    KEPT_TASK,
    BY_LOT_ALONE,
    "create trigger forward_only before update on inspection_draw "
    "for each row execute function refuse_step_back_of_draw()",
    "create trigger kept_task before update on inspection_task "
    "for each row execute function refuse_change_of_task()",
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
