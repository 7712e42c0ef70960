"""What was uploaded stays as it came; what people said of two signs stays said."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T14:40:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "an uploaded list stays as it came, sayings are append-only, rows by cluster"

KEEP = """
create function refuse_radar_list_change() returns trigger language plpgsql as $$
begin
    if (new.id, new.organ, new.kind, new.source, new.collected_on, new.filename, new.file_hash, new.content, new.uploaded_at,
        new.actor_number, new.actor_name)
       is distinct from
       (old.id, old.organ, old.kind, old.source, old.collected_on, old.filename, old.file_hash, old.content, old.uploaded_at,
        old.actor_number, old.actor_name) then
        raise exception 'an uploaded list stays as it came' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$
"""
REFUSE = """
create function refuse_radar_pair_change() returns trigger language plpgsql as $$
begin
    raise exception 'what was said of two signs is append-only' using errcode = 'insufficient_privilege';
end $$
"""

STATEMENTS = (
    KEEP,
    "create trigger radar_list_as_it_came before update on radar_list "
    "for each row execute function refuse_radar_list_change()",
    "alter table radar_list add constraint radar_list_hash_true check (file_hash = encode(sha256(content), 'hex'))",
    REFUSE,
    "create trigger append_only_rows before update or delete on radar_pair "
    "for each row execute function refuse_radar_pair_change()",
    "create trigger append_only_table before truncate on radar_pair "
    "for each statement execute function refuse_radar_pair_change()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="radar", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
