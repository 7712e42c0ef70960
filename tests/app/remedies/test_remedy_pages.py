"""The pages of reconsiderations and suits: registered from the case, answered, concluded, seen by the party."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app import clock
from regulation import database
from regulation.case_files import reviews
from regulation.case_files.rules.checklist import State
from regulation.casework import documents
from regulation.penalties import queries as cases
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from regulation.remedies import queries
from regulation.remedies.actions import outcomes, registering
from regulation.remedies.status import Outcome, Way
from tests import cast as people
from tests.builders import licensing
from tests.builders import penalties as build
from tests.builders.pictures import PNG
from tests.regulation.penalties.test_case_life import MONDAY
from tests.regulation.penalties.test_outcomes_life import on_the_spot


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
async def case(cast, office):
    made = await build.a_case(
        office, cast.firm, to=CaseStatus.SERVED, on=clock.today() - timedelta(days=120), paid=False
    )
    return await cases.visible_case(cast.an, made)


async def test_a_reconsideration_from_the_case_to_its_outcome_and_the_publicity_that_goes(client, cast, case):
    await people.sign_in(client, cast.fang)
    new = f"/desk/remedies/new?case={case['id']}"
    assert new.replace("&", "&amp;") in (await client.get(f"/desk/cases/{case['id']}")).text
    assert (await client.get(new)).status_code == 200
    filed = case["served_on"] + timedelta(days=10)
    form = {
        "way": "reconsideration",
        "body": "北京市朝阳区人民政府",
        "filed_on": filed.isoformat(),
        "received_on": (filed + timedelta(days=1)).isoformat(),
        "claims": "请求撤销；事实不清 <script>alert(1)</script>",
    }
    wrong = await people.post(client, new, form | {"filed_on": "2020-01-01"})
    assert wrong.status_code == 422
    assert (await people.post(client, new, form)).status_code == 303
    remedy = await database.value("select id from remedy where case_id = $1", case["id"])
    page = f"/desk/remedies/{remedy}"
    shown = (await client.get(page)).text
    assert "<script>alert(1)</script>" not in shown
    assert "未在期限内提交书面答复和证据" in shown
    answer = {"request": "请求维持", "reasons": "事实清楚"}
    assert (await people.post(client, f"{page}/answer", answer)).status_code == 303
    assert (await people.post(client, f"{page}/answer", answer)).status_code == 409
    outcome = {
        "outcome": "quashed",
        "number": "朝政复字〔2026〕1号",
        "decided_on": (filed + timedelta(days=40)).isoformat(),
        "received_on": (filed + timedelta(days=41)).isoformat(),
        "reason": "认定事实不清",
    }
    for act in ("conclude", "note_hearing"):
        assert (await client.get(f"{page}/{act}")).status_code == 200
    assert (await people.post(client, f"{page}/conclude", outcome)).status_code == 303
    # The decision of the government is asked for by the check list, kept, bound, and read by the organ alone.
    assert [each.state for each in await reviews.lines(case["id"], today=clock.today())][-1] == State.MISSING
    keep, paper = f"{page}/keep_paper", {"file": ("决定.png", PNG, "image/png")}
    assert (await client.get(keep)).status_code == 200
    of_a_suit = await people.post(client, keep, {"kind": "remedy_judgment"}, files=paper)
    disguised = {"file": ("a.pdf", b"MZ", "application/pdf")}
    no_paper = await people.post(client, keep, {"kind": "remedy_decision"}, files=disguised)
    assert (of_a_suit.status_code, no_paper.status_code) == (422, 422)
    assert (await people.post(client, keep, {"kind": "remedy_decision"}, files=paper)).status_code == 303
    assert (
        "该文件已经存入" in (await people.post(client, keep, {"kind": "remedy_decision"}, files=paper)).text
    )
    (kept,) = await queries.files(case["id"])
    download = f"/desk/remedies/files/{kept['id']}"
    assert download in (await client.get(page)).text
    assert (await client.get(download)).content == PNG
    assert download in (await client.get(f"/desk/cases/{case['id']}/file")).text
    assert [each.state for each in await reviews.lines(case["id"], today=clock.today())][-1] == State.PRESENT
    await people.sign_in(client, cast.ding)
    assert (await client.get(download)).status_code == 404
    await people.sign_in(client, cast.an)
    take_down = f"/desk/cases/{case['id']}/handle/withdraw_publicity"
    assert take_down in (await client.get(f"/desk/cases/{case['id']}")).text
    assert (await people.post(client, take_down, {"reason": "决定已被撤销"})).status_code == 303
    assert (await client.get("/desk/remedies")).status_code == 200
    said = {
        kind: (await client.get(f"/verify/{paper['token']}")).text
        for paper in await documents.of_matter("penalty_case", case["id"])
        if (kind := paper["kind"]) in {"penalty_decision", "publicity_abstract"}
    }
    assert "处罚决定经行政复议或者行政诉讼被撤销，没有效力" in said["penalty_decision"]
    assert "公示已撤回" in said["publicity_abstract"]
    assert not [kind for kind, page in said.items() if case["party_name"] in page]
    await people.sign_in(client, cast.e)
    assert "复议和诉讼" in (await client.get(f"/firm/cases/{case['id']}")).text


async def test_nobody_but_the_organ_opens_or_registers_one(client, cast, case):
    new = f"/desk/remedies/new?case={case['id']}"
    await people.sign_in(client, cast.bai)
    assert new not in (await client.get(f"/desk/cases/{case['id']}")).text
    assert (await client.get(new)).status_code == 403
    await people.sign_in(client, cast.e)
    assert (await client.get(new)).status_code == 403
    assert (await client.get("/desk/remedies")).status_code == 403


async def test_execution_is_suspended_asked_answered_lifted_and_refused_on_the_pages(
    client, cast, office, tmp_path
):
    """The firm asks, the head answers and says what becomes of the licence; each page names its article."""
    licence = await licensing.a_licence(cast, folder=tmp_path)
    token = (await documents.by_id(licence["document"]))["token"]
    on = clock.today() - timedelta(days=60)
    proposal = replace(build.a_proposal("V-18"), measures=(Measure.REVOKE,), is_serious=True)
    made = await build.a_case(
        office, cast.firm, to=CaseStatus.SERVED, on=on, violation="V-18", proposal=proposal, paid=False
    )
    served = (await cases.visible_case(cast.an, made))["served_on"]
    filed = served + timedelta(days=3)
    remedy = await registering.register(
        made, way=Way.RECONSIDERATION, body="北京市朝阳区人民政府", claims="请求撤销处罚决定", filed_on=filed,
        received_on=filed, actor=cast.fang, now=build.at(filed),
    )  # fmt: skip
    own, desk = f"/firm/remedies/{remedy}/suspension", f"/desk/remedies/{remedy}"

    async def holder():
        return (await client.get(f"/verify/{token}")).text

    await people.sign_in(client, cast.e)
    assert "第四十二条" in (await client.get(own)).text
    assert (await people.post(client, own, {"reason": "停业将使经营无法恢复"})).status_code == 303
    twice = await people.post(client, own, {"reason": "再次申请停止执行"})
    assert twice.status_code == 409
    assert "第四十二条" in twice.text
    assert (await client.get(f"{desk}/answer_suspension")).status_code == 403
    await people.sign_in(client, cast.an)
    assert (await client.get(f"{desk}/answer_suspension")).status_code == 403
    await people.sign_in(client, cast.bai)
    asked = (await client.get(f"{desk}/answer_suspension")).text
    assert licence["number"] in asked
    answer = {"granted": "yes", "reason": "停止执行不损害公共利益"}
    unsaid = await people.post(client, f"{desk}/answer_suspension", answer)
    assert unsaid.status_code == 422
    assert "请选择停止执行是否包括吊销许可证" in unsaid.text
    assert "许可证被吊销" in await holder()
    covered = answer | {"covers_licence": "yes"}
    assert (await people.post(client, f"{desk}/answer_suspension", covered)).status_code == 303
    shown = (await client.get(desk)).text
    assert "许可证在停止执行期间有效" in shown
    assert "第四十二条" in shown
    again = await database.value(
        "select token from document join licence on licence.document = document.id where licence.id = $1",
        licence["id"],
    )
    assert "有效。该机构可以从事许可证载明的业务" in (await client.get(f"/verify/{again}")).text
    await people.sign_in(client, cast.an)
    lift = {"on": clock.today().isoformat(), "reason": "理由已不存在"}
    assert (await people.post(client, f"{desk}/lift_suspension", lift)).status_code == 403
    await people.sign_in(client, cast.bai)
    early = await people.post(client, f"{desk}/lift_suspension", lift)
    assert early.status_code == 422, "not on its first day"
    # Quashed meanwhile: the licence simply goes on, nobody has to bring it back.
    await outcomes.conclude(
        remedy, outcome=Outcome.QUASHED, number="朝政复决1号", decided_on=clock.today(), received_on=clock.today(),
        reason="证据不足", actor=cast.fang, now=clock.now(),
    )  # fmt: skip
    assert "有效。该机构可以从事许可证载明的业务" in (await client.get(f"/verify/{again}")).text
    after = (await client.get(desk)).text
    assert "公示等待撤回" in after
    assert f"{desk}/restore" not in after


async def test_a_penalty_on_the_spot_from_its_page_to_its_refund_and_nobody_elses_business(
    client, cast, monkeypatch
):
    """The office registers, answers and refunds; officers who decided, another organ and another firm do not come in."""
    made = await on_the_spot(
        cast, violation="V-30", warning=False, fine=Decimal(100), collecting="small", receipt="票1"
    )
    later = MONDAY + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: build.at(later))
    monkeypatch.setattr(clock, "today", lambda: later)
    new, spot = f"/desk/remedies/new?spot={made['id']}", f"/desk/spot/{made['id']}"
    form = {
        "way": "reconsideration",
        "body": "北京市朝阳区人民政府",
        "filed_on": later.isoformat(),
        "claims": "请求撤销：未明示的事实不存在",
    }
    await people.sign_in(client, cast.ding)
    assert ((await client.get(new)).status_code, (await client.get(spot)).status_code) == (404, 404)
    await people.sign_in(client, cast.chen)
    assert (await client.get(new)).status_code == 403
    await people.sign_in(client, cast.fang)
    assert new in (await client.get(spot)).text
    # Handed in here, as the party may (第三十二条); then with the government's copy.
    page = (await people.post(client, new, form)).headers["location"]
    again = await people.post(client, new, form)
    assert (again.status_code, "第二十九条" in again.text, "未明示的事实" in again.text) == (409, True, True)
    assert (await people.post(client, f"{page}/pass_on")).status_code == 303
    copy = {"received_on": later.isoformat(), "simple": "yes"}
    assert (await people.post(client, f"{page}/receive_copy", copy)).status_code == 303
    assert made["number"] in (await client.get(page)).text
    await people.sign_in(client, cast.f)
    own = f"/firm/remedies/{page.rsplit('/', maxsplit=1)[-1]}/suspension"
    assert (await client.get(own)).status_code == 404
    await people.sign_in(client, cast.e)
    assert f"/firm/spot/{made['id']}" in (await client.get(own)).text
    assert own in (await client.get(f"/firm/spot/{made['id']}")).text
    await people.sign_in(client, cast.fang)
    answer = {"request": "请求维持", "reasons": "现场照片与记录一致"}
    assert (await people.post(client, f"{page}/answer", answer)).status_code == 303
    outcome = {
        "outcome": "quashed",
        "number": "朝政复决1号",
        "decided_on": later.isoformat(),
        "received_on": later.isoformat(),
        "reason": "认定事实不清",
    }
    assert (await people.post(client, f"{page}/conclude", outcome)).status_code == 303
    back = {"on": later.isoformat(), "receipt": "退1"}
    assert (await people.post(client, f"{page}/refund", back)).status_code == 303
    for path in (spot, f"{spot}/money"):
        assert "决定已被撤销，没有效力" in (await client.get(path)).text
    assert new not in (await client.get(spot)).text
    token = (await documents.by_id(made["document"]))["token"]
    assert "处罚决定经行政复议或者行政诉讼被撤销，没有效力" in (await client.get(f"/verify/{token}")).text
    await people.sign_in(client, cast.chen)
    assert "决定已被撤销，没有效力" in (await client.get(f"/field/spot/{made['id']}")).text
    await people.sign_in(client, cast.e)
    shown = (await client.get(f"/firm/spot/{made['id']}")).text
    assert ("决定已被撤销，没有效力" in shown, "已退还" in shown, "先向" in shown) == (True, True, False)


async def test_the_head_decides_that_the_organ_appeals_and_nobody_is_asked_for_an_answer(client, cast, case):
    """After the last day the page says under which article the appeal is refused."""
    filed = case["served_on"] + timedelta(days=10)
    suit = await registering.register(
        case["id"], way=Way.SUIT, body="北京市朝阳区人民法院", claims="请求撤销处罚决定", filed_on=filed,
        received_on=filed, actor=cast.fang, now=build.at(filed),
    )  # fmt: skip
    judged = clock.today() - timedelta(days=40)
    await outcomes.judge(
        suit, outcome=Outcome.QUASHED, number="京0105行初1号", decided_on=judged, received_on=judged,
        reason="认定事实不清", actor=cast.fang, now=build.at(judged),
    )  # fmt: skip
    page = f"/desk/remedies/{suit}"
    await people.sign_in(client, cast.fang)
    assert f"{page}/appeal_ourselves" not in (await client.get(page)).text
    assert (await client.get(f"{page}/appeal_ourselves")).status_code == 403
    await people.sign_in(client, cast.bai)
    assert f"{page}/appeal_ourselves" in (await client.get(page)).text
    form = {"court": "北京市第三中级人民法院", "reason": "一审认定事实错误"}
    late = await people.post(
        client, f"{page}/appeal_ourselves", form | {"handed_on": clock.today().isoformat()}
    )
    assert (late.status_code, "第八十五条" in late.text, "上诉期至" in late.text) == (409, True, True)
    handed = (judged + timedelta(days=3)).isoformat()
    assert (
        await people.post(client, f"{page}/appeal_ourselves", form | {"handed_on": handed})
    ).status_code == 303
    shown = (await client.get(page)).text
    assert [each in shown for each in ("审理中，待结果", "上诉人", "本机关", "待答复、答辩")] == [
        True,
        True,
        True,
        False,
    ]
    await people.sign_in(client, cast.fang)
    shown = (await client.get(page)).text
    assert [f"{page}/{act}" in shown for act in ("appeal", "conclude", "answer")] == [True, True, False]
