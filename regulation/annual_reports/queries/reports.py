"""One report: its draft, its filings, the register's data beside it, last year's figures."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.annual_reports.status import WRITABLE, Status
from regulation.casework import record
from regulation.firms import places
from regulation.firms.imports import codes
from regulation.indicators import catalogue, drafts, reading
from regulation.indicators.edits.filing import Filing, Known
from regulation.indicators.indicator import FormKind, Value, Values
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.annual_reports.rules import Window


@dataclass(frozen=True, slots=True)
class Report:
    """A report as pages and rules see it. `draft` is the firm's alone."""

    id: UUID
    firm_id: UUID
    year: int
    kind: FormKind
    organ_id: UUID | None
    status: Status
    number: str | None
    draft: Values
    pages: dict[str, dict[str, Any]]
    reasons: dict[str, str]
    prepared_by: UUID | None
    prepared_name: str
    prepared_at: datetime | None
    filed_id: UUID | None
    filed_at: datetime | None
    version: int
    marks: dict[str, str]

    def revision(self, group: str) -> int:
        """How often a page of the draft was saved."""
        return drafts.revision(self.pages, group)


@dataclass(frozen=True, slots=True)
class Filed:
    """One filing, as it was made."""

    id: UUID
    version: int
    edition: int
    filed_at: datetime
    filed_by: str
    filed_number: str
    prepared_by: str
    is_late: bool
    is_nil: bool
    cells: Values
    findings: list[dict[str, Any]]
    register: dict[str, Any]
    content_hash: str
    opinions: list[dict[str, Any]] = field(default_factory=list)


def _report(found: dict[str, Any]) -> Report:
    return Report(
        id=found["id"],
        firm_id=found["firm"],
        year=found["year"],
        kind=FormKind(found["kind"]),
        organ_id=found["organ"],
        status=Status(found["status"]),
        number=found["number"],
        draft=reading.from_json(found["draft"]),
        pages=json.loads(found["pages"]),
        reasons=json.loads(found["reasons"]),
        prepared_by=found["prepared_by"],
        prepared_name=found["prepared_name"],
        prepared_at=found["prepared_at"],
        filed_id=found["filed"],
        filed_at=found["filed_at"],
        version=found["version"],
        marks=json.loads(found["marks"]),
    )


async def of_firm(firm_id: UUID, year: int, kind: FormKind = FormKind.OPERATING) -> Report | None:
    """The firm's report of a year, or None when it has not begun."""
    found = await database.row(
        "select * from annual_report where firm = $1 and year = $2 and kind = $3", firm_id, year, kind
    )
    return None if found is None else _report(found)


async def for_update(firm_id: UUID, year: int, kind: FormKind = FormKind.OPERATING) -> Report:
    """The same, locked for the caller's transaction. Raises NotFound."""
    found = await database.row(
        "select * from annual_report where firm = $1 and year = $2 and kind = $3 for update",
        firm_id,
        year,
        kind,
    )
    if found is None:
        raise errors.NotFound
    return _report(found)


async def filings(report_id: UUID) -> list[Filed]:
    """Every filing of a report, newest first, with the opinions given on it."""
    found = await database.rows(
        "select * from filed_report where report = $1 order by version desc", report_id
    )
    opinions = await database.rows(
        """select review_opinion.* from review_opinion join filed_report on filed_report.id = review_opinion.filed
           where filed_report.report = $1 order by given_at""",
        report_id,
    )
    given = [{**each, "marks": json.loads(each["marks"])} for each in opinions]
    return [_filed(each, [one for one in given if one["filed"] == each["id"]]) for each in found]


async def was_reviewed(report_id: UUID) -> bool:
    """Whether an official gave an opinion on any filing of the report."""
    return bool(
        await database.value(
            """select exists (select from review_opinion join filed_report on filed_report.id = review_opinion.filed
                               where filed_report.report = $1)""",
            report_id,
        )
    )


async def recalls(report_id: UUID) -> dict[int, datetime]:
    """Which versions the firm took back, and when."""
    entries = await record.history("annual_report", report_id)
    return {each.data["version"]: each.at for each in entries if each.action == "recall"}


def _filed(found: dict[str, Any], opinions: list[dict[str, Any]]) -> Filed:
    return Filed(
        id=found["id"],
        version=found["version"],
        edition=found["form_edition"],
        filed_at=found["filed_at"],
        filed_by=found["filed_by"],
        filed_number=found["filed_number"],
        prepared_by=found["prepared_by"],
        is_late=found["is_late"],
        is_nil=found["is_nil"],
        cells=reading.from_json(found["cells"]),
        findings=json.loads(found["findings"]),
        register=json.loads(found["register"]),
        content_hash=found["content_hash"],
        opinions=opinions,
    )


async def shared(firm_id: UUID, year: int, edition: int) -> dict[str, Value]:
    """What the firm entered in the year's operating report of the cells that the report on dispatch asks too.

    They are shown there and not typed twice; a firm without an operating report types them itself.
    """
    report = await of_firm(firm_id, year)
    if report is None:
        return {}
    values = report.draft
    if report.status not in WRITABLE:
        values = reading.from_json(
            await database.value("select cells from filed_report where id = $1", report.filed_id)
        )
    return {
        each.key: values[each.key]
        for each in catalogue.on_form(edition, FormKind.DISPATCH)
        if FormKind.OPERATING in each.forms
        and catalogue.is_asked(each, values)
        and values.get(each.key) not in (None, "", ())
    }


async def content(report: Report, edition: int) -> dict[str, Value]:
    """The draft with what it shares with another report of the year."""
    if report.kind is FormKind.OPERATING:
        return dict(report.draft)
    return {**report.draft, **await shared(report.firm_id, report.year, edition)}


async def last_year(firm_id: UUID, year: int, kind: FormKind = FormKind.OPERATING) -> Values | None:
    """What the firm filed for the year before, unless it was sent back."""
    found = await database.value(
        """select filed_report.cells from annual_report join filed_report on filed_report.id = annual_report.filed
           where annual_report.firm = $1 and annual_report.year = $2 and annual_report.kind = $3
             and annual_report.status in ('submitted', 'accepted')""",
        firm_id,
        year - 1,
        kind,
    )
    return None if found is None else reading.from_json(found)


_ENTRY = ("kind", "number", "status", "issued_on", "expires_on", "scope", "organ")


async def register_data(firm_id: UUID) -> dict[str, Any]:
    """What the register knows and the firm need not type: shown, confirmed, kept with the filing. Raises NotFound."""
    found = await register_data_of([firm_id])
    if firm_id not in found:
        raise errors.NotFound
    return found[firm_id]


async def register_data_of(firm_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The same of many firms at once."""
    firms = await database.rows(
        """select firm.*, coalesce(organ.name, '') as organ_name, coalesce(organ.code, '') as organ_code,
                  coalesce(organ.short, '') as organ_short,
                  (select count(*) from branch where branch.firm = firm.id and branch.ended_on is null) as branches
             from firm left join organ on organ.id = firm.organ where firm.id = any($1::uuid[])""",
        firm_ids,
    )
    entries = await database.rows(
        """select entry.firm, entry.kind, entry.number, entry.status, entry.issued_on, entry.expires_on, entry.scope,
                  coalesce(organ.name, '') as organ
             from registration_entry as entry left join organ on organ.id = entry.organ
            where entry.firm = any($1::uuid[]) and entry.status in ('valid', 'renewal_pending')
            order by entry.kind, entry.number""",
        firm_ids,
    )
    held: dict[UUID, list[dict[str, Any]]] = {}
    for each in entries:
        held.setdefault(each["firm"], []).append({name: each[name] for name in _ENTRY})
    return {firm["id"]: _register_data(firm, held.get(firm["id"], [])) for firm in firms}


def _register_data(firm: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    area = firm["area"] if firm["area"] in places.AREAS else (firm["organ_code"] or places.CITY)
    return {
        "number": firm["number"],
        "name": firm["name"],
        "uscc": firm["uscc"] or "",
        "legal_representative": firm["legal_representative"],
        "domicile": firm["domicile"],
        "place_of_business": firm["place_of_business"],
        "inst_type": firm["inst_type"],
        "established_on": firm["established_on"],
        "organ": firm["organ_name"],
        "organ_code": firm["organ_code"],
        "organ_short": firm["organ_short"],
        "organ_id": firm["organ"],
        "district": area,
        "branches": firm["branches"],
        "registrations": entries,
    }


def known(register: dict[str, Any]) -> Known:
    """The register's data as the edits compare with them."""
    entries = register["registrations"]
    kinds = {each["kind"] for each in entries}
    established = register["established_on"]
    return Known(
        code_is_valid=bool(register["uscc"]) and codes.read(register["uscc"]).kind is codes.CodeKind.USCC,
        has_licence="hr_licence" in kinds,
        has_filing="filing" in kinds,
        has_dispatch_licence="dispatch_licence" in kinds,
        may_recruit_online=any("网络" in item for each in entries for item in each["scope"]),
        branches=register["branches"],
        established_year=established.year if established else None,
    )


def filing_of(
    window: Window, values: Values, register: dict[str, Any], previous: Values | None, now: datetime
) -> Filing:
    """What the edits look at: the answers as they would be filed at this instant."""
    return Filing(
        window.year,
        reading.kept(window.form.edition, values, window.kind),
        known(register),
        previous,
        form_is_valid=window.form.is_valid_on(beijing.legal_day(now)),
        form=window.kind,
    )
