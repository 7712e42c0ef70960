from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-28T08:34:38:762032"
VERSION = "1.38.0"
DESCRIPTION = "promises found false or still not kept"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="licensing", description=DESCRIPTION)

    manager.add_column(
        table_class_name="CommitmentCheck",
        tablename="commitment_check",
        column_name="report_number",
        db_column_name="report_number",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 80,
            "default": "",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="CommitmentCheck",
        tablename="commitment_check",
        constraint_name="commitment_check_status_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="CommitmentCheck",
        tablename="commitment_check",
        constraint_name="commitment_check_ordered_first",
        constraint_class=Check,
        params={"condition": "status not in ('failed', 'unmet') or correct_by is not null"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="CommitmentCheck",
        tablename="commitment_check",
        constraint_name="commitment_check_state_known",
        constraint_class=Check,
        params={"condition": "status in ('due', 'passed', 'failed', 'unmet', 'false')"},
        schema=None,
    )

    return manager
