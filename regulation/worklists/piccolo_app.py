"""Claims, assignment rules, absences, notes."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="worklists",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "worklists"),
    table_classes=table_finder(["regulation.worklists.tables"], exclude_imported=True),
    migration_dependencies=["regulation.accounts.piccolo_app"],
)
