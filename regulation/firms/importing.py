"""Bringing a list into the register: receive it, choose its columns, work through its rows, decide what is held.

Rows are worked through in pieces, each in its own transaction, so that a list of any length neither
blocks others nor is lost when the machine stops: what has an outcome is done, the rest goes on.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.firms import actions, entries, names, permissions, queries
from regulation.firms.imports import headers, matching, repairs
from regulation.firms.imports.headers import Field
from regulation.firms.imports.reading import read_table
from regulation.firms.status import STEPS, Effect, FactSource, ImportStatus, Outcome
from regulation.firms.tables import FirmImport, FirmImportRow
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.firms.imports.repairs import Reading

#: Rows taken in one transaction: few enough that other requests of the process hardly notice.
PIECE = 100
#: Two runs must not enter the same firm twice; any number, the same for everyone who imports.
TURN = 20260302

TAKEN_ELSEWHERE = N_("这个文件已由其他机关导入，登记簿没有改动。请与市级机关联系")
NO_SUCH_IMPORT = N_("没有找到这次导入")
NAME_COLUMN_MISSING = N_("没有找到机构名称所在的列，请指定")
COLUMN_TWICE = N_("同一列不能用作两项内容")
ALREADY_STARTED = N_("导入已经开始，不能再修改各列的对应")
NOT_IN_SCOPE = N_("该机构由其他机关管辖，请由市级机关导入")
ALREADY_DECIDED = N_("该行已经处理，请刷新查看结果")


@dataclass(frozen=True, slots=True)
class Received:
    """An import, and whether the same file had been received before."""

    id: UUID
    number: str
    status: ImportStatus
    was_known: bool


async def receive(data: bytes, filename: str, *, actor: Actor, now: datetime) -> Received:
    """Keep a list with every row verbatim; nothing is changed in the register yet. The same bytes are kept once."""
    permissions.check_can_import(actor)
    digest = hashlib.sha256(data).hexdigest()
    if known := await _known(digest):
        await _check_taken_by_own_organ(known.id, actor)
        if known.status is ImportStatus.DISCARDED:
            await record.record_step(FirmImport, known.id, "take_up", STEPS["take_up"], actor=actor, now=now)
            return Received(known.id, known.number, ImportStatus.RECEIVED, was_known=False)
        return known
    table = await asyncio.to_thread(read_table, data, filename)
    mapping = headers.suggest(table.header)
    import_id = uuid4()
    async with database.unit_of_work():
        nth = await database.value("select nextval('firm_import_number')")
        number = f"I{nth:06d}"
        taken = await database.execute(
            """insert into firm_import (id, number, file_hash, filename, content, kind, encoding, notes, header, mapping,
                                        status, rows_total, organ_id, received_at, actor_number, actor_name)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
               on conflict (file_hash) do nothing""",
            import_id,
            number,
            digest,
            filename[:255],
            data,
            table.kind,
            table.encoding,
            json.dumps(table.notes, ensure_ascii=False),
            json.dumps(table.header, ensure_ascii=False),
            json.dumps(mapping, ensure_ascii=False),
            ImportStatus.RECEIVED,
            len(table.rows),
            actor.organ_id,
            now,
            actor.number,
            actor.name,
        )
        if taken:
            await database.copy(
                "firm_import_row",
                (
                    "id",
                    "firm_import",
                    "row_number",
                    "original",
                    "effect",
                    "facts",
                    "repairs",
                    "reasons",
                    "candidates",
                    "decided_by",
                    "decided_reason",
                ),
                [
                    (uuid4(), import_id, line, _json(_storable(row)), "", "{}", "[]", "[]", [], "", "")
                    for line, row in zip(table.numbers, table.rows, strict=True)
                ],
            )
            await record.opened(
                FirmImport,
                import_id,
                "receive",
                ImportStatus.RECEIVED,
                actor=actor,
                now=now,
                data={"file": filename},
            )
    if not taken and (known := await _known(digest)):
        await _check_taken_by_own_organ(known.id, actor)
        return known
    return Received(import_id, number, ImportStatus.RECEIVED, was_known=False)


async def check_within_reach(import_id: UUID, actor: Actor) -> None:
    """Raise NotFound unless the list was brought in by an organ within the actor's reach."""
    found = await database.row("select organ_id from firm_import where id = $1", import_id)
    if found is None:
        raise errors.NotFound(NO_SUCH_IMPORT)
    permissions.check_within_reach(actor, found["organ_id"])


async def _check_taken_by_own_organ(import_id: UUID, actor: Actor) -> None:
    try:
        await check_within_reach(import_id, actor)
    except errors.NotFound as others:
        raise errors.Refused(TAKEN_ELSEWHERE) from others


async def _known(digest: str) -> Received | None:
    row = await database.row("select id, number, status from firm_import where file_hash = $1", digest)
    return Received(row["id"], row["number"], ImportStatus(row["status"]), was_known=True) if row else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _storable(row: Sequence[str]) -> list[str]:
    """The cells verbatim; only NUL, which no database text can hold, is written as its picture."""
    return [cell.replace("\x00", "\u2400") for cell in row]


# --- Columns ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as pages show it."""

    id: UUID
    number: str
    filename: str
    kind: str
    encoding: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    mapping: dict[Field, int]
    status: ImportStatus
    rows_total: int
    received_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    touched_at: datetime | None
    actor_name: str
    #: Rows by outcome; "" counts those not yet worked through.
    counts: dict[str, int]
    effects: dict[str, int]

    @property
    def rows_done(self) -> int:
        """Rows that have an outcome."""
        return self.rows_total - self.counts.get("", 0)


async def view(import_id: UUID) -> ImportView:
    """One import with its counts. Raises NotFound."""
    head = await _head(import_id)
    tally = await database.rows(
        """select coalesce(outcome, '') as outcome, effect, count(*) as n
             from firm_import_row where firm_import = $1 group by 1, 2""",
        import_id,
    )
    counts: dict[str, int] = {}
    effects: dict[str, int] = {}
    for each in tally:
        counts[each["outcome"]] = counts.get(each["outcome"], 0) + each["n"]
        if each["outcome"] in {Outcome.TAKEN, Outcome.REPAIRED}:
            effects[each["effect"]] = effects.get(each["effect"], 0) + each["n"]
    return replace(head, counts=counts, effects=effects)


async def _head(import_id: UUID) -> ImportView:
    """The same without its counts, which take long for a long list."""
    row = await database.row(f"select {_VIEW} from firm_import where id = $1", import_id)  # noqa: S608 - columns of this file
    if row is None:
        raise errors.NotFound(NO_SUCH_IMPORT)
    return _import_view(row, {}, {})


_VIEW = (
    "id, number, filename, kind, encoding, notes, header, mapping, status, rows_total, received_at, started_at,"
    " finished_at, touched_at, actor_name"
)


def _import_view(row: dict[str, Any], counts: dict[str, int], effects: dict[str, int]) -> ImportView:
    return ImportView(
        **{
            **row,
            "notes": tuple(json.loads(row["notes"])),
            "header": tuple(json.loads(row["header"])),
            "mapping": {Field(key): column for key, column in json.loads(row["mapping"]).items()},
            "status": ImportStatus(row["status"]),
        },
        counts=counts,
        effects=effects,
    )


async def recent(actor: Actor, limit: int = 100) -> list[ImportView]:
    """The imports within the actor's reach, the newest first."""
    found = await database.rows(
        f"""select {_VIEW} from firm_import where $2 or organ_id = $3 order by received_at desc limit $1""",  # noqa: S608 - columns of this file
        limit,
        actor.is_municipal,
        actor.organ_id,
    )
    tally = await database.rows(
        """select firm_import, coalesce(outcome, '') as outcome, count(*) as n
             from firm_import_row where firm_import = any($1) group by 1, 2""",
        [row["id"] for row in found],
    )
    counts: dict[UUID, dict[str, int]] = {}
    for each in tally:
        counts.setdefault(each["firm_import"], {})[each["outcome"]] = each["n"]
    return [_import_view(row, counts.get(row["id"], {}), {}) for row in found]


async def choose_columns(
    import_id: UUID, mapping: Mapping[Field, int], *, actor: Actor, now: datetime
) -> None:
    """Set which column holds what, before the import starts."""
    permissions.check_can_import(actor)
    await check_within_reach(import_id, actor)
    mapping = {Field(field): column for field, column in mapping.items()}
    found = await view(import_id)
    if headers.missing(mapping):
        raise errors.Invalid({Field.NAME.value: NAME_COLUMN_MISSING})
    chosen = [column for column in mapping.values() if 0 <= column < len(found.header)]
    if len(set(chosen)) != len(mapping):
        twice = {
            field.value: COLUMN_TWICE
            for field, column in mapping.items()
            if list(mapping.values()).count(column) > 1
        }
        raise errors.Invalid(twice or {Field.NAME.value: NAME_COLUMN_MISSING})
    async with database.unit_of_work():
        changed = await database.execute(
            "update firm_import set mapping = $2 where id = $1 and status = $3",
            import_id,
            _json(dict(mapping)),
            ImportStatus.RECEIVED,
        )
        if not changed:
            raise errors.AlreadyMoved(ALREADY_STARTED)
        await record.record_event(
            FirmImport, import_id, "map", actor=actor, now=now, data={"mapping": dict(mapping)}
        )


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a list with its outcome, as pages and result files show it."""

    id: UUID
    row_number: int
    original: tuple[str, ...]
    outcome: Outcome | None
    effect: Effect
    facts: dict[str, str]
    repairs: tuple[dict[str, str], ...]
    reasons: tuple[dict[str, str], ...]
    candidates: tuple[UUID, ...]
    firm_number: str
    firm_name: str
    decided_by: str
    decided_reason: str


async def preview(import_id: UUID, *, now: datetime, actor: Actor, limit: int = 20) -> list[RowView]:
    """What would happen to the first rows, were the import started now."""
    found = await view(import_id)
    rows = await database.rows(
        "select id, row_number, original from firm_import_row where firm_import = $1 order by row_number limit $2",
        import_id,
        limit,
    )
    judged = await _judge(rows, found, actor=actor, now=now)
    numbers = {firm.id: firm for firm in judged.known}
    views = []
    for row, reading, decision in judged.rows:
        firm = numbers.get(decision.firm_id) if decision.firm_id else None
        views.append(
            RowView(
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


# --- Working through --------------------------------------------------------------------------------------


async def start(import_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Begin. Raises Invalid when no column holds the name, AlreadyMoved when it has begun."""
    await check_within_reach(import_id, actor)
    found = await view(import_id)
    if headers.missing(found.mapping):
        raise errors.Invalid({Field.NAME.value: NAME_COLUMN_MISSING})
    await record.record_step(
        FirmImport,
        import_id,
        "start",
        STEPS["start"],
        actor=actor,
        now=now,
        also={"started_at": now, "touched_at": now},
    )


async def discard(import_id: UUID, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Give a list up that was never started."""
    await check_within_reach(import_id, actor)
    await record.record_step(
        FirmImport, import_id, "discard", STEPS["discard"], actor=actor, now=now, reason=reason
    )


@dataclass(slots=True)
class _Judged:
    rows: list[tuple[dict[str, Any], Reading, matching.Decision]]
    known: list[matching.Known]
    drafts: list[actions.Draft]


async def work_on(import_id: UUID, *, actor: Actor, now: datetime) -> int:
    """Work through the next rows of a running import; how many. 0 means that it is done."""
    found = await _head(import_id)
    if found.status is not ImportStatus.RUNNING:
        return 0
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock($1)", TURN)
        rows = await database.rows(
            """select id, row_number, original from firm_import_row
                where firm_import = $1 and outcome is null order by row_number limit $2""",
            import_id,
            PIECE,
        )
        judged = await _judge(rows, found, actor=actor, now=now)
        await actions.register_many(
            judged.drafts, source=FactSource.IMPORT, source_ref=found.number, actor=actor, now=now
        )
        for _row, _reading, decision in judged.rows:
            if decision.effect is Effect.UPDATED and decision.firm_id:
                await actions.take_from_list(
                    decision.firm_id, decision.changes, source_ref=found.number, actor=actor, now=now
                )
        await database.many(
            """update firm_import_row set outcome = $2, effect = $3, facts = $4, repairs = $5, reasons = $6,
                      candidates = $7, firm = $8 where id = $1""",
            [
                (
                    row["id"],
                    decision.outcome,
                    decision.effect,
                    _json(reading.facts),
                    _json([remark.as_json() for remark in reading.repairs]),
                    _json([remark.as_json() for remark in decision.reasons]),
                    list(decision.candidates),
                    decision.firm_id,
                )
                for row, reading, decision in judged.rows
            ],
        )
        await database.execute("update firm_import set touched_at = $2 where id = $1", import_id, now)
        if len(rows) < PIECE:
            await record.record_step(
                FirmImport,
                import_id,
                "finish",
                STEPS["finish"],
                actor=actor,
                now=now,
                also={"finished_at": now},
            )
    return len(rows)


async def _judge(
    rows: Sequence[dict[str, Any]], found: ImportView, *, actor: Actor, now: datetime
) -> _Judged:
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
    judged = _Judged([], list(known), [])
    for row, reading in zip(rows, readings, strict=True):
        decision = matching.decide(reading, shelf.near(reading))
        organ_id = (
            jurisdictions.get(decision.firm_id)
            if decision.firm_id
            else organs.get(reading.facts.get("area", ""))
        )
        if decision.effect in {Effect.NEW, Effect.UPDATED} and organ_id and not _within(actor, organ_id):
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


def _within(actor: Actor, organ_id: UUID) -> bool:
    return permissions.can_edit(actor, organ_id)


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


# --- Results ------------------------------------------------------------------------------------------------

_ROWS = """
    select row.id, row.row_number, row.original, row.outcome, row.effect, row.facts, row.repairs, row.reasons,
           row.candidates, coalesce(firm.number, '') as firm_number, coalesce(firm.name, '') as firm_name,
           row.decided_by, row.decided_reason
      from firm_import_row as row left join firm on firm.id = row.firm
"""


async def rows(
    import_id: UUID, *, outcome: Outcome | None = None, limit: int, offset: int = 0
) -> list[RowView]:
    """Rows of an import in the order of the file, all or with one outcome."""
    found = await database.rows(
        f"""{_ROWS} where row.firm_import = $1 and ($2::varchar is null or row.outcome = $2)
            order by row.row_number limit $3 offset $4""",
        import_id,
        outcome,
        limit,
        offset,
    )
    return [_row_view(each) for each in found]


async def row(row_id: UUID) -> tuple[UUID, RowView]:
    """One row, with the import it belongs to. Raises NotFound."""
    found = await database.row(f"{_ROWS} where row.id = $1", row_id)
    if found is None:
        raise errors.NotFound(NO_SUCH_IMPORT)
    import_id: UUID = await database.value("select firm_import from firm_import_row where id = $1", row_id)
    return import_id, _row_view(found)


def _row_view(found: dict[str, Any]) -> RowView:
    return RowView(
        **{
            **found,
            "original": tuple(json.loads(found["original"])),
            "outcome": Outcome(found["outcome"]) if found["outcome"] else None,
            "effect": Effect(found["effect"]),
            "facts": json.loads(found["facts"]),
            "repairs": tuple(json.loads(found["repairs"])),
            "reasons": tuple(json.loads(found["reasons"])),
            "candidates": tuple(found["candidates"]),
        }
    )


# --- Held rows ------------------------------------------------------------------------------------------------

REASON_MISSING = N_("请说明理由")
FIRM_MISSING = N_("请填写要对应的机构登记编号")
#: What a person may set right when entering a held row.
CORRECTABLE = ("name", "uscc", "established_on", "domicile")


async def take_as_new(
    row_id: UUID, corrections: Mapping[str, str], *, reason: str, actor: Actor, now: datetime
) -> UUID:
    """Enter a held row as a firm of its own, with what the official set right."""
    async with database.unit_of_work():
        held = await _lock_held(row_id, actor)
        entered = {key: value for key, value in corrections.items() if key in CORRECTABLE}
        values, problems = entries.read({"name": "", **entered}, beijing.legal_day(now))
        if not reason:
            problems["reason"] = REASON_MISSING
        if problems:
            raise errors.Invalid(problems)
        facts = {key: value for key, value in (json.loads(held["facts"]) | values).items() if value}
        organ_id = (await actions.organs_by_code()).get(facts.get("area", ""))
        if organ_id and not _within(actor, organ_id):
            raise errors.NotPermitted(NOT_IN_SCOPE)
        firm_id = await actions.register_firm(
            facts, source=FactSource.IMPORT, source_ref=held["number"], actor=actor, now=now
        )
        await _settle(held, Outcome.REPAIRED, Effect.NEW, firm_id, reason=reason, actor=actor, now=now)
    return firm_id


async def match_to_firm(row_id: UUID, firm_number: str, *, reason: str, actor: Actor, now: datetime) -> UUID:
    """Say that a held row is a firm of the register. Its facts stay as they are registered."""
    async with database.unit_of_work():
        held = await _lock_held(row_id, actor)
        if not reason:
            raise errors.Invalid({"reason": REASON_MISSING})
        if not firm_number:
            raise errors.Invalid({"firm_number": FIRM_MISSING})
        try:
            firm_id = await queries.id_of(names.key(firm_number).upper())
        except errors.NotFound as missing:
            raise errors.Invalid({"firm_number": queries.NO_SUCH_FIRM}) from missing
        await _settle(held, Outcome.TAKEN, Effect.UNCHANGED, firm_id, reason=reason, actor=actor, now=now)
    return firm_id


async def reject(row_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Leave a held row out of the register, for a reason."""
    async with database.unit_of_work():
        held = await _lock_held(row_id, actor)
        if not reason:
            raise errors.Invalid({"reason": REASON_MISSING})
        await _settle(held, Outcome.REJECTED, Effect.NOTHING, None, reason=reason, actor=actor, now=now)


async def _lock_held(row_id: UUID, actor: Actor) -> dict[str, Any]:
    permissions.check_can_import(actor)
    await database.execute("select pg_advisory_xact_lock($1)", TURN)
    held = await database.row(
        """select row.id, row.firm_import, row.row_number, row.outcome, row.facts, list.number, list.organ_id
             from firm_import_row as row join firm_import as list on list.id = row.firm_import
            where row.id = $1 for update of row""",
        row_id,
    )
    if held is None:
        raise errors.NotFound(NO_SUCH_IMPORT)
    permissions.check_within_reach(actor, held["organ_id"])
    if held["outcome"] != Outcome.HELD:
        raise errors.AlreadyMoved(ALREADY_DECIDED)
    return held


async def _settle(
    held: dict[str, Any],
    outcome: Outcome,
    effect: Effect,
    firm_id: UUID | None,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    await database.execute(
        """update firm_import_row set outcome = $2, effect = $3, firm = $4, decided_at = $5, decided_by = $6,
                  decided_reason = $7 where id = $1""",
        held["id"],
        outcome,
        effect,
        firm_id,
        now,
        actor.name,
        reason,
    )
    await record.record_event(
        FirmImportRow,
        held["id"],
        f"settle_{outcome}",
        actor=actor,
        now=now,
        reason=reason,
        data={"row": held["row_number"], "import": held["number"], "firm_id": firm_id},
        status_after=outcome,
    )
