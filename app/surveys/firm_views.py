"""A return for its respondent: cells of its own beside cells that the operating report carries, last year's values, differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.annual_reports import views
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.annual_reports.queries import reports
from regulation.annual_reports.status import COUNTED
from regulation.indicators import reading
from regulation.indicators.indicator import Kind
from regulation.surveys import entry, rules
from regulation.surveys.status import STATUSES, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from regulation.indicators.indicator import Indicator, Values
    from regulation.surveys.queries.returns import Return

TONES: dict[str, str] = {
    Status.NOT_FILED: "neutral",
    Status.DRAFT: "info",
    Status.SUBMITTED: "info",
    Status.RETURNED: "warn",
    Status.DISTRICT_PASSED: "good",
    Status.CITY_PASSED: "good",
    Status.OUT_OF_SCOPE: "neutral",
    Status.NONRESPONSE: "bad",
}
#: Cells of the report for which the statistics may know another value; what the firm declares of itself is one.
_MAY_DIFFER = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.CHOICE, Kind.CHOICES})


async def shared_of(firm_id: UUID, year: int) -> entry.Shared | None:
    """What the operating report of the year hands over; read with the rights of supervision, before any statistical act.

    The filed report where it stands, else the draft; None where the firm has no report of the year.
    """
    report = await reports.of_firm(firm_id, year)
    if report is None:
        return None
    if report.filed_id is not None and report.status in COUNTED:
        filed = (await reports.filings(report.id))[0]
        return entry.Shared(filed.cells, filed.edition, is_filed=True)
    return entry.Shared(report.draft, 1, is_filed=False)


@dataclass(frozen=True, slots=True)
class Cell(views.Cell):
    """A cell of the return. `is_shared`: the operating report carries it, and only a difference is typed here."""

    is_shared: bool = False
    theirs: Any = None
    reason: str = ""
    #: Typed here before the report had another value: somebody has to decide.
    is_typed_twice: bool = False

    @property
    def own_name(self) -> str:
        """Field of a different value."""
        return entry.OWN + self.key

    @property
    def why_name(self) -> str:
        """Field of its reason."""
        return entry.WHY + self.key

    @property
    def may_differ(self) -> bool:
        """Whether another value can be stated."""
        return self.is_shared and self.kind in _MAY_DIFFER

    @property
    def differs(self) -> bool:
        """Whether the return states another value."""
        return bool(self.reason)

    @property
    def shown_theirs(self) -> str:
        """The report's value with its unit."""
        return reading.with_unit(self.indicator, self.theirs, i18n.language())


def cells(
    form: rules.Form,
    held: Return,
    shared: entry.Shared | None,
    previous: Values | None,
    group: str | None = None,
    *,
    register: Mapping[str, str] | None = None,
) -> list[Cell]:
    """The asked cells of the form or of one page, each with all that is known of it."""
    together = held.values(shared)
    twice = entry.typed_twice(held.draft, shared, held.differs)
    return [
        Cell(
            each,
            together.get(each.key),
            (previous or {}).get(each.key),
            (register or {}).get(each.key, ""),
            is_shared=shared is not None and shared.carries(each),
            theirs=shared.values.get(each.key) if shared is not None else None,
            reason=held.differs[each.key].reason if each.key in held.differs else "",
            is_typed_twice=each.key in twice,
        )
        for each in form.asked(together, group)
    ]


def typed(held: Return, shared: entry.Shared | None) -> dict[str, Any]:
    """The draft as the fields of a page show it."""
    found = views.typed(held.draft)
    for key, each in held.differs.items():
        found[entry.OWN + key] = views.typed({key: each.value})[key]
        found[entry.WHY + key] = each.reason
    for key, value in entry.typed_twice(held.draft, shared, held.differs).items():
        found[entry.OWN + key] = views.typed({key: value})[key]
    return found


def status_words(status: Status) -> str:
    """Where a return stands."""
    return _(STATUSES[status])


def read_groups(
    form_groups: Iterable[tuple[str, Iterable[Indicator]]], values: Values, previous: Values | None
) -> list[tuple[str, list[views.Cell]]]:
    """Filed answers by group, for reading."""
    return [
        (
            title,
            [cell for cell in views.cells(indicators, values, previous) if cell.value not in (None, "", ())],
        )
        for title, indicators in form_groups
    ]
