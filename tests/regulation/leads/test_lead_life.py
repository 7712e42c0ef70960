"""A lead's life: raised by other matters and by officials, joined, divided, dismissed by two, opened; and the alarm."""

import asyncio
from datetime import date, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.complaints.status import ComplaintStatus
from regulation.leads import queries, supervision
from regulation.leads.actions import checking, raise_lead, watching
from regulation.leads.status import NOT_OPENED, OPENING
from regulation.penalties.actions import opening, transferring
from regulation.penalties.status import CaseStatus, OrderStatus, Source
from tests.builders import penalties as build
from tests.builders.penalties import at

MONDAY = date(2026, 3, 2)
FACTS = "在网络平台发布招聘信息，收取求职者押金二百元不予退还"


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def a_lead(
    cast, *, number="", source="monitoring", firm=None, name="某信息部", who=None, on=MONDAY, **more
):
    made = await raise_lead(
        source,
        number,
        firm_id=firm,
        party_name="" if firm else name,
        facts=FACTS,
        actor=who or cast.an,
        now=at(on),
        **more,
    )
    return made["id"]


async def met(cast, lead_id, *, on=MONDAY, violations=("V-01",)):
    await checking.meet_standard(
        lead_id, violations=violations, reason="符合本机关公布的立案标准", actor=cast.an, now=at(on)
    )


async def ask(cast, lead_id, *, who=None, on=MONDAY):
    await checking.propose_dismissal(
        lead_id, ground="unproved", reason="经核实没有收费", actor=who or cast.an, now=at(on)
    )


async def propose(
    cast, number, *, source=Source.MONITORING, firm=None, name="某信息部", on=MONDAY, violation="V-01"
):
    return await opening.propose_case(
        source,
        number,
        firm,
        violation,
        cause=FACTS,
        act_ended_on=on,
        discovered_on=on,
        officers=[cast.chen.person_id, cast.cui.person_id],
        unregistered=None if firm else {"name": name},
        by_labour_supervision=True,
        actor=cast.an,
        now=at(on),
    )


async def row(cast, lead_id):
    return await queries.visible(cast.an, lead_id)


async def test_a_lead_is_opened_as_a_case_and_both_know_each_other(cast):
    lead_id = await a_lead(cast)
    lead = await row(cast, lead_id)
    made = await propose(cast, lead["number"])
    lead = await row(cast, lead_id)
    assert (lead["status"], lead["case_number"], lead["violations"]) == ("proposed", made["number"], ["V-01"])
    assert lead["standard_met_on"] == MONDAY
    await opening.open_case(made["id"], actor=cast.bai, now=at(MONDAY + timedelta(days=1)))
    lead = await row(cast, lead_id)
    assert (lead["status"], lead["ended_on"]) == ("opened", MONDAY + timedelta(days=1))
    assert (await queries.of_case(made["number"]))["id"] == lead_id


async def test_a_case_without_a_lead_gets_one_and_a_second_case_of_the_source_a_second(cast, office):
    first = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)
    number = await database.value("select number from penalty_case where id = $1", first)
    lead = await queries.of_case(number)
    assert lead is not None
    assert (await row(cast, lead["id"]))["status"] == "opened"


async def test_a_refused_opening_ends_the_lead_with_the_decider_s_reason(cast):
    lead_id = await a_lead(cast)
    made = await propose(cast, (await row(cast, lead_id))["number"])
    await opening.decline_opening(made["id"], reason="违法事实不能成立", actor=cast.bai, now=at(MONDAY))
    lead = await row(cast, lead_id)
    assert (lead["status"], lead["dismissal_ground"], lead["dismissal_reason"]) == (
        "dismissed",
        "declined",
        "违法事实不能成立",
    )


async def test_a_case_on_somebody_else_does_not_take_the_lead(cast):
    number = (await row(cast, await a_lead(cast, firm=cast.firm)))["number"]
    with pytest.raises(errors.Invalid) as refused:
        await propose(cast, number, name="另一家")
    assert "number" in refused.value.errors


async def test_no_case_while_a_dismissal_waits(cast):
    lead_id = await a_lead(cast)
    number = (await row(cast, lead_id))["number"]
    await ask(cast, lead_id)
    with pytest.raises(errors.Refused) as refused:
        await propose(cast, number)
    assert refused.value.citation == OPENING


async def test_a_dismissal_takes_a_second_person_and_a_ground(cast):
    lead_id = await a_lead(cast)
    with pytest.raises(errors.Invalid):
        await checking.propose_dismissal(
            lead_id, ground="whim", reason="不想办了", actor=cast.an, now=at(MONDAY)
        )
    await ask(cast, lead_id, who=cast.an)
    with pytest.raises(errors.NotPermitted):
        await checking.dismiss(lead_id, reason="同意不予立案", actor=cast.an, now=at(MONDAY))
    await checking.dismiss(lead_id, reason="同意不予立案", actor=cast.bai, now=at(MONDAY))
    assert (await row(cast, lead_id))["status"] == "dismissed"
    assert await database.value("select met_on from clock where matter_id = $1", lead_id) == MONDAY


async def test_one_person_in_both_offices_is_refused_by_the_act_and_by_the_database(cast):
    lead_id = await a_lead(cast, who=cast.ding, firm=cast.other_firm)
    await checking.propose_dismissal(
        lead_id, ground="unproved", reason="经核实没有收费", actor=cast.ding, now=at(MONDAY)
    )
    with pytest.raises(errors.Refused) as refused:
        await checking.dismiss(lead_id, reason="同意不予立案", actor=cast.ding, now=at(MONDAY))
    assert refused.value.citation == NOT_OPENED
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(
            "update case_lead set status = 'dismissed', ended_on = raised_on, decided_by = dismissal_by where id = $1",
            lead_id,
        )


async def test_a_met_standard_cannot_be_unmet_to_win_days(cast):
    lead_id = await a_lead(cast)
    await met(cast, lead_id)
    await ask(cast, lead_id, on=MONDAY + timedelta(days=1))
    with pytest.raises(errors.Refused) as refused:
        await checking.send_back(
            lead_id, reason="请再核查一次", actor=cast.bai, now=at(MONDAY + timedelta(days=1))
        )
    assert refused.value.citation == NOT_OPENED
    await checking.insist(
        lead_id, reason="事实清楚应当立案", actor=cast.bai, now=at(MONDAY + timedelta(days=2))
    )
    lead = await row(cast, lead_id)
    assert (lead["status"], lead["standard_met_on"]) == ("standard_met", MONDAY)
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(
            "update case_lead set standard_met_on = null, status = 'recorded' where id = $1", lead_id
        )


async def test_what_was_not_yet_met_goes_back_to_be_looked_into(cast):
    lead_id = await a_lead(cast)
    await ask(cast, lead_id)
    with pytest.raises(errors.Refused) as unproved:
        await checking.insist(lead_id, reason="事实清楚应当立案", actor=cast.bai, now=at(MONDAY))
    assert unproved.value.citation == OPENING
    await checking.send_back(lead_id, reason="请再核查一次", actor=cast.bai, now=at(MONDAY))
    assert (await row(cast, lead_id))["status"] == "recorded"


async def test_no_conduct_no_standard(cast):
    lead_id = await a_lead(cast)
    with pytest.raises(errors.Refused) as refused:
        await met(cast, lead_id, violations=())
    assert refused.value.citation == OPENING


async def test_merged_leads_keep_both_numbers_and_the_earlier_day_of_the_standard(cast):
    early, late = await a_lead(cast), await a_lead(cast, violations=("V-04",))
    await met(cast, early)
    number = (await row(cast, late))["number"]
    await checking.merge(
        early, into=number, reason="同一当事人同一事实", actor=cast.an, now=at(MONDAY + timedelta(days=1))
    )
    gone, stays = await row(cast, early), await row(cast, late)
    assert (gone["status"], gone["merged_number"]) == ("merged", number)
    assert (stays["status"], stays["standard_met_on"], stays["violations"]) == (
        "standard_met",
        MONDAY,
        ["V-01", "V-04"],
    )
    assert [(each["number"], each["how"]) for each in await queries.related(stays)] == [
        (gone["number"], "merged")
    ]
    clock = await database.row(
        "select started_on, met_on from clock where matter_id = $1 and kind = 'opening'", late
    )
    assert (clock["started_on"], clock["met_on"]) == (MONDAY, None)


async def test_leads_about_two_firms_are_not_merged(cast):
    one = await a_lead(cast, firm=cast.firm)
    other = await a_lead(cast, name="某信息部")
    await database.execute("update case_lead set firm = $2 where id = $1", other, cast.other_firm)
    with pytest.raises(errors.Invalid):
        await checking.merge(
            one, into=(await row(cast, other))["number"], reason="同一事实", actor=cast.an, now=at(MONDAY)
        )
    with pytest.raises(errors.Invalid):
        await checking.merge(
            one, into=(await row(cast, one))["number"], reason="同一事实", actor=cast.an, now=at(MONDAY)
        )


async def test_two_names_are_one_party_when_somebody_found_so(cast):
    one, other = await a_lead(cast, name="顺意日结招工"), await a_lead(cast, name="顺意劳务部")
    said = {"into": (await row(cast, other))["number"], "reason": "同一门店同一电话", "actor": cast.an}
    with pytest.raises(errors.Invalid) as refused:
        await checking.merge(one, **said, now=at(MONDAY))
    assert set(refused.value.errors) == {"same_party"}
    await checking.merge(one, **said, same_party=True, now=at(MONDAY))
    assert (await row(cast, one))["status"] == "merged"


async def test_a_second_conduct_is_split_off_under_its_own_number(cast):
    lead_id = await a_lead(cast, source="transfer", number="京公移〔2026〕8号", violations=("V-01", "V-04"))
    made = await checking.split(
        lead_id,
        violations=("V-04",),
        facts="另查明没有公示收费标准和许可证",
        reason="两个不同的违法行为",
        actor=cast.an,
        now=at(MONDAY),
    )
    lead, new = await row(cast, lead_id), await row(cast, made["id"])
    assert (lead["violations"], new["violations"], new["split_number"]) == (
        ["V-01"],
        ["V-04"],
        lead["number"],
    )
    assert new["source_number"] == lead["source_number"]


async def test_the_same_source_raises_one_lead(cast):
    first = await a_lead(cast, source="radar", number="比对-1")
    assert await a_lead(cast, source="radar", number="比对-1") == first
    assert await a_lead(cast, source="radar", number="比对-2") != first


async def test_raised_by_two_at_once_there_is_one(committed_db, cast):
    made = await asyncio.gather(
        *(a_lead(cast, source="radar", number="比对-1") for _ in range(2)), return_exceptions=True
    )
    assert await database.value("select count(*) from case_lead") == 1
    assert all(not isinstance(each, Exception) or isinstance(each, errors.AlreadyMoved) for each in made)


async def test_who_may_not(cast):
    lead_id = await a_lead(cast, firm=cast.firm)
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.ding, lead_id)
    with pytest.raises(errors.NotFound):
        await queries.visible(cast.mo, lead_id)
    with pytest.raises(errors.NotPermitted):
        await met_as(cast.hao, lead_id)
    await database.execute(
        "insert into conflict (id, person, firm_id, reason, declared_on) values (gen_random_uuid(), $1, $2, '近亲属', $3)",
        cast.an.person_id,
        cast.firm,
        MONDAY,
    )
    with pytest.raises(errors.NotPermitted):
        await met_as(cast.an, lead_id)


async def met_as(actor, lead_id):
    await checking.meet_standard(
        lead_id, violations=("V-01",), reason="符合立案标准", actor=actor, now=at(MONDAY)
    )


async def test_upheld_complaints_leave_a_lead_without_a_word_of_the_writer(cast, office):
    await build.a_complaint(
        office, cast.firm, to=ComplaintStatus.UPHELD, on=MONDAY, account="我叫李某某，电话13800000000"
    )
    day = await database.value("select ended_on from complaint")
    assert await watching.gather(now=at(day)) == 1
    assert await watching.gather(now=at(day)) == 0
    lead = await database.row("select * from case_lead")
    assert (lead["source_kind"], lead["firm"], lead["status"]) == ("complaint", cast.firm, "recorded")
    assert "李某某" not in str(lead)
    assert "138" not in lead["facts"]


async def test_a_refused_order_leaves_a_lead(cast, office):
    order = await build.an_order(
        office, cast.firm, to=OrderStatus.REFUSED, on=MONDAY, source_kind=Source.MONITORING
    )
    number = await database.value("select number from correction_order where id = $1", order)
    lead = await database.row("select * from case_lead")
    assert (lead["source_kind"], lead["source_number"], lead["violations"]) == (
        "order",
        number,
        [await database.value("select violation from correction_order where id = $1", order)],
    )


async def test_a_case_that_goes_back_to_a_refused_order_takes_its_lead_whatever_source_it_names(cast, office):
    await build.a_case(
        office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY, source_kind=Source.REPORT_MISSED
    )
    refused = await database.value("select count(*) from correction_order where status = 'refused'")
    leads = await database.rows("select source_kind, status from case_lead")
    assert refused == 1
    assert [(each["source_kind"], each["status"]) for each in leads] == [("order", "opened")]


async def test_what_another_body_transferred_is_a_lead_and_the_case_on_the_firm_takes_it(cast):
    name = await database.value("select name from firm where id = $1", cast.firm)
    came = await transferring.register_in(
        counterpart="北京市公安局朝阳分局",
        letter_number="京公朝移〔2026〕8号",
        party_name=name,
        facts=FACTS,
        items=[],
        received_on=MONDAY,
        actor=cast.an,
        now=at(MONDAY),
    )
    lead = await database.row("select * from case_lead")
    assert (lead["source_kind"], lead["source_number"]) == ("transfer", came["number"])
    await propose(cast, came["number"], source=Source.TRANSFER, firm=cast.firm, violation="V-04")
    assert (await row(cast, lead["id"]))["status"] == "proposed"
    assert await database.value("select count(*) from case_lead") == 1


async def test_the_alarm_tells_organ_and_city_once_the_day_after(cast):
    lead_id = await a_lead(cast, firm=cast.firm)
    await met(cast, lead_id)
    due = await database.value("select due_on from clock where matter_id = $1 and kind = 'opening'", lead_id)
    assert due == date(2026, 3, 11)
    assert await watching.alarm(now=at(due)) == 0
    assert await watching.alarm(now=at(due + timedelta(days=1))) == 1
    assert await watching.alarm(now=at(due + timedelta(days=2))) == 0
    told = await database.rows("select organ_id from notice where kind = 'lead_not_opened'")
    assert {each["organ_id"] for each in told} == {cast.an.organ_id, cast.lu.organ_id}


async def test_a_case_that_waits_for_its_opening_alarms_too_and_an_open_one_does_not(cast):
    lead_id = await a_lead(cast)
    made = await propose(cast, (await row(cast, lead_id))["number"])
    later = at(MONDAY + timedelta(days=30))
    assert await watching.alarm(now=later) == 1
    await opening.open_case(made["id"], actor=cast.bai, now=later)
    assert await watching.alarm(now=later + timedelta(days=1)) == 0


async def test_the_supervisor_sees_who_was_late_and_the_party_s_days_are_not_there(cast):
    lead_id = await a_lead(cast, firm=cast.firm)
    await met(cast, lead_id, on=MONDAY + timedelta(days=20))
    span = {"since": MONDAY, "today": MONDAY + timedelta(days=60)}
    total, rows, counts = await supervision.late(cast.lu, **span, chosen={})
    assert total == 2
    by_act = {each["act"]: each for each in rows}
    done, still = by_act["case_lead/check"], by_act["case_lead/opening"]
    assert (done["due_on"], done["met_on"], done["actor_name"]) == (
        date(2026, 3, 11),
        MONDAY + timedelta(days=20),
        cast.an.name,
    )
    assert (still["met_on"], still["state"], still["citation"]) == (None, "open", OPENING.key)
    assert counts["organ"] == {"110105": 2}
    assert [
        (each["act"], each["done"], each["open"]) for each in await supervision.table(cast.lu, **span)
    ] == [
        ("case_lead/check", 1, 0),
        ("case_lead/opening", 0, 1),
    ]
    assert (await supervision.late(cast.lu, **span, chosen={"state": ["open"]}))[0] == 1
    with pytest.raises(errors.NotFound):
        await supervision.late(cast.an, **span, chosen={})
