"""A firm's file moves once at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:13:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one move under way, one draft of a kind"

STATEMENTS = (
    "create unique index file_move_one_under_way on file_move (firm) where status in ('asked', 'sent', 'queried')",
    (
        "create index written_report_waiting on written_report (organ, sent_on)"
        " where status in ('sent', 'asked')"
    ),
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="written_reports", description=DESCRIPTION)

    async def run():
        for statement in STATEMENTS:
            await engine_finder().run_ddl(statement)

    manager.add_raw(run)
    return manager
