"""Reconsideration and suit against a penalty on the spot: which comes first, who answers, and what each outcome does to it."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from app.demo import case_walk as build
from regulation import database, errors
from regulation.case_files import spots
from regulation.casework import calendar, clocks, documents
from regulation.law.citation import LITIGATION_LAW, PENALTY_LAW, RECONSIDERATION_LAW
from regulation.penalties import debts, decisions, queries_hearing, queries_party
from regulation.penalties.actions import collected, court, demand, performance, summary
from regulation.remedies import queries
from regulation.remedies.actions import answering, appealing, outcomes, registering, suspending
from regulation.remedies.status import Outcome, Status, Way
from reports.documents import registry
from tests.regulation.penalties.test_outcomes_life import _as_decider, on_the_spot

D = Decimal
#: Decided on a Monday, filed with the government a week later.
DECIDED, FILED = date(2026, 3, 2), date(2026, 3, 9)
GOVERNMENT, COURT = "北京市朝阳区人民政府", "北京市朝阳区人民法院"


async def fined(cast, **more):
    return await on_the_spot(cast, **({"violation": "V-35", "warning": False, "fine": D(2000)} | more))


async def registered(cast, made, way=Way.RECONSIDERATION, on=FILED, **more):
    given = {
        "way": way, "body": GOVERNMENT if way is Way.RECONSIDERATION else COURT, "claims": "请求撤销：事实不清",
        "filed_on": on, "received_on": on, "actor": cast.fang, "now": build.at(on),
    }  # fmt: skip
    return await registering.register(made["id"], **(given | more))


async def concluded(cast, remedy, outcome, on, act=outcomes.conclude, **more):
    said = {"number": "朝政复决〔2026〕1号", "decided_on": on, "received_on": on, "reason": "认定事实不清"}
    await act(remedy, outcome=outcome, **(said | more), actor=cast.fang, now=build.at(on))


async def answered(cast, remedy, on, **more):
    given = {"request": "请求维持原决定", "reasons": "事实清楚", "actor": cast.fang, "now": build.at(on)}
    return await answering.answer(remedy, **(given | more))


def printed(paper):
    return registry.KINDS[paper["kind"]].build(paper["snapshot"])[1]["paper"]


async def clocks_of(matter):
    return {each.kind: each for each in await clocks.of(matter, calendar=await calendar.current())}


async def test_reconsideration_comes_first_the_organ_answers_by_others_and_the_court_comes_after(cast):
    made = await fined(cast)
    with pytest.raises(errors.Refused, match="先申请行政复议") as first:
        await registered(cast, made, Way.SUIT)
    assert first.value.citation == RECONSIDERATION_LAW.article(23, 1, 1)
    with pytest.raises(errors.NotPermitted, match="不能办理对其决定") as own:
        await registered(cast, made, actor=_as_decider(cast.chen))
    assert own.value.citation == PENALTY_LAW.article(43)
    with pytest.raises(errors.NotFound):
        await registered(cast, made, actor=cast.ding)
    with pytest.raises(errors.Invalid) as before:
        await registered(cast, made, on=DECIDED - timedelta(1))
    assert set(before.value.errors) == {"filed_on"}

    # Handed in here, passed on within five working days, answered within five in the simple procedure.
    remedy = await registered(cast, made, received_on=None)
    lodged = await queries.visible(cast.an, remedy)
    assert (lodged["status"], lodged["due_on"], lodged["desk"]) == (
        Status.LODGED,
        date(2026, 3, 16),
        f"/desk/spot/{made['id']}",
    )
    with pytest.raises(errors.Refused, match="尚未终结") as twice:
        await registered(cast, made)
    assert twice.value.citation == RECONSIDERATION_LAW.article(29)
    await registering.pass_on(remedy, actor=cast.an, now=build.at(date(2026, 3, 10)))
    got = date(2026, 3, 12)
    await registering.receive_copy(remedy, received_on=got, simple=True, actor=cast.an, now=build.at(got))
    assert (await queries.visible(cast.an, remedy))["answer_due_on"] == date(2026, 3, 19)
    with pytest.raises(errors.NotPermitted, match="不能办理对其决定"):
        await answered(cast, remedy, got, actor=_as_decider(cast.cui))
    said = printed(await answered(cast, remedy, got))
    listed = [each.number for each in said.evidence]
    assert {made["number"], f"京A{cast.chen.number}", f"京A{cast.cui.number}"} <= set(listed)
    assert [each.name for each in said.evidence if each.number == made["number"]] == [
        "当场行政处罚决定书",
        "当事人陈述、申辩的记录",
        "当事人签收",
    ]
    assert said.content == "罚款2,000.00元"
    # 17 March was the last day to pay; while it is reviewed nothing is added.
    late = date(2026, 4, 20)
    assert (await debts.account(await decisions.by_id(made["id"]), late)).surcharge == 0
    ended = date(2026, 4, 21)
    await concluded(cast, remedy, Outcome.UPHELD, ended)
    assert (await debts.account(await decisions.by_id(made["id"]), ended + timedelta(2))).surcharge == D(120)

    await _sued_after_it(cast, made, ended)


async def _sued_after_it(cast, made, ended):
    """Both instances are answered; the second answer names what the first was told and said."""
    suit = await registered(cast, made, Way.SUIT, ended + timedelta(7))
    assert (await queries.visible(cast.an, suit))["answer_due_on"] == date(2026, 5, 13)
    one = await answered(cast, suit, ended + timedelta(8))
    judged = date(2026, 6, 1)
    await concluded(cast, suit, Outcome.UPHELD, judged, outcomes.judge, number="京0105行初1号")
    appealed = date(2026, 6, 10)
    await appealing.appeal(
        suit, court="北京市第三中级人民法院", received_on=appealed, actor=cast.fang, now=build.at(appealed)
    )
    two = printed(await answered(cast, suit, appealed))
    assert (two.judgment.court, two.judgment.number, two.judgment.outcome) == (
        COURT,
        "京0105行初1号",
        "驳回原告的诉讼请求",
    )
    assert [each.number for each in two.evidence][-2:] == [one["number"], "京0105行初1号"]
    assert printed(one).judgment is None
    await concluded(cast, suit, Outcome.UPHELD, appealed + timedelta(30), number="京03行终1号")
    assert (await queries.visible(cast.an, suit))["status"] == Status.FINAL
    # The file holds the three answers, and asks for each.
    spot = await summary.one(made["id"])
    bound = [each.number for each in await spots.entries(spot, {}) if each.kind == "remedy_answer"]
    assert bound == [f"京朝人社答〔2026〕{n}号" for n in (1, 2, 3)]
    asked = [
        each
        for each in await spots.check_list(spot, today=appealed)
        if each.numbers[:1] and each.numbers[0] in bound
    ]
    assert [each.numbers[0] for each in asked] == bound
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.execute("update remedy_first_instance set outcome_number = 'x'")


async def test_a_quashed_penalty_on_the_spot_is_gone_counts_nowhere_and_what_was_paid_goes_back(cast):
    made = await fined(cast, violation="V-30", fine=D(100), collecting="small", receipt="票1")
    party = {"id": cast.firm, "firm": cast.firm, "party_name": ""}
    assert [each.number for each in await queries_party.fined(party)] == [made["number"]]
    fact = "select kind, annulled_on from integrity_fact where firm = $1 and source_number = $2"
    known = [tuple(each.values()) for each in await database.rows(fact, cast.firm, made["number"])]
    assert known == [("penalty_minor", None)]
    remedy = await registered(cast, made)
    ended = FILED + timedelta(30)
    await concluded(cast, remedy, Outcome.QUASHED, ended)
    (gone,) = await database.rows(fact, cast.firm, made["number"])
    assert gone["annulled_on"] == ended
    spot = await summary.one(made["id"])
    assert (spot["status"], spot["ended_on"], spot["fine"]) == ("quashed", ended, D(100))
    assert "认定事实不清" in spot["end_reason"]
    assert (await documents.by_id(made["document"]))["withdrawn_at"] is not None
    assert {kind for kind, each in (await clocks_of(made["id"])).items() if each.is_running} == {
        "spot_hand_in",
        "spot_filing",
    }
    assert await queries_party.fined(party) == await queries_party.breaches(party) == []
    # It was decided on the spot all the same: it is filed, and the money comes to the office.
    (unfiled,) = await queries_hearing.to_file(cast.an.organ_id)
    assert unfiled["id"] == made["id"]
    await summary.file_spot(made["id"], actor=cast.an, now=build.at(ended))
    assert (await summary.one(made["id"]))["status"] == "quashed"
    assert await queries_hearing.to_file(cast.an.organ_id) == []
    await collected.hand_in(made["id"], on=ended, to_bank=False, actor=cast.an, now=build.at(ended))
    assert await queries.undone(made["id"]) == Outcome.QUASHED
    log = await database.row(
        "select articles::text as articles, status_before, status_after from case_log where matter_id = $1 and action = 'quash'",
        made["id"],
    )
    assert (log["status_before"], log["status_after"]) == ("issued", "quashed")
    assert log["articles"] == f'["{RECONSIDERATION_LAW.article(64).key}"]'

    assert (await queries.visible(cast.an, remedy))["refund"] == D(100)
    back = {"on": ended, "receipt": "退1", "now": build.at(ended)}
    with pytest.raises(errors.NotPermitted, match="不能办理对其决定"):
        await outcomes.note_refund(remedy, **back, actor=_as_decider(cast.chen))
    await outcomes.note_refund(remedy, **back, actor=cast.an)
    with pytest.raises(errors.Refused, match="没有已经送达"):
        await registered(cast, made, on=ended)
    # What it punished may be decided on again, by the same officers on the same day too.
    assert await fined(cast, violation="V-30", fine=D(100))
    for change in ("status = 'filed', ended_on = null", "end_reason = 'x'"):
        with pytest.raises(asyncpg.CheckViolationError, match="quashed stays"):
            async with database.unit_of_work():
                await database.execute(f"update spot_penalty set {change} where id = $1", made["id"])


async def test_a_changed_fine_on_the_spot_is_lighter_within_the_law_and_a_decision_found_unlawful_stands(
    cast,
):
    made = await fined(cast)
    remedy, ended = await registered(cast, made), FILED + timedelta(30)
    for fine, says in ((D(2000), "fine"), (D(2500), "fine"), (D(0), "fine")):
        with pytest.raises(errors.Invalid) as wrong:
            await concluded(cast, remedy, Outcome.CHANGED, ended, fine=fine)
        assert set(wrong.value.errors) == {says}
    with pytest.raises(errors.Refused, match="低于下限") as below:
        await concluded(cast, remedy, Outcome.CHANGED, ended, fine=D(1500))
    assert below.value.citation == PENALTY_LAW.article(32)
    await concluded(cast, remedy, Outcome.CHANGED, ended, fine=D(1500), mitigation="removed_harm")
    spot = await summary.one(made["id"])
    assert (spot["status"], spot["fine"], spot["decided_fine"], spot["changed_on"]) == (
        "issued",
        D(1500),
        D(2000),
        ended,
    )
    # The way back, and one as heavy as it was, are closed to whoever writes the row.
    for change in (
        "fine = 2000",
        "fine = 1000, decided_fine = 1500",
        "decided_fine = null, changed_on = null",
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute(f"update spot_penalty set {change} where id = $1", made["id"])

    suit = await registered(cast, made, Way.SUIT, ended + timedelta(5))
    judged = ended + timedelta(40)
    await concluded(cast, suit, Outcome.UNLAWFUL, judged, outcomes.judge)
    due = (await clocks_of(suit))["appeal"].due.due_on
    final = due + timedelta(1)
    assert await outcomes.pass_terms(today=final, now=build.at(final)) == 1
    assert (await summary.one(made["id"]))["status"] == "issued"
    log = await database.value(
        "select articles::text from case_log where matter_id = $1 and action = 'found_unlawful'", made["id"]
    )
    assert log == f'["{LITIGATION_LAW.article(74).key}"]'


async def test_execution_of_a_penalty_on_the_spot_is_suspended_by_the_head_and_nothing_is_due_meanwhile(cast):
    made = await fined(cast)
    remedy = await registered(cast, made)
    day = FILED + timedelta(1)
    asked = {"reason": "资金周转困难，请求停止执行", "now": build.at(day)}
    with pytest.raises(errors.NotFound):
        await suspending.ask(remedy, **asked, actor=cast.f)
    await suspending.ask(remedy, **asked, actor=cast.e)
    answer = {"granted": True, "reason": "金额有争议", "now": build.at(day)}
    with pytest.raises(errors.NotPermitted, match="不能办理对其决定"):
        await suspending.answer(remedy, **answer, actor=_as_decider(cast.chen))
    paper = await suspending.answer(remedy, **answer, actor=cast.bai)
    assert paper["snapshot"]["decision_number"] == made["number"]
    registry.KINDS[paper["kind"]].build(paper["snapshot"])
    told = await database.value(
        "select link from notice where firm_id = $1 and kind = 'remedy' limit 1", cast.firm
    )
    assert told == f"/firm/spot/{made['id']}"
    decision = await decisions.by_id(made["id"])
    late = date(2026, 5, 4)
    held = await debts.account(decision, late)
    assert (held.is_suspended, held.pay_due_on > late) == (True, True)
    for act in (
        demand.demand(made["id"], actor=cast.an, now=build.at(late)),
        demand.impose_surcharge(made["id"], reason="逾期未缴", actor=cast.bai, now=build.at(late)),
        court.apply(made["id"], state="没有缴纳", actor=cast.bai, now=build.at(late)),
    ):
        with pytest.raises(errors.Refused, match="已停止执行") as refusal:
            await act
        assert refusal.value.citation == PENALTY_LAW.article(73, 1)
    lifted = day + timedelta(21)
    with pytest.raises(errors.NotPermitted):
        await suspending.lift(remedy, reason="争议已经查清", on=lifted, actor=cast.an, now=build.at(lifted))
    await suspending.lift(remedy, reason="争议已经查清", on=lifted, actor=cast.bai, now=build.at(lifted))
    # Twenty-one days without execution are added to 17 March: Tuesday 7 April.
    assert (await debts.account(decision, late)).pay_due_on == date(2026, 4, 7)
    assert (await clocks_of(made["id"]))["payment"].due.due_on == date(2026, 4, 7)


async def test_what_was_only_noted_before_stays_readable_opens_the_way_to_the_court_and_is_taken_over(cast):
    """Rows of the time when a reconsideration was written down with its days and not conducted."""
    made = await fined(cast)
    noted = """insert into surcharge_stay (id, spot, way, number, from_on, to_on, is_moot, has_changed)
               values (gen_random_uuid(), $1, 'reconsideration', $2, $3, $4, false, false)"""
    await database.execute(noted, made["id"], "朝政复〔2026〕1号", FILED, FILED + timedelta(9))
    suit = await registered(cast, made, Way.SUIT, FILED + timedelta(20))
    stays = [(each["number"], each["to_on"]) for each in await debts.stays(made["id"])]
    assert stays == [
        ("朝政复〔2026〕1号", FILED + timedelta(9)),
        ((await queries.visible(cast.an, suit))["number"], None),
    ]
    # One that was noted and never ended is taken over by the remedy that is registered for it, from its first day on.
    warned = await on_the_spot(cast)
    await database.execute(noted, warned["id"], "朝政复〔2026〕2号", FILED, None)
    remedy = await registered(cast, warned, on=FILED + timedelta(3))
    (stay,) = await debts.stays(warned["id"])
    assert (stay["number"], stay["from_on"], stay["to_on"]) == (
        (await queries.visible(cast.an, remedy))["number"],
        FILED,
        None,
    )


async def test_two_who_register_the_same_application_register_one(committed_db, cast):
    made = await fined(cast)
    said = await asyncio.gather(
        registered(cast, made), registered(cast, made, actor=cast.an), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in said) == ["Refused", "UUID"]
    assert await database.value("select count(*) from remedy") == 1
    assert await database.value("select count(*) from surcharge_stay") == 1


async def test_nobody_writes_a_suit_before_the_reconsideration_or_two_remedies_at_once(cast):
    """第二十三条, 第二十九条: whoever writes the rows."""
    made = await fined(cast)
    remedy = await registered(cast, made)
    row = """insert into remedy select (jsonb_populate_record(remedy, jsonb_build_object(
                 'id', gen_random_uuid(), 'number', 'x', {}))).* from remedy where id = $1"""
    for change, says in (
        ("'way', 'suit', 'status', 'pending'", "reconsidered before"),
        ("'status', 'pending'", "remedy_open_of_spot"),
        ("'case_id', gen_random_uuid()", "remedy_of_one_decision"),
        ("'spot', null", "remedy_of_one_decision"),
        ("'filed_on', '2026-03-01'", "before the decision"),
    ):
        with pytest.raises(asyncpg.PostgresError, match=says):
            async with database.unit_of_work():
                await database.execute(row.format(change), remedy)


async def test_nothing_is_asked_for_a_penalty_on_the_spot_that_was_quashed(cast):
    """Quashed to be decided anew: the slip is void with the decision, nobody pays, demands or goes to the court."""
    made = await fined(cast)
    ended = date(2026, 4, 21)
    await concluded(cast, await registered(cast, made), Outcome.ANEW, ended)
    papers = await documents.of_matter("spot_penalty", made["id"])
    assert {each["kind"] for each in papers if each["withdrawn_at"]} == {"spot_decision", "payment_notice"}
    at = build.at(ended + timedelta(1))
    for act in (
        performance.pay(made["id"], paid_on=ended, receipt="票1", fine=D(2000), actor=cast.an, now=at),
        demand.demand(made["id"], actor=cast.an, now=at),
        court.apply(made["id"], state="没有缴纳", actor=cast.bai, now=at),
    ):
        with pytest.raises(errors.AlreadyMoved):
            await act
    assert (await debts.account(await decisions.by_id(made["id"]), ended)).left == 0


async def test_a_government_that_lets_its_time_pass_leaves_the_party_the_court(cast):
    """《行政诉讼法》第四十五条, 《行政复议法》第三十四条: fifteen days from the end of the time to decide."""
    made = await fined(cast)
    remedy = await registered(cast, made)
    last = FILED + timedelta(60)
    with pytest.raises(errors.Refused, match="期限最早于") as early:
        await concluded(cast, remedy, Outcome.SILENT, last - timedelta(1), number="", reason="")
    assert early.value.citation == RECONSIDERATION_LAW.article(62)
    await concluded(cast, remedy, Outcome.SILENT, last, number="", reason="")
    log = await database.value(
        "select articles::text from case_log where matter_id = $1 and action = 'conclude'", remedy
    )
    assert log == f'["{LITIGATION_LAW.article(45).key}"]'
    assert (await clocks_of(remedy))["to_sue"].due.due_on == date(2026, 5, 25)
    (stay,) = await debts.stays(made["id"])
    assert (stay["to_on"], stay["is_moot"]) == (last, True)
    # Its answer was owed all the same, and the file says that it is not there.
    lacks = [each.name for each in await spots.missing(await summary.one(made["id"]), today=last)]
    assert "行政复议答复书" in lacks
    suit = await registered(cast, made, Way.SUIT, last + timedelta(3))
    with pytest.raises(errors.Invalid):
        await concluded(cast, suit, Outcome.SILENT, last + timedelta(9), outcomes.judge)
    with pytest.raises(errors.Refused, match="只有行政复议") as court_too:
        await concluded(cast, suit, Outcome.SILENT, last + timedelta(9), number="")
    assert court_too.value.citation == LITIGATION_LAW.article(45)
