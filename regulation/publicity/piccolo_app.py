"""Lists for double publicity, requests for correction."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="publicity",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "publicity"),
    table_classes=table_finder(
        ["regulation.publicity.tables", "regulation.publicity.tables_corrections"], exclude_imported=True
    ),
    migration_dependencies=["regulation.penalties.piccolo_app"],
)
