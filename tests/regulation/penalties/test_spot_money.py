"""Money of a penalty on the spot: fifteen days at the bank, or taken there in the law's cases and handed in. 第六十七条 to 第七十三条."""

from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from app.demo import case_walk as build
from regulation import database, errors
from regulation.casework import documents
from regulation.casework import service as services
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import debts, spot_debts
from regulation.penalties.actions import collected, demand, performance, summary
from regulation.remedies.actions import outcomes, registering
from regulation.remedies.status import Outcome, Way
from reports.documents import registry
from tests.regulation.penalties.test_outcomes_life import _as_decider, on_the_spot

D = Decimal
#: A Monday; fifteen days later is Tuesday 17 March.
MONDAY, DUE = date(2026, 3, 2), date(2026, 3, 17)


async def fined(cast, fine="2000", violation="V-35", **more):
    return await on_the_spot(cast, violation=violation, warning=False, fine=D(fine), **more)


async def reviewed(cast, made, on, way="reconsideration"):
    """Registered on the day on which it was filed."""
    return await registering.register(
        made["id"], way=Way(way), body="北京市朝阳区人民政府", claims="请求撤销处罚决定", filed_on=on, received_on=on,
        actor=cast.fang, now=build.at(on),
    )  # fmt: skip


async def ends(cast, remedy, outcome, on, **more):
    await outcomes.conclude(
        remedy, outcome=Outcome(outcome), number="朝政复决1号", decided_on=on, received_on=on, reason="审理查明",
        **more, actor=cast.fang, now=build.at(on),
    )  # fmt: skip


async def owed(spot, on):
    return await debts.account(await summary.one(spot["id"]), on)


async def due_of(spot, kind):
    return await database.value(
        "select due_on from clock where matter_id = $1 and kind = $2 and met_on is null", spot["id"], kind
    )


async def test_a_fine_on_the_spot_is_paid_at_the_bank_within_fifteen_days_and_bears_the_surcharge_after_them(
    cast,
):
    made = await fined(cast)
    papers = {each["kind"]: each for each in await documents.of_matter("spot_penalty", made["id"])}
    _template, data = registry.KINDS["payment_notice"].build(papers["payment_notice"]["snapshot"])
    assert (data["paper"].due_on, data["paper"].reference) == (DUE, made["number"])
    (served,) = await services.of(papers["payment_notice"]["id"])
    assert (served["method"], served["served_on"]) == ("direct", MONDAY)
    assert await due_of(made, "payment") == DUE
    # 17 March is the last day; three per cent of 2,000 a day, 60 yuan, from the 18th.
    days = (DUE, DUE + timedelta(1), DUE + timedelta(10), DUE + timedelta(33), DUE + timedelta(34))
    assert [(await owed(made, on)).surcharge for on in days] == [0, 60, 600, 1980, 2000]
    assert await performance.remind_unpaid(today=DUE) == 0
    assert await performance.remind_unpaid(today=DUE + timedelta(1)) == 1

    given = {"paid_on": DUE + timedelta(2), "receipt": "票7", "now": build.at(DUE + timedelta(3))}
    office = given | {"actor": cast.an}
    with pytest.raises(errors.NotPermitted, match="分离") as apart:
        await performance.pay(made["id"], fine=D(2000), **given, actor=_as_decider(cast.chen))
    assert apart.value.citation == PENALTY_LAW.article(67, 1)
    with pytest.raises(errors.Invalid) as wrong:
        await performance.pay(made["id"], fine=D("2000.01"), surcharge=D("120.01"), **office)
    assert set(wrong.value.errors) == {"fine", "surcharge"}
    await performance.pay(made["id"], fine=D(2000), **office)
    # Two days were late: what they came to is owed once it is imposed.
    late = await owed(made, DUE + timedelta(90))
    assert (late.left, late.surcharge_waiting, await due_of(made, "payment")) == (0, D(120), None)
    await demand.impose_surcharge(made["id"], reason="逾期未缴", actor=cast.bai, now=office["now"])
    late = {"paid_on": DUE + timedelta(3), "actor": cast.an, "now": office["now"]}
    await performance.pay(made["id"], surcharge=D(120), receipt="票8", **late)
    with pytest.raises(errors.AlreadyMoved):
        await performance.pay(made["id"], surcharge=D(1), receipt="票9", **late)


async def test_no_surcharge_of_a_fine_on_the_spot_runs_within_the_reconsideration_and_the_suit_after_it(cast):
    made = await fined(cast)
    begun, ended = DUE + timedelta(3), DUE + timedelta(20)
    review = await reviewed(cast, made, begun)
    # 18 and 19 March, and not one day more while it is pending.
    assert (await owed(made, DUE + timedelta(40))).surcharge == 120
    await ends(cast, review, "upheld", ended)
    assert [(await owed(made, ended + timedelta(n))).surcharge for n in (0, 1)] == [120, 180]
    await reviewed(cast, made, ended + timedelta(2), "suit")
    assert (await owed(made, DUE + timedelta(40))).surcharge == 180


async def test_officers_collect_there_and_then_hand_in_within_two_days_and_the_office_banks_it(cast):
    made = await fined(cast, "100", "V-30")
    given = {"ground": "small", "receipt": "票1", "actor": cast.chen, "now": build.at(MONDAY, 15)}
    with pytest.raises(errors.NotFound):
        await collected.take(made["id"], **(given | {"actor": _as_decider(cast.ann)}))
    with pytest.raises(errors.Refused, match="当场收缴") as next_day:
        await collected.take(made["id"], **(given | {"now": build.at(MONDAY + timedelta(1))}))
    assert next_day.value.citation == PENALTY_LAW.article(68)
    key = "a-key-of-one-request"
    for _twice in range(2):
        await collected.take(made["id"], **given, request_key=key)
    with pytest.raises(errors.AlreadyMoved):
        await collected.take(made["id"], **given)
    (paid,) = await debts.payments(made["id"])
    assert (paid["way"], paid["fine"], paid["receipt"]) == ("on_spot", D(100), "票1")
    assert await due_of(made, "payment") is None
    # Two working days from Monday.
    (held,) = await spot_debts.in_hand(cast.cui.person_id)
    assert (held["number"], held["due_on"]) == (made["number"], MONDAY + timedelta(2))
    banked = {"to_bank": False, "on": MONDAY + timedelta(1), "now": build.at(MONDAY + timedelta(1))}
    with pytest.raises(errors.NotPermitted, match="其他人员收取"):
        await collected.hand_in(made["id"], **banked, actor=_as_decider(cast.cui))
    await collected.hand_in(made["id"], **banked, actor=cast.an)
    assert await spot_debts.in_hand(cast.cui.person_id) == []
    (office,) = await spot_debts.on_its_way(cast.an.organ_id)
    assert office["due_on"] == MONDAY + timedelta(3)
    await collected.hand_in(made["id"], **(banked | {"to_bank": True}), actor=cast.an)
    assert await spot_debts.on_its_way(None) == []


async def test_the_database_keeps_no_money_on_the_spot_that_the_law_does_not_know(cast):
    made = await fined(cast)
    paid = """insert into case_payment (id, spot, way, paid_on, fine, surcharge, confiscated, receipt, recorded_by, recorded_at)
              values (gen_random_uuid(), $1, $2, $3, $4, $5, 0, $6, 'x', now())"""
    spot = made["id"]
    for row, says in (
        ((spot, "bank", MONDAY - timedelta(1), D(1), D(0), "票"), "before it was decided"),
        ((spot, "bank", MONDAY, D("2000.01"), D(0), "票"), "more than was decided"),
        ((spot, "bank", MONDAY, D(0), D("2000.01"), "票"), "more than was decided"),
        ((spot, "bank", MONDAY, D("0.001"), D(0), "票"), "to the cent"),
        ((spot, "on_spot", MONDAY, D(2000), D(0), "票"), "there and then"),
        ((spot, "bank", MONDAY, D(0), D(0), "票"), "of_something"),
        ((spot, "bank", MONDAY, D(1), D(0), ""), "receipt"),
        ((spot, "by hand", MONDAY, D(1), D(0), "票"), "way_known|too long"),
    ):
        with pytest.raises((asyncpg.CheckViolationError, asyncpg.StringDataRightTruncationError), match=says):
            async with database.unit_of_work():
                await database.execute(paid, *row)
    for change, says in (
        ("handed_in_on = decided_on", "only what was collected"),
        ("pay_due_on = pay_due_on + 1", "does not change"),
        ("collecting = 'small', receipt = '票'", "collected_against_receipt"),
    ):
        with pytest.raises(asyncpg.CheckViolationError, match=says):
            async with database.unit_of_work():
                await database.execute(f"update spot_penalty set {change} where id = $1", spot)
    stay = """insert into surcharge_stay (id, spot, way, number, from_on, to_on, is_moot, has_changed)
              values (gen_random_uuid(), $1, $2, $3, $4, $5, false, false)"""
    for row in (
        (spot, "letter", "1", DUE, None),
        (spot, "suit", "", DUE, None),
        (spot, "suit", "1", DUE, MONDAY),
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute(stay, *row)
