"""Platforms and accounts."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="recruiter_accounts",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "recruiter_accounts"),
    table_classes=table_finder(["regulation.recruiter_accounts.tables"], exclude_imported=True),
    migration_dependencies=["regulation.firms.piccolo_app"],
)
