"""What the table classes cannot say: no fine without its order, numbered evidence, files that only grow."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:50:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "a fine on refusal needs the refused order of the same party and violation"

FINE_NEEDS_REFUSAL = """
create or replace function fine_needs_refusal() returns trigger language plpgsql as $$
begin
    if new.fine > 0 and new.ground = 'refusal' and not exists (
        select 1 from correction_order as o
        where o.id = new.correction_order and o.status = 'refused' and o.violation = new.violation
          and o.firm is not distinct from new.firm and (new.firm is not null or o.party_name = new.party_name)
    ) then
        raise exception 'a fine on refusal needs an order of the same party and violation that was refused'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
REFUSAL_STAYS = """
create or replace function refusal_stays() returns trigger language plpgsql as $$
begin
    if old.status = 'refused' and (new.status, new.firm, new.violation, new.party_name)
       is distinct from (old.status, old.firm, old.violation, old.party_name) then
        raise exception 'a refused order does not change any more' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
APPEND_ONLY = ("case_evidence", "case_statement", "case_payment")
STATEMENTS = (
    FINE_NEEDS_REFUSAL,
    (
        "create trigger fine_needs_refusal before insert or update on penalty_case "
        "for each row execute function fine_needs_refusal()"
    ),
    REFUSAL_STAYS,
    (
        "create trigger refusal_stays before update on correction_order "
        "for each row execute function refusal_stays()"
    ),
    "create unique index case_evidence_position on case_evidence (case_id, position)",
    "create index penalty_case_organ_status on penalty_case (organ, status)",
    "create index correction_order_organ_status on correction_order (organ, status)",
    # One case for a refused order.
    (
        "create unique index penalty_case_one_open on penalty_case (correction_order) "
        "where correction_order is not null and status not in ('not_opened', 'withdrawn')"
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
