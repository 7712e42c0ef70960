"""The two standing rosters, the do-not-disturb list, and an organ's own list of items."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import date, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.accounts import conflicts
from regulation.inspections import items
from regulation.inspections.actions import item_lists, officers, plans, roster_versions, undisturbed
from regulation.inspections.items import Item
from regulation.inspections.queries import lists, rosters, subjects
from regulation.inspections.queries import officers as officer_lists
from regulation.inspections.queries import plans as plan_lists
from regulation.inspections.queries import roster_versions as versions
from regulation.inspections.queries import undisturbed as entries
from regulation.inspections.status import DrawStatus, UndisturbedStatus
from regulation.law.citation import HRM_REGULATIONS
from regulation.ledger import jcs
from tests import cast as people
from tests.builders import inspections as build

NOW = build.NOW
TODAY = NOW.date()


# --- do not disturb ---------------------------------------------------------------------------------------


async def an_entry(cast, firm, *, at=UndisturbedStatus.ENTERED, from_on=TODAY, days=90, now=NOW):
    made = await undisturbed.propose(
        firm, ground="credit", facts="连续三年无投诉", from_on=from_on, until_on=from_on + timedelta(days=days),
        actor=cast.an, now=now,
    )  # fmt: skip
    if at is not UndisturbedStatus.PROPOSED:
        await undisturbed.enter(made, actor=cast.bai, now=now)
    return made


async def status_of(cast, firm, day):
    found = await subjects.roster(cast.an.organ_id, today=day)
    return next((each.status, each.reason) for each in found if each.firm == firm)


async def test_a_firm_on_the_list_is_left_out_from_its_first_to_its_last_day(cast):
    [firm] = await build.some_firms(1)
    made = await an_entry(cast, firm, at=UndisturbedStatus.PROPOSED)
    assert await status_of(cast, firm, TODAY) == ("eligible", "")
    await undisturbed.enter(made, actor=cast.bai, now=NOW)
    for day, expected in (
        (TODAY, ("excluded", "do-not-disturb")),
        (TODAY + timedelta(days=90), ("excluded", "do-not-disturb")),
        (TODAY + timedelta(days=91), ("eligible", "")),
    ):
        assert await status_of(cast, firm, day) == expected
    assert (await entries.public_list(today=TODAY))[0] == 1
    assert (await entries.public_list(today=TODAY + timedelta(days=91)))[0] == 0


async def test_the_list_needs_ground_days_and_a_second_person(cast):
    [firm] = await build.some_firms(1)
    good = {"ground": "risk", "facts": "低风险", "from_on": TODAY, "until_on": TODAY}
    for wrong in (
        {"ground": "friend"}, {"facts": " "}, {"from_on": TODAY - timedelta(days=1)}, {"until_on": TODAY - timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(errors.Invalid) as refusal:
            await undisturbed.propose(firm, **{**good, **wrong}, actor=cast.an, now=NOW)
        assert set(refusal.value.errors) == set(wrong)
    with pytest.raises(errors.NotFound):
        await undisturbed.propose(cast.other_firm, **good, actor=cast.an, now=NOW)
    both = await undisturbed.propose(cast.other_firm, **good, actor=cast.ding, now=NOW)
    with pytest.raises(errors.NotPermitted, match="提请"):
        await undisturbed.enter(both, actor=cast.ding, now=NOW)
    made = await an_entry(cast, firm)
    with pytest.raises(errors.Refused, match="已在名单内"):
        await an_entry(cast, firm)
    with pytest.raises(errors.NotFound):
        await undisturbed.end(made, reason="越区", actor=cast.ding, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await undisturbed.refuse(made, reason="晚了", actor=cast.bo, now=NOW)


async def test_an_entry_ends_early_with_a_reason_or_by_itself_after_its_day(cast):
    one, two = await build.some_firms(2)
    early, late = await an_entry(cast, one), await an_entry(cast, two, days=10)
    with pytest.raises(errors.Invalid):
        await undisturbed.end(early, reason=" ", actor=cast.bai, now=NOW)
    await undisturbed.end(early, reason="收到投诉", actor=cast.bai, now=NOW + timedelta(days=5))
    assert await status_of(cast, one, TODAY + timedelta(days=4)) == ("excluded", "do-not-disturb")
    assert await status_of(cast, one, TODAY + timedelta(days=5)) == ("eligible", "")
    assert await undisturbed.end_past(now=NOW + timedelta(days=10)) == 0
    assert await undisturbed.end_past(now=NOW + timedelta(days=11)) == 1
    found = await entries.entry(cast.an, late)
    assert (found["status"], found["ended_on"]) == (UndisturbedStatus.ENDED, TODAY + timedelta(days=11))
    again = NOW + timedelta(days=20)
    assert await an_entry(cast, two, from_on=again.date(), now=again)


async def test_two_deciders_at_once_enter_it_once(committed_db):
    cast = await people.assemble()
    made = await an_entry(cast, cast.firm, at=UndisturbedStatus.PROPOSED)
    done = await asyncio.gather(
        *(undisturbed.enter(made, actor=who, now=NOW) for who in (cast.bai, cast.bo)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["AlreadyMoved", "NoneType"]


# --- officers ---------------------------------------------------------------------------------------------


async def test_qualifications_and_places_reach_the_roster_of_the_draw(cast):
    await build.some_firms(3)
    await officers.enter(
        cast.chen.person_id,
        quals=["online", "dispatch"],
        capacity=1,
        note="2026年资格考试",
        actor=cast.an,
        now=NOW,
    )
    await build.a_draw(cast, at=DrawStatus.PREPARED, firms=0, line=(await build.a_plan(cast))[1])
    found = {
        each["person"]: (each["quals"], each["capacity"])
        for each in await database.rows("select person, quals, capacity from draw_inspector")
    }
    assert found[cast.chen.person_id] == (["dispatch", "enforcement", "online"], 1)
    assert found[cast.cui.person_id][0] == ["enforcement"]
    assert found[cast.cui.person_id][1] > 1


async def test_an_officer_on_leave_has_no_place_until_the_leave_is_over(cast):
    leave = await officers.enter_leave(
        cast.chen.person_id,
        kind="training",
        from_on=TODAY,
        to_on=TODAY + timedelta(days=3),
        actor=cast.an,
        now=NOW,
    )
    capacities = {}
    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=3), TODAY + timedelta(days=4)):
        found = await rosters.inspectors(cast.an.organ_id, today=day)
        capacities[day] = next(each["capacity"] for each in found if each["id"] == cast.chen.person_id)
    assert list(capacities.values()) == [None, 0, 0, None]
    await officers.cancel_leave(leave, actor=cast.ann, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await officers.cancel_leave(leave, actor=cast.ann, now=NOW)
    standing = {
        each["id"]: each["standing"] for each in await officer_lists.roster(cast.an.organ_id, today=TODAY)
    }
    assert standing[cast.chen.person_id] == "ready"


async def test_an_entry_is_dated_and_what_held_before_stays(cast):
    person = cast.chen.person_id
    await officers.enter(person, quals=[], capacity=10, note="年初分工", actor=cast.an, now=NOW)
    await officers.enter(person, quals=["accounts"], capacity=20, note="同日更正", actor=cast.an, now=NOW)
    later = NOW + timedelta(days=30)
    await officers.enter(
        person, quals=["accounts"], capacity=None, note="不再限制", actor=cast.ann, now=later
    )
    found = await officer_lists.entries(person)
    assert [(each["capacity"], each["from_on"], each["to_on"]) for each in found] == [
        (None, later.date(), None),
        (20, TODAY, later.date() - timedelta(days=1)),
    ]
    before = await rosters.inspectors(cast.an.organ_id, today=TODAY + timedelta(days=29))
    assert next(each["capacity"] for each in before if each["id"] == person) == 20


async def test_the_own_clerk_alone_writes_the_roster_of_officers(cast):
    person = cast.chen.person_id
    given = {"quals": [], "capacity": 3, "note": "x", "now": NOW}
    with pytest.raises(errors.NotFound):
        await officers.enter(person, actor=cast.ding, **given)
    for who in (cast.bai, cast.hao):
        with pytest.raises(errors.NotPermitted):
            await officers.enter(person, actor=who, **given)
    for wrong in ({"quals": ["magic"]}, {"capacity": 1001}, {"note": ""}):
        with pytest.raises(errors.Invalid):
            await officers.enter(person, actor=cast.an, **{**given, **wrong})
    with pytest.raises(errors.NotFound):
        await officers.enter(cast.bai.person_id, actor=cast.an, **given)


async def test_a_declared_conflict_keeps_the_officer_away_and_only_another_person_ends_it(cast):
    [firm] = await build.some_firms(1)
    person = cast.chen.person_id
    given = {"kind": "employer", "reason": "2022年前任职", "from_on": TODAY, "until_on": None, "now": NOW}
    with pytest.raises(errors.Invalid):
        await conflicts.declare(firm, actor=cast.chen, **{**given, "kind": "rumour"})
    with pytest.raises(errors.NotPermitted):
        await conflicts.declare(firm, actor=cast.e, **given)
    made = await conflicts.declare(firm, actor=cast.chen, **given)
    assert (await rosters.conflicts([person], today=TODAY)) == {person: {firm}}
    assert (await rosters.conflicts([person], today=TODAY - timedelta(days=1))) == {}
    with pytest.raises(errors.NotPermitted):
        await conflicts.end(made, person, reason="已无关系", actor=cast.chen, now=NOW)
    later = NOW + timedelta(days=10)
    await conflicts.end(made, person, reason="满三年", actor=cast.bai, now=later)
    assert (await rosters.conflicts([person], today=later.date() - timedelta(days=1))) == {person: {firm}}
    assert (await rosters.conflicts([person], today=later.date())) == {}
    with pytest.raises(errors.NotFound):
        await conflicts.end(made, person, reason="再一次", actor=cast.bai, now=later)


# --- versions of the rosters ------------------------------------------------------------------------------


async def test_a_version_holds_what_changed_and_nothing_new_makes_none(cast):
    made = await build.some_firms(3)
    organ = cast.an.organ_id
    assert await roster_versions.take(organ, "subjects", actor=cast.an, now=NOW)
    assert await roster_versions.take(organ, "subjects", actor=cast.an, now=NOW) is None
    await database.execute("update registration_entry set status = 'revoked' where firm = $1", made[0])
    [added] = await build.some_firms(1, start=9)
    await roster_versions.take(organ, "subjects", actor=cast.an, now=NOW + timedelta(days=1))
    found = await versions.one(organ, "subjects", 2)
    number = {
        firm: await database.value("select number from firm where id = $1", firm) for firm in (made[0], added)
    }
    assert found["changes"] == {"added": [number[added]], "removed": [number[made[0]]], "changed": []}
    assert hashlib.sha256(jcs.encode(found["entries"])).hexdigest() == found["digest"]
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.execute("update inspection_roster_version set entries = '[]'")


async def test_the_public_roster_of_officers_names_nobody_and_no_lapsed_certificate(cast):
    await database.execute(
        "update appointment set certificate_until = $2 where person = $1",
        cast.cui.person_id,
        TODAY - timedelta(days=1),
    )
    rows = await roster_versions.public_rows(cast.an.organ_id, "officers", today=TODAY)
    assert [set(each) for each in rows] == [{"certificate", "valid_until", "organ", "quals"}]
    assert cast.chen.name not in str(rows)
    with pytest.raises(errors.NotFound):
        await roster_versions.take(cast.an.organ_id, "officers", actor=cast.ding, now=NOW)
    # Every organ with officers or firms gets its versions from the nightly job, once.
    assert await roster_versions.take_all(now=NOW) >= 1
    assert await roster_versions.take_all(now=NOW) == 0


# --- lists of items ---------------------------------------------------------------------------------------

NEW = Item("fair", "招聘会有安全预案", "查看预案", "没有预案", (HRM_REGULATIONS.article(28),), way="papers")


async def a_list(cast, *, adopted=True, from_on=TODAY):
    made = await item_lists.draft(note="增加招聘会", actor=cast.an, now=NOW)
    await item_lists.set_item(made, NEW, before="", actor=cast.an, now=NOW)
    await item_lists.remove_item(made, "prices", actor=cast.an, now=NOW)
    if adopted:
        await item_lists.adopt(made, **DECREE, from_on=from_on, actor=cast.bai, now=NOW)
    return made


DECREE = {
    "decree_number": "朝人社发〔2026〕3号",
    "decreed_on": date(2026, 5, 25),
    "issued_by": "朝阳区人社局",
}


async def test_an_organ_adopts_its_own_list_and_earlier_plans_keep_theirs(cast):
    plan, _line = await build.a_plan(cast)
    later = TODAY + timedelta(days=7)
    made = await a_list(cast, from_on=later)
    version = (await lists.one(cast.an, made))["version"]
    assert version == "110105-2026-1"
    organ = cast.an.organ_id
    assert (await lists.current(organ, later - timedelta(days=1))).list.version == "2026-1"
    current = await lists.current(organ, later)
    assert (current.list.version, current.decree_number, current.doubt) == (
        version,
        DECREE["decree_number"],
        "",
    )
    assert "fair" in current.list.ids
    assert "prices" not in current.list.ids
    assert (await lists.current(cast.ding.organ_id, later)).list.version == "2026-1"
    assert (await plan_lists.plan(cast.an, plan))["items_version"] == "2026-1"
    changed = items.difference(items.version("2026-1"), items.version(version))
    assert [each.id for each in changed.added] == ["fair"]
    assert [each.id for each in changed.removed] == ["prices"]
    new = await plans.draft(2027, "下一年", actor=cast.an, now=NOW + timedelta(days=8))
    assert (await plan_lists.plan(cast.an, new))["items_version"] == version


async def test_who_edits_a_list_does_not_adopt_it_and_an_unchanged_one_is_not_adopted(cast):
    made = await item_lists.draft(note="试改", actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="没有差别"):
        await item_lists.adopt(made, **DECREE, from_on=TODAY, actor=cast.bai, now=NOW)
    with pytest.raises(errors.Refused, match="已有事项清单草稿"):
        await item_lists.draft(note="又一份", actor=cast.ann, now=NOW)
    for wrong in (
        {"from_on": TODAY - timedelta(days=1)},
        {"decreed_on": TODAY + timedelta(days=1)},
        {"decree_number": ""},
    ):
        with pytest.raises(errors.Invalid) as refusal:
            await item_lists.adopt(made, **{**DECREE, "from_on": TODAY, **wrong}, actor=cast.bai, now=NOW)
        assert set(refusal.value.errors) == set(wrong)
    both = await item_lists.draft(note="海淀", actor=cast.ding, now=NOW)
    await item_lists.set_item(both, NEW, before="", actor=cast.ding, now=NOW)
    with pytest.raises(errors.NotPermitted, match="拟订清单"):
        await item_lists.adopt(both, **DECREE, from_on=TODAY, actor=cast.ding, now=NOW)
    with pytest.raises(errors.NotFound):
        await item_lists.set_item(made, NEW, before="", actor=cast.ding, now=NOW)


async def test_an_item_needs_a_basis_and_a_key_of_its_own(cast):
    made = await item_lists.draft(note="试改", actor=cast.an, now=NOW)
    for wrong, field in (
        ({"basis": ()}, "basis"), ({"id": "Fair!"}, "id"), ({"way": "by-ear"}, "way"), ({"yearly": 0}, "yearly"),
        ({"level": "state"}, "level"), ({"only": "shop"}, "only"), ({"label": " "}, "label"), ({"id": "displayed"}, "id"),
    ):  # fmt: skip
        with pytest.raises(errors.Invalid) as refusal:
            await item_lists.set_item(made, replace(NEW, **wrong), before="", actor=cast.an, now=NOW)
        assert set(refusal.value.errors) == {field}
    with pytest.raises(errors.NotFound):
        await item_lists.set_item(made, NEW, before="nothing", actor=cast.an, now=NOW)
    await item_lists.set_item(made, replace(NEW, id="displayed"), before="displayed", actor=cast.an, now=NOW)
    assert (await lists.one(cast.an, made))["list"].item("displayed").label == NEW.label


async def test_an_adopted_list_is_frozen(cast):
    made = await a_list(cast)
    with pytest.raises(errors.AlreadyMoved):
        await item_lists.remove_item(made, "fair", actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await item_lists.discard(made, reason="晚了", actor=cast.an, now=NOW)
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.execute("update inspection_item_list set items = '[]'")


async def test_an_item_of_the_city_alone_is_not_in_a_districts_round(cast):
    made = await item_lists.draft(note="分级", actor=cast.an, now=NOW)
    await item_lists.set_item(made, replace(NEW, level="municipal"), before="", actor=cast.an, now=NOW)
    await item_lists.adopt(made, **DECREE, from_on=TODAY, actor=cast.bai, now=NOW)
    with pytest.raises(errors.Invalid) as refusal:
        await build.a_plan(cast, items=["fair"])
    assert "不由本级机关检查" in refusal.value.errors["items"]


async def test_two_adopters_of_a_list_at_once_adopt_it_once(committed_db):
    cast = await people.assemble()
    made = await a_list(cast, adopted=False)
    done = await asyncio.gather(
        *(item_lists.adopt(made, **DECREE, from_on=TODAY, actor=who, now=NOW) for who in (cast.bai, cast.bo)),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in done) == ["AlreadyMoved", "NoneType"]


async def test_two_who_publish_a_roster_at_once_make_one_version(committed_db):
    cast = await people.assemble()
    done = await asyncio.gather(
        *(
            roster_versions.take(cast.an.organ_id, "officers", actor=who, now=NOW)
            for who in (cast.an, cast.ann)
        )
    )
    assert [each is None for each in done].count(True) == 1
