"""A firm takes back what it filed: before the review and within the period, with everything kept."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from regulation import database, errors
from regulation.annual_reports.actions import drafting, filing, recalling, review
from regulation.annual_reports.queries import desk, public, reports
from regulation.annual_reports.status import Status
from regulation.casework import record
from regulation.indicators.indicator import FormKind
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, YEAR

LATER = NOW + timedelta(days=1)
#: The last second of the period, and the one after it.
LAST = datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC)


@pytest.fixture(params=[FormKind.OPERATING, FormKind.DISPATCH])
async def filed(cast, request):
    """E's report of either kind, filed."""
    kind = request.param
    await build.a_registration(cast.firm, "hr_licence" if kind is FormKind.OPERATING else "dispatch_licence")
    await build.a_window(cast, kind=kind)
    number = await (build.a_report(cast) if kind is FormKind.OPERATING else build.a_dispatch_report(cast))
    return SimpleNamespace(**vars(cast), kind=kind, number=number)


async def recall(cast, *, who=None, now=LATER):
    await recalling.recall(cast.firm, YEAR, kind=cast.kind, actor=who or cast.e, now=now)


async def of(cast):
    return await reports.of_firm(cast.firm, YEAR, cast.kind)


async def test_what_was_filed_is_a_draft_again_with_its_history(filed):
    before = await of(filed)
    receipt = await filing.receipt_of(before.id)
    await recall(filed)
    report = await of(filed)
    [kept] = await reports.filings(report.id)
    assert (report.status, report.filed_id, report.filed_at) == (Status.DRAFT, None, None)
    assert (report.number, report.version, report.draft) == (before.number, 1, kept.cells)
    assert await filing.receipt_of(report.id) == receipt
    assert await reports.recalls(report.id) == {1: LATER}
    assert [each.action for each in await record.history("annual_report", report.id)][-2:] == [
        "submit",
        "recall",
    ]
    acts = await database.rows("select act from leaf where entity = $1 order by seq", str(report.id))
    assert [each["act"] for each in acts] == ["submit", "recall"]
    assert await public.extracts(filed.firm) == []


async def test_it_is_filed_again_under_its_number_with_a_second_receipt(filed):
    await recall(filed)
    again = await filing.submit(
        filed.firm, YEAR, has_declared=True, kind=filed.kind, actor=filed.e, now=LATER
    )
    report = await of(filed)
    assert (report.status, report.version, report.filed_at) == (Status.SUBMITTED, 2, LATER)
    assert again["number"] == f"{report.number}（第2次）"
    assert (await filing.receipt_of(report.id, 1))["number"] == report.number
    assert (await filing.receipt_of(report.id, 2))["number"] == again["number"]
    assert await filing.receipt_of(report.id, 3) is None


async def test_filed_again_after_the_last_day_it_is_late(cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast, late_until=datetime(2026, 4, 30, tzinfo=UTC).date())
    await build.a_report(cast)
    await recalling.recall(cast.firm, YEAR, actor=cast.e, now=LAST)
    await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=LAST + timedelta(days=2))
    [second, first] = await reports.filings((await reports.of_firm(cast.firm, YEAR)).id)
    assert (first.is_late, second.is_late) == (False, True)


async def test_the_desk_is_told_and_finds_no_filing(filed):
    await recall(filed)
    with pytest.raises(errors.NotFound, match="撤回"):
        await desk.visible_report(filed.an, YEAR, filed.number, filed.kind)
    told = await database.value("select count(*) from notice where title like '%撤回%'")
    assert told == 1


async def test_the_last_second_counts_and_the_next_does_not(filed):
    with pytest.raises(errors.Refused, match=r"截止.*联系登记机关退回"):
        await recall(filed, now=LAST + timedelta(seconds=1))
    assert (await of(filed)).status is Status.SUBMITTED
    await recall(filed, now=LAST)


async def test_a_preparer_does_not_recall_and_another_firm_finds_nothing(filed):
    with pytest.raises(errors.NotPermitted, match="签署人撤回"):
        await recall(filed, who=filed.ee)
    with pytest.raises(errors.NotFound):
        await recall(filed, who=filed.f)


async def test_once_reviewed_it_is_not_recalled_but_corrected(cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    number = await build.a_report(cast)
    await review.return_report(YEAR, number, 1, {}, "请核对收入", actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="不需要撤回"):
        await recalling.recall(cast.firm, YEAR, actor=cast.e, now=LATER)
    await filing.submit(cast.firm, YEAR, has_declared=True, actor=cast.e, now=LATER)
    with pytest.raises(errors.Refused, match=r"已经开始审核.*退回"):
        await recalling.recall(cast.firm, YEAR, actor=cast.e, now=LATER)
    await review.accept(YEAR, number, 2, actor=cast.an, now=LATER)
    with pytest.raises(errors.Refused, match=r"审核通过.*开放更正"):
        await recalling.recall(cast.firm, YEAR, actor=cast.e, now=LATER)


async def test_a_draft_is_not_recalled(cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    await drafting.start(cast.firm, YEAR, actor=cast.e, now=NOW)
    with pytest.raises(errors.Refused, match="不需要撤回"):
        await recalling.recall(cast.firm, YEAR, actor=cast.e, now=LATER)


async def test_of_recalling_and_accepting_at_once_one_wins(committed_db, cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    number = await build.a_report(cast)
    outcomes = await asyncio.gather(
        recalling.recall(cast.firm, YEAR, actor=cast.e, now=LATER),
        review.accept(YEAR, number, 1, actor=cast.an, now=LATER),
        return_exceptions=True,
    )
    report = await reports.of_firm(cast.firm, YEAR)
    assert sum(each is None for each in outcomes) == 1, outcomes
    assert report.status is (Status.DRAFT if outcomes[0] is None else Status.ACCEPTED)
    assert all(each is None or isinstance(each, errors.DomainError) for each in outcomes)
