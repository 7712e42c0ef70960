"""The report on dispatch: who owes it, what it shares, its verification and what that leaves on the firm's record."""

import asyncio
from datetime import UTC, date, datetime

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.annual_reports import bulk
from regulation.annual_reports.actions import drafting, filing, review, verifying
from regulation.annual_reports.actions import windows as setting
from regulation.annual_reports.queries import desk, obligations, reports, scope, windows
from regulation.annual_reports.status import Status, Verified
from regulation.casework import record
from regulation.indicators.indicator import FormKind
from regulation.integrity import queries as integrity
from regulation.integrity.status import FactKind
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, YEAR

DISPATCH = FormKind.DISPATCH


@pytest.fixture
async def dispatching(cast):
    """E's firm holds a dispatch licence on the reference day; the window of the report is open."""
    await build.a_registration(cast.firm, "dispatch_licence")
    await build.a_window(cast, kind=DISPATCH)
    return cast


async def test_the_dispatch_licence_alone_makes_the_report_owed_and_no_other(dispatching):
    cast = dispatching
    assert await scope.reasons(cast.firm, YEAR, DISPATCH) == ["dispatch_licence"]
    assert await scope.reasons(cast.firm, YEAR) == []
    [this] = await obligations.of_firm(cast.firm, now=NOW, kind=DISPATCH)
    assert (this.kind, this.status, this.window.closes_on) == (DISPATCH, Status.NOT_FILED, date(2026, 3, 31))
    assert await obligations.of_firm(cast.firm, now=NOW) == []


async def test_a_licence_given_up_before_the_reference_day_asks_for_nothing(cast):
    await build.a_registration(cast.firm, "dispatch_licence", status="cancelled", ended_on=date(2025, 12, 30))
    await build.a_window(cast, kind=DISPATCH)
    assert await obligations.of_firm(cast.firm, now=NOW, kind=DISPATCH) == []
    with pytest.raises(errors.Refused) as refused:
        await drafting.start(cast.firm, YEAR, kind=DISPATCH, actor=cast.e, now=NOW)
    assert refused.value.message == drafting.NO_DISPATCH_DUTY


async def test_it_is_filed_beside_the_operating_report_with_a_number_of_its_own(dispatching):
    cast = dispatching
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    await build.a_report(cast)
    await build.a_dispatch_report(cast)
    report = await reports.of_firm(cast.firm, YEAR, DISPATCH)
    other = await reports.of_firm(cast.firm, YEAR)
    assert (report.status, report.number) == (Status.SUBMITTED, "京朝派报〔2026〕1号")
    assert other.number == "京朝年报〔2026〕1号"
    [filed] = await reports.filings(report.id)
    assert filed.cells["disp_unit_list"] == build.DISPATCH_VALUES["disp_unit_list"]
    receipt = await filing.receipt_of(report.id)
    assert receipt["kind"] == "dispatch_report_receipt"
    assert {"label": "年末派遣人员", "value": "120 人"} in receipt["snapshot"]["figures"]
    assert [each.action for each in await record.history("annual_report", report.id)] == ["start", "submit"]


OPERATING = {
    **build.VALUES,
    "biz_types": ("RECRUIT", "OUTSRC", "DISPATCH"),
    "rev_total": build.VALUES["rev_total"] + build.DISPATCH_VALUES["rev_dispatch"],
    "rev_onbehalf": build.VALUES["rev_onbehalf"] + build.DISPATCH_VALUES["onbehalf_dispatch"],
    **{
        key: build.DISPATCH_VALUES[key]
        for key in ("rev_dispatch", "onbehalf_dispatch", "disp_workers", "disp_emp")
    },
}


async def test_a_cell_of_the_operating_report_is_taken_from_there_and_cannot_be_typed_again(dispatching):
    cast = dispatching
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    await build.a_draft(cast, who=cast.e, values=OPERATING)
    held = await reports.shared(cast.firm, YEAR, 1)
    assert held["disp_workers"] == 120
    await drafting.start(cast.firm, YEAR, kind=DISPATCH, actor=cast.e, now=NOW)
    with pytest.raises(errors.Invalid):
        await drafting.save_page(
            cast.firm, YEAR, "disp_staff", {"disp_workers": ["7"]}, 0, kind=DISPATCH, actor=cast.e, now=NOW
        )
    await build.a_dispatch_report(cast)
    report = await reports.of_firm(cast.firm, YEAR, DISPATCH)
    [filed] = await reports.filings(report.id)
    assert filed.cells["disp_workers"] == 120
    assert filed.cells["rev_dispatch"] == build.DISPATCH_VALUES["rev_dispatch"]


async def test_a_firm_without_an_operating_report_types_everything(dispatching):
    cast = dispatching
    await build.a_dispatch_report(cast)
    [filed] = await reports.filings((await reports.of_firm(cast.firm, YEAR, DISPATCH)).id)
    assert filed.cells["disp_workers"] == 120


async def test_a_sum_that_does_not_add_up_blocks(dispatching):
    cast = dispatching
    await build.a_dispatch_draft(cast, values={**build.DISPATCH_VALUES, "disp_workers": 119})
    with pytest.raises(filing.NotReady) as refused:
        await filing.submit(cast.firm, YEAR, has_declared=True, kind=DISPATCH, actor=cast.e, now=NOW)
    assert refused.value.message == filing.HARD_FINDINGS


async def test_a_second_after_the_last_day_it_is_not_taken_and_the_draft_is_kept(dispatching):
    cast = dispatching
    await build.a_dispatch_draft(cast)
    late = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
    with pytest.raises(errors.Refused) as refused:
        await filing.submit(cast.firm, YEAR, has_declared=True, kind=DISPATCH, actor=cast.e, now=late)
    assert refused.value.message == drafting.CLOSED
    report = await reports.of_firm(cast.firm, YEAR, DISPATCH)
    assert report.draft["disp_workers"] == 120


async def test_verification_stands_in_the_record_with_a_notice_and_weighs_nothing(dispatching):
    cast = dispatching
    number = await build.a_dispatch_report(cast)
    before = await integrity.standing(cast.firm, today=NOW.date())
    paper = await verifying.verify(
        YEAR, number, 1, Verified.PROBLEMS, "工伤保险少缴三人", ["disp_injury"], actor=cast.an, now=NOW
    )
    report = await reports.of_firm(cast.firm, YEAR, DISPATCH)
    assert report.status is Status.ACCEPTED
    assert paper["number"] == "京朝派核〔2026〕1号"
    assert paper["snapshot"]["cells"] == ["参加工伤保险"]
    [fact] = await integrity.facts(cast.firm)
    assert (fact["kind"], fact["source_number"]) == (FactKind.DISPATCH_PROBLEMS, report.number)
    after = await integrity.standing(cast.firm, today=NOW.date())
    assert after.score == before.score
    last = (await record.history("annual_report", report.id))[-1]
    assert [each.zh for each in last.articles] == ["《劳务派遣行政许可实施办法》第二十三条"]


async def test_problems_have_to_be_described_and_cells_have_to_be_the_forms(dispatching):
    cast = dispatching
    number = await build.a_dispatch_report(cast)
    for result, facts, cells, field in (
        ("problems", "有", (), "facts"),
        ("fine", "", (), "result"),
        ("consistent", "", ("staff_total",), "form"),
    ):
        with pytest.raises(errors.Invalid) as refused:
            await verifying.verify(YEAR, number, 1, result, facts, cells, actor=cast.an, now=NOW)
        assert field in refused.value.errors


async def test_the_neighbouring_district_cannot_verify_and_does_not_see_it(dispatching):
    cast = dispatching
    number = await build.a_dispatch_report(cast)
    with pytest.raises(errors.NotFound):
        await verifying.verify(YEAR, number, 1, "consistent", "", actor=cast.ding, now=NOW)
    with pytest.raises(errors.NotFound):
        await desk.visible_report(cast.ding, YEAR, number, DISPATCH)


async def test_an_older_version_is_not_verified(dispatching):
    cast = dispatching
    number = await build.a_dispatch_report(cast)
    await review.return_report(
        YEAR, number, 1, {"disp_injury": "与参保记录不符"}, "请核对", kind=DISPATCH, actor=cast.an, now=NOW
    )
    await build.explain_all(cast.firm, who=cast.e, kind=DISPATCH)
    await filing.submit(cast.firm, YEAR, has_declared=True, kind=DISPATCH, actor=cast.e, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await verifying.verify(YEAR, number, 1, "consistent", "", actor=cast.an, now=NOW)
    await verifying.verify(YEAR, number, 2, "consistent", "", actor=cast.an, now=NOW)


async def test_opening_it_for_correction_takes_the_result_off_the_record(dispatching):
    cast = dispatching
    number = await build.a_dispatch_report(cast)
    paper = await verifying.verify(YEAR, number, 1, "problems", "工伤保险少缴三人", actor=cast.an, now=NOW)
    await review.reopen(YEAR, number, 1, {}, "机构申请更正", kind=DISPATCH, actor=cast.an, now=NOW)
    assert await integrity.facts(cast.firm) == []
    assert await database.value("select withdrawn_at is not null from document where id = $1", paper["id"])


async def test_accepting_without_verifying_is_no_step_of_this_report(dispatching):
    cast = dispatching
    number = await build.a_dispatch_report(cast)
    with pytest.raises(errors.NotFound):
        await review.accept(YEAR, number, 1, actor=cast.an, now=NOW)


async def test_two_officials_verify_at_once_and_one_of_them_is_told(committed_db, cast):
    await build.a_registration(cast.firm, "dispatch_licence")
    await build.a_window(cast, kind=DISPATCH)
    number = await build.a_dispatch_report(cast)
    outcomes = await asyncio.gather(
        *(verifying.verify(YEAR, number, 1, "consistent", "", actor=cast.an, now=NOW) for _ in range(2)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, errors.AlreadyMoved) for each in outcomes) == 1
    assert await database.value("select count(*) from dispatch_verification") == 1


async def test_a_verification_cannot_be_changed(dispatching):
    cast = dispatching
    number = await build.a_dispatch_report(cast)
    await verifying.verify(YEAR, number, 1, "consistent", "", actor=cast.an, now=NOW)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.unit_of_work():
            await database.execute("update dispatch_verification set result = 'problems', facts = '改动改动'")


async def test_a_form_of_another_report_cannot_be_taken_for_its_window(cast):
    form_id, _form = (await windows.forms(FormKind.OPERATING))[0]
    with pytest.raises(errors.Invalid) as refused:
        await setting.open_window(
            YEAR, date(2026, 1, 1), date(2026, 3, 31), form_id, "通知", kind=DISPATCH, actor=cast.hao, now=NOW
        )
    assert "form_version" in refused.value.errors


async def test_the_two_windows_of_a_year_stand_side_by_side(dispatching):
    cast = dispatching
    await build.a_window(cast, closes_on=date(2026, 4, 30))
    assert (await windows.of_year(YEAR)).window.closes_on == date(2026, 4, 30)
    assert (await windows.of_year(YEAR, DISPATCH)).window.closes_on == date(2026, 3, 31)


async def test_many_reports_on_dispatch_at_once_are_of_their_own_window(dispatching):
    cast = dispatching
    found = await database.row("select number, organ from firm where id = $1", cast.firm)
    given = bulk.Given(
        firm_id=cast.firm,
        firm_number=found["number"],
        year=YEAR,
        organ_id=found["organ"],
        district="110105",
        values=build.DISPATCH_VALUES,
        status=Status.ACCEPTED,
        number="京朝派报旧〔2025〕1号",
        filed_at=NOW,
        kind=DISPATCH,
    )
    assert await bulk.insert([given], actor=SYSTEM, now=NOW) == 1
    report = await reports.of_firm(cast.firm, YEAR, DISPATCH)
    assert report.status is Status.ACCEPTED
    assert await reports.of_firm(cast.firm, YEAR) is None
