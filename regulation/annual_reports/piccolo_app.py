"""Windows, reports, cells."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="annual_reports",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "annual_reports"),
    table_classes=table_finder(["regulation.annual_reports.tables"], exclude_imported=True),
    migration_dependencies=["regulation.licensing.piccolo_app", "regulation.releases.piccolo_app"],
)
