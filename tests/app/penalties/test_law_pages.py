"""The legal side of a case in the browser: compare, choose, victims, the reviewer's reading, benchmarks."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app import clock
from regulation import database
from regulation.penalties import queries
from regulation.penalties.actions import evidence
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.status import CaseStatus
from tests import cast as people
from tests.builders import penalties as build

QUERY = "?conduct=false_information&capacity=agency&gains=3000"
CHOICE = {
    "conduct": "false_information",
    "capacity": "agency",
    "gains": "3000",
    "violation": "V-18",
    "reason": "收取了违法所得，法律对职业中介机构有直接规定<script>x</script>",
}


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def test_the_clerk_compares_and_chooses_and_strangers_find_nothing(client, cast, office):
    case = await build.a_case(
        office, cast.firm, to=CaseStatus.INVESTIGATING, on=clock.today() - timedelta(days=5), violation="V-07"
    )
    here = f"/desk/cases/{case}"
    for stranger, status in ((cast.ding, 404), (cast.e, 403)):
        await people.sign_in(client, stranger)
        for address in (f"{here}/basis", f"{here}/victims"):
            assert (await client.get(address)).status_code == status
    await people.sign_in(client, cast.an)
    assert "须比较并选择" in (await client.get(here)).text
    shown = (await client.get(f"{here}/basis{QUERY}")).text
    for said in ("V-18", "V-07", "V-36", "10,000.00元至50,000.00元", "让位于其他依据", "数额最高"):
        assert said in shown
    assert "checked" not in shown
    assert "最多两位小数" in (await client.get(f"{here}/basis{QUERY}.001")).text
    for wrong, status in (
        ({"gains": "3000.001"}, 422),
        ({"violation": "V-13"}, 409),
        ({"extra": "1"}, 422),
        ({"reason": "短"}, 422),
    ):
        assert (await people.post(client, f"{here}/basis", CHOICE | wrong)).status_code == status
    assert await database.value("select count(*) from case_basis") == 0
    assert (await people.post(client, f"{here}/basis", CHOICE)).status_code == 303
    page = (await client.get(here)).text
    assert "&lt;script&gt;" in page
    assert "<script>x" not in page


async def test_a_fine_outside_its_range_is_refused_above_what_was_typed(client, cast, office):
    case = await build.a_case(
        office, cast.firm, to=CaseStatus.INVESTIGATING, on=clock.today() - timedelta(days=5), violation="V-06"
    )
    await people.sign_in(client, cast.an)
    here = f"/desk/cases/{case}/handle/report"
    await evidence.add_evidence(
        case, kind="document", title="收据", obtained_on=clock.today(), actor=cast.an, now=clock.now()
    )
    typed = {"facts": "当事人没有提交上一年度的报告，经查属实。", "discretion": "情节一般，从轻处罚。"}
    for fine, said, status in (
        ("10000.01", "超过上限10,000.00元", 409),
        ("4999.99", "低于下限5,000.00元", 409),
        ("5000.001", "小数最多", 422),
    ):
        refused = await people.post(client, here, typed | {"fine": fine})
        assert refused.status_code == status
        assert said in refused.text
        assert typed["facts"] in refused.text
    assert "第四十四条" in (await people.post(client, here, typed | {"fine": "10000.01"})).text
    english = (await people.post(client, f"{here}?lang=en", typed | {"fine": "10000.01"})).text
    assert "exceeds the maximum of 10,000.00" in english
    assert "Article 44" in english
    assert (await people.post(client, here, typed | {"fine": "5000"})).status_code == 303


async def test_a_second_fine_for_the_same_days_asks_why_it_is_another_act(client, cast, office):
    long_ago = clock.today() - timedelta(days=60)
    fined = await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=long_ago)
    case = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=long_ago)
    number = await database.value("select decision_number from penalty_case where id = $1", fined)
    await people.sign_in(client, cast.an)
    await evidence.add_evidence(
        case, kind="document", title="收据", obtained_on=clock.today(), actor=cast.an, now=clock.now()
    )
    here = f"/desk/cases/{case}/handle/report"
    page = await client.get(here)
    assert 'name="other_act"' in page.text
    assert number in page.text
    typed = {
        "facts": "当事人没有提交上一年度的报告，经查属实。",
        "discretion": "情节一般，从轻处罚。",
        "fine": "5000",
    }
    refused = await people.post(client, here, typed)
    assert refused.status_code == 409
    assert f"已由{number}罚款" in refused.text
    assert "第二十九条" in refused.text
    why = {"other_act": "前案处罚的是另一年度的报告"}
    assert (await people.post(client, here, typed | why)).status_code == 303


async def test_names_of_victims_are_for_the_office_and_not_for_the_auditor(client, cast, office):
    case = await build.a_case(
        office, cast.firm, to=CaseStatus.INVESTIGATING, on=clock.today() - timedelta(days=5), violation="V-13"
    )
    here = f"/desk/cases/{case}"
    await people.sign_in(client, cast.an)
    victim = {"name": "李小明", "paid": "300.5", "note": ""}
    assert (await people.post(client, f"{here}/victims", victim | {"paid": "0.001"})).status_code == 422
    assert (await people.post(client, f"{here}/victims", victim)).status_code == 303
    back = {"position": "1", "amount": "300.51", "refunded_on": clock.today().isoformat(), "receipt": "收据1"}
    assert (await people.post(client, f"{here}/victims/refund", back)).status_code == 409
    assert (
        await people.post(client, f"{here}/victims/refund", back | {"amount": "300.50"})
    ).status_code == 303
    assert "李小明" in (await client.get(f"{here}/victims")).text
    struck = {"struck": "1", "reason": "重复登记"}
    assert (await people.post(client, f"{here}/victims/strike", struck)).status_code == 303
    assert (await people.post(client, f"{here}/victims/strike", struck)).status_code == 404
    await people.sign_in(client, cast.ning)
    seen = await client.get(here)
    assert "受害人名单" in seen.text
    assert "李小明" not in seen.text


async def test_the_reviewer_reads_the_article_where_no_gains_were_found(client, cast, office):
    case = await build.a_case(
        office,
        cast.firm,
        to=CaseStatus.HEARD,
        on=clock.today() - timedelta(days=60),
        violation="V-18",
        proposal=Proposal(fine=Decimal(10000)),
    )
    here = f"/desk/cases/{case}"
    await people.sign_in(client, cast.an)
    assert (await client.get(f"{here}/gains")).status_code == 403
    await people.sign_in(client, cast.fang)
    assert "条文有两种理解" in (await client.get(here)).text
    opinion = {"opinion": "事实清楚，程序合法", "outcome": "passed"}
    assert (await people.post(client, f"{here}/review/review", opinion)).status_code == 409
    assert "checked" not in (await client.get(f"{here}/gains")).text
    said = {"may_fine": "true", "reason": "条文未以违法所得为罚款前提"}
    assert (await people.post(client, f"{here}/gains", {"reason": said["reason"]})).status_code == 422
    assert (await people.post(client, f"{here}/gains", said)).status_code == 303
    assert (await people.post(client, f"{here}/review/review", opinion)).status_code == 303
    assert (await queries.visible_case(cast.an, case))["reviewed_on"]


async def test_a_table_of_benchmarks_is_typed_read_back_and_published(client, cast):
    await people.sign_in(client, cast.an)
    today = clock.today().isoformat()
    form = {
        "table": "V-05 | 台账不完整 | 0 | 30 | 3\nV-05 | 没有台账 | 30 | 100 | 13",
        "decree_number": "京人社法发〔2026〕1号",
        "decreed_on": today,
        "issued_by": "北京市人力资源和社会保障局",
        "text": "裁量基准表",
        "from_on": today,
    }
    address = "/desk/values/new/penalties.benchmarks"
    assert (await client.get(address)).status_code == 200
    refused = await people.post(client, address, form | {"table": form["table"].replace("100", "101")})
    assert refused.status_code == 422
    assert "第2行" in refused.text
    made = await people.post(client, address, form)
    assert made.status_code == 303
    draft = made.headers["location"]
    assert "没有台账" in (await client.get(draft)).text
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, f"{draft}/adopt", {})).status_code == 303
    await people.sign_in(client, None)
    assert "没有台账" in (await client.get("/values")).text


async def test_a_list_of_classes_is_typed_read_back_and_published(client, cast):
    await people.sign_in(client, cast.an)
    today = clock.today().isoformat()
    form = {
        "table": "V-05 | 严重\nV-06 | 一般",
        "decree_number": "京人社法发〔2026〕2号",
        "decreed_on": today,
        "issued_by": "北京市人力资源和社会保障局",
        "text": "失信类别清单",
        "from_on": today,
    }
    address = "/desk/values/new/penalties.publicity_classes"
    assert (await client.get(address)).status_code == 200
    refused = await people.post(client, address, form | {"table": "V-05 | 轻微"})
    assert refused.status_code == 422
    assert "第1行" in refused.text
    made = await people.post(client, address, form)
    assert made.status_code == 303
    draft = made.headers["location"]
    assert "严重" in (await client.get(draft)).text
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, f"{draft}/adopt", {})).status_code == 303
    await people.sign_in(client, None)
    shown = await client.get("/values")
    assert shown.status_code == 200
    assert "京人社法发〔2026〕2号" in shown.text
