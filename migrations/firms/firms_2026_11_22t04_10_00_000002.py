"""What the table classes cannot say: register numbers, the index for Chinese needles, one present version of a fact."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T04:10:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "register numbers, gram index, one present version of a fact"

STATEMENTS = (
    "create sequence firm_number",
    "create sequence firm_import_number",
    # Two-character needles are the usual Chinese search and are too short for trigrams. Single
    # characters are kept for needles of one. The high cost tells the planner never to evaluate it
    # row by row while scanning.
    """
    create function register_grams(haystack text) returns text[]
    language sql immutable strict parallel safe cost 10000 as $$
        select string_to_array(haystack, null)
               || array(select substr(haystack, place, 2) from generate_series(1, char_length(haystack) - 1) as place)
    $$
    """,
    "create index register_listing_grams on register_listing using gin (register_grams(haystack))",
    "create index register_listing_order on register_listing (standing, number)",
    "create index register_listing_number on register_listing (number)",
    "create unique index firm_fact_present on firm_fact (firm, key) where valid_to is null and known_to is null",
    "create index firm_fact_of on firm_fact (firm, key, known_from)",
    "create index firm_import_row_open on firm_import_row (firm_import, row_number) where outcome is null",
    "create index firm_import_row_outcome on firm_import_row (firm_import, outcome, row_number)",
    # Frequencies of many more pairs than the default hundred: they decide between index and scan.
    "alter index register_listing_grams alter column 1 set statistics 1000",
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
