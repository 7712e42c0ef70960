"""Reminders, final silence, out of scope, and the referral: the bureau reminds and refers, the statistics body alone punishes."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from regulation import database, errors
from regulation.surveys import session
from regulation.surveys.actions import outcomes, referrals, reminders
from regulation.surveys.queries import referrals as queries
from regulation.surveys.queries import returns
from regulation.surveys.status import Status
from tests.builders import statistics as build
from tests.builders.statistics import NOW, YEAR

TODAY = NOW.date()


@pytest.fixture
async def silent(cast):
    """A firm of Chaoyang that has not answered, and one that has; the cast, the silent firm's id and number."""
    await build.a_round()
    await build.a_respondent("答复有限公司", "91110105MA0000003C")
    firm = await build.a_respondent("沉默有限公司", "91110105MA0000004D", status="silent")
    return cast, firm, await database.value("select number from firm where id = $1", firm)


@pytest.mark.parametrize(("before", "kind"), [(30, "t30"), (14, "t14"), (3, "t3")])
async def test_reminded_thirty_fourteen_and_three_days_before_the_last(silent, before, kind):
    _cast, firm, _number = silent
    day = datetime(2026, 2, 28, 0, 30, tzinfo=UTC) - timedelta(days=before)
    assert await reminders.remind_due(now=day - timedelta(days=1)) == 0
    assert await reminders.remind_due(now=day) == 1
    assert await reminders.remind_due(now=day) == 0, "once"
    [notice] = await database.rows("select * from notice")
    assert notice["firm_id"] == firm
    assert json.loads(notice["params"]) == {"year": 2025, "days": before}
    async with session.statistics():
        [kept] = await database.rows("select kind, sent_on from reminder")
    assert kept["kind"] == kind


async def test_a_draft_is_reminded_and_what_was_filed_is_not(cast):
    await build.a_round()
    await build.a_respondent("草稿有限公司", "91110105MA0000005E", status=Status.DRAFT)
    await build.a_respondent("退回有限公司", "91110105MA0000006F", status=Status.RETURNED)
    assert await reminders.remind_due(now=datetime(2026, 2, 25, 2, tzinfo=UTC)) == 1


async def test_nobody_is_reminded_once_the_editing_is_closed(cast):
    await build.a_round(gate="editing_closed")
    await build.a_respondent("沉默有限公司", "91110105MA0000004D", status="silent")
    assert await reminders.remind_due(now=datetime(2026, 2, 25, 2, tzinfo=UTC)) == 0


async def test_a_written_reminder_has_a_number_and_no_figure(silent):
    cast, firm, number = silent
    paper = await reminders.remind_in_writing(YEAR, number, actor=cast.pan, now=NOW)
    assert paper["number"] == "京朝统催〔2026〕1号"
    assert paper["snapshot"]["until"] == (TODAY + timedelta(days=10)).isoformat()
    with pytest.raises(errors.AlreadyMoved):
        await reminders.remind_in_writing(YEAR, number, actor=cast.pan, now=NOW)
    [sent] = await queries.reminders((await _round()), firm)
    assert (sent["kind"], sent["paper"]) == ("written", paper["id"])
    with pytest.raises(errors.NotFound):
        await queries.paper(cast.qi, paper["id"])
    with pytest.raises(errors.NotFound):
        await queries.paper(cast.lu, paper["id"])
    assert (await queries.paper(cast.pan, paper["id"]))["number"] == paper["number"]


async def _round():
    async with session.statistics():
        return await database.value("select id from survey_round where period = $1", str(YEAR))


async def test_who_answered_or_still_has_time_is_not_reminded_in_writing(silent):
    cast, _firm, number = silent
    answered = await database.value("select number from firm where name = '答复有限公司'")
    with pytest.raises(errors.Refused):
        await reminders.remind_in_writing(YEAR, answered, actor=cast.pan, now=NOW)
    with pytest.raises(errors.Refused):
        await reminders.remind_in_writing(
            YEAR, number, actor=cast.pan, now=datetime(2026, 2, 28, 15, 59, tzinfo=UTC)
        )
    await reminders.remind_in_writing(
        YEAR, number, actor=cast.pan, now=datetime(2026, 2, 28, 16, 0, tzinfo=UTC)
    )
    with pytest.raises(errors.NotFound):
        await reminders.remind_in_writing(YEAR, number, actor=cast.qi, now=NOW)


async def test_referred_only_after_a_written_reminder_has_run_out(silent):
    cast, _firm, number = silent
    with pytest.raises(errors.Refused, match="书面催报"):
        await referrals.refer(YEAR, number, "朝阳区统计局", "未报送", actor=cast.pan, now=NOW)
    await reminders.remind_in_writing(YEAR, number, actor=cast.pan, now=NOW)
    with pytest.raises(errors.Refused, match="书面催报"):
        await referrals.refer(
            YEAR, number, "朝阳区统计局", "未报送", actor=cast.pan, now=NOW + timedelta(days=10)
        )
    later = NOW + timedelta(days=11)
    with pytest.raises(errors.Invalid):
        await referrals.refer(YEAR, number, " ", " ", actor=cast.pan, now=later)
    paper = await referrals.refer(YEAR, number, "朝阳区统计局", "经催报未报送", actor=cast.pan, now=later)
    assert paper["number"] == "京朝统移〔2026〕1号"
    assert [each["number"] for each in paper["snapshot"]["reminders"]] == ["京朝统催〔2026〕1号"]
    with pytest.raises(errors.AlreadyMoved):
        await referrals.refer(YEAR, number, "朝阳区统计局", "再次", actor=cast.pan, now=later)
    [held] = await queries.of_year(cast.pan, YEAR)
    assert await queries.of_year(cast.qi, YEAR) == []
    with pytest.raises(errors.Invalid):
        await referrals.sent(held["id"], date(2026, 4, 1), actor=cast.pan, now=later)
    with pytest.raises(errors.NotFound):
        await referrals.sent(held["id"], later.date(), actor=cast.qi, now=later)
    await referrals.sent(held["id"], later.date(), actor=cast.pan, now=later)
    await referrals.answered(held["id"], "已立案", actor=cast.pan, now=later)
    with pytest.raises(errors.AlreadyMoved):
        await referrals.answered(held["id"], "又答复", actor=cast.pan, now=later)


async def test_a_referral_opens_no_case_here(silent):
    cast, _firm, number = silent
    await reminders.remind_in_writing(YEAR, number, actor=cast.pan, now=NOW)
    await referrals.refer(
        YEAR, number, "朝阳区统计局", "未报送", actor=cast.pan, now=NOW + timedelta(days=11)
    )
    assert await database.value("select count(*) from penalty_case") == 0
    assert await database.value("select count(*) from case_log where matter_kind like 'statistic%'") == 0


async def test_final_silence_is_said_after_the_period_and_the_unit_stays_asked(silent):
    cast, firm, number = silent
    with pytest.raises(errors.Refused):
        await outcomes.final_nonresponse(
            YEAR, number, "联系不上", actor=cast.pan, now=datetime(2026, 2, 1, tzinfo=UTC)
        )
    with pytest.raises(errors.Invalid):
        await outcomes.final_nonresponse(YEAR, number, "", actor=cast.pan, now=NOW)
    await outcomes.final_nonresponse(YEAR, number, "多次联系不上", actor=cast.pan, now=NOW)
    held = await returns.of_firm(firm, str(YEAR))
    assert (held.status, held.outcome_reason) == (Status.NONRESPONSE, "多次联系不上")
    await outcomes.ask_again(YEAR, number, "已联系上", actor=cast.pan, now=NOW)
    assert (await returns.of_firm(firm, str(YEAR))).status is Status.DRAFT
    answered = await database.value("select number from firm where name = '答复有限公司'")
    with pytest.raises(errors.Refused):
        await outcomes.final_nonresponse(YEAR, answered, "理由", actor=cast.pan, now=NOW)


async def test_out_of_scope_with_a_reason_leaves_the_denominator(silent):
    from regulation.surveys.queries import response

    cast, _firm, number = silent
    assert (await response.of_year(cast.mo, YEAR)).all().in_scope == 2
    with pytest.raises(errors.NotFound):
        await outcomes.out_of_scope(YEAR, number, "理由", actor=cast.qi, now=NOW)
    await outcomes.out_of_scope(YEAR, number, "年末前已注销，登记在册", actor=cast.pan, now=NOW)
    assert (await response.of_year(cast.mo, YEAR)).all().in_scope == 1
    with pytest.raises(errors.AlreadyMoved):
        await outcomes.out_of_scope(YEAR, number, "理由", actor=cast.pan, now=NOW)
