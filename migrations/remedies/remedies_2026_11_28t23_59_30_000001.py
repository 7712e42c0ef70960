"""Who appealed is said of every second instance: until now it was the party."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check
from piccolo.engine import engine_finder

ID = "2026-11-28T23:59:30:000001"
VERSION = "1.38.0"
DESCRIPTION = "a second instance says who appealed"


async def run() -> None:
    """Runs before the constraints are added."""
    await engine_finder().run_ddl("update remedy set appellant = 'party' where instance = 'second'")


async def forwards() -> MigrationManager:
    """Forward only."""
    manager = MigrationManager(migration_id=ID, app_name="remedies", description=DESCRIPTION)
    manager.add_raw(run)

    manager.add_constraint(
        table_class_name="Remedy",
        tablename="remedy",
        constraint_name="remedy_appealed_whole",
        constraint_class=Check,
        params={
            "condition": "(appellant in ('organ', 'both')) = (appealed_on is not null)"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Remedy",
        tablename="remedy",
        constraint_name="remedy_appellant_known",
        constraint_class=Check,
        params={"condition": "appellant in ('', 'party', 'organ', 'both')"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Remedy",
        tablename="remedy",
        constraint_name="remedy_appellant_of_second",
        constraint_class=Check,
        params={"condition": "(instance = 'second') = (appellant <> '')"},
        schema=None,
    )

    return manager
