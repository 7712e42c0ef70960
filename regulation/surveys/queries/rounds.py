"""Rounds and the forms they are held on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.surveys import rules
from regulation.surveys.session import statistical
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

NO_ROUND = N_("%(period)s期的统计调查尚未安排")

_ROUND = """
    select survey_round.*, form.survey, form.edition, form.number, form.title, form.issuing_body, form.approval_number,
           form.approving_body, form.valid_from, form.expires_on, form.doubt, form.cells
      from survey_round join survey_form as form on form.id = survey_round.form
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A round with its row ids."""

    id: UUID
    form_id: UUID
    round: rules.Round


def form_of(found: dict[str, Any]) -> rules.Form:
    """A row of survey_form. Cells of a quick survey are keys of the catalogue; its other questions are its own area's."""
    keys = json.loads(found["cells"])
    return rules.Form(
        kind=FormKind(found["kind"]),
        edition=found["edition"],
        number=found["number"],
        title=found["title"],
        issuing_body=found["issuing_body"],
        approval_number=found["approval_number"],
        approving_body=found["approving_body"],
        valid_from=found["valid_from"],
        expires_on=found["expires_on"],
        survey=found["survey"],
        doubt=found["doubt"],
        cells=tuple(
            catalogue.BY_KEY[key] for key in keys if isinstance(key, str) and key in catalogue.BY_KEY
        ),
    )


def _round(found: dict[str, Any]) -> Known:
    return Known(
        id=found["id"],
        form_id=found["form"],
        round=rules.Round(
            kind=FormKind(found["kind"]),
            period=found["period"],
            year=found["year"],
            reference_day=found["reference_day"],
            opens_on=found["opens_on"],
            closes_on=found["closes_on"],
            notice=found["notice"],
            form=form_of(found),
            two_persons=found["two_persons"],
            late_until=found["late_until"],
            gate=found["gate"],
        ),
    )


@statistical
async def all_rounds(kind: FormKind = FormKind.RETURN) -> list[Known]:
    """Every round of a kind, newest period first."""
    found = await database.rows(
        f"{_ROUND} where survey_round.kind = $1 order by survey_round.period desc", kind.value
    )
    return [_round(each) for each in found]


@statistical
async def of_period(period: str, kind: FormKind = FormKind.RETURN) -> Known:
    """The round of a year (`"2025"`), a month or a quick survey. Raises NotFound."""
    found = await database.row(
        f"{_ROUND} where survey_round.kind = $1 and survey_round.period = $2", kind.value, period
    )
    if found is None:
        raise errors.NotFound(NO_ROUND, period=period)
    return _round(found)


async def of_year(year: int) -> Known:
    """The round of the yearly returns of a year. Raises NotFound."""
    return await of_period(str(year))


@statistical
async def by_id(round_id: UUID) -> Known:
    """A round by its row. Raises NotFound."""
    found = await database.row(f"{_ROUND} where survey_round.id = $1", round_id)
    if found is None:
        raise errors.NotFound
    return _round(found)


@statistical
async def forms(kind: FormKind = FormKind.RETURN) -> list[tuple[UUID, rules.Form]]:
    """Every edition of a form, newest first."""
    found = await database.rows(
        "select * from survey_form where kind = $1 order by edition desc, survey", kind.value
    )
    return [(each["id"], form_of(each)) for each in found]


@statistical
async def form(form_id: UUID) -> rules.Form:
    """One edition. Raises NotFound."""
    found = await database.row("select * from survey_form where id = $1", form_id)
    if found is None:
        raise errors.NotFound
    return form_of(found)
