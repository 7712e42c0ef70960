"""What the table classes cannot say: nobody enters without an approved form and a notice, one living approval for a
task, and an approval form that does not change once it was proposed.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T00:43:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "no entry without approval and notice, approval forms frozen once proposed"

#: A confirmed visit that was returned goes back to `started`, and has its approval already.
NO_ENTRY = """
create function refuse_entry_without_approval() returns trigger language plpgsql as $$
begin
    if new.status in ('started', 'submitted') and old.status in ('assigned', 'proposed', 'approved', 'notified')
       and not exists (select from inspection_approval as approval
                       where approval.task = new.id and approval.status = 'approved' and approval.notice is not null) then
        raise exception 'no entry without an approved form and a notice' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

BORN_ASSIGNED = """
create function refuse_task_born_late() returns trigger language plpgsql as $$
begin
    if new.status <> 'assigned' then
        raise exception 'a task begins before its approval' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

FROZEN = """
create function refuse_change_of_approval() returns trigger language plpgsql as $$
begin
    if (new.number, new.task, new.source, new.items, new.items_version, new.officers, new.assistants, new.visit_from,
        new.visit_until, new.announced, new.used, new.cap, new.proposed_by, new.proposed_at)
       is distinct from
       (old.number, old.task, old.source, old.items, old.items_version, old.officers, old.assistants, old.visit_from,
        old.visit_until, old.announced, old.used, old.cap, old.proposed_by, old.proposed_at) then
        raise exception 'an approval form does not change once it was proposed' using errcode = 'check_violation';
    end if;
    if new.status <> old.status and (old.status in ('returned', 'void')
        or (old.status = 'approved' and new.status <> 'void')) then
        raise exception 'an approval that ended does not come back' using errcode = 'check_violation';
    end if;
    if old.paper is not null and new.paper is distinct from old.paper
       or old.notice is not null and new.notice is distinct from old.notice
       or old.served_at is not null and new.served_at is distinct from old.served_at
       or old.decided_at is not null and (new.decided_by is distinct from old.decided_by
                                          or new.decided_at is distinct from old.decided_at) then
        raise exception 'a paper of an approval is issued and served once' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""

KEPT = """
create function refuse_deletion_of_approval() returns trigger language plpgsql as $$
begin
    raise exception 'approval forms stay in the file' using errcode = 'insufficient_privilege';
end $$
"""

STATEMENTS = (
    NO_ENTRY,
    BORN_ASSIGNED,
    FROZEN,
    KEPT,
    "create trigger no_entry before update of status on inspection_task "
    "for each row execute function refuse_entry_without_approval()",
    "create trigger born_assigned before insert on inspection_task "
    "for each row execute function refuse_task_born_late()",
    "create trigger frozen_approval before update on inspection_approval "
    "for each row execute function refuse_change_of_approval()",
    "create trigger kept_approvals before delete on inspection_approval "
    "for each row execute function refuse_deletion_of_approval()",
    "create unique index inspection_approval_one_living on inspection_approval (task) "
    "where status in ('proposed', 'approved')",
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
