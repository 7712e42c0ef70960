"""What the table classes cannot say: what was filed stays as it was, and the first edition of the form."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:30:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "append-only filings, first form"

STATEMENTS = (
    "create index annual_report_desk on annual_report (year, organ, status)",
    "create index annual_report_firm on annual_report (firm, year)",
    # The approval number of the authority's own form is not known to us: it stays empty until an office enters it.
    """
    insert into form_version (id, edition, number, title, issuing_body, approval_number, valid_from, expires_on)
    values ('5d1f3c56-6a0c-5d37-9f5c-0a4b6e6b0001', 1, '经营情况年度报告第1版', '人力资源服务机构经营情况年度报告',
            '北京市人力资源和社会保障局', '', '2022-01-01', '2027-12-31')
    """,
)
APPEND_ONLY = ("filed_report", "review_opinion")


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
    manager = MigrationManager(migration_id=ID, app_name="annual_reports", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
