"""The legal basis of a case: chosen with reasons, kept with all candidates, and held to by the database."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import decrees, documents, record
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, PENALTY_LAW
from regulation.penalties import papers, parameters, queries
from regulation.penalties.actions import (
    asking,
    basis,
    decision,
    doors,
    evidence,
    notice,
    opening,
    reporting,
    review,
    victims,
)
from regulation.penalties.rules.basis import Conduct, Facts, applicable
from regulation.penalties.rules.fines import Proposal, Versions
from regulation.penalties.rules.violations import VIOLATIONS, Capacity, Measure
from regulation.penalties.status import CaseStatus
from tests.builders import licensing
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)
REASON = "当事人收取了违法所得，法律对职业中介机构提供虚假就业信息有直接规定。"
D = Decimal


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def investigated(office, firm, violation="V-07", **given):
    case = await build.a_case(
        office, firm, to=CaseStatus.INVESTIGATING, on=MONDAY, violation=violation, **given
    )
    for kind, title in (("document", "收据"), ("inspection", "现场检查笔录")):
        await evidence.add_evidence(
            case, kind=kind, title=title, obtained_on=MONDAY, actor=office.clerk, now=NOW
        )
    return case


NOW = build.at(MONDAY + timedelta(days=3))
CHOSEN = {
    "conduct": Conduct.FALSE_INFORMATION,
    "capacity": Capacity.AGENCY,
    "violation": "V-18",
    "assumed": Proposal(gains=D(3000)),
    "reason": REASON,
}


def report(case, office, proposal, **more):
    said = {"facts": "当事人发布虚假招聘信息，收取服务费三千元。", "discretion": "从轻处罚。"} | more
    return reporting.report(case, proposal, **said, actor=office.clerk, now=NOW)


async def test_conduct_that_several_acts_punish_is_not_reported_before_a_basis_is_chosen(cast, office):
    case = await investigated(office, cast.firm)
    with pytest.raises(errors.Refused, match="选择法律依据") as refused:
        await report(case, office, Proposal(fine=D(10000)))
    assert refused.value.citation == PENALTY_LAW.article(29)
    await basis.choose(case, **CHOSEN, actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="不在本条规定之内") as outside:
        await report(case, office, Proposal(measures=(Measure.STOP_BUSINESS,)))
    assert outside.value.citation == VIOLATIONS["V-18"].basis[0]
    await report(case, office, Proposal(fine=D(10000), gains=D(3000), confiscated=D(3000)))
    found = await queries.visible_case(cast.an, case)
    assert (found["violation"], found["ground"], found["status"]) == ("V-18", "gains", "reported")


async def test_a_choice_keeps_all_candidates_as_they_stood_and_is_read_in_the_notice(cast, office):
    case = await investigated(office, cast.firm)
    await basis.choose(case, **CHOSEN, actor=cast.an, now=NOW)
    (row,) = await database.rows("select * from case_basis where case_id = $1", case)
    assert (row["law"], row["law_on"], row["is_off_precedence"]) == ("then", MONDAY, False)
    kept = {each["violation"]: each for each in json.loads(row["candidates"])}
    assert set(kept) == {"V-18", "V-07", "V-36"}
    assert (kept["V-18"]["least"], kept["V-18"]["is_highest"], kept["V-36"]["yields"] != "") == (
        "10000.00",
        True,
        True,
    )
    assert kept["V-07"]["unmet"] == ""  # its order was refused
    await report(case, office, Proposal(fine=D(10000), gains=D(3000), confiscated=D(3000)))
    paper = await notice.notify(case, actor=cast.an, now=NOW)
    said = (await documents.by_id(paper["id"]))["snapshot"]["discretion"]
    assert REASON.rstrip("。") in said
    assert "《中华人民共和国就业促进法》第六十五条" in said
    for statement in ("update case_basis set reason = 'x'", "delete from case_basis"):
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute(statement)


async def test_off_the_precedence_a_longer_reason_and_the_legal_review(cast, office):
    case = await investigated(office, cast.firm, "V-18")
    old = CHOSEN | {"violation": "V-36"}
    with pytest.raises(errors.Invalid) as refused:
        await basis.choose(case, **(old | {"reason": "一直适用本条例的规定"}), actor=cast.an, now=NOW)
    assert refused.value.params == {"least": 30}
    await basis.choose(
        case, **(old | {"reason": "本市既往同类案件一直适用本条例" * 3}), actor=cast.an, now=NOW
    )
    await report(case, office, Proposal(fine=D(10000), gains=D(3000), confiscated=D(3000)))
    row = await queries.case_for_update(case)
    assert row["basis"]["is_off_precedence"]
    assert row["ground"] == "at_once"
    lacking = await decision.missing(row, NOW.date())
    assert PENALTY_LAW.article(58) in [each.citation for each in lacking]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"violation": "V-46"}, errors.Refused),
        ({"violation": "V-13"}, errors.Refused),
        ({"conduct": Conduct.DEPOSIT}, errors.Invalid),
        ({"reason": "直接规定"}, errors.Invalid),
        # An employer is not punished as an agency.
        ({"capacity": Capacity.EMPLOYER}, errors.Refused),
    ],
)
async def test_what_cannot_apply_is_refused(cast, office, change, error):
    case = await investigated(office, cast.firm)
    with pytest.raises(error):
        await basis.choose(case, **(CHOSEN | change), actor=cast.an, now=NOW)


async def test_facts_found_later_may_put_the_choice_off_the_precedence(cast, office):
    case = await investigated(office, cast.firm, "V-18")
    # Assumed without gains, the statute came first; the old clause would have needed the longer reason.
    await basis.choose(case, **(CHOSEN | {"assumed": Proposal()}), actor=cast.an, now=NOW)
    await report(case, office, Proposal(fine=D(10000), gains=D(1), confiscated=D(1)))
    other = await investigated(office, cast.firm, "V-07")
    regulation = CHOSEN | {"violation": "V-07", "assumed": Proposal()}
    await basis.choose(other, **regulation, actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="重新选择"):
        await report(other, office, Proposal(fine=D(10000), gains=D(1), confiscated=D(1)))


async def test_the_violation_of_a_case_changes_only_by_a_choice(cast, office):
    case = await investigated(office, cast.firm)
    with pytest.raises(asyncpg.CheckViolationError, match="choice of its legal basis"):
        await database.execute("update penalty_case set violation = 'V-18' where id = $1", case)


async def test_who_handles_chooses_and_only_while_the_investigation_goes_on(cast, office):
    case = await investigated(office, cast.firm)
    for stranger in (cast.bai, cast.fang):
        with pytest.raises(errors.DomainError):
            await basis.choose(case, **CHOSEN, actor=stranger, now=NOW)
    await basis.choose(case, **CHOSEN, actor=cast.an, now=NOW)
    await report(case, office, Proposal())
    with pytest.raises(errors.AlreadyMoved):
        await basis.choose(case, **CHOSEN, actor=cast.an, now=NOW)


# --- the list of victims -----------------------------------------------------------------------------


async def deposits(office, firm, n=3):
    case = await investigated(office, firm, "V-13")
    for place in range(n):
        await victims.add(case, name=f"李{place}", paid=D("300.50"), actor=office.clerk, now=NOW)
    await basis.choose(
        case,
        conduct=Conduct.DEPOSIT,
        capacity=Capacity.AGENCY,
        violation="V-13",
        assumed=Proposal(),
        reason=REASON,
        actor=office.clerk,
        now=NOW,
    )
    return case


async def test_the_list_is_the_multiplier(cast, office):
    case = await deposits(office, cast.firm)
    await victims.strike(case, 2, reason="查明没有交过押金", actor=cast.an, now=NOW)
    with pytest.raises(errors.Invalid) as wrong:
        await report(case, office, Proposal(fine=D(3000), heads=3))
    assert "heads" in wrong.value.errors
    back = {"refunded": D(601), "refund_days": 10}
    for said, article in (
        ({"fine": D("999.99")} | back, PENALTY_LAW.article(32)),
        ({"fine": D("4000.01")} | back, VIOLATIONS["V-13"].basis[0]),
        # The article orders the deposits given back, to the cent and in a time limit.
        ({"fine": D(4000)}, VIOLATIONS["V-13"].basis[0]),
        ({"fine": D(4000)} | back | {"refunded": D("600.99")}, VIOLATIONS["V-13"].basis[0]),
        ({"fine": D(4000)} | back | {"refund_days": 0}, VIOLATIONS["V-13"].basis[0]),
        ({"fine": D(4000), "confiscated": D(601)} | back, VIOLATIONS["V-13"].basis[0]),
    ):
        with pytest.raises(errors.Refused) as refused:
            await report(case, office, Proposal(**said))
        assert refused.value.citation == article
    await report(case, office, Proposal(fine=D(4000), **back))
    row = await queries.visible_case(cast.an, case)
    assert (row["fine"], row["heads"], row["refunded"], row["weighing"]["refund_days"]) == (4000, 2, 601, 10)
    organ = await doors.organ_of(row["organ"])
    said = papers.notice(organ, await queries.case_for_update(case), [], queries.proposal_of(row), "", MONDAY)
    assert said["refund"] == {"amount": "601.00", "heads": 2, "returned": "0", "days": 10}
    assert "余额予以没收" not in said["discretion"]
    # The database counts too, and the list stands still now.
    for statement, said in (
        ("update penalty_case set fine = 4000.01 where id = $1", "above its range"),
        ("update penalty_case set fine = 999.99 where id = $1", "below its range"),
        ("update penalty_case set heads = 3 where id = $1", "list of victims"),
        ("update case_victim set struck_at = now(), struck_reason = 'x' where case_id = $1 and position = 1", "stands still"),
    ):  # fmt: skip
        with pytest.raises(asyncpg.CheckViolationError, match=said):
            async with database.unit_of_work():
                await database.execute(statement, case)


async def test_no_fine_by_heads_without_the_list(cast, office):
    case = await deposits(office, cast.firm, n=0)
    with pytest.raises(errors.Refused, match="受害人名单") as refused:
        await report(case, office, Proposal(fine=D(1500), heads=3))
    assert refused.value.citation


async def test_nobody_gets_back_more_than_was_taken_and_not_to_the_tenth_of_a_cent(cast, office):
    case = await deposits(office, cast.firm)
    back = {"refunded_on": MONDAY, "receipt": "收据001", "actor": cast.an, "now": NOW}
    with pytest.raises(errors.Invalid):
        await victims.refund(case, 1, amount=D("0.001"), **back)
    await victims.refund(case, 1, amount=D("200"), **back)
    with pytest.raises(errors.Refused) as refused:
        await victims.refund(case, 1, amount=D("100.51"), **back)
    assert refused.value.citation == PENALTY_LAW.article(28, 2)
    await victims.refund(case, 1, amount=D("100.50"), **back)
    sums = await victims.counted(case)
    assert (sums.heads, sums.paid, sums.refunded) == (3, D("901.50"), D("300.50"))
    with pytest.raises(asyncpg.CheckViolationError, match="more than was taken"):
        await database.execute(
            """insert into case_refund (id, victim, amount, refunded_on, receipt, recorded_by, recorded_at)
               select gen_random_uuid(), id, 0.01, $2, 'x', 'x', now() from case_victim where case_id = $1 and position = 1""",
            case,
            MONDAY,
        )


async def test_names_are_for_who_handles_the_case_and_never_in_its_log(cast, office):
    case = await deposits(office, cast.firm, n=1)
    row = await queries.visible_case(cast.an, case)
    assert [each["name"] for each in await victims.listed(cast.an, row)] == ["李0"]
    (shown,) = await victims.listed(cast.ning, row)
    assert shown["name"] == "李某"
    log = await record.history("penalty_case", case)
    assert "李0" not in str(log)


async def test_what_victims_paid_is_not_confiscated(cast, office):
    case = await investigated(office, cast.firm, "V-18")
    await victims.add(case, name="赵一", paid=D(1000), actor=cast.an, now=NOW)
    await basis.choose(case, **CHOSEN, actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="先退赔") as refused:
        await report(case, office, Proposal(fine=D(10000), gains=D(3000), confiscated=D(3000)))
    assert refused.value.citation == PENALTY_LAW.article(28, 2)
    await report(case, office, Proposal(fine=D(10000), gains=D(3000), refunded=D(1000), confiscated=D(2000)))
    paper = await notice.notify(case, actor=cast.an, now=NOW)
    said = (await documents.by_id(paper["id"]))["snapshot"]["discretion"]
    assert "违法所得3,000.00元中，1,000.00元应当退赔受害人，余额予以没收" in said


# --- discretion: gravity, mitigation, benchmark, the reading of note N-1 -----------------------------------------


async def test_a_ground_of_mitigation_names_its_evidence_and_the_paper_says_which(cast, office):
    case = await investigated(office, cast.firm, "V-06")
    low = Proposal(fine=D(4000), mitigation="merit")
    with pytest.raises(errors.Refused) as refused:
        await report(case, office, low)
    assert refused.value.citation == PENALTY_LAW.article(32)
    with pytest.raises(errors.Invalid):
        await report(case, office, low, mitigation_evidence=(3,))
    await report(case, office, low, mitigation_evidence=(1, 2))
    paper = await notice.notify(case, actor=cast.an, now=NOW)
    assert "见证据1、2" in (await documents.by_id(paper["id"]))["snapshot"]["discretion"]
    # Excluded since, it shows nothing any more: the decision waits until the proposal is adjusted.
    row, on = await queries.case_for_update(case), NOW.date()
    assert "amend" not in [getattr(each, "act", "") for each in await decision.missing(row, on)]
    first = (await queries.evidence(case))[0]
    await evidence.exclude(
        case, first["id"], ground="unverified", reason="复印件与原件不符", actor=cast.bai, now=NOW
    )
    lacking = await decision.missing(row, on)
    assert [each.citation for each in lacking if getattr(each, "act", "") == "amend"] == [
        PENALTY_LAW.article(46, 2)
    ]


@pytest.mark.parametrize("name", ["fine", "confiscated", "refunded", "gains"])
async def test_a_third_decimal_is_refused_and_not_rounded(cast, office, name):
    case = await investigated(office, cast.firm, "V-06")
    with pytest.raises(errors.Invalid) as wrong:
        await report(case, office, replace(Proposal(fine=D(5000)), **{name: D("5000.001")}))
    assert name in wrong.value.errors
    with pytest.raises(asyncpg.CheckViolationError, match="exact to the cent"):
        await database.execute(f"update penalty_case set {name} = 5000.001 where id = $1", case)


async def test_what_the_facts_as_found_put_below_another_basis_is_no_longer_reported(cast, office):
    case = await investigated(office, cast.firm, "V-17")
    child = {"conduct": Conduct.CHILD, "violation": "V-17", "assumed": Proposal()}
    await basis.choose(case, **(CHOSEN | child), actor=cast.an, now=NOW)
    await victims.add(case, name="虚构童", months=2, actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="按照罚款数额高的规定处罚") as refused:
        await report(case, office, Proposal(fine=D(5000)))
    assert refused.value.citation == PENALTY_LAW.article(29)


def test_where_each_law_is_lighter_at_one_end_the_official_says_which_applies():
    """《行政处罚法》第三十七条: the lighter applies; where none is, nobody decides but the official."""
    (candidate, *_), day = (
        applicable(
            Conduct.FALSE_INFORMATION, Facts(Capacity.AGENCY, MONDAY, MONDAY, Proposal(gains=D(3000)))
        ),
        MONDAY,
    )
    span = candidate.versions.then
    crossed = replace(candidate, versions=Versions(span, replace(span, in_force_from=day), None))
    with pytest.raises(errors.Invalid) as refused:
        basis._version(crossed, "")
    assert refused.value.citation == PENALTY_LAW.article(37)
    assert basis._version(crossed, "now") == "now"


async def test_a_fine_without_gains_waits_for_the_reviewers_own_reading(cast, office):
    case = await investigated(office, cast.firm, "V-18")
    await basis.choose(case, **(CHOSEN | {"assumed": Proposal()}), actor=cast.an, now=NOW)
    await report(case, office, Proposal(fine=D(10000)))
    await notice.notify(case, actor=cast.an, now=NOW)
    await notice.serve_notice(
        case, method="direct", served_on=NOW.date(), receipt="签收", actor=cast.an, now=NOW
    )
    await asking.waive(case, text="放弃陈述申辩", actor=cast.e, now=NOW)
    await notice.consider(case, opinion="", actor=cast.an, now=NOW)
    said = {"opinion": "事实清楚，程序合法", "actor": cast.fang, "now": NOW}
    with pytest.raises(errors.Refused, match="先明确意见"):
        await review.review(case, **said)
    read = {"reason": "条文未以违法所得为罚款的前提", "now": NOW}
    for stranger in (cast.an, cast.bai):
        with pytest.raises(errors.DomainError):
            await basis.read_gains(case, may_fine=True, **read, actor=stranger)
    handler = replace(cast.fang, person_id=cast.chen.person_id)
    with pytest.raises(errors.Refused, match="不能审核自己办理的案件") as own:
        await basis.read_gains(case, may_fine=True, **read, actor=handler)
    assert own.value.citation == PENALTY_LAW.article(58)
    await basis.read_gains(case, may_fine=False, **read, actor=cast.fang)
    with pytest.raises(errors.Refused, match="不能罚款"):
        await review.review(case, **said)
    await basis.read_gains(case, may_fine=True, **(read | {"now": NOW + timedelta(hours=1)}), actor=cast.fang)
    await review.review(case, **said)
    # Read otherwise after the review had passed: the decision waits again.
    second = {"reason": "会商后认为没有违法所得的不能罚款", "now": NOW + timedelta(hours=2)}
    await basis.read_gains(case, may_fine=False, **second, actor=cast.fang)
    with pytest.raises(errors.Refused, match="不能罚款") as refused:
        await decision.decide(case, actor=cast.bai, now=NOW)
    assert refused.value.citation == VIOLATIONS["V-18"].basis[0]
    await basis.read_gains(
        case, may_fine=True, **(second | {"now": NOW + timedelta(hours=3)}), actor=cast.fang
    )
    await decision.decide(case, actor=cast.bai, now=NOW)
    assert (await queries.visible_case(cast.an, case))["status"] == "decided"


async def test_a_benchmark_by_decree_is_named_or_departed_from_with_a_reason(cast, office):
    value = await decrees.draft(
        "penalties.benchmarks",
        {"table": "V-06 | 逾期不满三十日 | 0 | 30 | 0\nV-06 | 逾期三十日以上 | 30 | 100 | 12"},
        decree_number="京人社法发〔2026〕1号",
        decreed_on=MONDAY,
        issued_by="北京市人力资源和社会保障局",
        text="裁量基准表",
        from_on=MONDAY,
        actor=cast.an,
        now=build.at(MONDAY),
    )
    await decrees.adopt(value, actor=cast.bai, now=build.at(MONDAY))
    assert (await decrees.in_force(parameters.BENCHMARKS, cast.an.organ_id, MONDAY)).value[1].months == 12
    case = await investigated(office, cast.firm, "V-06")
    with pytest.raises(errors.Refused, match="请选择适用的情形"):
        await report(case, office, Proposal(fine=D(6000)))
    with pytest.raises(errors.Refused, match=r"6,500\.00元至10,000\.00元"):
        await report(case, office, Proposal(fine=D(6000)), tier="逾期三十日以上")
    # Beyond the law there is no reason.
    with pytest.raises(errors.Refused, match="超过上限"):
        await report(case, office, Proposal(fine=D(10001)), tier="逾期三十日以上", outside_reason="影响恶劣")
    await report(case, office, Proposal(fine=D(6000)), tier="逾期不满三十日")
    weighed = (await queries.visible_case(cast.an, case))["weighing"]
    assert (weighed["decree_number"], weighed["tier_months"]) == ("京人社法发〔2026〕1号", 0)
    assert (weighed["tier_low"], weighed["tier_high"]) == (5000, 6500)
    with pytest.raises(asyncpg.CheckViolationError, match="outside the line"):
        async with database.unit_of_work():
            await database.execute("update penalty_case set fine = 6500.01 where id = $1", case)


LINES = "V-06 | 逾期不满三十日 | 0 | 30 | 0\nV-06 | 逾期三十日以上 | 30 | 70 | 12\nV-06 | 逾期一年以上 | 60 | 100 | 24"


async def test_after_the_notice_the_discretion_is_used_anew_by_the_same_rules(cast, office):
    """《行政处罚法》第三十二条, 第四十五条; 《北京市优化营商环境条例》第七十二条: at the defence and at every change since."""
    value = await decrees.draft(
        "penalties.benchmarks", {"table": LINES}, decree_number="京人社法发〔2026〕1号", decreed_on=MONDAY, issued_by="市局",
        text="裁量基准表", from_on=MONDAY, actor=cast.an, now=build.at(MONDAY),
    )  # fmt: skip
    await decrees.adopt(value, actor=cast.bai, now=build.at(MONDAY))
    case = await investigated(office, cast.firm, "V-06")
    await report(case, office, Proposal(fine=D(8000)), tier="逾期三十日以上")
    await notice.notify(case, actor=cast.an, now=NOW)
    on, at_once = NOW.date(), {"actor": cast.an, "now": NOW}
    await notice.serve_notice(case, method="direct", served_on=on, receipt="签收", **at_once)
    await notice.state(case, text="补报材料系主动提交，请求减轻处罚。", actor=cast.e, now=NOW)
    await asking.waive(case, text="不再陈述", actor=cast.e, now=NOW)
    heavier, outside, floor = (
        PENALTY_LAW.article(45, 2), BEIJING_BUSINESS_ENVIRONMENT.article(72), PENALTY_LAW.article(32),
    )  # fmt: skip
    milder, ground = {"tier": "逾期不满三十日"}, {"mitigation": "removed_harm"}
    answer = {"opinion": "补报情况属实，予以采纳", "adopted": "all"}
    for change, article in (
        ({"fine": D(6000)}, outside),
        ({"fine": D(6000), "tier": ""}, PENALTY_LAW.article(34)),
        ({"tier": "逾期一年以上"}, heavier),
        ({"fine": D(8000)} | milder, outside),
        ({"fine": D(4000)} | milder, floor),
        ({"fine": D(4000)} | milder | ground, floor),
        ({"fine": D(4000), "mitigation_heard": ("S1",), "adopted": "none"} | milder | ground, PENALTY_LAW.article(46, 2)),
        ({"gains": D(1)}, PENALTY_LAW.article(44)),
    ):  # fmt: skip
        with pytest.raises(errors.Refused) as refused:
            await notice.consider(case, **(answer | change), **at_once)
        assert refused.value.citation == article, change
    for wrong in (("S2",), ("H",)):
        with pytest.raises(errors.Invalid):
            await notice.consider(case, **answer, **ground, mitigation_heard=wrong, **at_once)
    await notice.consider(case, **answer, fine=D(6000), **milder, **at_once)
    row = await queries.visible_case(cast.an, case)
    assert (row["fine"], row["weighing"]["tier"], row["weighing"]["position"]) == (6000, "逾期不满三十日", 2)
    # No way back to the graver line, nor below the line or the floor without a ground.
    for change, article in (
        ({"fine": D(7000), "tier": "逾期三十日以上"}, heavier),
        ({"fine": D("6500.01")}, outside),
        ({"fine": D(4000)}, floor),
    ):
        with pytest.raises(errors.Refused) as refused:
            await review.amend(case, reason="按审核意见调整", **change, **at_once)
        assert refused.value.citation == article
    await review.amend(case, reason="减轻处罚", fine=D(4000), mitigation_heard=("S1",), **ground, **at_once)
    row = await queries.visible_case(cast.an, case)
    assert (row["fine"], row["mitigation"], row["weighing"]["mitigation_heard"]) == (
        4000,
        "removed_harm",
        ["S1"],
    )
    assert await decision.missing(row, on) == []
    said = (await decision.decision_paper(row, await decision.default_class(row, on), on))["discretion"]
    assert "当事人的陈述、申辩1" in said
    assert "逾期不满三十日" in said
    # The ground taken back, the line holds again; the database knows it too.
    with pytest.raises(errors.Refused) as refused:
        await review.amend(case, reason="不再减轻", mitigation="", **at_once)
    assert refused.value.citation == floor
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute("update penalty_case set mitigation = '' where id = $1", case)


async def test_a_bad_line_of_a_benchmark_is_named_at_the_field(cast):
    with pytest.raises(errors.Invalid) as wrong:
        await decrees.draft(
            "penalties.benchmarks",
            {"table": "V-06 | 情形 | 0 | 30 | 0\nV-06 | 情形二 | 0 | 300 | 0"},
            decree_number="x",
            decreed_on=MONDAY,
            issued_by="x",
            text="x",
            from_on=MONDAY,
            actor=cast.an,
            now=build.at(MONDAY),
        )
    assert wrong.value.params["line"] == 2


# --- the catalogue in the database, and what leaves it ------------------------------------------------------


async def test_the_database_keeps_the_ranges_of_the_catalogue(db):
    kept = {
        (each["violation"], each["condition"], each["in_force_from"]): (
            each["ground"], each["least"], each["most"], each["per"], each["doubles"]
        )
        for each in await database.rows("select * from fine_range")
    }  # fmt: skip
    catalogue = {
        (key, condition, since.in_force_from): (
            each.ground, since.value.least, since.value.most, since.value.per, each.doubled is not None
        )
        for key, each in VIOLATIONS.items()
        for condition, dated in (("", each.fine), ("no_gains", each.fine_without_gains), ("serious", each.fine_if_serious))
        if dated is not None
        for since in dated.values
    }  # fmt: skip
    assert kept == catalogue


async def test_a_dispatch_licence_is_taken_by_its_own_measure_and_the_other_stays(cast, office, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    proposal = replace(build.a_proposal("V-32"), measures=(Measure.REVOKE_DISPATCH,))
    await build.licensed(cast.firm, cast.an.organ_id, "dispatch_licence")
    case = await build.a_case(
        office,
        cast.firm,
        to=CaseStatus.SERVED,
        on=date(2026, 12, 1),
        violation="V-32",
        proposal=proposal,
        published=False,
        paid=False,
    )
    row = await queries.visible_case(cast.an, case)
    assert row["hearing_ground"] == "吊销许可证件"
    statuses = {
        each["kind"]: each["status"]
        for each in await database.rows(
            "select kind, status from registration_entry where firm = $1", cast.firm
        )
    }
    assert statuses["dispatch_licence"] == "revoked"
    assert statuses["hr_licence"] == "valid"
    assert await database.value("select status from licence where id = $1", licence["id"]) == "valid"


@pytest.mark.parametrize("key", ["V-26", "V-34", "V-40", "V-41", "V-44", "V-51"])
async def test_what_is_not_ours_is_not_opened(cast, office, key):
    with pytest.raises(errors.Refused) as refused:
        await opening.propose_case(
            "monitoring",
            "",
            cast.firm,
            key,
            cause="涉嫌违法，经核查属实，提请立案",
            act_ended_on=MONDAY,
            discovered_on=MONDAY,
            officers=list(office.officers),
            by_labour_supervision=True,
            actor=cast.an,
            now=NOW,
        )
    assert refused.value.citation == VIOLATIONS[key].basis[0]
