from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete
from piccolo.columns.base import OnUpdate
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import Integer
from piccolo.columns.column_types import JSONB
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.column_types import UUID
from piccolo.columns.column_types import Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check
from piccolo.constraints import Unique
from piccolo.table import Table


class RecruiterAccount(Table, tablename="recruiter_account", schema=None):
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


ID = "2026-11-28T10:26:23:414859"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="recruiter_accounts", description=DESCRIPTION
    )

    manager.add_table(
        class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        schema=None,
        columns=None,
    )

    manager.add_column(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
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
        schema=None,
    )

    manager.add_column(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        column_name="account",
        db_column_name="account",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": RecruiterAccount,
            "on_delete": OnDelete.restrict,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.add_column(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        column_name="version",
        db_column_name="version",
        column_class_name="Integer",
        column_class=Integer,
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
        schema=None,
    )

    manager.add_column(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        column_name="act",
        db_column_name="act",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 20,
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

    manager.add_column(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        column_name="content",
        db_column_name="content",
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
        schema=None,
    )

    manager.add_column(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        column_name="register",
        db_column_name="register",
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
        schema=None,
    )

    manager.add_column(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        column_name="made_by",
        db_column_name="made_by",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 200,
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

    manager.add_column(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        column_name="made_at",
        db_column_name="made_at",
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
        schema=None,
    )

    manager.add_constraint(
        table_class_name="RecruiterAccountVersion",
        tablename="recruiter_account_version",
        constraint_name="recruiter_account_version_once",
        constraint_class=Unique,
        params={"columns": ["account", "version"], "nulls_distinct": True},
        schema=None,
    )

    manager.drop_column(
        table_class_name="Platform",
        tablename="platform",
        column_name="is_listed",
        db_column_name="is_listed",
        schema=None,
    )

    manager.add_column(
        table_class_name="RecruiterAccount",
        tablename="recruiter_account",
        column_name="declared_on",
        db_column_name="declared_on",
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
        table_class_name="RecruiterAccount",
        tablename="recruiter_account",
        column_name="version",
        db_column_name="version",
        column_class_name="Integer",
        column_class=Integer,
        params={
            "default": 1,
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
        table_class_name="RecruiterAccount",
        tablename="recruiter_account",
        constraint_name="recruiter_account_reason_given",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="RecruiterAccount",
        tablename="recruiter_account",
        constraint_name="recruiter_account_status_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="RecruiterAccount",
        tablename="recruiter_account",
        constraint_name="recruiter_account_reason_stated",
        constraint_class=Check,
        params={
            "condition": "status not in ('asked', 'refused', 'suspended') or reason <> ''"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="RecruiterAccount",
        tablename="recruiter_account",
        constraint_name="recruiter_account_status_among",
        constraint_class=Check,
        params={
            "condition": "status in ('declared', 'asked', 'confirmed', 'lapsed', 'refused', 'suspended', 'closed')"
        },
        schema=None,
    )

    return manager
