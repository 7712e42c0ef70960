"""Endings of licences."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="endings",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "endings"),
    table_classes=table_finder(["regulation.endings.tables"], exclude_imported=True),
    migration_dependencies=["regulation.licensing.piccolo_app"],
)
