from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-28T13:50:22:467694"
VERSION = "1.38.0"
DESCRIPTION = "phrases for checks and endings"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="worklists", description=DESCRIPTION
    )

    manager.drop_constraint(
        table_class_name="Phrase",
        tablename="phrase",
        constraint_name="phrase_kind_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Phrase",
        tablename="phrase",
        constraint_name="phrase_kind_among",
        constraint_class=Check,
        params={
            "condition": "kind in ('supplement', 'correct', 'decline', 'proposal', 'refuse', 'extend', 'send_back', 'question', 'order', 'check', 'ending')"
        },
        schema=None,
    )

    return manager
