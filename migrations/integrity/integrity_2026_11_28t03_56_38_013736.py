from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-28T03:56:38:013736"
VERSION = "1.38.0"
DESCRIPTION = "facts of reports on dispatch"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="integrity", description=DESCRIPTION)

    manager.drop_constraint(
        table_class_name="IntegrityFact",
        tablename="integrity_fact",
        constraint_name="kind_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="IntegrityFact",
        tablename="integrity_fact",
        constraint_name="fact_kind",
        constraint_class=Check,
        params={
            "condition": "kind in ('penalty_minor', 'penalty_general', 'penalty_serious', 'order_refused', 'finding', 'clean_visit', 'report_missed', 'commitment_broken', 'complaint_upheld', 'honour', 'dispatch_consistent', 'dispatch_problems')"
        },
        schema=None,
    )

    return manager
