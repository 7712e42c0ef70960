"""What the firm pays, asks for and is told on its page; who decides on it; what the database keeps of it."""

from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from app import clock
from regulation import database
from regulation.penalties import debts, queries
from regulation.penalties.actions import performance
from regulation.penalties.status import CaseStatus
from tests import cast as people
from tests.builders import penalties as build

#: The case is opened on a Monday, its decision served on the 24th; fifteen days end on Wednesday 8 April.
MONDAY, TODAY, DUE = date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 8)
PLAN = "2026-04-30 ３，０００\n2026年5月31日：2000元"


@pytest.fixture
async def case(cast, monkeypatch):
    """A fine of 5,000 yuan, served, unpaid, on 1 April 2026."""
    monkeypatch.setattr(clock, "now", lambda: build.at(TODAY))
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    made = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, paid=False)
    found = await queries.visible_case(cast.an, made)
    assert (found["pay_due_on"], found["fine"]) == (DUE, 5000)
    return found


def asked(lines, **more):
    return {"n": "1", "lines": lines, "reason": "客户拖欠服务费，账户资金不足。", **more}


async def test_the_firm_sees_what_to_pay_until_when_and_asks_for_instalments_of_its_own_making(
    client, cast, case
):
    page, ask = f"/firm/cases/{case['id']}", f"/firm/cases/{case['id']}/ask_plan"
    await people.sign_in(client, cast.e)
    shown = (await client.get(page)).text
    for words in ("现在应缴", "¥5,000.00", "2026年4月8日", "代收银行", case["decision_number"], "缴款通知"):
        assert words in shown
    for lines, status, says in (
        ("2026-04-30 3000.001\n2026-05-31 1999.999", 422, "多于两位小数"),
        ("四月底 3000", 422, "看不懂"),
        ("2026-04-30 3000\n2026-05-31 1999.99", 409, "4,999.99"),
        ("2026-03-31 3000\n2026-05-31 2000", 409, "早于申请之日"),
        ("2026-04-30 3000\n2027-04-09 2000", 409, "2027年4月8日"),
        ("2026-05-31 3000\n2026-04-30 2000", 409, "由早到晚"),
        ("2026-04-30 1\n" * 10_000, 422, "1000"),
    ):
        answer = await people.post(client, ask, asked(lines))
        assert (answer.status_code, says in answer.text) == (status, True), (lines[:60], answer.text[-2000:])
        # Nothing is typed twice.
        assert lines.splitlines()[0] in answer.text
        assert "客户拖欠服务费" in answer.text
    english = await people.post(
        client, ask, asked("2026-04-30 3000\n2026-05-31 1999.99"), headers={"accept-language": "en"}
    )
    assert "add up to ¥4,999.99 and must equal the unpaid fine of ¥5,000.00" in english.text
    assert await database.value("select count(*) from payment_plan") == 0
    assert (await people.post(client, ask, asked(PLAN))).status_code == 303
    shown = (await client.get(page)).text
    for words in ("待决定", "2026年4月30日 ¥3,000.00", "2026年5月31日 ¥2,000.00"):
        assert words in shown
    again = await people.post(client, ask, asked(PLAN))
    assert (again.status_code, "已有延期、分期的申请" in again.text) == (409, True)
    await people.sign_in(client, cast.f)
    assert (await people.post(client, ask, asked(PLAN))).status_code == 404

    desk = f"/desk/cases/{case['id']}"
    await people.sign_in(client, cast.an)
    clerk = await people.post(client, f"{desk}/decide/grant_plan", {"reason": "确有经济困难"})
    assert clerk.status_code in {403, 404}
    await people.sign_in(client, cast.bai)
    assert "3,000.00" in (await client.get(f"{desk}/decide/grant_plan")).text
    empty = await people.post(client, f"{desk}/decide/grant_plan", {"reason": " "})
    assert empty.status_code == 422
    granted = await people.post(client, f"{desk}/decide/grant_plan", {"reason": "确有经济困难，准予分期。"})
    assert granted.status_code == 303
    twice = await people.post(client, f"{desk}/decide/grant_plan", {"reason": "再批准一次看看"})
    assert twice.status_code == 409
    await people.sign_in(client, cast.e)
    shown = (await client.get(page)).text
    for words in ("已批准", "未到期", "现在应缴", "¥3,000.00", "2026年4月30日前"):
        assert words in shown


async def test_a_missed_instalment_makes_one_sum_of_all_and_the_page_counts_it_to_the_day(
    client, cast, case, monkeypatch
):
    await people.sign_in(client, cast.e)
    assert (await people.post(client, f"/firm/cases/{case['id']}/ask_plan", asked(PLAN))).status_code == 303
    await people.sign_in(client, cast.bai)
    desk = f"/desk/cases/{case['id']}"
    assert (
        await people.post(client, f"{desk}/decide/grant_plan", {"reason": "准予分期缴纳"})
    ).status_code == 303
    late = date(2026, 6, 10)
    monkeypatch.setattr(clock, "now", lambda: build.at(late))
    monkeypatch.setattr(clock, "today", lambda: late)
    await people.sign_in(client, cast.an)
    paid = {"paid_on": "2026-04-30", "receipt": "京财0001", "fine": "3,000"}
    for wrong, says in (
        ({"fine": "5000.01"}, "超过应缴的余额"),
        ({"fine": "0.001"}, "小数"),
        ({"paid_on": "2026-06-11"}, "不晚于今天"),
        ({"fine": "0"}, "缴款金额"),
        ({"receipt": " "}, "票据号码"),
    ):
        answer = await people.post(client, f"{desk}/handle/pay", paid | wrong)
        assert (answer.status_code, says in answer.text) == (422, True), (wrong, answer.status_code)
    assert (await people.post(client, f"{desk}/handle/pay", paid)).status_code == 303
    # 1 to 10 June on 2,000 yuan: 60 a day.
    for who, path in ((cast.e, f"/firm/cases/{case['id']}"), (cast.an, desk)):
        await people.sign_in(client, who)
        shown = (await client.get(path)).text
        for words in (
            "加处罚款至今天为¥600.00",
            "2026年5月31日，已经逾期",
            "未按期缴足",
            "¥60.00",
            "2026年6月1日 — 2026年6月10日",
            "¥600.00",
        ):
            assert words in shown, (path, words)
    await people.sign_in(client, cast.e)
    shown = (await client.get(f"/firm/cases/{case['id']}")).text
    assert "申请延期或者分期缴纳罚款" not in shown
    assert (await debts.account(await queries.visible_case(cast.an, case["id"]), late)).left == 2000


async def test_the_database_keeps_no_payment_that_is_not_owed_and_no_plan_that_was_reworded(cast, case):
    paid = """insert into case_payment (id, case_id, paid_on, fine, confiscated, surcharge, receipt, recorded_by, recorded_at)
              values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, 'x', now())"""
    for row, says in (
        ((case["decided_on"] - timedelta(days=1), 1, 0, 0, "票"), "before it was decided"),
        ((TODAY, Decimal("5000.01"), 0, 0, "票"), "more than was decided"),
        ((TODAY, 0, 1, 0, "票"), "more than was decided"),
        ((TODAY, 0, 0, Decimal("5000.01"), "票"), "more than was decided"),
        ((TODAY, Decimal("0.001"), 0, 0, "票"), "to the cent"),
        ((TODAY, 0, 0, 0, "票"), "of_something"),
        ((TODAY, -1, 2, 0, "票"), "not_negative|more than"),
        ((TODAY, 1, 0, 0, ""), "has_receipt"),
    ):
        with pytest.raises(asyncpg.CheckViolationError, match=says):
            async with database.unit_of_work():
                await database.execute(paid, case["id"], *row)
    await performance.pay(
        case["id"], paid_on=TODAY, receipt="票", fine=Decimal(4000), actor=cast.an, now=build.at(TODAY)
    )
    with pytest.raises(asyncpg.CheckViolationError, match="more than was decided"):
        async with database.unit_of_work():
            await database.execute(paid, case["id"], TODAY, Decimal("1000.01"), 0, 0, "票2")
    plan = """insert into payment_plan (id, number, status, case_id, organ, pay_due_on, asked_on, by_party, author, reason,
                                        parts, application_document, decision_reason, ends_on, decider, decided_on, document)
              values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, true, 'x', 'x', '[]', $7, '', $8, $9, $10, $11)"""
    paper, decider = case["decision_document"], cast.bai.person_id
    good = [
        "缓1",
        "asked",
        case["id"],
        case["organ"],
        DUE,
        TODAY,
        paper,
        DUE + timedelta(days=30),
        None,
        None,
        None,
    ]

    def row(**changes):
        names = (
            "number",
            "status",
            "case",
            "organ",
            "due",
            "on",
            "paper",
            "ends",
            "decider",
            "decided",
            "answer",
        )
        return [changes.get(name, said) for name, said in zip(names, good, strict=True)]

    for values, says in (
        (row(on=DUE + timedelta(days=1)), "asked_in_time"),
        (row(status="lapsed", decided=TODAY, decider=decider, answer=paper), "status_known"),
        (row(status="approved"), "decided_whole"),
        (row(status="approved", decided=TODAY, decider=decider), "decided_whole"),
        (row(decided=TODAY), "decided_whole"),
    ):
        with pytest.raises(asyncpg.CheckViolationError, match=says):
            async with database.unit_of_work():
                await database.execute(plan, *values)
    await database.execute(plan, *good)
    with pytest.raises(asyncpg.UniqueViolationError):
        async with database.unit_of_work():
            await database.execute(plan, *row(number="缓2"))
    changes = ("reason = 'y'", "parts = '[1]'", "ends_on = ends_on + 1", "pay_due_on = pay_due_on + 1")
    for change in changes:
        with pytest.raises(asyncpg.CheckViolationError, match="asked for does not change"):
            async with database.unit_of_work():
                await database.execute(f"update payment_plan set {change}")
    await database.execute(
        "update payment_plan set status = 'refused', decided_on = $1, decider = $2, document = $3",
        TODAY,
        decider,
        paper,
    )
    with pytest.raises(asyncpg.CheckViolationError, match="as it was decided"):
        async with database.unit_of_work():
            await database.execute("update payment_plan set status = 'approved'")
