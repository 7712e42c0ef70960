"""Keys of programs and their quotas."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="api_keys",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "api_keys"),
    table_classes=table_finder(["regulation.api_keys.tables"], exclude_imported=True),
    migration_dependencies=["regulation.notices.piccolo_app"],
)
