from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-28T10:24:48:598385"
VERSION = "1.38.0"
DESCRIPTION = "a false promise is a source of cases"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)

    manager.drop_constraint(
        table_class_name="CorrectionOrder",
        tablename="correction_order",
        constraint_name="order_source_known",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="PenaltyCase",
        tablename="penalty_case",
        constraint_name="case_source_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="CorrectionOrder",
        tablename="correction_order",
        constraint_name="order_source_named",
        constraint_class=Check,
        params={
            "condition": "source_kind in ('complaint', 'finding', 'report_missed', 'order', 'transfer', 'monitoring', 'false_promise')"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="PenaltyCase",
        tablename="penalty_case",
        constraint_name="case_source_named",
        constraint_class=Check,
        params={
            "condition": "source_kind in ('complaint', 'finding', 'report_missed', 'order', 'transfer', 'monitoring', 'false_promise')"
        },
        schema=None,
    )

    return manager
