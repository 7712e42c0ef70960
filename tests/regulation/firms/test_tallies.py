"""The search with tallies of wide needles tells what the plain search tells, whatever changed since they were made."""

import asyncio
import random
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest

from regulation import database
from regulation.firms import kept, names, search, tallies
from regulation.firms.status import RegistrationKind, Standing

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
AREAS = ("110105", "110108", "110101")
NEEDLES = (
    "", "人力", "人力资源", "力资源服", "北京", "甲", "甲乙", "京丙", "测试北京甲", "rlzy", "cs", "公司测", "源2026", "20", "服务有限公司",
)  # fmt: skip
CHOICES = (
    {},
    {"districts": ("110105",)},
    {"districts": ("110105", "110108"), "statuses": (Standing.LICENSED,)},
    {"statuses": (Standing.FILED, Standing.NONE), "kinds": (RegistrationKind.FILING,)},
)


@pytest.fixture
def small(monkeypatch):
    """What is large is small, and nothing is kept from one question to the next."""
    # Patient: other test processes have their transactions open on the same server, some for as long as a file takes.
    for name, value in (("LARGE", 10), ("LEAST", 5), ("MOST_SHIFTS", 40), ("PAUSE", 0.01), ("TURNS", 12_000)):
        monkeypatch.setattr(tallies, name, value)
    monkeypatch.setattr(kept, "WORTH_KEEPING", 3)
    monkeypatch.setattr(search, "BELIEVED_FOR", -1.0)
    monkeypatch.setattr(search, "_believed", search._Believed())


@pytest.fixture
def draw():
    return random.Random(2026)


def a_name(draw):
    return (
        "测试北京"
        + "".join(draw.choices("甲乙丙丁戊", k=draw.randint(1, 3)))
        + draw.choice(("人力资源", "人力资源服务", "劳务派遣", "人力资源2026"))
        + draw.choice(("有限公司", "公司"))
    )


async def entered(draw, cast, count, start):
    organs = (None, cast.an.organ_id, cast.ding.organ_id)
    rows = []
    for place in range(start, start + count):
        name = a_name(draw)
        rows.append(
            (
                UUID(int=draw.getrandbits(128), version=4),
                f"T{place:06}",
                name,
                names.haystack(name),
                draw.choice(AREAS),
                draw.choice(organs),
                draw.randint(0, 3),
                draw.randint(0, 7),
            )
        )
    async with database.unit_of_work():
        await database.many(
            "insert into firm (id, number, name, business_state) values ($1, $2, $3, 'operating')",
            [row[:3] for row in rows],
        )
        await database.many(
            """insert into register_listing (firm, number, haystack, area, organ_id, standing, kinds)
               values ($1, $2, $3, $4, $5, $6, $7)""",
            [(*row[:2], *row[3:]) for row in rows],
        )


async def changed(draw):
    """Some firms are renamed, some move on, some go."""
    async with database.unit_of_work():
        firms = [
            row["firm"] for row in await database.rows("select firm from register_listing order by number")
        ]
        for firm in draw.sample(firms, 9):
            await database.execute(
                "update register_listing set haystack = $2 where firm = $1",
                firm,
                names.haystack(a_name(draw)),
            )
        for firm in draw.sample(firms, 9):
            await database.execute(
                "update register_listing set standing = (standing + 1) % 4, area = '110101' where firm = $1",
                firm,
            )
        await database.execute("delete from register_listing where firm = any($1)", draw.sample(firms, 4))


async def plainly(wanted):
    sql, parameters = search.statement(wanted)
    row = await database.row(sql, *parameters)
    groups = msgspec.json.decode(row["tally"], type=list[tuple[str, int, int, int]])
    return msgspec.json.decode(row["rows"]), *search.roll_up(wanted, groups)


async def compared(cast):
    """Every needle under every choice, in every order, on two pages, for everybody and for one organ."""
    asked = 0
    for place, needle in enumerate(NEEDLES):
        for choice in CHOICES:
            orders = tuple(search.ORDERS)
            wanted = search.Search(
                q=needle,
                **choice,
                order=orders[place % len(orders)],
                page=1 + asked % 2,
                size=7,
                organ_id=cast.an.organ_id if asked % 3 == 2 else None,
            )
            search._counts, search._pages = kept.Latest(), kept.Latest()
            cold, warm = await search.find(wanted), await search.find(wanted)
            told = await plainly(wanted)
            assert (cold.decoded(), cold.total, cold.facets) == told, wanted
            assert (warm.decoded(), warm.total, warm.facets) == told, wanted
            asked += 1
    return asked


async def test_tallies_and_what_changed_since_tell_what_plain_counting_tells(committed_db, cast, small, draw):
    await entered(draw, cast, 7, 500)
    assert await tallies.renew(now=NOW) == 0, "a small register is counted as it is asked"
    await entered(draw, cast, 120, 0)
    assert await database.value("select count(*) from register_shift") == 0
    assert await tallies.wide_needles() == {}
    assert await tallies.renew(now=NOW) > 50
    wide = await tallies.wide_needles()
    assert sum(wide["人力资源"]) > 20
    assert "源2026" not in wide, "licences are searched for it too"
    assert await compared(cast) == len(NEEDLES) * len(CHOICES)
    assert await tallies.renew(now=NOW) == 0, "nothing changed"
    await changed(draw)
    await entered(draw, cast, 6, 200)
    assert 0 < await database.value("select count(*) from register_shift") <= 2 * 18 + 4 + 6
    await compared(cast)
    await entered(draw, cast, 30, 300)
    assert await tallies.renew(now=NOW) > 50, "much has changed"
    assert await database.value("select count(*) from register_shift") == 0
    await compared(cast)


async def carried_by_all():
    return sum((await tallies.wide_needles())[""])


@asynccontextmanager
async def entering(draw, cast, count, start):
    """Somebody else enters firms and commits when the block ends."""
    entered_all, done = asyncio.Event(), asyncio.Event()

    async def slowly():
        async with database.unit_of_work():
            await entered(draw, cast, count, start)
            entered_all.set()
            await done.wait()

    other = asyncio.create_task(slowly())
    await entered_all.wait()
    try:
        yield
    finally:
        done.set()
        await other


async def test_no_change_is_lost_between_two_makers_and_two_writers(
    committed_db, cast, small, draw, monkeypatch
):
    monkeypatch.setattr(tallies, "TURNS", 2)
    await entered(draw, cast, 30, 0)
    listed = await database.value("select count(*) from register_listing")
    async with entering(draw, cast, 1, 900):
        assert await tallies.renew(now=NOW) == 0, (
            "what it does would be in no tally and no shift: it is waited for"
        )
    # What the tests beside this one have open in their own databases is waited for as well.
    monkeypatch.setattr(tallies, "TURNS", 100_000)
    made = await asyncio.gather(tallies.renew(now=NOW), tallies.renew(now=NOW))
    assert sorted(each > 10 for each in made) == [False, True], "one of two makers makes them"
    assert await carried_by_all() == listed + 1
    monkeypatch.setattr(tallies, "MOST_SHIFTS", -1)
    async with entering(draw, cast, 3, 901):
        assert await tallies.renew(now=NOW) > 10
    assert await carried_by_all() == listed + 1, "they were not there yet when the tallies were made"
    assert (await search.find(search.Search())).total == listed + 4, "and stayed noted"
