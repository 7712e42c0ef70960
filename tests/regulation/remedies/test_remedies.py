"""The organ as respondent: registered, answered, concluded, and what each outcome does to the decision."""

from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, publication
from regulation.penalties import debts
from regulation.penalties import queries as cases
from regulation.penalties.actions import performance
from regulation.penalties.rules.court import Window
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.status import CaseStatus
from regulation.remedies import permissions, queries, rules
from regulation.remedies.actions import answering, appealing, outcomes, registering, watching
from regulation.remedies.status import Outcome, Status, Way
from reports.documents import registry
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)
D = Decimal
CLAIMS = "请求撤销处罚决定；认为事实不清。"


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def served(cast, office, **given):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, paid=False, **given)
    return await cases.visible_case(cast.an, case_id)


async def registered(cast, case, way=Way.RECONSIDERATION, after=10, **given):
    on = case["served_on"] + timedelta(days=after)
    made = await registering.register(
        case["id"],
        way=way,
        body="北京市朝阳区人民政府" if way is Way.RECONSIDERATION else "北京市朝阳区人民法院",
        claims=CLAIMS,
        filed_on=on,
        **{"received_on": on + timedelta(days=2)} | given,
        actor=cast.fang,
        now=build.at(on + timedelta(days=2)),
    )
    return await queries.visible(cast.an, made)


async def end(cast, remedy, outcome, *, days=30, act=outcomes.conclude, **given):
    on = remedy["filed_on"] + timedelta(days=days)
    said = {"number": "朝政复字〔2026〕1号", "decided_on": on, "received_on": on, "reason": "认定事实不清"}
    await act(remedy["id"], outcome=outcome, **said | given, actor=cast.fang, now=build.at(on))
    return on


async def test_a_reconsideration_is_answered_with_all_that_the_decision_rested_on(cast, office):
    case = await served(cast, office)
    remedy = await registered(cast, case)
    assert remedy["status"] == Status.PENDING
    assert remedy["answer_due_on"] is not None
    paper = await answering.answer(
        remedy["id"],
        request="请求维持原决定",
        reasons="事实清楚，证据确凿",
        actor=cast.fang,
        now=build.at(remedy["answer_due_on"]),
    )
    said = paper["snapshot"]
    assert {each["number"] for each in said["evidence"] if each.get("number")} >= {case["decision_number"]}
    registry.KINDS["remedy_answer"].build(said)
    assert (await queries.visible(cast.an, remedy["id"]))["status"] == Status.ANSWERED
    with pytest.raises(errors.AlreadyMoved):
        await answering.answer(
            remedy["id"],
            request="再次答复请求",
            reasons="理由如前",
            actor=cast.fang,
            now=build.at(remedy["answer_due_on"]),
        )


async def test_the_organ_is_told_before_its_answer_is_due_and_every_day_it_is_missing(cast, office):
    remedy = await registered(cast, await served(cast, office))
    due = remedy["answer_due_on"]
    told = [
        await watching.watch(today=day) for day in (due, due + timedelta(days=1), due + timedelta(days=2))
    ]
    assert told == [1, 1, 1]
    words = await database.rows(
        "select title from notice where kind = 'remedy_answer' order by created_at desc limit 1"
    )
    assert "没有证据" in words[0]["title"]


async def test_neither_enforcement_nor_publicity_stops_but_the_surcharge_does(cast, office):
    case = await served(cast, office)
    remedy = await registered(cast, case, after=5)
    late = case["pay_due_on"] + timedelta(days=60)
    assert (await debts.account(case, late)).surcharge == 0
    assert len(await publication.current(today=remedy["filed_on"], kinds=["penalty"])) == 1
    await performance.pay(case["id"], paid_on=late, receipt="1", fine=D(1), actor=cast.an, now=build.at(late))
    assert await debts.window(case, await _known()) is not None
    assert not isinstance(await debts.window(case, await _known()), Window)


async def _known():
    return await calendar.current()


async def test_after_it_was_upheld_the_surcharge_runs_on_and_the_window_is_counted_from_its_receipt(
    cast, office
):
    case = await served(cast, office)
    remedy = await registered(cast, case, after=5)
    on = await end(cast, remedy, Outcome.UPHELD)
    owed = await debts.account(case, on + timedelta(days=3))
    assert owed.surcharge == 450
    window = await debts.window(case, await _known())
    assert window.base_on >= on + timedelta(days=15)
    assert (await queries.visible(cast.an, remedy["id"]))["status"] == Status.FINAL


@pytest.mark.parametrize("outcome", [Outcome.QUASHED, Outcome.ANEW])
async def test_a_quashed_decision_is_gone_and_what_was_paid_goes_back(cast, office, outcome):
    case = await served(cast, office)
    await performance.pay(
        case["id"],
        paid_on=case["served_on"] + timedelta(days=3),
        receipt="1",
        fine=case["fine"],
        actor=cast.an,
        now=build.at(case["served_on"] + timedelta(days=3)),
    )
    remedy = await registered(cast, case)
    on = await end(cast, remedy, outcome)
    assert (await cases.visible_case(cast.an, case["id"]))["status"] == "quashed"
    after = await queries.visible(cast.an, remedy["id"])
    assert after["refund"] == case["fine"]
    (due,) = await queries.to_withdraw(cast.an.organ_id)
    assert due["due_on"] > on
    await outcomes.note_refund(remedy["id"], on=on, receipt="退1", actor=cast.an, now=build.at(on))
    with pytest.raises(errors.AlreadyMoved):
        await outcomes.note_refund(remedy["id"], on=on, receipt="退1", actor=cast.an, now=build.at(on))


async def test_a_changed_sum_and_a_decision_found_unlawful(cast, office):
    case = await served(cast, office, proposal=Proposal(fine=D(8000)))
    remedy = await registered(cast, case)
    with pytest.raises(errors.Invalid):
        await end(cast, remedy, Outcome.CHANGED)
    await end(cast, remedy, Outcome.CHANGED, fine=D(6000))
    assert (await cases.visible_case(cast.an, case["id"]))["fine"] == 6000
    # Who does not accept the change sues within fifteen days too (《行政诉讼法》第四十五条).
    assert (
        await database.value(
            "select count(*) from clock where matter_id = $1 and kind = 'to_sue'", remedy["id"]
        )
        == 1
    )
    suit = await registered(cast, case, way=Way.SUIT, after=50)
    on = await end(cast, suit, Outcome.UNLAWFUL, act=outcomes.judge)
    appealed = await database.value(
        "select due_on from clock where matter_id = $1 and kind = 'appeal'", suit["id"]
    )
    assert appealed >= on + timedelta(days=15)
    assert await outcomes.pass_terms(today=appealed, now=build.at(appealed)) == 0
    day = appealed + timedelta(days=1)
    assert await outcomes.pass_terms(today=day, now=build.at(day)) == 1
    after = await queries.visible(cast.an, suit["id"])
    assert (after["status"], after["effective_on"]) == ("final", day)
    assert (
        await database.value(
            "select count(*) from integrity_fact where source_number = $1 and annulled_on is not null",
            case["decision_number"],
        )
        == 1
    )


async def test_a_judgment_over_a_closed_case_waits_for_its_reopening_and_stops_no_other(cast, office):
    closed = await build.a_case(office, cast.firm, to=CaseStatus.CLOSED, on=MONDAY)
    closed = await cases.visible_case(cast.an, closed)
    open_one = await served(cast, office)
    suits = [await registered(cast, each, way=Way.SUIT, after=10) for each in (closed, open_one)]
    for suit in suits:
        await end(cast, suit, Outcome.QUASHED, act=outcomes.judge)
    day = suits[0]["filed_on"] + timedelta(days=90)
    assert await outcomes.pass_terms(today=day, now=build.at(day)) == 1
    found = [(await queries.visible(cast.an, each["id"]))["status"] for each in suits]
    assert found == ["judged", "final"]
    assert await database.value("select count(*) from notice where title like '%请先恢复办理%'") == 1


async def test_a_first_judgment_has_no_effect_when_somebody_appeals(cast, office):
    case = await served(cast, office)
    suit = await registered(cast, case, way=Way.SUIT)
    with pytest.raises(errors.Refused, match="上诉期"):
        await end(cast, suit, Outcome.QUASHED)
    on = await end(cast, suit, Outcome.QUASHED, act=outcomes.judge)
    await appealing.appeal(
        suit["id"], court="北京市第三中级人民法院", received_on=on, actor=cast.fang, now=build.at(on)
    )
    assert (await cases.visible_case(cast.an, case["id"]))["status"] == "served"
    again = await queries.visible(cast.an, suit["id"])
    assert (again["status"], again["instance"], again["outcome"]) == ("pending", "second", "")
    assert (again["appellant"], again["appealed_on"]) == ("party", None)
    # The head decides that the organ appeals too: its answer to the party stays due.
    too = {"reason": "一审认定事实错误", "now": build.at(on + timedelta(days=20))}
    with pytest.raises(errors.NotPermitted):
        await appealing.join_appeal(suit["id"], handed_on=on, actor=cast.fang, **too)
    with pytest.raises(errors.Refused, match="上诉期") as late:
        await appealing.join_appeal(suit["id"], handed_on=on + timedelta(days=20), actor=cast.bai, **too)
    assert late.value.citation.article == 85
    await appealing.join_appeal(suit["id"], handed_on=on + timedelta(days=2), actor=cast.bai, **too)
    with pytest.raises(errors.AlreadyMoved):
        await appealing.join_appeal(suit["id"], handed_on=on, actor=cast.bai, **too)
    joined = await queries.visible(cast.an, suit["id"])
    assert (joined["appellant"], joined["status"]) == ("both", "pending")
    assert joined["answer_due_on"] == again["answer_due_on"]
    await end(cast, suit, Outcome.UPHELD, days=90)
    assert (await cases.visible_case(cast.an, case["id"]))["status"] == "served"


async def test_a_judgment_by_which_the_decision_stands_is_final_from_its_day_once_no_appeal_was_heard_of(
    cast, office
):
    case = await served(cast, office)
    suit = await registered(cast, case, way=Way.SUIT)
    await end(cast, suit, Outcome.UPHELD, act=outcomes.judge)
    last = await database.value(
        "select due_on from clock where matter_id = $1 and kind = 'appeal'", suit["id"]
    )
    for days, final in ((1, 0), (10, 0), (11, 1)):
        today = last + timedelta(days=days)
        assert await outcomes.pass_terms(today=today, now=build.at(today)) == final
    after = await queries.visible(cast.an, suit["id"])
    assert (after["status"], after["effective_on"]) == ("final", last + timedelta(days=1))
    # No surcharge ran while an appeal was possible, and from the day of effect it does.
    (stay,) = await debts.stays(case["id"])
    assert stay["to_on"] == last + timedelta(days=1)


async def test_the_organ_appeals_in_its_fifteen_days_and_owes_no_answer_until_the_party_appeals(cast, office):
    """第八十五条: who loses appeals; only whoever did not appeal answers (第八十六条)."""
    case = await served(cast, office)
    suit = await registered(cast, case, way=Way.SUIT)
    on = await end(cast, suit, Outcome.QUASHED, act=outcomes.judge)
    last = rules.APPEAL.due(on, await _known()).due_on
    said = {"court": "北京市第三中级人民法院", "reason": "一审认定事实错误，适用法律不当"}

    async def appeals(actor, handed_on, at):
        await appealing.appeal_ourselves(
            suit["id"], handed_on=handed_on, actor=actor, now=build.at(at), **said
        )

    for nobody in (cast.fang, cast.an):
        with pytest.raises(errors.NotPermitted):
            await appeals(nobody, last, last)
    with pytest.raises(errors.Refused, match="上诉期") as late:
        await appeals(cast.bai, last + timedelta(days=1), last + timedelta(days=1))
    assert late.value.citation.article == 85
    for wrong in (on - timedelta(days=1), last + timedelta(days=1)):
        with pytest.raises(errors.Invalid):
            await appeals(cast.bai, wrong, last)
    await appeals(cast.bai, last, last)
    alone = await queries.visible(cast.an, suit["id"])
    assert (alone["status"], alone["instance"], alone["appellant"]) == ("answered", "second", "organ")
    assert (alone["appealed_on"], alone["received_on"], alone["answer_due_on"]) == (last, None, None)
    assert not [each for each in await clocks.of(suit["id"], calendar=await _known()) if each.is_running]
    assert (
        await outcomes.pass_terms(today=last + timedelta(days=9), now=build.at(last + timedelta(days=9))) == 0
    )
    logged = await database.rows(
        "select reason, actor_name from case_log where matter_id = $1 and action = 'appeal_ourselves'",
        suit["id"],
    )
    assert [(each["reason"], each["actor_name"]) for each in logged] == [(said["reason"], cast.bai.name)]
    with pytest.raises(errors.AlreadyMoved):
        await appealing.join_appeal(
            suit["id"], handed_on=last, reason="再次上诉", actor=cast.bai, now=build.at(last)
        )
    # The party's own appeal comes afterwards, once: now an answer is due.
    copy = last + timedelta(days=4)
    theirs = {"court": said["court"], "received_on": copy, "actor": cast.fang, "now": build.at(copy)}
    await appealing.appeal(suit["id"], **theirs)
    both = await queries.visible(cast.an, suit["id"])
    assert (both["status"], both["appellant"], both["appealed_on"]) == ("pending", "both", last)
    assert both["answer_due_on"] >= copy + timedelta(days=15)
    await answering.answer(
        suit["id"], request="请求驳回当事人的上诉", reasons="事实清楚", actor=cast.fang, now=build.at(copy)
    )
    with pytest.raises(errors.AlreadyMoved):
        await appealing.appeal(suit["id"], **theirs)
    await end(cast, suit, Outcome.UPHELD, days=90)
    assert (await cases.visible_case(cast.an, case["id"]))["status"] == "served"


async def test_only_what_was_decided_on_the_spot_is_handed_in_here(cast, office):
    """第三十二条: against a decision after an ordinary procedure the application goes to the government."""
    case = await served(cast, office)
    with pytest.raises(errors.Refused, match="经由本机关") as elsewhere:
        await registered(cast, case, received_on=None)
    assert elsewhere.value.citation.article == 32
    assert await database.value("select count(*) from remedy") == 0


async def test_one_remedy_at_a_time_of_a_served_decision_by_its_own_organ(cast, office):
    case = await served(cast, office)
    remedy = await registered(cast, case)
    with pytest.raises(errors.Refused):
        await registered(cast, case, way=Way.SUIT)
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.e, remedy["id"])
    with pytest.raises(errors.NotPermitted):
        permissions.check_can_act(cast.bai, remedy)
    with pytest.raises(errors.NotPermitted):
        permissions.check_can_act(cast.jin, remedy)
    decided = await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY)
    with pytest.raises(errors.Refused):
        await registered(cast, {"id": decided, "served_on": MONDAY})


async def test_the_database_keeps_no_outcome_before_the_application(cast, office):
    remedy = await registered(cast, await served(cast, office))
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute("update remedy set decided_on = filed_on - 1 where id = $1", remedy["id"])


async def test_its_clocks_and_papers_are_its_own(cast, office):
    remedy = await registered(cast, await served(cast, office))
    assert [each.kind for each in await clocks.of(remedy["id"], calendar=await _known())] == ["answer"]
    assert await documents.of_matter("remedy", remedy["id"]) == []
