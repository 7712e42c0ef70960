"""A month: opened by the statistician, filled in by the points, sent back where it is wrong, counted in the quarter."""

from datetime import UTC, date, datetime

import pytest

from regulation import database, errors
from regulation.indicators import drafts, reading
from regulation.indicators.indicator import FormKind
from regulation.surveys import session
from regulation.surveys.actions import answering, filing, monthly
from regulation.surveys.queries import answers, monitoring
from regulation.surveys.status import Status
from tests import cast as people
from tests.builders import monitoring as built
from tests.builders.monitoring import FILING, VALUES, a_filed_month, a_month, typed

MONTHLY, JANUARY = FormKind.MONTHLY, "2026-01"


async def save(cast, changes=None, *, who=None, revision=0, now=FILING, month=JANUARY):
    who = who or cast.ee
    return await answering.save(
        cast.firm, MONTHLY, month, typed({**VALUES, **(changes or {})}), revision, actor=who, now=now
    )


async def test_the_points_of_the_panel_are_asked_and_told(cast):
    await a_month(cast)
    (found,) = await monitoring.all_months()
    assert (found.points, found.filed) == (2, 0)
    assert (found.asked.opens_on, found.asked.closes_on) == (date(2026, 2, 1), date(2026, 2, 10))
    told = await database.value("select count(*) from notice where link = '/firm/monitoring/2026-01'")
    assert told == 2
    (owed,) = await answers.owed(cast.firm)
    assert (owed.period, owed.status) == (JANUARY, Status.NOT_FILED)


async def test_a_month_that_is_not_over_is_not_asked(cast):
    with pytest.raises(errors.Refused, match="尚未结束"):
        await a_month(cast, now=datetime(2026, 1, 31, 15, 59, tzinfo=UTC))
    await monthly.open_month(JANUARY, actor=cast.mo, now=datetime(2026, 1, 31, 16, 0, tzinfo=UTC))


async def test_a_form_without_approval_is_not_put_to_anybody(cast):
    """《统计法》第十七条."""
    await built.licensed_firms(2)
    await built.a_panel(cast)
    with pytest.raises(errors.Refused, match="批准或者备案文号"):
        await monthly.open_month(JANUARY, actor=cast.mo, now=FILING)


async def test_a_month_is_opened_once_and_needs_a_panel(cast):
    await built.an_approved_form(cast)
    with pytest.raises(errors.Refused, match="监测样本"):
        await monthly.open_month(JANUARY, actor=cast.mo, now=FILING)
    await a_month(cast)
    with pytest.raises(errors.Refused, match="已经布置"):
        await monthly.open_month(JANUARY, actor=cast.mo, now=FILING)


async def test_the_preparer_fills_in_and_the_signatory_files(cast):
    await a_month(cast)
    saved = await save(cast)
    assert (saved.problems, saved.missing, saved.findings) == ({}, (), ())
    await answering.prepare(cast.firm, MONTHLY, JANUARY, actor=cast.ee, now=FILING)
    with pytest.raises(errors.NotPermitted):
        await answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=True, actor=cast.ee, now=FILING)
    with pytest.raises(errors.Invalid):
        await answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=False, actor=cast.e, now=FILING)
    number = await answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=True, actor=cast.e, now=FILING)
    assert number.startswith("京朝测〔2026〕")
    held = await answers.of_firm(cast.firm, MONTHLY, JANUARY)
    assert held.status is Status.SUBMITTED
    assert held.filed == VALUES
    async with session.statistics():
        found = await database.row("select * from filed_return")
    assert found["prepared_by"] == "鄂二"
    assert found["filed_by"] == "鄂一"
    assert not found["is_late"]
    assert found["figures"][149:153] == [7000, 12000, 6000, 10000]
    assert found["content_hash"] == filing.content_digest(
        JANUARY,
        await database.value("select number from firm where id = $1", cast.firm),
        2,
        reading.to_json(reading.from_json(found["cells"])),
    )


async def test_where_two_persons_are_asked_for_one_is_not_enough(cast):
    await a_month(cast, two_persons=True)
    await save(cast, who=cast.e)
    await answering.prepare(cast.firm, MONTHLY, JANUARY, actor=cast.e, now=FILING)
    with pytest.raises(errors.NotPermitted):
        await answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=True, actor=cast.e, now=FILING)


async def test_sums_that_do_not_hold_block_and_are_named(cast):
    await a_month(cast)
    saved = await save(cast, {"sd_age_s_25": 59})
    assert {each.rule for each in saved.findings} == {"V081"}
    with pytest.raises(filing.NotReady):
        await answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=True, actor=cast.e, now=FILING)


async def test_what_stands_out_takes_a_reason_on_the_same_page(cast):
    await a_month(cast)
    low = {"sd_salary_p25": 6, "sd_salary_p50": 8, "sd_salary_p75": 12}
    saved = await save(cast, low)
    (finding,) = saved.findings
    with pytest.raises(filing.NotReady):
        await answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=True, actor=cast.e, now=FILING)
    page = typed({**VALUES, **low}) | {f"why-{finding.key}": ["小时工，按小时计"]}
    await answering.save(cast.firm, MONTHLY, JANUARY, page, 1, actor=cast.ee, now=FILING)
    await answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=True, actor=cast.e, now=FILING)
    row = next(each for each in await monitoring.month(JANUARY) if each.findings)
    assert row.findings[0]["reason"] == "小时工，按小时计"


async def test_last_month_is_compared(cast):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    later = datetime(2026, 3, 5, 2, tzinfo=UTC)
    await a_month(cast, "2026-02", now=later)
    three = {
        key: value * 3 for key, value in VALUES.items() if isinstance(value, int) and "salary" not in key
    }
    saved = await save(cast, three, now=later, month="2026-02")
    assert {each.rule for each in saved.findings} == {"V085"}
    assert {each.cells[0] for each in saved.findings} == {"sd_demand_valid", "sd_seek_valid"}


async def test_two_colleagues_do_not_overwrite_each_other(cast):
    await a_month(cast)
    await save(cast)
    with pytest.raises(drafts.Overtaken):
        await save(cast, {"sd_posts_online": 7}, who=cast.e, revision=0)
    await save(cast, {"sd_posts_online": 7}, who=cast.e, revision=1)


async def test_text_in_a_number_is_named_and_the_rest_is_kept(cast):
    await a_month(cast)
    page = typed(VALUES) | {"sd_cv_online": ["=SUM(A1)"], "sd_posts_online": ["一百"]}
    saved = await answering.save(cast.firm, MONTHLY, JANUARY, page, 0, actor=cast.ee, now=FILING)
    assert set(saved.problems) == {"sd_cv_online", "sd_posts_online"}
    held = await answers.of_firm(cast.firm, MONTHLY, JANUARY)
    assert held.draft["sd_demand_valid"] == 120
    with pytest.raises(errors.Invalid):
        await answering.save(
            cast.firm, MONTHLY, JANUARY, {"staff_total": ["3"]}, 1, actor=cast.ee, now=FILING
        )


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (datetime(2026, 2, 10, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 2, 10, 16, 0, tzinfo=UTC), True),
        (datetime(2026, 2, 15, 15, 59, 59, tzinfo=UTC), True),
    ],
)
async def test_until_the_tenth_in_time_until_the_fifteenth_late(cast, now, late):
    await a_month(cast)
    await a_filed_month(cast, cast.e, now=now)
    assert next(each for each in await monitoring.month(JANUARY) if each.values).is_late is late


async def test_a_second_after_the_last_day_nothing_is_taken_and_the_draft_stays(cast):
    await a_month(cast)
    await save(cast)
    with pytest.raises(errors.Refused, match="草稿已保留"):
        await a_filed_month(cast, cast.e, now=datetime(2026, 2, 15, 16, 0, tzinfo=UTC))
    assert (await answers.of_firm(cast.firm, MONTHLY, JANUARY)).draft == VALUES


async def test_a_firm_outside_the_panel_has_no_month(cast):
    await a_month(cast)
    outside = await people.a_firm("测试丙人力资源有限公司", "91110105MA0000003C", people.CHAOYANG)
    stranger = await people._firm_user("g", "葛一", outside, next(iter(cast.e.roles)))
    for act in (
        answering.save(outside, MONTHLY, JANUARY, typed(VALUES), 0, actor=stranger, now=FILING),
        answering.save(cast.firm, MONTHLY, JANUARY, typed(VALUES), 0, actor=stranger, now=FILING),
        answers.of_firm(outside, MONTHLY, JANUARY),
        answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=True, actor=cast.an, now=FILING),
    ):
        with pytest.raises(errors.NotFound):
            await act


async def test_the_statistician_reminds_those_who_have_not_filed(cast):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    assert await monthly.remind(JANUARY, actor=cast.mo, now=FILING) == 1
    told = await database.row("select firm_id from notice where title = $1", monthly.REMINDED)
    assert told["firm_id"] == cast.other_firm


@pytest.mark.parametrize(("day", "told"), [(7, 0), (8, 1), (9, 0), (10, 0), (11, 1), (12, 0)])
async def test_by_the_clock_two_days_before_the_last_day_and_the_day_after_it(cast, day, told):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    assert await monthly.remind_due(now=datetime(2026, 2, day, 1, tzinfo=UTC)) == told


async def test_what_is_wrong_goes_back_and_comes_again_as_a_new_version(cast):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    number = await database.value("select number from firm where id = $1", cast.firm)
    with pytest.raises(errors.Invalid):
        await monthly.send_back(JANUARY, number, {}, "请核对", actor=cast.mo, now=FILING)
    with pytest.raises(errors.NotPermitted):
        await monthly.send_back(
            JANUARY, number, {"sd_posts_online": "?"}, "请核对岗位", actor=cast.an, now=FILING
        )
    await monthly.send_back(
        JANUARY, number, {"sd_posts_online": "与平台不符"}, "请核对岗位数", actor=cast.mo, now=FILING
    )
    assert (await monitoring.quarter(2026, 1)).quarter.responded == 0
    held = await answers.of_firm(cast.firm, MONTHLY, JANUARY)
    assert held.marks == {"sd_posts_online": "与平台不符"}
    await save(cast, {"sd_posts_online": 190}, who=cast.e)
    await answering.submit(cast.firm, MONTHLY, JANUARY, has_declared=True, actor=cast.e, now=FILING)
    row = await monitoring.point(JANUARY, number)
    assert (row.version, row.values["sd_posts_online"]) == (2, 190)
    again = ({"sd_posts_online": "?"}, "请再核对一次")
    await monthly.send_back(JANUARY, number, *again, actor=cast.mo, now=FILING)
    with pytest.raises(errors.AlreadyMoved):
        await monthly.send_back(JANUARY, number, *again, actor=cast.mo, now=FILING)


async def test_the_quarter_holds_who_was_asked_and_what_was_filed(cast):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    found = await monitoring.quarter(2026, 1)
    assert not found.is_complete
    assert (found.quarter.points, found.quarter.responded) == (2, 1)
    # Both are of one stratum; the one that answered stands for both.
    assert found.quarter.ratio().seekers == 200
    before = found.digest
    await a_filed_month(cast, cast.f)
    assert (await monitoring.quarter(2026, 1)).digest != before
    assert await monitoring.quarters() == [(2026, 1)]


async def test_the_supervising_side_of_the_database_sees_nothing_of_it(cast):
    """《统计法实施条例》第三十条."""
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    assert not await database.value(
        "select count(*) from case_log where matter_kind in ('statistical_return', 'survey_round', 'panel_plan')"
    )
