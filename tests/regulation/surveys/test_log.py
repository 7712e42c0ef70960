"""The register log holds what the statistics did, and is checked as a whole although their openings are kept apart."""

from regulation import database
from regulation.ledger import actions, checking
from regulation.surveys import session
from regulation.surveys.queries import openings
from tests.builders.returns import NOW


async def test_the_whole_log_is_checked_through_both_doors(cast):
    await actions.append("a", "licence", "grant", actor=cast.an, now=NOW, private={"number": "1"})
    async with session.statistics():
        await actions.append(
            "b", "statistical_return", "submit", actor=cast.e, now=NOW, private={"year": 2025}
        )
    alone = await checking.check()
    assert [str(each) for each in alone.faults] == [
        "leaf_secret 1: row is gone, and no entry says that it was erased"
    ]
    whole = await checking.check(elsewhere=await openings.found())
    assert whole.faults == []
    assert whole.openings == 2


async def test_an_opening_that_is_in_neither_place_is_named(cast):
    async with session.statistics():
        await actions.append(
            "b", "statistical_return", "submit", actor=cast.e, now=NOW, private={"year": 2025}
        )
        await database.execute("delete from leaf_secret")
    found = await checking.check(elsewhere=await openings.found())
    assert [str(each) for each in found.faults] == [
        "leaf_secret 0: row is gone, and no entry says that it was erased"
    ]
