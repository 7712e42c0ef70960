"""Reading corrections: one through its door, what waits, what stands behind an entry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.firms.status import LICENCES, RegistrationKind, RegistrationStatus
from regulation.register_corrections import permissions, rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

_MATTER = """
select matter.*, firm.number as firm_number, firm.name as firm_name
  from register_correction as matter join firm on firm.id = matter.firm
"""


def _read(found: Row | None) -> Row:
    if found is None:
        raise errors.NotFound
    return {**found, "wrong": json.loads(found["wrong"]), "right": json.loads(found["right"])}


async def visible(actor: Actor, matter_id: UUID) -> Row:
    """The one door to a correction. Raises NotFound for another organ's."""
    found = _read(await database.row(f"{_MATTER} where matter.id = $1", matter_id))
    permissions.check_may_see(actor, found)
    return found


async def for_update(matter_id: UUID) -> Row:
    """The correction, locked."""
    return _read(await database.row("select * from register_correction where id = $1 for update", matter_id))


async def open_of(entry_id: UUID) -> Row | None:
    """The correction of an entry that waits for its second person."""
    return await database.row(
        "select * from register_correction where entry = $1 and status = 'proposed'", entry_id
    )


async def of_firm(firm_id: UUID) -> list[Row]:
    """Corrections of a firm's registrations, the newest first."""
    found = await database.rows(f"{_MATTER} where matter.firm = $1 order by matter.proposed_at desc", firm_id)
    return [_read(each) for each in found]


async def waiting(actor: Actor) -> list[Row]:
    """Corrections of the official's organ, or of the city for the municipal bureau, that wait; the oldest first."""
    found = await database.rows(
        f"""{_MATTER} where matter.status = 'proposed' and ($1 or matter.organ = $2)
             order by matter.proposed_at limit 200""",
        actor.is_municipal,
        actor.organ_id,
    )
    return [_read(each) for each in found]


async def held(entry: Mapping[str, Any]) -> rules.Held:
    """What stands behind an entry of the register."""
    kind, status = RegistrationKind(entry["kind"]), RegistrationStatus(entry["status"])
    # A receipt, a certificate or a licence of ours bears the number of the registration.
    has_paper = await database.value(
        "select exists (select from document where number = $1 and firm_id = $2)",
        entry["number"],
        entry["firm"],
    )
    if kind in LICENCES:
        licence = await database.row(
            """select application, document,
                      exists (select from application where application.licence = licence.id and status in
                        ('received', 'correcting', 'supplement', 'accepted', 'proposed')) as is_under_way
                 from licence where kind = $1 and number = $2""",
            kind,
            entry["number"],
        )
        if licence is None:
            return rules.Held(status, has_paper=has_paper)
        given = has_paper or licence["application"] is not None or licence["document"] is not None
        return rules.Held(status, True, given, is_under_way=licence["is_under_way"])
    if kind is RegistrationKind.FILING:
        filing = await database.row(
            "select started_on, document from filing where number = $1", entry["number"]
        )
        if filing is None:
            return rules.Held(status, has_paper=has_paper)
        return rules.Held(status, True, has_paper or filing["document"] is not None, filing["started_on"])
    return rules.Held(status, has_paper=has_paper)
