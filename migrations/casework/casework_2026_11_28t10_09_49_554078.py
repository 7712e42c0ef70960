from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-28T10:09:49:554078"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="casework", description=DESCRIPTION
    )

    manager.drop_constraint(
        table_class_name="DocumentVoid",
        tablename="document_void",
        constraint_name="void_reason_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="DocumentVoid",
        tablename="document_void",
        constraint_name="void_reason_is_known",
        constraint_class=Check,
        params={
            "condition": "reason in ('ended', 'lost', 'damaged', 'outdated', 'renewed', 'corrected')"
        },
        schema=None,
    )

    return manager
