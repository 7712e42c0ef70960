"""One plan of a year is in force; what was announced and reported only grows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:03:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one plan of a year, append-only announcements and figures"

STATEMENTS = (
    "create unique index fair_plan_one_filed on fair_plan (firm, organ, year) where status = 'filed'",
    "create unique index fair_plan_one_draft on fair_plan (firm, organ, year) where status = 'draft'",
    "create unique index fair_figures_once on fair_figures (fair, version)",
    "create index fair_calendar on fair (first_day, area) where status in ('listed', 'called_off', 'held', 'reported')",
    *(
        f"create trigger append_only_rows before update or delete on {table} for each row execute function refuse_change()"
        for table in ("fair_note", "fair_figures")
    ),
    *(
        f"create trigger append_only_table before truncate on {table} for each statement execute function refuse_change()"
        for table in ("fair_note", "fair_figures")
    ),
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="job_fairs", description=DESCRIPTION)

    async def run():
        for statement in STATEMENTS:
            await engine_finder().run_ddl(statement)

    manager.add_raw(run)
    return manager
