"""The tables in the code and the migrations on disk say the same."""

from collections import Counter
from pathlib import Path

import pytest
from piccolo.apps.migrations.commands.new import AutoMigrationManager
from piccolo.conf.apps import Finder

from app.installation import NO_DIGIT

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / "migrations").glob("*/*.py") if path.stem != "__init__")
AREAS = sorted(path.parent.name for path in (ROOT / "regulation").glob("*/piccolo_app.py"))


@pytest.mark.parametrize("area", AREAS)
async def test_tables_match_their_migrations(area):
    config = Finder().get_app_config(area)
    statements = await AutoMigrationManager().get_alter_statements(app_config=config)
    changes = [line for group in statements for line in group.statements]
    assert changes == [], f"run: piccolo migrations new {area} --auto --desc '...'"


def test_every_area_with_tables_is_registered():
    import piccolo_conf

    registered = {config.app_name for config in piccolo_conf.APP_REGISTRY.app_configs.values()}
    assert set(AREAS) <= registered


def test_no_two_migrations_share_a_file_name():
    # Piccolo imports them by bare name, so of two the second would run the first again.
    shared = [name for name, times in Counter(path.name for path in FILES).items() if times > 1]
    assert shared == []


def test_a_migration_stands_alone():
    # It is history: the code it would import has moved on by the time it runs somewhere.
    leaning = [
        path.name
        for path in FILES
        if "import regulation" in (text := path.read_text()) or "from regulation" in text
    ]
    assert leaning == []


async def test_the_application_may_not_change_what_is_append_only(db):
    guarded = await db.fetch(
        "select tgrelid::regclass::text as name from pg_trigger join pg_class on pg_class.oid = tgrelid"
        " where tgname like 'append\\_only%' and relnamespace = 'public'::regnamespace group by 1"
    )
    assert guarded, "no table has an append_only trigger"
    for row in guarded:
        for right in ("update", "delete", "truncate"):
            allowed = await db.fetchval("select has_table_privilege($1, $2)", row["name"], right)
            assert not allowed, f"{right} on {row['name']}"


async def test_the_application_owns_nothing(db):
    assert await db.fetchval("select current_user") == "zhiheng_app"
    owned = await db.fetchval("select count(*) from pg_class where relowner = current_user::regrole")
    assert owned == 0


def test_a_migration_is_called_by_its_own_instant():
    # `zhiheng serve` compares file names with what the database has seen, so the two must agree.
    wrong = []
    for path in FILES:
        identifier = next(line for line in path.read_text().splitlines() if line.startswith("ID = "))
        if NO_DIGIT.sub("", identifier) != NO_DIGIT.sub("", path.stem):
            wrong.append(path.name)
    assert wrong == []
