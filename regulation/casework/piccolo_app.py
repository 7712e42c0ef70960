"""Numbers, log, clocks, papers, service, publication, jobs."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="casework",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "casework"),
    table_classes=table_finder(["regulation.casework.tables"], exclude_imported=True),
    migration_dependencies=["regulation.ledger.piccolo_app"],
)
