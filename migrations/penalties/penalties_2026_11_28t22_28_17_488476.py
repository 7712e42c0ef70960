from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import Numeric
from piccolo.columns.column_types import Text
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-28T22:28:17:488476"
VERSION = "1.38.0"
DESCRIPTION = "what a review makes of a penalty on the spot"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)

    manager.add_column(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        column_name="changed_on",
        db_column_name="changed_on",
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
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        column_name="decided_fine",
        db_column_name="decided_fine",
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
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        column_name="end_reason",
        db_column_name="end_reason",
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

    manager.add_column(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        column_name="ended_on",
        db_column_name="ended_on",
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

    manager.drop_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_collected_whole",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_due_after_fifteen_days",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_filed_whole",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_status_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_changed_lighter",
        constraint_class=Check,
        params={
            "condition": "(decided_fine is null) = (changed_on is null) and (decided_fine is null or fine < decided_fine)"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_collected_against_receipt",
        constraint_class=Check,
        params={
            "condition": "collecting in ('', 'small', 'hard', 'remote') and (collecting = '' or (coalesce(decided_fine, fine) > 0 and receipt <> '')) and (collecting <> 'small' or fine <= 100) and (collecting in ('', 'small') or collecting_reason <> '')"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_due_with_its_fine",
        constraint_class=Check,
        params={
            "condition": "pay_due_on is null or (coalesce(decided_fine, fine) > 0 and pay_due_on >= decided_on + 15)"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_ended_whole",
        constraint_class=Check,
        params={
            "condition": "(status = 'quashed') = (ended_on is not null) and (ended_on is null or (end_reason <> '' and ended_on >= decided_on))"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_filed_on_its_day",
        constraint_class=Check,
        params={"condition": "status = 'quashed' or (status = 'filed') = (filed_on is not null)"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SpotPenalty",
        tablename="spot_penalty",
        constraint_name="spot_status_of_life",
        constraint_class=Check,
        params={"condition": "status in ('issued', 'filed', 'quashed')"},
        schema=None,
    )

    return manager
