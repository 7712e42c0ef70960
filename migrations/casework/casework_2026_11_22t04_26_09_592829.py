from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar

ID = "2026-11-22T04:26:09:592829"
VERSION = "1.38.0"
DESCRIPTION = "a firm's name fits where the log says for whom"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="casework", description=DESCRIPTION)

    manager.alter_column(
        table_class_name="CaseLog",
        tablename="case_log",
        column_name="actor_organ",
        db_column_name="actor_organ",
        params={"length": 200},
        old_params={"length": 80},
        column_class=Varchar,
        old_column_class=Varchar,
        schema=None,
    )

    return manager
