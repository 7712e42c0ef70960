"""Reconsiderations and suits."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="remedies",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "remedies"),
    table_classes=table_finder(["regulation.remedies.tables"], exclude_imported=True),
    migration_dependencies=["regulation.penalties.piccolo_app"],
)
