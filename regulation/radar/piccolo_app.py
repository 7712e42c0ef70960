"""Uploaded lists, what of them is alike with the register, clusters and what people said of them."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="radar",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "radar"),
    table_classes=table_finder(["regulation.radar.tables"], exclude_imported=True),
    migration_dependencies=["regulation.firms.piccolo_app"],
)
