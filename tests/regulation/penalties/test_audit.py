"""What a judge would quash: one act fined twice, gains left with the party, a second "first breach", a recused voter."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.demo import case_walk
from regulation import database, errors
from regulation.law.citation import HRM_REGULATIONS, LABOUR_SUPERVISION_REGULATIONS, PENALTY_LAW
from regulation.penalties import queries, queries_party
from regulation.penalties.actions import (
    decision,
    ending,
    evidence,
    opening,
    recusal,
    reporting,
    review,
    summary,
    victims,
)
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.review import Member
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from tests.builders import licensing
from tests.builders import penalties as build
from tests.regulation.penalties.test_case_life import MONDAY
from tests.regulation.penalties.test_outcomes_life import reported, spared

D = Decimal
GAINS = Proposal(fine=D(10000), gains=D(3000), confiscated=D(3000))
NOW = build.at(MONDAY + timedelta(days=3))


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def test_one_act_is_fined_once_until_somebody_says_why_it_is_another(cast, office):
    """第二十九条, also where the second case was opened before the first was decided."""
    parallel = await build.a_case(
        office, cast.firm, to=CaseStatus.HEARD, on=MONDAY, violation="V-18", proposal=GAINS
    )
    first = await build.a_case(
        office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY, violation="V-18", proposal=GAINS
    )
    number = await database.value("select decision_number from penalty_case where id = $1", first)
    later = build.at(await database.value("select decided_on from penalty_case where id = $1", first), 17)
    with pytest.raises(errors.Refused, match="已由") as refused:
        await decision.decide(parallel, actor=cast.bai, now=later)
    assert (refused.value.citation, refused.value.params["number"]) == (PENALTY_LAW.article(29), number)
    again = {"on": MONDAY, "violation": "V-18", "proposal": GAINS}
    with pytest.raises(errors.Refused, match="已由"):
        await build.a_case(office, cast.firm, to=CaseStatus.REPORTED, other_act="", **again)
    why = "前案处罚的是另一个岗位的虚假信息"
    other = await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, **again, other_act=why)
    case = await queries.visible_case(cast.an, other)
    assert case["weighing"]["other_act"] == why
    said = await database.value("select snapshot from document where id = $1", case["decision_document"])
    assert why in said


async def test_gains_left_with_the_party_and_a_fine_left_out_are_not_reported(cast, office):
    case = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY, violation="V-18")
    await case_walk.what_the_report_needs(case, GAINS, clerk=cast.an, now=NOW)
    await evidence.add_evidence(
        case, kind="document", title="收据", obtained_on=MONDAY, actor=cast.an, now=NOW
    )
    said = {"facts": "当事人发布虚假招聘信息，收取服务费三千元。", "discretion": "从轻处罚。"}
    for wrong, article in (
        (replace(GAINS, confiscated=D("2999.99")), PENALTY_LAW.article(28, 2)),
        (replace(GAINS, fine=D(0)), PENALTY_LAW.article(32)),
    ):
        with pytest.raises(errors.Refused) as refused:
            await reporting.report(case, wrong, **said, actor=cast.an, now=NOW)
        assert refused.value.citation == article
    await reporting.report(case, GAINS, **said, actor=cast.an, now=NOW)


async def test_who_was_spared_or_warned_on_the_spot_is_no_first_offender(cast, office):
    """初次违法: the second breach is no first one because the first was forgiven, or punished by a mere warning."""
    case = await reported(office, cast.firm)
    await ending.spare(case, **spared(cast, ground="first"))
    second = await reported(office, cast.firm, violation="V-04")
    with pytest.raises(errors.Refused, match="不属于初次违法") as refused:
        await ending.spare(second, **spared(cast, ground="first"))
    assert refused.value.citation == PENALTY_LAW.article(33, 1)
    await ending.spare(second, **spared(cast, ground="minor"))
    warned = {"name": "街边信息部", "is_person": False}
    await summary.decide_on_the_spot(
        None, "V-45", facts="申请许可时提交虚假的场地证明材料", defence="没有异议", warning=True,
        second_officer=cast.cui.person_id, place="服务大厅", was_told=True, is_signed=True,
        unregistered=warned, actor=cast.chen, now=NOW,
    )  # fmt: skip
    third = await opening.propose_case(
        "finding", "", None, "V-06", cause="现场检查发现涉嫌违法的事实", act_ended_on=MONDAY,
        discovered_on=MONDAY, officers=list(office.officers), unregistered=warned, by_labour_supervision=True, actor=cast.an, now=NOW,
    )  # fmt: skip
    row = await queries.case_for_update(third["id"])
    assert [key for key, _day in await queries_party.breaches(row)] == ["V-45"]


async def test_what_a_victim_has_not_got_back_is_not_put_right(cast, office):
    case = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY, violation="V-13")
    await evidence.add_evidence(
        case, kind="document", title="收据", obtained_on=MONDAY, actor=cast.an, now=NOW
    )
    await victims.add(case, name="受害人甲", paid=D(500), actor=cast.an, now=NOW)
    await case_walk.what_the_report_needs(case, Proposal(), clerk=cast.an, now=NOW)
    said = {"facts": "当事人向一名劳动者收取押金五百元。", "discretion": "情节轻微。"}
    await reporting.report(case, Proposal(), **said, actor=cast.an, now=NOW)
    later = {"now": build.at(MONDAY + timedelta(days=4))}
    with pytest.raises(errors.Refused, match="没有退还"):
        await ending.spare(case, **spared(cast, **later))
    await victims.refund(
        case, 1, amount=D(500), refunded_on=MONDAY, receipt="收条", actor=cast.an, now=later["now"]
    )
    await ending.spare(case, **spared(cast, **later))


async def test_an_investigation_that_ran_out_is_not_made_longer(cast, office):
    case = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)
    late = build.at(MONDAY + timedelta(days=120))
    with pytest.raises(errors.Refused, match="届满，不能再延长") as refused:
        await reporting.extend_investigation(case, reason="案情复杂", actor=cast.bai, now=late)
    assert refused.value.citation == LABOUR_SUPERVISION_REGULATIONS.article(17)
    await reporting.extend_investigation(case, reason="案情复杂", actor=cast.bai, now=NOW)


async def test_who_keeps_away_from_a_case_does_not_vote_in_it(cast, office):
    """第四十三条: recused in this very case, without an interest in the firm that the register would know."""
    case = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    day = await database.value("select considered_on from penalty_case where id = $1", case)
    asked = await recusal.ask(
        case, asked_by="organ", person=cast.an.person_id, ground="曾任职于当事人", actor=cast.ann,
        now=build.at(day, 13),
    )  # fmt: skip
    await recusal.decide(
        case, asked, grant=True, reason="情况属实，应当回避", replaced_by=cast.ann.person_id, actor=cast.bai,
        now=build.at(day, 14),
    )  # fmt: skip
    others = [Member("甲", "同意"), Member("乙", "同意")]
    given = {"text": "同意处罚意见", "actor": cast.ann, "now": build.at(day, 15)}
    with pytest.raises(errors.Refused, match="应当回避") as refused:
        await review.discuss(case, members=[*others, Member("安一", "同意", cast.an.person_id)], **given)
    assert refused.value.citation == PENALTY_LAW.article(43)
    await review.discuss(case, members=[*others, Member("丙", "同意")], **given)


async def test_who_holds_no_licence_is_not_punished_as_its_holder(cast, office, tmp_path):
    """Anybody may hold a fair; only a licensed agency loses a licence over it. The register knows."""
    fair = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY, violation="V-25")
    await evidence.add_evidence(
        fair, kind="document", title="招聘会照片", obtained_on=MONDAY, actor=cast.an, now=NOW
    )
    grave = Proposal(fine=D(10000), measures=(Measure.REVOKE,), is_serious=True)
    said = {
        "facts": "举办招聘会未制定方案、未核实参会单位。",
        "discretion": "情节严重。",
        "serious_reason": "多次违法",
    }
    with pytest.raises(errors.Refused, match="持证机构") as refused:
        await reporting.report(fair, grave, **said, actor=cast.an, now=NOW)
    assert refused.value.citation == HRM_REGULATIONS.article(43)
    await licensing.a_licence(cast, folder=tmp_path)
    await reporting.report(fair, grave, **said, actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="并处吊销"):
        await build.a_case(
            office, cast.firm, to=CaseStatus.REPORTED, on=MONDAY, violation="V-17",
            proposal=Proposal(fine=D(5000), heads=1),
        )  # fmt: skip
