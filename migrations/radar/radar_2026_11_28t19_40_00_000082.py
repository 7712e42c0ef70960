"""Of a list an excerpt may stay in place of the file; the root of its rows stays; what was said goes with the signs."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:40:00:000082"
VERSION = "1.38.0"
DESCRIPTION = "excerpts in place of files, roots that stay, sayings that go when a sign is gone"

KEEP_LIST = """
create or replace function refuse_radar_list_change() returns trigger language plpgsql as $$
begin
    if (new.id, new.organ, new.kind, new.source, new.collected_on, new.filename, new.file_hash, new.uploaded_at,
        new.actor_number, new.actor_name)
       is distinct from
       (old.id, old.organ, old.kind, old.source, old.collected_on, old.filename, old.file_hash, old.uploaded_at,
        old.actor_number, old.actor_name)
       or (new.content is distinct from old.content and (old.gone_on is not null or (
               new.gone_on is null and (new.cut_on is null
                   or (old.cut_on is not null and new.rows_out <= old.rows_out)))))
       or (old.gone_on is not null and new.gone_on is distinct from old.gone_on)
       or (old.cut_on is not null and new.cut_on is null)
       or (old.rows_root <> '' and new.rows_root <> old.rows_root)
       or new.rows_secret not in (old.rows_secret, '') and old.rows_secret <> ''
       or new.rows_out < old.rows_out then
        raise exception 'an uploaded list stays as it came' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""
KEEP_SAID = """
create or replace function refuse_radar_pair_change() returns trigger language plpgsql as $$
begin
    raise exception 'what was said of two signs is not changed' using errcode = 'insufficient_privilege';
end $$
"""
KEEP_WHILE_NEEDED = """
create function refuse_radar_pair_loss() returns trigger language plpgsql as $$
begin
    if exists (
        with held as (select distinct organ, unnest(keys) as sign from radar_row where organ in (select organ from gone))
        select from gone join held as first on (first.organ, first.sign) = (gone.organ, gone.one)
                         join held as second on (second.organ, second.sign) = (gone.organ, gone.other)) then
        raise exception 'what was said of two signs stays while both stand in rows' using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$
"""

STATEMENTS = (
    KEEP_LIST,
    "alter table radar_list drop constraint radar_list_hash_or_gone",
    """alter table radar_list add constraint radar_list_hash_cut_or_gone check (
           case when gone_on is not null then octet_length(content) = 0 and rows_secret = ''
                when cut_on is not null then cut_hash = encode(sha256(content), 'hex') and rows_secret = ''
                else file_hash = encode(sha256(content), 'hex') end)""",
    KEEP_SAID,
    "drop trigger append_only_rows on radar_pair",
    "drop trigger append_only_table on radar_pair",
    "create trigger said_is_not_changed before update on radar_pair "
    "for each row execute function refuse_radar_pair_change()",
    "create trigger said_is_not_emptied before truncate on radar_pair "
    "for each statement execute function refuse_radar_pair_change()",
    KEEP_WHILE_NEEDED,
    "create trigger said_stays_while_needed after delete on radar_pair referencing old table as gone "
    "for each statement execute function refuse_radar_pair_loss()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="radar", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
