"""Written reports and moves of files."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="written_reports",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "written_reports"),
    table_classes=table_finder(["regulation.written_reports.tables"], exclude_imported=True),
    migration_dependencies=["regulation.licensing.piccolo_app"],
)
