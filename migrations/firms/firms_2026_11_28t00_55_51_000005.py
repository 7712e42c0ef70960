"""Numbers of licences leave the codes that are found whole and are found by any part."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T00:55:51:000005"
VERSION = "1.38.0"
DESCRIPTION = "parts of licence numbers"

#: What of the codes is neither register number, credit code nor old number was the number of a registration.
MOVE = """
update register_listing as listing
   set codes = array(select code from unnest(listing.codes) as code where code = any(own.codes) order by code),
       licences = array_to_string(
           array(select code from unnest(listing.codes) as code where code <> all(own.codes) order by code), E'\\n')
  from (select id, array_remove(array[lower(number), lower(uscc), lower(old_number)], null)::varchar[] as codes
          from firm) as own
 where own.id = listing.firm
"""
INDEX = "create index register_listing_licences on register_listing using gin (licences gin_trgm_ops)"


async def run() -> None:
    """The rows that are there, and the index."""
    for statement in (MOVE, INDEX):
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
