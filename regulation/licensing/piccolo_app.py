"""Applications, licences, filings."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="licensing",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "licensing"),
    table_classes=table_finder(
        [
            "regulation.licensing.tables",
            "regulation.licensing.winding_tables",
            "regulation.licensing.question_tables",
        ],
        exclude_imported=True,
    ),
    migration_dependencies=["regulation.integrity.piccolo_app"],
)
