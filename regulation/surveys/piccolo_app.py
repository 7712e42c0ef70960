"""Survey rounds, returns, what was frozen and signed."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="surveys",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "surveys"),
    table_classes=table_finder(["regulation.surveys.tables"], exclude_imported=True),
    migration_dependencies=["regulation.annual_reports.piccolo_app", "regulation.ledger.piccolo_app"],
)
