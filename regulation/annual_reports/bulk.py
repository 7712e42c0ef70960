"""Many reports at once, for demonstrations and for taking over an earlier system's reports.

The same rows as by filing one by one, without its checks: the caller answers for the figures. No
papers are issued; the log says where the reports came from.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database
from regulation.annual_reports.actions.filing import content_digest
from regulation.annual_reports.queries import windows
from regulation.annual_reports.status import COUNTED, Status
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import FormKind, Values
from regulation.law import beijing

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

#: Rows of one COPY: enough to be quick, few enough to stay small in memory.
BATCH = 5_000
#: Rows of a batch between which others have their turn.
PIECE = 25

_REPORT = (
    "id", "report_window", "firm", "year", "kind", "organ", "status", "number", "draft", "pages", "reasons", "prepared_by",
    "prepared_name", "prepared_at", "filed", "filed_at", "version", "marks", "started_at",
)  # fmt: skip
_FILED = (
    "id", "report", "firm_id", "year", "kind", "version", "form_edition", "filed_at", "filed_by", "filed_number", "prepared_by",
    "is_late", "is_nil", "district", "inst_type", "cells", "figures", "findings", "register", "content_hash",
)  # fmt: skip
_LOG = (
    "matter_kind", "matter_id", "at", "action", "status_before", "status_after", "person_id", "actor_number",
    "actor_name", "actor_organ", "actor_role", "articles", "reason", "data",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """A report to be inserted. `values` by indicator key: int, Decimal, bool, str, or a tuple of codes.

    A draft or a report that was never filed has no `filed_at`. `district` is an area code or BDA.
    """

    firm_id: UUID
    firm_number: str
    year: int
    organ_id: UUID | None
    district: str
    values: Values
    status: Status
    number: str | None
    filed_at: datetime | None
    filed_by: str = ""
    filed_number: str = "IMPORT"
    register: Mapping[str, Any] | None = None
    marks: Mapping[str, str] | None = None
    kind: FormKind = FormKind.OPERATING


async def insert(given: Iterable[Given], *, actor: Actor, now: datetime) -> int:
    """Insert reports by COPY, in the caller's transaction or batch by batch; how many.

    The windows of the years must exist. Raises NotFound, and the database refuses a second report of
    a firm for a year.
    """
    known = {
        (each.window.kind, each.window.year): each
        for kind in (FormKind.OPERATING, FormKind.DISPATCH)
        for each in await windows.all_windows(kind)
    }
    counted = 0
    batch: list[Given] = []
    for each in given:
        batch.append(each)
        if len(batch) == BATCH:
            counted += await _insert(batch, known, actor, now)
            batch = []
    return counted + await _insert(batch, known, actor, now)


async def _insert(
    batch: list[Given], known: dict[tuple[FormKind, int], windows.Known], actor: Actor, now: datetime
) -> int:
    rows: list[tuple[Any, ...]] = []
    filings: list[tuple[Any, ...]] = []
    log: list[tuple[Any, ...]] = []
    for place, each in enumerate(batch, start=1):
        if place % PIECE == 0:
            # Whoever else this process serves is not kept waiting.
            await asyncio.sleep(0)
        window = known[each.kind, each.year]
        edition = window.window.form.edition
        report_id, filed_id = uuid4(), uuid4() if each.filed_at else None
        cells = reading.to_json(each.values)
        draft = "{}" if each.status in COUNTED else cells
        rows.append(
            (report_id, window.id, each.firm_id, each.year, each.kind, each.organ_id, each.status, each.number, draft,
             "{}", "{}",
             None, "", None, filed_id, each.filed_at, 1 if filed_id else 0,
             json.dumps(dict(each.marks or {}), ensure_ascii=False), each.filed_at or now)
        )  # fmt: skip
        log.append(
            ("annual_report", report_id, each.filed_at or now, "insert", "", each.status, actor.person_id, actor.number,
             actor.name, actor.organ_name, actor.role, "[]", "", "{}")
        )  # fmt: skip
        if each.filed_at is None:
            continue
        is_late = not beijing.is_in_time(each.filed_at, window.window.closes_on)
        filings.append(
            (filed_id, report_id, each.firm_id, each.year, each.kind, 1, edition, each.filed_at, each.filed_by,
             each.filed_number, each.filed_by, is_late, catalogue.is_nil(each.values, each.kind), each.district,
             each.values.get("inst_type"), cells,
             reading.figures(each.values), "[]",
             json.dumps(dict(each.register or {}), ensure_ascii=False, default=str),
             content_digest(each.year, each.firm_number, edition, cells, each.kind))
        )  # fmt: skip
    async with database.unit_of_work():
        await database.copy("annual_report", _REPORT, rows)
        await database.copy("filed_report", _FILED, filings)
        await database.copy("case_log", _LOG, log)
    return len(rows)
