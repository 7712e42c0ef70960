"""A licence is set aside or withdrawn: the holder is heard, two persons decide, the register follows the service."""

from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, publication
from regulation.endings import queries
from regulation.endings.actions import deciding, hearing, opening
from regulation.endings.status import EndingKind, EndingStatus, Ground, Source, Sparing
from regulation.ledger import queries as ledger
from regulation.licensing import queries as licensing
from regulation.licensing.actions import check_files, checks
from regulation.licensing.actions import ending as licences
from regulation.licensing.rules import ending as rules
from regulation.licensing.status import LicenceStatus, Track
from tests.builders import endings as build
from tests.builders import licensing as granting
from tests.builders.endings import MONDAY, SERVED

S = EndingStatus
TODAY = date(2026, 11, 23)


@pytest.fixture
async def licence(cast, tmp_path):
    return await granting.a_licence(cast, folder=tmp_path)


@pytest.fixture
async def promised(cast, tmp_path):
    return await granting.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)


async def of_firm(cast):
    return [(each.type, each.act) for each in await ledger.of_entity(str(cast.firm))]


async def test_a_decision_that_is_not_served_changes_nothing_and_one_that_is_ends_the_licence(cast, licence):
    made = await build.a_matter(cast, licence, at=S.DECIDED)
    held = await licensing.visible_licence(cast.an, licence["id"])
    assert held["status"] == LicenceStatus.VALID
    assert await deciding.take_effect(made, served_on=TODAY, **SERVED, actor=cast.an, now=MONDAY)
    held = await licensing.visible_licence(cast.an, licence["id"])
    assert (held["status"], held["ended_on"]) == (LicenceStatus.SET_ASIDE, TODAY)
    entry = await database.row("select status, ended_on from registration_entry")
    assert (entry["status"], entry["ended_on"]) == ("set_aside", TODAY)
    assert (await documents.by_id(licence["document"]))["withdrawn_at"] is not None
    assert (await of_firm(cast))[-1] == ("hr_licence", "set_aside")


async def test_the_public_reads_the_end_with_its_ground_and_not_what_was_said(cast, licence):
    await build.a_matter(cast, licence, at=S.ENDED)
    (shown,) = await publication.current(today=TODAY, firm_id=cast.firm)
    assert shown["kind"] == "licence_set_aside"
    assert shown["body"]["ground"] == "以欺骗、贿赂等不正当手段取得许可"
    assert shown["body"]["basis"] == "《中华人民共和国行政许可法》第六十九条第二款"
    assert build.FACTS not in str(shown["body"])


async def test_cancellation_must_follow_and_has_a_clock_until_it_does(cast, licence):
    await build.a_matter(cast, licence, at=S.ENDED)
    known = await calendar.current()
    (clock,) = await clocks.of(licence["id"], calendar=known)
    assert (clock.kind, clock.due.due_on) == ("cancellation", date(2026, 12, 2))
    await licences.cancel(
        licence["id"], ground=rules.Ground.TAKEN_BACK, reason="撤销后注销", actor=cast.bai, now=MONDAY
    )
    (clock,) = await clocks.of(licence["id"], calendar=known)
    assert clock.met_on == TODAY
    kinds = {each["kind"] for each in await publication.current(today=TODAY, firm_id=cast.firm)}
    assert kinds == {"licence_set_aside", "licence_end"}


async def test_a_withdrawal_has_its_own_paper_and_says_how_the_holder_is_compensated(cast, licence):
    made = await build.a_matter(
        cast, licence, at=S.PROPOSED, kind=EndingKind.WITHDRAW, ground=Ground.LAW_CHANGED
    )
    with pytest.raises(errors.Invalid) as refused:
        await deciding.end(made, reason="同意经办人员意见。", actor=cast.bai, now=MONDAY)
    assert set(refused.value.errors) == {"compensation"}
    paper = await deciding.end(
        made, reason="同意经办人员意见。", compensation=build.COMPENSATION, actor=cast.bai, now=MONDAY
    )
    assert (paper["kind"], paper["number"]) == ("withdrawal_decision", "京朝人社许回〔2026〕1号")
    await deciding.take_effect(made, served_on=TODAY, **SERVED, actor=cast.an, now=MONDAY)
    held = await licensing.visible_licence(cast.an, licence["id"])
    assert held["status"] == LicenceStatus.WITHDRAWN
    assert (await of_firm(cast))[-1] == ("hr_licence", "withdraw")


async def test_deceit_is_not_compensated_whatever_is_written(cast, licence):
    made = await build.a_matter(cast, licence, at=S.DECIDED)
    matter = await queries.visible(cast.an, made)
    assert (matter["is_compensated"], matter["compensation"]) == (False, "")


async def test_who_opened_or_proposed_does_not_decide(cast, licence):
    made = await build.a_matter(cast, licence, at=S.PROPOSED)
    for column in ("opened_by", "handler"):
        await database.execute(
            f"update ending set {column} = $2 where id = $1",
            made,
            cast.bai.person_id,
        )
        with pytest.raises(errors.Refused) as refused:
            await deciding.end(made, reason="同意经办人员意见。", actor=cast.bai, now=MONDAY)
        assert refused.value.citation.article == 35
        await database.execute(
            f"update ending set {column} = $2 where id = $1",
            made,
            cast.an.person_id,
        )
    await deciding.end(made, reason="同意经办人员意见。", actor=cast.bai, now=MONDAY)


async def test_nothing_is_decided_while_the_holder_may_still_ask_for_a_hearing(cast, licence):
    made = await build.a_matter(cast, licence, at=S.HEARD, waived=False)
    await deciding.propose(made, proposal="end", reason="伪造属实，应予撤销。", actor=cast.an, now=MONDAY)
    given = {"reason": "同意经办人员意见。", "actor": cast.bai}
    with pytest.raises(errors.Refused):
        # Told on Monday the 23rd: the fifth working day is the 30th.
        await deciding.end(made, **given, now=MONDAY + timedelta(days=7))
    await deciding.end(made, **given, now=MONDAY + timedelta(days=8))


async def test_a_hearing_is_asked_for_called_seven_working_days_before_and_held(cast, licence):
    made = await build.a_matter(cast, licence, at=S.TOLD)
    await hearing.state(made, statement="合同系代办公司提供。", actor=cast.e, now=MONDAY)
    await hearing.ask_hearing(made, reason="要求当面说明", actor=cast.e, now=MONDAY + timedelta(days=7))
    assert await build.status(made) == S.HEARING
    asked = MONDAY + timedelta(days=7)
    with pytest.raises(errors.Invalid) as refused:
        await build.called(cast, made, now=asked, presider="安一")
    assert set(refused.value.errors) == {"presider"}
    on = await build.called(cast, made, now=asked)
    assert on == date(2026, 12, 28)
    late = asked + timedelta(days=20)
    with pytest.raises(errors.Invalid) as refused:
        await build.called(cast, made, now=late)
    assert set(refused.value.errors) == {"day"}
    held = {"attendees": ["鄂一", "安一"], "text": "主持人宣布听证开始。", "actor": cast.an}
    with pytest.raises(errors.Invalid):
        await hearing.hold_hearing(made, held_on=date(2026, 12, 25), **held, now=asked + timedelta(days=30))
    await hearing.hold_hearing(made, held_on=on, **held, now=asked + timedelta(days=30))
    assert await build.status(made) == S.HEARD
    kinds = [each["kind"] for each in await documents.of_matter("ending", made)]
    assert kinds == ["ending_notice", "ending_hearing_notice", "ending_hearing_record"]
    with pytest.raises(errors.Refused):
        await hearing.ask_hearing(made, reason="再次要求", actor=cast.e, now=asked)


async def test_the_time_to_ask_for_a_hearing_ends_with_its_fifth_working_day(cast, licence):
    made = await build.a_matter(cast, licence, at=S.TOLD)
    last = MONDAY + timedelta(days=7)
    assert not await hearing.pass_term(made, now=last)
    assert await hearing.pass_terms(now=last + timedelta(days=1)) == 1
    assert await build.status(made) == S.HEARD
    with pytest.raises(errors.Refused):
        await hearing.ask_hearing(made, reason="要求听证", actor=cast.e, now=last + timedelta(days=1))


async def test_a_hearing_that_is_taken_back_leaves_the_matter_heard(cast, licence):
    made = await build.a_matter(cast, licence, at=S.TOLD)
    await hearing.ask_hearing(made, reason="要求听证", actor=cast.e, now=MONDAY)
    await hearing.withdraw_hearing(made, reason="不再要求听证", actor=cast.e, now=MONDAY)
    assert await build.status(made) == S.HEARD
    running = [each for each in await clocks.of(made, calendar=await calendar.current()) if each.is_running]
    assert running == []


async def test_the_notice_is_issued_before_it_is_served(cast, licence):
    made = await build.a_matter(cast, licence)
    given = {**SERVED, "actor": cast.an, "now": MONDAY}
    with pytest.raises(errors.Refused):
        await opening.tell(made, served_on=TODAY, **given)
    first = await opening.prepare_notice(made, actor=cast.an, now=MONDAY)
    second = await opening.prepare_notice(made, actor=cast.an, now=MONDAY)
    assert (await documents.by_id(first["id"]))["withdrawn_at"] is not None
    assert second["snapshot"]["statement_days"] == 5
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(errors.Invalid):
            await opening.tell(made, served_on=day, **given)
    await opening.tell(made, served_on=TODAY, **given)


async def test_what_the_law_orders_is_not_spared_for_want_of_need(cast, licence):
    made = await build.a_matter(cast, licence, at=S.PROPOSED)
    given = {"reason": "整改到位，影响轻微。", "actor": cast.bai, "now": MONDAY}
    with pytest.raises(errors.Invalid):
        await deciding.drop(made, sparing=Sparing.NOT_CALLED_FOR, **given)
    await deciding.drop(made, sparing=Sparing.PUBLIC_HARM, **given)
    assert await build.status(made) == S.DROPPED
    held = await licensing.visible_licence(cast.an, licence["id"])
    assert held["status"] == LicenceStatus.VALID
    leaves = [(each.type, each.act) for each in await ledger.of_entity(str(made))]
    assert leaves == [("ending", "drop")]


@pytest.mark.parametrize("ground", [Ground.FALSE_PROMISE, Ground.PROMISE_NOT_KEPT])
async def test_a_licence_without_a_promise_is_not_set_aside_for_breaking_one(cast, licence, ground):
    with pytest.raises(errors.Invalid) as refused:
        await build.a_matter(cast, licence, ground=ground)
    assert set(refused.value.errors) == {"ground"}


async def test_a_false_promise_bars_the_track_and_asks_for_a_case(cast, promised):
    await build.a_matter(cast, promised, at=S.ENDED, ground=Ground.FALSE_PROMISE)
    assert (await licensing.credit_of(cast.firm, TODAY)).broke_a_commitment
    told = await database.value(
        "select count(*) from notice where organ_id = $1 and title like '虚假承诺%'", cast.an.organ_id
    )
    assert told == 1
    stopped = await database.value("select stopped_reason from clock where kind = 'commitment_check'")
    assert stopped == "许可已经终止"


async def test_a_promise_still_not_kept_after_the_order_is_set_aside(cast, promised):
    check_id = await database.value("select id from commitment_check where licence = $1", promised["id"])
    found = {
        "points": dict.fromkeys(("premises", "systems", "address"), "yes")
        | {"staff": "no", "telecom": "na", "protection": "na"},
        "officials": [cast.an.person_id, cast.chen.person_id],
        "note": "只有两人",
        "actor": cast.an,
    }
    order = {"visited_on": TODAY, "correct_by": date(2026, 12, 1)}
    await checks.record_result(check_id, **found, **order, now=MONDAY)
    later = MONDAY + timedelta(days=9)
    with pytest.raises(errors.Invalid) as refused:
        await build.a_matter(cast, promised, ground=Ground.PROMISE_NOT_KEPT, now=later)
    assert set(refused.value.errors) == {"ground"}
    second = {"visited_on": date(2026, 12, 2), "correct_by": None, "now": later}
    with pytest.raises(errors.Refused):
        await checks.record_result(check_id, **found, **second)
    await check_files.serve_order(
        check_id, method="direct", served_on=TODAY, receipt="本人签收", actor=cast.chen, now=later
    )
    await checks.record_result(check_id, **found, **second)
    made = await build.a_matter(
        cast, promised, at=S.ENDED, ground=Ground.PROMISE_NOT_KEPT, source=Source.CHECK, now=later
    )
    assert (await queries.visible(cast.an, made))["commitment_check"] == check_id
    held = await licensing.visible_licence(cast.an, promised["id"])
    assert held["status"] == LicenceStatus.SET_ASIDE


async def test_one_matter_a_licence_and_none_about_a_licence_that_has_ended(cast, licence):
    made = await build.a_matter(cast, licence)
    with pytest.raises(errors.Refused):
        await build.a_matter(cast, licence)
    await opening.abandon(made, reason="立案有误，终止办理。", actor=cast.bai, now=MONDAY)
    await build.a_matter(cast, licence, at=S.ENDED)
    with pytest.raises(errors.Refused):
        await build.a_matter(cast, licence)


async def test_a_licence_that_ends_in_the_meantime_keeps_its_own_end(cast, licence):
    made = await build.a_matter(cast, licence, at=S.DECIDED)
    await licences.cancel(
        licence["id"], ground=rules.Ground.HOLDER_ENDED, reason="企业已注销", actor=cast.bai, now=MONDAY
    )
    assert not await deciding.take_effect(made, served_on=TODAY, **SERVED, actor=cast.an, now=MONDAY)
    held = await licensing.visible_licence(cast.an, licence["id"])
    assert held["status"] == LicenceStatus.CANCELLED
    assert await build.status(made) == S.ENDED


@pytest.mark.parametrize("who", ["ding", "bai", "chen", "f", "e"])
async def test_only_a_clerk_of_the_organ_or_of_the_city_opens(cast, licence, who):
    with pytest.raises((errors.NotFound, errors.NotPermitted)):
        await opening.open_matter(
            licence["id"],
            kind=EndingKind.SET_ASIDE,
            ground=Ground.FRAUD,
            source=Source.REPORT,
            facts=build.FACTS,
            evidence=["书面说明"],
            actor=getattr(cast, who),
            now=MONDAY,
        )


async def test_the_superior_organ_opens_and_handles_its_own_matter(cast, licence):
    made = await opening.open_matter(
        licence["id"],
        kind=EndingKind.SET_ASIDE,
        ground=Ground.EXCEEDED_POWER,
        source=Source.OWN_MOTION,
        facts=build.FACTS,
        evidence=["书面说明"],
        actor=cast.hao,
        now=MONDAY,
    )
    assert (await queries.visible(cast.an, made))["organ"] == cast.hao.organ_id
    with pytest.raises(errors.NotPermitted):
        await opening.prepare_notice(made, actor=cast.an, now=MONDAY)


async def test_the_holder_sees_the_matter_from_the_day_it_is_told_and_nobody_elses_firm_ever(cast, licence):
    made = await build.a_matter(cast, licence)
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.e, made)
    assert await queries.of_firm(cast.firm) == []
    await opening.prepare_notice(made, actor=cast.an, now=MONDAY)
    await opening.tell(made, served_on=TODAY, **SERVED, actor=cast.an, now=MONDAY)
    assert (await queries.visible(cast.e, made))["status"] == S.TOLD
    for stranger in (cast.f, cast.ding):
        with pytest.raises(errors.NotFound):
            await queries.visible(stranger, made)
    with pytest.raises(errors.NotPermitted):
        await hearing.state(made, statement="我们不同意撤销。", actor=cast.ee, now=MONDAY)


async def test_a_call_sent_twice_is_one_notice(cast, licence):
    made = await build.a_matter(cast, licence, at=S.TOLD)
    await hearing.state(made, statement="合同系代办公司提供。", actor=cast.e, now=MONDAY)
    await hearing.ask_hearing(made, reason="要求当面说明", actor=cast.e, now=MONDAY + timedelta(days=7))
    later = MONDAY + timedelta(days=8)
    await build.called(cast, made, now=later)
    with pytest.raises(errors.AlreadyMoved):
        await build.called(cast, made, now=later)
