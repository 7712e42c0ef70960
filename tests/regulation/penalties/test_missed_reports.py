"""From the reminder to the order, its end when the report arrives, and the case where it does not."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.annual_reports.actions import reminding
from regulation.annual_reports.queries import missing, windows
from regulation.casework import documents, languages
from regulation.indicators.indicator import FormKind
from regulation.penalties import missed
from regulation.penalties import queries as penalties
from regulation.penalties.actions import missed_reports, opening, orders
from regulation.penalties.status import BatchStatus, OrderStatus
from tests.builders import annual_reports as build
from tests.builders.annual_reports import YEAR

OPERATING, DISPATCH = FormKind.OPERATING, FormKind.DISPATCH
#: The day after the window closed, in the morning.
AFTER = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
async def owing(cast):
    """E's firm in Chaoyang and F's in Haidian owe the report of 2025; late filing is taken until June."""
    await build.a_registration(cast.firm)
    await build.a_registration(cast.other_firm)
    await build.a_window(cast, late_until=date(2026, 6, 30))
    return cast


async def told(kind="report_reminder"):
    return await database.rows("select firm_id, organ_id, params from notice where kind = $1", kind)


def on(day):
    return datetime(2026, 3, day, 1, 0, tzinfo=UTC)


async def test_each_reminder_comes_once_and_only_to_who_has_not_filed(owing):
    cast = owing
    assert await reminding.remind(now=datetime(2026, 2, 28, 1, 0, tzinfo=UTC)) == 0
    assert await reminding.remind(now=on(1)) == 2
    assert await reminding.remind(now=on(2)) == 0
    await build.a_report(cast)
    assert await reminding.remind(now=on(17)) == 1
    assert await reminding.remind(now=on(28)) == 1
    assert await reminding.remind(now=on(31)) == 0
    assert {each["firm_id"] for each in (await told())[-2:]} <= {cast.firm, cast.other_firm}
    known = await windows.of_year(YEAR)
    stages = [each["stage"] for each in await missing.reminders(cast.other_firm, known.id)]
    assert stages == ["T-30", "T-14", "T-3"]


async def test_a_job_that_slept_sends_the_last_reminder_and_not_all_three(owing):
    assert await reminding.remind(now=on(29)) == 2
    assert await database.value("select array_agg(distinct stage) from report_reminder") == ["T-3"]


async def test_the_day_after_each_organ_learns_how_many_are_missing_once(owing):
    assert await reminding.remind(now=AFTER) == 2
    assert await reminding.remind(now=AFTER + timedelta(days=1)) == 0
    assert {each["organ_id"] for each in await told("reports_overdue")} == {
        owing.an.organ_id,
        owing.ding.organ_id,
    }


async def test_a_window_long_closed_is_not_told_of_again(owing):
    assert await reminding.remind(now=datetime(2026, 9, 1, 1, 0, tzinfo=UTC)) == 0


async def test_an_order_states_the_facts_and_gives_fifteen_days(owing):
    await reminding.remind(now=on(1))
    wish = {"english": True, "on": date(2026, 3, 2), "how": "paper", "by": "总经理Smith"}
    await languages.say("firm", owing.firm, owing.firm, **wish, actor=owing.an, now=on(2))
    made = await missed_reports.order(OPERATING, YEAR, owing.firm, actor=owing.an, now=AFTER)
    (paper,) = await documents.of_matter("correction_order", made["id"])
    facts, demand = paper["snapshot"]["translations"]
    assert facts["text"].endswith("By 1 April 2026 the party had not filed it.")
    assert (demand["text"], demand["by"]) == ("File the annual report on operations for 2025", owing.an.name)
    assert made["violation"] == "V-06"
    assert made["due_on"] == date(2026, 4, 16)
    assert "本机关于2026年3月1日提醒" in made["facts"]
    assert made["demands"] == ["报送2025年度经营情况年度报告"]


async def test_no_order_while_the_period_runs(owing):
    with pytest.raises(errors.Refused) as refused:
        await missed_reports.order(OPERATING, YEAR, owing.firm, actor=owing.an, now=on(31))
    assert "还没有截止" in refused.value.text
    with pytest.raises(errors.Refused, match="还没有截止"):
        await missed_reports.propose(OPERATING, YEAR, None, days=15, actor=owing.an, now=on(31))


async def test_no_second_order_for_the_same_report_but_one_after_it_was_withdrawn(owing):
    first = await missed_reports.order(OPERATING, YEAR, owing.firm, actor=owing.an, now=AFTER)
    with pytest.raises(errors.Refused) as refused:
        await missed_reports.order(OPERATING, YEAR, owing.firm, actor=owing.an, now=AFTER)
    assert first["number"] in refused.value.text
    await orders.withdraw_order(first["id"], reason="送达地址有误", actor=owing.bai, now=AFTER)
    assert await missed_reports.order(OPERATING, YEAR, owing.firm, actor=owing.an, now=AFTER)


async def test_not_for_who_filed_and_not_for_who_owes_nothing(owing):
    await build.a_report(owing)
    with pytest.raises(errors.Refused):
        await missed_reports.order(OPERATING, YEAR, owing.firm, actor=owing.an, now=AFTER)
    await database.execute("delete from registration_entry where firm = $1", owing.other_firm)
    with pytest.raises(errors.Refused):
        await missed_reports.order(OPERATING, YEAR, owing.other_firm, actor=owing.ding, now=AFTER)


async def test_the_neighbour_cannot_order(owing):
    with pytest.raises(errors.NotFound):
        await missed_reports.order(OPERATING, YEAR, owing.firm, actor=owing.ding, now=AFTER)


async def test_filing_after_the_order_ends_it_as_complied_and_it_is_not_a_refusal(owing):
    cast = owing
    made = await missed_reports.order(OPERATING, YEAR, cast.firm, actor=cast.an, now=AFTER)
    await orders.serve_order(
        made["id"], method="direct", served_on=AFTER.date(), receipt="本人签收", actor=cast.an, now=AFTER
    )
    assert await missed_reports.close_complied(now=AFTER) == 0
    later = AFTER + timedelta(days=3)
    await build.a_report(cast, now=later)
    assert await missed_reports.close_complied(now=later) == 1
    assert await missed_reports.close_complied(now=later) == 0
    found = await penalties.order_for_update(made["id"])
    assert found["status"] == OrderStatus.CORRECTED
    assert "京朝年报〔2026〕1号" in found["recheck"]
    with pytest.raises(errors.AlreadyMoved):
        await orders.mark_refused(
            made["id"], recheck="复查未报送", actor=cast.an, now=AFTER + timedelta(days=20)
        )


async def test_a_refusal_leads_to_a_case_under_article_44_with_the_facts(owing):
    cast = owing
    made = await missed_reports.order(OPERATING, YEAR, cast.firm, actor=cast.an, now=AFTER)
    await orders.serve_order(
        made["id"], method="direct", served_on=AFTER.date(), receipt="本人签收", actor=cast.an, now=AFTER
    )
    after_term = AFTER + timedelta(days=20)
    await orders.mark_refused(made["id"], recheck="期满复查，仍未报送", actor=cast.an, now=after_term)
    case = await opening.propose_case(
        "order",
        made["number"],
        cast.firm,
        made["violation"],
        cause=made["facts"],
        act_ended_on=after_term.date(),
        discovered_on=after_term.date(),
        officers=[cast.chen.person_id, cast.cui.person_id],
        order_id=made["id"],
        by_labour_supervision=True,
        actor=cast.an,
        now=after_term,
    )
    assert case["number"]
    behind = await missed.of_source(made["source_number"])
    assert (behind["kind"], behind["year"], behind["status"]) == (OPERATING, YEAR, None)
    # Filed now, the refusal stays what it was.
    await build.a_report(cast, now=after_term)
    assert await missed_reports.close_complied(now=after_term) == 0


# --- many at once --------------------------------------------------------------------------------------


def clock():
    return AFTER


async def test_many_are_shown_confirmed_and_issued_one_by_one(owing):
    cast = owing
    batch = await missed_reports.propose(OPERATING, YEAR, None, days=15, actor=cast.hao, now=AFTER)
    assert await missed_reports.work(clock, seconds=5) == 0, "nothing before it is confirmed"
    await missed_reports.confirm(batch, actor=cast.hao, now=AFTER)
    assert await missed_reports.work(clock, seconds=20) == 2
    found = await missed.visible_batch(cast.hao, batch)
    assert (found["status"], found["issued"], found["skipped"]) == (BatchStatus.DONE, 2, 0)
    assert (
        await database.value("select count(*) from correction_order where issued_by = $1", cast.hao.person_id)
        == 2
    )


async def test_a_district_lists_its_own_firms_only(owing):
    cast = owing
    batch = await missed_reports.propose(OPERATING, YEAR, None, days=15, actor=cast.an, now=AFTER)
    assert [each["firm"] for each in await missed.items(batch)] == [cast.firm]
    number = await database.value("select number from firm where id = $1", cast.other_firm)
    with pytest.raises(errors.Refused):
        await missed_reports.propose(OPERATING, YEAR, [number], days=15, actor=cast.an, now=AFTER)
    with pytest.raises(errors.NotFound):
        await missed.visible_batch(cast.ding, batch)


async def test_who_filed_or_was_ordered_in_the_meantime_is_left_out_with_the_reason(owing):
    cast = owing
    batch = await missed_reports.propose(OPERATING, YEAR, None, days=15, actor=cast.hao, now=AFTER)
    await missed_reports.confirm(batch, actor=cast.hao, now=AFTER)
    await build.a_report(cast, now=AFTER)
    await missed_reports.order(OPERATING, YEAR, cast.other_firm, actor=cast.ding, now=AFTER)
    assert await missed_reports.work(clock, seconds=20) == 2
    why = {each["firm"]: each["why"] for each in await missed.items(batch, outcome="skipped")}
    assert "已经报送" in why[cast.firm]
    assert "已经责令改正" in why[cast.other_firm]


async def test_confirmed_twice_it_runs_once_and_another_person_confirms_nothing(owing):
    cast = owing
    batch = await missed_reports.propose(OPERATING, YEAR, None, days=15, actor=cast.an, now=AFTER)
    with pytest.raises(errors.NotFound):
        await missed_reports.confirm(batch, actor=cast.ann, now=AFTER)
    await missed_reports.confirm(batch, actor=cast.an, now=AFTER)
    with pytest.raises(errors.AlreadyMoved):
        await missed_reports.confirm(batch, actor=cast.an, now=AFTER)


async def test_stopped_it_issues_no_more(owing):
    cast = owing
    batch = await missed_reports.propose(OPERATING, YEAR, None, days=15, actor=cast.an, now=AFTER)
    await missed_reports.confirm(batch, actor=cast.an, now=AFTER)
    await missed_reports.stop(batch, actor=cast.ann, now=AFTER)
    assert await missed_reports.work(clock, seconds=5) == 0


async def test_who_left_the_office_signs_no_more_orders(owing):
    cast = owing
    batch = await missed_reports.propose(OPERATING, YEAR, None, days=15, actor=cast.an, now=AFTER)
    await missed_reports.confirm(batch, actor=cast.an, now=AFTER)
    await database.execute("update account set is_active = false where person = $1", cast.an.person_id)
    await missed_reports.work(clock, seconds=5)
    found = await missed.visible_batch(cast.hao, batch)
    assert (found["status"], found["issued"]) == (BatchStatus.STOPPED, 0)
    assert found["end_reason"]


async def test_a_term_out_of_bounds_is_refused_at_its_field(owing):
    for days in (0, 91):
        with pytest.raises(errors.Invalid) as refused:
            await missed_reports.propose(OPERATING, YEAR, None, days=days, actor=owing.an, now=AFTER)
        assert "days" in refused.value.errors


async def test_two_workers_at_once_order_every_firm_once(committed_db, cast):
    await build.a_registration(cast.firm)
    await build.a_registration(cast.other_firm)
    await build.a_window(cast)
    batch = await missed_reports.propose(OPERATING, YEAR, None, days=15, actor=cast.hao, now=AFTER)
    await missed_reports.confirm(batch, actor=cast.hao, now=AFTER)
    await asyncio.gather(*(missed_reports.work(clock, seconds=10) for _ in range(2)))
    await missed_reports.work(clock, seconds=5)
    assert await database.value("select count(*) from correction_order") == 2
    assert (await missed.visible_batch(cast.hao, batch))["status"] == BatchStatus.DONE


async def test_the_database_itself_knows_one_standing_order_a_report(owing):
    made = await missed_reports.order(OPERATING, YEAR, owing.firm, actor=owing.an, now=AFTER)
    with pytest.raises(asyncpg.UniqueViolationError):
        async with database.unit_of_work():
            await orders.issue_order(
                "report_missed",
                made["source_number"],
                owing.firm,
                "V-06",
                found_on=AFTER.date(),
                facts="当事人没有报送年度报告",
                demands=["报送"],
                actor=owing.an,
                now=AFTER,
            )


async def test_the_report_on_dispatch_is_ordered_under_its_own_article(cast):
    await build.a_registration(cast.firm, "dispatch_licence")
    await build.a_window(cast, kind=DISPATCH)
    made = await missed_reports.order(DISPATCH, YEAR, cast.firm, actor=cast.an, now=AFTER)
    assert made["violation"] == "V-33"
    assert "第二十二条" in made["facts"]
    assert made["source_number"].startswith("派报〔2025〕")
