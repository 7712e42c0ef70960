from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Boolean
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-28T10:01:56:618512"
VERSION = "1.38.0"
DESCRIPTION = "what a promise was given for, and whether officials were at the place"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="licensing", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="CommitmentCheck",
        tablename="commitment_check",
        column_name="is_on_site",
        db_column_name="is_on_site",
        column_class_name="Boolean",
        column_class=Boolean,
        params={
            "default": True,
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

    manager.add_column(
        table_class_name="CommitmentCheck",
        tablename="commitment_check",
        column_name="occasion",
        db_column_name="occasion",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 8,
            "default": "first",
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

    manager.add_constraint(
        table_class_name="CommitmentCheck",
        tablename="commitment_check",
        constraint_name="commitment_check_occasion_known",
        constraint_class=Check,
        params={
            "condition": "occasion in ('first', 'renewal', 'online', 'report')"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="CommitmentCheck",
        tablename="commitment_check",
        constraint_name="commitment_check_on_site",
        constraint_class=Check,
        params={"condition": "is_on_site or occasion = 'report'"},
        schema=None,
    )

    return manager
