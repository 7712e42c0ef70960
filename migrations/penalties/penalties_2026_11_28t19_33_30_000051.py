"""A numbered form is used, voided or returned once; what a phone wrote over a booklet is chained and stays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:33:30:000051"
VERSION = "1.38.0"
DESCRIPTION = "numbered forms are spent once, entries of phones over booklets are chained and append-only"

FOLLOWS = """
create function refuse_spot_entry_out_of_chain() returns trigger language plpgsql as $$
declare
    latest record;
begin
    if new.hash <> encode(sha256(convert_to(new.text, 'UTF8')), 'hex') then
        raise exception 'the hash is not that of the text' using errcode = 'check_violation';
    end if;
    select seq, hash, bundle, person into latest from spot_entry
     where booklet = new.booklet and device = new.device order by seq desc limit 1;
    if not found then
        if new.seq <> 1 or new.prev <> new.bundle then
            raise exception 'a chain begins with its bundle' using errcode = 'check_violation';
        end if;
    elsif new.seq <> latest.seq + 1 or new.prev <> latest.hash or new.bundle <> latest.bundle
        or new.person <> latest.person then
        raise exception 'the entry does not follow the one before it' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
SPENT_ONCE = """
create function spot_form_spent_once() returns trigger language plpgsql as $$
begin
    if old.status <> 'out' or (new.booklet, new.seq, new.number) is distinct from (old.booklet, old.seq, old.number) then
        raise exception 'a numbered form is used, voided or returned once' using errcode = 'check_violation';
    end if;
    if new.spot is not null and not exists (select from spot_penalty where id = new.spot and number = new.number) then
        raise exception 'a form bears the decision of its number' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
BOOKLET_STAYS = """
create function spot_booklet_stays() returns trigger language plpgsql as $$
begin
    if (new.organ, new.officer, new.year, new.first, new.last, new.document)
       is distinct from (old.organ, old.officer, old.year, old.first, old.last, old.document) then
        raise exception 'a booklet that was handed out does not change' using errcode = 'check_violation';
    end if;
    if new.status = 'closed' and exists (select from spot_form where booklet = new.id and status = 'out') then
        raise exception 'forms of this booklet are still out' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
STATEMENTS = (
    FOLLOWS,
    (
        "create trigger spot_entry_follows before insert on spot_entry "
        "for each row execute function refuse_spot_entry_out_of_chain()"
    ),
    SPENT_ONCE,
    (
        "create trigger spot_form_spent_once before update on spot_form "
        "for each row execute function spot_form_spent_once()"
    ),
    BOOKLET_STAYS,
    (
        "create trigger spot_booklet_stays before update on spot_booklet "
        "for each row execute function spot_booklet_stays()"
    ),
    "create trigger append_only_rows before update or delete on spot_entry for each row execute function refuse_change()",
    (
        "create trigger append_only_table before truncate on spot_entry "
        "for each statement execute function refuse_change()"
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
