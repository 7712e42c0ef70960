"""Releases and their cells."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="releases",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "releases"),
    table_classes=table_finder(["regulation.releases.tables"], exclude_imported=True),
    migration_dependencies=["regulation.accounts.piccolo_app"],
)
