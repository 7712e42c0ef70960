"""What the table classes cannot say: hashes are the files', hands follow one another, signed pages stay, nobody sits in two interviews."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T13:14:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "evidence is what was registered and went from hand to hand"

HASH_IS_FILES = """
create or replace function evidence_hash_is_files() returns trigger language plpgsql as $$
begin
    if new.sha256 is distinct from coalesce((select sha256 from attachment where id = new.attachment), '') then
        raise exception 'the hash of evidence is that of its file' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
HANDS_IN_ORDER = """
create or replace function custody_in_order() returns trigger language plpgsql as $$
declare last record;
begin
    select at, to_whom into last from evidence_custody where evidence = new.evidence order by at desc, recorded_at desc limit 1;
    if found and (new.at < last.at or new.from_whom <> last.to_whom) then
        raise exception 'a hand-over follows the one before' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
SIGNED_STAYS = """
create or replace function signed_record_stays() returns trigger language plpgsql as $$
begin
    if old.status in ('signed', 'void') then
        raise exception 'a signed record does not change any more' using errcode = 'check_violation';
    end if;
    if old.status = 'read' and new.status <> 'open' and (new.entries, new.person, new.officers, new.started_at)
       is distinct from (old.entries, old.person, old.officers, old.started_at) then
        raise exception 'a record that was read back does not change' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
PRESERVATION_STAYS = """
create or replace function preservation_stays() returns trigger language plpgsql as $$
begin
    if old.status in ('refused', 'handled', 'lapsed') or (old.kept_on is not null and
       (new.items, new.kept_on, new.due_on) is distinct from (old.items, old.kept_on, old.due_on)) then
        raise exception 'what is kept by registration does not change' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
APPEND_ONLY = ("evidence_custody", "evidence_exclusion", "case_record_signature")
STATEMENTS = (
    "alter table case_evidence disable trigger append_only_rows",
    (
        "update case_evidence set sha256 = attachment.sha256 from attachment "
        "where attachment.id = case_evidence.attachment"
    ),
    "alter table case_evidence enable trigger append_only_rows",
    HASH_IS_FILES,
    (
        "create trigger evidence_hash_is_files before insert on case_evidence "
        "for each row execute function evidence_hash_is_files()"
    ),
    HANDS_IN_ORDER,
    (
        "create trigger custody_in_order before insert on evidence_custody "
        "for each row execute function custody_in_order()"
    ),
    "create unique index evidence_alarm_open on evidence_alarm (evidence) where restored_at is null",
    SIGNED_STAYS,
    (
        "create trigger signed_record_stays before update on case_record "
        "for each row execute function signed_record_stays()"
    ),
    PRESERVATION_STAYS,
    (
        "create trigger preservation_stays before update on case_preservation "
        "for each row execute function preservation_stays()"
    ),
    (
        "alter table case_record_officer add constraint record_officer_in_one_place exclude using gist "
        "(person with =, tstzrange(started_at, ended_at) with &&)"
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
