"""Reading requests for correction: through the doors of desk and firm, what waits, what was published last and how masked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import at_hand, disclosures, publication
from regulation.penalties import permissions, queries
from regulation.penalties.actions import publishing
from regulation.penalties.rules.redaction import LeftOpen, Mask

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor

Row = dict[str, Any]
_MATTER = """
select t.*, c.party_name, c.decision_number, c.number as case_number
  from publicity_correction as t join penalty_case as c on c.id = t.case_id
"""


def _read(found: Row | None) -> Row:
    if found is None:
        raise errors.NotFound
    return {
        **found,
        "masks": publishing.read_masks(found["masks"]),
        "left_open": publishing.read_left(found["left_open"]),
        "fields": json.loads(found["fields"]),
    }


async def visible(actor: Actor, matter_id: UUID) -> Row:
    """The desk's door. Raises NotFound for another organ's."""
    found = _read(await database.row(f"{_MATTER} where t.id = $1", matter_id))
    permissions.check_may_see(actor, found)
    at_hand.take("publicity_correction", matter_id)
    return found


async def own(actor: Actor, matter_id: UUID) -> Row:
    """The firm's door. Raises NotFound for what another asked."""
    found = _read(await database.row(f"{_MATTER} where t.id = $1 and t.asker = 'party'", matter_id))
    if found["firm"] is None or not actor.acts_for_firm(found["firm"]):
        raise errors.NotFound
    return found


async def for_update(matter_id: UUID) -> Row:
    """The request, locked."""
    return _read(await database.row("select * from publicity_correction where id = $1 for update", matter_id))


async def search(actor: Actor, *, is_open: bool, limit: int = 200) -> list[Row]:
    """Requests within reach; the open ones by their last day, the others newest first."""
    found = await database.rows(
        f"""{_MATTER} where (t.status in ('asked', 'proposed')) = $1 and ($2 or t.organ = $3)
            order by case when $1 then t.asked_on end, t.entered_at desc limit $4""",
        is_open,
        actor.is_municipal,
        actor.organ_id,
        limit,
    )
    return [_read(each) for each in found]


async def waiting(organ_id: UUID) -> list[Row]:
    """Open requests of an organ with the last day of their answer, the earliest first."""
    return await database.rows(
        """select t.id, t.number, t.status, t.proposed_by, c.decider, c.party_name, clock.due_on, clock.is_provisional
           from publicity_correction as t join penalty_case as c on c.id = t.case_id
                left join clock on clock.matter_id = t.id and clock.kind = 'answer'
           where t.organ = $1 and t.status in ('asked', 'proposed') order by clock.due_on, t.entered_at""",
        organ_id,
    )


async def of_firm(firm_id: UUID) -> list[Row]:
    """What the firm asked itself, the newest first."""
    found = await database.rows(
        f"{_MATTER} where t.firm = $1 and t.asker = 'party' order by t.entered_at desc", firm_id
    )
    return [_read(each) for each in found]


async def of_case(case_id: UUID) -> list[Row]:
    """Every request that concerns what was published of a case, the earliest first."""
    found = await database.rows(f"{_MATTER} where t.case_id = $1 order by t.entered_at", case_id)
    return [_read(each) for each in found]


async def published(publication_id: UUID, *, today: date) -> tuple[Row, Row]:
    """A penalty that is public today, with its case. Raises NotFound."""
    shown = await disclosures.one(publication_id, today=today)
    if shown["kind"] != publishing.PUBLICATION or shown["matter_kind"] != "penalty_case":
        raise errors.NotFound
    return shown, await queries.any_case(shown["matter_id"])


async def masks_now(case_id: UUID) -> tuple[list[Mask], list[LeftOpen]]:
    """How the text that is public now was masked."""
    found = await database.row(
        """select masks, left_open from (
               select masks, left_open, checked_at as at from publicity_redaction where case_id = $1 and status = 'published'
               union all
               select masks, left_open, decided_at from publicity_correction where case_id = $1 and status = 'corrected'
           ) as one order by at desc limit 1""",
        case_id,
    )
    if found is None:
        return [], []
    return publishing.read_masks(found["masks"]), publishing.read_left(found["left_open"])


async def successor(publication_id: UUID, *, today: date) -> UUID | None:
    """Where to find what took the place of a corrected publication; None where nothing is public any more."""
    seen: set[UUID] = set()
    at: UUID | None = publication_id
    while at is not None and at not in seen:
        seen.add(at)
        following: UUID | None = await database.value(
            "select corrected from publicity_correction where publication = $1 and status = 'corrected'", at
        )
        if following is None:
            break
        at = following
    if at is None or at == publication_id:
        return None
    try:
        await disclosures.one(at, today=today)
    except errors.NotFound:
        return None
    return at


async def public_of(case_id: UUID, *, today: date) -> UUID | None:
    """The publication of a case that is public today."""
    found: UUID | None = await database.value(
        f"""select id from publication where {publication.CURRENT} and kind = $3 and matter_id = $2""",  # noqa: S608
        today,
        case_id,
        publishing.PUBLICATION,
    )
    return found
