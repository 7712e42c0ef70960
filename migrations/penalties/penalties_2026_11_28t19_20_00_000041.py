"""What the table classes cannot say of the money of a penalty on the spot: when, how much, in which order, once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:20:00:000041"
VERSION = "1.38.0"
DESCRIPTION = "money of a penalty on the spot: its last day, never more than the fine, collected once"

SPOT_STAYS = """
create or replace function spot_penalty_stays() returns trigger language plpgsql as $$
begin
    if (new.number, new.organ, new.firm, new.party, new.violation, new.facts, new.defence, new.warning, new.fine,
        new.decided_at, new.decided_on, new.pay_due_on, new.officer_a, new.officer_b, new.document)
       is distinct from
       (old.number, old.organ, old.firm, old.party, old.violation, old.facts, old.defence, old.warning, old.fine,
        old.decided_at, old.decided_on, old.pay_due_on, old.officer_a, old.officer_b, old.document) then
        raise exception 'what was decided on the spot does not change' using errcode = 'check_violation';
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
SPOT_DUE = """
create or replace function spot_penalty_due() returns trigger language plpgsql as $$
begin
    if (new.fine > 0) <> (new.pay_due_on is not null) then
        raise exception 'a fine on the spot states its last day to pay' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
SPOT_PAYMENT = """
create or replace function spot_payment_within() returns trigger language plpgsql as $$
declare
    of_spot spot_penalty;
begin
    select * into of_spot from spot_penalty where id = new.spot for update;
    if new.paid_on < of_spot.decided_on then
        raise exception 'nothing is paid before it was decided' using errcode = 'check_violation';
    end if;
    if new.way = 'on_spot' and (of_spot.collecting = '' or new.paid_on <> of_spot.decided_on or new.fine <> of_spot.fine
                                or new.receipt <> of_spot.receipt) then
        raise exception 'collected on the spot is the whole fine, there and then, against its receipt'
            using errcode = 'check_violation';
    end if;
    if new.fine + coalesce((select sum(fine) from spot_payment where spot = new.spot), 0) > of_spot.fine
       or new.surcharge + coalesce((select sum(surcharge) from spot_payment where spot = new.spot), 0) > of_spot.fine then
        raise exception 'nobody pays more than the fine and a surcharge of its height' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    # Decisions of before: fifteen days, to the Monday where they end on a weekend.
    "alter table spot_penalty disable trigger spot_penalty_stays",
    (
        "update spot_penalty set pay_due_on = decided_on + 15 + case extract(isodow from decided_on + 15)"
        " when 6 then 2 when 7 then 1 else 0 end where fine > 0"
    ),
    "alter table spot_penalty enable trigger spot_penalty_stays",
    SPOT_STAYS,
    SPOT_DUE,
    (
        "create trigger spot_penalty_due before insert on spot_penalty "
        "for each row execute function spot_penalty_due()"
    ),
    (
        "insert into spot_payment (id, spot, way, paid_on, fine, surcharge, receipt, recorded_by, recorded_at) "
        "select gen_random_uuid(), id, 'on_spot', decided_on, fine, 0, receipt, '', decided_at "
        "from spot_penalty where collecting <> ''"
    ),
    SPOT_PAYMENT,
    (
        "create trigger spot_payment_within before insert on spot_payment "
        "for each row execute function spot_payment_within()"
    ),
    "create unique index spot_payment_collected_once on spot_payment (spot) where way = 'on_spot'",
    "create unique index spot_payment_receipt_once on spot_payment (spot, receipt)",
    "create unique index spot_stay_open on spot_stay (spot) where to_on is null",
    (
        "create trigger cents_exact before insert or update on spot_payment "
        "for each row execute function money_to_the_cent('fine', 'surcharge')"
    ),
    (
        "create trigger append_only_rows before update or delete on spot_payment "
        "for each row execute function refuse_change()"
    ),
    (
        "create trigger append_only_table before truncate on spot_payment "
        "for each statement execute function refuse_change()"
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
