"""The pages of reconsiderations and suits: registered from the case, answered, concluded, seen by the party."""

from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.casework import documents
from regulation.penalties import queries as cases
from regulation.penalties.status import CaseStatus
from tests import cast as people
from tests.builders import penalties as build


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
