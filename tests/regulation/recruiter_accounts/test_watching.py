"""What the night does with accounts."""

from datetime import date, timedelta

from regulation import database
from regulation.casework import clocks
from regulation.firms import actions as firms
from regulation.firms.status import FactSource
from regulation.law import almanac, beijing
from regulation.recruiter_accounts import queries
from regulation.recruiter_accounts.actions import declaring, watching
from tests.builders import accounts as build
from tests.builders.accounts import CONTENT

CALENDAR = almanac.known()


async def titles(firm):
    return [
        each["title"]
        for each in await database.rows(
            "select title from notice where firm_id = $1 order by created_at, id", firm
        )
    ]


def at(day):
    """Shortly after midnight of a day in Beijing."""
    return beijing.end_of_day(day - timedelta(days=1)) + timedelta(minutes=30)


async def test_six_months_after_the_last_verification_an_account_lapses(cast):
    number = await build.a_confirmed_account(cast)
    assert await watching.pass_day(now=at(date(2027, 5, 23))) == (0, 0, 0), "its last day"
    assert await watching.pass_day(now=at(date(2027, 5, 24))) == (1, 0, 0)
    assert await watching.pass_day(now=at(date(2027, 5, 24))) == (0, 0, 0)
    assert (await queries.for_update(number))["status"] == "lapsed"
    assert (await queries.waiting(cast.an, today=date(2027, 5, 24)))["lapsed"] == 1
    await declaring.revise(
        number, "verify_again", CONTENT, seen_version=1, actor=cast.ee, now=at(date(2027, 5, 24))
    )
    assert (await queries.for_update(number))["status"] == "declared"


async def test_the_holder_is_reminded_thirty_seven_and_one_day_before(cast):
    await build.a_confirmed_account(cast)
    told = [
        (date(2027, 5, 23) - day).days
        for day in (date(2027, 4, 20) + timedelta(days=n) for n in range(34))
        if (await watching.pass_day(now=at(day)))[1]
    ]
    assert told == [30, 7, 1]


async def test_a_change_of_the_licence_starts_ten_working_days(cast):
    number = await build.a_confirmed_account(cast)
    assert await watching.pass_day(now=at(date(2026, 12, 1))) == (0, 0, 0)
    await build.a_licence(cast.firm, expires_on=date(2034, 5, 31), now=at(date(2027, 2, 3)))
    assert await watching.pass_day(now=at(date(2027, 2, 4))) == (0, 0, 1)
    assert await watching.pass_day(now=at(date(2027, 2, 5))) == (0, 0, 0), "the days run once"
    account = await queries.visible(cast.ee, number)
    (clock,) = await clocks.of(account["id"], calendar=CALENDAR)
    assert (account["changed_on"], len(clock.due.counted_days)) == (date(2027, 2, 3), 10)
    assert "登记事项已变更" in (await titles(cast.firm))[-1]
    assert (await queries.waiting(cast.an, today=clock.due.due_on + timedelta(days=1)))["update_late"] == 1
    await declaring.revise(
        number,
        "update",
        CONTENT | {"shown_until": date(2034, 5, 31)},
        seen_version=1,
        actor=cast.ee,
        now=at(date(2027, 2, 8)),
    )
    assert (await queries.visible(cast.ee, number))["changed_on"] is None
    assert await watching.pass_day(now=at(date(2027, 2, 9))) == (0, 0, 0), (
        "the new version was laid beside the new register"
    )


async def test_a_change_of_the_firm_counts_from_the_day_the_register_had_it(cast):
    number = await build.a_confirmed_account(cast)
    known = at(date(2026, 12, 10))
    await firms.change_facts(
        cast.firm, {"name": "测试丙人力资源有限公司"}, source=FactSource.REPORT, valid_from=date(2026, 12, 1), actor=cast.an, now=known,
    )  # fmt: skip
    assert await watching.pass_day(now=known + timedelta(days=1)) == (0, 0, 1)
    account = await queries.visible(cast.ee, number)
    assert (account["changed_on"], account["update_by"]) == (date(2026, 12, 10), date(2026, 12, 24))
    assert account["name"] == "测试丙人力资源有限公司"


async def test_an_employers_own_account_shows_no_licence_and_has_nothing_to_update(cast):
    await build.a_confirmed_account(cast, kind="own")
    await build.a_licence(cast.firm, expires_on=date(2034, 5, 31), now=at(date(2027, 2, 3)))
    assert await watching.pass_day(now=at(date(2027, 2, 4))) == (0, 0, 0)
