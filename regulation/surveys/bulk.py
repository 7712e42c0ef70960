"""Many returns at once, for demonstrations and for taking over an earlier system's returns.

The same rows as by filing one by one, without its checks: the caller answers for the figures. No
papers are issued; the log says where the returns came from.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import Values
from regulation.law import beijing
from regulation.surveys.actions.filing import content_digest
from regulation.surveys.session import statistical
from regulation.surveys.status import Status

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

#: Rows of one COPY: enough to be quick, few enough to stay small in memory.
BATCH = 2_000
#: Rows of a batch between which others have their turn.
PIECE = 25

_RETURN = (
    "id", "survey_round", "firm", "period", "year", "organ", "status", "number", "draft", "differs", "pages", "reasons",
    "prepared_by", "prepared_name", "prepared_at", "filed", "filed_at", "version", "marks", "outcome_reason", "started_at",
)  # fmt: skip
_FILED = (
    "id", "statistical_return", "firm_id", "period", "year", "version", "form_edition", "filed_at", "filed_by",
    "filed_number", "prepared_by", "is_late", "is_nil", "district", "inst_type", "cells", "figures", "findings", "differs",
    "register", "content_hash",
)  # fmt: skip
_OPINION = ("id", "filed", "outcome", "marks", "reason", "given_by", "given_organ", "given_at")
_LOG = (
    "matter_kind", "matter_id", "at", "action", "status_before", "status_after", "person_id", "actor_number",
    "actor_name", "actor_organ", "actor_role", "articles", "reason", "data",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer of the earlier system found in a filing."""

    outcome: str
    given_at: datetime
    given_by: str
    given_organ: str
    reason: str = ""
    marks: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One filing. `values` by indicator key: int, Decimal, bool, str, or a tuple of codes."""

    values: Values
    filed_at: datetime
    filed_by: str
    prepared_by: str = ""
    filed_number: str = "IMPORT"
    differs: Mapping[str, Mapping[str, str]] | None = None
    findings: Sequence[Mapping[str, Any]] = ()
    opinions: Sequence[Opinion] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A return to be inserted, with its filings, oldest first. One that was never filed has none.

    `draft` is what its people have typed since; where there is none, a return sent back goes on from what was filed.
    `district` is an area code or BDA.
    """

    firm_id: UUID
    firm_number: str
    period: str
    organ_id: UUID | None
    district: str
    status: Status
    number: str | None = None
    versions: Sequence[Version] = ()
    draft: Values | None = None
    register: Mapping[str, Any] | None = None
    marks: Mapping[str, str] | None = None
    outcome_reason: str = ""
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Round:
    id: UUID
    year: int
    closes_on: date
    edition: int


@statistical
async def insert(given: Iterable[Given], *, kind: str = "return", actor: Actor, now: datetime) -> int:
    """Insert returns by COPY, in the caller's transaction or batch by batch; how many.

    The rounds must exist. Raises NotFound, and the database refuses a second return of a firm in a round.
    """
    known = {
        each["period"]: _Round(each["id"], each["year"], each["closes_on"], each["edition"])
        for each in await database.rows(
            """select survey_round.id, period, year, closes_on, edition
                 from survey_round join survey_form on survey_form.id = survey_round.form
                where survey_round.kind = $1""",
            kind,
        )
    }
    counted = 0
    batch: list[Given] = []
    for each in given:
        if each.period not in known:
            raise errors.NotFound
        batch.append(each)
        if len(batch) == BATCH:
            counted += await _insert(batch, known, actor, now)
            batch = []
    return counted + await _insert(batch, known, actor, now)


async def _insert(batch: list[Given], known: dict[str, _Round], actor: Actor, now: datetime) -> int:
    rows: list[tuple[Any, ...]] = []
    filings: list[tuple[Any, ...]] = []
    opinions: list[tuple[Any, ...]] = []
    log: list[tuple[Any, ...]] = []
    for place, each in enumerate(batch, start=1):
        if place % PIECE == 0:
            # Whoever else this process serves is not kept waiting.
            await asyncio.sleep(0)
        held = known[each.period]
        return_id, filed_id = uuid4(), None
        register = _json(each.register)
        for version, one in enumerate(each.versions, 1):
            filed_id = uuid4()
            filings.append(_filing(filed_id, return_id, each, held, version, register))
            opinions += [_opinion(filed_id, opinion) for opinion in one.opinions]
        first = each.versions[0] if each.versions else None
        latest = each.versions[-1] if each.versions else None
        begun = each.started_at or (first.filed_at if first else now)
        rows.append(
            (return_id, held.id, each.firm_id, each.period, held.year, each.organ_id, each.status, each.number,
             reading.to_json(each.draft or {}), _json(latest.differs if latest else None), "{}", "{}", None, "", None, filed_id,
             first.filed_at if first else None, len(each.versions), _json(each.marks), each.outcome_reason, begun)
        )  # fmt: skip
        log.append(
            ("statistical_return", return_id, latest.filed_at if latest else begun, "insert", "", each.status,
             actor.person_id, actor.number, actor.name, actor.organ_name, actor.role, "[]", "", "{}")
        )  # fmt: skip
    async with database.unit_of_work():
        await database.copy("statistical_return", _RETURN, rows)
        await database.copy("filed_return", _FILED, filings)
        await database.copy("return_opinion", _OPINION, opinions)
        await database.copy("case_log", _LOG, log)
    return len(rows)


def _filing(  # noqa: PLR0917 - the columns of one filing
    filed_id: UUID, return_id: UUID, each: Given, held: _Round, version: int, register: str
) -> tuple[Any, ...]:
    one = each.versions[version - 1]
    cells = reading.to_json(one.values)
    is_late = not beijing.is_in_time(each.versions[0].filed_at, held.closes_on)
    return (
        filed_id, return_id, each.firm_id, each.period, held.year, version, held.edition, one.filed_at, one.filed_by,
        one.filed_number, one.prepared_by or one.filed_by, is_late, catalogue.is_nil(one.values), each.district,
        one.values.get("inst_type"), cells, reading.figures(one.values),
        json.dumps([dict(finding) for finding in one.findings], ensure_ascii=False), _json(one.differs), register,
        content_digest(each.period, each.firm_number, held.edition, cells),
    )  # fmt: skip


def _opinion(filed_id: UUID, given: Opinion) -> tuple[Any, ...]:
    return (
        uuid4(), filed_id, given.outcome, _json(given.marks), given.reason, given.given_by, given.given_organ,
        given.given_at,
    )  # fmt: skip


def _json(given: Mapping[str, Any] | None) -> str:
    return json.dumps(dict(given or {}), ensure_ascii=False, default=str)
