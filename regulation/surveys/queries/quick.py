"""Quick surveys: whom a filter of the register reaches, which were sent out, what was answered."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.indicators.indicator import FormKind, Values
from regulation.indicators.options import TYPE_GROUPS, type_group
from regulation.surveys import questions
from regulation.surveys.queries import rounds
from regulation.surveys.queries.scope import scope_sql
from regulation.surveys.questions import Question
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.surveys import rules

KINDS = ("hr_licence", "filing", "branch_report", "public")
_COUNTED = ", ".join(f"'{each}'" for each in sorted(COUNTED))


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of the register. An empty list narrows nothing."""

    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, list[str]]:
        """For keeping."""
        return {key: list(value) for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Reached:
    """An institution that a filter finds."""

    firm_id: UUID
    number: str
    name: str


@statistical
async def reached(target: Filter, day: date) -> list[Reached]:
    """Whom a filter finds on the register of a day, by register number."""
    found = await database.rows(
        f"""select firm.id, firm.number, firm.name, firm.inst_type, firm.area, scope.kinds::text[] as kinds
              from ({scope_sql("$1")}) as scope join firm on firm.id = scope.firm order by firm.number""",  # noqa: S608
        day,
    )
    types = set(target.types) & set(TYPE_GROUPS)
    return [
        Reached(each["id"], each["number"], each["name"])
        for each in found
        if (not target.kinds or set(target.kinds) & set(each["kinds"]))
        and (not target.areas or each["area"] in target.areas)
        and (not target.types or type_group(each["inst_type"]) in types)
    ]


@dataclass(frozen=True, slots=True)
class Answered:
    """One respondent's answer."""

    number: str
    #: Contributors are counted by enterprise group.
    group: str
    values: Values


@dataclass(frozen=True, slots=True)
class Survey:
    """A quick survey with all that came back."""

    id: UUID
    asked: rules.Round
    questions: tuple[Question, ...]
    purpose: str
    target: dict[str, Any]
    sample_size: int | None
    seed: str
    population: int
    addressees: int
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A quick survey in the list."""

    key: str
    asked: rules.Round
    addressees: int
    answered: int


@statistical
async def all_surveys() -> list[Listed]:
    """Every quick survey, newest first."""
    found = await database.rows(
        f"""select round.period, count(*) as asked, count(*) filter (where held.status in ({_COUNTED})) as answered
              from survey_round as round join round_target as target on target.survey_round = round.id
                   left join statistical_return as held on held.survey_round = round.id and held.firm = target.firm
             where round.kind = 'quick' group by round.id, round.period, round.opens_on order by round.opens_on desc, round.period"""  # noqa: S608
    )
    return [
        Listed(
            each["period"],
            (await rounds.of_period(each["period"], FormKind.QUICK)).round,
            each["asked"],
            each["answered"],
        )
        for each in found
    ]


@statistical
async def survey(key: str) -> Survey:
    """One of them with its answers. Raises NotFound."""
    known = await rounds.of_period(key, FormKind.QUICK)
    form = await database.row("select cells, purpose from survey_form where id = $1", known.form_id)
    design = await database.row("select * from quick_design where survey_round = $1", known.id)
    assert form is not None
    assert design is not None
    asked = questions.of_json(json.loads(form["cells"]))
    found = await database.rows(
        f"""select firm.number, coalesce(grouped.group_key, firm.number) as group_key, filed.cells
              from statistical_return as held join filed_return as filed on filed.id = held.filed
                   join firm on firm.id = held.firm
                   left join enterprise_group as grouped on grouped.firm = firm.id and grouped.until is null
             where held.survey_round = $1 and held.status in ({_COUNTED}) order by firm.number""",  # noqa: S608
        known.id,
    )
    return Survey(
        known.id,
        known.round,
        asked,
        form["purpose"],
        json.loads(design["target"]),
        design["sample_size"],
        design["seed"],
        design["population"],
        await database.value("select count(*) from round_target where survey_round = $1", known.id),
        tuple(
            Answered(each["number"], each["group_key"], questions.values_of_json(asked, each["cells"]))
            for each in found
        ),
    )
