"""The application may ask which pieces of names are common; the planner's statistics of an index are the owner's alone."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:45:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "common pieces of names"

FUNCTION = """
create function register_common_pieces(share real) returns text[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(common.piece), '{}')
      from pg_stats,
           lateral unnest(most_common_elems::text::text[], most_common_elem_freqs) as common(piece, freq)
     where tablename = 'register_listing_grams' and schemaname = 'public'
       and common.piece is not null and common.freq > share
$$
"""


async def run() -> None:
    """One function, with the owner's eyes."""
    await engine_finder().run_ddl(FUNCTION)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
