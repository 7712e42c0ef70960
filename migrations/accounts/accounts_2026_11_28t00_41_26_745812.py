from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-28T00:41:26:745812"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="accounts", description=DESCRIPTION)

    manager.add_column(
        table_class_name="Conflict",
        tablename="conflict",
        column_name="kind",
        db_column_name="kind",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 16,
            "default": "other",
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
        table_class_name="Conflict",
        tablename="conflict",
        constraint_name="conflict_dates_in_order",
        constraint_class=Check,
        params={"condition": "ended_on is null or ended_on >= declared_on"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Conflict",
        tablename="conflict",
        constraint_name="conflict_kind_known",
        constraint_class=Check,
        params={"condition": "kind in ('relative', 'employer', 'interest', 'other')"},
        schema=None,
    )

    return manager
