"""Returns taken over in bulk: word for word, with their versions and opinions, in the statistics' own schema."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.indicators import catalogue
from regulation.surveys import bulk, session
from regulation.surveys.queries import scope
from regulation.surveys.status import Status
from tests.builders.annual_reports import VALUES, a_registration

CLOSES = date(2026, 2, 28)
IN_TIME = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)
#: Midnight in Beijing at the end of the last day.
MIDNIGHT = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)


async def a_round(period="2025"):
    """A round of the yearly returns, as the desk opens it."""
    async with session.statistics():
        await database.execute(
            """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, notice, two_persons,
                                         gate, created_at)
               select $1, id, 'return', $2, 2025, '2025-12-31', '2026-01-01', $3, '测试通知', true, 'open', $4
                 from survey_form where kind = 'return' and edition = 2""",
            uuid4(),
            period,
            CLOSES,
            IN_TIME,
        )


async def given(cast, *, status=Status.CITY_PASSED, versions=(), **more):
    firm = await database.row("select id, number, organ from firm where id = $1", cast.firm)
    return bulk.Given(
        firm_id=firm["id"],
        firm_number=firm["number"],
        period="2025",
        organ_id=firm["organ"],
        district="110105",
        status=status,
        number=more.pop("number", "京朝统报旧〔2026〕1号" if versions else None),
        versions=versions,
        register={"name": "旧名"},
        **more,
    )


def a_version(at=IN_TIME, **more):
    return bulk.Version(values=VALUES, filed_at=at, filed_by="旧系统", **more)


async def stored(sql):
    async with session.statistics():
        return await database.rows(sql)


async def test_every_version_and_opinion_is_kept(db, cast):
    await a_round()
    opinion = bulk.Opinion(
        "returned", IN_TIME + timedelta(days=1), "丁二", "朝阳区", "收入单位", {"rev_total": "单位有误"}
    )
    passed = bulk.Opinion("district_passed", IN_TIME + timedelta(days=3), "丁二", "朝阳区")
    wrong = {**VALUES, "rev_total": Decimal("15305000.00")}
    first = bulk.Version(values=wrong, filed_at=IN_TIME, filed_by="旧系统", opinions=(opinion,))
    second = a_version(
        IN_TIME + timedelta(days=2),
        differs={"staff_total": {"value": "21", "reason": "口径"}},
        opinions=(passed,),
    )

    one = await given(cast, status=Status.DISTRICT_PASSED, versions=(first, second))
    assert await bulk.insert([one], actor=SYSTEM, now=IN_TIME) == 1

    (kept,) = await stored("select * from statistical_return")
    old, new = await stored("select * from filed_return order by version")
    assert (kept["status"], kept["version"], kept["filed"], kept["filed_at"]) == (
        "district_passed",
        2,
        new["id"],
        IN_TIME,
    )
    assert kept["draft"] == "{}"
    assert json.loads(kept["differs"])["staff_total"]["reason"] == "口径"
    place = catalogue.BY_KEY["rev_total"].place - 1
    assert (old["figures"][place], new["figures"][place]) == (1_530_500_000, 153_050)
    assert old["content_hash"] != new["content_hash"]
    assert (new["inst_type"], new["is_nil"], new["is_late"], new["form_edition"]) == (
        "ENT_PRIV",
        False,
        False,
        2,
    )
    opinions = await stored("select filed, outcome, marks from return_opinion order by given_at")
    assert [(each["filed"], each["outcome"]) for each in opinions] == [
        (old["id"], "returned"),
        (new["id"], "district_passed"),
    ]
    (entry,) = await stored("select matter_kind, matter_id, action, status_after from case_log")
    assert tuple(entry.values()) == ("statistical_return", kept["id"], "insert", "district_passed")


@pytest.mark.parametrize(("at", "is_late"), [(MIDNIGHT - timedelta(seconds=1), False), (MIDNIGHT, True)])
async def test_a_filing_after_the_last_day_ends_is_late(db, cast, at, is_late):
    await a_round()
    await bulk.insert([await given(cast, versions=(a_version(at),))], actor=SYSTEM, now=IN_TIME)
    (filed,) = await stored("select is_late from filed_return")
    assert filed["is_late"] is is_late


async def test_a_correction_after_the_last_day_does_not_make_a_return_late(db, cast):
    await a_round()
    both = (a_version(), a_version(MIDNIGHT + timedelta(days=9)))
    await bulk.insert([await given(cast, versions=both)], actor=SYSTEM, now=IN_TIME)
    assert {each["is_late"] for each in await stored("select is_late from filed_return")} == {False}


async def test_who_never_answered_has_a_row_and_no_filing(db, cast):
    await a_round()
    silent = await given(cast, status=Status.NONRESPONSE, outcome_reason="两次催报后仍未报送")
    await bulk.insert([silent], actor=SYSTEM, now=IN_TIME)
    (kept,) = await stored("select status, filed, version, outcome_reason from statistical_return")
    assert tuple(kept.values()) == ("nonresponse", None, 0, "两次催报后仍未报送")
    assert await stored("select 1 from filed_return") == []


async def test_what_is_with_the_respondent_keeps_its_draft(db, cast):
    await a_round()
    marked = await given(
        cast,
        status=Status.RETURNED,
        versions=(a_version(),),
        draft={"assets_total": Decimal("12.00")},
        marks={"rev_total": "单位有误"},
    )
    await bulk.insert([marked], actor=SYSTEM, now=IN_TIME)
    (kept,) = await stored("select draft, marks from statistical_return")
    assert (json.loads(kept["draft"]), json.loads(kept["marks"])) == (
        {"assets_total": "12.00"},
        {"rev_total": "单位有误"},
    )


async def test_a_second_return_of_a_firm_is_refused(db, cast):
    await a_round()
    one = await given(cast, versions=(a_version(),))
    await bulk.insert([one], actor=SYSTEM, now=IN_TIME)
    with pytest.raises(asyncpg.UniqueViolationError):
        await bulk.insert([one], actor=SYSTEM, now=IN_TIME)


async def test_a_status_that_needs_a_filing_is_refused_without_one(db, cast):
    await a_round()
    with pytest.raises(asyncpg.CheckViolationError):
        await bulk.insert([await given(cast, status=Status.CITY_PASSED)], actor=SYSTEM, now=IN_TIME)


async def test_a_round_that_does_not_exist_takes_nothing(db, cast):
    with pytest.raises(errors.NotFound):
        await bulk.insert([await given(cast, versions=(a_version(),))], actor=SYSTEM, now=IN_TIME)
    assert await stored("select 1 from statistical_return") == []


@pytest.mark.parametrize(
    ("kind", "more", "is_asked"),
    [
        ("hr_licence", {"issued_on": date(2025, 12, 30)}, True),
        ("hr_licence", {"issued_on": date(2026, 1, 1)}, False),
        ("filing", {"ended_on": date(2025, 12, 31), "status": "ended", "expires_on": None}, False),
        ("branch_report", {"expires_on": None}, True),
        ("dispatch_licence", {}, False),
    ],
)
async def test_who_was_on_the_register_on_the_last_day_of_the_year_is_asked(db, cast, kind, more, is_asked):
    await a_registration(cast.firm, kind, **more)
    day = date(2025, 12, 31)
    assert bool(await scope.reasons(cast.firm, day)) is is_asked
    assert await scope.count(day) == int(is_asked)


async def test_a_public_institution_is_asked_without_any_registration_and_once(db, cast):
    day = date(2025, 12, 31)
    await a_registration(cast.firm, "filing")
    await database.execute(
        "update firm set inst_type = 'PUB_EMP', established_on = $2 where id = $1", cast.firm, day
    )
    assert await scope.reasons(cast.firm, day) == ["public"]
    assert await scope.count(day) == 1
    assert await scope.reasons(cast.firm, day - timedelta(days=1)) == []
