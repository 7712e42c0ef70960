"""Certificates are only added to."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:55:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "append-only certificates"

STATEMENTS = (
    """create trigger append_only_rows before update or delete on certificate
        for each row execute function refuse_change()""",
    """create trigger append_only_table before truncate on certificate
        for each statement execute function refuse_change()""",
)


async def run() -> None:
    """Two triggers of the function that `casework` made."""
    for statement in STATEMENTS:
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="certificates", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
