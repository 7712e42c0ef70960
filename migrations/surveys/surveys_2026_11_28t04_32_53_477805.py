from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete
from piccolo.columns.base import OnUpdate
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import JSONB
from piccolo.columns.column_types import SmallInt
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.column_types import UUID
from piccolo.columns.column_types import Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check
from piccolo.constraints import Unique
from piccolo.table import Table


class SurveyRound(Table, tablename="survey_round", schema="surveys"):
    id = UUID(
        default=UUID4(),
        null=False,
        primary_key=True,
        unique=False,
        index=False,
        index_method=IndexMethod.btree,
        choices=None,
        db_column_name=None,
        secret=False,
    )


ID = "2026-11-28T04:32:53:477805"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)

    manager.add_table(
        class_name="PassedBook",
        tablename="passed_book",
        schema="surveys",
        columns=None,
    )

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="id",
        db_column_name="id",
        column_class_name="UUID",
        column_class=UUID,
        params={
            "default": UUID4(),
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
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="survey_round",
        db_column_name="survey_round",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SurveyRound,
            "on_delete": OnDelete.restrict,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "null": True,
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

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="turn",
        db_column_name="turn",
        column_class_name="SmallInt",
        column_class=SmallInt,
        params={
            "default": 0,
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

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="snapshot_digest",
        db_column_name="snapshot_digest",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 64,
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="tables_hash",
        db_column_name="tables_hash",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 64,
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="kind",
        db_column_name="kind",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="code_version",
        db_column_name="code_version",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 40,
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="parameters",
        db_column_name="parameters",
        column_class_name="JSONB",
        column_class=JSONB,
        params={
            "default": "{}",
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

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="coverage",
        db_column_name="coverage",
        column_class_name="JSONB",
        column_class=JSONB,
        params={
            "default": "{}",
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

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="tables",
        db_column_name="tables",
        column_class_name="JSONB",
        column_class=JSONB,
        params={
            "default": "{}",
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

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="cells",
        db_column_name="cells",
        column_class_name="JSONB",
        column_class=JSONB,
        params={
            "default": "{}",
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

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="waivers",
        db_column_name="waivers",
        column_class_name="JSONB",
        column_class=JSONB,
        params={
            "default": "[]",
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

    manager.add_column(
        table_class_name="PassedBook",
        tablename="passed_book",
        column_name="passed_at",
        db_column_name="passed_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
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
        table_class_name="PassedBook",
        tablename="passed_book",
        constraint_name="passed_book_once",
        constraint_class=Unique,
        params={"columns": ["survey_round", "turn"], "nulls_distinct": True},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="PassedBook",
        tablename="passed_book",
        constraint_name="passed_book_kind",
        constraint_class=Check,
        params={"condition": "kind in ('p', 'final', 'r')"},
        schema="surveys",
    )

    return manager
