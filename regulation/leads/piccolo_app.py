"""Leads to cases."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="leads",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "leads"),
    table_classes=table_finder(["regulation.leads.tables"], exclude_imported=True),
    migration_dependencies=["regulation.inspections.piccolo_app"],
)
