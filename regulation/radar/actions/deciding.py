"""What a person says of a cluster: dismissed with the reason, one with another, two instead of one.

What is said of two signs is kept and counts for every later list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import at_hand, record
from regulation.radar import permissions
from regulation.radar.status import CLUSTER_STEPS
from regulation.radar.tables import RadarCluster
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
LEAST_REASON = 5
NO_REASON = N_("请写明理由，至少5个字")


async def dismiss(cluster_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """It is nothing, and why; later rows of it fall to it. Raises Invalid, NotFound, NotPermitted, AlreadyMoved."""
    _check_reason(reason)
    async with database.unit_of_work():
        await _take(cluster_id, "dismiss", reason, actor=actor, now=now)


async def reopen(cluster_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Look at a dismissed one again."""
    _check_reason(reason)
    async with database.unit_of_work():
        await _take(cluster_id, "reopen", reason, actor=actor, now=now)


async def merge(cluster_id: UUID, serial: int, reason: str, *, actor: Actor, now: datetime) -> UUID:
    """It is the same undertaking as the cluster of this number, which goes on; its id. Learned for later lists."""
    _check_reason(reason)
    async with database.unit_of_work():
        await _turn(actor)
        other = await database.row(
            "select * from radar_cluster where serial = $1 and organ = $2 for update",
            serial,
            permissions.organ_of(actor),
        )
        if other is None or other["id"] == cluster_id or other["status"] == "merged":
            raise errors.Invalid({"into": N_("请填写本机关另一条线索的编号")})
        ours, theirs = await signs(cluster_id), await signs(other["id"])
        await _take(cluster_id, "merge", reason, actor=actor, now=now, also={"merged_into": other["id"]})
        await database.execute(
            "update radar_row set cluster = $2 where cluster = $1", cluster_id, other["id"]
        )
        await _say(ours[:1], theirs[:1], reason, is_same=True, actor=actor, now=now)
    return UUID(str(other["id"]))


async def split(cluster_id: UUID, rows: Sequence[UUID], reason: str, *, actor: Actor, now: datetime) -> UUID:
    """These rows are another undertaking; the id of their own cluster. Their signs and the others' never join again."""
    _check_reason(reason)
    async with database.unit_of_work():
        await _turn(actor)
        cluster = await visible_for_update(actor, cluster_id)
        permissions.check_can_take(actor, cluster, "dismiss")
        held = await database.rows("select id, name, keys from radar_row where cluster = $1", cluster_id)
        leaving = [each for each in held if each["id"] in set(rows)]
        staying = [each for each in held if each["id"] not in set(rows)]
        if not leaving or not staying:
            raise errors.Invalid({"row": N_("请勾选要分出的行，并至少留下一行")})
        out, stay = _keys(leaving), _keys(staying)
        theirs, ours = sorted(out - stay), sorted(stay - out)
        if not theirs or not ours:
            raise errors.Invalid({"row": N_("分出的行与留下的行的电话、账号、名称完全相同，不能分开")})
        made = uuid4()
        await database.execute(
            """insert into radar_cluster (id, organ, status, name, opened_at, ended_by, reason)
               values ($1, $2, 'open', $3, $4, '', '')""",
            made,
            cluster["organ"],
            leaving[0]["name"][:200],
            now,
        )
        await database.execute(
            "update radar_row set cluster = $2 where id = any($1::uuid[])",
            [each["id"] for each in leaving],
            made,
        )
        await _say(theirs, ours, reason, is_same=False, actor=actor, now=now)
        await record.opened(RadarCluster, made, "split", "open", actor=actor, now=now, reason=reason)
        await record.record_event(RadarCluster, cluster_id, "split", actor=actor, now=now, reason=reason)
    return made


async def signs(cluster_id: UUID) -> list[str]:
    """What joins the rows of a cluster, in order."""
    return sorted(_keys(await database.rows("select keys from radar_row where cluster = $1", cluster_id)))


def _keys(rows: Iterable[Row]) -> set[str]:
    return {key for row in rows for key in row["keys"]}


async def visible_for_update(actor: Actor, cluster_id: UUID) -> Row:
    """A cluster of the person's organ, held until the end. Raises NotFound."""
    found = await database.row("select * from radar_cluster where id = $1 for update", cluster_id)
    if found is None or found["organ"] != permissions.organ_of(actor):
        raise errors.NotFound
    at_hand.take("radar_cluster", cluster_id)
    return found


async def _take(
    cluster_id: UUID, step: str, reason: str, *, actor: Actor, now: datetime, also: Row | None = None
) -> None:
    cluster = await visible_for_update(actor, cluster_id)
    permissions.check_can_take(actor, cluster, step)
    await record.record_step(
        RadarCluster,
        cluster_id,
        step,
        CLUSTER_STEPS[step],
        actor=actor,
        now=now,
        reason=reason.strip(),
        also={"reason": reason.strip(), "ended_at": now, "ended_by": actor.name, **(also or {})},
    )


async def _turn(actor: Actor) -> None:
    """As the worker: nobody moves rows of an organ while another does."""
    await database.execute(
        "select pg_advisory_xact_lock(hashtextextended($1, 20261128))", str(permissions.organ_of(actor))
    )


async def _say(
    ones: Sequence[str], others: Sequence[str], reason: str, *, is_same: bool, actor: Actor, now: datetime
) -> None:
    await database.many(
        """insert into radar_pair (id, organ, one, other, is_same, reason, said_at, actor_number, actor_name)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
        [
            (
                uuid4(),
                actor.organ_id,
                *sorted((one, other)),
                is_same,
                reason.strip(),
                now,
                actor.number,
                actor.name,
            )
            for one in ones
            for other in others
            if one != other
        ],
    )


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise errors.Invalid({"reason": NO_REASON})
