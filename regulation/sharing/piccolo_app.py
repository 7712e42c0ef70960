"""Deliveries of other offices, and what of them differs from the register."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="sharing",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "sharing"),
    table_classes=table_finder(["regulation.sharing.tables"], exclude_imported=True),
    migration_dependencies=["regulation.firms.piccolo_app"],
)
