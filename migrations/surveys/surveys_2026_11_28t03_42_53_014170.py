from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete
from piccolo.columns.base import OnUpdate
from piccolo.columns.column_types import Array
from piccolo.columns.column_types import BigInt
from piccolo.columns.column_types import Boolean
from piccolo.columns.column_types import Bytea
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import JSONB
from piccolo.columns.column_types import Numeric
from piccolo.columns.column_types import SmallInt
from piccolo.columns.column_types import Text
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.column_types import UUID
from piccolo.columns.column_types import Varchar
from piccolo.columns.defaults.date import DateNow
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check
from piccolo.constraints import Unique
from piccolo.table import Table
import decimal


class FiledReturn(Table, tablename="filed_return", schema="surveys"):
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


class Firm(Table, tablename="firm", schema=None):
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


class Organ(Table, tablename="organ", schema=None):
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


class StatisticalReturn(Table, tablename="statistical_return", schema="surveys"):
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


class SurveyForm(Table, tablename="survey_form", schema="surveys"):
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


ID = "2026-11-28T03:42:53:014170"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="surveys", description=DESCRIPTION)

    manager.add_table(
        class_name="ImputedCell",
        tablename="imputed_cell",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="SurveyRound",
        tablename="survey_round",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="EditResolution",
        tablename="edit_resolution",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="EnterpriseGroup",
        tablename="enterprise_group",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="FiledReturn",
        tablename="filed_return",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="RoundSignature",
        tablename="round_signature",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="PanelChange",
        tablename="panel_change",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="StatisticalReturn",
        tablename="statistical_return",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="SurveyForm",
        tablename="survey_form",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="PanelPoint",
        tablename="panel_point",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="ReturnOpinion",
        tablename="return_opinion",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="StatisticsReferral",
        tablename="statistics_referral",
        schema="surveys",
        columns=None,
    )

    manager.add_table(
        class_name="EarlyReader",
        tablename="early_reader",
        schema="surveys",
        columns=None,
    )

    manager.add_column(
        table_class_name="ImputedCell",
        tablename="imputed_cell",
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
        table_class_name="ImputedCell",
        tablename="imputed_cell",
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
        table_class_name="ImputedCell",
        tablename="imputed_cell",
        column_name="firm_id",
        db_column_name="firm_id",
        column_class_name="UUID",
        column_class=UUID,
        params={
            "default": UUID4(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="surveys",
    )

    manager.add_column(
        table_class_name="ImputedCell",
        tablename="imputed_cell",
        column_name="key",
        db_column_name="key",
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
        table_class_name="ImputedCell",
        tablename="imputed_cell",
        column_name="method",
        db_column_name="method",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 12,
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
        table_class_name="ImputedCell",
        tablename="imputed_cell",
        column_name="value",
        db_column_name="value",
        column_class_name="BigInt",
        column_class=BigInt,
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
        table_class_name="ImputedCell",
        tablename="imputed_cell",
        column_name="basis",
        db_column_name="basis",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="ImputedCell",
        tablename="imputed_cell",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
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
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="group_key",
        db_column_name="group_key",
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
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="firm",
        db_column_name="firm",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Firm,
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
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="indicators",
        db_column_name="indicators",
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
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="since_year",
        db_column_name="since_year",
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
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="until_year",
        db_column_name="until_year",
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
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="paper",
        db_column_name="paper",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="signed_by",
        db_column_name="signed_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="recorded_by",
        db_column_name="recorded_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="recorded_at",
        db_column_name="recorded_at",
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

    manager.add_column(
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        column_name="withdrawn_at",
        db_column_name="withdrawn_at",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="SurveyRound",
        tablename="survey_round",
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="form",
        db_column_name="form",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SurveyForm,
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="kind",
        db_column_name="kind",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="period",
        db_column_name="period",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="year",
        db_column_name="year",
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="reference_day",
        db_column_name="reference_day",
        column_class_name="Date",
        column_class=Date,
        params={
            "default": DateNow(),
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="opens_on",
        db_column_name="opens_on",
        column_class_name="Date",
        column_class=Date,
        params={
            "default": DateNow(),
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="closes_on",
        db_column_name="closes_on",
        column_class_name="Date",
        column_class=Date,
        params={
            "default": DateNow(),
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="late_until",
        db_column_name="late_until",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="notice",
        db_column_name="notice",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 300,
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="two_persons",
        db_column_name="two_persons",
        column_class_name="Boolean",
        column_class=Boolean,
        params={
            "default": True,
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="gate",
        db_column_name="gate",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 24,
            "default": "open",
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
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="embargo_until",
        db_column_name="embargo_until",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="SurveyRound",
        tablename="survey_round",
        column_name="created_at",
        db_column_name="created_at",
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

    manager.add_column(
        table_class_name="EditResolution",
        tablename="edit_resolution",
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
        table_class_name="EditResolution",
        tablename="edit_resolution",
        column_name="filed",
        db_column_name="filed",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": FiledReturn,
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
        table_class_name="EditResolution",
        tablename="edit_resolution",
        column_name="cell",
        db_column_name="cell",
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
        table_class_name="EditResolution",
        tablename="edit_resolution",
        column_name="rule",
        db_column_name="rule",
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
        table_class_name="EditResolution",
        tablename="edit_resolution",
        column_name="decision",
        db_column_name="decision",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 16,
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
        table_class_name="EditResolution",
        tablename="edit_resolution",
        column_name="words",
        db_column_name="words",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EditResolution",
        tablename="edit_resolution",
        column_name="score",
        db_column_name="score",
        column_class_name="Numeric",
        column_class=Numeric,
        params={
            "default": None,
            "digits": (12, 6),
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
        table_class_name="EditResolution",
        tablename="edit_resolution",
        column_name="decided_by",
        db_column_name="decided_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EditResolution",
        tablename="edit_resolution",
        column_name="decided_at",
        db_column_name="decided_at",
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

    manager.add_column(
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
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
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        column_name="firm",
        db_column_name="firm",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Firm,
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
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        column_name="group_key",
        db_column_name="group_key",
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
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        column_name="group_name",
        db_column_name="group_name",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        column_name="since",
        db_column_name="since",
        column_class_name="Date",
        column_class=Date,
        params={
            "default": DateNow(),
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
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        column_name="until",
        db_column_name="until",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        column_name="source",
        db_column_name="source",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        column_name="entered_by",
        db_column_name="entered_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        column_name="entered_at",
        db_column_name="entered_at",
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

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="statistical_return",
        db_column_name="statistical_return",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": StatisticalReturn,
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="firm_id",
        db_column_name="firm_id",
        column_class_name="UUID",
        column_class=UUID,
        params={
            "default": UUID4(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="period",
        db_column_name="period",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="year",
        db_column_name="year",
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="version",
        db_column_name="version",
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="form_edition",
        db_column_name="form_edition",
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="filed_at",
        db_column_name="filed_at",
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

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="filed_by",
        db_column_name="filed_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="filed_number",
        db_column_name="filed_number",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="prepared_by",
        db_column_name="prepared_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="is_late",
        db_column_name="is_late",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="is_nil",
        db_column_name="is_nil",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="district",
        db_column_name="district",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 12,
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="inst_type",
        db_column_name="inst_type",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 12,
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="figures",
        db_column_name="figures",
        column_class_name="Array",
        column_class=Array,
        params={
            "default": None,
            "base_column": BigInt(
                default=0,
                null=False,
                primary_key=False,
                unique=False,
                index=False,
                index_method=IndexMethod.btree,
                choices=None,
                db_column_name=None,
                secret=False,
            ),
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="findings",
        db_column_name="findings",
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
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="differs",
        db_column_name="differs",
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
        table_class_name="FiledReturn",
        tablename="filed_return",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FiledReturn",
        tablename="filed_return",
        column_name="content_hash",
        db_column_name="content_hash",
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
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
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
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        column_name="year",
        db_column_name="year",
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
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        column_name="number",
        db_column_name="number",
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
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        column_name="digest",
        db_column_name="digest",
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
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        column_name="content",
        db_column_name="content",
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

    manager.add_column(
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        column_name="rows",
        db_column_name="rows",
        column_class_name="BigInt",
        column_class=BigInt,
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
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
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
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        column_name="frozen_by",
        db_column_name="frozen_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        column_name="frozen_at",
        db_column_name="frozen_at",
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

    manager.add_column(
        table_class_name="RoundSignature",
        tablename="round_signature",
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
        table_class_name="RoundSignature",
        tablename="round_signature",
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
        table_class_name="RoundSignature",
        tablename="round_signature",
        column_name="act",
        db_column_name="act",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 24,
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
        table_class_name="RoundSignature",
        tablename="round_signature",
        column_name="organ",
        db_column_name="organ",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Organ,
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
        table_class_name="RoundSignature",
        tablename="round_signature",
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
        table_class_name="RoundSignature",
        tablename="round_signature",
        column_name="said",
        db_column_name="said",
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
        table_class_name="RoundSignature",
        tablename="round_signature",
        column_name="signed_by",
        db_column_name="signed_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="RoundSignature",
        tablename="round_signature",
        column_name="signed_number",
        db_column_name="signed_number",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="RoundSignature",
        tablename="round_signature",
        column_name="signed_at",
        db_column_name="signed_at",
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

    manager.add_column(
        table_class_name="PanelChange",
        tablename="panel_change",
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
        table_class_name="PanelChange",
        tablename="panel_change",
        column_name="month",
        db_column_name="month",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 7,
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
        table_class_name="PanelChange",
        tablename="panel_change",
        column_name="firm_id",
        db_column_name="firm_id",
        column_class_name="UUID",
        column_class=UUID,
        params={
            "default": UUID4(),
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
        table_class_name="PanelChange",
        tablename="panel_change",
        column_name="act",
        db_column_name="act",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 12,
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
        table_class_name="PanelChange",
        tablename="panel_change",
        column_name="reason",
        db_column_name="reason",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PanelChange",
        tablename="panel_change",
        column_name="data",
        db_column_name="data",
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
        table_class_name="PanelChange",
        tablename="panel_change",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PanelChange",
        tablename="panel_change",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="firm",
        db_column_name="firm",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Firm,
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="period",
        db_column_name="period",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="year",
        db_column_name="year",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="organ",
        db_column_name="organ",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Organ,
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="status",
        db_column_name="status",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 16,
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="number",
        db_column_name="number",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 60,
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": True,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="draft",
        db_column_name="draft",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="differs",
        db_column_name="differs",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="pages",
        db_column_name="pages",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="reasons",
        db_column_name="reasons",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="prepared_by",
        db_column_name="prepared_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="prepared_name",
        db_column_name="prepared_name",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="prepared_at",
        db_column_name="prepared_at",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="filed",
        db_column_name="filed",
        column_class_name="UUID",
        column_class=UUID,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="filed_at",
        db_column_name="filed_at",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="version",
        db_column_name="version",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="marks",
        db_column_name="marks",
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
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="outcome_reason",
        db_column_name="outcome_reason",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        column_name="started_at",
        db_column_name="started_at",
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

    manager.add_column(
        table_class_name="SurveyForm",
        tablename="survey_form",
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="kind",
        db_column_name="kind",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="survey",
        db_column_name="survey",
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="edition",
        db_column_name="edition",
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="number",
        db_column_name="number",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 80,
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="title",
        db_column_name="title",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="issuing_body",
        db_column_name="issuing_body",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 120,
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="approval_number",
        db_column_name="approval_number",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 120,
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="approving_body",
        db_column_name="approving_body",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 120,
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="valid_from",
        db_column_name="valid_from",
        column_class_name="Date",
        column_class=Date,
        params={
            "default": DateNow(),
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="expires_on",
        db_column_name="expires_on",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="cells",
        db_column_name="cells",
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
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="purpose",
        db_column_name="purpose",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="SurveyForm",
        tablename="survey_form",
        column_name="doubt",
        db_column_name="doubt",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PanelPoint",
        tablename="panel_point",
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
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="firm",
        db_column_name="firm",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Firm,
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
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="stratum",
        db_column_name="stratum",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 60,
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
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="is_certainty",
        db_column_name="is_certainty",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="weight",
        db_column_name="weight",
        column_class_name="Numeric",
        column_class=Numeric,
        params={
            "default": decimal.Decimal("0"),
            "digits": (10, 4),
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
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="rotation_group",
        db_column_name="rotation_group",
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
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="since",
        db_column_name="since",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 7,
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
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="until",
        db_column_name="until",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 7,
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="designated_by",
        db_column_name="designated_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="PanelPoint",
        tablename="panel_point",
        column_name="designated_at",
        db_column_name="designated_at",
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

    manager.add_column(
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
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
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
        column_name="filed",
        db_column_name="filed",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": FiledReturn,
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
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
        column_name="outcome",
        db_column_name="outcome",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 16,
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
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
        column_name="marks",
        db_column_name="marks",
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
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
        column_name="reason",
        db_column_name="reason",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
        column_name="given_by",
        db_column_name="given_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
        column_name="given_organ",
        db_column_name="given_organ",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 80,
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
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
        column_name="given_at",
        db_column_name="given_at",
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

    manager.add_column(
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
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
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
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
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
        column_name="firm",
        db_column_name="firm",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Firm,
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
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
        column_name="number",
        db_column_name="number",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 60,
            "default": "",
            "null": False,
            "primary_key": False,
            "unique": True,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
        column_name="reason",
        db_column_name="reason",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
        column_name="reminded_on",
        db_column_name="reminded_on",
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
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
        column_name="sent_on",
        db_column_name="sent_on",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
        column_name="answer",
        db_column_name="answer",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EarlyReader",
        tablename="early_reader",
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
        table_class_name="EarlyReader",
        tablename="early_reader",
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
        table_class_name="EarlyReader",
        tablename="early_reader",
        column_name="person_id",
        db_column_name="person_id",
        column_class_name="UUID",
        column_class=UUID,
        params={
            "default": UUID4(),
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
        table_class_name="EarlyReader",
        tablename="early_reader",
        column_name="person_name",
        db_column_name="person_name",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EarlyReader",
        tablename="early_reader",
        column_name="reason",
        db_column_name="reason",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EarlyReader",
        tablename="early_reader",
        column_name="allowed_by",
        db_column_name="allowed_by",
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
        schema="surveys",
    )

    manager.add_column(
        table_class_name="EarlyReader",
        tablename="early_reader",
        column_name="allowed_at",
        db_column_name="allowed_at",
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

    manager.add_column(
        table_class_name="EarlyReader",
        tablename="early_reader",
        column_name="ended_at",
        db_column_name="ended_at",
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
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="ImputedCell",
        tablename="imputed_cell",
        constraint_name="imputed_cell_once",
        constraint_class=Unique,
        params={
            "columns": ["survey_round", "firm_id", "key"],
            "nulls_distinct": True,
        },
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="ImputedCell",
        tablename="imputed_cell",
        constraint_name="imputed_cell_method",
        constraint_class=Check,
        params={"condition": "method in ('admin', 'trend', 'ratio', 'donor', 'manual')"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="DisclosureWaiver",
        tablename="disclosure_waiver",
        constraint_name="disclosure_waiver_years",
        constraint_class=Check,
        params={"condition": "until_year >= since_year"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="SurveyRound",
        tablename="survey_round",
        constraint_name="survey_round_once",
        constraint_class=Unique,
        params={"columns": ["kind", "period"], "nulls_distinct": True},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="SurveyRound",
        tablename="survey_round",
        constraint_name="survey_round_kind",
        constraint_class=Check,
        params={"condition": "kind in ('return', 'monthly', 'quick')"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="SurveyRound",
        tablename="survey_round",
        constraint_name="survey_round_days",
        constraint_class=Check,
        params={"condition": "closes_on >= opens_on and (late_until is null or late_until > closes_on)"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="SurveyRound",
        tablename="survey_round",
        constraint_name="survey_round_gate",
        constraint_class=Check,
        params={
            "condition": "gate in ('open', 'editing_closed', 'imputation_frozen', 'disclosure_passed', 'districts_signed', 'city_signed', 'embargoed', 'published', 'archived')"
        },
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="EditResolution",
        tablename="edit_resolution",
        constraint_name="edit_resolution_once",
        constraint_class=Unique,
        params={"columns": ["filed", "cell", "rule"], "nulls_distinct": True},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="EditResolution",
        tablename="edit_resolution",
        constraint_name="edit_resolution_decision",
        constraint_class=Check,
        params={"condition": "decision in ('believed', 'asked', 'manual_value')"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="EnterpriseGroup",
        tablename="enterprise_group",
        constraint_name="enterprise_group_days",
        constraint_class=Check,
        params={"condition": "until is null or until >= since"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="FiledReturn",
        tablename="filed_return",
        constraint_name="filed_return_once",
        constraint_class=Unique,
        params={
            "columns": ["statistical_return", "version"],
            "nulls_distinct": True,
        },
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="FrozenSnapshot",
        tablename="frozen_snapshot",
        constraint_name="frozen_snapshot_once",
        constraint_class=Unique,
        params={"columns": ["year", "number"], "nulls_distinct": True},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="PanelChange",
        tablename="panel_change",
        constraint_name="panel_change_act",
        constraint_class=Check,
        params={"condition": "act in ('enter', 'leave', 'weight')"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        constraint_name="statistical_return_once",
        constraint_class=Unique,
        params={"columns": ["survey_round", "firm"], "nulls_distinct": True},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        constraint_name="statistical_return_status",
        constraint_class=Check,
        params={
            "condition": "status in ('draft', 'submitted', 'returned', 'district_passed', 'city_passed', 'out_of_scope', 'nonresponse')"
        },
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="StatisticalReturn",
        tablename="statistical_return",
        constraint_name="statistical_return_filed",
        constraint_class=Check,
        params={"condition": "status in ('draft', 'out_of_scope', 'nonresponse') or filed is not null"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="SurveyForm",
        tablename="survey_form",
        constraint_name="survey_form_once",
        constraint_class=Unique,
        params={"columns": ["kind", "survey", "edition"], "nulls_distinct": True},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="SurveyForm",
        tablename="survey_form",
        constraint_name="survey_form_kind",
        constraint_class=Check,
        params={"condition": "kind in ('return', 'monthly', 'quick')"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="SurveyForm",
        tablename="survey_form",
        constraint_name="survey_form_dates",
        constraint_class=Check,
        params={"condition": "expires_on is null or expires_on >= valid_from"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="PanelPoint",
        tablename="panel_point",
        constraint_name="panel_point_once",
        constraint_class=Unique,
        params={"columns": ["firm", "since"], "nulls_distinct": True},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="ReturnOpinion",
        tablename="return_opinion",
        constraint_name="return_opinion_outcome",
        constraint_class=Check,
        params={"condition": "outcome in ('returned', 'district_passed', 'city_passed', 'reopened')"},
        schema="surveys",
    )

    manager.add_constraint(
        table_class_name="StatisticsReferral",
        tablename="statistics_referral",
        constraint_name="statistics_referral_once",
        constraint_class=Unique,
        params={"columns": ["survey_round", "firm"], "nulls_distinct": True},
        schema="surveys",
    )

    return manager
