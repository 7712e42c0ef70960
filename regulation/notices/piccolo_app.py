"""Notices to firms and officials."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="notices",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "notices"),
    table_classes=table_finder(["regulation.notices.tables"], exclude_imported=True),
    migration_dependencies=["regulation.accounts.piccolo_app"],
)
