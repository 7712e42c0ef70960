"""Plans, fairs, their figures and announcements."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="job_fairs",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "job_fairs"),
    table_classes=table_finder(["regulation.job_fairs.tables"], exclude_imported=True),
    migration_dependencies=["regulation.firms.piccolo_app"],
)
