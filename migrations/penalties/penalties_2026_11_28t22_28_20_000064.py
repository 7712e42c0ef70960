"""What the table class cannot say of a penalty on the spot after its review: lighter once, gone for good."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T22:28:20:000064"
VERSION = "1.38.0"
DESCRIPTION = "a penalty on the spot changes by a review alone, and never upwards"

SPOT_STAYS = """
create or replace function spot_penalty_stays() returns trigger language plpgsql as $$
begin
    if (new.number, new.organ, new.firm, new.party, new.violation, new.facts, new.defence, new.warning,
        new.decided_at, new.decided_on, new.pay_due_on, new.officer_a, new.officer_b, new.document)
       is distinct from
       (old.number, old.organ, old.firm, old.party, old.violation, old.facts, old.defence, old.warning,
        old.decided_at, old.decided_on, old.pay_due_on, old.officer_a, old.officer_b, old.document) then
        raise exception 'what was decided on the spot does not change' using errcode = 'check_violation';
    end if;
    if new.fine <> old.fine and (new.fine > old.fine or new.decided_fine is distinct from coalesce(old.decided_fine, old.fine))
       or old.decided_fine is not null and new.decided_fine is distinct from old.decided_fine then
        raise exception 'what was decided on the spot does not change, but for a lighter fine after a review'
            using errcode = 'check_violation';
    end if;
    if old.status = 'quashed' and (new.status, new.fine, new.ended_on, new.end_reason)
       is distinct from (old.status, old.fine, old.ended_on, old.end_reason) then
        raise exception 'what was quashed stays quashed' using errcode = 'check_violation';
    end if;
    if old.collecting <> '' and (new.collecting, new.collecting_reason, new.receipt)
       is distinct from (old.collecting, old.collecting_reason, old.receipt) then
        raise exception 'what was collected on the spot is not collected again' using errcode = 'check_violation';
    end if;
    if (old.handed_in_on is not null and new.handed_in_on is distinct from old.handed_in_on)
       or (old.banked_on is not null and new.banked_on is distinct from old.banked_on) then
        raise exception 'the way of the money is entered once' using errcode = 'check_violation';
    end if;
    if new.collecting = '' and (new.handed_in_on is not null or new.banked_on is not null) then
        raise exception 'only what was collected is handed in' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""


async def run() -> None:
    """Execute the statement in the transaction of the migration."""
    await engine_finder().run_ddl(SPOT_STAYS)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
