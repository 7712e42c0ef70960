"""What tells two names apart, as a key: for names written without their region or with another legal form."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T07:45:00:000008"
VERSION = "1.38.0"
DESCRIPTION = "core of names"

STATEMENTS = (
    r"""
    create function register_core(name_key text) returns text
    language sql immutable strict parallel safe as $$
        select regexp_replace(name_key, '^北京市?|\([^)]*\)|(股份)?有限(责任)?公司$|集团|公司$', '', 'g')
    $$
    """,
    "create index firm_core on firm (register_core(name_key)) where merged_into is null",
)


async def run() -> None:
    """One function and its index."""
    for statement in STATEMENTS:
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    """Raw SQL, forward only."""
    manager = MigrationManager(migration_id=ID, app_name="firms", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
