"""One set of pages for both supervisory reports: which of them an address speaks of."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request

from app.shell.i18n import gettext as _
from regulation.annual_reports.actions.filing import DESKS, FIRM_PAGES
from regulation.annual_reports.rules import KIND_NAMES, KINDS
from regulation.indicators.indicator import FormKind

DISPATCH: Final = FormKind.DISPATCH


def of(request: Request[Any, Any, Any]) -> FormKind:
    """The report that the address speaks of."""
    is_dispatch = any(part.startswith("dispatch-reports") for part in request.url.path.split("/"))
    return DISPATCH if is_dispatch else FormKind.OPERATING


def at_desk(path: str = "") -> list[str]:
    """The addresses of a desk page, one for each report."""
    return [f"{DESKS[kind]}{path}" for kind in KINDS]


def at_firm(path: str = "") -> list[str]:
    """The addresses of a firm's page, one for each report."""
    return [f"{FIRM_PAGES[kind]}{path}" for kind in KINDS]


def name(kind: FormKind) -> str:
    """The report's name in the visitor's language."""
    return _(KIND_NAMES[kind])


def short(kind: FormKind) -> str:
    """The name that follows the year: 2025年度经营情况报告."""
    return name(kind) if kind is DISPATCH else _("经营情况报告")


def tabs(current: FormKind) -> list[tuple[str, str, bool]]:
    """The desks of both reports, side by side."""
    return [(name(kind), DESKS[kind], kind is current) for kind in KINDS]
