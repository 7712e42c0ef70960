"""Months and quick surveys as whoever is asked sees them: one page each, its draft, what was filed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.indicators import catalogue, drafts, edits, reading
from regulation.indicators.edits.filing import Filing, Finding
from regulation.indicators.indicator import FormKind, Indicator, Value, Values
from regulation.surveys import months, questions
from regulation.surveys.queries import rounds
from regulation.surveys.questions import Question
from regulation.surveys.session import statistical
from regulation.surveys.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.surveys import rules

#: The one page of these forms.
PAGE = "all"
KINDS = (FormKind.MONTHLY, FormKind.QUICK)


@dataclass(frozen=True, slots=True)
class Answer:
    """One round as one respondent has it. `id` None: it has not begun."""

    round_id: UUID
    firm_id: UUID
    asked: rules.Round
    questions: tuple[Question, ...] = ()
    id: UUID | None = None
    organ_id: UUID | None = None
    status: Status = Status.NOT_FILED
    number: str | None = None
    draft: Values = field(default_factory=dict)
    pages: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    prepared_by: UUID | None = None
    prepared_name: str = ""
    prepared_at: datetime | None = None
    filed_id: UUID | None = None
    filed_at: datetime | None = None
    version: int = 0
    marks: Mapping[str, str] = field(default_factory=dict)
    #: What the latest filing says, and its hash.
    filed: Values = field(default_factory=dict)
    content_hash: str = ""
    #: The month before, for comparison.
    before: Values | None = None

    @property
    def revision(self) -> int:
        """How often the page was saved."""
        return drafts.revision(self.pages, PAGE)

    @property
    def cells(self) -> dict[str, Indicator]:
        """The cells of the form by their keys, in order."""
        if self.asked.kind is FormKind.QUICK:
            return questions.indicators(self.questions)
        return {each.key: each for each in catalogue.on_form(self.asked.form.edition, FormKind.MONTHLY)}

    def read(
        self, typed: Mapping[str, Sequence[str]]
    ) -> tuple[dict[str, Value], dict[str, reading.Unreadable]]:
        """The draft with what was typed, and what of it cannot be read."""
        if self.asked.kind is FormKind.QUICK:
            values, wrong = questions.read(self.questions, typed)
            kept = {key: value for key, value in self.draft.items() if key in wrong}
            return {**kept, **values}, wrong
        return drafts.merged(self.cells.values(), self.draft, typed)

    def missing(self, values: Values) -> list[str]:
        """What must be stated and is not."""
        return [
            key for key, each in self.cells.items() if each.is_required and values.get(key) in (None, "", ())
        ]

    def findings(self, values: Values) -> list[Finding]:
        """What the edits say; quick surveys have limits and no edits."""
        if self.asked.kind is FormKind.QUICK:
            return []
        return edits.examine(Filing(self.asked.year, values, previous=self.before, form=FormKind.MONTHLY))


def values_of(kind: FormKind, asked: Sequence[Question], stored: str) -> dict[str, Value]:
    """Stored answers as values."""
    return questions.values_of_json(asked, stored) if kind is FormKind.QUICK else reading.from_json(stored)


@statistical
async def questions_of(form_id: UUID) -> tuple[Question, ...]:
    """The own questions of a quick survey; none for a monthly form."""
    stored = json.loads(await database.value("select cells from survey_form where id = $1", form_id))
    return questions.of_json([each for each in stored if isinstance(each, dict)])


_HELD = """
    select held.*, filed.cells as filed_cells, filed.content_hash
      from statistical_return as held left join filed_return as filed on filed.id = held.filed
     where held.survey_round = $1 and held.firm = $2
"""
_BEFORE = """
    select filed.cells from statistical_return as held
           join filed_return as filed on filed.id = held.filed join survey_round as round on round.id = held.survey_round
     where round.kind = 'monthly' and round.period = $1 and held.firm = $2
"""


@statistical
async def of_firm(firm_id: UUID, kind: FormKind, period: str, *, for_update: bool = False) -> Answer:
    """The round as the firm has it. Raises NotFound where there is no such round or the firm is not asked."""
    known = await rounds.of_period(period, kind)
    is_asked = await database.value(
        "select exists (select from round_target where survey_round = $1 and firm = $2)", known.id, firm_id
    )
    if kind not in KINDS or not is_asked:
        raise errors.NotFound
    own = await questions_of(known.form_id) if kind is FormKind.QUICK else ()
    before = None
    if kind is FormKind.MONTHLY:
        stored = await database.value(_BEFORE, months.after(period, -1), firm_id)
        before = reading.from_json(stored) if stored else None
    held = await database.row(_HELD + (" for update of held" if for_update else ""), known.id, firm_id)
    if held is None:
        return Answer(known.id, firm_id, known.round, own, before=before)
    return Answer(
        known.id,
        firm_id,
        known.round,
        own,
        id=held["id"],
        organ_id=held["organ"],
        status=Status(held["status"]),
        number=held["number"],
        draft=values_of(kind, own, held["draft"]),
        pages=json.loads(held["pages"]),
        reasons=json.loads(held["reasons"]),
        prepared_by=held["prepared_by"],
        prepared_name=held["prepared_name"],
        prepared_at=held["prepared_at"],
        filed_id=held["filed"],
        filed_at=held["filed_at"],
        version=held["version"],
        marks=json.loads(held["marks"]),
        filed=values_of(kind, own, held["filed_cells"]) if held["filed_cells"] else {},
        content_hash=held["content_hash"] or "",
        before=before,
    )


@dataclass(frozen=True, slots=True)
class Owed:
    """A round a firm is asked in, for its list."""

    kind: FormKind
    period: str
    title: str
    asked: rules.Round
    status: Status
    filed_at: datetime | None


@statistical
async def owed(firm_id: UUID, limit: int = 36) -> list[Owed]:
    """Every month and quick survey the firm is or was asked in, newest first."""
    found = await database.rows(
        """select round.id, round.kind, round.period, form.title, held.status, held.filed_at
             from round_target as target join survey_round as round on round.id = target.survey_round
                  join survey_form as form on form.id = round.form
                  left join statistical_return as held on held.survey_round = round.id and held.firm = target.firm
            where target.firm = $1 order by round.opens_on desc, round.period desc limit $2""",
        firm_id,
        limit,
    )
    return [
        Owed(
            FormKind(each["kind"]),
            each["period"],
            each["title"],
            (await rounds.by_id(each["id"])).round,
            Status(each["status"] or Status.NOT_FILED),
            each["filed_at"],
        )
        for each in found
    ]
