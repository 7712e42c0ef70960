from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Bytea
from piccolo.columns.column_types import SmallInt
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-28T03:58:52:109389"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)

    manager.add_table(
        class_name="PseudonymSalt",
        tablename="pseudonym_salt",
        schema="surveys",
        columns=None,
    )

    manager.add_column(
        table_class_name="PseudonymSalt",
        tablename="pseudonym_salt",
        column_name="id",
        db_column_name="id",
        column_class_name="SmallInt",
        column_class=SmallInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": True,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PseudonymSalt",
        tablename="pseudonym_salt",
        column_name="salt",
        db_column_name="salt",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="PseudonymSalt",
        tablename="pseudonym_salt",
        constraint_name="pseudonym_salt_once",
        constraint_class=Check,
        params={"condition": "id = 1"},
        schema="surveys",
    )

    return manager
