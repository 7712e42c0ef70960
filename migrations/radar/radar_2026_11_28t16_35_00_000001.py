"""The bytes of a list and of a screenshot go when their term has passed; the hash, and everything else, stays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T16:35:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "bytes may go and nothing else may change; a screenshot stays as it came"

KEEP_LIST = """
create or replace function refuse_radar_list_change() returns trigger language plpgsql as $$
begin
    if (new.id, new.organ, new.kind, new.source, new.collected_on, new.filename, new.file_hash, new.uploaded_at,
        new.actor_number, new.actor_name)
       is distinct from
       (old.id, old.organ, old.kind, old.source, old.collected_on, old.filename, old.file_hash, old.uploaded_at,
        old.actor_number, old.actor_name)
       or (new.content is distinct from old.content and (old.gone_on is not null or new.gone_on is null))
       or (old.gone_on is not null and new.gone_on is distinct from old.gone_on)
       or new.rows_out < old.rows_out then
        raise exception 'an uploaded list stays as it came' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""
KEEP_PICTURE = """
create function refuse_radar_picture_change() returns trigger language plpgsql as $$
begin
    if (new.id, new.upload, new.row_number, new.filename, new.media_type, new.file_hash, new.uploaded_at,
        new.actor_number, new.actor_name)
       is distinct from
       (old.id, old.upload, old.row_number, old.filename, old.media_type, old.file_hash, old.uploaded_at,
        old.actor_number, old.actor_name)
       or old.gone_on is not null or new.gone_on is null then
        raise exception 'a screenshot stays as it came' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""

STATEMENTS = (
    KEEP_LIST,
    "alter table radar_list drop constraint radar_list_hash_true",
    """alter table radar_list add constraint radar_list_hash_or_gone check (
           case when gone_on is null then file_hash = encode(sha256(content), 'hex') else octet_length(content) = 0 end)""",
    KEEP_PICTURE,
    "create trigger radar_picture_as_it_came before update on radar_picture "
    "for each row execute function refuse_radar_picture_change()",
    """alter table radar_picture add constraint radar_picture_hash_or_gone check (
           case when gone_on is null then file_hash = encode(sha256(content), 'hex') else octet_length(shown) = 0 end)""",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="radar", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
