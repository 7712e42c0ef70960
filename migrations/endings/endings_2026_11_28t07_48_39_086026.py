from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete
from piccolo.columns.base import OnUpdate
from piccolo.columns.column_types import Array
from piccolo.columns.column_types import Boolean
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import UUID
from piccolo.columns.column_types import Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check
from piccolo.table import Table


class CommitmentCheck(Table, tablename="commitment_check", schema=None):
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


ID = "2026-11-28T07:48:39:086026"
VERSION = "1.38.0"
DESCRIPTION = "effect by service"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="endings", description=DESCRIPTION)

    manager.drop_column(
        table_class_name="Ending",
        tablename="ending",
        column_name="hearing_officers",
        db_column_name="hearing_officers",
        schema=None,
    )

    manager.drop_column(
        table_class_name="Ending",
        tablename="ending",
        column_name="is_public_harm",
        db_column_name="is_public_harm",
        schema=None,
    )

    manager.add_column(
        table_class_name="Ending",
        tablename="ending",
        column_name="commitment_check",
        db_column_name="commitment_check",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": CommitmentCheck,
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
        schema=None,
    )

    manager.add_column(
        table_class_name="Ending",
        tablename="ending",
        column_name="decision",
        db_column_name="decision",
        column_class_name="UUID",
        column_class=UUID,
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
        column_name="effective_on",
        db_column_name="effective_on",
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
        table_class_name="Ending",
        tablename="ending",
        column_name="heard_by",
        db_column_name="heard_by",
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
        table_class_name="Ending",
        tablename="ending",
        column_name="hearing_attendees",
        db_column_name="hearing_attendees",
        column_class_name="Array",
        column_class=Array,
        params={
            "default": list,
            "base_column": Varchar(
                length=200,
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
        table_class_name="Ending",
        tablename="ending",
        column_name="hearing_held_on",
        db_column_name="hearing_held_on",
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
        table_class_name="Ending",
        tablename="ending",
        column_name="hearing_presider",
        db_column_name="hearing_presider",
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
        table_class_name="Ending",
        tablename="ending",
        column_name="hearing_waived",
        db_column_name="hearing_waived",
        column_class_name="Boolean",
        column_class=Boolean,
        params={
            "default": False,
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
        table_class_name="Ending",
        tablename="ending",
        column_name="notice",
        db_column_name="notice",
        column_class_name="UUID",
        column_class=UUID,
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
        column_name="sparing",
        db_column_name="sparing",
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

    manager.drop_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_decided_whole",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_heard_before_decided",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_holder_heard",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_status_known",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_decision_issued",
        constraint_class=Check,
        params={
            "condition": "status not in ('decided', 'ended') or (decision is not null and decision_number is not null)"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_decision_whole",
        constraint_class=Check,
        params={
            "condition": "status not in ('decided', 'ended', 'dropped') or (decider is not null and decided_on is not null and decision_reason <> '')"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_hearing_asked",
        constraint_class=Check,
        params={"condition": "status <> 'hearing' or hearing_asked_on is not null"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_holder_heard_first",
        constraint_class=Check,
        params={"condition": "status not in ('proposed', 'decided', 'ended', 'dropped') or statement <> ''"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_holder_told",
        constraint_class=Check,
        params={
            "condition": "status in ('opened', 'abandoned') or (notice is not null and told_on is not null and heard_by is not null)"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_sparing_known",
        constraint_class=Check,
        params={
            "condition": "(status = 'dropped') = (sparing <> '') and sparing in ('', 'not_established', 'public_harm', 'not_called_for')"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_state_known",
        constraint_class=Check,
        params={
            "condition": "status in ('opened', 'told', 'hearing', 'heard', 'proposed', 'decided', 'ended', 'dropped', 'abandoned')"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Ending",
        tablename="ending",
        constraint_name="ending_takes_effect_by_service",
        constraint_class=Check,
        params={"condition": "(status = 'ended') = (effective_on is not null)"},
        schema=None,
    )

    return manager
