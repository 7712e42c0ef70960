"""The power went while the demonstration was being built; `zhiheng demo --anew` made it whole (tests/journeys/office.py)."""

from tests.journeys.office import FIRMS


async def test_a_city_whose_first_founding_was_killed_is_whole(office):
    assert f"Building the demonstration city: {FIRMS} firms" in office.founding
    _status, said = await office.run("demo-accounts")
    assert said.startswith("role")
    status, said = await office.run("demo", "--anew")
    assert (status, "in use" in said) == (1, True)
