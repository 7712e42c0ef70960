from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-28T10:23:27:172439"
VERSION = "1.38.0"
DESCRIPTION = "papers put on the account of the holder"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="endings", description=DESCRIPTION)

    manager.add_column(
        table_class_name="Ending",
        tablename="ending",
        column_name="decision_sent_at",
        db_column_name="decision_sent_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
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
        table_class_name="Ending",
        tablename="ending",
        column_name="notice_sent_at",
        db_column_name="notice_sent_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
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

    return manager
