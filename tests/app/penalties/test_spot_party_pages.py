"""A small firm reads its fine on the spot: what it owes today, until when, where it may be contested; nobody else's firm does."""

import io
from datetime import date
from decimal import Decimal

from pypdf import PdfReader

from app import clock
from regulation.penalties.actions import summary
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
    for words in ("已经逾期", "¥2,600.00", "¥60.00", "2026年3月18日 — 2026年3月27日"):
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
    assert "加处罚款决定书" in reader.pages[-1].extract_text(), (
        "the surcharge runs and no decision imposes it"
    )
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
