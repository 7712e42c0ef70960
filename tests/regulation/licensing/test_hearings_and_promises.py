"""Those concerned are heard before the decision, and the clocks stand still; what is promised alarms on its own."""

from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import clocks, decrees, documents
from regulation.casework.calendar import current
from regulation.licensing import queries
from regulation.licensing.actions import decision, hearings, receipt, receiving
from regulation.licensing.parameters import PROMISED_DAYS
from regulation.licensing.status import ApplicationStatus
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY

S = ApplicationStatus
NEIGHBOUR = {"name": "邻里物业", "contact": "朝阳区示例路2号", "interest": "共用出入口"}
#: Told on 23 November; the last day to ask is the 30th. The hearing is asked for on the 25th.
ASKED = MONDAY + timedelta(days=2)
TAKES_PLACE = MONDAY + timedelta(days=16)


async def a_told_application(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    await hearings.tell(number, parties=[NEIGHBOUR], actor=cast.an, now=MONDAY + timedelta(hours=2))
    application = await queries.own_application(cast.firm, number)
    return number, application, await queries.interested(application["id"])


async def due(application, kind):
    found = await clocks.of(application["id"], calendar=await current())
    return next((each for each in found if each.kind == kind), None)


async def ask(cast, number, party, now=ASKED):
    await hearings.answer(
        number, party["id"], wants_hearing=True, answered_on=now.date(), actor=cast.an, now=now
    )


async def call(cast, number, now=ASKED, at=TAKES_PLACE, presider="方一"):
    await hearings.call(
        number, takes_place_at=at, place="二层听证室", presider=presider, actor=cast.an, now=now
    )


async def test_whoever_is_told_has_a_paper_and_five_days(cast, tmp_path):
    number, application, told = await a_told_application(cast, tmp_path)
    assert [(each["name"], each["contact"]) for each in told] == [
        ("测试甲人力资源有限公司", "申请人"),
        ("邻里物业", "朝阳区示例路2号"),
    ]
    papers = await documents.of_matter("application", application["id"])
    assert [each["kind"] for each in papers].count("interest_notice") == 2
    assert (await due(application, "hearing_ask")).due.due_on == date(2026, 11, 30)
    with pytest.raises(errors.Refused, match="尚未届满"):
        await decision.propose(number, proposal="grant", reason="可以", actor=cast.an, now=ASKED)
    with pytest.raises(errors.Refused, match="已经告知"):
        await hearings.tell(number, parties=[NEIGHBOUR], actor=cast.an, now=ASKED)
    after = MONDAY + timedelta(days=8)
    await decision.propose(number, proposal="grant", reason="无人要求听证", actor=cast.an, now=after)


async def test_the_paper_of_a_neighbour_is_no_letter_of_the_applicant(cast, tmp_path):
    """It is served on the neighbour; the applicant does not read it, and cannot confirm that it was received."""
    _number, _application, told = await a_told_application(cast, tmp_path)
    own, other = (each["document"] for each in told)
    letters = {each["id"] for each in await documents.of_firm(cast.firm)}
    assert own in letters
    assert other not in letters
    assert own in await receiving.waiting(cast.firm)
    with pytest.raises(errors.NotFound):
        await receiving.confirm(other, firm_id=cast.firm, actor=cast.e, now=ASKED)


async def test_nobody_is_told_in_the_place_of_the_applicant(cast, tmp_path):
    """By that word the applicant's own row is known: another under it would be answered for by the applicant."""
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    with pytest.raises(errors.Invalid) as refused:
        await hearings.tell(number, parties=[{**NEIGHBOUR, "contact": " 申请人"}], actor=cast.an, now=MONDAY)
    assert set(refused.value.errors) == {"parties"}


async def test_when_nobody_wants_to_be_heard_nobody_waits(cast, tmp_path):
    number, _application, told = await a_told_application(cast, tmp_path)
    await hearings.answer_as_applicant(number, wants_hearing=False, actor=cast.e, now=ASKED)
    await hearings.answer(
        number, told[1]["id"], wants_hearing=False, answered_on=ASKED.date(), actor=cast.an, now=ASKED
    )
    await decision.propose(number, proposal="grant", reason="可以", actor=cast.an, now=ASKED)


async def test_a_hearing_stops_the_clocks_and_its_record_is_weighed(cast, tmp_path):
    number, application, told = await a_told_application(cast, tmp_path)
    before = {kind: (await due(application, kind)).due.due_on for kind in ("decision_by_law",)}
    assert before == {"decision_by_law": date(2026, 12, 21)}
    await ask(cast, number, told[1])
    assert (await due(application, "hearing_hold")).due.due_on == date(2026, 12, 23)
    assert (await due(application, "decision_by_law")).due.paused_since == date(2026, 11, 25)
    assert (await due(application, "decision_by_regulations")).due.paused_since == date(2026, 11, 25)
    await call(cast, number)
    with pytest.raises(errors.Refused, match="尚未举行"):
        await decision.propose(number, proposal="grant", reason="可以", actor=cast.an, now=TAKES_PLACE)
    await hearings.hold(
        number,
        held_on=TAKES_PLACE.date(),
        attendees=["甲一", "邻里物业"],
        text="双方各自陈述。",
        actor=cast.an,
        now=TAKES_PLACE + timedelta(hours=3),
    )
    # 25 November to 9 December stand still: eleven working days, so 21 December moves to 6 January (1 to 3 January are off).
    resumed = (await due(application, "decision_by_law")).due
    assert resumed.paused_since is None
    assert resumed.due_on == date(2027, 1, 6)
    with pytest.raises(errors.Invalid) as silent:
        await decision.propose(number, proposal="grant", reason="可以", actor=cast.an, now=TAKES_PLACE)
    assert set(silent.value.errors) == {"considered"}
    await decision.propose(
        number,
        proposal="grant",
        reason="可以",
        considered="采纳错峰的意见。",
        actor=cast.an,
        now=TAKES_PLACE,
    )
    await decision.grant(number, actor=cast.bai, now=TAKES_PLACE)
    (paper,) = [
        each
        for each in await documents.of_matter("application", application["id"])
        if each["kind"] == "grant_decision"
    ]
    assert paper["snapshot"]["hearing"] == "采纳错峰的意见。"
    kinds = {each["kind"] for each in await documents.of_matter("application", application["id"])}
    assert {"hearing_notice", "hearing_record"} <= kinds


async def test_who_asked_may_give_it_up_and_time_runs_again(cast, tmp_path):
    number, application, told = await a_told_application(cast, tmp_path)
    await hearings.answer_as_applicant(number, wants_hearing=False, actor=cast.e, now=ASKED)
    await ask(cast, number, told[1])
    await hearings.drop(number, reason="已经谈妥", actor=cast.an, now=ASKED + timedelta(days=2))
    assert (await due(application, "decision_by_law")).due.due_on == date(2026, 12, 23)
    await decision.propose(
        number, proposal="grant", reason="可以", actor=cast.an, now=ASKED + timedelta(days=2)
    )


async def test_one_who_gives_up_takes_the_hearing_from_nobody_else(cast, tmp_path):
    """The neighbour asked and gave it up; the applicant's own five days run until 30 November all the same."""
    number, application, told = await a_told_application(cast, tmp_path)
    await ask(cast, number, told[1])
    await call(cast, number)
    await hearings.drop(number, reason="已经谈妥", actor=cast.an, now=ASKED + timedelta(days=1))
    with pytest.raises(errors.Refused, match="尚未届满"):
        await decision.propose(
            number, proposal="grant", reason="可以", actor=cast.an, now=ASKED + timedelta(days=1)
        )
    later = ASKED + timedelta(days=2)
    await hearings.answer_as_applicant(number, wants_hearing=True, actor=cast.e, now=later)
    found = await queries.hearing_of(application["id"])
    assert (found["status"], found["asked_by"], found["asked_on"]) == (
        "asked",
        "测试甲人力资源有限公司",
        date(2026, 11, 27),
    )
    assert (found["takes_place_at"], found["presider"], found["dropped_reason"]) == (None, "", "")
    # Twenty working days from Friday 27 November; the periods for the decision stand still a second time.
    assert (await due(application, "hearing_hold")).due.due_on == date(2026, 12, 25)
    assert (await due(application, "decision_by_law")).due.paused_since is not None
    await call(cast, number, now=later, at=MONDAY + timedelta(days=17))


async def test_too_late_too_near_and_the_wrong_presider(cast, tmp_path):
    number, _application, told = await a_told_application(cast, tmp_path)
    with pytest.raises(errors.Refused, match="届满"):
        await ask(cast, number, told[1], now=MONDAY + timedelta(days=8))
    await ask(cast, number, told[1], now=MONDAY + timedelta(days=7))
    with pytest.raises(errors.AlreadyMoved):
        await ask(cast, number, told[1], now=MONDAY + timedelta(days=7))
    with pytest.raises(errors.Invalid) as refused:
        await call(cast, number, now=MONDAY + timedelta(days=8), presider="安一")
    assert set(refused.value.errors) == {"held_on", "presider"}


async def test_the_applicant_asks_in_the_matter_itself_and_nobody_else_for_it(cast, tmp_path):
    number, application, _told = await a_told_application(cast, tmp_path)
    with pytest.raises(errors.NotFound):
        await hearings.answer_as_applicant(number, wants_hearing=True, actor=cast.f, now=ASKED)
    with pytest.raises(errors.NotPermitted):
        await hearings.answer_as_applicant(number, wants_hearing=True, actor=cast.ee, now=ASKED)
    await hearings.answer_as_applicant(number, wants_hearing=True, actor=cast.e, now=ASKED)
    assert (await queries.hearing_of(application["id"]))["status"] == "asked"


async def test_the_neighbouring_organ_tells_nobody(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    with pytest.raises(errors.NotFound):
        await hearings.tell(number, parties=[NEIGHBOUR], actor=cast.ding, now=MONDAY)
    with pytest.raises(errors.Invalid):
        await hearings.tell(
            number, parties=[{"name": "", "contact": "", "interest": ""}], actor=cast.an, now=MONDAY
        )


async def test_a_promise_by_decree_runs_beside_the_law_and_alarms_apart(cast, tmp_path):
    value = await decrees.draft(
        PROMISED_DAYS.law.key,
        {"days": "10"},
        decree_number="京朝人社发〔2026〕5号",
        issued_by="北京市朝阳区人力资源和社会保障局",
        decreed_on=MONDAY.date(),
        from_on=MONDAY.date(),
        text="本机关承诺自受理之日起十个工作日内作出决定。",
        actor=cast.an,
        now=MONDAY - timedelta(hours=5),
    )
    await decrees.adopt(value, actor=cast.bai, now=MONDAY - timedelta(hours=4))
    number = await build.an_application(cast, folder=tmp_path)
    await receipt.accept(number, actor=cast.an, now=MONDAY)
    application = await queries.own_application(cast.firm, number)
    assert (await due(application, "promised")).due.due_on == date(2026, 12, 7)
    row = (await queries.applications(cast.an, queries.Wanted())).rows[0]
    assert (row["promised_on"], row["due_on"]) == (date(2026, 12, 7), date(2026, 12, 21))
    (paper,) = [
        each
        for each in await documents.of_matter("application", application["id"])
        if each["kind"] == "acceptance_notice"
    ]
    assert paper["snapshot"]["due_on"] == "2026-12-21"


async def test_without_a_decree_nothing_is_promised(cast, tmp_path):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    application = await queries.own_application(cast.firm, number)
    assert await due(application, "promised") is None
    assert await database.value("select count(*) from clock where kind = 'promised'") == 0


async def test_holidays_that_move_after_a_clock_was_set_move_its_day(cast, tmp_path):
    from regulation.law.calendar import CalendarDay, WorkCalendar

    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    application = await queries.own_application(cast.firm, number)
    assert (await due(application, "decision_by_law")).due.due_on == date(2026, 12, 21)
    known = await current()
    extra = CalendarDay(date(2026, 12, 10), working=False, reason="临时放假")
    moved = WorkCalendar({**known.days, extra.day: extra}, known.official_years)
    assert await clocks.recompute(moved) >= 2
    stored = await database.value(
        "select due_on from clock where matter_id = $1 and kind = 'decision_by_law'", application["id"]
    )
    assert stored == date(2026, 12, 22)


async def test_a_call_sent_twice_is_one_notice_and_another_day_is_another(cast, tmp_path):
    number, application, told = await a_told_application(cast, tmp_path)
    await ask(cast, number, told[1])
    await call(cast, number)
    with pytest.raises(errors.AlreadyMoved):
        await call(cast, number)
    await call(cast, number, at=TAKES_PLACE + timedelta(days=1))
    papers = await documents.of_matter("application", application["id"])
    assert [each["kind"] for each in papers].count("hearing_notice") == 2
