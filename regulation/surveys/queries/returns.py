"""One return: its draft, its filings, last year's figures. For the respondent's own pages and for the desk's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.annual_reports.queries import reports
from regulation.casework import record
from regulation.indicators import drafts, edits, reading
from regulation.indicators.edits.filing import Filing
from regulation.indicators.indicator import FormKind, Values
from regulation.law import beijing
from regulation.surveys import entry, rules
from regulation.surveys.session import statistical
from regulation.surveys.status import Status

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.indicators.edits.filing import Finding


@dataclass(frozen=True, slots=True)
class Return:
    """A return as pages and rules see it. `draft` holds the cells only this form asks, `differs` the others that differ."""

    id: UUID
    round_id: UUID
    firm_id: UUID
    period: str
    year: int
    organ_id: UUID | None
    status: Status
    number: str | None
    draft: Values
    differs: entry.Differences
    pages: dict[str, dict[str, Any]]
    reasons: dict[str, str]
    prepared_by: UUID | None
    prepared_name: str
    prepared_at: datetime | None
    filed_id: UUID | None
    filed_at: datetime | None
    version: int
    marks: dict[str, str]
    outcome_reason: str

    def revision(self, group: str) -> int:
        """How often a page of the draft was saved."""
        return drafts.revision(self.pages, group)

    def values(self, shared: entry.Shared | None) -> dict[str, Any]:
        """All answers together, those of the operating report included."""
        return entry.values(self.draft, shared, self.differs)


@dataclass(frozen=True, slots=True)
class Filed:
    """One filing, as it was made."""

    id: UUID
    return_id: UUID
    firm_id: UUID
    version: int
    edition: int
    filed_at: datetime
    filed_by: str
    filed_number: str
    prepared_by: str
    is_late: bool
    is_nil: bool
    district: str
    cells: Values
    findings: list[dict[str, Any]]
    differs: entry.Differences
    register: dict[str, Any]
    content_hash: str
    opinions: list[dict[str, Any]] = field(default_factory=list)


def _return(found: dict[str, Any]) -> Return:
    return Return(
        id=found["id"],
        round_id=found["survey_round"],
        firm_id=found["firm"],
        period=found["period"],
        year=found["year"],
        organ_id=found["organ"],
        status=Status(found["status"]),
        number=found["number"],
        draft=reading.from_json(found["draft"]),
        differs=entry.from_plain(json.loads(found["differs"])),
        pages=json.loads(found["pages"]),
        reasons=json.loads(found["reasons"]),
        prepared_by=found["prepared_by"],
        prepared_name=found["prepared_name"],
        prepared_at=found["prepared_at"],
        filed_id=found["filed"],
        filed_at=found["filed_at"],
        version=found["version"],
        marks=json.loads(found["marks"]),
        outcome_reason=found["outcome_reason"],
    )


def _filed(found: dict[str, Any], opinions: list[dict[str, Any]]) -> Filed:
    return Filed(
        id=found["id"],
        return_id=found["statistical_return"],
        firm_id=found["firm_id"],
        version=found["version"],
        edition=found["form_edition"],
        filed_at=found["filed_at"],
        filed_by=found["filed_by"],
        filed_number=found["filed_number"],
        prepared_by=found["prepared_by"],
        is_late=found["is_late"],
        is_nil=found["is_nil"],
        district=found["district"],
        cells=reading.from_json(found["cells"]),
        findings=json.loads(found["findings"]),
        differs=entry.from_plain(json.loads(found["differs"])),
        register=json.loads(found["register"]),
        content_hash=found["content_hash"],
        opinions=opinions,
    )


@statistical
async def of_firm(firm_id: UUID, period: str, kind: FormKind = FormKind.RETURN) -> Return | None:
    """The firm's return of a period, or None when it has not begun."""
    found = await database.row(
        """select statistical_return.* from statistical_return join survey_round on survey_round.id = survey_round
            where firm = $1 and survey_round.kind = $2 and survey_round.period = $3""",
        firm_id,
        kind.value,
        period,
    )
    return None if found is None else _return(found)


@statistical
async def for_update(firm_id: UUID, round_id: UUID) -> Return:
    """The return of a round, locked for the caller's transaction. Raises NotFound."""
    found = await database.row(
        "select * from statistical_return where firm = $1 and survey_round = $2 for update", firm_id, round_id
    )
    if found is None:
        raise errors.NotFound
    return _return(found)


@statistical
async def was_reviewed(return_id: UUID) -> bool:
    """Whether a statistician gave an opinion on any filing of the return, or decided of a cell of it."""
    return bool(
        await database.value(
            """select exists (select from filed_return as filed where filed.statistical_return = $1 and (
                   exists (select from return_opinion where return_opinion.filed = filed.id)
                   or exists (select from edit_resolution where edit_resolution.filed = filed.id)))""",
            return_id,
        )
    )


@statistical
async def recalls(return_id: UUID) -> dict[int, datetime]:
    """Which versions the respondent took back, and when."""
    entries = await record.history("statistical_return", return_id)
    return {each.data["version"]: each.at for each in entries if each.action == "recall"}


@statistical
async def filings(return_id: UUID) -> list[Filed]:
    """Every filing of a return, newest first, with the opinions given on it."""
    found = await database.rows(
        "select * from filed_return where statistical_return = $1 order by version desc", return_id
    )
    opinions = await database.rows(
        "select * from return_opinion where filed = any($1::uuid[]) order by given_at",
        [each["id"] for each in found],
    )
    return [
        _filed(
            each,
            [
                {**opinion, "marks": json.loads(opinion["marks"])}
                for opinion in opinions
                if opinion["filed"] == each["id"]
            ],
        )
        for each in found
    ]


@statistical
async def last_year(firm_id: UUID, year: int) -> Values | None:
    """What the firm filed in the return of the year before, unless it was sent back."""
    found = await database.value(
        """select filed.cells from statistical_return as held join filed_return as filed on filed.id = held.filed
             join survey_round on survey_round.id = held.survey_round
            where held.firm = $1 and survey_round.kind = 'return' and survey_round.period = $2
              and held.status in ('submitted', 'district_passed', 'city_passed')""",
        firm_id,
        str(year - 1),
    )
    return None if found is None else reading.from_json(found)


@statistical
async def register_data(firm_id: UUID) -> dict[str, Any]:
    """What the register knows of the firm, as the operating report shows it. Raises NotFound."""
    return await reports.register_data(firm_id)


def filing_of(
    asked: rules.Round, values: Values, register: dict[str, Any], previous: Values | None, now: datetime
) -> Filing:
    """What the edits look at: the answers as they would be filed at this instant."""
    return Filing(
        asked.year,
        asked.form.kept(values),
        reports.known(register),
        previous,
        form_is_valid=not rules.form_problem(asked.form, beijing.legal_day(now)),
        form=asked.kind,
    )


@statistical
async def findings(
    held: Return, asked: rules.Round, shared: entry.Shared | None, *, now: datetime
) -> list[Finding]:
    """What the edits say of the draft as it stands."""
    register = await reports.register_data(held.firm_id)
    previous = await last_year(held.firm_id, held.year)
    return edits.examine(filing_of(asked, held.values(shared), register, previous, now))
