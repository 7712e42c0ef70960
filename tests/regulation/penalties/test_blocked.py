"""Steps that the law stops and that no other test takes: each is refused with its article, and passes when the piece is there."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from regulation import database, errors
from regulation.complaints import actions as complaints
from regulation.complaints import permissions as complaint_permissions
from regulation.complaints.status import ComplaintKind, ComplaintStatus, RewardStatus
from regulation.integrity.status import FactKind
from regulation.law.citation import (
    COMPULSION_LAW,
    CREDIT_REPAIR_MEASURES,
    LABOUR_SUPERVISION_REGULATIONS,
    PENALTY_LAW,
)
from regulation.penalties.actions import (
    asking,
    collected,
    decision,
    demand,
    ending,
    evidence,
    instalments,
    notice,
    opening,
    orders,
    performance,
    publishing,
    recusal,
    reporting,
)
from regulation.penalties.rules import redaction
from regulation.penalties.rules.payment import equal_parts
from regulation.penalties.rules.service import Delivery, Method
from regulation.penalties.rules.violations import VIOLATIONS, Handler
from regulation.penalties.status import CaseStatus, OrderStatus, Source
from tests.builders import penalties as build
from tests.regulation.penalties.test_case_life import MONDAY
from tests.regulation.penalties.test_hearing_life import HEAVY, Life
from tests.regulation.penalties.test_outcomes_life import on_the_spot, reported
from tests.regulation.penalties.test_performance import again, at_after, case_of


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def refused(call, words, citation, kind=errors.Refused):
    with pytest.raises(kind) as found:
        await call
    assert words in found.value.text
    assert found.value.citation == citation


async def interest(person, firm):
    await database.execute(
        "insert into conflict (id, person, firm_id, reason, declared_on) values (gen_random_uuid(), $1, $2, '近亲属', $3)",
        person.person_id,
        firm,
        MONDAY - timedelta(days=30),
    )


async def heavy(cast, office):
    await build.licensed(cast.firm, cast.an.organ_id)
    made = await build.a_case(
        office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY, violation="V-08", proposal=HEAVY
    )
    return Life(cast, await again(cast, {"id": made}))


async def test_who_asked_for_a_hearing_says_no_more_only_after_it(cast, office):
    life = await heavy(cast, office)
    await life.ask()
    at = build.at(life.asked, 12)
    await refused(
        asking.waive(life.id, text="不再陈述申辩", actor=cast.e, now=at),
        "已要求听证",
        PENALTY_LAW.article(64),
    )
    await asking.withdraw_hearing(life.id, reason="不再要求听证", actor=cast.e, now=at)
    await asking.waive(life.id, text="不再陈述申辩", actor=cast.e, now=at)
    assert (await life.case())["has_waived"]


async def test_nobody_with_an_interest_in_the_party_holds_the_hearing(cast, office):
    life = await heavy(cast, office)
    await life.ask()
    await interest(cast.bo, cast.firm)
    await refused(life.call(), "利害关系", PENALTY_LAW.article(43))
    await database.execute("update conflict set ended_on = $1", MONDAY)
    await life.call()
    assert (await life.hearing())["status"] == "called"


async def test_a_second_demand_waits_for_the_service_of_the_first_and_the_answer_too(cast, office):
    case = await case_of(cast, office)
    now = at_after(case, 10)
    await demand.demand(case["id"], actor=cast.an, now=now)
    await refused(
        demand.demand(case["id"], actor=cast.an, now=now), "尚未送达的催告书", COMPULSION_LAW.article(54)
    )
    speaks = {"text": "正在筹款，请求宽限", "actor": cast.e, "now": at_after(case, 12)}
    await refused(demand.answer(case["id"], **speaks), "催告书尚未送达", COMPULSION_LAW.article(36))
    given = Delivery(Method.DIRECT, now.date(), receiver="法定代表人", place="当事人住所")
    await demand.serve_demand(case["id"], given=given, actor=cast.an, now=now)
    await demand.answer(case["id"], **speaks)
    answers = await database.rows("select answer from demand_notice where case_id = $1", case["id"])
    assert [each["answer"] for each in answers] == ["正在筹款，请求宽限"]


async def test_time_to_pay_is_given_for_a_fine_that_is_owed_in_the_sums_that_are_owed_from_a_day_ahead(
    cast, office
):
    case = await case_of(cast, office)
    asked = case["pay_due_on"] - timedelta(days=5)
    first = case["pay_due_on"] + timedelta(days=10)
    parts = equal_parts(case["fine"], first, 2)
    cited = PENALTY_LAW.article(66, 2)
    await instalments.ask(case["id"], parts=parts, reason="经营困难", actor=cast.e, now=build.at(asked))
    grant = {"approved": True, "reason": "情况属实", "actor": cast.bai}
    late = build.at(first + timedelta(days=1))
    await refused(instalments.decide(case["id"], **grant, now=late), "第一期的截止日已过", cited)
    paid = {"fine": Decimal(100), "paid_on": asked, "receipt": "票1", "actor": cast.an}
    await performance.pay(case["id"], **paid, now=build.at(asked, 12))
    soon = build.at(asked + timedelta(days=1))
    await refused(instalments.decide(case["id"], **grant, now=soon), "与未缴的罚款不符", cited)
    await instalments.decide(
        case["id"], approved=False, reason="金额已变，请重新申请", actor=cast.bai, now=soon
    )
    rest = equal_parts(case["fine"] - 100, first, 2)
    await instalments.ask(case["id"], parts=rest, reason="经营困难", actor=cast.e, now=soon)
    await instalments.decide(case["id"], **grant, now=soon)
    plans = await database.rows("select status from payment_plan where case_id = $1", case["id"])
    assert sorted(each["status"] for each in plans) == ["approved", "refused"]


async def test_where_nothing_is_owed_there_is_nothing_to_defer(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, published=False)
    case = await again(cast, {"id": case_id})
    parts = equal_parts(case["fine"], case["pay_due_on"] + timedelta(days=10), 2)
    await refused(
        instalments.ask(case_id, parts=parts, reason="经营困难", actor=cast.e, now=at_after(case, 0)),
        "没有应缴的罚款",
        PENALTY_LAW.article(66, 2),
    )


async def test_what_ended_more_than_two_years_before_it_was_found_opens_no_case(cast, office):
    def proposed(ended):
        return opening.propose_case(
            Source.FINDING, "", cast.firm, "V-06", cause="现场检查发现涉嫌违法的事实", act_ended_on=ended,
            discovered_on=MONDAY, officers=list(office.officers), by_labour_supervision=True, actor=cast.an, now=build.at(MONDAY),
        )  # fmt: skip

    last = MONDAY.replace(year=MONDAY.year - 2)
    await refused(proposed(last - timedelta(days=2)), "已超过追责期限", PENALTY_LAW.article(36))
    assert (await proposed(last + timedelta(days=1)))["number"]


async def test_a_case_goes_back_to_an_order_of_its_own_violation_and_is_proposed_by_nobody_with_an_interest(
    cast, office
):
    order = await build.an_order(office, cast.firm, to=OrderStatus.REFUSED, on=MONDAY, violation="V-06")

    def proposed(violation):
        on = MONDAY + timedelta(days=60)
        return opening.propose_case(
            Source.ORDER, "", cast.firm, violation, cause="逾期拒不改正涉嫌违法的事实", act_ended_on=MONDAY,
            discovered_on=MONDAY, officers=list(office.officers), order_id=order, by_labour_supervision=True, actor=cast.an, now=build.at(on),
        )  # fmt: skip

    await refused(proposed("V-05"), "当事人或者违法行为不一致", PENALTY_LAW.article(54, 2))
    await interest(cast.an, cast.firm)
    for act in (proposed("V-06"), build.an_order(office, cast.firm, on=MONDAY, violation="V-13")):
        await refused(act, "利害关系", PENALTY_LAW.article(43), errors.NotPermitted)
    await database.execute("update conflict set ended_on = $1", MONDAY - timedelta(days=1))
    await build.an_order(office, cast.firm, on=MONDAY, violation="V-13")
    assert (await proposed("V-06"))["number"]


async def test_where_nothing_is_proposed_nothing_is_announced(cast, office):
    case_id = await reported(office, cast.firm)
    await refused(
        notice.notify(case_id, actor=cast.an, now=build.at(MONDAY)),
        "无须事先告知",
        PENALTY_LAW.article(57, 1),
    )


async def test_a_handling_decision_needs_what_was_announced(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    at = build.at(MONDAY + timedelta(days=60))
    cited = LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2)
    await refused(ending.handle(case_id, actor=cast.bai, now=at), "没有提出行政处理意见", cited)
    await database.execute(
        "insert into case_handling (id, case_id, demands, amount, days) values (gen_random_uuid(), $1, '补报年度报告', 0, 10)",
        case_id,
    )
    await refused(ending.handle(case_id, actor=cast.bai, now=at), "以处罚决定办理", cited)


async def test_no_handling_decision_while_somebody_is_asked_to_keep_away_and_nobody_answers_for_himself(
    cast, office
):
    case_id = await reported(office, cast.firm)
    at = build.at(MONDAY, 13)
    await ending.propose_handling(case_id, demands="补报年度报告", days=10, actor=cast.an, now=at)
    await notice.notify(case_id, actor=cast.an, now=at)
    await notice.serve_notice(
        case_id, method="direct", served_on=MONDAY, receipt="签收", actor=cast.an, now=at
    )
    after = build.at(MONDAY + timedelta(days=9))
    await notice.consider(case_id, opinion="", actor=cast.an, now=after)
    asked = await recusal.ask(
        case_id, asked_by="organ", person=cast.chen.person_id, ground="与当事人有亲属关系", actor=cast.an, now=after
    )  # fmt: skip
    await refused(
        ending.handle(case_id, actor=cast.bai, now=after), "也不作出决定", PENALTY_LAW.article(43, 3)
    )
    answer = {"grant": False, "reason": "经查无亲属关系", "actor": cast.bai, "now": after}
    himself = replace(cast.bai, person_id=cast.chen.person_id)
    await refused(
        recusal.decide(case_id, asked, **(answer | {"actor": himself})),
        "本人的回避",
        PENALTY_LAW.article(43, 3),
    )
    await recusal.decide(case_id, asked, **answer)
    await ending.handle(case_id, actor=cast.bai, now=after)
    assert (await again(cast, {"id": case_id}))["status"] == "handled"


def test_a_class_of_publicity_is_never_heavier_than_the_rules():
    with pytest.raises(errors.Refused, match="不能重于") as found:
        decision._graded(FactKind.PENALTY_GENERAL, FactKind.PENALTY_SERIOUS, "情节恶劣")
    assert found.value.citation == CREDIT_REPAIR_MEASURES.whole()
    assert decision._graded(FactKind.PENALTY_SERIOUS, None, "") is FactKind.PENALTY_SERIOUS


async def test_an_officer_with_an_interest_decides_nothing_on_the_spot(cast):
    await interest(cast.cui, cast.firm)
    await refused(on_the_spot(cast), "利害关系", PENALTY_LAW.article(43), errors.NotPermitted)
    await database.execute("update conflict set ended_on = $1", MONDAY - timedelta(days=1))
    assert (await on_the_spot(cast))["number"]


async def test_money_taken_on_the_spot_reaches_the_office_before_the_bank(cast):
    made = await on_the_spot(
        cast, violation="V-30", warning=False, fine=Decimal(100), collecting="small", receipt="票1"
    )
    # One act is not fined twice. 《行政处罚法》第二十九条.
    again_fined = on_the_spot(
        cast, violation="V-30", warning=False, fine=Decimal(100), collecting="small", receipt="票2"
    )
    await refused(again_fined, "不得重复处罚", PENALTY_LAW.article(29))
    await database.execute(
        "insert into appointment (id, person, organ, role, from_on, certificate_number)"
        " values (gen_random_uuid(), $1, $2, 'inspector', $3, '京A9')",
        cast.an.person_id,
        cast.an.organ_id,
        MONDAY,
    )
    by_others = on_the_spot(
        cast, violation="V-30", warning=False, fine=Decimal(100), collecting="small", receipt="票2",
        second_officer=cast.an.person_id,
    )  # fmt: skip
    await refused(by_others, "同类行为已由", PENALTY_LAW.article(29))
    to_bank = {"on": MONDAY, "to_bank": True, "actor": cast.an, "now": build.at(MONDAY, 13)}
    await refused(collected.hand_in(made["id"], **to_bank), "交至本机关", PENALTY_LAW.article(71))
    await collected.hand_in(made["id"], **(to_bank | {"to_bank": False}))
    await collected.hand_in(made["id"], **to_bank)
    row = await database.row("select banked_on from spot_penalty where id = $1", made["id"])
    assert row["banked_on"] == MONDAY


async def test_nobody_with_an_interest_takes_evidence(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)
    given = {
        "kind": "document", "title": "收费台账", "obtained_on": MONDAY + timedelta(days=1),
        "officers": list(office.officers), "actor": cast.an, "now": build.at(MONDAY + timedelta(days=2)),
    }  # fmt: skip
    await interest(cast.an, cast.firm)
    await refused(
        evidence.add_evidence(case_id, **given), "利害关系", PENALTY_LAW.article(43), errors.NotPermitted
    )
    await database.execute("update conflict set ended_on = $1", MONDAY)
    await evidence.add_evidence(case_id, **given)


async def test_no_hearing_is_called_that_nobody_asked_for(cast, office):
    life = await heavy(cast, office)
    await refused(life.call(), "没有要求听证", PENALTY_LAW.article(64, 1, 1))


async def test_a_penalty_is_not_decided_where_a_handling_was_announced(cast, office):
    case_id = await reported(office, cast.firm)
    at = [build.at(MONDAY, hour) for hour in (13, 14, 16)]
    endless = {"demands": "补报年度报告", "days": 0, "actor": cast.an, "now": at[0]}
    await refused(
        ending.propose_handling(case_id, **endless),
        "写明履行期限",
        LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2),
    )
    await ending.propose_handling(case_id, **(endless | {"days": 10}))
    await notice.notify(case_id, actor=cast.an, now=at[1])
    # Nobody speaks about, or waives, what has not reached the party.
    for act in (
        asking.waive(case_id, text="不再陈述申辩", actor=cast.e, now=at[1]),
        notice.state(case_id, text="我公司已经改正", actor=cast.e, now=at[1]),
    ):
        await refused(act, "尚未送达", PENALTY_LAW.article(44))
    await notice.serve_notice(
        case_id, method="direct", served_on=MONDAY, receipt="签收", actor=cast.an, now=at[2]
    )
    await notice.state(case_id, text="我公司已经改正", actor=cast.e, now=at[2])
    await asking.waive(case_id, text="不再陈述申辩", actor=cast.e, now=at[2])
    after = build.at(MONDAY + timedelta(days=9))
    await notice.consider(case_id, opinion="改正情况已经考虑", adopted="partly", actor=cast.an, now=after)
    await refused(
        decision.decide(case_id, actor=cast.bai, now=after), "没有拟作出的处罚", PENALTY_LAW.article(57, 1)
    )
    await ending.handle(case_id, actor=cast.bai, now=after)


async def test_a_minor_penalty_is_made_public_only_for_a_reason(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, published=False)
    await database.execute("update penalty_case set seriousness = 'penalty_minor' where id = $1", case_id)
    case = await again(cast, {"id": case_id})
    choice = redaction.everything(await publishing.proposed_masks(case))
    given = {"choice": choice, "actor": cast.an, "now": at_after(case, 0)}
    await refused(publishing.propose(case_id, **given), "原则上不公示", CREDIT_REPAIR_MEASURES.whole())
    await publishing.propose(case_id, **given, reason="涉及众多求职者，确需公示提醒")


async def test_more_time_for_a_complaint_is_allowed_once(cast, office):
    made, _ = await build.a_complaint(office, cast.firm, to=ComplaintStatus.ACCEPTED, on=MONDAY)
    later = build.at(MONDAY + timedelta(days=20))
    await complaints.extend(made, reason="情况复杂，需要调取账目", actor=cast.bai, now=later)
    await refused(
        complaints.extend(made, reason="仍然复杂", actor=cast.bai, now=later),
        "只能延长一次",
        LABOUR_SUPERVISION_REGULATIONS.article(17),
    )


async def test_more_time_for_a_case_of_labour_supervision_is_allowed_once(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)
    later = {"actor": cast.bai, "now": build.at(MONDAY + timedelta(days=20))}
    await reporting.extend_investigation(case_id, reason="情况复杂，需要调取账目", **later)
    await refused(
        reporting.extend_investigation(case_id, reason="仍然复杂", **later),
        "只能延长一次",
        LABOUR_SUPERVISION_REGULATIONS.article(17),
    )


async def test_who_wrote_is_asked_for_with_a_reason_and_by_nobody_with_an_interest(cast):
    complaint = {
        "kind": ComplaintKind.COMPLAINT, "organ": cast.an.organ_id, "status": ComplaintStatus.ACCEPTED,
        "handler": cast.an.person_id,
    }  # fmt: skip
    with pytest.raises(errors.Invalid) as found:
        complaint_permissions.check_can_open_identity(cast.an, complaint, " ")
    assert found.value.citation == LABOUR_SUPERVISION_REGULATIONS.article(9, 3)
    complaint_permissions.check_can_open_identity(cast.an, complaint, "联系投诉人核实收费凭证")
    with pytest.raises(errors.NotPermitted, match="利害关系") as barred:
        complaint_permissions.check_can_handle(cast.an, complaint, conflicted={cast.an.person_id})
    assert barred.value.citation == PENALTY_LAW.article(43)
    complaint_permissions.check_can_handle(cast.an, complaint, conflicted={cast.bai.person_id})


async def test_a_reward_is_proposed_for_a_report_and_decided_by_another_than_proposed_it(cast):
    hands = {"entered_by": None, "handled_by": []}
    report = {"kind": ComplaintKind.TIP, "organ": cast.an.organ_id, "status": ComplaintStatus.UPHELD} | hands
    complaint = report | {"kind": ComplaintKind.COMPLAINT}
    with pytest.raises(errors.Refused, match="投诉不适用") as found:
        complaint_permissions.check_can_propose_reward(cast.an, complaint)
    assert found.value.citation == complaint_permissions.REWARD
    complaint_permissions.check_can_propose_reward(cast.an, report)
    reward = {"status": RewardStatus.PROPOSED, "proposed_by": cast.bai.person_id}
    with pytest.raises(errors.NotPermitted, match="提出人以外") as barred:
        complaint_permissions.check_can_decide_reward(cast.bai, report, reward)
    assert barred.value.citation == complaint_permissions.REWARD
    complaint_permissions.check_can_decide_reward(
        cast.bai, report, reward | {"proposed_by": cast.an.person_id}
    )


def test_an_order_is_given_only_for_what_the_law_gives_to_this_organ():
    """《行政处罚法》第十七条: for what another body punishes no order leaves this office either."""
    other = next(each for each in VIOLATIONS.values() if each.handler is Handler.OTHER)
    ours = next(each for each in VIOLATIONS.values() if each.is_ours)
    said = (MONDAY, "经查，该机构有所述的行为", ["停止该行为"], 15, MONDAY)
    with pytest.raises(errors.Refused) as found:
        orders.check_content(other.key, *said)
    assert found.value.citation == other.basis[0]
    orders.check_content(ours.key, *said)
