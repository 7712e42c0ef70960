"""The register log. Nothing lies below it."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="ledger",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "ledger"),
    table_classes=table_finder(["regulation.ledger.tables"], exclude_imported=True),
    migration_dependencies=[],
)
