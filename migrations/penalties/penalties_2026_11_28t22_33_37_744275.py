from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Array, Integer, Numeric, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-28T22:33:37:744275"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)

    manager.add_column(
        table_class_name="CaseWeighing",
        tablename="case_weighing",
        column_name="mitigation_heard",
        db_column_name="mitigation_heard",
        column_class_name="Array",
        column_class=Array,
        params={
            "default": list,
            "base_column": Varchar(
                length=4,
                default="",
                null=False,
                primary_key=False,
                unique=False,
                index=False,
                index_method=IndexMethod.btree,
                choices=None,
                db_column_name=None,
                secret=False,
            ),
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
        table_class_name="CaseWeighing",
        tablename="case_weighing",
        column_name="refund_days",
        db_column_name="refund_days",
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
        table_class_name="CaseWeighing",
        tablename="case_weighing",
        column_name="tier_high",
        db_column_name="tier_high",
        column_class_name="Numeric",
        column_class=Numeric,
        params={
            "default": None,
            "digits": (18, 2),
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
        table_class_name="CaseWeighing",
        tablename="case_weighing",
        column_name="tier_low",
        db_column_name="tier_low",
        column_class_name="Numeric",
        column_class=Numeric,
        params={
            "default": None,
            "digits": (18, 2),
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

    manager.add_constraint(
        table_class_name="CaseWeighing",
        tablename="case_weighing",
        constraint_name="case_weighing_band",
        constraint_class=Check,
        params={"condition": "(tier_low is null) = (tier_high is null) and tier_low <= tier_high"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="CaseWeighing",
        tablename="case_weighing",
        constraint_name="case_weighing_refund",
        constraint_class=Check,
        params={"condition": "refund_days between 0 and 90"},
        schema=None,
    )

    return manager
