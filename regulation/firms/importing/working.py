"""The rows are worked through in pieces, each in its own transaction, so that a list of any length neither
blocks others nor is lost when the machine stops: what has an outcome is done, the rest goes on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import record
from regulation.firms import actions
from regulation.firms.importing import columns, judging, lists
from regulation.firms.imports import headers
from regulation.firms.imports.headers import Field
from regulation.firms.status import STEPS, Effect, FactSource, ImportStatus
from regulation.firms.tables import FirmImport
from regulation.ledger import actions as ledger
from regulation.ledger.actions import Act

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

#: Rows taken in one transaction: few enough that other requests of the process hardly notice.
PIECE = 100
#: Two runs must not enter the same firm twice; any number, the same for everyone who imports.
TURN = 20260302


async def start(import_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Begin. Raises Invalid when no column holds the name, AlreadyMoved when it has begun."""
    await lists.check_within_reach(import_id, actor)
    found = await lists.view(import_id)
    if headers.missing(found.mapping):
        raise errors.Invalid({Field.NAME.value: columns.NAME_COLUMN_MISSING})
    await record.record_step(
        FirmImport,
        import_id,
        "start",
        STEPS["start"],
        actor=actor,
        now=now,
        also={"started_at": now, "touched_at": now},
    )


#: What the register log says of a firm whose row was taken.
_ACTS = {Effect.NEW: "register", Effect.UPDATED: "import"}


async def work_on(import_id: UUID, *, actor: Actor, now: datetime) -> int:
    """Work through the next rows of a running import; how many. 0 means that it is done."""
    found = await lists.head(import_id)
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
        judged = await judging.judge(rows, found, actor=actor, now=now)
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
        await ledger.append_many(
            [
                Act(str(decision.firm_id), actions.LEAF, _ACTS[decision.effect])
                for _row, _reading, decision in judged.rows
                if decision.firm_id and decision.effect in _ACTS
            ],
            actor=actor,
            now=now,
        )
    return len(rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
