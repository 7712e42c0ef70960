"""The one believed version of a registration is told by a number made of its kind and number: a tree of long texts is slow to fill."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T08:32:00:000011"
VERSION = "1.38.0"
DESCRIPTION = "one believed version of a registration, by a number"

STATEMENTS = (
    "alter table registration_version drop constraint registration_version_one_believed",
    """
    alter table registration_version add constraint registration_version_one_believed exclude using gist (
        hashtextextended(kind || ':' || number, 0) with =,
        daterange(valid_from, valid_to) with &&, tstzrange(known_from, known_to) with &&)
    """,
)


async def run() -> None:
    """The same promise on another key."""
    for statement in STATEMENTS:
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
