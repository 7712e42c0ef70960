from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-28T10:59:33:086904"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="written_reports", description=DESCRIPTION
    )

    manager.drop_constraint(
        table_class_name="WrittenReport",
        tablename="written_report",
        constraint_name="written_report_kind_is_known",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="WrittenReport",
        tablename="written_report",
        constraint_name="written_report_sent_is_whole",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="WrittenReport",
        tablename="written_report",
        constraint_name="written_report_is_of_a_kind",
        constraint_class=Check,
        params={
            "condition": "kind in ('branch_opened', 'branch_changed', 'branch_ended', 'change', 'contact', 'ending', 'online_ending', 'dispatch_branch', 'dispatch_filing')"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="WrittenReport",
        tablename="written_report",
        constraint_name="written_report_sent_has_all",
        constraint_class=Check,
        params={
            "condition": "status in ('draft', 'discarded') or (organ is not null and sent_on is not null and (due_on is not null or kind in ('dispatch_branch', 'dispatch_filing', 'contact')))"
        },
        schema=None,
    )

    return manager
