"""《统计法》第二十八条: a figure of a return is found nowhere outside the statistics, however it was handled."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app import clock
from regulation import database
from regulation.roles import Role
from regulation.surveys import session
from regulation.surveys.actions import editing, outcomes, referrals, reminders, review
from regulation.surveys.status import Status
from tests import cast as people
from tests.builders import statistics as build
from tests.builders.statistics import NOW, YEAR
from tests.cast import sign_in

#: A figure nobody would write by chance, in the ways it could be written.
MARKER = Decimal("73130719.37")
WRITTEN = ("73130719", "73,130,719", "7313071937")
TABLES = """
    select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'
       and has_table_privilege('zhiheng_app', table_schema || '.' || table_name, 'select')
"""
ANONYMOUS = ("/", "/firms", "/statistics", "/log", "/log/entries", "/disclosures", "/parks", "/draws")


@pytest.fixture
async def handled(cast, monkeypatch):
    """A return with the marker that was filed, sent back, doubted, believed, passed; and a neighbour that was reminded and referred."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    await build.a_round(year=YEAR - 1)
    await build.a_round()
    firm = await build.a_respondent(
        "标记有限公司", "91110105MA0000003C", status=Status.SUBMITTED, rev_total=MARKER
    )
    await build.a_return(firm, year=YEAR - 1, rev_total=Decimal("1000.00"))
    for at in range(2):
        quiet = await build.a_respondent(f"稳定{at}有限公司", f"91110105MA000001{at}C")
        await build.a_return(quiet, year=YEAR - 1)
    number = await database.value("select number from firm where id = $1", firm)
    await editing.believe(YEAR, number, 1, "rev_total", "电话核实", actor=cast.pan, now=NOW)
    await review.return_to_respondent(YEAR, number, 1, {"rev_total": ""}, "请核对", actor=cast.pan, now=NOW)
    other = await build.a_respondent(
        "再标记有限公司", "91110105MA0000004D", status=Status.SUBMITTED, rev_total=MARKER
    )
    second = await database.value("select number from firm where id = $1", other)
    await review.pass_return(YEAR, second, 1, actor=cast.pan, now=NOW)
    await review.pass_return(YEAR, second, 1, actor=cast.mo, now=NOW)
    silent = await build.a_respondent("沉默有限公司", "91110105MA0000005E", status="silent")
    third = await database.value("select number from firm where id = $1", silent)
    await reminders.remind_in_writing(YEAR, third, actor=cast.pan, now=NOW)
    await referrals.refer(YEAR, third, "统计局", "未报送", actor=cast.pan, now=NOW + timedelta(days=11))
    await outcomes.final_nonresponse(YEAR, third, "联系不上", actor=cast.pan, now=NOW)
    return cast, firm, number


async def test_no_table_of_supervision_holds_the_figure(handled):
    async with session.statistics():
        there = await database.value("select count(*) from filed_return where cells::text like '%73130719%'")
    assert there == 2, "the marker is where it belongs"
    names = [each["name"] for each in await database.rows(TABLES)]
    assert {"public.notice", "public.case_log", "public.leaf", "public.document"} <= set(names)
    for name in names:
        for text in WRITTEN:
            found = await database.value(
                f"select count(*) from {name} as held where held::text like '%' || $1 || '%'", text
            )
            assert found == 0, (name, text)


async def test_no_page_of_the_public_of_supervisors_or_of_another_firm_shows_it(client, handled):
    cast, _firm, number = handled
    readers = (None, cast.an, cast.bai, cast.hao, cast.lu, cast.ning, cast.ou, cast.e)
    for who in readers:
        await sign_in(client, who)
        for path in (
            *ANONYMOUS,
            f"/firms/{number}",
            "/desk",
            f"/desk/firms/{number}",
            "/desk/audit",
            "/desk/annual-reports",
        ):
            text = (await client.get(path, follow_redirects=True)).text
            assert not [each for each in WRITTEN if each in text], (who and who.login, path)


async def test_the_respondents_own_people_see_their_notice_without_it(client, handled):
    _cast, firm, _number = handled
    own = await people._firm_user("own", "本人", firm, Role.FIRM_SIGNATORY)
    await sign_in(client, own)
    home = (await client.get("/firm", follow_redirects=True)).text
    assert "被退回" in home
    assert not [each for each in WRITTEN if each in home]


async def test_to_the_statistician_it_is_shown(client, handled):
    cast, _firm, number = handled
    await sign_in(client, cast.pan)
    assert "73,130,719" in (await client.get(f"/desk/surveys/{YEAR}/units/{number}")).text
