"""The firm's public page: which years it reported, and the publishable extract of each accepted report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request

from app.public.firm_sections import Section
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.annual_reports.queries import public
from regulation.indicators import reading


async def annual_reports(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """One entry per year, newest first; figures only once the organ has accepted them."""
    lang = i18n.language()
    found = await public.extracts(firm_id)
    if not found:
        return None
    years = [
        {
            "year": each.year,
            "filed_on": each.filed_at,
            "is_late": each.is_late,
            "is_nil": each.is_nil,
            "is_accepted": each.is_accepted,
            "effective_at": each.effective_at,
            "is_being_corrected": each.is_being_corrected,
            "corrections": [
                (
                    one.indicator.name(lang),
                    reading.with_unit(one.indicator, one.before, lang),
                    reading.with_unit(one.indicator, one.after, lang),
                )
                for one in each.corrections
            ],
            "rows": [
                (indicator.name(lang), reading.with_unit(indicator, value, lang))
                for indicator, value in each.cells
            ],
        }
        for each in found
    ]
    data = [
        {
            "year": each.year,
            "filed_at": each.filed_at.isoformat(),
            "late": each.is_late,
            "nil": each.is_nil,
            "accepted": each.is_accepted,
            "effective_at": each.effective_at.isoformat() if each.effective_at else None,
            "correcting": each.is_being_corrected,
            "corrections": {
                one.indicator.key: {
                    "before": reading.typed(one.indicator, one.before),
                    "after": reading.typed(one.indicator, one.after),
                }
                for one in each.corrections
            },
            "values": {indicator.key: reading.typed(indicator, value) for indicator, value in each.cells},
        }
        for each in found
    ]
    return Section(
        "annual_reports", _("年度报告"), "annual_reports/public_section.html", {"years": years}, data
    )
