"""Firms, their facts and registrations, and the imports they came by."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="firms",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "firms"),
    table_classes=table_finder(["regulation.firms.tables"], exclude_imported=True),
    migration_dependencies=["regulation.notices.piccolo_app"],
)
