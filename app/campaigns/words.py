"""Figures and names of a campaign in the visitor's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.accounts.organs import BY_CODE
from regulation.campaigns import papers
from regulation.campaigns.rules.cube import Cell
from regulation.campaigns.status import (
    DEPARTMENTS,
    MATTER_KINDS,
    MEASURES,
    RECORDED,
    TARGETS,
    UNITS_OF,
    Department,
    Dimension,
    MatterKind,
    Measure,
    Target,
)
from regulation.inspections.status import OUTCOME_NAMES
from regulation.leads.status import STATUS_NAMES as LEAD_STATUSES
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import CASE_NAMES, ORDER_NAMES
from regulation.radar.status import CLUSTER_STATUSES
from regulation.recruiter_accounts.status import ACCOUNT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What may be called an outcome: each kind of matter has its own words.
_OUTCOMES: dict[str, dict[Any, str]] = {
    Measure.VISITS: dict(OUTCOME_NAMES),
    Measure.UNITS: dict(OUTCOME_NAMES),
    Measure.ORDERS: dict(ORDER_NAMES),
    Measure.LEADS: dict(LEAD_STATUSES),
    Measure.CLUSTERS: dict(CLUSTER_STATUSES),
    Measure.ACCOUNTS: dict(ACCOUNT_STATUSES),
}


def area(code: str) -> str:
    """An area in the visitor's language."""
    if code == "BJ":
        return _("市本级")
    known = BY_CODE.get(code)
    if known is None:
        return code
    return known.area_en if i18n.language() == i18n.ENGLISH else known.area


def violation(key: str) -> str:
    """A violation by number and title."""
    return f"{key} {_(VIOLATIONS[key].title)}" if key in VIOLATIONS else key


def measure(key: str) -> str:
    """A measure with its unit."""
    what, unit = _(MEASURES[Measure(key)]), _(UNITS_OF[Measure(key)])
    return f"{what} ({unit})" if i18n.language() == i18n.ENGLISH else f"{what}（{unit}）"


def outcome(key: str, of: str) -> str:
    """A result in the words of what is counted."""
    return _(_OUTCOMES.get(of, dict(CASE_NAMES)).get(key, key))


def key_name(dimension: str, key: str, of: str = "") -> str:
    """A row or column of the cube by its name."""
    if not key:
        return _("未分列")
    match dimension:
        case Dimension.AREA:
            return area(key)
        case Dimension.DEPARTMENT:
            return _(DEPARTMENTS[Department(key)])
        case Dimension.TARGET:
            return _(TARGETS[Target(key)])
        case Dimension.VIOLATION:
            return violation(key)
        case Dimension.OUTCOME:
            return outcome(key, of)
    return key


def told(cell: Cell | None, of: str, *, ours: bool = False) -> str:
    """A cell in words; what nobody reported is not nothing."""
    cell = cell or Cell()
    if cell.value is None:
        if cell.unknown:
            return _("不详")
        return "0" if ours and of in RECORDED else _("未报")
    said = papers.number(cell.value, of)
    return _("%(said)s，另%(n)s项不详", said=said, n=cell.unknown) if cell.unknown else said


def matter_kind(key: str) -> str:
    """A kind of matter."""
    return _(MATTER_KINDS[MatterKind(key)])


#: Where a matter of each kind opens.
ADDRESSES = {
    MatterKind.TASK: "/desk/visits/{id}",
    MatterKind.ORDER: "/desk/orders/{id}",
    MatterKind.CASE: "/desk/cases/{id}",
    MatterKind.LEAD: "/desk/case-leads/{id}",
    MatterKind.CLUSTER: "/desk/radar/{id}",
    MatterKind.ACCOUNT: "/desk/recruiter-accounts/{number}",
}


def address(kind: str, matter_id: Any, number: str) -> str:
    """The page of a matter."""
    return ADDRESSES[MatterKind(kind)].format(id=matter_id, number=number)


def choices(names: dict[Any, str], only: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """What a field offers: all of them, or these."""
    wanted = None if only is None else set(only)
    return [(str(key), _(label)) for key, label in names.items() if wanted is None or key in wanted]
