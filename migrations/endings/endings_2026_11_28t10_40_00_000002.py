"""Days that a matter keeps beside its clock follow the clock: a holiday entered later moves both."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T10:40:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "the last day to ask for a hearing, and the day of a check, follow their clocks"

FUNCTION = """
create function follow_clock() returns trigger language plpgsql as $$
begin
    if new.kind = 'ending_statement' then
        update ending set heard_by = new.due_on where id = new.matter_id and status in ('told', 'heard', 'hearing', 'proposed');
    elsif new.kind in ('commitment_check', 'commitment_report') then
        update commitment_check set due_on = (
            select min(due_on) from clock where matter_id = new.matter_id and kind in ('commitment_check', 'commitment_report')
        ) where id = new.matter_id and status = 'due';
    end if;
    return null;
end $$
"""


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="endings", description=DESCRIPTION)

    async def run():
        await engine_finder().run_ddl(FUNCTION)
        await engine_finder().run_ddl(
            "create trigger follow_clock after update of due_on on clock"
            " for each row when (old.due_on is distinct from new.due_on) execute function follow_clock()"
        )

    manager.add_raw(run)
    return manager
