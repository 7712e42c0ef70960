"""Two entries that are one firm: both numbers stay, nothing is lost, one proposes and another decides, and it can be undone."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.firms import actions, asof, duplicates, identity, mergers, merging, queries, search
from regulation.firms.asof import Moment
from regulation.firms.status import FactSource, MergerStatus, RegistrationKind, RegistrationStatus
from regulation.ledger import checking
from regulation.ledger import queries as ledger

NOW = datetime(2026, 2, 20, 2, tzinfo=UTC)
LATER = NOW + timedelta(days=5)


async def a_firm(name="测试归并人力资源有限公司", **facts):
    held = {"name": name, "uscc": "", "area": "110105", "domicile": "测试路1号", **facts}
    firm_id = await actions.register_firm(
        held, source=FactSource.IMPORT, valid_from=date(2020, 1, 1), actor=SYSTEM, now=NOW
    )
    return await queries.firm(firm_id)


async def licensed(firm, number, *, now=NOW, status=RegistrationStatus.VALID, **more):
    await actions.project_registration(
        firm.id, RegistrationKind.HR_LICENCE, number, status, issued_on=date(2024, 1, 1),
        expires_on=date(2028, 12, 31), now=now, **more,
    )  # fmt: skip


async def two(cast):
    first = await a_firm(uscc="91110105MA00QQQQ1X")
    second = await a_firm("测试归并人力(旧)", uscc="91110105MA00QQQQ2Y")
    await licensed(second, "测并1号")
    return first, second


async def merged(cast, first, second, *, now=LATER):
    merger_id = await merging.propose(
        second.number, first.number, reason="同一机构", paper="材1", actor=cast.an, now=now
    )
    await merging.confirm(merger_id, actor=cast.bai, now=now)
    return merger_id


async def found(q):
    return [row["number"] for row in (await search.find(search.Search(q=q))).decoded()]


async def test_both_numbers_lead_to_one_firm_which_holds_what_either_held(cast):
    first, second = await two(cast)
    await merged(cast, first, second)
    assert await mergers.survivor_of(second.number.lower()) == first.number
    assert [each.number for each in await mergers.into(first.id)] == [second.number]
    assert [each.number for each in (await queries.firm(first.id)).registrations] == ["测并1号"]
    assert (await queries.firm(second.id)).registrations == ()
    for q in (second.number, "91110105MA00QQQQ2Y", "归并人力(旧)", "测并1号", first.number):
        assert await found(q) == [first.number], q
    [by_code] = await queries.firms_by_code("91110105MA00QQQQ2Y")
    assert by_code.id == first.id
    for code in (second.number, "91110105MA00QQQQ2Y"):
        assert (await identity.by_code(code))["id"] == first.id
    assert (await queries.present_facts(second.id))["name"] == "测试归并人力(旧)", "its facts stay its own"
    for act in ("merge",):
        assert await ledger.last_of(str(first.id), "firm", act) is not None
        assert await ledger.last_of(str(second.id), "firm", act) is not None
    assert (await checking.check()).faults == []


async def test_what_was_known_before_the_merger_stays_known_under_the_merged_number(cast):
    first, second = await two(cast)
    await merged(cast, first, second)
    on, before, after = date(2026, 2, 21), LATER - timedelta(seconds=1), LATER + timedelta(seconds=1)
    numbers = {
        (name, when): [each.number for each in await asof.registrations_at(firm.id, Moment(on, at))]
        for name, firm in (("first", first), ("second", second))
        for when, at in (("before", before), ("after", after))
    }
    assert numbers == {
        ("first", "before"): [],
        ("second", "before"): ["测并1号"],
        ("first", "after"): ["测并1号"],
        ("second", "after"): [],
    }


async def test_what_is_decided_later_for_the_merged_entry_is_shown_at_the_survivor(cast):
    first, second = await two(cast)
    await merged(cast, first, second)
    await licensed(
        second, "测并1号", now=LATER + timedelta(days=1), status=RegistrationStatus.REVOKED,
        ended_on=date(2026, 2, 26),
    )  # fmt: skip
    await licensed(second, "测并2号", now=LATER + timedelta(days=1))
    shown = {each.number: each.status for each in (await queries.firm(first.id)).registrations}
    assert shown == {"测并1号": "revoked", "测并2号": "valid"}


async def test_undone_each_has_its_own_again(cast):
    first, second = await two(cast)
    await licensed(first, "测并9号")
    merger_id = await merged(cast, first, second)
    with pytest.raises(errors.Invalid):
        await merging.propose_undo(merger_id, reason=" ", actor=cast.an, now=LATER)
    undone = LATER + timedelta(days=3)
    await merging.propose_undo(merger_id, reason="是两家", actor=cast.an, now=undone)
    assert await mergers.survivor_of(second.number) == first.number, "until it is confirmed it stands"
    await merging.undo(merger_id, actor=cast.bai, now=undone)
    assert await mergers.survivor_of(second.number) is None
    assert [each.number for each in (await queries.firm(first.id)).registrations] == ["测并9号"]
    assert [each.number for each in (await queries.firm(second.id)).registrations] == ["测并1号"]
    assert await found("91110105MA00QQQQ2Y") == [second.number]
    assert await ledger.last_of(str(second.id), "firm", "unmerge") is not None
    assert (await mergers.one(merger_id, cast.an)).status is MergerStatus.UNDONE
    # The two may be merged again, the other way round.
    await merged(cast, second, first, now=undone + timedelta(days=1))
    assert await mergers.survivor_of(first.number) == second.number


async def test_nobody_merges_alone_and_no_neighbour_merges(cast):
    first, second = await two(cast)
    with pytest.raises(errors.NotPermitted):
        await merging.propose(second.number, first.number, reason="x", actor=cast.bai, now=LATER)
    with pytest.raises(errors.NotPermitted):
        await merging.propose(second.number, first.number, reason="x", actor=cast.ding, now=LATER)
    merger_id = await merging.propose(second.number, first.number, reason="x", actor=cast.an, now=LATER)
    for actor in (cast.an, cast.ann):
        with pytest.raises(errors.NotPermitted):
            await merging.confirm(merger_id, actor=actor, now=LATER)
    with pytest.raises(errors.NotFound):
        await merging.confirm(merger_id, actor=cast.ding, now=LATER)
    elsewhere = await a_firm("测试海淀人力", area="110108")
    with pytest.raises(errors.NotPermitted):
        await merging.propose(elsewhere.number, first.number, reason="x", actor=cast.an, now=LATER)
    await merging.propose(elsewhere.number, first.number, reason="x", actor=cast.hao, now=LATER)


async def test_one_person_in_both_offices_does_not_decide_what_it_proposed(cast):
    firms = [await a_firm(f"测试海淀{n}人力", area="110108") for n in range(2)]
    merger_id = await merging.propose(
        firms[1].number, firms[0].number, reason="x", actor=cast.ding, now=LATER
    )
    with pytest.raises(errors.NotPermitted, match="两人"):
        await merging.confirm(merger_id, actor=cast.ding, now=LATER)
    await merging.confirm(merger_id, actor=cast.jin, now=LATER)


async def test_no_chain_no_circle_and_no_entry_into_itself(cast):
    first, second = await two(cast)
    third = await a_firm("测试第三人力")
    with pytest.raises(errors.Invalid):
        await merging.propose(first.number, first.number, reason="x", actor=cast.an, now=LATER)
    back = await merging.propose(first.number, second.number, reason="x", actor=cast.an, now=LATER)
    await merged(cast, first, second)
    with pytest.raises(errors.AlreadyMoved):
        await merging.confirm(back, actor=cast.bai, now=LATER)
    with pytest.raises(errors.Refused):
        await merging.propose(second.number, third.number, reason="x", actor=cast.an, now=LATER)
    await merging.decline(back, reason="已反向归并", actor=cast.bai, now=LATER)
    with pytest.raises(errors.Refused):
        await merging.propose(first.number, third.number, reason="x", actor=cast.an, now=LATER)


async def test_a_merged_entry_is_not_changed_any_more(cast):
    first, second = await two(cast)
    await merged(cast, first, second)
    with pytest.raises(errors.Refused):
        await actions.change_facts(
            second.id, {"scope": "x"}, source=FactSource.CORRECTION, actor=cast.an, now=LATER
        )


async def test_likely_duplicates_are_found_with_their_reasons(cast):
    same = {"legal_representative": "甲乙", "domicile": "同一处1号"}
    alike = [
        await a_firm("北京测试鸿雁人力资源有限公司", uscc="91110105MA00QQQQ1X", **same),
        await a_firm("测试鸿雁人力资源有限责任公司", uscc="", **same),
        await a_firm("测试另一家人力公司", uscc="91110105MA00QQQQ1X", domicile="别处"),
    ]
    await a_firm("测试无关人力公司", domicile="无关处")
    phones = [("01055550001", alike[0].id), ("01055550001", alike[1].id)]
    pairs = {
        (each.first_number, each.second_number): set(each.reasons)
        for each in await duplicates.find(None, phones)
    }
    assert pairs == {
        (alike[0].number, alike[1].number): {"core", "person_and_place", "phone"},
        (alike[0].number, alike[2].number): {"code"},
    }
    assert await duplicates.find(cast.ding.organ_id, phones) == []
    merger_id = await merging.propose(alike[2].number, alike[0].number, reason="x", actor=cast.an, now=LATER)
    assert (await mergers.one(merger_id, cast.an)).alike == ("code",)
    await merging.decline(merger_id, reason="代码录错", actor=cast.bai, now=LATER)
    assert [each.second_number for each in await duplicates.find(None, phones)] == [alike[1].number]


# --- Races ------------------------------------------------------------------------------------------------


async def outcomes(*acts):
    return [
        "done" if not isinstance(each, BaseException) else type(each).__name__
        for each in await asyncio.gather(*acts, return_exceptions=True)
    ]


async def test_two_deciders_merge_once(committed_db, cast):
    first, second = await two(cast)
    merger_id = await merging.propose(second.number, first.number, reason="x", actor=cast.an, now=LATER)
    done = await outcomes(
        *(merging.confirm(merger_id, actor=actor, now=LATER) for actor in (cast.bai, cast.bo, cast.jin))
    )
    assert sorted(done) == ["AlreadyMoved", "AlreadyMoved", "done"]
    assert len(await database.rows("select from leaf where type = 'firm' and act = 'merge'")) == 2


async def test_merged_both_ways_at_once_one_way_holds(committed_db, cast):
    first, second = await two(cast)
    there = await merging.propose(second.number, first.number, reason="x", actor=cast.an, now=LATER)
    back = await merging.propose(first.number, second.number, reason="x", actor=cast.an, now=LATER)
    done = await outcomes(
        merging.confirm(there, actor=cast.bai, now=LATER), merging.confirm(back, actor=cast.bo, now=LATER)
    )
    assert sorted(done) == ["AlreadyMoved", "done"]
    assert await database.value("select count(*) from firm where merged_into is not null") == 1


async def test_a_decision_during_the_merger_is_shown_at_one_firm_alone(committed_db, cast):
    first, second = await two(cast)
    merger_id = await merging.propose(second.number, first.number, reason="x", actor=cast.an, now=LATER)
    done = await outcomes(
        merging.confirm(merger_id, actor=cast.bai, now=LATER),
        *(
            licensed(second, number, now=LATER, conditions="附条件")
            for number in ("测并1号", "测并3号", "测并4号")
        ),
    )
    assert done == ["done"] * 4
    owners = await database.rows("select distinct firm from registration_entry where number like '测并%'")
    versions = await database.rows(
        "select distinct firm from registration_version where number like '测并%' and known_to is null"
    )
    assert [row["firm"] for row in owners] == [row["firm"] for row in versions] == [first.id]
