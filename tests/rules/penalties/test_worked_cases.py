"""For every violation V-01 to V-58 a worked case: the facts, the range, what is refused on both sides of it; and none lacks anything."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from regulation import errors
from regulation.law import money
from regulation.law.citation import PENALTY_LAW
from regulation.penalties.actions import opening
from regulation.penalties.rules import basis, fines
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import HEADS, VIOLATIONS, Ground, Handler, Measure
from tests.builders import penalties as build
from tests.rules.penalties.worked_cases import ACTS, CASES

D = Decimal
CENT = D("0.01")
NOON = build.at(date(2026, 11, 2))
NAMES = [f"{each.key} {each.facts}" for each in CASES]
FINED = [each for each in CASES if each.fine]
ELSEWHERE = [each for each in CASES if each.instead]
every = pytest.mark.parametrize("case", CASES, ids=NAMES)


def cited(text):
    """The acts as the table names them: HRM 42.1 is the first paragraph of article 42."""
    found = []
    for each in text.split(", "):
        name, _blank, place = each.partition(" ")
        numbers = [int(part) for part in place.split(".") if part]
        found.append((ACTS[name].key, *[*numbers, None, None][:2]))
    return found


def refused(case, fine, *, mitigation="", order=None, read=None, **more):
    said = replace(case.proposal, fine=fine, mitigation=mitigation, **more)
    return fines.fine_refused(
        VIOLATIONS[case.key],
        order_refused=case.refused if order is None else order,
        gains=said.gains,
        reviewed_no_gains=case.read if read is None else read,
    ) or fines.amount_refused(VIOLATIONS[case.key], said, on=case.on)


# --- the table is whole ---------------------------------------------------------------------------------------


def test_every_violation_from_1_to_58_has_its_worked_case():
    assert {each.key for each in CASES} == {f"V-{n:02}" for n in range(1, 59)} | {"V-35-4"} == set(VIOLATIONS)


@pytest.mark.parametrize("key", sorted(VIOLATIONS))
def test_no_worked_case_lacks_what_a_judge_would_ask(key):
    violation, rows = VIOLATIONS[key], [each for each in CASES if each.key == key]
    assert all(len(each.facts.split()) >= 3 and each.acts and each.on for each in rows)
    if not violation.is_ours:
        # Who deals with it instead, and nothing else: no fine, no measure, no order refused.
        assert all(each.instead and not (each.fine or each.measures or each.refused) for each in rows)
        return
    assert not any(each.instead for each in rows)
    assert bool(violation.fine) == any(each.fine for each in rows)
    if violation.fine_without_gains or violation.ground is Ground.GAINS:
        # With gains and without: another range, or the same by the reviewer's reading of the article.
        assert {bool(each.proposal.gains) for each in rows} == {True, False}
    if violation.fine_if_serious:
        assert {each.proposal.is_serious for each in rows if each.fine} == {True, False}
    if violation.counts_heads:
        assert {1} < {each.proposal.heads for each in rows}
    if violation.counts_months:
        assert any(each.proposal.child_months > each.proposal.heads for each in rows)
    if violation.doubled:
        assert {each.proposal.is_unregistered for each in rows} == {True, False}
    assert violation.refunds == any(each.back for each in rows)
    assert set(violation.measures) == {measure for each in rows for measure in each.measures}
    # Where several acts may punish it, one row at least shows them side by side.
    conducts = basis.conducts_of(key)
    assert not conducts or any(each.meets for each in rows)


# --- the acts --------------------------------------------------------------------------------------------------


@every
def test_it_is_punished_by_the_acts_of_the_table(case):
    found = [(each.instrument.key, each.article, each.paragraph) for each in VIOLATIONS[case.key].basis]
    assert found == cited(case.acts)


@pytest.mark.parametrize(
    "case", [each for each in CASES if each.meets], ids=lambda each: f"{each.key} {each.who}"
)
def test_the_bases_that_meet_stand_side_by_side_what_precedes_first(case):
    """Those that no law bars for such a party; the old clause yields where another act has its own rule."""
    conduct = basis.Conduct(case.conduct or basis.conducts_of(case.key)[0])
    assert conduct in basis.conducts_of(case.key)
    facts = basis.Facts(
        case.who, case.on, case.on + timedelta(days=60), case.proposal, case.key if case.refused else ""
    )
    found = [each for each in basis.applicable(conduct, facts) if each.barred is None]
    assert [each.violation.key for each in found] == case.meets.split()
    assert [each.rank for each in found] == sorted(each.rank for each in found)
    old = [each for each in found if each.violation.key == "V-36"]
    assert all(each.yields for each in old if len(found) > 1)


# --- the range ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", FINED, ids=lambda each: f"{each.key} {each.facts}")
def test_the_range_and_both_sides_of_it(case):
    least, most = map(D, case.fine)
    assert fines.span_of(VIOLATIONS[case.key], case.proposal, case.on) == (least, most)
    assert refused(case, most) is None
    assert refused(case, max(least, CENT)) is None
    # Above the ceiling never, not even on a ground; below the floor only on a ground.
    for mitigation in ("", "merit"):
        above = refused(case, most + CENT, mitigation=mitigation)
        assert above.citation == VIOLATIONS[case.key].basis[0]
    if least:
        assert refused(case, least - CENT).citation == PENALTY_LAW.article(32)
        assert refused(case, least - CENT, mitigation="merit") is None


@pytest.mark.parametrize("case", FINED, ids=lambda each: f"{each.key} {each.facts}")
def test_what_the_range_is_multiplied_by(case):
    """By each worker, each child, each child and month, the gains; by nothing else."""
    least, most = map(D, case.fine)
    counted = VIOLATIONS[case.key].fine.values[-1].value.per
    more = {"heads": case.proposal.heads * 2, "child_months": case.proposal.child_months * 2}
    twice = fines.span_of(VIOLATIONS[case.key], replace(case.proposal, **more), case.on)
    assert twice == ((least * 2, most * 2) if counted in HEADS else (least, most))
    if counted in HEADS:
        # Nobody on the list, nothing to multiply.
        none = refused(case, least, heads=0, child_months=0)
        assert none is not None
    if case.proposal.gains:
        richer = fines.span_of(
            VIOLATIONS[case.key], replace(case.proposal, gains=case.proposal.gains * 2), case.on
        )
        assert richer == ((least * 2, most * 2) if counted == "gains" else (least, most))


@pytest.mark.parametrize("case", FINED, ids=lambda each: f"{each.key} {each.facts}")
def test_no_fine_without_its_condition(case):
    violation, least = VIOLATIONS[case.key], max(D(case.fine[0]), CENT)
    if case.refused:
        # 责令改正在先: neither gains nor a reviewer's word take the place of the order.
        assert refused(case, least, order=False, read=True).citation == violation.basis[0]
    elif violation.ground is Ground.GAINS:
        # Note N-1: without gains only on the reviewer's word.
        assert refused(case, least, read=False, gains=D(0)).citation == violation.basis[0]
        assert refused(case, least, read=True, gains=D(0)) is None
    else:
        assert violation.ground is Ground.AT_ONCE
    # What is to be given back or confiscated is neither less nor more than what was found.
    if case.proposal.gains:
        found, part = case.proposal.gains, money.rounded(case.proposal.gains / 4)
        for given, taken, may in (
            (part, found - part, True),
            (0, found, True),
            (part, 0, False),
            (0, found + CENT, False),
        ):
            said = replace(case.proposal, fine=least, refunded=D(given), confiscated=D(taken))
            assert (fines.confiscation_refused(violation, said) is None) is may


@pytest.mark.parametrize(
    "case", [each for each in CASES if each.back], ids=lambda each: f"{each.key} {each.facts}"
)
def test_what_was_taken_is_ordered_back_to_the_cent_in_a_time_limit(case):
    """限期退还劳动者本人, and the fine besides: neither is left out, and nothing of it goes to the treasury."""
    violation, taken = VIOLATIONS[case.key], D(case.back)

    def found(refunded=taken, days=10, left=taken, **more):
        said = replace(
            case.proposal, fine=D(case.fine[0]), gains=taken, refunded=D(refunded), refund_days=days, **more
        )
        return fines.refund_refused(violation, said, taken=taken, left=left) or fines.confiscation_refused(
            violation, said
        )

    assert found() is None
    assert found(days=90) is None
    # Once everything came back there is nothing to set a time for.
    assert found(days=0, left=D(0)) is None
    for wrong in (
        found(taken - CENT),
        found(taken + CENT),
        found(0),
        found(days=0),
        found(days=91),
        found(confiscated=CENT),
    ):
        assert wrong.citation == violation.basis[0]


def test_where_nothing_is_imposed_or_the_article_orders_nothing_back_no_sum_is_asked_for():
    for key, said in (("V-13", Proposal()), ("V-18", Proposal(fine=D(10000)))):
        assert fines.refund_refused(VIOLATIONS[key], said, taken=D(500), left=D(500)) is None


@pytest.mark.parametrize("case", FINED, ids=lambda each: f"{each.key} {each.facts}")
def test_an_act_before_its_article_is_not_fined_by_it(case):
    dated = fines.dated_of(
        VIOLATIONS[case.key], gains=case.proposal.gains, is_serious=case.proposal.is_serious
    )
    first = dated.values[0].in_force_from
    assert case.on >= first
    before = replace(case, on=first - timedelta(days=1))
    assert refused(before, max(D(case.fine[0]), CENT)).citation == PENALTY_LAW.article(37)


# --- what may come besides, and what never ------------------------------------------------------------------------


@every
def test_its_measures_and_no_others(case):
    violation = VIOLATIONS[case.key]
    for measure in Measure:
        said = replace(case.proposal, measures=(measure,))
        found = fines.measures_refused(violation, said, order_refused=case.refused, capacity=case.who)
        assert (found is None) == (measure in case.measures)


@pytest.mark.parametrize(
    "case", [each for each in CASES if each.measures], ids=lambda each: f"{each.key} {each.facts}"
)
def test_a_measure_falls_with_its_condition(case):
    """情节严重, an order refused; and only from whoever holds the licence."""
    violation, said = VIOLATIONS[case.key], replace(case.proposal, measures=case.measures)

    def found(said=said, *, order=True, who=case.who):
        return fines.measures_refused(violation, said, order_refused=order, capacity=who)

    assert found() is None
    mild = found(replace(said, is_serious=False))
    assert (mild is not None) == ("gravity" in case.needs)
    assert (found(order=False) is not None) == ("refusal" in case.needs)
    if set(case.measures) & set(fines.HOLDERS):
        others = set(basis.Capacity) - set().union(*(fines.HOLDERS[each] for each in case.measures))
        assert others
        assert all(found(who=each).citation == violation.basis[0] for each in others)


@pytest.mark.parametrize(
    "case", [each for each in CASES if not each.fine], ids=lambda each: f"{each.key} {each.facts}"
)
def test_where_there_is_no_fine_not_a_cent_is_fined(case):
    assert fines.span_of(VIOLATIONS[case.key], case.proposal, case.on) is None
    for order in (False, True):
        assert refused(case, CENT, order=order, read=True) is not None
    said = Proposal(fine=CENT, gains=D(100), mitigation="merit")
    assert fines.amount_refused(VIOLATIONS[case.key], said, on=case.on) is not None


@pytest.mark.parametrize("case", ELSEWHERE, ids=lambda each: f"{each.key} {each.facts}")
async def test_what_another_body_deals_with_is_passed_on_and_opens_no_case_here(case):
    """Who is competent is named; the opening is refused before anything is written, with the article."""
    violation = VIOLATIONS[case.key]
    found = fines.not_ours(violation)
    with pytest.raises(errors.Refused) as refusal:
        await opening.propose_case(
            "finding", "", None, case.key, cause="发现涉嫌违法的事实，应当移送", act_ended_on=case.on,
            discovered_on=case.on, officers=[], by_labour_supervision=True, actor=None, now=NOON,
        )  # fmt: skip
    assert refusal.value.citation == found.citation == violation.basis[0]
    named = {
        Handler.OTHER: violation.body_en,
        Handler.SUPERIOR: "superior",
        Handler.DISCIPLINE: "not an administrative penalty",
        Handler.CIVIL: "arbitration",
        Handler.REFERRED: " ".join(violation.instead),
        Handler.NOT_LOADED: "not settled",
    }[violation.handler]
    assert case.instead in named
    said = {Handler.OTHER: "移送", Handler.SUPERIOR: "上级主管机关", Handler.DISCIPLINE: "不是行政处罚",
            Handler.CIVIL: "仲裁", Handler.REFERRED: "请选择", Handler.NOT_LOADED: "确认前"}  # fmt: skip
    assert re.search(said[violation.handler], found.message)
    # What it is referred to can itself be punished, or goes by an order.
    assert all(VIOLATIONS[each].is_ours for each in violation.instead)
