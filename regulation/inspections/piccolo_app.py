"""Plans, rosters, draws, visits, findings."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="inspections",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "inspections"),
    table_classes=table_finder(["regulation.inspections.tables"], exclude_imported=True),
    migration_dependencies=[
        "regulation.complaints.piccolo_app",
        "regulation.annual_reports.piccolo_app",
        "regulation.licensing.piccolo_app",
    ],
)
