"""Suspicious cells by their weight in the total, and the edits over many returns. Read by statisticians alone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.indicators import catalogue
from regulation.surveys import macro, offices, scoring
from regulation.surveys.queries import response, rounds, weights
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.surveys.macro import Answered, Concentration, Differs, Doubled, Moved
    from regulation.surveys.scoring import Suspicion

#: Cells that both forms ask: what V074 compares.
_PLACES = {
    each.key: each.place
    for each in catalogue.INDICATORS
    if each.place and each.key in {*scoring.CORE, "disp_workers", "out_workers"}
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A counted return as the edits need it."""

    number: str
    name: str
    filed_id: UUID
    version: int
    organ_id: UUID | None
    district: str
    inst_type: str
    group: str
    is_branch: bool
    now: dict[str, Decimal]
    before: dict[str, Decimal]
    report: dict[str, Decimal]
    dispatch: Decimal | None = None
    differs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A suspicious cell with the return it stands in, and what was decided of it."""

    suspicion: Suspicion
    unit: Unit
    is_top: bool
    #: It must be decided before the editing is closed.
    is_heavy: bool
    decision: str = ""
    words: str = ""
    decided_by: str = ""

    @property
    def indicator(self) -> Any:
        """Its entry in the catalogue."""
        return catalogue.BY_KEY[self.suspicion.key]


@statistical
async def units(actor: Actor, year: int) -> list[Unit]:
    """Every counted return within reach, with last year's figures and those of the operating report beside it. Raises NotFound."""
    organ = offices.reach_of(actor)
    known = await rounds.of_year(year)
    found = await database.rows(
        """select firm.number, firm.name, held.organ, held.version, filed.id as filed_id, coalesce(organ.code, '') as district,
                  coalesce(filed.inst_type, firm.inst_type, '') as inst_type, filed.figures, filed.differs,
                  coalesce(grouped.group_key, firm.number) as group_key, was.figures as before, told.figures as report,
                  sent.workers as dispatch,
                  exists (select from registration_entry as entry
                           where entry.firm = firm.id and entry.kind = 'branch_report') as is_branch
             from statistical_return as held
                  join firm on firm.id = held.firm
                  join filed_return as filed on filed.id = held.filed
                  left join organ on organ.id = held.organ
                  left join enterprise_group as grouped
                         on grouped.firm = firm.id and grouped.since <= $4 and (grouped.until is null or grouped.until > $4)
                  left join lateral (
                      select earlier.figures from statistical_return as old
                             join survey_round as last on last.id = old.survey_round and last.kind = 'return'
                             join filed_return as earlier on earlier.id = old.filed
                       where old.firm = firm.id and old.year = $2 - 1 and old.status = any($3::text[])) as was on true
                  left join lateral (
                      select stated.figures from annual_report
                             join report_window as part on part.id = annual_report.report_window and part.kind = 'operating'
                             join filed_report as stated on stated.id = annual_report.filed
                       where annual_report.firm = firm.id and annual_report.year = $2) as told on true
                  left join lateral (
                      select stated.figures[$6::int] as workers from annual_report
                             join report_window as part on part.id = annual_report.report_window and part.kind = 'dispatch'
                             join filed_report as stated on stated.id = annual_report.filed
                       where annual_report.firm = firm.id and annual_report.year = $2) as sent on true
            where held.survey_round = $1 and held.status = any($3::text[]) and ($5::uuid is null or held.organ = $5)
            order by firm.number""",
        known.id,
        year,
        sorted(COUNTED),
        known.round.reference_day,
        organ,
        catalogue.BY_KEY["disp_workers"].place,
    )
    return [
        Unit(
            number=each["number"],
            name=each["name"],
            filed_id=each["filed_id"],
            version=each["version"],
            organ_id=each["organ"],
            district=each["district"],
            inst_type=each["inst_type"],
            group=each["group_key"],
            is_branch=each["is_branch"],
            now=_figures(each["figures"]),
            before=_figures(each["before"]),
            report=_figures(each["report"]),
            dispatch=None if each["dispatch"] is None else Decimal(each["dispatch"]) / catalogue.SCALE,
            differs={
                key: str(said.get("reason", "")) for key, said in json.loads(each["differs"] or "{}").items()
            },
        )
        for each in found
    ]


def _figures(row: list[int | None] | None) -> dict[str, Decimal]:
    """The core cells of an array of figures, in their own units."""
    found = {}
    for key, place in _PLACES.items():
        value = row[place - 1] if row is not None and len(row) >= place else None
        if value is not None:
            found[key] = Decimal(value) / catalogue.SCALE
    return found


@statistical
async def doubtful(actor: Actor, year: int) -> list[Doubtful]:
    """Every suspicious cell within reach, the heaviest first. A district's scores are the same whoever looks."""
    every = {each.number: each for each in await units(actor, year)}
    ranked = scoring.suspicions(
        [
            scoring.Unit(each.number, each.district, each.inst_type, each.now, each.before)
            for each in every.values()
        ]
    )
    known = await rounds.of_year(year)
    limit = scoring.THRESHOLD.on(known.round.reference_day)
    top = {each.number for each in await weights.largest(known.id, known.round.reference_day, year)}
    decided = {
        (each["filed"], each["cell"]): each
        for each in await database.rows(
            "select * from edit_resolution where filed = any($1::uuid[]) and rule = ''",
            [each.filed_id for each in every.values()],
        )
    }
    found = []
    for each in ranked:
        unit = every[each.unit]
        said = decided.get((unit.filed_id, each.key), {})
        found.append(
            Doubtful(
                each,
                unit,
                each.unit in top,
                scoring.must_be_decided(each, limit),
                said.get("decision", ""),
                said.get("words", ""),
                said.get("decided_by", ""),
            )
        )
    return found


#: Those the score of one cell depends on: its type, whose median growth says what was expected, and its district, whose
#: total it is a share of. One number of each, not the whole return.
_BESIDE = """
    with counted as (
        select firm.id, firm.number, held.organ, coalesce(organ.code, '') as district,
               coalesce(filed.inst_type, firm.inst_type, '') as inst_type, filed.figures[$6::int] as now
          from statistical_return as held
               join firm on firm.id = held.firm
               join filed_return as filed on filed.id = held.filed
               left join organ on organ.id = held.organ
         where held.survey_round = $1 and held.status = any($3::text[]) and ($4::uuid is null or held.organ = $4)
    ), own as (select * from counted where number = $5)
    select counted.number, counted.district, counted.inst_type, counted.now, was.before
      from counted join own on counted.inst_type = own.inst_type or counted.district = own.district
           left join lateral (
               select earlier.figures[$6::int] as before from statistical_return as old
                      join survey_round as last on last.id = old.survey_round and last.kind = 'return'
                      join filed_return as earlier on earlier.id = old.filed
                where old.firm = counted.id and old.year = $2 - 1 and old.status = any($3::text[])) as was on true
     order by counted.number
"""


@statistical
async def score_of(actor: Actor, year: int, firm_number: str, key: str) -> Decimal | None:
    """The score of one cell as `doubtful` has it, without computing the others; None where the cell is not suspicious."""
    if key not in scoring.CORE:
        return None
    known = await rounds.of_year(year)
    found = await database.rows(
        _BESIDE,
        known.id,
        year,
        sorted(COUNTED),
        offices.reach_of(actor),
        firm_number,
        _PLACES[key],
    )
    beside = [
        scoring.Unit(
            each["number"],
            each["district"],
            each["inst_type"],
            _only(key, each["now"]),
            _only(key, each["before"]),
        )
        for each in found
    ]
    return next((each.score for each in scoring.suspicions(beside, (key,)) if each.unit == firm_number), None)


def _only(key: str, value: int | None) -> dict[str, Decimal]:
    return {} if value is None else {key: Decimal(value) / catalogue.SCALE}


@statistical
async def unresolved(actor: Actor, year: int) -> int:
    """How many cells weigh more than the threshold and nobody has decided."""
    return sum(1 for each in await doubtful(actor, year) if each.is_heavy and not each.decision)


@dataclass(frozen=True, slots=True)
class Macro:
    """What the edits over many returns found."""

    moved: list[Moved]
    concentrated: list[Concentration]
    unanswered: list[Answered]
    doubled: list[Doubled]
    differs: list[Differs]
    names: dict[str, str]


@statistical
async def macro_edits(actor: Actor, year: int) -> Macro:
    """V047 and V070 to V074 over the returns within reach. Raises NotFound."""
    every = await units(actor, year)
    answered = (await response.of_year(actor, year)).crossed
    moved: list[Moved] = []
    concentrated: list[Concentration] = []
    for key in scoring.CORE:
        moved += macro.v070(key, _stated(every, key))
        concentrated += macro.v071(key, _by_group(every, key, "now"), _by_group(every, key, "before"))
    differs = [
        found
        for each in every
        for found in (
            *macro.v074(each.number, each.now, each.report, each.differs),
            *macro.v047(each.number, each.now.get("disp_workers"), each.dispatch),
        )
    ]
    return Macro(
        moved,
        concentrated,
        macro.v072(answered),
        macro.v073([macro.Return(each.number, each.group, each.is_branch, each.now) for each in every]),
        differs,
        {each.number: each.name for each in every},
    )


def _stated(every: Iterable[Unit], key: str) -> list[macro.Stated]:
    """Units that were asked in both years: a total also moves by who is new, which V072 and the register show."""
    return [
        macro.Stated(each.number, each.district, each.now[key], each.before.get(key, Decimal(0)))
        for each in every
        if key in each.now and each.before
    ]


def _by_group(every: Iterable[Unit], key: str, when: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for each in every:
        value = getattr(each, when).get(key)
        if value is not None:
            sums[each.group] = sums.get(each.group, Decimal(0)) + value
    return sums
