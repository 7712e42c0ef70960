"""A case from complaint to close, as clerk, reviewer, decider and party click it through; and who must not."""

import re
from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.casework import publication
from regulation.penalties import debts, queries
from regulation.penalties.actions import publishing
from regulation.penalties.rules import fines
from regulation.penalties.status import CaseStatus, OrderStatus
from tests import cast as people
from tests.builders import penalties as build
from tests.builders.pictures import PNG


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
def long_ago():
    """A day on which a whole case can have been lived until today."""
    return clock.today() - timedelta(days=90)


KEY = "0123456789abcdef-{}"


def order_form(uscc="91110105MA0000001A", **more):
    return {
        "request_key": KEY.format("order"),
        "source": "monitoring",
        "firm": uscc,
        "violation": "V-04",
        "found_on": clock.today().isoformat(),
        "facts": "现场未悬挂许可证，也未公布收费标准。",
        "demands": "悬挂许可证\n公布收费标准",
        "days": "15",
        **more,
    }


async def test_an_order_is_shown_as_its_paper_before_it_is_issued_and_issued_once(client, cast):
    await people.sign_in(client, cast.an)
    assert (await client.get("/desk/orders/new?violation=V-04")).status_code == 200
    shown = await people.post(client, "/desk/orders/new", order_form())
    assert shown.status_code == 200
    assert "悬挂许可证" in shown.text
    assert await database.value("select count(*) from correction_order") == 0
    first = await people.post(client, "/desk/orders/new", order_form(confirm="yes"))
    again = await people.post(client, "/desk/orders/new", order_form(confirm="yes"))
    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    assert await database.value("select count(*) from correction_order") == 1
    page = await client.get(first.headers["location"])
    assert "京朝人社令〔" in page.text
    for path in ("/desk/orders", "/desk/orders?status=issued&q=测试甲", "/desk/cases"):
        assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("firm", "NOTHING"),
        ("facts", "短"),
        ("days", "0"),
        ("days", "400"),
        ("violation", "V-99"),
        ("found_on", "2999-01-01"),
    ],
)
async def test_an_order_that_would_not_say_what_it_must_comes_back_with_the_error_at_its_field(
    client, cast, field, value
):
    await people.sign_in(client, cast.an)
    answer = await people.post(client, "/desk/orders/new", order_form(**{field: value}))
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text


@pytest.mark.parametrize("to", list(CaseStatus))
async def test_every_state_has_its_page_for_every_office_and_every_offered_act_has_its_page(
    client, cast, office, long_ago, to
):
    case_id = await build.a_case(office, cast.firm, to=to, on=long_ago)
    for who in (cast.an, cast.bai, cast.fang, cast.hao, cast.ning):
        await people.sign_in(client, who)
        page = await client.get(f"/desk/cases/{case_id}")
        assert page.status_code == 200
        offered = [
            part.partition('"')[0]
            for part in page.text.split('href="')[1:]
            if part.startswith(f"/desk/cases/{case_id}/")
            and not {"files", "evidence", "recusals", "jurisdiction", "closing"}
            & set(part.partition('"')[0].split("/"))
        ]
        # The index of the file is read, whoever reads the case.
        offered.remove(f"/desk/cases/{case_id}/file")
        assert (await client.get(f"/desk/cases/{case_id}/file")).status_code == 200
        if who in (cast.hao, cast.ning):
            assert offered == []
        for path in offered:
            act = await client.get(path)
            assert act.status_code == 200, path
            assert "<form" in act.text
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/cases/{case_id}")).status_code == 404
    assert str(case_id) not in (await client.get("/desk/cases")).text


@pytest.mark.parametrize("to", list(OrderStatus))
async def test_every_state_of_an_order_has_its_page(client, cast, office, long_ago, to):
    order_id = await build.an_order(office, cast.firm, to=to, on=long_ago)
    for who in (cast.an, cast.bai):
        await people.sign_in(client, who)
        page = await client.get(f"/desk/orders/{order_id}")
        assert page.status_code == 200
        for part in page.text.split(f'href="/desk/orders/{order_id}/')[1:]:
            path = f"/desk/orders/{order_id}/{part.partition(chr(34))[0]}"
            assert (await client.get(path)).status_code == 200
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/orders/{order_id}")).status_code == 404


async def test_a_case_is_decided_once_even_from_a_stale_page(client, cast, office, long_ago):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=long_ago)
    path = f"/desk/cases/{case_id}/decide/decide"
    given = {"seriousness": "penalty_general", "reason": "", "read": "true"}
    await people.sign_in(client, cast.bai)
    shown = await client.get(path)
    assert "伍仟元整" in shown.text
    assert "5,000.00" in shown.text
    unread = await people.post(client, path, given | {"read": ""})
    assert unread.status_code == 422
    assert (await people.post(client, path, given)).status_code == 303
    stale = await people.post(client, path, given)
    assert stale.status_code == 409
    assert "《中华人民共和国行政处罚法》第五十七条" in stale.text
    assert "您已于" in stale.text
    assert "办理“作出行政处罚决定”" in stale.text
    await people.sign_in(client, cast.bo)
    late = (await people.post(client, path, given)).text
    assert "的审批负责人办理了“作出行政处罚决定”" in late
    assert "事项现在的状态：" in late
    # The party is told that it came too late and by which article, not what is done inside the office.
    await people.sign_in(client, cast.e)
    told = (await people.post(client, f"/firm/cases/{case_id}/state", {"text": "请再考虑。"})).text
    assert "承办机关已经办理了后面的步骤" in told
    assert "《中华人民共和国行政处罚法》第四十五条" in told
    assert "作出行政处罚决定" not in told
    assert await database.value("select count(*) from document where kind = 'penalty_decision'") == 1


async def test_money_is_asked_for_only_while_some_is_owed_and_the_closing_waits_for_it(
    client, cast, office, long_ago
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=long_ago, paid=False)
    pay, close = f"/desk/cases/{case_id}/handle/pay", f"/desk/cases/{case_id}/closing"
    await people.sign_in(client, cast.e)
    home = (await client.get("/firm")).text
    assert "请按期缴纳罚没款" in home
    assert re.search(r"已逾期 \d+ 天", home)
    await people.sign_in(client, cast.an)
    assert "未缴清，不能结案" in (await client.get(close)).text
    assert pay in (await client.get(f"/desk/cases/{case_id}")).text
    case = await queries.visible_case(cast.an, case_id)
    owed = await debts.account(case, clock.today())
    part = {"paid_on": clock.today().isoformat(), "receipt": "票据1", "fine": "100"}
    assert (await people.post(client, pay, part)).status_code == 303
    assert pay in (await client.get(f"/desk/cases/{case_id}")).text
    rest = {"receipt": "票据2", "fine": str(owed.fine_left - 100)}
    assert (await people.post(client, pay, part | rest)).status_code == 303
    assert pay not in (await client.get(f"/desk/cases/{case_id}")).text
    assert (await client.get(pay)).status_code == 409
    assert (await people.post(client, pay, part)).status_code == 409
    assert "未缴清，不能结案" not in (await client.get(close)).text
    await people.sign_in(client, cast.e)
    assert "请按期缴纳罚没款" not in (await client.get("/firm")).text


async def test_the_procedure_of_a_case_is_chosen_by_the_official_and_never_beforehand(client, cast, office):
    await people.sign_in(client, cast.an)
    chosen = re.compile(r'name="by_labour_supervision" value="[a-z]+" checked')
    assert not chosen.search((await client.get("/desk/cases/new?violation=V-18")).text)
    sent = order_form(
        request_key=KEY.format("case"),
        violation="V-18",
        cause="收取求职者押金二百元，未出具收据。",
        act_ended_on=clock.today().isoformat(),
        discovered_on=clock.today().isoformat(),
        officers=[str(each) for each in office.officers],
        act_kind="once",
        jurisdiction="place",
    )
    for name in ("found_on", "facts", "demands", "days"):
        del sent[name]
    for empty in ({}, {"by_labour_supervision": ""}):
        refused = await people.post(client, "/desk/cases/new", {**sent, **empty})
        assert refused.status_code == 422
        assert 'href="#f-by_labour_supervision"' in refused.text
        assert "收取求职者押金二百元" in refused.text
        assert not chosen.search(refused.text)
    assert await database.value("select count(*) from penalty_case") == 0
    done = await people.post(client, "/desk/cases/new", {**sent, "by_labour_supervision": "false"})
    assert done.status_code == 303
    assert await database.value("select by_labour_supervision from penalty_case") is False
    assert "行政处罚普通程序" in (await client.get(done.headers["location"])).text


async def test_the_handler_finds_no_way_to_decide(client, cast, office, long_ago):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=long_ago)
    await people.sign_in(client, cast.an)
    path = f"/desk/cases/{case_id}/decide/decide"
    assert (await client.get(path)).status_code == 403
    assert (await people.post(client, path, {"read": "true"})).status_code == 403
    # Nor does the deciding act stand under the clerk's own address.
    assert (await client.get(f"/desk/cases/{case_id}/handle/decide")).status_code == 404


async def test_the_decision_page_names_what_is_missing_and_offers_no_button(client, cast, office, long_ago):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=long_ago)
    await database.execute("update penalty_case set is_complicated = true where id = $1", case_id)
    await people.sign_in(client, cast.bai)
    page = await client.get(f"/desk/cases/{case_id}/decide/decide")
    assert "尚未经法制审核通过" in page.text
    assert "第五十八条" in page.text
    assert "我已核对决定书" in page.text
    assert "btn-danger" not in page.text
    refused = await people.post(
        client, f"/desk/cases/{case_id}/decide/decide", {"seriousness": "penalty_general", "read": "true"}
    )
    assert refused.status_code == 409
    assert "第五十八条" in refused.text


async def test_the_party_reads_its_case_and_defends_itself(client, cast, office):
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.REPORTED, on=clock.today() - timedelta(days=10)
    )
    await people.sign_in(client, cast.e)
    assert (await client.get(f"/firm/cases/{case_id}")).status_code == 404
    await people.sign_in(client, cast.an)
    assert "伍仟元整" in (await client.get(f"/desk/cases/{case_id}/handle/notify")).text
    assert (await people.post(client, f"/desk/cases/{case_id}/handle/notify")).status_code == 303
    served = {"method": "direct", "served_on": clock.today().isoformat(), "receipt": "前台签收"}
    assert (
        await people.post(client, f"/desk/cases/{case_id}/handle/serve_notice", served)
    ).status_code == 303
    await people.sign_in(client, cast.e)
    page = await client.get(f"/firm/cases/{case_id}")
    assert "罚款¥5,000.00" in page.text
    home = (await client.get("/firm")).text
    assert "可以陈述、申辩" in home
    assert re.search(r"还剩 \d 个工作日", home)
    said = await people.post(
        client,
        f"/firm/cases/{case_id}/state",
        {"text": "我单位已补报，请从轻处理。"},
        files={"file": ("证明.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")},
    )
    assert said.status_code == 303
    assert "我单位已补报" in (await client.get(f"/firm/cases/{case_id}")).text
    # This fine gives no right to a hearing.
    assert (await people.post(client, f"/firm/cases/{case_id}/ask_hearing")).status_code == 409
    await people.sign_in(client, cast.f)
    assert (await client.get(f"/firm/cases/{case_id}")).status_code == 404
    assert (await people.post(client, f"/firm/cases/{case_id}/state", {"text": "别家的"})).status_code == 404
    await people.sign_in(client, cast.an)
    desk = await client.get(f"/desk/cases/{case_id}")
    assert "我单位已补报" in desk.text
    file_id = await database.value("select attachment from case_statement where case_id = $1", case_id)
    found = await client.get(f"/desk/cases/{case_id}/files/{file_id}")
    assert found.content == b"%PDF-1.4\n%%EOF"
    assert found.headers["content-disposition"].startswith("attachment")
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/cases/{case_id}/files/{file_id}")).status_code == 404


async def test_evidence_must_be_what_its_name_says(client, cast, office, long_ago):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=long_ago)
    await people.sign_in(client, cast.an)
    path = f"/desk/cases/{case_id}/handle/add_evidence"
    given = {"kind": "document", "title": "<b>营业执照</b>", "obtained_on": clock.today().isoformat()}
    wrong = await people.post(client, path, given, files={"file": ("a.pdf", b"MZ", "application/pdf")})
    assert wrong.status_code == 422
    right = await people.post(client, path, given, files={"file": ("a.png", PNG, "image/png")})
    assert right.status_code == 303
    page = await client.get(f"/desk/cases/{case_id}")
    assert "&lt;b&gt;营业执照" in page.text
    assert "<b>营业执照" not in page.text


async def test_a_fine_outside_its_range_is_refused_with_the_article_on_the_page(
    client, cast, office, long_ago, monkeypatch
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=long_ago)
    await people.sign_in(client, cast.an)
    await people.post(
        client,
        f"/desk/cases/{case_id}/handle/add_evidence",
        {"kind": "document", "title": "营业执照", "obtained_on": clock.today().isoformat()},
    )
    path = f"/desk/cases/{case_id}/handle/report"
    given = {"facts": build.FACTS, "discretion": "情节一般，从轻处罚"}
    for fine, words in (("10000.01", "超过上限"), ("4999.99", "低于下限")):
        answer = await people.post(client, path, given | {"fine": fine})
        assert answer.status_code == 409
        assert words in answer.text
    # Were the rule not asked, the database would still refuse it, and the page would still say by which article.
    with monkeypatch.context() as unasked:
        unasked.setattr(fines, "amount_refused", lambda *_, **__: None)
        answer = await people.post(client, path, given | {"fine": "10000.01"})
        assert answer.status_code == 409
        assert "罚款不在所选法律依据规定的幅度之内" in answer.text
        assert "《中华人民共和国行政处罚法》第三十四条" in answer.text
    assert (await people.post(client, path, given | {"fine": "1.001"})).status_code == 422
    assert (await people.post(client, path, given | {"fine": "5,000"})).status_code == 303


async def test_the_draft_of_a_paper_is_a_pdf_and_issues_nothing(client, cast, office, long_ago):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=long_ago)
    await people.sign_in(client, cast.bai)
    before = await database.value("select count(*) from document")
    answer = await client.get(f"/desk/cases/{case_id}/draft/decide")
    assert answer.content.startswith(b"%PDF")
    assert await database.value("select count(*) from document") == before
    assert (await client.get(f"/desk/cases/{case_id}/draft/notify")).status_code == 404


async def test_a_published_penalty_stands_in_the_disclosures_with_its_twins_until_its_last_day(
    client, cast, office, long_ago, monkeypatch
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=long_ago)
    number = await database.value("select decision_number from penalty_case where id = $1", case_id)
    shown = await database.row("select * from publication where matter_id = $1", case_id)
    page = await client.get("/disclosures?kind=penalty&q=测试甲")
    assert number in page.text
    twin = (await client.get("/disclosures.json?kind=penalty")).json()
    assert twin["total"] == 1
    assert twin["rows"][0]["content"] == "罚款5,000.00元"
    assert number in (await client.get("/disclosures.csv")).text
    assert "罚款5,000.00元" in (await client.get(f"/disclosures/{shown['id']}")).text
    year = shown["from_on"].year
    for query, rows in (
        ("class=general", 1), ("class=serious", 0), (f"year={year}", 1), (f"year={year - 1}", 0), ("end=dated", 1),
        ("end=kept", 0), ("class=general&end=dated&sort=ends", 1), ("class=general&class=serious", 1),
    ):  # fmt: skip
        assert (await client.get(f"/disclosures.json?kind=penalty&{query}")).json()["total"] == rows, query
    listed = await client.get("/disclosures?end=kept")
    assert "没有符合条件的公示" in listed.text
    monkeypatch.setattr(clock, "today", lambda: shown["latest_end_on"])
    await publication.keep_past_its_end(shown["id"], reason=publishing.KEPT)
    kept = await client.get(f"/disclosures/{shown['id']}")
    assert "尚未履行处罚决定" in kept.text
    assert "全部履行后，次日停止公示" in kept.text
    assert (await client.get("/disclosures.json?end=kept")).json()["total"] == 1
    await publication.keep_past_its_end(shown["id"], reason="")
    assert (await client.get(f"/disclosures/{shown['id']}")).status_code == 404
    assert (await client.get("/disclosures.json")).json()["total"] == 0


async def test_what_waits_stands_on_the_desk_of_the_office_whose_turn_it_is(client, cast, office, long_ago):
    await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=long_ago)
    await build.an_order(office, cast.firm, on=long_ago, violation="V-04")
    await people.sign_in(client, cast.an)
    assert "责令改正：送达" in (await client.get("/desk")).text
    await people.sign_in(client, cast.bai)
    home = await client.get("/desk")
    assert "待审核和决定" in home.text
    assert "责令改正：送达" not in home.text


async def test_a_firms_pages_show_the_public_what_is_published_and_the_desk_all_of_its_organ(
    client, cast, office, long_ago
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=long_ago)
    case = await database.row(
        "select number, decision_number, correction_order from penalty_case where id = $1", case_id
    )
    firm = await database.value("select number from firm where id = $1", cast.firm)
    public = await client.get(f"/firms/{firm}")
    assert case["decision_number"] in public.text
    assert case["number"] not in public.text
    await people.sign_in(client, cast.an)
    desk = await client.get(f"/desk/firms/{firm}")
    assert case["number"] in desk.text
    assert f"/desk/orders/{case['correction_order']}" in desk.text


def days_left_in(text):
    """What the page says of the days that are left."""
    return re.findall(r'<span class="left [^"]*">\s*([^<]*?)\s*</span>', text)


async def test_the_list_counts_the_days_in_the_unit_of_the_clock_as_the_file_does(
    client, cast, office, long_ago
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=long_ago)
    await people.sign_in(client, cast.an)
    (listed,) = days_left_in((await client.get("/desk/cases")).text)
    assert listed.endswith("个工作日")
    assert listed in days_left_in((await client.get(f"/desk/cases/{case_id}")).text)
