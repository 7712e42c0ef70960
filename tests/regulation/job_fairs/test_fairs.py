"""A fair from its draft to its figures; what the organ does with it; what the public reads."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import documents, record
from regulation.job_fairs import queries
from regulation.job_fairs.actions import figures, filing, planning, running
from regulation.job_fairs.queries import Wanted
from regulation.job_fairs.status import FairStatus
from regulation.ledger import queries as ledger
from tests.builders import fairs as build
from tests.builders.fairs import FIGURES, FORM, NOW

AFTER = NOW + timedelta(days=30)


async def state(number):
    return FairStatus((await queries.for_update(number))["status"])


async def test_a_fair_is_filed_with_the_district_of_its_venue_and_gets_its_receipt(cast):
    number = await build.a_filed_fair(cast, area="110108")
    fair = await queries.visible(cast.ding, number)
    assert number == "ZPH-110108-2026-0001"
    assert (fair["due_on"], fair["days_late"], fair["police_body"]) == (date(2026, 12, 5), 0, "none")
    (paper,) = await documents.of_matter("fair", fair["id"])
    assert (paper["kind"], paper["number"], paper["snapshot"]["days_late"]) == ("job_fair_receipt", number, 0)
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.an, number)


async def test_a_late_filing_is_taken_and_its_lateness_computed(cast):
    number = await build.a_filed_fair(cast, first_day=date(2026, 12, 1), last_day=date(2026, 12, 1))
    assert (await queries.visible(cast.an, number))["days_late"] == 7


async def test_a_form_that_lacks_something_is_refused_and_kept(cast):
    draft = await build.a_draft(cast, venue="", emergency_plan=False)
    with pytest.raises(errors.Invalid) as refused:
        await filing.file(draft, request_key="k", actor=cast.e, now=NOW)
    assert set(refused.value.errors) == {"venue", "emergency_plan"}
    assert await state(draft) is FairStatus.DRAFT


async def test_pressing_twice_files_once(cast):
    draft = await build.a_draft(cast)
    first = await filing.file(draft, request_key="same", actor=cast.e, now=NOW)
    assert await filing.file(draft, request_key="same", actor=cast.e, now=NOW) == first
    assert await database.value("select count(*) from document where kind = 'job_fair_receipt'") == 1


async def test_a_preparer_prepares_and_does_not_file_and_another_firm_sees_nothing(cast):
    draft = await build.a_draft(cast)
    with pytest.raises(errors.NotPermitted):
        await filing.file(draft, request_key="k", actor=cast.ee, now=NOW)
    for act in (queries.visible(cast.f, draft), filing.file(draft, request_key="x", actor=cast.f, now=NOW)):
        with pytest.raises(errors.NotFound):
            await act
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.an, draft)


async def test_a_colleague_who_saved_meanwhile_is_not_overwritten(cast):
    number = await build.a_draft(cast)
    seen = (await queries.visible(cast.e, number))["updated_at"]
    later = NOW + timedelta(minutes=5)
    await filing.save(number, FORM | {"name": "甲改的名称"}, seen_at=seen, actor=cast.ee, now=later)
    with pytest.raises(errors.AlreadyMoved):
        await filing.save(number, FORM | {"name": "乙改的名称"}, seen_at=seen, actor=cast.e, now=later)
    assert (await queries.visible(cast.e, number))["name"] == "甲改的名称"


async def test_a_returned_form_keeps_its_number_and_its_day(cast):
    number = await build.a_filed_fair(cast)
    with pytest.raises(errors.Invalid):
        await filing.send_back(number, reason=" ", actor=cast.an, now=NOW)
    await filing.send_back(number, reason="请补充展位平面图说明", actor=cast.an, now=NOW)
    again = await filing.file(number, request_key="again", actor=cast.e, now=NOW + timedelta(days=20))
    fair = await queries.visible(cast.an, number)
    assert (again, fair["filed_on"], fair["status"]) == (number, date(2026, 11, 23), "filed")


async def test_an_organizer_without_a_licence_is_listed_with_a_reason_alone(cast):
    number = await build.a_filed_fair(cast)
    with pytest.raises(errors.Invalid) as refused:
        await filing.enter_in_calendar(number, actor=cast.an, now=NOW)
    assert set(refused.value.errors) == {"reason"}
    await filing.enter_in_calendar(number, reason="与区政府共同主办", actor=cast.an, now=NOW)
    (entry,) = [
        each
        for each in await record.history("fair", (await queries.visible(cast.an, number))["id"])
        if each.action == "list"
    ]
    assert entry.data == {"licensed": False}


async def test_the_neighbouring_district_and_other_offices_do_not_list(cast):
    number = await build.a_filed_fair(cast)
    with pytest.raises(errors.NotFound):
        await filing.enter_in_calendar(number, reason="x", actor=cast.ding, now=NOW)
    for actor in (cast.hao, cast.bai):
        with pytest.raises(errors.NotPermitted):
            await filing.enter_in_calendar(number, reason="x", actor=actor, now=NOW)


async def test_what_is_called_off_stays_in_the_calendar_with_its_reason(cast):
    number = await build.a_listed_fair(cast)
    days = Wanted(since=date(2026, 12, 1), until=date(2026, 12, 31))
    assert (await queries.calendar(days)).total == 1
    said = {"text": "场馆停用", "media": "北京晚报", "announced_on": date(2026, 12, 1)}
    with pytest.raises(errors.Invalid):
        await running.call_off(number, **said | {"media": ""}, actor=cast.e, now=NOW + timedelta(days=9))
    await running.call_off(number, **said, actor=cast.e, now=NOW + timedelta(days=9))
    (shown,) = (await queries.calendar(days)).rows
    (note,) = await queries.notes(shown["id"])
    assert (shown["status"], note["kind"], note["text"]) == ("called_off", "called_off", "场馆停用")
    assert [leaf.act for leaf in await ledger.of_entity(str(shown["id"]))] == ["list", "call_off"]
    with pytest.raises(errors.AlreadyMoved):
        await running.call_off(number, **said, actor=cast.e, now=AFTER)


async def test_a_change_is_announced_and_a_larger_fair_loses_the_licence_given_for_the_smaller(cast):
    number = await build.a_listed_fair(cast, expected=2_000)
    await running.give_police_licence(number, "京公大安许〔2026〕8号", actor=cast.ee, now=NOW)
    said = {"text": "人数增加", "media": "北京晚报", "announced_on": date(2026, 11, 23)}
    await running.announce_change(number, {"hours": "10:00-16:00"}, **said, actor=cast.e, now=NOW)
    assert (await queries.public_fair(number))["police_licence"] == "京公大安许〔2026〕8号"
    await running.announce_change(number, {"expected": 6_000}, **said, actor=cast.e, now=NOW)
    fair = await queries.public_fair(number)
    assert (fair["police_body"], fair["police_licence"]) == ("city", "")
    with pytest.raises(errors.Invalid):
        await running.announce_change(number, {"expected": 6_000}, **said, actor=cast.e, now=NOW)


async def test_a_small_fair_needs_no_safety_licence(cast):
    with pytest.raises(errors.Refused):
        await running.give_police_licence(await build.a_listed_fair(cast), "x", actor=cast.e, now=NOW)


async def test_the_day_after_its_last_day_a_fair_is_held_and_its_figures_are_due(cast):
    number = await build.a_listed_fair(cast)
    assert await running.pass_days(now=NOW + timedelta(days=28)) == 0, "the 21st, its last day"
    assert await running.pass_days(now=NOW + timedelta(days=29)) == 1
    assert await running.pass_days(now=NOW + timedelta(days=29)) == 0
    fair = await queries.public_fair(number)
    assert (fair["status"], fair["figures_due_on"]) == ("held", date(2026, 12, 28))


async def test_figures_are_reported_late_and_corrected_as_another_version(cast):
    number = await build.a_held_fair(cast)
    late = NOW + timedelta(days=37)
    with pytest.raises(errors.Invalid) as refused:
        await figures.report(number, FIGURES | {"graduates": 5_000}, actor=cast.ee, now=late)
    assert set(refused.value.errors) == {"graduates"}
    assert await figures.report(number, FIGURES, actor=cast.ee, now=late) == 1
    with pytest.raises(errors.Invalid):
        await figures.report(number, FIGURES | {"visitors": 1300}, actor=cast.ee, now=late)
    with pytest.raises(errors.Invalid):
        await figures.report(number, FIGURES, reason="复核", actor=cast.ee, now=late)
    assert (
        await figures.report(
            number, FIGURES | {"visitors": 1300}, reason="复核入场记录", actor=cast.ee, now=late
        )
        == 2
    )
    fair = await queries.visible(cast.an, number)
    first, second = await queries.figures(fair["id"])
    assert (first["days_late"], first["figures"], second["figures"]["visitors"]) == (2, FIGURES, 1300)
    (line,) = await queries.month(cast.an, date(2026, 12, 1), date(2026, 12, 31))
    assert line["figures"]["visitors"] == 1300


LINES = [
    {"name": "周末招聘会", "venue": "演示人才市场", "day": date(2027, 1, 9), "expected": 300},
    {"name": "周末招聘会", "venue": "演示人才市场", "day": date(2027, 1, 16), "expected": 1_200},
]


def plan(cast, lines, key, now=NOW):
    return planning.file_plan(
        cast.firm,
        2027,
        "110105",
        lines,
        contact_name="甲",
        contact_phone="1",
        request_key=key,
        actor=cast.e,
        now=now,
    )


async def test_the_plan_of_a_year_files_its_fairs_and_a_new_plan_calls_off_what_it_leaves_out(cast):
    number = await plan(cast, LINES, "one")
    made = await queries.of_firm(cast.firm, Wanted())
    assert {(each["kind"], each["status"], each["police_body"]) for each in made.rows} == {
        ("regular", "filed", "none"),
        ("regular", "filed", "county"),
    }
    kept = next(each for each in made.rows if each["first_day"] == date(2027, 1, 9))
    second = await plan(cast, [LINES[0], LINES[1] | {"day": date(2027, 1, 23)}], "two")
    assert second != number
    after = {each["first_day"]: each for each in (await queries.of_firm(cast.firm, Wanted())).rows}
    assert after[date(2027, 1, 9)]["number"] == kept["number"]
    assert after[date(2027, 1, 16)]["status"] == "called_off"
    assert after[date(2027, 1, 23)]["status"] == "filed"
    assert [(each["status"], each["days_late"]) for each in await queries.plans_of(cast.firm)].count(
        ("filed", 0)
    ) == 1


async def test_a_plan_after_15_december_is_late(cast):
    await plan(cast, LINES, "late", now=NOW + timedelta(days=25))
    (filed,) = await queries.plans_at(cast.an, 2027)
    assert filed["days_late"] == 3


async def test_lines_of_a_plan_are_refused_by_place(cast):
    wrong = planning.wrong_lines(
        [LINES[0], {"name": "", "venue": "x", "day": date(2026, 12, 31), "expected": -1}],
        2027,
        date(2026, 11, 23),
    )
    assert set(wrong) == {"line-1.name", "line-1.day", "line-1.expected"}
    assert planning.wrong_lines([], 2027, date(2026, 11, 23)).keys() == {"lines"}


def test_a_series_is_every_such_weekday():
    assert planning.weekly(date(2027, 1, 1), date(2027, 1, 31), 5) == [
        date(2027, 1, day) for day in (2, 9, 16, 23, 30)
    ]
    assert planning.weekly(date(2027, 2, 1), date(2027, 1, 31), 5) == []


async def test_two_signatories_at_once_file_once_and_two_clerks_list_once(committed_db, cast):
    draft = await build.a_draft(cast)
    filed = await asyncio.gather(
        *(filing.file(draft, request_key=str(uuid4()), actor=cast.e, now=NOW) for _ in range(4)),
        return_exceptions=True,
    )
    numbers = [each for each in filed if isinstance(each, str)]
    assert numbers == ["ZPH-110105-2026-0001"]
    assert all(isinstance(each, errors.AlreadyMoved) for each in filed if not isinstance(each, str))
    listed = await asyncio.gather(
        *(
            filing.enter_in_calendar(numbers[0], reason="x", actor=who, now=NOW)
            for who in (cast.an, cast.ann)
        ),
        return_exceptions=True,
    )
    assert listed.count(None) == 1
    assert sum(isinstance(each, errors.AlreadyMoved) for each in listed) == 1


async def test_announcements_and_figures_cannot_be_changed_in_the_database(cast):
    number = await build.a_held_fair(cast)
    await figures.report(number, FIGURES, actor=cast.ee, now=AFTER)
    with pytest.raises(Exception, match=r"append-only|refuse|permission denied"):
        async with database.unit_of_work():
            await database.execute("update fair_figures set figures = '{}'")
