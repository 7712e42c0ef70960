"""Closings, archived files, readings."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="case_files",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "case_files"),
    table_classes=table_finder(["regulation.case_files.tables"], exclude_imported=True),
    migration_dependencies=["regulation.penalties.piccolo_app"],
)
