"""Certificates of what the register said."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="certificates",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "certificates"),
    table_classes=table_finder(["regulation.certificates.tables"], exclude_imported=True),
    migration_dependencies=["regulation.firms.piccolo_app"],
)
