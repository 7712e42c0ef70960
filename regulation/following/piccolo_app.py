"""Followers of the register and what is sent to them."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="following",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "following"),
    table_classes=table_finder(["regulation.following.tables"], exclude_imported=True),
    migration_dependencies=["regulation.firms.piccolo_app"],
)
