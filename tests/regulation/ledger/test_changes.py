"""The stream of changes: dense numbers, in the order in which acts become visible, whoever writes at once."""

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest

from app.ledger import words
from regulation import database
from regulation.actor import SYSTEM
from regulation.ledger import actions, changes

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)


#: Acts that the log has and that change nothing of what the public register shows of a firm.
NOT_OF_THE_REGISTER = {
    "campaign", "job_fair",
    "annual_report", "application", "do_not_disturb", "ending", "inspection_draw", "inspection_item_list", "inspection_plan",
    "inspection_roster", "inspection_task", "integrity_fact", "integrity_repair", "ledger", "local_value", "panel", "park",
    "penalty", "quick_survey", "register_certificate", "release", "special_inspection", "statistical_return", "statistics_referral", "survey_round",
}  # fmt: skip


def test_of_every_kind_of_act_it_is_known_whether_it_changes_the_register():
    """A new kind goes into `changes.STREAMED` when the register shows it, otherwise into the list above."""
    assert set(words.TYPES) - changes.STREAMED - NOT_OF_THE_REGISTER == set()
    assert changes.STREAMED.isdisjoint(NOT_OF_THE_REGISTER)


async def numbered():
    return [
        (each["seq"], each["type"])
        for each in await database.rows(
            "select change.seq, type from register_change as change join leaf on leaf.seq = change.leaf order by change.seq"
        )
    ]


async def test_only_what_the_register_shows_is_counted(db):
    await actions.append("a", "hr_licence", "grant", actor=SYSTEM, now=NOW)
    await actions.append("b", "application", "submit", actor=SYSTEM, now=NOW)
    await actions.append_many(
        [
            actions.Act("a", "hr_licence", "cancel"),
            actions.Act("p", "penalty", "decide"),
            actions.Act("c", "filing", "file"),
        ],
        actor=SYSTEM,
        now=NOW,
    )
    assert await numbered() == [(1, "hr_licence"), (2, "hr_licence"), (3, "filing")]
    assert await changes.last() == 3


async def test_an_act_that_fails_takes_no_number(db):
    await actions.append("a", "hr_licence", "grant", actor=SYSTEM, now=NOW)

    async def fail():
        async with database.unit_of_work():
            await actions.append("a", "hr_licence", "cancel", actor=SYSTEM, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    await actions.append("b", "filing", "file", actor=SYSTEM, now=NOW)
    assert await numbered() == [(1, "hr_licence"), (2, "filing")]


@pytest.mark.parametrize(
    "tampering",
    [
        "update register_change set seq = 9",
        "delete from register_change",
        "truncate register_change",
    ],
)
async def test_a_number_never_changes(owner, tampering):
    await actions.append("a", "hr_licence", "grant", actor=SYSTEM, now=NOW)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await owner.execute(tampering)


async def test_the_database_refuses_a_gap_and_an_earlier_leaf(db):
    for _ in range(3):
        await actions.append("a", "application", "submit", actor=SYSTEM, now=NOW)
    for refused in ((2, 0), (0, 0)):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute("insert into register_change (seq, leaf) values ($1, $2)", *refused)
    await database.execute("insert into register_change (seq, leaf) values (1, 1)")
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute("insert into register_change (seq, leaf) values (2, 0)")


async def test_a_reader_beside_many_writers_misses_nothing(committed_db):
    """Whatever a reader has seen is a beginning of what there will be: never 7 before 6."""
    writers, each_writes = 6, 15

    async def write(name):
        for count in range(each_writes):
            async with database.unit_of_work():
                await actions.append(name, "hr_licence", "grant", actor=SYSTEM, now=NOW)
                if count % 5 == 0:
                    await actions.append(name, "application", "submit", actor=SYSTEM, now=NOW)
                await asyncio.sleep(0.001 * (len(name) % 3))

    async def read(done):
        seen, after = [], 0
        while True:
            finished = done.is_set()
            page = await database.rows(
                "select seq from register_change where seq > $1 order by seq limit 7", after
            )
            seen += [each["seq"] for each in page]
            after = seen[-1] if seen else 0
            if finished and not page:
                return seen
            await asyncio.sleep(0)

    done = asyncio.Event()
    reader = asyncio.create_task(read(done))
    await asyncio.gather(*(write("w" * (place + 1)) for place in range(writers)))
    done.set()
    assert await reader == list(range(1, writers * each_writes + 1))
    order = await database.rows("select leaf from register_change order by seq")
    assert [each["leaf"] for each in order] == sorted(each["leaf"] for each in order)
