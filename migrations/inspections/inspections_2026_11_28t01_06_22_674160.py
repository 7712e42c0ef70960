from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-28T01:06:22:674160"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="inspections", description=DESCRIPTION)

    manager.drop_constraint(
        table_class_name="InspectionTask",
        tablename="inspection_task",
        constraint_name="task_carried_has_reason",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="InspectionTask",
        tablename="inspection_task",
        constraint_name="task_stands_in_known_status",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="InspectionTask",
        tablename="inspection_task",
        constraint_name="task_given_up_has_reason",
        constraint_class=Check,
        params={"condition": "status not in ('carried', 'replaced') or carried_reason <> ''"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="InspectionTask",
        tablename="inspection_task",
        constraint_name="task_in_known_status",
        constraint_class=Check,
        params={
            "condition": "status in ('assigned', 'proposed', 'approved', 'notified', 'started', 'submitted', 'confirmed', 'published', 'carried', 'replaced')"
        },
        schema=None,
    )

    return manager
