from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-28T00:43:00:047146"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="inspections", description=DESCRIPTION)

    manager.drop_column(
        table_class_name="Draw",
        tablename="inspection_draw",
        column_name="value",
        db_column_name="value",
        schema=None,
    )

    return manager
