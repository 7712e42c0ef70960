"""Orders, cases, payments."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="penalties",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations" / "penalties"),
    table_classes=table_finder(
        [
            f"regulation.penalties.{name}"
            for name in (
                "tables",
                "tables_evidence",
                "tables_hearing",
                "tables_law",
                "tables_performance",
                "tables_procedure",
                "tables_publicity",
                "tables_spot",
            )
        ],
        exclude_imported=True,
    ),
    migration_dependencies=["regulation.inspections.piccolo_app"],
)
