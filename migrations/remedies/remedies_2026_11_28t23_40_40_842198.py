from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-28T23:40:40:842198"
VERSION = "1.38.0"
DESCRIPTION = "a reconsideration without a decision in time"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="remedies", description=DESCRIPTION)

    manager.drop_constraint(
        table_class_name="Remedy",
        tablename="remedy",
        constraint_name="remedy_outcome_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Remedy",
        tablename="remedy",
        constraint_name="remedy_outcome_of_its_way",
        constraint_class=Check,
        params={
            "condition": "outcome in ('', 'upheld', 'changed', 'quashed', 'anew', 'unlawful', 'withdrawn', 'dismissed') or (outcome = 'silent' and way = 'reconsideration')"
        },
        schema=None,
    )

    return manager
