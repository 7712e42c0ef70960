"""What the table classes cannot say: verifications stay as they are, and the first edition of the form on dispatch."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T03:57:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "append-only verifications, first form on dispatch"

STATEMENTS = (
    # The approval number of the authority's own form is not known to us: it stays empty until an office enters it.
    """
    insert into form_version (id, kind, edition, number, title, issuing_body, approval_number, valid_from, expires_on)
    values ('5d1f3c56-6a0c-5d37-9f5c-0a4b6e6b0002', 'dispatch', 1, '劳务派遣经营情况报告第1版',
            '劳务派遣经营情况报告', '北京市人力资源和社会保障局', '', '2022-01-01', '2027-12-31')
    """,
    "create trigger append_only_rows before update or delete on dispatch_verification "
    "for each row execute function refuse_change()",
    "create trigger append_only_table before truncate on dispatch_verification "
    "for each statement execute function refuse_change()",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="annual_reports", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
