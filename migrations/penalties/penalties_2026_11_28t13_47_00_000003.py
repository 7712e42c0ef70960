"""What the table classes cannot say: a refusal stands for the entry into which the party was merged; one open request at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T13:47:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "a merged party keeps its refused order"

FINE_NEEDS_REFUSAL = """
create or replace function fine_needs_refusal() returns trigger language plpgsql as $$
begin
    if new.fine > 0 and new.ground = 'refusal' and not exists (
        select 1 from correction_order as o
        where o.id = new.correction_order and o.status = 'refused' and o.violation = new.violation
          and (select coalesce(merged_into, id) from firm where firm.id = o.firm)
              is not distinct from (select coalesce(merged_into, id) from firm where firm.id = new.firm)
          and (new.firm is not null or o.party_name = new.party_name)
    ) then
        raise exception 'a fine on refusal needs an order of the same party and violation that was refused'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    FINE_NEEDS_REFUSAL,
    "create unique index case_recusal_open on case_recusal (case_id, person) where status = 'asked'",
    "create unique index case_designation_open on case_designation (case_id) where status = 'asked'",
    (
        "create unique index case_transfer_out on case_transfer (case_id) "
        "where direction = 'out' and status <> 'returned'"
    ),
    "create unique index order_extension_open on order_extension (order_id) where status = 'asked'",
)
APPEND_ONLY = ("case_party", "regulatory_talk")


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
