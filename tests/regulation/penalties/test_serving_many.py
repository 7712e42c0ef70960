"""Many orders served in one act: each by the rules of one, with an entry of its own, and refusals that stay with their row."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.annual_reports.actions import filing
from regulation.casework import record, service
from regulation.indicators.indicator import FormKind
from regulation.penalties import missed
from regulation.penalties import queries as penalties
from regulation.penalties.actions import missed_reports, orders, serving
from regulation.penalties.status import OrderStatus
from tests.builders import annual_reports as build
from tests.builders.annual_reports import YEAR
from tests.cast import a_firm

OPERATING = FormKind.OPERATING
AFTER = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
SERVED = AFTER + timedelta(days=2)


@pytest.fixture
async def ordered(cast):
    """Three firms of Chaoyang ordered to file what they missed, and one of Haidian."""
    third = await a_firm("第三人力资源有限公司", "91110105MA00000X3C", "110105")
    fourth = await a_firm("第四人力资源有限公司", "91110105MA00000X4D", "110105")
    for firm in (cast.firm, third, fourth, cast.other_firm):
        await build.a_registration(firm)
    await build.a_window(cast, late_until=date(2026, 6, 30))
    made = [
        (await missed_reports.order(OPERATING, YEAR, firm, actor=cast.an, now=AFTER))["id"]
        for firm in (cast.firm, third, fourth)
    ]
    other = (await missed_reports.order(OPERATING, YEAR, cast.other_firm, actor=cast.ding, now=AFTER))["id"]
    return cast, made, other


async def serve(cast, receipts, **more):
    asked = {"method": "post", "served_on": date(2026, 4, 2), "actor": cast.an, "now": SERVED} | more
    return {each.order_id: each.refused for each in await serving.serve_many(receipts, **asked)}


async def entries(order_id):
    return [each.action for each in await record.history("correction_order", order_id)]


async def test_each_is_served_with_its_own_receipt_and_entry(ordered):
    cast, made, _other = ordered
    assert [each["id"] for each in await missed.unserved(cast.an, limit=9)] == made
    outcomes = await serve(cast, {each: f"EMS{n}" for n, each in enumerate(made)})
    assert outcomes == dict.fromkeys(made)
    for n, each in enumerate(made):
        order = await penalties.order_for_update(each)
        [served] = await service.of(order["document"])
        assert (order["status"], order["served_on"]) == (OrderStatus.SERVED, date(2026, 4, 2))
        assert (served["method"], served["receipt"]) == ("post", f"EMS{n}")
        assert (await entries(each)).count("serve") == 1
    assert await missed.unserved(cast.an, limit=9) == []


async def test_a_preview_says_the_same_and_keeps_nothing(ordered):
    cast, made, other = ordered
    receipts = {made[0]: "EMS0", made[1]: "", other: "EMS9"}
    tried = await serve(cast, receipts, only_try=True)
    for each in made:
        assert "serve" not in await entries(each)
    assert await database.value("select count(*) from service") == 0
    assert await database.value("select count(*) from notice where kind = 'order_to_correct'") == 0
    done = await serve(cast, receipts)
    assert {each: type(why) for each, why in tried.items()} == {each: type(why) for each, why in done.items()}


async def test_a_refusal_stays_with_its_row(ordered):
    cast, made, other = ordered
    await orders.serve_order(
        made[0], method="direct", served_on=date(2026, 4, 1), receipt="前台", actor=cast.an, now=SERVED
    )
    done = await serve(cast, {made[0]: "EMS0", made[1]: "", made[2]: "EMS2", other: "EMS9", uuid4(): "EMS8"})
    assert isinstance(done[made[0]], errors.AlreadyMoved)
    assert "送达回证" in done[made[1]].errors["receipt"]
    assert done[made[2]] is None
    refused = [why for each, why in done.items() if each not in made]
    assert all(isinstance(why, errors.NotFound) for why in refused)
    assert (await penalties.order_for_update(other))["status"] == OrderStatus.ISSUED


async def test_before_it_was_issued_or_after_its_term_no_order_is_served(ordered):
    cast, made, _other = ordered
    early = await serve(cast, {made[0]: "EMS"}, served_on=date(2026, 3, 31))
    assert "早于文书作出日期" in early[made[0]].errors["served_on"]
    due = (await penalties.order_for_update(made[0]))["due_on"]
    late = datetime(due.year, due.month, due.day, 4, tzinfo=UTC)
    refused = await serve(cast, {made[0]: "EMS"}, served_on=due, now=late)
    assert "改正期限已过" in str(refused[made[0]])
    assert await serve(cast, {made[0]: "EMS"}, served_on=due - timedelta(days=1), now=late) == {made[0]: None}


async def test_what_concerns_all_is_said_once_and_nothing_is_done(ordered):
    cast, made, _other = ordered
    for more, field in (
        ({"method": "pigeon"}, "method"),
        ({"served_on": date(2026, 4, 4)}, "served_on"),
    ):
        with pytest.raises(errors.Invalid) as refused:
            await serve(cast, {made[0]: "EMS"}, **more)
        assert set(refused.value.errors) == {field}
    for receipts in ({}, {uuid4(): "EMS" for _ in range(serving.MOST + 1)}):
        with pytest.raises(errors.Invalid) as refused:
            await serve(cast, receipts)
        assert set(refused.value.errors) == {"orders"}


async def test_an_order_whose_report_arrived_is_closed_and_not_served(ordered):
    cast, made, _other = ordered
    await build.a_draft(cast, now=SERVED)
    await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=SERVED)
    await missed_reports.close_complied(now=SERVED)
    done = await serve(cast, {made[0]: "EMS0", made[1]: "EMS1"})
    assert isinstance(done[made[0]], errors.AlreadyMoved)
    assert done[made[1]] is None


async def test_two_clerks_with_the_same_list_serve_each_once(committed_db, ordered):
    cast, made, _other = ordered
    receipts = dict.fromkeys(made, "EMS")
    both = await asyncio.gather(
        serve(cast, receipts), serve(cast, dict(reversed(receipts.items())), actor=cast.ann)
    )
    for each in made:
        assert [done[each] for done in both].count(None) == 1
        assert (await entries(each)).count("serve") == 1
