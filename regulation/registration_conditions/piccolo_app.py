"""Conditions on registrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="registration_conditions",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "registration_conditions"),
    table_classes=table_finder(["regulation.registration_conditions.tables"], exclude_imported=True),
    migration_dependencies=["regulation.firms.piccolo_app"],
)
