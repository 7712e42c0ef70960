"""Reading reports and moves: one through its door, what waits, what a firm sent."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.firms import branches
from regulation.firms import queries as firms
from regulation.licensing import queries as licensing
from regulation.written_reports import permissions, rules
from regulation.written_reports.status import ReportKind, ReportStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Answers that are days.
DAYS = ("registered_on", "ending_on", "announced_on")

_REPORT = """
select report.*, coalesce(organ.name, '') as organ_name, coalesce(organ.name_en, '') as organ_name_en,
       coalesce(organ.code, '') as organ_code
  from written_report as report left join organ on organ.id = report.organ
"""
_MOVE = """
select move.*, old.name as old_name, old.name_en as old_name_en, old.code as old_code,
       new.name as new_name, new.name_en as new_name_en, new.code as new_code
  from file_move as move join organ as old on old.id = move.old_organ join organ as new on new.id = move.new_organ
"""


def _read(found: Row | None) -> Row:
    if found is None:
        raise errors.NotFound
    read = dict(found)
    for name in ("answers", "present", "contents"):
        if isinstance(read.get(name), str):
            read[name] = json.loads(read[name])
    return read


def with_days(answers: Mapping[str, Any]) -> Row:
    """Stored answers as the rules take them: days are days."""
    return {
        key: date.fromisoformat(value) if key in DAYS and isinstance(value, str) and value else value
        for key, value in answers.items()
    }


# --- reports ------------------------------------------------------------------------------------------


async def for_update(number: str) -> Row:
    """The report, locked for the transaction of the caller. Raises NotFound."""
    return _read(
        await database.row(
            "select * from written_report where number = $1 or draft_number = $1 for update", number
        )
    )


async def visible(actor: Actor, number: str) -> Row:
    """The one door to a report. Raises NotFound for somebody else's."""
    found = _read(
        await database.row(f"{_REPORT} where report.number = $1 or report.draft_number = $1", number)
    )
    permissions.check_may_see(actor, found)
    return found


async def by_id(report_id: UUID) -> Row:
    """A report that another row points at."""
    return _read(await database.row(f"{_REPORT} where report.id = $1", report_id))


async def of_firm(firm_id: UUID) -> list[Row]:
    """What a firm has reported and is about to report, the newest first."""
    found = await database.rows(
        f"{_REPORT} where report.firm = $1 and report.status <> 'discarded' order by report.created_at desc",
        firm_id,
    )
    return [_read(each) for each in found]


async def root_of(report: Mapping[str, Any]) -> Row:
    """The first report of a chain of corrections: the day it was sent is the day of the report."""
    found = dict(report)
    while found["corrects"] is not None:
        found = await by_id(found["corrects"])
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for."""

    q: str = ""
    status: Sequence[str] = ()
    kind: Sequence[str] = ()
    sql_order: str = "sent_on desc, number"
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list."""

    rows: list[Row]
    total: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


async def reports(actor: Actor, wanted: Wanted) -> Found:
    """The reports of an official's organ or of the city; drafts are the firms' own."""
    scope = """report.status not in ('draft', 'discarded') and ($1 or report.organ = $2)
               and ($3 = '' or report.firm_name ilike '%' || $3 || '%' or report.number ilike '%' || $3 || '%')"""
    given = (actor.is_municipal, actor.organ_id, wanted.q.strip())
    narrowed = """ and (cardinality($4::text[]) = 0 or report.status = any($4))
                   and (cardinality($5::text[]) = 0 or report.kind = any($5))"""
    chosen = (*given, list(wanted.status), list(wanted.kind))
    rows = await database.rows(
        f"{_REPORT} where {scope}{narrowed} order by {wanted.sql_order} limit $6 offset $7",
        *chosen,
        wanted.limit,
        wanted.offset,
    )
    total: int = await database.value(
        f"select count(*) from written_report as report where {scope}{narrowed}",  # noqa: S608
        *chosen,
    )
    facets = {}
    for name, others in (("status", "kind"), ("kind", "status")):
        counted = await database.rows(
            f"""select {name} as value, count(*) as n from written_report as report
                 where {scope} and (cardinality($4::text[]) = 0 or report.{others} = any($4)) group by 1""",  # noqa: S608
            *given,
            list(wanted.kind if others == "kind" else wanted.status),
        )
        facets[name] = {row["value"]: row["n"] for row in counted}
    return Found([_read(each) for each in rows], total, facets)


async def waiting(actor: Actor, *, limit: int = 50) -> list[Row]:
    """Reports that this official's own organ has to note, the oldest first."""
    return [
        _read(each)
        for each in await database.rows(
            f"{_REPORT} where report.status = 'sent' and report.organ = $1 order by report.sent_on, report.number limit $2",
            actor.organ_id,
            limit,
        )
    ]


# --- what the register says beside it -------------------------------------------------------------------


async def facts_beside(firm_id: UUID) -> dict[str, str]:
    """The facts of the register that a report may change, as they stand now."""
    present = await firms.present_facts(firm_id)
    return {key: present.get(key, "") for key in (*rules.CHANGING, "area")}


async def beside(report: Mapping[str, Any]) -> dict[str, str]:
    """What the register says now of all that a report may alter: of the firm, of the branch that it is about, of whom to call."""
    found = await facts_beside(report["firm"]) | dict.fromkeys((*rules.OF_BRANCH, *rules.OF_CONTACT), "")
    if report["branch"]:
        branch = await branches.of_firm(report["firm"], report["branch"])
        found |= {
            "branch_name": branch["name"],
            "branch_area": branch["area"],
            "branch_address": branch["address"],
            "person_in_charge": branch["person_in_charge"],
        }
    if report["kind"] == ReportKind.CONTACT:
        found |= await licensing.contact_of_filings(report["firm"]) or {}
    return found


async def confirmed_by_sharing(firm_id: UUID, key: str, value: str) -> bool:
    """Whether the business register, as it is shared with us, says the same of the fact today."""
    return bool(
        await database.value(
            """select true from firm_fact where firm = $1 and key = $2 and value = $3 and source_kind = 'sharing'
                and valid_to is null and known_to is null limit 1""",
            firm_id,
            key,
            value,
        )
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """One fact, side by side: when it was reported, as reported, in the register now."""

    key: str
    before: str
    reported: str
    now: str
    is_confirmed: bool

    @property
    def differs(self) -> bool:
        """The register does not say what was reported."""
        return self.reported != self.now


async def side_by_side(report: Mapping[str, Any]) -> list[Beside]:
    """What a report of a change says, beside the register."""
    keys = rules.ALTERED.get(ReportKind(report["kind"]))
    if keys is None:
        return []
    now = await beside(report)
    was = report["present"] or now
    return [
        Beside(
            key,
            before,
            reported,
            now.get(key, ""),
            key in rules.CHANGING and await confirmed_by_sharing(report["firm"], key, reported),
        )
        for key, (before, reported) in rules.changes(report["answers"], was, keys).items()
    ]


# --- moves -------------------------------------------------------------------------------------------


async def move_for_update(number: str) -> Row:
    """The move, locked. Raises NotFound."""
    return _read(await database.row("select * from file_move where number = $1 for update", number))


async def visible_move(actor: Actor, number: str) -> Row:
    """The one door to a move. Raises NotFound for the move of others."""
    found = _read(await database.row(f"{_MOVE} where move.number = $1", number))
    permissions.check_may_see_move(actor, found)
    return found


async def move_of_report(report_id: UUID) -> Row | None:
    """The move that a report asked for, the latest."""
    found = await database.row(
        f"{_MOVE} where move.report = $1 order by move.created_at desc limit 1",
        report_id,
    )
    return _read(found) if found else None


async def moves_of_firm(firm_id: UUID) -> list[Row]:
    """Where a firm's file went, the newest first."""
    return [
        _read(each)
        for each in await database.rows(
            f"{_MOVE} where move.firm = $1 order by move.created_at desc",
            firm_id,
        )
    ]


async def moves(actor: Actor, wanted: Wanted) -> Found:
    """The moves in which an official's organ is one of the two sides; the city sees all."""
    scope = """($1 or move.old_organ = $2 or move.new_organ = $2)
               and ($3 = '' or move.firm_name ilike '%' || $3 || '%' or move.number ilike '%' || $3 || '%')"""
    given = (actor.is_municipal, actor.organ_id, wanted.q.strip())
    narrowed = " and (cardinality($4::text[]) = 0 or move.status = any($4))"
    rows = await database.rows(
        f"{_MOVE} where {scope}{narrowed} order by {wanted.sql_order} limit $5 offset $6",
        *given,
        list(wanted.status),
        wanted.limit,
        wanted.offset,
    )
    total: int = await database.value(
        f"select count(*) from file_move as move where {scope}{narrowed}",  # noqa: S608
        *given,
        list(wanted.status),
    )
    counted = await database.rows(
        f"select status as value, count(*) as n from file_move as move where {scope} group by 1",  # noqa: S608
        *given,
    )
    return Found(
        [_read(each) for each in rows], total, {"status": {row["value"]: row["n"] for row in counted}}
    )


async def moves_waiting(actor: Actor) -> list[Row]:
    """Moves whose next step is this official's own organ's."""
    return [
        _read(each)
        for each in await database.rows(
            f"""{_MOVE} where (move.status in ('asked', 'queried') and move.old_organ = $1)
                          or (move.status = 'sent' and move.new_organ = $1) order by move.created_at limit 50""",
            actor.organ_id,
        )
    ]


#: Nothing is said by these any more.
DEAD = frozenset({ReportStatus.CORRECTED, ReportStatus.DISCARDED})
FINAL = frozenset({ReportStatus.NOTED, ReportStatus.CORRECTED, ReportStatus.DISCARDED})
