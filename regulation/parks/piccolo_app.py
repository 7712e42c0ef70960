"""Parks, tenancies, assessments."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="parks",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "parks"),
    table_classes=table_finder(["regulation.parks.tables"], exclude_imported=True),
    migration_dependencies=["regulation.integrity.piccolo_app"],
)
