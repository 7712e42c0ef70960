"""Two entries that are one firm: one official proposes, another confirms; both numbers stay, and it can be undone.

Nothing is copied and nothing is lost: the facts of the merged entry stay its own, its number leads to the survivor
for good, and its registrations are the survivor's from the instant of the merger. Matters of other areas keep the
entry under which they were begun.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.firms import duplicates, facts, listings, mergers, registrations
from regulation.firms.actions import LEAF
from regulation.firms.status import MERGER_STEPS, MergerStatus
from regulation.firms.tables import Firm, FirmMerger
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.ledger.actions import Act
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.firms.mergers import MergerView

SAME = N_("两个登记编号相同，不能归并到自身")
ALREADY = N_("其中一个登记已经归并，请先处理原来的归并")
HAS_MERGED = N_("已有其他登记归并到该登记，不能再把它归并到别处；请把另一个登记归并到它")
OPEN = N_("该登记已有归并等待复核")
NOT_YOURS = N_("两个登记属于不同机关管辖，由市级机关办理归并")
TWO_PERSONS = N_("归并由两人办理：提出的人不能自己复核")
REASON_MISSING = N_("请写明理由")
#: Acts of the same entry, as the log of either firm names them.
MERGE, UNMERGE = "merge", "unmerge"


async def propose(
    merged_number: str, survivor_number: str, *, reason: str, paper: str = "", actor: Actor, now: datetime
) -> UUID:
    """Propose that one entry is the other. Raises Invalid, NotPermitted, Refused when either is merged already."""
    actor.check_holds(Role.CLERK)
    if not reason.strip():
        raise errors.Invalid({"reason": REASON_MISSING})
    async with database.unit_of_work():
        merged, survivor = await _both(merged_number, survivor_number)
        if not (actor.in_scope_of(merged["organ"]) and actor.in_scope_of(survivor["organ"])):
            raise errors.NotPermitted(NOT_YOURS)
        await _check_can_merge(merged, survivor)
        if await mergers.current_of(merged["id"]) is not None:
            raise errors.AlreadyMoved(OPEN)
        merger_id = uuid4()
        organ = merged["organ"] if merged["organ"] == survivor["organ"] else None
        await database.execute(
            """insert into firm_merger (id, merged, survivor, organ, status, reason, paper, alike, proposed_at, proposed_by,
                                        undone_reason, moved)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '[]')""",
            merger_id,
            merged["id"],
            survivor["id"],
            organ,
            MergerStatus.PROPOSED,
            reason.strip(),
            paper.strip(),
            json.dumps(await duplicates.reasons_of(merged["id"], survivor["id"])),
            now,
            actor.person_id,
        )
        await record.opened(
            FirmMerger,
            merger_id,
            "propose",
            MergerStatus.PROPOSED,
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"merged": merged["number"], "survivor": survivor["number"], "paper": paper.strip()},
        )
    return merger_id


async def confirm(merger_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Merge: by a decider who did not propose it. Raises AlreadyMoved, NotPermitted, Refused."""
    async with database.unit_of_work():
        found = await _decided_by_another(merger_id, actor, "propose")
        merged, survivor = await _both(found.merged_number, found.survivor_number)
        await _check_can_merge(merged, survivor)
        known = max(await facts.instant(merged["id"], now), await facts.instant(survivor["id"], now))
        moved = await registrations.hand_over(merged["id"], survivor["id"], known=known, now=now)
        await database.execute("update firm set merged_into = $2 where id = $1", merged["id"], survivor["id"])
        await listings.refresh([merged["id"], survivor["id"]], today=beijing.legal_day(now))
        await record.record_step(
            FirmMerger,
            merger_id,
            "confirm",
            MERGER_STEPS["confirm"],
            actor=actor,
            now=now,
            also={"decided_at": now, "moved": json.dumps(moved)},
        )
        await _tell(found, MERGE, found.reason, actor=actor, now=now)


async def decline(merger_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Leave the two entries apart, for a reason; they are not proposed as alike again."""
    await _close(merger_id, "decline", "propose", reason, actor=actor, now=now)


async def propose_undo(merger_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Propose that the two are two firms after all; until it is confirmed the merger stands."""
    if not reason.strip():
        raise errors.Invalid({"reason": REASON_MISSING})
    async with database.unit_of_work():
        await mergers.one(merger_id, actor)
        await record.record_step(
            FirmMerger,
            merger_id,
            "propose_undo",
            MERGER_STEPS["propose_undo"],
            actor=actor,
            now=now,
            reason=reason.strip(),
            also={"undone_reason": reason.strip()},
        )


async def undo(merger_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Part the two entries again: the registrations that came with the merged one go back with all that became of them."""
    async with database.unit_of_work():
        found = await _decided_by_another(merger_id, actor, "propose_undo")
        merged, survivor = await _both(found.merged_number, found.survivor_number)
        known = max(await facts.instant(merged["id"], now), await facts.instant(survivor["id"], now))
        await database.execute("update firm set merged_into = null where id = $1", merged["id"])
        await registrations.hand_over(
            survivor["id"], merged["id"], known=known, now=now, only=list(found.moved)
        )
        await listings.refresh([merged["id"], survivor["id"]], today=beijing.legal_day(now))
        await record.record_step(
            FirmMerger,
            merger_id,
            "undo",
            MERGER_STEPS["undo"],
            actor=actor,
            now=now,
            also={"undone_at": now},
        )
        await _tell(found, UNMERGE, found.undone_reason, actor=actor, now=now)


async def keep(merger_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The merger stands, for a reason."""
    await _close(merger_id, "keep", "propose_undo", reason, actor=actor, now=now)


async def _close(
    merger_id: UUID, step: str, proposed: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    if not reason.strip():
        raise errors.Invalid({"reason": REASON_MISSING})
    async with database.unit_of_work():
        await _decided_by_another(merger_id, actor, proposed)
        await record.record_step(
            FirmMerger,
            merger_id,
            step,
            MERGER_STEPS[step],
            actor=actor,
            now=now,
            reason=reason.strip(),
            also={"decided_at": now} if step == "decline" else {},
        )


async def _both(merged_number: str, survivor_number: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two entries, locked in the order of their ids, as everybody locks firms."""
    numbers = [each.strip().upper() for each in (merged_number, survivor_number)]
    if numbers[0] == numbers[1]:
        raise errors.Invalid({"survivor": SAME})
    found = {
        row["number"]: row
        for row in await database.rows(
            "select * from firm where number = any($1) order by id for no key update", numbers
        )
    }
    if len(found) < 2:
        raise errors.NotFound
    return found[numbers[0]], found[numbers[1]]


async def _check_can_merge(merged: dict[str, Any], survivor: dict[str, Any]) -> None:
    if merged["merged_into"] is not None or survivor["merged_into"] is not None:
        raise errors.AlreadyMoved(ALREADY)
    if await database.value("select exists (select from firm where merged_into = $1)", merged["id"]):
        raise errors.Refused(HAS_MERGED)


async def _decided_by_another(merger_id: UUID, actor: Actor, proposed: str) -> MergerView:
    """The merger, locked, for an official who is not the last to have proposed what is decided now."""
    await database.execute("select from firm_merger where id = $1 for update", merger_id)
    found = await mergers.one(merger_id, actor)
    last = [each for each in await record.history("firm_merger", merger_id) if each.action == proposed]
    if last and last[-1].person_id is not None and last[-1].person_id == actor.person_id:
        raise errors.NotPermitted(TWO_PERSONS)
    return found


async def _tell(found: MergerView, act: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """Both firms' histories and the register log, each under its own id."""
    both = {"merged": found.merged_number, "survivor": found.survivor_number}
    for firm_id in (found.merged_id, found.survivor_id):
        await record.record_event(Firm, firm_id, act, actor=actor, now=now, reason=reason, data=both)
    await ledger.append_many(
        [Act(str(firm_id), LEAF, act, private=both) for firm_id in (found.merged_id, found.survivor_id)],
        actor=actor,
        now=now,
    )
