"""The dispatch licence on a promise: closed until the office enters its decree, decided on the spot, checked for its own points."""

from datetime import timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import clocks, decrees, documents
from regulation.casework.calendar import current
from regulation.endings.status import EndingStatus, Ground
from regulation.firms import queries as firms
from regulation.law.citation import LABOUR_CONTRACT_LAW
from regulation.licensing import queries
from regulation.licensing.actions import checks, decision, drafting, receipt
from regulation.licensing.rules import deadlines, dispatch_promise
from regulation.licensing.status import Track
from regulation.penalties import unlicensed
from regulation.registration_conditions import queries as conditions
from regulation.registration_conditions.actions import deciding, hearing, proposing
from tests.builders import dispatch as build
from tests.builders import endings, licensing
from tests.builders.licensing import MONDAY, subject

TODAY = MONDAY.date()
PROMISE = {"commitment": {"in_zone": True, "agreed": True}}


async def decreed(cast, *, value="1", from_on=TODAY):
    made = await decrees.draft(
        dispatch_promise.OPEN.key,
        {"open": value},
        decree_number="京人社发〔2021〕8号",
        decreed_on=TODAY,
        issued_by="北京市人力资源和社会保障局",
        text="自由贸易试验区内实行告知承诺。",
        from_on=from_on,
        actor=cast.an,
        now=MONDAY,
    )
    await decrees.adopt(made, actor=cast.bai, now=MONDAY)


async def a_draft(cast, **changed):
    number = await drafting.start(
        cast.firm, Track.COMMITMENT, kind=build.KIND, request_key=str(uuid4()), actor=cast.e, now=MONDAY
    )
    own = {"subject": subject(await queries.firm(cast.firm))}
    for group, said in (build.ANSWERS | own | PROMISE | changed).items():
        await drafting.save(number, group, said, actor=cast.e, now=MONDAY)
    return number


async def a_promised_licence(cast):
    number = await drafting.submit(await a_draft(cast), actor=cast.e, now=MONDAY)
    await receipt.accept(number, actor=cast.an, now=MONDAY + timedelta(hours=1))
    await decision.grant(number, actor=cast.bai, now=MONDAY + timedelta(hours=2))
    return number, await build.licence_of(cast.firm)


async def test_it_opens_with_the_day_of_the_decree_and_with_no_other(cast):
    await decreed(cast, from_on=TODAY + timedelta(days=1))
    with pytest.raises(errors.Refused, match="没有登记实行告知承诺的文件"):
        await a_draft(cast)


async def test_a_decree_of_zero_keeps_it_closed(cast):
    await decreed(cast, value="0")
    with pytest.raises(errors.Refused):
        await a_draft(cast)


async def test_who_is_not_in_the_zone_promises_nothing(cast):
    await decreed(cast)
    number = await a_draft(cast, commitment={"in_zone": False, "agreed": True})
    with pytest.raises(errors.Invalid) as refused:
        await drafting.submit(number, actor=cast.e, now=MONDAY)
    assert set(refused.value.errors) == {"in_zone"}


async def test_another_organ_chosen_afterwards_has_its_own_decree_or_none(cast):
    await decreed(cast)
    own = subject(await queries.firm(cast.firm))
    number = await a_draft(cast, subject=own | {"organ": "110108"})
    with pytest.raises(errors.Refused, match="没有登记实行告知承诺的文件"):
        await drafting.submit(number, actor=cast.e, now=MONDAY)


async def test_a_grant_on_a_promise_is_decided_on_the_day_and_says_that_it_will_be_checked(cast):
    await decreed(cast)
    number, licence = await a_promised_licence(cast)
    application = await queries.own_application(cast.firm, number)
    kept = {each.kind: each for each in await clocks.of(application["id"], calendar=await current())}
    assert kept["on_the_spot"].due.due_on == TODAY
    assert {each.kind for each in kept.values() if each.is_running} == {"dispatch_collection"}
    papers = {each["kind"]: each for each in await documents.of_matter("application", application["id"])}
    assert {"commitment_letter", "grant_decision", "collection_notice"} <= set(papers)
    letter = papers["commitment_letter"]["snapshot"]
    assert letter["place"] == dispatch_promise.IN_ZONE
    assert "职业中介" not in str(letter)
    assert "实地核查" in papers["grant_decision"]["snapshot"]["commitment"]
    assert papers["grant_decision"]["snapshot"]["handed_over"] == "五个工作日内通知申请人领取许可证件"
    check = await database.row("select * from commitment_check where licence = $1", licence["id"])
    assert (check["status"], check["due_on"]) == ("due", TODAY.replace(year=2027, month=2))


async def test_the_check_looks_at_capital_and_zone_and_not_at_staff(cast):
    await decreed(cast)
    _, licence = await a_promised_licence(cast)
    check = await database.value("select id from commitment_check where licence = $1", licence["id"])
    later = MONDAY + timedelta(days=30)
    found = dict.fromkeys(dispatch_promise.CHECK_POINTS, "yes") | {"capital": "no"}
    looked = {
        "officials": [cast.an.person_id, cast.chen.person_id],
        "visited_on": later.date(),
        "note": "注册资本减至一百万元",
        "correct_by": later.date() + timedelta(days=20),
        "actor": cast.an,
        "now": later,
    }
    with pytest.raises(errors.Invalid) as refused:
        await checks.record_result(check, points=found | {"zone": ""}, **looked)
    assert set(refused.value.errors) == {"zone"}
    assert await checks.record_result(check, points=found, **looked) == "failed"
    papers = {each["kind"]: each["snapshot"] for each in await documents.of_matter("commitment_check", check)}
    assert papers["order_to_correct"]["demands"] == ["使下列承诺事项符合条件：注册资本不少于二百万元"]
    assert [each["text"] for each in papers["commitment_check_record"]["points"]] == list(
        dispatch_promise.CHECK_POINTS.values()
    )


async def test_a_report_brings_the_check_forward_of_every_licence_given_on_a_promise(cast, tmp_path):
    await decreed(cast)
    own = await licensing.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    _, licence = await a_promised_licence(cast)
    accepted = MONDAY + timedelta(days=2)
    found = await checks.bring_forward(
        cast.firm, report_number="京朝举报1号", accepted_on=accepted.date(), actor=cast.an, now=accepted
    )
    rows = await database.rows(
        "select licence, due_on, report_number from commitment_check where id = any($1)", list(found)
    )
    due = deadlines.check_after_report_due(accepted.date(), await current()).due_on
    assert {(each["licence"], each["due_on"]) for each in rows} == {(own["id"], due), (licence["id"], due)}
    assert {each["report_number"] for each in rows} == {"京朝举报1号"}
    running = [
        [each.kind for each in await clocks.of(check, calendar=await current()) if each.is_running]
        for check in found
    ]
    assert all("commitment_report" in each for each in running)


async def _not_kept(cast, licence, at):
    check = await database.value("select id from commitment_check where licence = $1", licence["id"])
    await checks.record_result(
        check,
        points=dict.fromkeys(dispatch_promise.CHECK_POINTS, "yes") | {"capital": "no"},
        officials=[cast.an.person_id, cast.chen.person_id],
        visited_on=at.date(),
        note="注册资本减至一百万元",
        correct_by=at.date() + timedelta(days=20),
        actor=cast.chen,
        now=at,
    )
    return check


async def test_an_order_to_keep_the_promise_is_put_before_the_clerk_and_falls_with_the_check(cast):
    await decreed(cast)
    _, licence = await a_promised_licence(cast)
    at = MONDAY + timedelta(days=30)
    check = await _not_kept(cast, licence, at)
    [entry] = await conditions.stands_for(check)
    assert (entry["ground"], entry["status"], entry["stands"]) == ("promise_order", "opened", False)
    assert entry["registration_number"] == licence["number"]
    assert entry["proposed"]["until"] == str(at.date() + timedelta(days=20))
    assert "注册资本不少于二百万元" in entry["proposed"]["text"]
    assert (await firms.firm(cast.firm)).limits == (), "a proposal changes nothing in the register"
    later = at + timedelta(days=5)
    await checks.record_result(
        check,
        points=dict.fromkeys(dispatch_promise.CHECK_POINTS, "yes"),
        officials=[cast.an.person_id, cast.chen.person_id],
        visited_on=later.date(),
        note="",
        correct_by=None,
        actor=cast.an,
        now=later,
    )
    [entry] = await conditions.stands_for(check)
    assert entry["status"] == "declined"


async def test_what_the_clerk_confirmed_holds_and_is_lifted_when_the_promise_is_kept(cast):
    await decreed(cast)
    _, licence = await a_promised_licence(cast)
    at = MONDAY + timedelta(days=30)
    check = await _not_kept(cast, licence, at)
    [entry] = await conditions.stands_for(check)
    how = {"method": "direct", "served_on": at.date(), "receipt": "本人签收", "actor": cast.an, "now": at}
    await proposing.prepare_notice(entry["id"], actor=cast.an, now=at)
    await proposing.tell(entry["id"], **how)
    await hearing.waive(entry["id"], actor=cast.e, now=at)
    await deciding.decide(entry["id"], reason="事实清楚。", actor=cast.bai, now=at)
    await deciding.serve(entry["id"], **how)
    [entry] = await conditions.stands_for(check)
    assert (entry["status"], entry["until"]) == ("entered", at.date() + timedelta(days=20))
    later = at + timedelta(days=5)
    await checks.record_result(
        check,
        points=dict.fromkeys(dispatch_promise.CHECK_POINTS, "yes"),
        officials=[cast.an.person_id, cast.chen.person_id],
        visited_on=later.date(),
        note="",
        correct_by=None,
        actor=cast.an,
        now=later,
    )
    [entry] = await conditions.stands_for(check)
    assert entry["last_act"] == "lifted"


async def test_a_false_promise_about_dispatch_is_dealt_with_as_dispatch_without_a_licence(cast):
    await decreed(cast)
    _, licence = await a_promised_licence(cast)
    made = await endings.a_matter(cast, licence, at=EndingStatus.ENDED, ground=Ground.FALSE_PROMISE)
    papers = {each["kind"]: each["snapshot"] for each in await documents.of_matter("ending", made)}
    said = papers["set_aside_decision"]
    assert said["unlicensed"] == "未经许可擅自经营劳务派遣业务"
    assert [each["label"] for each in said["unlicensed_citations"]] == [LABOUR_CONTRACT_LAW.article(92, 1).zh]
    assert "第十一条履行至期限届满" in said["when_ended"]
    assert "职业中介" not in str(papers)
    [lead] = await unlicensed.leads(cast.an.organ_id)
    assert unlicensed.violation_of(lead) == "V-30"
