"""From the first draft to the accepted report, and what stands in the way."""

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.annual_reports.actions import drafting, filing, review
from regulation.annual_reports.actions import windows as setting
from regulation.annual_reports.queries import desk, obligations, public, reports, scope, windows
from regulation.annual_reports.status import Status
from regulation.casework import record
from regulation.indicators import reading
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, VALUES, YEAR


@pytest.fixture
async def licensed(cast):
    """E's firm holds a licence on the reference day, and the window of the year is open."""
    await build.a_registration(cast.firm)
    await build.a_registration(cast.other_firm)
    await build.a_window(cast)
    return cast


async def test_a_complete_report_is_filed_with_number_hash_and_receipt(licensed):
    cast = licensed
    await build.a_draft(cast)
    receipt = await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)
    report = await reports.of_firm(cast.firm, YEAR)
    [filed] = await reports.filings(report.id)
    assert report.status is Status.SUBMITTED
    assert receipt["number"] == report.number == "京朝年报〔2026〕1号"
    assert receipt["snapshot"]["content_hash"] == filed.content_hash
    assert filed.content_hash == filing.content_digest(
        YEAR, filed.register["number"], 1, reading.to_json(filed.cells)
    )
    assert filed.cells["rev_total"] == Decimal("1530.50")
    assert filed.prepared_by == "鄂一"
    assert [each.action for each in await record.history("annual_report", report.id)] == ["start", "submit"]


async def test_the_figures_are_stored_a_second_time_for_adding_up(licensed):
    await build.a_report(licensed)
    row = await database.row(
        "select figures[5] as staff, figures[14] as revenue, figures[29] as profit from filed_report"
    )
    assert row == {"staff": 2100, "revenue": 153050, "profit": -1230}


async def test_what_was_filed_cannot_be_changed_by_anybody(licensed):
    await build.a_report(licensed)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.unit_of_work():
            await database.execute("update filed_report set cells = '{}'")


async def test_an_incomplete_report_is_refused(licensed):
    cast = licensed
    await build.a_draft(cast, values={key: value for key, value in VALUES.items() if key != "tax_total"})
    with pytest.raises(filing.NotReady, match="还有1项没有填写"):
        await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)


async def test_a_hard_finding_blocks(licensed):
    cast = licensed
    await build.a_draft(cast, values={**VALUES, "staff_edu_hs": 4})
    with pytest.raises(filing.NotReady, match="1处错误"):
        await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)


async def test_a_soft_finding_wants_a_reason(licensed):
    cast = licensed
    await build.a_draft(cast, values={**VALUES, "persons_placed": 99_999})
    await drafting.explain(cast.firm, YEAR, {}, actor=cast.ee, now=NOW)
    with pytest.raises(filing.NotReady, match="没有说明原因"):
        await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)
    await build.explain_all(cast.firm, who=cast.ee)
    await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)
    report = await reports.of_firm(cast.firm, YEAR)
    [filed] = await reports.filings(report.id)
    assert {"V044": "已核对，属实"}.items() <= {
        each["rule"]: each["reason"] for each in filed.findings
    }.items()


async def test_without_the_commitment_nothing_is_filed(licensed):
    cast = licensed
    await build.a_draft(cast)
    with pytest.raises(errors.Invalid):
        await filing.submit(cast.firm, YEAR, has_declared=False, actor=cast.e, now=NOW)


async def test_only_a_signatory_files(licensed):
    cast = licensed
    await build.a_draft(cast)
    with pytest.raises(errors.NotPermitted):
        await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.ee, now=NOW)


async def test_where_two_persons_are_asked_for_the_preparer_does_not_sign(cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast, two_persons=True)
    await build.a_draft(cast, who=cast.e)
    with pytest.raises(errors.NotPermitted, match="标记为填报完毕"):
        await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)
    await drafting.prepare(cast.firm, YEAR, actor=cast.e, now=NOW)
    with pytest.raises(errors.NotPermitted, match="两人"):
        await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)
    await drafting.prepare(cast.firm, YEAR, actor=cast.ee, now=NOW)
    await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW)


async def test_a_change_after_preparing_takes_the_mark_back(licensed):
    cast = licensed
    await build.a_draft(cast)
    await drafting.prepare(cast.firm, YEAR, actor=cast.ee, now=NOW)
    await drafting.save_page(
        cast.firm,
        YEAR,
        "staff",
        {**build.typed(VALUES, "staff"), "staff_qual": ["5"]},
        9,
        actor=cast.ee,
        now=NOW,
    )
    assert (await reports.of_firm(cast.firm, YEAR)).prepared_by is None


# --- the window ----------------------------------------------------------------------------------


async def test_the_last_day_ends_at_midnight_in_beijing(licensed):
    cast = licensed
    await build.a_draft(cast)
    late = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)  # 0:00 on 1 April in Beijing
    with pytest.raises(errors.Refused) as refused:
        await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=late)
    assert refused.value.params["closes"] == date(2026, 3, 31)
    assert (await reports.of_firm(cast.firm, YEAR)).draft, "the draft is kept"
    in_time = datetime(2026, 3, 31, 15, 59, 59, 999999, tzinfo=UTC)
    await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=in_time)


async def test_before_the_window_nothing_can_be_begun(licensed):
    cast = licensed
    with pytest.raises(errors.Refused) as refused:
        await drafting.start(cast.firm, YEAR, actor=cast.e, now=datetime(2025, 12, 31, 15, 59, tzinfo=UTC))
    assert refused.value.params["opens"] == date(2026, 1, 1)
    await drafting.start(cast.firm, YEAR, actor=cast.e, now=datetime(2025, 12, 31, 16, 0, tzinfo=UTC))


async def test_a_late_report_is_taken_only_as_long_as_the_window_allows_and_is_marked(cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast, late_until=date(2026, 4, 30))
    await build.a_report(cast, now=datetime(2026, 4, 15, tzinfo=UTC))
    [filed] = await reports.filings((await reports.of_firm(cast.firm, YEAR)).id)
    assert filed.is_late
    with pytest.raises(errors.Refused):
        await drafting.start(cast.other_firm, YEAR, actor=cast.f, now=datetime(2026, 4, 30, 16, tzinfo=UTC))


async def test_an_expired_form_cannot_be_opened(cast):
    form_id = await setting.enter_form(
        "旧表", "旧表", "测试机关", "", date(2020, 1, 1), date(2026, 1, 31), actor=cast.hao, now=NOW
    )
    with pytest.raises(errors.Invalid) as invalid:
        await setting.open_window(
            YEAR, date(2026, 1, 1), date(2026, 3, 31), form_id, "通知", actor=cast.hao, now=NOW
        )
    assert "form_version" in invalid.value.errors
    assert await windows.all_windows() == []


async def test_a_year_has_one_window_and_only_the_city_sets_it(cast):
    await build.a_window(cast)
    with pytest.raises(errors.Invalid):
        await build.a_window(cast)
    form_id, _form = (await windows.forms())[0]
    with pytest.raises(errors.NotPermitted):
        await setting.open_window(
            2024, date(2025, 1, 1), date(2025, 3, 31), form_id, "通知", actor=cast.an, now=NOW
        )


async def test_an_open_window_keeps_its_first_day_and_form(cast):
    await build.a_window(cast)
    form_id, _form = (await windows.forms())[0]
    with pytest.raises(errors.Invalid) as invalid:
        await setting.change_window(
            YEAR,
            date(2026, 1, 5),
            date(2026, 1, 31),
            form_id,
            "通知",
            two_persons=False,
            late_until=None,
            actor=cast.hao,
            now=NOW,
        )
    assert set(invalid.value.errors) == {"opens_on", "closes_on"}
    await setting.change_window(
        YEAR,
        date(2026, 1, 1),
        date(2026, 4, 15),
        form_id,
        "延期通知",
        two_persons=False,
        late_until=None,
        actor=cast.hao,
        now=NOW,
    )
    assert (await windows.of_year(YEAR)).window.closes_on == date(2026, 4, 15)


# --- who owes a report ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "owes"),
    [
        ({"issued_on": date(2025, 12, 30)}, True),
        ({"issued_on": date(2025, 12, 31)}, True),
        ({"issued_on": date(2026, 1, 1)}, False),
        ({"expires_on": date(2025, 12, 31)}, True),
        ({"expires_on": date(2025, 12, 30)}, False),
        ({"expires_on": date(2025, 12, 30), "status": "renewal_pending"}, True),
        ({"status": "cancelled", "ended_on": date(2026, 1, 1)}, True),
        ({"status": "cancelled", "ended_on": date(2025, 12, 31)}, False),
        ({"status": "revoked"}, False),
        ({"kind": "filing", "expires_on": None}, True),
        ({"kind": "branch_report", "expires_on": None}, True),
        ({"kind": "dispatch_licence"}, False),
    ],
)
async def test_who_is_on_the_register_on_the_last_day_of_the_year_owes_the_report(cast, entry, owes):
    await build.a_registration(cast.firm, **entry)
    assert bool(await scope.reasons(cast.firm, YEAR)) is owes
    assert await scope.count(YEAR) == int(owes)


async def test_a_public_institution_owes_none(cast):
    await build.a_registration(cast.firm)
    await database.execute("update firm set inst_type = 'PUB_TAL' where id = $1", cast.firm)
    assert await scope.reasons(cast.firm, YEAR) == []


async def test_without_the_duty_no_report_is_begun(cast):
    await build.a_window(cast)
    with pytest.raises(errors.Refused, match="不需要报送"):
        await drafting.start(cast.firm, YEAR, actor=cast.e, now=NOW)


async def test_the_firm_sees_what_it_owes_by_when_and_why(licensed):
    [owed] = await obligations.of_firm(licensed.firm, now=NOW)
    assert (owed.year, owed.reasons, owed.status) == (YEAR, ("hr_licence",), Status.NOT_FILED)
    assert owed.days_left == 49
    [later] = await obligations.of_firm(licensed.firm, now=datetime(2026, 4, 2, tzinfo=UTC))
    assert later.is_overdue
    assert not later.can_write


# --- drafts ----------------------------------------------------------------------------------------


async def test_the_draft_is_prefilled_from_the_register(licensed):
    cast = licensed
    await database.execute("update firm set inst_type = 'ENT_SOE' where id = $1", cast.firm)
    await drafting.start(cast.firm, YEAR, actor=cast.e, now=NOW)
    assert (await reports.of_firm(cast.firm, YEAR)).draft == {"inst_type": "ENT_SOE", "branches_n": 0}


async def test_a_cell_that_cannot_be_read_keeps_its_last_value_and_is_named(licensed):
    cast = licensed
    await build.a_draft(cast)
    saved = await drafting.save_page(
        cast.firm,
        YEAR,
        "staff",
        {"staff_total": ["二十"], "staff_qual": ["１,２３４"]},
        9,
        actor=cast.ee,
        now=NOW,
    )
    draft = (await reports.of_firm(cast.firm, YEAR)).draft
    assert set(saved.problems) == {"staff_total"}
    assert draft["staff_total"] == 21
    assert draft["staff_qual"] == 1234


async def test_a_page_saved_by_a_colleague_is_not_overwritten_but_ones_own_saves_never_stand_in_the_way(
    licensed,
):
    cast = licensed
    await drafting.start(cast.firm, YEAR, actor=cast.e, now=NOW)
    staff = build.typed(VALUES, "staff")
    await drafting.save_page(cast.firm, YEAR, "staff", staff, 0, actor=cast.ee, now=NOW)
    await drafting.save_page(cast.firm, YEAR, "staff", staff, 0, actor=cast.ee, now=NOW)
    with pytest.raises(drafting.Overtaken) as overtaken:
        await drafting.save_page(cast.firm, YEAR, "staff", staff, 0, actor=cast.e, now=NOW)
    assert overtaken.value.params["name"] == "鄂二"
    await drafting.save_page(
        cast.firm, YEAR, "finance", build.typed(VALUES, "finance"), 0, actor=cast.e, now=NOW
    )
    await drafting.save_page(cast.firm, YEAR, "staff", staff, 2, actor=cast.e, now=NOW)


async def test_a_cell_of_another_page_is_refused(licensed):
    cast = licensed
    await drafting.start(cast.firm, YEAR, actor=cast.e, now=NOW)
    with pytest.raises(errors.Invalid):
        await drafting.save_page(cast.firm, YEAR, "staff", {"rev_total": ["1"]}, 0, actor=cast.e, now=NOW)


async def test_another_firms_report_does_not_exist(licensed):
    cast = licensed
    await build.a_draft(cast)
    with pytest.raises(errors.NotFound):
        await drafting.save_page(cast.firm, YEAR, "staff", {}, 0, actor=cast.f, now=NOW)
    with pytest.raises(errors.NotFound):
        await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.f, now=NOW)


async def test_a_mistaken_unit_is_asked_about_by_value_and_converted_on_request(licensed):
    cast = licensed
    inflated = {
        **VALUES,
        "rev_total": Decimal(15_305_000),
        "rev_recruit": Decimal(5_305_000),
        "rev_outsrc": Decimal(10_000_000),
    }
    await build.a_draft(cast, values=inflated)
    window = (await windows.of_year(YEAR)).window
    found = await drafting.findings(await reports.of_firm(cast.firm, YEAR), window, now=NOW)
    [asked] = [each for each in found if each.rule == "V024"]
    assert asked.suggestion == {"rev_total": Decimal("1530.50")}
    await drafting.explain(cast.firm, YEAR, {}, [asked.key], actor=cast.ee, now=NOW)
    assert (await reports.of_firm(cast.firm, YEAR)).draft["rev_total"] == Decimal("1530.50")


async def test_a_nil_report_asks_no_revenue_and_no_services(licensed):
    cast = licensed
    nil = {**VALUES, "operated": False}
    await build.a_report(cast, values=nil)
    [filed] = await reports.filings((await reports.of_firm(cast.firm, YEAR)).id)
    assert filed.is_nil
    assert "rev_total" not in filed.cells
    assert "biz_types" not in filed.cells


# --- review ----------------------------------------------------------------------------------------


async def test_a_return_marks_the_cells_and_the_correction_is_a_new_version(licensed):
    cast = licensed
    number = await build.a_report(cast)
    await review.return_report(
        YEAR, number, 1, {"rev_total": "与税务数据不符"}, "请核对", actor=cast.an, now=NOW
    )
    report = await reports.of_firm(cast.firm, YEAR)
    assert report.marks == {"rev_total": "与税务数据不符"}
    assert report.draft == (await reports.filings(report.id))[0].cells, "the firm goes on from what it filed"
    after = datetime(2026, 4, 20, tzinfo=UTC)
    await drafting.save_page(
        cast.firm,
        YEAR,
        "finance",
        build.typed({**VALUES, "rev_total": Decimal("1630.50"), "rev_outsrc": Decimal("1100.00")}, "finance"),
        9,
        actor=cast.e,
        now=after,
    )
    await build.explain_all(cast.firm, who=cast.e, now=after)
    await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=after)
    latest, first = await reports.filings(report.id)
    assert (latest.version, first.version) == (2, 1)
    assert first.cells["rev_total"] == Decimal("1530.50")
    assert latest.cells["rev_total"] == Decimal("1630.50")
    assert not latest.is_late, "filed in time; the correction has no period of its own"
    assert [each["outcome"] for each in first.opinions] == ["returned"]


async def test_an_accepted_report_can_be_opened_for_correction_but_not_edited(licensed):
    cast = licensed
    number = await build.a_report(cast, at=Status.ACCEPTED)
    with pytest.raises(errors.Refused):
        await drafting.save_page(cast.firm, YEAR, "staff", {}, 9, actor=cast.e, now=NOW)
    await review.reopen(YEAR, number, 1, {}, "机构申请更正", actor=cast.an, now=NOW)
    assert (await reports.of_firm(cast.firm, YEAR)).status is Status.RETURNED


async def test_the_neighbouring_district_does_not_see_it_and_the_city_does(licensed):
    cast = licensed
    number = await build.a_report(cast)
    with pytest.raises(errors.NotFound):
        await desk.visible_report(cast.ding, YEAR, number)
    assert (await desk.visible_report(cast.hao, YEAR, number)).status is Status.SUBMITTED
    with pytest.raises(errors.NotFound):
        await review.accept(YEAR, number, 1, actor=cast.ding, now=NOW)


async def test_a_draft_is_not_the_offices_business(licensed):
    cast = licensed
    number = await build.a_report(cast, at=Status.DRAFT)
    with pytest.raises(errors.NotFound):
        await desk.visible_report(cast.an, YEAR, number)


async def test_a_return_needs_a_reason_and_known_cells(licensed):
    cast = licensed
    number = await build.a_report(cast)
    with pytest.raises(errors.Invalid):
        await review.return_report(YEAR, number, 1, {}, " ", actor=cast.an, now=NOW)
    with pytest.raises(errors.Invalid):
        await review.return_report(YEAR, number, 1, {"nothing": ""}, "理由", actor=cast.an, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await review.accept(YEAR, number, 1, actor=cast.jin, now=NOW)


async def test_an_official_who_looked_at_an_older_version_is_told(licensed):
    cast = licensed
    number = await build.a_report(cast)
    with pytest.raises(errors.AlreadyMoved):
        await review.accept(YEAR, number, 0, actor=cast.an, now=NOW)


# --- the lists --------------------------------------------------------------------------------------


async def test_the_desk_lists_who_filed_and_who_did_not_within_reach(licensed):
    cast = licensed
    await build.a_report(cast)
    window = (await windows.of_year(YEAR)).window
    mine = await desk.listed(cast.an, window, desk.Asked(YEAR), now=NOW)
    assert [(row["name"], row["status"]) for row in mine.rows] == [("测试甲人力资源有限公司", "submitted")]
    city = await desk.listed(cast.hao, window, desk.Asked(YEAR), now=NOW)
    assert city.total == 2
    assert city.statuses == {"not_filed": 1, "submitted": 1}
    assert city.districts == {"110105": 1, "110108": 1}
    assert city.overdue == 0


async def test_after_the_last_day_the_missing_are_overdue(licensed):
    cast = licensed
    await build.a_report(cast)
    window = (await windows.of_year(YEAR)).window
    later = datetime(2026, 4, 1, tzinfo=UTC)
    found = await desk.listed(cast.hao, window, desk.Asked(YEAR, overdue=True), now=later)
    assert [row["name"] for row in found.rows] == ["测试乙人力资源有限公司"]
    searched = await desk.listed(cast.hao, window, desk.Asked(YEAR, q="测试甲"), now=later)
    assert (searched.total, searched.overdue) == (1, 0)


async def test_the_public_reads_the_publishable_cells_once_accepted_and_finances_only_where_agreed(licensed):
    cast = licensed
    number = await build.a_report(cast)
    [before] = await public.extracts(cast.firm)
    assert before.cells == ()
    await review.accept(YEAR, number, 1, actor=cast.an, now=NOW)
    [after] = await public.extracts(cast.firm)
    keys = {indicator.key for indicator, _value in after.cells}
    assert "inst_type" in keys
    assert not keys & {"rev_total", "staff_total", "persons_served"}
    assert "identity_note" not in keys
    agreed = public.publishable({**VALUES, "figures_public": True})
    assert {"rev_total", "staff_total"} <= {indicator.key for indicator, _value in agreed}


# --- several at once ----------------------------------------------------------------------------------


async def test_two_officials_at_once_one_of_them_decides(committed_db, cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    number = await build.a_report(cast)
    outcomes = await asyncio.gather(
        review.accept(YEAR, number, 1, actor=cast.an, now=NOW),
        review.return_report(YEAR, number, 1, {}, "请核对", actor=cast.ann, now=NOW),
        return_exceptions=True,
    )
    refused = [each for each in outcomes if each is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], errors.AlreadyMoved)
    assert await database.value("select count(*) from review_opinion") == 1


async def test_a_report_sent_twice_at_once_is_filed_once(committed_db, cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    await build.a_draft(cast)
    outcomes = await asyncio.gather(
        *(filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=NOW) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, dict) for each in outcomes) == 1
    assert all(isinstance(each, dict | errors.Refused) for each in outcomes)
    assert await database.value("select count(*) from filed_report") == 1
    assert await database.value("select count(*) from document") == 1


async def test_begun_twice_at_once_it_stays_one(committed_db, cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    made = await asyncio.gather(
        *(drafting.start(cast.firm, YEAR, actor=who, now=NOW) for who in (cast.e, cast.ee, cast.e))
    )
    assert len(set(made)) == 1
