"""One claim of a matter in an organ, one rule of an area and office; notes only grow."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T08:10:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one claim of a matter, one rule of an office, append-only notes"

STATEMENTS = (
    "create unique index work_claim_one_held on work_claim (organ_id, matter) where status = 'held'",
    "create unique index assignment_rule_one_active on assignment_rule (organ_id, area, role) where status = 'active'",
    "create trigger append_only_rows before update or delete on work_note for each row execute function refuse_change()",
    "create trigger append_only_table before truncate on work_note for each statement execute function refuse_change()",
)


async def run() -> None:
    """In the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="worklists", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
