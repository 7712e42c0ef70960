from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-28T22:29:52:216009"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)

    manager.drop_table(class_name="SpotApplication", tablename="spot_application", schema=None)

    manager.drop_table(class_name="SpotStay", tablename="spot_stay", schema=None)

    manager.drop_table(class_name="SpotDelivery", tablename="spot_delivery", schema=None)

    manager.drop_table(class_name="SpotDemand", tablename="spot_demand", schema=None)

    manager.drop_table(class_name="SpotPlan", tablename="spot_plan", schema=None)

    manager.drop_table(class_name="SpotSurcharge", tablename="spot_surcharge", schema=None)

    manager.drop_table(class_name="SpotPayment", tablename="spot_payment", schema=None)

    return manager
