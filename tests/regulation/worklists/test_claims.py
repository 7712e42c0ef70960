"""Claims: one of a matter, for a time, in one's own organ; given by the director or by rule; put back."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import record
from regulation.notices import actions as notices
from regulation.roles import Role
from regulation.worklists import claiming, organising
from regulation.worklists.claiming import Matter
from tests import cast as people

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
DAY = date(2026, 11, 23)
ONE, TWO, THREE = (Matter(f"/desk/applications/{n}", "licensing", str(n)) for n in (1, 2, 3))


def director(cast):
    return replace(cast.an, person_id=uuid4(), name="主任", roles=frozenset({Role.DIRECTOR}))


async def test_what_a_colleague_holds_is_not_taken_and_ends_by_itself(cast):
    await claiming.claim(ONE, actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await claiming.claim(ONE, actor=cast.ann, now=NOW)
    last_day = NOW + timedelta(days=7)
    assert (await claiming.held(cast.an.organ_id, today=last_day.date()))[ONE.address][
        "person"
    ] == cast.an.person_id
    with pytest.raises(errors.AlreadyMoved):
        await claiming.claim(ONE, actor=cast.ann, now=last_day)
    await claiming.claim(ONE, actor=cast.ann, now=last_day + timedelta(days=1))
    held = await claiming.held(cast.an.organ_id, today=date(2026, 12, 1))
    assert held[ONE.address]["person"] == cast.ann.person_id


async def test_only_the_holder_and_the_director_put_back_and_the_log_says_who(cast):
    made = await claiming.claim(ONE, actor=cast.an, now=NOW)
    for other in (cast.ann, cast.ding):
        with pytest.raises(errors.NotFound):
            await claiming.release(ONE.address, actor=other, now=NOW)
    await claiming.release(ONE.address, actor=director(cast), now=NOW)
    with pytest.raises(errors.NotFound):
        await claiming.release(ONE.address, actor=cast.an, now=NOW)
    log = await record.history("work_claim", made)
    assert [(each.action, each.actor_name) for each in log] == [("claim", cast.an.name), ("release", "主任")]


async def test_the_neighbours_claims_are_their_own(cast):
    await claiming.claim(ONE, actor=cast.an, now=NOW)
    await claiming.claim(ONE, actor=cast.ding, now=NOW)
    assert len(await claiming.held(cast.ding.organ_id, today=DAY)) == 1


async def test_the_director_gives_to_somebody_present_who_is_told(cast):
    boss = director(cast)
    await claiming.claim(ONE, actor=cast.an, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await claiming.give(ONE, cast.an.person_id, actor=cast.ann, now=NOW)
    for absent in (cast.ding.person_id, cast.chen.person_id, uuid4()):
        with pytest.raises(errors.Invalid):
            await claiming.give(ONE, absent, actor=boss, now=NOW)
    await claiming.give(ONE, cast.ann.person_id, actor=boss, now=NOW)
    assert (await claiming.held(cast.an.organ_id, today=DAY))[ONE.address]["manner"] == "director"
    (told,) = await notices.unread(person_id=cast.ann.person_id)
    assert told["link"] == ONE.address


async def test_the_rule_gives_in_turn_past_those_on_leave(cast):
    boss = director(cast)
    await organising.set_rule("licensing", "clerk", "round_robin", actor=boss, now=NOW)
    await claiming.claim(TWO, actor=cast.an, now=NOW)
    given = await claiming.share_out([ONE, TWO, THREE], boss.organ_id, Role.CLERK, actor=boss, now=NOW)
    assert given == 2
    held = await claiming.held(boss.organ_id, today=DAY)
    assert [held[each.address]["person_name"] for each in (ONE, TWO, THREE)] == ["安一", "安一", "安二"]
    absence = await organising.enter_absence(cast.an.person_id, DAY, DAY, actor=cast.an, now=NOW)
    four, five = (Matter(f"/desk/applications/{n}", "licensing", str(n)) for n in (4, 5))
    await claiming.share_out([four], boss.organ_id, Role.CLERK, actor=boss, now=NOW)
    assert (await claiming.held(boss.organ_id, today=DAY))[four.address]["person_name"] == "安二"
    await organising.cancel_absence(absence, actor=cast.an, now=NOW)
    await claiming.share_out([five], boss.organ_id, Role.CLERK, actor=boss, now=NOW + timedelta(minutes=1))
    assert (await claiming.held(boss.organ_id, today=DAY))[five.address]["person_name"] == "安一"


async def test_without_a_rule_nothing_is_given_and_a_new_rule_ends_the_old(cast):
    boss = director(cast)
    assert await claiming.share_out([ONE], boss.organ_id, Role.CLERK, actor=boss, now=NOW) == 0
    await organising.set_rule("", "clerk", "round_robin", actor=boss, now=NOW)
    await organising.set_rule("", "clerk", "least_loaded", actor=boss, now=NOW)
    (rule,) = await organising.rules_of(boss.organ_id)
    assert rule["manner"] == "least_loaded"
    with pytest.raises(errors.NotPermitted):
        await organising.end_rule(rule["id"], actor=cast.an, now=NOW)
    with pytest.raises(errors.Invalid):
        await organising.set_rule("", "inspector", "by_mood", actor=boss, now=NOW)
    await organising.end_rule(rule["id"], actor=boss, now=NOW)
    assert await organising.rules_of(boss.organ_id) == []


async def test_a_note_stays_in_the_organ_and_tells_whom_it_names(cast):
    told = await organising.write_note(ONE, "请 @安二 看一下租赁期限", actor=cast.an, now=NOW)
    assert told == ["安二"]
    assert len(await notices.unread(person_id=cast.ann.person_id)) == 1
    assert await organising.notes(cast.ding.organ_id, ONE.address) == []
    (note,) = await organising.notes(cast.an.organ_id, ONE.address)
    assert note["text"] == "请 @安二 看一下租赁期限"
    with pytest.raises(errors.NotFound):
        await organising.write_note(ONE, "x", actor=cast.e, now=NOW)


async def test_an_absence_is_entered_by_oneself_or_the_director(cast):
    with pytest.raises(errors.NotPermitted):
        await organising.enter_absence(cast.an.person_id, DAY, DAY, actor=cast.ann, now=NOW)
    with pytest.raises(errors.Invalid):
        await organising.enter_absence(
            cast.an.person_id, DAY, DAY - timedelta(days=1), actor=cast.an, now=NOW
        )
    await organising.enter_absence(cast.an.person_id, DAY, DAY, actor=director(cast), now=NOW)
    assert len(await organising.absences(cast.an.organ_id, today=DAY)) == 1
    assert await organising.absences(cast.an.organ_id, today=DAY + timedelta(days=1)) == []


async def test_two_clicks_at_once_make_one_claim(committed_db):
    cast = await people.assemble()
    outcomes = await asyncio.gather(
        *(claiming.claim(ONE, actor=who, now=NOW) for who in (cast.an, cast.ann, cast.an, cast.ann)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, errors.AlreadyMoved) for each in outcomes) == 3
    assert await database.value("select count(*) from work_claim where status = 'held'") == 1
