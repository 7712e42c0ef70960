"""Corrections of registrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="register_corrections",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "register_corrections"),
    table_classes=table_finder(["regulation.register_corrections.tables"], exclude_imported=True),
    migration_dependencies=["regulation.licensing.piccolo_app"],
)
