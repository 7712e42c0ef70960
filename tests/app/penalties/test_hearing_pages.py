"""Hearing, review, outcomes and penalties on the spot as they are clicked through; and who must not."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from app import clock
from regulation import database
from regulation.penalties import queries, queries_hearing
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from regulation.roles import Role
from tests import cast as people
from tests.builders import penalties as build
from tests.builders.pictures import PNG

HEAVY = Proposal(fine=Decimal(10000), measures=(Measure.REVOKE,), is_serious=True)


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
def long_ago():
    return clock.today() - timedelta(days=90)


async def second_account(cast, who, role):
    """Another sign-in of the same human being, in another office."""
    account, login = uuid4(), f"second-{who.login}"
    await database.execute(
        """insert into account (id, person, login, password_hash, is_active, must_change_password, created_at)
           select $1, person, $2, password_hash, true, false, created_at from account where person = $3""",
        account,
        login,
        who.person_id,
    )
    await database.execute(
        "insert into appointment (id, person, organ, role, from_on) values ($1, $2, $3, $4, $5)",
        uuid4(),
        who.person_id,
        who.organ_id,
        str(role),
        clock.today() - timedelta(days=400),
    )
    return replace(who, account_id=account, login=login)


@pytest.mark.parametrize(
    ("who", "role", "act"),
    [
        ("an", Role.DECIDER, "decide/decide"),
        ("an", Role.LEGAL_REVIEWER, "review/review"),
        ("chen", Role.DECIDER, "decide/decide"),
        ("chen", Role.LEGAL_REVIEWER, "review/review"),
        ("fang", Role.DECIDER, "decide/decide"),
    ],
)
async def test_whoever_has_a_part_in_a_case_gets_no_other_by_a_second_account(
    client, cast, office, long_ago, who, role, act
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=long_ago)
    if who == "fang":
        await people.sign_in(client, cast.fang)
        passed = {"outcome": "passed", "opinion": "事实清楚，程序合法"}
        assert (await people.post(client, f"/desk/cases/{case_id}/review/review", passed)).status_code == 303
    double = await second_account(cast, getattr(cast, who), role)
    await people.sign_in(client, double)
    page = await client.get(f"/desk/cases/{case_id}")
    assert f"/desk/cases/{case_id}/{act}" not in page.text
    given = {
        "seriousness": "penalty_general",
        "read": "true",
        "outcome": "passed",
        "opinion": "事实清楚，程序合法",
    }
    wanted = ("seriousness", "read") if act.startswith("decide") else ("outcome", "opinion")
    refused = await people.post(
        client, f"/desk/cases/{case_id}/{act}", {name: given[name] for name in wanted}
    )
    assert refused.status_code == 409
    assert "行政处罚法" in refused.text
    assert (await queries.visible_case(cast.an, case_id))["decided_on"] is None


async def test_the_party_asks_sends_an_agent_challenges_and_takes_back(client, cast, office):
    await build.licensed(cast.firm, cast.an.organ_id)
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.NOTIFIED, on=clock.today() - timedelta(days=14), violation="V-08",
        proposal=HEAVY,
    )  # fmt: skip
    here, desk = f"/firm/cases/{case_id}", f"/desk/cases/{case_id}"
    await people.sign_in(client, cast.f)
    assert (await people.post(client, f"{here}/ask_hearing")).status_code == 404
    await people.sign_in(client, cast.e)
    assert (await people.post(client, f"{here}/ask_hearing")).status_code == 303
    assert (await people.post(client, f"{here}/ask_hearing")).status_code == 409
    await people.sign_in(client, cast.an)
    shown = await client.get(f"{desk}/handle/call_hearing")
    assert cast.chen.name not in shown.text
    called = {
        "day": (clock.today() + timedelta(days=40)).isoformat(), "clock_time": "09:30", "place": "<b>听证室</b>",
        "chair": str(cast.bo.person_id), "recorder": str(cast.ann.person_id),
    }  # fmt: skip
    late = called | {"day": (clock.today() + timedelta(days=3)).isoformat()}
    refused = await people.post(client, f"{desk}/handle/call_hearing", late)
    assert 'value="&lt;b&gt;听证室' in refused.text, "what was typed is still there"
    assert refused.status_code == 409
    assert "七个工作日前" in refused.text
    assert (await people.post(client, f"{desk}/handle/call_hearing", called)).status_code == 303
    await people.sign_in(client, cast.e)
    page = await client.get(here)
    assert "&lt;b&gt;听证室" in page.text
    agent = {"name": "代理甲", "capacity": "律师"}
    missing = await people.post(client, f"{here}/name_agent", agent)
    assert missing.status_code == 422
    paper = {"file": ("委托书.png", PNG, "image/png")}
    assert (await people.post(client, f"{here}/name_agent", agent, files=paper)).status_code == 303
    assert (
        await people.post(client, f"{here}/challenge_chair", {"reason": "主持人与竞争对手有亲属关系"})
    ).status_code == 303
    await people.sign_in(client, cast.bo)
    assert f"{desk}/hear/answer_challenge" not in (await client.get(desk)).text
    await people.sign_in(client, cast.bai)
    assert f"{desk}/hear/answer_challenge" in (await client.get(desk)).text
    answer = {"answer": "refused", "reason": "经核查没有利害关系"}
    assert (await people.post(client, f"{desk}/hear/answer_challenge", answer)).status_code == 303
    await people.sign_in(client, cast.e)
    assert "不准回避" in (await client.get(here)).text
    assert (
        await people.post(client, f"{here}/withdraw_hearing", {"reason": "自愿撤回听证"})
    ).status_code == 303
    assert (await queries_hearing.hearings(case_id))[0]["status"] == "withdrawn"


async def test_the_missing_piece_leads_to_the_act_for_who_may_take_it_and_names_the_office_for_others(
    client, cast, office, long_ago
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=long_ago)
    await database.execute("update penalty_case set is_complicated = true where id = $1", case_id)
    review, discuss = f"/desk/cases/{case_id}/review/review", f"/desk/cases/{case_id}/handle/discuss"
    missing, demand = "作出决定之前还缺", f"/desk/cases/{case_id}/handle/require_review"
    await people.sign_in(client, cast.an)
    assert demand not in (await client.get(f"/desk/cases/{case_id}")).text, (
        "what is demanded, nobody need demand"
    )
    await database.execute("update penalty_case set is_complicated = false where id = $1", case_id)
    assert demand in (await client.get(f"/desk/cases/{case_id}")).text
    await database.execute("update penalty_case set is_complicated = true where id = $1", case_id)
    for who, link, other in ((cast.fang, review, discuss), (cast.an, discuss, review)):
        await people.sign_in(client, who)
        page = (await client.get(f"/desk/cases/{case_id}")).text
        listed = page[page.index(missing) : page.index("案件概要")]
        assert link in listed
        assert other not in listed
        assert "第五十八条" in listed
        assert "第五十七条" in listed
    await people.sign_in(client, cast.bai)
    page = (await client.get(f"/desk/cases/{case_id}")).text
    assert "由法制审核人员办理" in page
    assert "轮到审批负责人" not in page, "the decision waits for others"
    assert re.search(r"轮到\S*法制审核人员", page)
    decide = re.search(
        r'<a class="btn ([^"]*)"[^>]*href="[^"]*/decide/decide"|href="[^"]*/decide/decide"[^>]*class="btn ([^"]*)"',
        page,
    )
    assert decide is not None
    assert "danger" not in (decide[1] or decide[2]), "what cannot be done yet does not stand out"


async def test_an_officer_warns_on_the_spot_and_the_office_files_it(client, cast):
    await people.sign_in(client, cast.an)
    assert (await client.get("/field/spot/new")).status_code == 403
    await people.sign_in(client, cast.chen)
    assert (await client.get("/field/spot/new")).status_code == 200
    form = {
        "request_key": "0123456789abcdef-spot", "firm": "91110105MA0000001A", "violation": "V-53",
        "facts": "辅助性岗位的确定未经讨论、公示。<script>", "place": "当事人的办公室", "was_told": "true",
        "defence": "没有提出。", "warning": "true", "second_officer": str(cast.cui.person_id), "is_signed": "true",
    }  # fmt: skip
    for field, value in (("firm", "NOTHING"), ("facts", "短"), ("defence", "")):
        wrong = await people.post(client, "/field/spot/new", form | {field: value})
        assert wrong.status_code == 422, field
        assert f'id="e-{field}"' in wrong.text
    heavy = await people.post(client, "/field/spot/new", form | {"fine": "3,000.01"})
    assert heavy.status_code == 409
    assert "第五十一条" in heavy.text
    assert "辅助性岗位的确定未经讨论" in heavy.text, "nothing is typed twice in the rain"
    made = await people.post(client, "/field/spot/new", form)
    again = await people.post(client, "/field/spot/new", form)
    assert made.headers["location"] == again.headers["location"]
    assert await database.value("select count(*) from spot_penalty") == 1
    here, _, sent = made.headers["location"].partition("?sent=")
    assert sent == form["request_key"], "by which the phone knows that its draft has become a decision"
    paper = re.search(r"/documents/[0-9a-f-]{36}\.pdf", (await client.get(here)).text)[0]
    assert (await client.get(paper)).content.startswith(b"%PDF"), "who decides hands it over there and then"
    await people.sign_in(client, cast.ding)
    assert (await client.get(paper)).status_code == 404
    await people.sign_in(client, cast.chen)
    assert "<script>" not in (await client.get(here)).text.split("<main")[1].split("</main>")[0].replace(
        "script src", ""
    )
    desk = here.replace("/field/", "/desk/")
    await people.sign_in(client, cast.an)
    assert "待备案" in (await client.get("/desk/spot")).text
    assert "当场处罚：备案" in (await client.get("/desk")).text
    assert (await people.post(client, f"{desk}/file")).status_code == 303
    assert (await people.post(client, f"{desk}/file")).status_code == 409
    assert "案卷还缺" not in (await client.get(desk)).text, "told, heard, handed over and filed"
    await database.execute("delete from service where document = (select document from spot_penalty)")
    assert "当场交付的记录" in (await client.get(desk)).text.partition("案卷还缺")[2][:60]
    await people.sign_in(client, cast.ding)
    assert (await client.get(desk)).status_code == 404


async def test_qualifications_and_the_list_are_entered_by_one_and_used_by_another(client, cast):
    await database.execute("delete from legal_reviewer")
    await people.sign_in(client, cast.an)
    given = {"person": str(cast.fang.person_id), "qualification": "A20201101"}
    assert (await people.post(client, "/desk/cases/reviewers", given)).status_code == 403
    await people.sign_in(client, cast.bai)
    assert "未登记" in (await client.get("/desk/cases/reviewers")).text
    empty = await people.post(client, "/desk/cases/reviewers", given | {"qualification": ""})
    assert empty.status_code == 422
    assert (await people.post(client, "/desk/cases/reviewers", given)).status_code == 303
    assert "A20201101" in (await client.get("/desk/cases/reviewers")).text
    await people.sign_in(client, cast.an)
    entry = {
        "violation": "V-06", "most_affected": "5", "conditions": "照录的条件", "decree_number": "示例1号",
        "from_on": clock.today().isoformat(),
    }  # fmt: skip
    assert (await people.post(client, "/desk/cases/minor-breaches", entry)).status_code == 303
    made = await database.value("select id from minor_breach")
    assert (await people.post(client, f"/desk/cases/minor-breaches/{made}/adopt")).status_code == 403
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, f"/desk/cases/minor-breaches/{made}/adopt")).status_code == 303
    assert "已采用" in (await client.get("/desk/cases/minor-breaches")).text


async def test_what_the_review_advises_against_is_unticked_and_the_reasons_written_anew(client, cast, office):
    await build.licensed(cast.firm, cast.an.organ_id)
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.HEARD, on=clock.today() - timedelta(days=90), violation="V-08",
        proposal=HEAVY,
    )  # fmt: skip
    here = f"/desk/cases/{case_id}/handle/amend"
    await people.sign_in(client, cast.an)
    shown = await client.get(here)
    assert re.search(r'name="measures"[^>]*value="revoke"[^>]*checked', shown.text)
    given = {"reason": "采纳审核意见，不再吊销", "discretion": "已退还全部费用，情节不到吊销的程度"}
    assert (
        await people.post(client, here, given | {"measures": "revoke", "fine": "10001"})
    ).status_code == 409
    assert (await people.post(client, here, given)).status_code == 303
    case = await queries.visible_case(cast.an, case_id)
    assert (case["measures"], case["fine"]) == ([], Decimal(10000))
    assert case["discretion"] == "已退还全部费用，情节不到吊销的程度"


async def test_what_nobody_asked_for_does_not_stand_out(client, cast, office, long_ago):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=long_ago)
    await people.sign_in(client, cast.an)
    here = f"/desk/cases/{case_id}/handle"
    assert tones((await client.get(f"/desk/cases/{case_id}")).text)[f"{here}/amend"] == "secondary"
    await database.execute("update penalty_case set is_complicated = true where id = $1", case_id)
    shown = tones((await client.get(f"/desk/cases/{case_id}")).text)
    assert (shown[f"{here}/discuss"], shown[f"{here}/amend"]) == ("primary", "secondary")


def tones(text):
    """The tone of every act that is offered, by its address."""
    return {
        re.search(r'href="([^"]+)"', tag)[1]: re.search(r"btn-(\w+)", tag)[1]
        for tag in re.findall(r"<a [^>]*btn-[^>]*>", text)
    }
