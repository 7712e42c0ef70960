"""Campaigns, their matters and figures, the frozen count, earlier years."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="campaigns",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "campaigns"),
    table_classes=table_finder(["regulation.campaigns.tables"], exclude_imported=True),
    migration_dependencies=["regulation.inspections.piccolo_app"],
)
