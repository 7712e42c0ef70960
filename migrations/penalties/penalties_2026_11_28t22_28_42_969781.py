from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, ForeignKey, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check
from piccolo.table import Table


class SpotPenalty(Table, tablename="spot_penalty", schema=None):
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


ID = "2026-11-28T22:28:42:969781"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)

    manager.add_column(
        table_class_name="CourtApplication",
        tablename="court_application",
        column_name="spot",
        db_column_name="spot",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SpotPenalty,
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
        table_class_name="Delivery",
        tablename="case_delivery",
        column_name="spot",
        db_column_name="spot",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SpotPenalty,
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
        table_class_name="DemandNotice",
        tablename="demand_notice",
        column_name="spot",
        db_column_name="spot",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SpotPenalty,
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
        table_class_name="ExecutionSuspension",
        tablename="execution_suspension",
        column_name="spot",
        db_column_name="spot",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SpotPenalty,
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
        table_class_name="Payment",
        tablename="case_payment",
        column_name="spot",
        db_column_name="spot",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SpotPenalty,
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
        table_class_name="Payment",
        tablename="case_payment",
        column_name="way",
        db_column_name="way",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 8,
            "default": "bank",
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
        table_class_name="PaymentPlan",
        tablename="payment_plan",
        column_name="entered_by",
        db_column_name="entered_by",
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
        table_class_name="PaymentPlan",
        tablename="payment_plan",
        column_name="spot",
        db_column_name="spot",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SpotPenalty,
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
        table_class_name="SurchargeDecision",
        tablename="surcharge_decision",
        column_name="spot",
        db_column_name="spot",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SpotPenalty,
            "on_delete": OnDelete.restrict,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "null": True,
            "primary_key": False,
            "unique": True,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.add_column(
        table_class_name="SurchargeStay",
        tablename="surcharge_stay",
        column_name="spot",
        db_column_name="spot",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": SpotPenalty,
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

    manager.drop_constraint(
        table_class_name="DemandNotice",
        tablename="demand_notice",
        constraint_name="demand_served_whole",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="PaymentPlan",
        tablename="payment_plan",
        constraint_name="plan_decided_whole",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="CourtApplication",
        tablename="court_application",
        constraint_name="application_of_one_decision",
        constraint_class=Check,
        params={"condition": "num_nonnulls(case_id, spot) = 1"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Delivery",
        tablename="case_delivery",
        constraint_name="delivery_of_one_decision",
        constraint_class=Check,
        params={"condition": "num_nonnulls(case_id, spot) = 1"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="DemandNotice",
        tablename="demand_notice",
        constraint_name="demand_is_served_whole",
        constraint_class=Check,
        params={
            "condition": "(served_on is null) = (due_on is null) and (served_on is null or (served_on >= issued_on and due_on > served_on))"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="DemandNotice",
        tablename="demand_notice",
        constraint_name="demand_of_one_decision",
        constraint_class=Check,
        params={"condition": "num_nonnulls(case_id, spot) = 1"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="ExecutionSuspension",
        tablename="execution_suspension",
        constraint_name="suspension_of_one_decision",
        constraint_class=Check,
        params={"condition": "num_nonnulls(case_id, spot) = 1"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Payment",
        tablename="case_payment",
        constraint_name="payment_of_one_decision",
        constraint_class=Check,
        params={"condition": "num_nonnulls(case_id, spot) = 1"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Payment",
        tablename="case_payment",
        constraint_name="payment_spot_fine_only",
        constraint_class=Check,
        params={"condition": "spot is null or confiscated = 0"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Payment",
        tablename="case_payment",
        constraint_name="payment_there_and_then",
        constraint_class=Check,
        params={"condition": "way = 'bank' or (spot is not null and surcharge = 0)"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Payment",
        tablename="case_payment",
        constraint_name="payment_way_known",
        constraint_class=Check,
        params={"condition": "way in ('bank', 'on_spot')"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="PaymentPlan",
        tablename="payment_plan",
        constraint_name="plan_decided_by_another",
        constraint_class=Check,
        params={"condition": "decider is null or entered_by is null or decider <> entered_by"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="PaymentPlan",
        tablename="payment_plan",
        constraint_name="plan_goes_beyond",
        constraint_class=Check,
        params={"condition": "pay_due_on < ends_on"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="PaymentPlan",
        tablename="payment_plan",
        constraint_name="plan_is_decided_whole",
        constraint_class=Check,
        params={
            "condition": "(status = 'asked') = (decided_on is null) and (status = 'asked') = (decider is null) and (status = 'asked') = (document is null) and (decided_on is null or decided_on >= asked_on)"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="PaymentPlan",
        tablename="payment_plan",
        constraint_name="plan_of_one_decision",
        constraint_class=Check,
        params={"condition": "num_nonnulls(case_id, spot) = 1"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SurchargeDecision",
        tablename="surcharge_decision",
        constraint_name="surcharge_of_one_decision",
        constraint_class=Check,
        params={"condition": "num_nonnulls(case_id, spot) = 1"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SurchargeStay",
        tablename="surcharge_stay",
        constraint_name="stay_ended_one_way",
        constraint_class=Check,
        params={
            "condition": "not (is_moot and has_changed) and (to_on is not null or not (is_moot or has_changed))"
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SurchargeStay",
        tablename="surcharge_stay",
        constraint_name="stay_numbered",
        constraint_class=Check,
        params={"condition": "number <> ''"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="SurchargeStay",
        tablename="surcharge_stay",
        constraint_name="stay_of_one_decision",
        constraint_class=Check,
        params={"condition": "num_nonnulls(case_id, spot) = 1"},
        schema=None,
    )

    return manager
