"""A small firm reads its fine on the spot: what it owes today, until when, where it may be contested; nobody else's firm does."""

import io
from datetime import date
from decimal import Decimal

from pypdf import PdfReader

from app import clock
from regulation.casework import documents
from regulation.penalties import debts
from regulation.penalties.actions import demand, instalments, summary
from regulation.penalties.rules.service import Delivery, Method
from tests import cast as people
from tests.builders import penalties as build

#: Decided on a Monday; the fifteen days end on Tuesday 17 March.
MONDAY, TODAY, LATE = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 27)


def at(monkeypatch, day):
    monkeypatch.setattr(clock, "now", lambda: build.at(day))
    monkeypatch.setattr(clock, "today", lambda: day)


async def test_the_firm_reads_what_was_decided_what_it_owes_and_where_it_may_go(client, cast, monkeypatch):
    made = await summary.decide_on_the_spot(
        cast.firm, "V-35", facts="前台拒绝提供服务台账，随后在柜内查获。", defence="一时紧张没有拿出。", warning=False,
        fine=Decimal(2000), second_officer=cast.cui.person_id, place="当事人的办公室", was_told=True, is_signed=True,
        actor=cast.chen, now=build.at(MONDAY),
    )  # fmt: skip
    page = f"/firm/spot/{made['id']}"
    at(monkeypatch, TODAY)
    await people.sign_in(client, cast.e)
    home = (await client.get("/firm")).text
    # The notice and the matter in hand both lead there.
    assert home.count(page) >= 2
    for listed in ("/firm/cases", "/firm/spot"):
        shown = (await client.get(listed)).text
        assert (page in shown, made["number"] in shown, "待缴款" in shown) == (True, True, True)
    shown = (await client.get(page)).text
    for words in (
        "¥2,000.00",
        "2026年3月17日前（含当日）",
        "代收银行",
        made["number"],
        f"/documents/{made['document']}.pdf",
        "罚没款缴款通知",
        "一时紧张没有拿出",
        "先向",
        "行政复议法》第二十三条",
        "复议申请也可以交",
        "60日内",
    ):
        assert words in shown, words
    assert (await client.get(f"/documents/{made['document']}.pdf")).status_code == 200
    # Ten days late: three per cent of 2,000 yuan each.
    at(monkeypatch, LATE)
    shown = (await client.get(page)).text
    for words in ("已经逾期", "加处罚款至今天为¥600.00", "¥60.00", "2026年3月18日 — 2026年3月27日"):
        assert words in shown, words
    # The office binds the whole file as one PDF and is told what it lacks.
    await people.sign_in(client, cast.an)
    whole = await client.get(f"/desk/spot/{made['id']}/file.pdf")
    assert (whole.headers["content-type"], whole.status_code) == ("application/pdf", 200)
    reader = PdfReader(io.BytesIO(whole.content))
    assert [each.title for each in reader.outline if not isinstance(each, list)] == ["正卷"]
    index = "".join("".join(reader.pages[at].extract_text().split()) for at in (0, 1))
    for words in ("当场处罚案卷", made["number"], "罚没款缴款通知", "尚未备案"):
        assert words in index, words
    lacks = reader.pages[-1].extract_text()
    assert "加处罚款决定书" not in lacks, "no article makes the organ impose a surcharge"
    await people.sign_in(client, cast.e)
    # No page of the office is behind it, and no other firm sees it.
    assert (await client.get(f"/desk/spot/{made['id']}")).status_code in {403, 404}
    assert (await client.get(f"/desk/spot/{made['id']}/file.pdf")).status_code in {403, 404}
    for who in (cast.f, cast.an):
        await people.sign_in(client, who)
        assert (await client.get(page)).status_code in {403, 404}, who.name
    await people.sign_in(client, cast.f)
    assert (await client.get(page)).status_code == 404
    assert page not in (await client.get("/firm/cases")).text
    await _its_later_papers_carry_english_once_it_asks(client, cast, monkeypatch, page, made["id"])
    await _it_asks_for_time_and_answers_a_demand(client, cast, monkeypatch, page, made["id"])


async def _its_later_papers_carry_english_once_it_asks(client, cast, monkeypatch, page, spot_id):
    """The pages of a case, for whoever has only this; the other firm, and the address of a case, find nothing."""
    own, desk = f"{page}/language", f"/desk/spot/{spot_id}/language"
    for wrong in (own, own.replace("/spot/", "/cases/")):
        assert (await client.get(wrong)).status_code == 404, "another firm"
        assert (await people.post(client, wrong, {"english": "true"})).status_code == 404
    assert await _english_of_the_next_paper(cast, spot_id, "甲1") is None
    await people.sign_in(client, cast.e)
    assert own in (await client.get(page)).text
    assert (await client.get(own.replace("/spot/", "/cases/"))).status_code == 404, "it is no case"
    assert (await people.post(client, own, {"english": "true"})).status_code == 303
    assert "此后制作的文书附英文" in (await client.get(page)).text
    assert await _english_of_the_next_paper(cast, spot_id, "甲2") == LATE.isoformat()
    # What it says by word of mouth the clerk enters, with who and how; an official who decides does not.
    said = {"english": "false", "asked_on": LATE.isoformat(), "how": "oral", "by": "前台李某"}
    monkeypatch.setattr(clock, "now", lambda: build.at(LATE, 11))
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, desk, said)).status_code == 403
    await people.sign_in(client, cast.an)
    assert desk in (await client.get(f"/desk/spot/{spot_id}")).text
    refused = await people.post(client, desk, said | {"how": "", "by": ""})
    assert (refused.status_code, 'id="e-how"' in refused.text, 'id="e-by"' in refused.text) == (
        422,
        True,
        True,
    )
    assert (await people.post(client, desk, said)).status_code == 303
    assert (await people.post(client, desk, said)).status_code == 409, "said already"
    shown = (await client.get(f"/desk/spot/{spot_id}")).text
    for words in ("文书只用中文", "当事人要求文书附英文", "当事人要求文书不再附英文"):
        assert words in shown, words
    assert await _english_of_the_next_paper(cast, spot_id, "甲3") is None
    await people.sign_in(client, cast.f)


async def _english_of_the_next_paper(cast, spot_id, number):
    paper = await documents.issue(
        "demand_notice",
        number,
        "spot_penalty",
        spot_id,
        {},
        organ_id=None,
        firm_id=cast.firm,
        now=build.at(LATE),
    )
    return paper["snapshot"].get("english_asked_on")


async def _it_asks_for_time_and_answers_a_demand(client, cast, monkeypatch, page, spot_id):
    """By itself, on its account; what it says goes to the office, and the other firm says nothing for it."""
    other = await summary.decide_on_the_spot(
        cast.firm, "V-30", facts="现场正在办理劳务派遣，未取得许可。", defence="没有提出。", warning=False, fine=Decimal(900),
        second_officer=cast.cui.person_id, place="当事人的办公室", was_told=True, is_signed=True,
        actor=cast.chen, now=build.at(MONDAY),
    )  # fmt: skip
    at(monkeypatch, TODAY)
    here = f"/firm/spot/{other['id']}"
    plan = {"n": "1", "lines": "2026-03-31 400\n2026-04-30 500", "reason": "客户拖欠服务费，账户资金不足。"}
    assert (await people.post(client, f"{here}/ask_plan", plan)).status_code == 404, "not its own"
    await people.sign_in(client, cast.e)
    assert "申请延期或者分期缴纳罚款" in (await client.get(here)).text
    for lines, status, says in (
        ("四月底 400", 422, "看不懂"),
        ("2026-03-31 400\n2026-04-30 499", 409, "899"),
    ):
        wrong = await people.post(client, f"{here}/ask_plan", plan | {"lines": lines})
        assert (wrong.status_code, says in wrong.text, "账户资金不足" in wrong.text) == (status, True, True)
    assert (await people.post(client, f"{here}/ask_plan", plan)).status_code == 303
    for act, status in (("ask_plan", 409), ("pay", 404), ("grant_plan", 404), ("serve_demand", 404)):
        assert (await people.post(client, f"{here}/{act}", plan)).status_code == status, act
    assert "待决定" in (await client.get(here)).text
    await instalments.decide(
        other["id"], approved=True, reason="确有经济困难", actor=cast.bai, now=build.at(TODAY, 15)
    )
    shown = (await client.get(here)).text
    for words in ("已批准", "2026年3月31日前（含当日）", "¥400.00"):
        assert words in shown, words
    assert (await client.get("/firm")).text.count(here) >= 2, "the answer's notice leads there too"

    at(monkeypatch, LATE)
    await demand.demand(spot_id, actor=cast.an, now=build.at(LATE))
    assert "对催告书的意见" not in (await client.get(page)).text
    given = Delivery(Method.DIRECT, LATE, receiver="前台李某", place="当事人办公室")
    await demand.serve_demand(spot_id, given=given, actor=cast.an, now=build.at(LATE, 11))
    assert "对催告书的意见" in (await client.get(page)).text
    said = {"text": "请求减免加处罚款，本金月底缴清。"}
    assert (await people.post(client, f"{page}/answer_demand", said)).status_code == 303
    assert said["text"] in (await client.get(page)).text
    assert (await debts.demands(spot_id))[0]["answer"] == said["text"]
