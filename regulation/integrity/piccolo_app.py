"""Facts, publicity, repair."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="integrity",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "integrity"),
    table_classes=table_finder(["regulation.integrity.tables"], exclude_imported=True),
    migration_dependencies=["regulation.firms.piccolo_app"],
)
