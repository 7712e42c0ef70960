"""District, then city; nobody but the respondent changes a figure; what somebody else has moved is not moved again."""

import asyncio
import json
from decimal import Decimal

import pytest

from regulation import database, errors
from regulation.surveys import scoring, session
from regulation.surveys.actions import editing, gate, outcomes, review
from regulation.surveys.queries import desk, response, returns
from regulation.surveys.queries import editing as found_by
from regulation.surveys.status import Status
from tests.builders import statistics as build
from tests.builders.annual_reports import a_registration
from tests.builders.statistics import NOW, YEAR
from tests.cast import HAIDIAN


@pytest.fixture
async def submitted(cast):
    """E's firm in Chaoyang has filed; the register number."""
    await build.a_round()
    await a_registration(cast.firm)
    return cast, await build.a_return(cast.firm, status=Status.SUBMITTED)


async def status_of(firm_id):
    return (await returns.of_firm(firm_id, str(YEAR))).status


async def test_the_district_passes_and_then_the_city(submitted):
    cast, number = submitted
    with pytest.raises(errors.NotPermitted):
        await review.pass_return(YEAR, number, 1, actor=cast.mo, now=NOW)
    await review.pass_return(YEAR, number, 1, actor=cast.pan, now=NOW)
    assert await status_of(cast.firm) is Status.DISTRICT_PASSED
    # Pressed twice: not without rights, only late.
    with pytest.raises(errors.AlreadyMoved):
        await review.pass_return(YEAR, number, 1, actor=cast.pan, now=NOW)
    await review.pass_return(YEAR, number, 1, actor=cast.mo, now=NOW)
    assert await status_of(cast.firm) is Status.CITY_PASSED
    with pytest.raises(errors.AlreadyMoved):
        await review.pass_return(YEAR, number, 1, actor=cast.mo, now=NOW)
    held = await returns.of_firm(cast.firm, str(YEAR))
    [filed] = await returns.filings(held.id)
    assert [each["outcome"] for each in filed.opinions] == ["district_passed", "city_passed"]


async def test_a_return_of_another_district_does_not_exist(submitted):
    cast, number = submitted
    for act in (
        review.pass_return(YEAR, number, 1, actor=cast.qi, now=NOW),
        review.return_to_respondent(YEAR, number, 1, {}, "理由", actor=cast.qi, now=NOW),
        desk.visible(cast.qi, YEAR, number),
        outcomes.out_of_scope(YEAR, number, "理由", actor=cast.qi, now=NOW),
    ):
        with pytest.raises(errors.NotFound):
            await act


@pytest.mark.parametrize("name", ["an", "bai", "chen", "fang", "hao", "jin", "lu", "ning", "ou", "e"])
async def test_to_supervisors_and_firms_no_return_exists(submitted, name):
    cast, number = submitted
    who = getattr(cast, name)
    for act in (
        desk.visible(who, YEAR, number),
        desk.listed(who, YEAR, desk.Asked(), now=NOW),
        review.pass_return(YEAR, number, 1, actor=who, now=NOW),
        review.return_to_respondent(YEAR, number, 1, {}, "理由", actor=who, now=NOW),
        editing.believe(YEAR, number, 1, "rev_total", "核实", actor=who, now=NOW),
        found_by.units(who, YEAR),
        response.of_year(who, YEAR),
    ):
        with pytest.raises(errors.NotFound):
            await act


async def test_a_return_goes_back_with_its_cells_marked_and_no_figure_touched(submitted):
    cast, number = submitted
    before = await returns.filings((await returns.of_firm(cast.firm, str(YEAR))).id)
    with pytest.raises(errors.Invalid):
        await review.return_to_respondent(YEAR, number, 1, {"rev_total": ""}, " ", actor=cast.pan, now=NOW)
    with pytest.raises(errors.Invalid):
        await review.return_to_respondent(YEAR, number, 1, {"no_cell": ""}, "理由", actor=cast.pan, now=NOW)
    marks = {"rev_total": "与税务数据不符"}
    await review.return_to_respondent(YEAR, number, 1, marks, "请核对收入", actor=cast.pan, now=NOW)
    held = await returns.of_firm(cast.firm, str(YEAR))
    assert (held.status, held.marks) == (Status.RETURNED, marks)
    assert held.draft["rev_total"] == Decimal("1530.50"), "the respondent goes on from what it filed"
    after = await returns.filings(held.id)
    assert [each.cells for each in after] == [each.cells for each in before]
    [opinion] = after[0].opinions
    assert (opinion["outcome"], opinion["given_by"]) == ("returned", "潘一")
    notice = await database.row("select title, params, link from notice where firm_id = $1", cast.firm)
    assert "1530" not in str(notice)
    assert "税务" not in str(notice)
    assert notice["link"] == "/firm/returns/2025"


async def test_the_city_returns_what_the_district_passed_and_reopens_what_it_passed_itself(submitted):
    cast, number = submitted
    await review.pass_return(YEAR, number, 1, actor=cast.pan, now=NOW)
    await review.return_to_respondent(YEAR, number, 1, {}, "请核对", actor=cast.mo, now=NOW)
    assert await status_of(cast.firm) is Status.RETURNED
    other = await build.a_respondent("已过有限公司", "91110105MA0000003C")
    passed = await database.value("select number from firm where id = $1", other)
    with pytest.raises(errors.NotPermitted):
        await review.return_to_respondent(YEAR, passed, 1, {}, "更正", actor=cast.pan, now=NOW)
    await review.return_to_respondent(YEAR, passed, 1, {}, "机构申请更正", actor=cast.mo, now=NOW)
    assert await status_of(other) is Status.RETURNED


async def test_a_version_that_is_no_longer_the_latest_is_not_judged(submitted):
    cast, number = submitted
    for version in (0, 2):
        with pytest.raises(errors.AlreadyMoved, match="重新报送"):
            await review.pass_return(YEAR, number, version, actor=cast.pan, now=NOW)


async def test_after_the_editing_is_closed_nothing_is_reviewed(cast):
    await build.two_districts(cast)
    await gate.close_editing(YEAR, actor=cast.mo, now=NOW)
    number = await database.value("select number from firm where id = $1", cast.firm)
    with pytest.raises(errors.Refused, match="审核已经结束"):
        await review.return_to_respondent(YEAR, number, 1, {}, "更正", actor=cast.mo, now=NOW)


async def test_two_clicks_pass_once(committed_db, cast):
    await build.a_round()
    await a_registration(cast.firm)
    number = await build.a_return(cast.firm, status=Status.SUBMITTED)
    answers = await asyncio.gather(
        *(review.pass_return(YEAR, number, 1, actor=cast.pan, now=NOW) for _click in range(4)),
        return_exceptions=True,
    )
    assert answers.count(None) == 1
    async with session.statistics():
        assert await database.value("select count(*) from return_opinion") == 1


# --- selective editing


async def two_years(cast, *, now="9000.00"):
    """E's firm doubled and more what was expected; the firm of F and two others grew by a tenth."""
    await build.a_round(year=YEAR - 1)
    await build.a_round()
    for firm, organ, before, after in (
        (cast.firm, "110105", "1000.00", now),
        (cast.other_firm, HAIDIAN, "900.00", "990.00"),
    ):
        await a_registration(firm)
        await build.a_return(firm, year=YEAR - 1, organ=organ, rev_total=Decimal(before))
        await build.a_return(firm, organ=organ, rev_total=Decimal(after))
    for at in range(2):
        quiet = await build.a_respondent(
            f"稳定{at}有限公司", f"91110105MA000001{at}C", rev_total=Decimal("1100.00")
        )
        await build.a_return(quiet, year=YEAR - 1, rev_total=Decimal("1000.00"))
    return await database.value("select number from firm where id = $1", cast.firm)


async def test_doubts_are_ranked_by_their_weight_in_the_district_total(cast):
    number = await two_years(cast)
    [first, *rest] = await found_by.doubtful(cast.mo, YEAR)
    assert (first.unit.number, first.suspicion.key, first.is_top) == (number, "rev_total", True)
    # The stratum grew by the median of 9, 1.1, 1.1 and 1.1; of E's firm 1100 were expected, the district has 11200.
    assert first.suspicion.anticipated == 1100
    assert first.suspicion.score == (Decimal(9000) - 1100) / Decimal(11200)
    assert not rest
    assert [each.unit.number for each in await found_by.doubtful(cast.pan, YEAR)] == [number]
    assert await found_by.doubtful(cast.qi, YEAR) == []


async def test_a_heavy_doubt_is_decided_before_the_editing_closes(cast):
    number = await two_years(cast)
    with pytest.raises(errors.Refused, match="1个得分超过界限"):
        await gate.close_editing(YEAR, actor=cast.mo, now=NOW)
    with pytest.raises(errors.Invalid):
        await editing.believe(YEAR, number, 1, "rev_total", " ", actor=cast.pan, now=NOW)
    with pytest.raises(errors.NotFound):
        await editing.believe(YEAR, number, 1, "staff_total", "没有可疑", actor=cast.pan, now=NOW)
    await editing.believe(YEAR, number, 1, "rev_total", "电话核实，并入一家子公司", actor=cast.pan, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await editing.believe(YEAR, number, 1, "rev_total", "再次", actor=cast.mo, now=NOW)
    [decided] = await found_by.doubtful(cast.mo, YEAR)
    assert (decided.decision, decided.decided_by) == ("believed", "潘一")
    await gate.close_editing(YEAR, actor=cast.mo, now=NOW)


async def test_the_score_of_one_cell_is_that_of_the_full_list(cast):
    """Whoever asks, every cell: the list computes all cells, the act of believing one alone."""
    await two_years(cast)
    types = ("tech", "public", "tech")
    for at, kind in enumerate(types):
        odd = await build.a_respondent(
            f"异动{at}有限公司",
            f"91110108MA000002{at}D",
            HAIDIAN,
            inst_type=kind,
            rev_total=Decimal(20 + 170 * at),
            staff_total=at,
        )
        await build.a_return(odd, year=YEAR - 1, organ=HAIDIAN, inst_type=kind, rev_total=Decimal(300 + at))
    for who in (cast.mo, cast.pan, cast.qi):
        listed = {
            (each.unit.number, each.suspicion.key): each.suspicion.score
            for each in await found_by.doubtful(who, YEAR)
        }
        numbers = {each.number for each in await found_by.units(cast.mo, YEAR)}
        alone = {
            (number, key): score
            for number in numbers
            for key in (*scoring.CORE, "fairs_grad")
            if (score := await found_by.score_of(who, YEAR, number, key)) is not None
        }
        assert alone == listed
    assert len(await found_by.doubtful(cast.mo, YEAR)) > 3


async def test_asking_sends_the_return_back_with_the_cell_marked(cast):
    number = await two_years(cast)
    with pytest.raises(errors.NotPermitted):
        await editing.ask(YEAR, number, 1, "rev_total", "单位是否为万元", actor=cast.pan, now=NOW)
    async with session.statistics():
        assert await database.value("select count(*) from edit_resolution") == 0, "all or nothing"
    await editing.ask(YEAR, number, 1, "rev_total", "单位是否为万元", actor=cast.mo, now=NOW)
    held = await returns.of_firm(cast.firm, str(YEAR))
    assert (held.status, held.marks) == (Status.RETURNED, {"rev_total": "单位是否为万元"})
    assert await found_by.doubtful(cast.mo, YEAR) == [], "what was sent back does not count"


async def test_the_edits_over_many_returns(cast):
    number = await two_years(cast)
    found = await found_by.macro_edits(cast.mo, YEAR)
    moved = [each for each in found.moved if each.key == "rev_total"]
    assert [(each.district, each.contributors[0][0]) for each in moved] == [("110105", number)]
    assert found.differs == []
    assert {each.key for each in found.concentrated} == {"rev_total"}


async def test_the_operating_report_beside_the_return_is_compared_here_and_nowhere_else(cast):
    from tests.builders import annual_reports

    await a_registration(cast.firm)
    await annual_reports.a_window(cast)
    await annual_reports.a_report(cast)
    await build.a_round()
    number = await build.a_return(cast.firm, rev_total=Decimal("1600.00"))
    [differs] = (await found_by.macro_edits(cast.mo, YEAR)).differs
    assert (differs.rule, differs.unit, differs.key) == ("V074", number, "rev_total")
    assert (differs.in_return, differs.in_report) == (Decimal(1600), Decimal("1530.5"))
    assert await database.value("select count(*) from case_log where data::text like '%1600%'") == 0


# --- response


async def test_response_by_number_and_by_the_last_revenue_known(cast):
    await build.a_round(year=YEAR - 1)
    await build.two_districts(cast)
    silent = await build.a_respondent("沉默有限公司", "91110105MA0000003C", status="silent")
    await build.a_return(silent, year=YEAR - 1, rev_total=Decimal("1530.50"))
    found = await response.of_year(cast.mo, YEAR)
    everybody = found.all()
    assert (everybody.in_scope, everybody.responded) == (3, 2)
    assert everybody.revenue == Decimal("3961.00")
    assert everybody.revenue_responded == Decimal("2430.50")
    by_district = {each.district: each for each in found.by_district()}
    assert by_district["110105"].by_revenue == Decimal("0.5")
    assert by_district["110108"].by_count == 1
    assert found.by_day[-1][1] == 2
    of_haidian = await response.of_year(cast.qi, YEAR)
    assert (of_haidian.all().in_scope, of_haidian.all().responded) == (1, 1)


async def test_how_often_which_edit_fails(cast):
    await build.a_round()
    findings = [{"rule": "V023", "level": "soft", "cells": ["rev_total"], "reason": "外包业务"}]
    await build.a_respondent("甲有限公司", "91110105MA0000003C", findings=findings)
    await build.a_respondent("乙有限公司", "91110105MA0000004D", findings=[{**findings[0], "reason": ""}])
    await build.a_respondent("丙有限公司", "91110105MA0000005E")
    [failure] = (await response.of_year(cast.mo, YEAR)).failures
    assert (failure.rule, failure.filings, failure.of, failure.explained) == ("V023", 2, 3, 1)


async def test_the_list_shows_who_is_asked_answered_or_not(cast):
    await build.two_districts(cast)
    await build.a_respondent("沉默有限公司", "91110105MA0000003C", status="silent")
    found = await desk.listed(cast.mo, YEAR, desk.Asked(), now=NOW)
    assert (found.total, found.overdue) == (3, 1)
    assert found.statuses == {Status.NOT_FILED: 1, Status.CITY_PASSED: 2}
    overdue = await desk.listed(cast.pan, YEAR, desk.Asked(overdue=True), now=NOW)
    assert [each["name"] for each in overdue.rows] == ["沉默有限公司"]
    assert (await desk.listed(cast.mo, YEAR, desk.Asked(q="100%"), now=NOW)).total == 0
    assert json.dumps(found.districts) == '{"110105": 2, "110108": 1}'
