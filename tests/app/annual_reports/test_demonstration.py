"""The invented reports of a demonstration look like filed ones."""

from datetime import UTC, date, datetime

from app.demo import firms, reports
from app.demo import registers as invented
from regulation import database
from regulation.accounts import organs
from regulation.annual_reports.queries import reports as queries
from tests import cast as people

TODAY = date(2026, 2, 10)
NOW = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)


async def test_an_invented_filing_keeps_the_register_as_a_filed_one_does(cast):
    await organs.install()
    city = firms.invent(60, 7, TODAY)
    await invented.add(city, 7, now=NOW)
    await reports.add_windows(TODAY, actor=cast.hao, now=NOW)
    assert await reports.add_reports(city, 7, set(), today=TODAY, now=NOW)
    report = await database.row("select firm, id from annual_report where status = 'accepted' limit 1")
    (filed,) = await queries.filings(report["id"])
    expected = await queries.register_data(report["firm"])
    assert filed.register.keys() == expected.keys()
    assert filed.register["name"] == expected["name"]
    assert [each.keys() for each in filed.register["registrations"]] == [
        each.keys() for each in expected["registrations"]
    ]


async def test_every_invented_licence_opens_at_the_desk_also_one_that_has_ended(client, cast):
    await invented.add(firms.invent(300, 2026, TODAY), 2026, now=NOW)
    ended = await database.rows(
        "select id from licence where id in (select distinct on (end_ground) id from licence where end_ground <> '')"
    )
    assert ended
    await people.sign_in(client, cast.hao)
    for each in ended:
        assert (await client.get(f"/desk/licences/{each['id']}")).status_code == 200
