from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-28T23:59:18:258066"
VERSION = "1.38.0"
DESCRIPTION = "who appealed"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="remedies", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="Remedy",
        tablename="remedy",
        column_name="appealed_on",
        db_column_name="appealed_on",
        column_class_name="Date",
        column_class=Date,
        params={
            "default": None,
            "null": True,
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
        table_class_name="Remedy",
        tablename="remedy",
        column_name="appellant",
        db_column_name="appellant",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 8,
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

    return manager
