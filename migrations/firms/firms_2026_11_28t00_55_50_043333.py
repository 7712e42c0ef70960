from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Text
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-28T00:55:50:043333"
VERSION = "1.38.0"
DESCRIPTION = "numbers of licences in the listing"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)

    manager.add_column(
        table_class_name="RegisterListing",
        tablename="register_listing",
        column_name="licences",
        db_column_name="licences",
        column_class_name="Text",
        column_class=Text,
        params={
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
