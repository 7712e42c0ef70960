"""Rows that were held: a person enters them, matches them to a firm, or leaves them out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import record
from regulation.firms import actions, entries, names, permissions, queries
from regulation.firms.importing import judging, lists, working
from regulation.firms.status import Effect, FactSource, Outcome
from regulation.firms.tables import FirmImportRow
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor

ALREADY_DECIDED = N_("该行已经处理，请刷新查看结果")
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
        if organ_id and not permissions.can_edit(actor, organ_id):
            raise errors.NotPermitted(judging.NOT_IN_SCOPE)
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
    await database.execute("select pg_advisory_xact_lock($1)", working.TURN)
    held = await database.row(
        """select row.id, row.firm_import, row.row_number, row.outcome, row.facts, list.number, list.organ_id
             from firm_import_row as row join firm_import as list on list.id = row.firm_import
            where row.id = $1 for update of row""",
        row_id,
    )
    if held is None:
        raise errors.NotFound(lists.NO_SUCH_IMPORT)
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
