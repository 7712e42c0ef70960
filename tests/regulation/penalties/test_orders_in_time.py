"""More time to correct, corrected in part, ordered on the spot, and talks before any of it."""

from datetime import date, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import clocks, documents
from regulation.casework.calendar import current
from regulation.penalties import queries
from regulation.penalties.actions import extending, on_the_spot, orders, talks
from regulation.penalties.status import OrderStatus, Source
from reports.documents import registry
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
async def order(cast, office):
    order_id = await build.an_order(office, cast.firm, to=OrderStatus.SERVED, on=MONDAY)
    return await queries.order_for_update(order_id)


def built(paper):
    return registry.KINDS[paper["kind"]].build({"issued_on": MONDAY, **paper["snapshot"]})[1]["paper"]


async def due_of(order_id, kind):
    return next(
        each.due.due_on for each in await clocks.of(order_id, calendar=await current()) if each.kind == kind
    )


async def test_the_firm_asks_another_decides_and_the_order_binds_until_the_new_day(cast, order):
    until = order["due_on"] + timedelta(days=10)
    with pytest.raises(errors.NotFound):
        await extending.ask(
            order["id"], until=until, reason="装修尚未完工", actor=cast.f, now=build.at(MONDAY)
        )
    await extending.ask(
        order["id"], until=until, reason="装修尚未完工", actor=cast.e, now=build.at(order["due_on"])
    )
    with pytest.raises(errors.NotPermitted):
        await extending.decide(
            order["id"], grant=True, reason="理由属实", actor=cast.an, now=build.at(order["due_on"])
        )
    await extending.decide(
        order["id"], grant=True, reason="理由属实", actor=cast.bai, now=build.at(order["due_on"])
    )
    assert (await queries.order_for_update(order["id"]))["due_on"] == until
    assert await due_of(order["id"], "correction") == until
    assert await due_of(order["id"], "recheck") > until
    paper = (await documents.of_matter("correction_order", order["id"]))[-1]
    assert (built(paper).due_after, paper["firm_id"]) == (until, cast.firm)
    with pytest.raises(errors.Refused, match="尚未届满"):
        await orders.mark_refused(order["id"], recheck="仍未改正", actor=cast.an, now=build.at(until))
    await orders.mark_refused(
        order["id"], recheck="仍未改正", actor=cast.an, now=build.at(until + timedelta(days=1))
    )


async def test_refused_more_time_leaves_the_day_and_after_it_nothing_can_be_asked(cast, order):
    until = order["due_on"] + timedelta(days=5)
    await extending.ask(order["id"], until=until, reason="装修尚未完工", actor=cast.an, now=build.at(MONDAY))
    with pytest.raises(errors.AlreadyMoved):
        await extending.ask(
            order["id"], until=until, reason="再次申请延长", actor=cast.e, now=build.at(MONDAY)
        )
    await extending.decide(
        order["id"], grant=False, reason="没有正当理由", actor=cast.bai, now=build.at(MONDAY)
    )
    assert (await queries.order_for_update(order["id"]))["due_on"] == order["due_on"]
    with pytest.raises(errors.Refused, match="已经届满"):
        await extending.ask(
            order["id"],
            until=until,
            reason="装修尚未完工",
            actor=cast.e,
            now=build.at(order["due_on"] + timedelta(days=1)),
        )
    with pytest.raises(asyncpg.CheckViolationError, match="extension_asked_in_time"):
        async with database.unit_of_work():
            await database.execute("update order_extension set asked_on = due_before + 1")


async def test_what_is_corrected_in_part_is_named_on_the_paper_and_adds_up(cast, office):
    made = await orders.issue_order(
        Source.MONITORING,
        "",
        cast.firm,
        "V-04",
        found_on=MONDAY,
        facts="未明示收费标准和监督电话",
        demands=["明示收费标准", "明示监督电话", "书面报告"],
        actor=cast.an,
        now=build.at(MONDAY),
    )
    await orders.serve_order(
        made["id"], method="direct", served_on=MONDAY, receipt="签收", actor=cast.an, now=build.at(MONDAY)
    )
    who = {"recheck": "现场查看了公示栏", "actor": cast.an, "now": build.at(MONDAY + timedelta(days=5))}
    for met in ([4], [0], [1, 2, 3]):
        with pytest.raises(errors.Invalid) as refusal:
            await orders.note_partly(made["id"], met=met, **who)
        assert "met" in refusal.value.errors
    await orders.note_partly(made["id"], met=[1], **who)
    await orders.note_partly(made["id"], met=[3], **who)
    papers = [
        each
        for each in await documents.of_matter("correction_order", made["id"])
        if each["kind"] == "recheck_record"
    ]
    assert [built(each).met for each in papers] == [(1,), (1, 3)]


async def test_an_order_on_the_spot_binds_at_once_and_its_copy_is_filed_in_two_days(cast, office):
    given = (Source.FINDING, "", cast.firm, "V-04")
    said = {"found_on": MONDAY, "facts": "服务大厅前台没有明示收费标准", "demands": ["当场明示"], "days": 0}
    who = {"actor": cast.an, "now": build.at(MONDAY)}
    with pytest.raises(errors.Refused, match="有效执法证件") as refusal:
        await on_the_spot.issue(*given, officers=[cast.chen.person_id], receipt="店长签收", **said, **who)
    assert refusal.value.citation.article == 31
    with pytest.raises(errors.Invalid):
        await orders.issue_order(*given, **said, **who)
    made = await on_the_spot.issue(*given, officers=list(office.officers), receipt="店长签收", **said, **who)
    order = await queries.order_for_update(made["id"])
    assert (order["status"], order["due_on"], order["is_on_the_spot"]) == ("served", MONDAY, True)
    (paper,) = await documents.of_matter("correction_order", made["id"])
    assert built(paper).on_the_spot
    assert len(built(paper).officers) == 2
    assert await due_of(made["id"], "filing_copy") == MONDAY + timedelta(days=2)
    await orders.mark_corrected(made["id"], recheck="当场已经明示", actor=cast.an, now=build.at(MONDAY, 15))
    await on_the_spot.file_copy(made["id"], actor=cast.an, now=build.at(MONDAY, 16))
    with pytest.raises(errors.AlreadyMoved):
        await on_the_spot.file_copy(made["id"], actor=cast.an, now=build.at(MONDAY, 17))


async def test_a_talk_needs_two_officers_place_and_people_a_reminder_does_not(cast, office):
    said = {"held_on": MONDAY, "matter": "多次被投诉收费不明示", "demands": "明示收费标准"}
    who = {"actor": cast.an, "now": build.at(MONDAY)}
    with pytest.raises(errors.Invalid) as refusal:
        await talks.hold(cast.firm, kind="talk", **said, **who)
    assert {"place", "attendants"} <= set(refusal.value.errors)
    there = {"place": "本局会议室", "attendants": "总经理王某"}
    with pytest.raises(errors.Invalid):
        await talks.hold(cast.firm, kind="talk", **there, **said, **who)
    await talks.hold(cast.firm, kind="talk", officers=list(office.officers), **there, **said, **who)
    await talks.hold(cast.firm, kind="reminder", **said, **who)
    with pytest.raises(errors.NotFound):
        await talks.hold(cast.firm, kind="reminder", **said, actor=cast.ding, now=build.at(MONDAY))
    found = await talks.of_reach(cast.an)
    assert sorted(each["kind"] for each in found) == ["reminder", "talk"]
    assert await talks.of_reach(cast.ding) == []
    for each in found:
        paper = await documents.by_id(each["document"])
        assert built(paper).title in {"约谈", "行政提示"}
        assert paper["firm_id"] == cast.firm
