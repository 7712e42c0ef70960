"""Papers printed many at a time: chosen by a filter, looked over, started; each with what became of it.

A paper that was printed before is not printed again: the stored file is the paper. One that no longer holds is listed
and not printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.casework.status import PRINT_STEPS, PrintOutcome, PrintStatus
from regulation.casework.tables import PrintBatch
from regulation.law import beijing
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulation.actor import Actor

Row = dict[str, Any]

#: Papers of one batch: what a press and a person can look over in one go.
MOST = 500
#: Papers that the worker takes at a time.
AT_A_TIME = 40
NOBODY = N_("没有符合条件的文书")
TOO_MANY = N_("符合条件的文书有%(found)s件，一批最多%(most)s件；请缩小范围，分批印制")
UNKNOWN = N_("没有编号为%(numbers)s的文书，或者不由本机关签发")
DAYS = N_("结束日期不能早于开始日期")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers: of a kind, in a form, issued on these days, only those never printed; or those with these numbers."""

    kind: str
    variant: str = ""
    since: date | None = None
    until: date | None = None
    only_new: bool = True
    numbers: tuple[str, ...] = ()


async def find(actor: Actor, wanted: Wanted) -> list[Row]:
    """The papers of the actor's organ, or of the city, that a filter meets; those that no longer hold among numbers asked for.

    Raises Invalid where a number is unknown, there is nothing, or too much for one batch.
    """
    if wanted.since and wanted.until and wanted.until < wanted.since:
        raise errors.Invalid({"until": DAYS})
    found = await database.rows(
        """select id, number, withdrawn_at from document
            where kind = $1 and ($2 or organ_id = $3) and ($4::timestamptz is null or issued_at >= $4)
              and ($5::timestamptz is null or issued_at < $5)
              and case when cardinality($6::text[]) > 0 then number = any($6) else withdrawn_at is null end
              and (cardinality($6::text[]) > 0 or not $7 or not exists (
                   select from document_bytes where document_bytes.document = document.id and variant = $8))
            order by issued_at, number limit $9""",
        wanted.kind,
        actor.is_municipal,
        actor.organ_id,
        beijing.start_of_day(wanted.since) if wanted.since else None,
        beijing.start_of_day(wanted.until + timedelta(days=1)) if wanted.until else None,
        list(wanted.numbers),
        wanted.only_new,
        wanted.variant,
        # A number may name a void paper beside the one that took its place.
        4 * MOST,
    )
    living = {each["number"] for each in found if each["withdrawn_at"] is None}
    found = [each for each in found if each["withdrawn_at"] is None or each["number"] not in living]
    unknown = sorted(set(wanted.numbers) - {each["number"] for each in found})
    if unknown:
        raise errors.Invalid({"numbers": UNKNOWN}, UNKNOWN, numbers="、".join(unknown[:10]))
    if not found:
        raise errors.Invalid({"kind": NOBODY}, NOBODY)
    if len(found) > MOST:
        raise errors.Invalid({"kind": TOO_MANY}, TOO_MANY, found=len(found), most=MOST)
    return found


async def propose(wanted: Wanted, *, actor: Actor, now: datetime) -> UUID:
    """Keep the list for looking over; nothing is printed yet. Raises as `find` does, NotPermitted for other offices."""
    actor.check_holds(Role.CLERK)
    found, made = await find(actor, wanted), uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into print_batch (id, status, kind, variant, organ_id, created_by, created_name, created_at)
               values ($1, 'proposed', $2, $3, $4, $5, $6, $7)""",
            made,
            wanted.kind,
            wanted.variant,
            actor.organ_id,
            actor.person_id,
            actor.name,
            now,
        )
        await database.execute(
            """insert into print_batch_item (id, batch, document, position, outcome, why)
               select gen_random_uuid(), $1, document, position, 'waiting', ''
                 from unnest($2::uuid[]) with ordinality as listed (document, position)""",
            made,
            [each["id"] for each in found],
        )
        await record.opened(
            PrintBatch,
            made,
            "propose",
            PrintStatus.PROPOSED,
            actor=actor,
            now=now,
            data={"kind": wanted.kind, "variant": wanted.variant, "papers": len(found)},
        )
    return made


async def start(batch_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let the worker print. Raises NotFound for another organ's, AlreadyMoved."""
    await _step(batch_id, "start", {"started_at": now}, actor=actor, now=now)


async def stop(batch_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Print no more; what was printed stays. Raises NotFound, AlreadyMoved."""
    await _step(batch_id, "stop", {"ended_at": now}, actor=actor, now=now)


async def _step(batch_id: UUID, name: str, also: Row, *, actor: Actor, now: datetime) -> None:
    async with database.unit_of_work():
        await visible(actor, batch_id)
        await record.record_step(
            PrintBatch, batch_id, name, PRINT_STEPS[name], actor=actor, now=now, also=also
        )


async def visible(actor: Actor, batch_id: UUID) -> Row:
    """A batch of the official's own organ, or of the city. Raises NotFound."""
    found = await database.row(
        """select batch.*, count(item.id) as total,
                  count(item.id) filter (where outcome <> 'waiting') as done,
                  count(item.id) filter (where outcome in ('printed', 'kept')) as printed
             from print_batch as batch join print_batch_item as item on item.batch = batch.id
            where batch.id = $1 group by batch.id""",
        batch_id,
    )
    if found is None or not actor.is_official or not actor.in_scope_of(found["organ_id"]):
        raise errors.NotFound
    return found


async def of_organ(actor: Actor, *, limit: int = 20) -> list[Row]:
    """The last batches of the organ, or of the city, the newest first."""
    return await database.rows(
        """select batch.*, count(item.id) as total,
                  count(item.id) filter (where outcome in ('printed', 'kept')) as printed
             from print_batch as batch join print_batch_item as item on item.batch = batch.id
            where $1 or batch.organ_id = $2
            group by batch.id order by batch.created_at desc limit $3""",
        actor.is_municipal,
        actor.organ_id,
        limit,
    )


async def items(batch_id: UUID) -> list[Row]:
    """Every paper of a batch in its order, with whether it was printed before and still holds."""
    return await database.rows(
        """select item.*, document.number, document.token, document.issued_at, document.withdrawn_at, document.firm_id,
                  coalesce(document.snapshot -> 'firm' ->> 'name', '') as firm_name,
                  stored.sha256, stored.stored_at
             from print_batch_item as item join print_batch as batch on batch.id = item.batch
             join document on document.id = item.document
             left join document_bytes as stored on stored.document = item.document and stored.variant = batch.variant
            where item.batch = $1 order by item.position""",
        batch_id,
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """What the worker prints next."""

    batch_id: UUID
    variant: str
    documents: Sequence[UUID]


async def next_piece() -> Piece | None:
    """The next papers of the oldest running batch that have to be printed; what need not be printed is noted on the way.

    None when nothing waits. Two workers may take the same piece: the first file that is stored is the paper.
    """
    await database.execute(
        """update print_batch_item as item set outcome = case when document.withdrawn_at is not null then 'void' else 'kept' end
             from document, print_batch as batch
            where item.outcome = 'waiting' and batch.id = item.batch and batch.status = 'running'
              and document.id = item.document and (document.withdrawn_at is not null or exists (
                  select from document_bytes where document_bytes.document = item.document and variant = batch.variant))"""
    )
    found = await database.rows(
        """select item.document, item.batch, batch.variant
             from print_batch_item as item join print_batch as batch on batch.id = item.batch
            where item.outcome = 'waiting' and batch.status = 'running'
            order by batch.started_at, batch.id, item.position limit $1""",
        AT_A_TIME,
    )
    if not found:
        return None
    batch = found[0]["batch"]
    return Piece(batch, found[0]["variant"], [each["document"] for each in found if each["batch"] == batch])


async def note(piece: Piece, failed: Sequence[tuple[UUID, str]]) -> None:
    """What became of the papers of a piece."""
    why = dict(failed)
    await database.many(
        """update print_batch_item set outcome = $3, why = $4
            where batch = $1 and document = $2 and outcome = 'waiting'""",
        [
            (
                piece.batch_id,
                each,
                PrintOutcome.FAILED if each in why else PrintOutcome.PRINTED,
                why.get(each, ""),
            )
            for each in piece.documents
        ],
    )


async def finish(*, now: datetime) -> list[Row]:
    """End the batches of which nothing waits; the rows, for telling who made them."""
    over = []
    async with database.unit_of_work():
        for each in await database.rows(
            """select * from print_batch as batch where status = 'running' and not exists (
                   select from print_batch_item where batch = batch.id and outcome = 'waiting')
               for update skip locked"""
        ):
            await record.record_step(
                PrintBatch,
                each["id"],
                "finish",
                PRINT_STEPS["finish"],
                actor=SYSTEM,
                now=now,
                also={"ended_at": now},
            )
            over.append(each)
    return over
