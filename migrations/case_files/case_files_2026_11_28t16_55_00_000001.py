"""What was bound, read and said of evidence stays; one living closing a case; a closed case moves only when it is reopened."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T16:55:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "append-only archives and readings, one living closing, a closed case moves by reopening"

REFUSE = """
create function refuse_case_file_change() returns trigger language plpgsql as $$
begin
    raise exception 'what was archived is append-only' using errcode = 'insufficient_privilege';
end $$
"""
KEEP = """
create function keep_closed_case() returns trigger language plpgsql as $$
declare
    approved boolean := exists (select from case_closing where case_id = old.id and status = 'approved');
begin
    if old.status <> 'closed' and new.status = 'closed' and not approved then
        raise exception 'a case is closed by an approved closing' using errcode = 'check_violation';
    end if;
    if old.status = 'closed' and new.status <> 'closed' and approved then
        raise exception 'a closed case moves only when it is reopened' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
FROZEN = (
    "case_archive",
    "case_archive_volume",
    "case_archive_entry",
    "case_archive_reading",
    "case_evidence_disposal",
)
STATEMENTS = (
    REFUSE,
    *(
        statement
        for table in FROZEN
        for statement in (
            f"create trigger append_only_rows before update or delete on {table} "
            "for each row execute function refuse_case_file_change()",
            f"create trigger append_only_table before truncate on {table} "
            "for each statement execute function refuse_case_file_change()",
        )
    ),
    "create unique index case_closing_living on case_closing (case_id) where status in ('proposed', 'approved')",
    KEEP,
    "create trigger penalty_case_closed before update of status on penalty_case "
    "for each row when (old.status is distinct from new.status) execute function keep_closed_case()",
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="case_files", description=DESCRIPTION)

    async def run():
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
