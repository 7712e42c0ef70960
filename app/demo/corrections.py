"""A return corrected by its respondent's own people through the real steps: what a revision of the yearbook rests on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regulation.annual_reports.queries import reports
from regulation.indicators import catalogue, edits, reading
from regulation.surveys import entry
from regulation.surveys.actions import drafting, filing, review
from regulation.surveys.queries import returns, rounds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from app.demo.people import Staff
    from regulation.actor import Actor
    from regulation.indicators.indicator import Value

BELIEVED = "已核对原始台账，数据属实（演示）"
WHY = "审计后数据，经营情况报告报送时尚未取得（演示）"


async def send_back(
    year: int, number: str, version: int, marks: Mapping[str, str], city: Actor, *, now: datetime
) -> None:
    """The city reopens what it has passed."""
    await review.return_to_respondent(
        year, number, version, dict(marks), "请按审计后数据更正标记的指标（演示）", actor=city, now=now
    )


async def correct(
    firm_id: UUID,
    year: int,
    changed: Mapping[str, Value],
    preparer: Actor,
    signatory: Actor,
    *,
    now: datetime,
) -> None:
    """Cells of the operating report are stated as differences with a reason, the others simply typed anew; then filed."""
    period = str(year)
    shared = await _reported(firm_id, year)
    asked = (await rounds.of_period(period)).round
    for group in {catalogue.BY_KEY[key].group for key in changed}:
        held = await returns.of_firm(firm_id, period)
        assert held is not None
        page = {key: value for key, value in changed.items() if catalogue.BY_KEY[key].group == group}
        await drafting.save_page(
            firm_id,
            period,
            group,
            _typed(page, shared),
            held.revision(group),
            shared=shared,
            actor=preparer,
            now=now,
        )
    held = await returns.of_firm(firm_id, period)
    assert held is not None
    found = edits.soft(await returns.findings(held, asked, shared, now=now))
    await drafting.explain(
        firm_id,
        period,
        {each.key: BELIEVED for each in found},
        shared=shared,
        actor=preparer,
        now=now,
    )
    await drafting.prepare(firm_id, period, actor=preparer, now=now)
    await filing.submit(
        firm_id, period, has_declared=True, shared=shared, actor=signatory, now=now + timedelta(hours=2)
    )


async def pass_again(
    year: int, number: str, version: int, district: Staff, city: Staff, *, now: datetime
) -> None:
    """District and city look at the corrected version."""
    await review.pass_return(year, number, version, actor=district.statistician, now=now)
    await review.pass_return(year, number, version, actor=city.statistician, now=now + timedelta(days=1))


async def _reported(firm_id: UUID, year: int) -> entry.Shared | None:
    report = await reports.of_firm(firm_id, year)
    if report is None or report.filed_id is None:
        return None
    filed = (await reports.filings(report.id))[0]
    return entry.Shared(filed.cells, filed.edition, is_filed=True)


def _typed(values: Mapping[str, Value], shared: entry.Shared | None) -> dict[str, list[str]]:
    typed: dict[str, list[str]] = {}
    for key, value in values.items():
        indicator = catalogue.BY_KEY[key]
        text: Any = reading.typed(indicator, value)
        if shared is not None and shared.carries(indicator):
            typed |= {entry.OWN + key: [text], entry.WHY + key: [WHY]}
        else:
            typed[key] = [text]
    return typed
