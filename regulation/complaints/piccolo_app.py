"""Complaints and leads."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="complaints",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "complaints"),
    table_classes=table_finder(
        [
            "regulation.complaints.tables",
            "regulation.complaints.tables_links",
            "regulation.complaints.tables_reports",
        ],
        exclude_imported=True,
    ),
    migration_dependencies=["regulation.licensing.piccolo_app"],
)
