"""What is made public, from which day, and when it may end. Ending hides; nothing is deleted.

Both are leaves of the register log, under the id of the publication: what was published, by the hash of its body, and
that it ended. The body leaves the page with its end; the row keeps it, and the database refuses to reword it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import actor as actors
from regulation import database
from regulation.ledger import actions as ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

#: How leaves name publications.
LEAF = "publication"


async def publish(
    kind: str,
    number: str,
    title: str,
    *,
    organ_id: UUID,
    organ_name: str,
    firm_id: UUID | None,
    matter_kind: str,
    matter_id: UUID,
    body: Mapping[str, Any],
    from_on: date,
    seriousness: str = "none",
    earliest_end_on: date | None = None,
    latest_end_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Publish in the caller's transaction. `body` must hold nothing the public may not read.

    Others who enter something in the log wait for the end of that transaction, so this comes late in it.
    """
    made = uuid4()
    await database.execute(
        """insert into publication (id, kind, number, title, organ_id, organ_name, firm_id, matter_kind, matter_id,
                                    body, seriousness, from_on, earliest_end_on, latest_end_on)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)""",
        made,
        kind,
        number,
        title,
        organ_id,
        organ_name,
        firm_id,
        matter_kind,
        matter_id,
        json.dumps(dict(body), ensure_ascii=False, default=str),
        seriousness,
        from_on,
        earliest_end_on,
        latest_end_on,
    )
    await ledger.append(
        str(made),
        LEAF,
        "publish",
        actor=actor,
        now=now,
        document=body_bytes(body),
        private={
            "kind": kind,
            "number": number,
            "organ": organ_name,
            "from": from_on.isoformat(),
            "until": latest_end_on.isoformat() if latest_end_on else "",
        },
    )
    return made


def body_bytes(body: Mapping[str, Any]) -> bytes:
    """The body in its one spelling: what the leaf of a publication is the hash of."""
    return json.dumps(
        dict(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    ).encode()


async def end(publication_id: UUID, *, on: date, reason: str, actor: Actor, now: datetime) -> bool:
    """End a publication; False if it had ended before."""
    async with database.unit_of_work():
        touched = await database.execute(
            """update publication set ended_on = $2, end_reason = $3, kept_reason = ''
               where id = $1 and ended_on is null""",
            publication_id,
            on,
            reason,
        )
        if touched:
            await ledger.append(
                str(publication_id), LEAF, "end", actor=actor, now=now, private={"reason": reason}
            )
    return touched == 1


async def end_due(*, today: date, now: datetime) -> int:
    """End every publication whose last day has come; how many were ended."""
    async with database.unit_of_work():
        over = await database.rows(
            """update publication set ended_on = $1, end_reason = '公示期届满'
               where ended_on is null and kept_reason = '' and latest_end_on <= $1 returning id""",
            today,
        )
        await ledger.append_many(
            [ledger.Act(str(each["id"]), LEAF, "end", private={"reason": "公示期届满"}) for each in over],
            actor=actors.SYSTEM,
            now=now,
        )
    return len(over)


async def keep_past_its_end(publication_id: UUID, *, reason: str) -> bool:
    """Let it stand past its last day while a reason of the law holds; an empty reason lets go. False if nothing changed.

    Whoever knows the reason says so as soon as it holds, long before the last day: no hour of that day depends on a job.
    The log says nothing: what is public stays so, and its end will be said there.
    """
    return (
        await database.execute(
            "update publication set kept_reason = $2 where id = $1 and ended_on is null and kept_reason <> $2",
            publication_id,
            reason,
        )
        == 1
    )


#: What the public may see on a day: begun, not ended, and not past its last day even if the nightly job was late,
#: unless the law keeps it there.
CURRENT = """from_on <= $1 and ended_on is null
             and (latest_end_on is null or latest_end_on > $1 or kept_reason <> '')"""


async def current(
    *,
    today: date,
    kinds: list[str] | None = None,
    firm_id: UUID | None = None,
    limit: int = 20,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """What is public today, newest first."""
    found = await database.rows(
        f"""select * from publication
            where {CURRENT} and ($2::text[] is null or kind = any($2)) and ($3::uuid is null or firm_id = $3)
            order by from_on desc, number desc limit $4 offset $5""",  # noqa: S608
        today,
        kinds,
        firm_id,
        limit,
        offset,
    )
    return [read(each, today=today) for each in found]


def read(found: dict[str, Any], *, today: date) -> dict[str, Any]:
    """A publication as it is read on a day: why it stays is told once its last day has come."""
    last = found["latest_end_on"]
    is_kept = last is not None and last <= today
    return {
        **found,
        "body": json.loads(found["body"]),
        "kept_reason": found["kept_reason"] if is_kept else "",
    }


async def count(*, today: date, kinds: list[str] | None = None) -> dict[str, int]:
    """How many are public today, per kind."""
    found = await database.rows(
        f"""select kind, count(*) as n from publication where {CURRENT} and ($2::text[] is null or kind = any($2))
            group by kind""",  # noqa: S608
        today,
        kinds,
    )
    return {each["kind"]: each["n"] for each in found}
