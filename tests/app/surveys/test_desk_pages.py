"""The statisticians' pages: what they show, what they refuse, and to whom they do not exist."""

from datetime import date
from decimal import Decimal

import pytest

from app import clock
from regulation import database
from regulation.surveys import session
from regulation.surveys.actions import reminders
from regulation.surveys.queries import returns
from regulation.surveys.status import Status
from tests.builders import statistics as build
from tests.builders.annual_reports import a_registration
from tests.builders.statistics import NOW, YEAR
from tests.cast import post, sign_in

HOME = "/desk/surveys"
PATHS = (
    HOME,
    f"{HOME}.csv",
    f"{HOME}/{YEAR}/editing",
    f"{HOME}/{YEAR}/macro",
    f"{HOME}/{YEAR}/response",
    f"{HOME}/{YEAR}/response.csv",
    f"{HOME}/{YEAR}/referrals",
    f"{HOME}/rounds",
    f"{HOME}/groups",
    f"{HOME}/waivers",
)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", now.date)

    set_clock(NOW)
    return set_clock


async def number_of(firm_id):
    return await database.value("select number from firm where id = $1", firm_id)


@pytest.fixture
async def submitted(cast):
    """E's firm has filed and waits for its district; the number of its firm."""
    await build.a_round()
    await a_registration(cast.firm)
    return await build.a_return(cast.firm, status=Status.SUBMITTED)


async def test_to_everybody_but_statisticians_no_address_exists(client, cast, submitted):
    for who in (
        cast.an,
        cast.bai,
        cast.hao,
        cast.jin,
        cast.lu,
        cast.ning,
        cast.ou,
        cast.fang,
        cast.gu,
        cast.e,
    ):
        await sign_in(client, who)
        for path in (*PATHS, f"{HOME}/{YEAR}/units/{submitted}"):
            assert (await client.get(path)).status_code == 404, (who.login, path)
        assert (
            await post(client, f"{HOME}/{YEAR}/units/{submitted}/pass", {"version": "1"})
        ).status_code == 404
        assert "/desk/surveys" not in (await client.get("/desk", follow_redirects=True)).text


async def test_every_page_opens_for_the_citys_statistician_in_both_languages(client, cast, submitted):
    await sign_in(client, cast.mo)
    for path in (*PATHS, f"{HOME}/{YEAR}/units/{submitted}"):
        for lang in ("zh", "en"):
            answer = await client.get(f"{path}?lang={lang}")
            assert answer.status_code == 200, path
    assert (await client.get(f"{HOME}/2019/editing")).status_code == 404


async def test_rounds_groups_and_consents_are_the_citys(client, cast, submitted):
    await sign_in(client, cast.pan)
    for path in ("rounds", "groups", "waivers"):
        assert (await client.get(f"{HOME}/{path}")).status_code == 403
        assert f"{HOME}/{path}" not in (await client.get(HOME)).text


async def test_another_district_sees_and_moves_nothing(client, cast, submitted):
    await sign_in(client, cast.qi)
    assert (await client.get(f"{HOME}/{YEAR}/units/{submitted}")).status_code == 404
    for act, sent in (
        ("pass", {"version": "1"}),
        ("return", {"version": "1", "reason": "理由"}),
        ("outcome", {"outcome": "out_of_scope", "why": "理由"}),
        ("remind", {}),
        ("refer", {"body": "局", "referral_reason": "理由"}),
    ):
        answer = await post(client, f"{HOME}/{YEAR}/units/{submitted}/{act}", sent)
        assert answer.status_code == 404, act
    assert submitted not in (await client.get(HOME)).text


async def test_a_return_is_looked_at_marked_and_sent_back(client, cast, submitted):
    await sign_in(client, cast.pan)
    path = f"{HOME}/{YEAR}/units/{submitted}"
    shown = await client.get(path)
    assert "1,530.50" in shown.text
    assert "审核通过" in shown.text
    refused = await post(client, f"{path}/return", {"version": "1", "reason": "", "mark-rev_total": "1"})
    assert refused.status_code == 422
    assert 'name="mark-rev_total" value="1" checked' in refused.text
    unknown = await post(client, f"{path}/return", {"version": "1", "reason": "理由", "rev_total": "9"})
    assert unknown.status_code == 422
    sent = {"version": "1", "reason": "请核对收入", "mark-rev_total": "1", "note-rev_total": "与税务数据不符"}
    assert (await post(client, f"{path}/return", sent)).status_code == 303
    assert "与税务数据不符" in (await client.get(path)).text
    assert (await post(client, f"{path}/return", sent)).status_code == 409
    held = await returns.of_firm(cast.firm, str(YEAR))
    assert held.status is Status.RETURNED


async def test_passed_one_by_one_and_by_the_page(client, cast, submitted):
    await sign_in(client, cast.pan)
    other = await number_of(
        await build.a_respondent("另一家有限公司", "91110105MA0000003C", status=Status.SUBMITTED)
    )
    page = await client.get(HOME)
    assert f'value="{submitted}:1"' in page.text
    sent = {"pick": [f"{submitted}:1", f"{other}:2"]}
    answer = await post(client, f"{HOME}/{YEAR}/pass", sent)
    assert answer.status_code == 303
    said = (await client.get(answer.headers["location"])).text
    assert "已审核通过1份" in said
    assert "重新报送" in said, "the other was shown in a version that does not exist"
    assert (await post(client, f"{HOME}/{YEAR}/pass", {"pick": "x:y"})).status_code == 404
    assert (await post(client, f"{HOME}/{YEAR}/pass", {"rev_total": "1"})).status_code == 422


async def test_the_list_searches_sorts_and_says_when_it_is_empty(client, cast, submitted):
    await build.a_respondent("沉默有限公司", "91110105MA0000003C", status="silent")
    await sign_in(client, cast.mo)
    assert "没有符合条件的记录" in (await client.get(f"{HOME}?q=没有这家")).text
    overdue = await client.get(f"{HOME}?due=overdue&sort=name")
    assert "沉默有限公司" in overdue.text
    assert submitted not in overdue.text
    file = await client.get(f"{HOME}.csv?due=overdue")
    assert "沉默有限公司" in file.text
    assert "1530" not in (await client.get(f"{HOME}.csv")).text


async def test_without_a_round_the_page_says_what_to_do(client, cast):
    await sign_in(client, cast.mo)
    assert "设定调查期" in (await client.get(HOME)).text
    await sign_in(client, cast.pan)
    assert "由市级统计人员统一设定" in (await client.get(HOME)).text


async def test_the_city_approves_a_form_and_opens_a_round(client, cast):
    await sign_in(client, cast.mo)
    form = build.FORM
    sent = {
        "year": "2025",
        "opens_on": "2026-01-01",
        "closes_on": "2026-02-28",
        "form": form,
        "notice": "通知",
    }
    refused = await post(client, f"{HOME}/rounds", sent)
    assert refused.status_code == 422
    assert "文号" in refused.text
    half = await post(client, f"{HOME}/rounds/forms/{form}/approval", {"approval": "", "approver": "局"})
    assert half.status_code == 422
    approval = {"approval": "国统制〔示例〕1号", "approver": "国家统计局", "expires": "2027-12-31"}
    assert (await post(client, f"{HOME}/rounds/forms/{form}/approval", approval)).status_code == 303
    assert (await post(client, f"{HOME}/rounds/forms/{form}/approval", approval)).status_code == 409
    assert (await post(client, f"{HOME}/rounds", sent)).status_code == 303
    again = await post(client, f"{HOME}/rounds", sent)
    assert again.status_code == 422
    assert (await client.get(f"{HOME}/rounds/2025")).status_code == 200
    changed = {**sent, "closes_on": "2026-05-10"}
    assert (await post(client, f"{HOME}/rounds/2025", changed)).status_code == 303
    assert (await post(client, f"{HOME}/rounds/2025", {**changed, "year": "2024"})).status_code == 422
    edition = {
        "number": "人社统LM1表",
        "title": "统计年报",
        "issuing_body": "人社部",
        "approval_number": "国统制〔示例〕2号",
        "approving_body": "国家统计局",
        "valid_from": "2028-01-01",
        "expires_on": "2029-12-31",
    }
    assert (await post(client, f"{HOME}/rounds/forms", edition)).status_code == 303
    assert (await post(client, f"{HOME}/rounds/forms", {**edition, "number": ""})).status_code == 422


async def test_a_doubt_is_decided_from_the_list(client, cast):
    await build.a_round(year=YEAR - 1)
    await build.a_round()
    await a_registration(cast.firm)
    await build.a_return(cast.firm, year=YEAR - 1, rev_total=Decimal("1000.00"))
    number = await build.a_return(cast.firm, rev_total=Decimal("9000.00"))
    for at_ in range(2):
        quiet = await build.a_respondent(f"稳定{at_}有限公司", f"91110105MA000001{at_}C")
        await build.a_return(quiet, year=YEAR - 1)
    await sign_in(client, cast.mo)
    page = await client.get(f"{HOME}/{YEAR}/editing")
    assert "9,000.00" in page.text
    assert "前二十" in page.text
    sent = {"number": number, "version": "1", "cell": "rev_total", "decision": "believed", "words": ""}
    assert (await post(client, f"{HOME}/{YEAR}/editing", sent)).status_code == 422
    assert (await post(client, f"{HOME}/{YEAR}/editing", {**sent, "decision": "changed"})).status_code == 422
    good = {**sent, "words": "电话核实"}
    assert (await post(client, f"{HOME}/{YEAR}/editing", good)).status_code == 303
    assert (await post(client, f"{HOME}/{YEAR}/editing", good)).status_code == 409
    assert "电话核实" in (await client.get(f"{HOME}/{YEAR}/editing?state=decided")).text
    assert "没有可疑单元格" in (await client.get(f"{HOME}/{YEAR}/editing?state=open")).text


async def test_the_edits_over_many_returns_and_the_response_are_shown(client, cast):
    await build.a_round(year=YEAR - 1)
    await build.two_districts(cast)
    await build.a_return(cast.firm, year=YEAR - 1, rev_total=Decimal("100.00"))
    await build.a_respondent("沉默有限公司", "91110105MA0000003C", status="silent")
    await sign_in(client, cast.mo)
    shown = (await client.get(f"{HOME}/{YEAR}/macro")).text
    assert "+1,430.50" in shown
    assert "不作为许可" in shown
    progress = (await client.get(f"{HOME}/{YEAR}/response")).text
    assert "偏低" in progress
    file = (await client.get(f"{HOME}/{YEAR}/response.csv")).content.decode("utf-8-sig")
    assert file.splitlines()[0].startswith("登记机关")
    assert "1530" not in file


async def test_overdue_reminded_referred_sent_and_answered(client, cast, at):
    await build.a_round()
    silent = await number_of(await build.a_respondent("沉默有限公司", "91110105MA0000003C", status="silent"))
    await sign_in(client, cast.pan)
    path = f"{HOME}/{YEAR}/units/{silent}"
    assert "书面催报" in (await client.get(path)).text
    assert (await post(client, f"{path}/remind")).status_code == 303
    assert (await post(client, f"{path}/remind")).status_code == 409
    from datetime import timedelta

    at(NOW + timedelta(days=reminders.GIVEN + 1))
    assert "移送统计机构" in (await client.get(path)).text
    half = await post(client, f"{path}/refer", {"body": "北京市统计局", "referral_reason": ""})
    assert half.status_code == 422
    sent = {"body": "北京市统计局", "referral_reason": "经催报未报送"}
    assert (await post(client, f"{path}/refer", sent)).status_code == 303
    assert (await post(client, f"{path}/refer", sent)).status_code == 409
    listed = (await client.get(f"{HOME}/{YEAR}/referrals")).text
    assert "统移〔2026〕1号" in listed
    async with session.statistics():
        [referral] = await database.rows("select id from statistics_referral")
        [reminder] = await database.rows("select id from document where kind = 'statistics_reminder'")
        [letter] = await database.rows("select id from document where kind = 'statistics_referral'")
    day = (NOW + timedelta(days=reminders.GIVEN + 1)).date()
    base = f"{HOME}/{YEAR}/referrals/{referral['id']}"
    assert (await post(client, f"{base}/sent", {"sent_on": "2026-01-01"})).status_code == 422
    assert (await post(client, f"{base}/sent", {"sent_on": day.isoformat()})).status_code == 303
    assert (await post(client, f"{base}/answer", {"answer": ""})).status_code == 422
    assert (await post(client, f"{base}/answer", {"answer": "已立案"})).status_code == 303
    for paper in (reminder, letter):
        printed = await client.get(f"{HOME}/papers/{paper['id']}")
        assert printed.content.startswith(b"%PDF")
    await sign_in(client, cast.qi)
    assert (await client.get(f"{HOME}/papers/{letter['id']}")).status_code == 404
    await sign_in(client, cast.e)
    assert (await client.get(f"/firm/returns/reminders/{reminder['id']}")).status_code == 404, (
        "another firm's"
    )


async def test_a_unit_is_out_of_scope_and_asked_again(client, cast):
    await build.a_round()
    silent = await number_of(await build.a_respondent("沉默有限公司", "91110105MA0000003C", status="silent"))
    await sign_in(client, cast.pan)
    path = f"{HOME}/{YEAR}/units/{silent}"
    assert (await post(client, f"{path}/outcome", {"outcome": "out_of_scope", "why": ""})).status_code == 422
    assert (await post(client, f"{path}/outcome", {"outcome": "gone", "why": "理由"})).status_code == 422
    sent = {"outcome": "out_of_scope", "why": "年末前已注销"}
    assert (await post(client, f"{path}/outcome", sent)).status_code == 303
    assert "年末前已注销" in (await client.get(path)).text
    again = {"outcome": "ask_again", "why": "登记有误"}
    assert (await post(client, f"{path}/outcome", again)).status_code == 303
    assert "重新列为应报送" in (await client.get(path)).text


async def test_groups_by_hand_and_by_file(client, cast):
    await sign_in(client, cast.mo)
    one, two = await number_of(cast.firm), await number_of(cast.other_firm)
    sent = {
        "firm_number": one,
        "group_key": "G1",
        "group_name": "甲集团",
        "since": "2024-01-01",
        "source": "公示",
    }
    assert (await post(client, f"{HOME}/groups", {**sent, "firm_number": "没有"})).status_code == 422
    assert (await post(client, f"{HOME}/groups", sent)).status_code == 303
    content = f"firm_number,group_key,group_name,since,source\n{two},G1,甲集团,2024-01-01,年报附注\n".encode()
    answer = await post(client, f"{HOME}/groups/file", files={"file": ("groups.csv", content, "text/csv")})
    assert answer.status_code == 303
    bad = await post(client, f"{HOME}/groups/file", files={"file": ("groups.csv", b"a,b\n1,2\n", "text/csv")})
    assert bad.status_code == 422
    assert "甲集团" in (await client.get(f"{HOME}/groups?q=甲集团")).text
    async with session.statistics():
        held = await database.value("select id from enterprise_group where firm = $1", cast.firm)
    assert (await client.get(f"{HOME}/groups/{held}/end")).status_code == 200
    assert (await post(client, f"{HOME}/groups/{held}/end", {"until": "2020-01-01"})).status_code == 422
    assert (await post(client, f"{HOME}/groups/{held}/end", {"until": "2026-01-01"})).status_code == 303
    assert (await post(client, f"{HOME}/groups/{held}/end", {"until": "2026-01-01"})).status_code == 409
    assert "2026" in (await client.get(f"{HOME}/groups?ended=1")).text


async def test_a_consent_is_entered_and_withdrawn(client, cast):
    await sign_in(client, cast.mo)
    sent = {
        "firm_number": await number_of(cast.firm),
        "indicators": ["rev_total"],
        "since_year": "2024",
        "until_year": "2026",
        "paper": "甲函〔2026〕1号",
        "signed_by": "董事长",
    }
    assert (await post(client, f"{HOME}/waivers", {**sent, "until_year": "2020"})).status_code == 422
    assert (await post(client, f"{HOME}/waivers", sent)).status_code == 303
    assert "甲函〔2026〕1号" in (await client.get(f"{HOME}/waivers")).text
    async with session.statistics():
        held = await database.value("select id from disclosure_waiver")
    assert (await post(client, f"{HOME}/waivers/{held}/withdraw", {"reason": ""})).status_code == 422
    assert (await post(client, f"{HOME}/waivers/{held}/withdraw", {"reason": "来函撤回"})).status_code == 303
    assert (await post(client, f"{HOME}/waivers/{held}/withdraw", {"reason": "来函撤回"})).status_code == 409


async def test_what_waits_is_on_the_statisticians_home(client, cast, submitted):
    await sign_in(client, cast.pan)
    assert "待审核的统计报表" in (await client.get("/desk")).text
    await sign_in(client, cast.an)
    assert "待审核的统计报表" not in (await client.get("/desk")).text
    assert date(2026, 4, 10) == NOW.date()
