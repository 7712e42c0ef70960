"""What becomes of rows: each is read and decided, against the register and against the rows before it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database
from regulation.firms import actions, names, permissions, queries
from regulation.firms.importing import lists
from regulation.firms.imports import matching, repairs
from regulation.firms.status import Effect, FactSource, Outcome
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.firms.importing.lists import ImportView, RowView
    from regulation.firms.imports.repairs import Reading

NOT_IN_SCOPE = N_("该机构由其他机关管辖，请由市级机关导入")


async def preview(import_id: UUID, *, now: datetime, actor: Actor, limit: int = 20) -> list[RowView]:
    """What would happen to the first rows, were the import started now."""
    found = await lists.view(import_id)
    rows = await database.rows(
        "select id, row_number, original from firm_import_row where firm_import = $1 order by row_number limit $2",
        import_id,
        limit,
    )
    judged = await judge(rows, found, actor=actor, now=now)
    numbers = {firm.id: firm for firm in judged.known}
    views = []
    for row, reading, decision in judged.rows:
        firm = numbers.get(decision.firm_id) if decision.firm_id else None
        views.append(
            lists.RowView(
                row["id"],
                row["row_number"],
                tuple(json.loads(row["original"])),
                decision.outcome,
                decision.effect,
                reading.facts,
                tuple(remark.as_json() for remark in reading.repairs),
                tuple(remark.as_json() for remark in decision.reasons),
                decision.candidates,
                firm.number if firm else "",
                firm.facts.get("name", "") if firm else "",
                "",
                "",
            )
        )
    return views


@dataclass(slots=True)
class Judged:
    rows: list[tuple[dict[str, Any], Reading, matching.Decision]]
    known: list[matching.Known]
    drafts: list[actions.Draft]


async def judge(rows: Sequence[dict[str, Any]], found: ImportView, *, actor: Actor, now: datetime) -> Judged:
    """Read rows and decide them, against the register and against each other in the order of the file."""
    readings = await asyncio.to_thread(_read_all, rows, found, now)
    known = await queries.alike(
        {reading.facts["uscc"] for reading in readings if reading.facts.get("uscc")},
        {reading.facts["old_number"] for reading in readings if reading.facts.get("old_number")},
        {reading.facts["name"] for reading in readings if reading.facts.get("name")},
    )
    organs = await actions.organs_by_code()
    jurisdictions = await queries.organs_of([firm.id for firm in known])
    shelf = _Shelf(known)
    judged = Judged([], list(known), [])
    for row, reading in zip(rows, readings, strict=True):
        decision = matching.decide(reading, shelf.near(reading))
        organ_id = (
            jurisdictions.get(decision.firm_id)
            if decision.firm_id
            else organs.get(reading.facts.get("area", ""))
        )
        if (
            decision.effect in {Effect.NEW, Effect.UPDATED}
            and organ_id
            and not permissions.can_edit(actor, organ_id)
        ):
            reason = repairs.Remark(NOT_IN_SCOPE, after=reading.facts.get("area", ""))
            decision = matching.Decision(Outcome.HELD, Effect.NOTHING, decision.firm_id, reasons=(reason,))
        if decision.effect is Effect.NEW:
            draft = actions.Draft(reading.facts)
            judged.drafts.append(draft)
            shelf.put(matching.Known(draft.id, "", dict(reading.facts)))
            decision = matching.Decision(decision.outcome, Effect.NEW, draft.id)
        elif decision.effect is Effect.UPDATED and decision.firm_id:
            shelf.change(decision.firm_id, decision.changes)
        judged.rows.append((row, reading, decision))
    return judged


def _read_all(rows: Sequence[dict[str, Any]], found: ImportView, now: datetime) -> list[Reading]:
    today = beijing.legal_day(now)
    return [repairs.read(json.loads(row["original"]), found.header, found.mapping, today) for row in rows]


class _Shelf:
    """Firms by code, old number and name, among them those that this very piece of the list brings."""

    def __init__(self, known: Sequence[matching.Known]) -> None:
        self._by_key: dict[tuple[str, str], list[matching.Known]] = {}
        self._by_id: dict[UUID, matching.Known] = {}
        for firm in known:
            self.put(firm)

    def put(self, firm: matching.Known) -> None:
        self._by_id[firm.id] = firm
        for key in {
            ("uscc", firm.facts.get("uscc", "")),
            ("old", firm.facts.get("old_number", "")),
            *(("name", names.key(name)) for name in (firm.facts.get("name", ""), *firm.former_names)),
        }:
            if key[1]:
                self._by_key.setdefault(key, []).append(firm)

    def near(self, reading: Reading) -> list[matching.Known]:
        facts = reading.facts
        found: dict[UUID, matching.Known] = {}
        for key in (
            ("uscc", facts.get("uscc", "")),
            ("old", facts.get("old_number", "")),
            ("name", names.key(facts.get("name", ""))),
        ):
            found |= {firm.id: firm for firm in self._by_key.get(key, [])}
        return list(found.values())

    def change(self, firm_id: UUID, changes: Mapping[str, str]) -> None:
        firm = self._by_id[firm_id]
        firm.facts.update(changes)
        firm.sources.update(dict.fromkeys(changes, FactSource.IMPORT))
