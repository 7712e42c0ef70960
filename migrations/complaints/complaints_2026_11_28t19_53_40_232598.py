from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-28T19:53:40:232598"
VERSION = "1.38.0"
DESCRIPTION = "texts of papers in English"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="complaints", description=DESCRIPTION
    )

    manager.drop_column(
        table_class_name="Complaint",
        tablename="complaint",
        column_name="wants_english",
        db_column_name="wants_english",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="Complaint",
        tablename="complaint",
        constraint_name="complaint_report_claims_nothing",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Complaint",
        tablename="complaint",
        constraint_name="complaint_report_claims_no_money",
        constraint_class=Check,
        params={"condition": "kind = 'complaint' or amount is null"},
        schema=None,
    )

    return manager
