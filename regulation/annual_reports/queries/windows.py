"""Windows and forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.annual_reports import rules
from regulation.indicators.indicator import FormKind
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

NO_WINDOW = N_("%(year)s年度的报告尚未安排填报期")

_WINDOW = """
    select report_window.*, form_version.edition, form_version.number as form_number, form_version.title,
           form_version.issuing_body, form_version.approval_number, form_version.valid_from, form_version.expires_on
      from report_window join form_version on form_version.id = report_window.form_version
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A window with its row ids."""

    id: UUID
    form_version_id: UUID
    window: rules.Window


def _form(found: dict[str, Any], number: str = "number") -> rules.FormVersion:
    return rules.FormVersion(
        edition=found["edition"],
        number=found[number],
        title=found["title"],
        issuing_body=found["issuing_body"],
        approval_number=found["approval_number"],
        valid_from=found["valid_from"],
        expires_on=found["expires_on"],
        kind=FormKind(found["kind"]),
    )


def _window(found: dict[str, Any]) -> Known:
    return Known(
        id=found["id"],
        form_version_id=found["form_version"],
        window=rules.Window(
            year=found["year"],
            opens_on=found["opens_on"],
            closes_on=found["closes_on"],
            notice=found["notice"],
            form=_form(found, "form_number"),
            two_persons=found["two_persons"],
            late_until=found["late_until"],
            kind=FormKind(found["kind"]),
        ),
    )


async def all_windows(kind: FormKind = FormKind.OPERATING) -> list[Known]:
    """Every window of a report, newest year first."""
    found = await database.rows(
        f"{_WINDOW} where report_window.kind = $1 order by report_window.year desc", kind
    )
    return [_window(each) for each in found]


async def of_year(year: int, kind: FormKind = FormKind.OPERATING) -> Known:
    """The window of a year. Raises NotFound."""
    found = await database.row(
        f"{_WINDOW} where report_window.year = $1 and report_window.kind = $2", year, kind
    )
    if found is None:
        raise errors.NotFound(NO_WINDOW, year=year)
    return _window(found)


async def forms(kind: FormKind | None = FormKind.OPERATING) -> list[tuple[UUID, rules.FormVersion]]:
    """Every edition of a report's form, or with None of all of them, newest first."""
    found = await database.rows(
        "select * from form_version where $1::text is null or kind = $1 order by kind desc, edition desc",
        kind,
    )
    return [(each["id"], _form(each)) for each in found]


async def form(form_version_id: UUID) -> rules.FormVersion:
    """One edition. Raises NotFound."""
    found = await database.row("select * from form_version where id = $1", form_version_id)
    if found is None:
        raise errors.NotFound
    return _form(found)
