"""Naming who did not file: only on a decree, until a day, ended when the report arrives; the extract and its corrections."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from regulation import database, errors
from regulation.annual_reports import parameters
from regulation.annual_reports.actions import filing, naming, review
from regulation.annual_reports.queries import public, response, windows
from regulation.annual_reports.status import Status
from regulation.casework import decrees, publication
from regulation.indicators.indicator import FormKind
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, VALUES, YEAR

OPERATING = FormKind.OPERATING
AFTER = datetime(2026, 4, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
async def owing(cast):
    await build.a_registration(cast.firm)
    await build.a_registration(cast.other_firm)
    await build.a_window(cast)
    return cast


async def a_decree(cast, months="3"):
    drafted = await decrees.draft(
        parameters.PUBLISH_MISSING.law.key,
        {"months": months},
        decree_number="京人社发〔2026〕9号",
        decreed_on=date(2026, 2, 9),
        issued_by="北京市人力资源和社会保障局",
        text="未按期报送年度报告的机构名单公示三个月",
        from_on=date(2026, 2, 10),
        actor=cast.hao,
        now=NOW,
    )
    await decrees.adopt(drafted, actor=cast.lu, now=NOW)


async def public_numbers(day=AFTER):
    return [each["number"] for each in await publication.current(today=day.date(), kinds=[naming.KIND])]


async def test_without_a_decree_nobody_is_named(owing):
    with pytest.raises(errors.Refused) as refused:
        await naming.decide(OPERATING, YEAR, actor=owing.hao, now=AFTER)
    assert refused.value.message == naming.NO_BASIS
    assert "没有明确规定公布未报送机构的名单" in parameters.PUBLISH_MISSING_MONTHS.values[0].doubt


async def test_not_before_the_period_is_over(owing):
    await a_decree(owing)
    with pytest.raises(errors.Refused) as refused:
        await naming.decide(OPERATING, YEAR, actor=owing.hao, now=datetime(2026, 3, 31, 15, 59, tzinfo=UTC))
    assert refused.value.message == naming.NOT_OVER


async def test_named_once_until_the_day_and_gone_when_filed(owing):
    cast = owing
    await a_decree(cast)
    until = await naming.decide(OPERATING, YEAR, actor=cast.hao, now=AFTER)
    assert until == date(2026, 7, 2)
    assert await naming.publish_decided(now=AFTER) == 2
    assert await naming.publish_decided(now=AFTER) == 0
    [first, _second] = await publication.current(today=AFTER.date(), kinds=[naming.KIND])
    assert first["body"]["basis"] == "《人力资源市场暂行条例》第三十六条；京人社发〔2026〕9号"
    assert first["latest_end_on"] == until
    await database.execute("update report_window set late_until = $1", date(2026, 6, 30))
    await build.a_report(cast, now=AFTER)
    assert await naming.end_filed(now=AFTER) == 1
    assert len(await public_numbers()) == 1
    assert await naming.publish_decided(now=AFTER) == 0
    assert await public_numbers(AFTER + timedelta(days=91)) == []


async def test_a_district_names_its_own_firms_and_decides_once(owing):
    cast = owing
    await a_decree(cast)
    await naming.decide(OPERATING, YEAR, actor=cast.an, now=AFTER)
    assert await naming.publish_decided(now=AFTER) == 1
    with pytest.raises(errors.AlreadyMoved):
        await naming.decide(OPERATING, YEAR, actor=cast.an, now=AFTER)


async def test_a_decree_of_no_months_ends_the_basis(owing):
    await a_decree(owing, months="0")
    with pytest.raises(errors.Refused):
        await naming.decide(OPERATING, YEAR, actor=owing.hao, now=AFTER)
    for months in ("13", "-1", "x", ""):
        with pytest.raises(errors.Invalid):
            parameters.PUBLISH_MISSING.read({"months": months})


# --- the extract -----------------------------------------------------------------------------------------


async def corrected(cast, first, second):
    """E's report accepted with the first values, opened, corrected and accepted with the second."""
    number = await build.a_report(cast, at=Status.ACCEPTED, values={**VALUES, **first})
    await review.reopen(YEAR, number, 1, {}, "机构申请更正", actor=cast.an, now=NOW)
    [during] = await public.extracts(cast.firm)
    values = {**VALUES, **second}
    for group in {build.catalogue.BY_KEY[key].group for key in {**first, **second}}:
        from regulation.annual_reports.actions import drafting

        await drafting.save_page(cast.firm, YEAR, group, build.typed(values, group), 9, actor=cast.e, now=NOW)
    await build.explain_all(cast.firm, who=cast.e)
    await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)
    await review.accept(YEAR, number, 2, actor=cast.an, now=NOW + timedelta(hours=1))
    [after] = await public.extracts(cast.firm)
    return during, after


async def test_what_was_accepted_stays_while_it_is_corrected_and_then_shows_before_and_after(owing):
    during, after = await corrected(
        owing,
        {"figures_public": True, "premises_area": Decimal("120.00")},
        {"figures_public": True, "tax_total": Decimal("45.00")},
    )
    assert during.is_accepted
    assert during.is_being_corrected
    assert {each.key: value for each, value in during.cells}["tax_total"] == Decimal("41.00")
    assert not after.is_being_corrected
    assert after.effective_at == NOW + timedelta(hours=1)
    [change] = after.corrections
    assert (change.indicator.key, change.before, change.after) == (
        "tax_total",
        Decimal("41.00"),
        Decimal("45.00"),
    )


async def test_who_no_longer_agrees_has_the_old_figures_off_the_page(owing):
    _during, after = await corrected(owing, {"figures_public": True}, {"figures_public": False})
    assert after.corrections == ()
    assert "rev_total" not in {each.key for each, _value in after.cells}


async def test_the_public_list_names_who_filed_and_no_cell_before_acceptance(owing):
    cast = owing
    await build.a_report(cast)
    total, [row] = await public.listed(YEAR)
    assert (total, row["cells"], row["effective_at"]) == (1, (), None)
    await review.accept(YEAR, row["number"], 1, actor=cast.an, now=NOW)
    _total, [row] = await public.listed(YEAR, q=row["number"])
    assert {each.key: value for each, value in row["cells"]}["inst_type"] == "ENT_PRIV"
    assert await public.listed(YEAR, q="没有这家") == (0, [])


async def test_two_years_without_business_are_flagged_and_one_is_not(owing):
    cast = owing
    nil = {
        key: value
        for key, value in VALUES.items()
        if build.catalogue.BY_KEY[key].group not in {"finance", "service", "recruitment", "lines"}
    } | {"operated": False}
    nil.pop("biz_types")
    number = await build.a_report(cast, at=Status.ACCEPTED, values=nil)
    assert number
    assert await public.nil_twice([cast.firm], YEAR) == set()
    await build.a_window(cast, year=YEAR - 1, opens_on=date(2026, 1, 1), closes_on=date(2026, 3, 31))
    await build.a_report(cast, at=Status.ACCEPTED, values=nil, year=YEAR - 1)
    assert await public.nil_twice([cast.firm], YEAR) == {cast.firm}


# --- response ----------------------------------------------------------------------------------------------


async def test_response_is_told_by_count_and_by_revenue(owing):
    cast = owing
    await build.a_report(cast)
    window = (await windows.of_year(YEAR)).window
    [whole] = response.totals(await response.cells(window, None), "")
    assert (whole.owed, whole.filed, whole.share) == (2, 1, 0.5)
    assert whole.stated == 1531
    by_district = {each.key: each for each in response.totals(await response.cells(window, None), "district")}
    assert by_district["110105"].share == 1
    assert by_district["110108"].share == 0
    [own] = response.totals(await response.cells(window, cast.ding.organ_id), "")
    assert (own.owed, own.filed, own.weighted) == (1, 0, None)
    assert await response.progress(window, None) == [(NOW.date(), 1)]
