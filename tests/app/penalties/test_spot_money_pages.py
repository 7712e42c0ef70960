"""The money of a fine on the spot at the desk: owed to the day, paid at the bank, still while it is reviewed."""

from datetime import date
from decimal import Decimal

from app import clock
from regulation.case_files import spots
from regulation.case_files.rules.checklist import State
from regulation.penalties.actions import money_papers, summary
from tests import cast as people
from tests.builders import penalties as build

MONDAY, LATE = date(2026, 3, 2), date(2026, 3, 27)


async def test_the_desk_sees_the_surcharge_enters_the_review_and_the_payment(client, cast, monkeypatch):
    made = await summary.decide_on_the_spot(
        cast.firm, "V-35", facts="发现未按规定办理登记的事实。", defence="没有提出。", warning=False, fine=Decimal(2000),
        second_officer=cast.cui.person_id, place="当事人的办公室", was_told=True, is_signed=True,
        actor=cast.chen, now=build.at(MONDAY),
    )  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: build.at(LATE))
    monkeypatch.setattr(clock, "today", lambda: LATE)
    page = f"/desk/spot/{made['id']}/money"
    await people.sign_in(client, cast.an)
    assert page in (await client.get(f"/desk/spot/{made['id']}")).text
    # Due on 17 March; 18 to 27 are ten days of 60 yuan.
    shown = (await client.get(page)).text
    for words in (
        "加处罚款至今天为¥600.00",
        "2026年3月17日，已经逾期",
        "2026年3月18日 — 2026年3月27日",
        "¥600.00",
        made["number"],
    ):
        assert words in shown, words
    # Reconsideration first: registered from the page of the decision, its days bear no surcharge.
    new = f"/desk/remedies/new?spot={made['id']}"
    assert new in (await client.get(f"/desk/spot/{made['id']}")).text
    suit = {
        "way": "suit",
        "body": "北京市朝阳区人民法院",
        "filed_on": "2026-03-20",
        "received_on": "2026-03-20",
        "claims": "请求撤销",
    }
    refused = await people.post(client, new, suit)
    assert (refused.status_code, "先申请行政复议" in refused.text, "第二十三条" in refused.text) == (
        409,
        True,
        True,
    )
    begun = suit | {"way": "reconsideration", "body": "北京市朝阳区人民政府"}
    assert (await people.post(client, new, begun | {"filed_on": "2026-03-28"})).status_code == 422
    remedy = (await people.post(client, new, begun)).headers["location"]
    # 18 and 19 March.
    assert "加处罚款至今天为¥120.00" in (await client.get(page)).text
    ended = {
        "outcome": "upheld",
        "number": "朝政复决1号",
        "decided_on": "2026-03-26",
        "received_on": "2026-03-26",
    }
    assert (await people.post(client, f"{remedy}/conclude", ended)).status_code == 422
    assert (
        await people.post(client, f"{remedy}/conclude", ended | {"reason": "事实清楚"})
    ).status_code == 303
    assert "加处罚款至今天为¥180.00" in (await client.get(page)).text
    # What brings it in: the clerk's steps are offered to the clerk, the decider's are not, and what is not due is refused.
    acts = f"/desk/spot/{made['id']}"
    for where in (page, acts):
        shown = (await client.get(where)).text
        assert (f"{acts}/handle/demand" in shown, f"{acts}/decide/impose_surcharge" in shown) == (True, False)
    assert (
        await people.post(client, f"{acts}/decide/impose_surcharge", {"reason": "逾期未缴"})
    ).status_code in {403, 404}
    assert (await client.get(f"{acts}/handle/ask_plan")).status_code == 409
    assert (await client.get(f"{acts}/handle/impose_surcharge")).status_code == 404
    assert (await client.get(f"{acts}/court.zip")).status_code == 404
    await people.sign_in(client, cast.bai)
    assert "¥180.00" in (await client.get(f"{acts}/decide/impose_surcharge")).text
    assert (
        await people.post(client, f"{acts}/decide/impose_surcharge", {"reason": "逾期未缴"})
    ).status_code == 303
    await people.sign_in(client, cast.an)
    (waits,) = await money_papers.unserved(made["id"])
    form = {"document": str(waits["id"]), "method": "direct", "served_on": "2026-03-27"}
    wrong = await people.post(client, f"{acts}/handle/serve_paper", form)
    assert wrong.status_code == 422
    told = form | {"receiver": "前台李某", "place": "当事人办公室"}
    assert (await people.post(client, f"{acts}/handle/serve_paper", told)).status_code == 303
    assert (await people.post(client, f"{acts}/handle/demand", {})).status_code == 303
    await _the_file_holds_what_came_after(made["id"], (await client.get(page)).text)
    paid = {"paid_on": "2026-03-27", "receipt": "京财9", "fine": "2,000", "surcharge": "180"}
    over = await people.post(client, f"{page}/pay", paid | {"surcharge": "180.01"})
    assert (over.status_code, "超过应缴的余额" in over.text) == (422, True)
    assert (await people.post(client, f"{page}/pay", paid)).status_code == 303
    assert (await people.post(client, f"{page}/pay", paid)).status_code == 409
    await people.sign_in(client, cast.ding)
    assert (await client.get(page)).status_code == 404
    assert (await people.post(client, f"{page}/pay", paid)).status_code == 404
    await people.sign_in(client, cast.e)
    assert (await client.get(page)).status_code in {403, 404}


async def _the_file_holds_what_came_after(spot_id, page):
    """And its list says how each paper stands."""
    assert "前台李某" in page
    spot = await summary.one(spot_id)
    held = [each.kind for each in await spots.entries(spot, {})]
    assert held[0] == "spot_decision"
    assert {"payment_notice", "surcharge_decision", "demand_notice"} <= set(held)
    lines = {each.name: each.state for each in await spots.check_list(spot, today=LATE)}
    for name, state in (
        ("加处罚款决定书", State.PRESENT),
        ("加处罚款决定书的送达", State.PRESENT),
        ("履行行政处罚决定催告书", State.PRESENT),
        ("催告书的送达", State.NOT_YET),
        ("延期（分期）缴纳罚款通知书", State.NOT_NEEDED),
        ("强制执行申请书", State.NOT_NEEDED),
        ("行政处罚信息摘要", State.NOT_NEEDED),
        ("缴款票据", State.NOT_YET),
    ):
        assert lines[name] is state, name
