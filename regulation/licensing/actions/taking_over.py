"""A licence that the register knows and another system gave gets a file of its own here: to be changed, or because it ended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.licensing import papers, procedures, queries, register
from regulation.licensing.actions import powers, versions
from regulation.licensing.rules import winding_down
from regulation.licensing.status import LIVING, LicenceStatus
from regulation.licensing.tables import Licence

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

#: Entries of the register with no file here: their term ran out, or they ended otherwise, since a day; and nothing followed.
ENDED = """
select entry.* from registration_entry as entry join firm on firm.id = entry.firm
 where entry.kind = any($1) and firm.business_state <> 'deregistered'
   and ((entry.status = 'valid' and entry.expires_on < $2 and entry.expires_on >= $3)
        or (entry.status = any($4) and coalesce(entry.ended_on, entry.expires_on) >= $3))
   and not exists (select from licence where licence.kind = entry.kind and licence.number = entry.number)
   and not exists (select from licence where licence.firm = entry.firm and licence.kind = entry.kind
                     and licence.status = any($5))
   and not exists (select from registration_entry as other where other.firm = entry.firm and other.kind = entry.kind
                     and other.id <> entry.id and other.status = any($5)
                     and (other.expires_on is null or other.expires_on >= $2))
 order by coalesce(entry.ended_on, entry.expires_on), entry.number
"""


async def take_over(firm_id: UUID, kind: str, *, actor: Actor, now: datetime) -> Row:
    """The living licence of a kind; one that only the register knows gets a file of its own here.

    Raises NotFound when the firm holds none.
    """
    found = await database.row(
        "select * from licence where firm = $1 and kind = $2 and status = any($3) for update",
        firm_id,
        kind,
        sorted(LIVING),
    )
    if found:
        return queries.facts(found)
    entry = await queries.known_elsewhere(firm_id, kind)
    if entry is None or entry["expires_on"] is None:
        raise errors.NotFound
    return await _file_of(entry, LicenceStatus.VALID, actor=actor, now=now)


async def take_over_ended_ones(*, now: datetime) -> int:
    """The nightly job: licences that leave something behind, and that only the register knows; how many got a file.

    One whose term ran out is taken over as it stood, and expires like any other.
    """
    today = beijing.legal_day(now)
    since = winding_down.reaches_back_to(today)
    kinds = [str(kind) for kind, each in procedures.KINDS.items() if each.settles_first]
    ended = sorted(winding_down.LEAVES_BEHIND)
    entries = await database.rows(ENDED, kinds, today, since, ended, sorted(LIVING))
    taken = 0
    for entry in entries:
        async with database.unit_of_work():
            await database.execute("select 1 from firm where id = $1 for update", entry["firm"])
            # Two terms that ran out are one firm's: the later one is on its way to be ended as well.
            if await queries.licence_held(entry["firm"], entry["kind"]) is not None:
                continue
            await _file_of(entry, LicenceStatus(entry["status"]), actor=actors.SYSTEM, now=now)
            taken += 1
    return taken


async def _file_of(entry: Row, status: LicenceStatus, *, actor: Actor, now: datetime) -> Row:
    """The row, its history and its first version, of what the register says."""
    firm, today = await queries.firm(entry["firm"]), beijing.legal_day(now)
    made, begun = uuid4(), entry["issued_on"] or min(today, entry["expires_on"] or today)
    ended_on: date | None = None
    if status not in LIVING:
        ended_on = entry["ended_on"] or entry["expires_on"]
    organ_id = await powers.holder(entry["kind"], entry["organ"] or firm["organ"], on=today)
    organ = await papers.organ_of(organ_id)
    said = {
        "organ": papers.organ_block(organ),
        "firm": {
            "name": firm["name"],
            "code": firm["uscc"] or "",
            "address": firm["domicile"],
            "representative": firm["legal_representative"],
            "licence_number": entry["number"],
        },
        "valid_from": begun,
        "valid_to": entry["expires_on"],
        "online_recruitment": register.ONLINE_ITEM in entry["scope"],
    }
    await database.execute(
        """insert into licence (id, kind, number, firm, firm_name, organ, application, track, status, scope, is_online,
                                issued_on, valid_from, valid_to, snapshot, document, ended_on)
           values ($1, $2, $3, $4, $5, $6, null, 'general', $11, $7, $8, $9, $9, $10, $12, null, $13)""",
        made,
        entry["kind"],
        entry["number"],
        entry["firm"],
        firm["name"],
        organ_id,
        entry["scope"],
        said["online_recruitment"],
        begun,
        entry["expires_on"],
        str(status),
        json.dumps(said, ensure_ascii=False, default=str),
        ended_on,
    )
    await record.opened(
        Licence, made, "take_over", status, actor=actor, now=now, data={"number": entry["number"]}
    )
    licence = await queries.licence_for_update(made)
    await versions.keep(licence, "take_over", application_id=None, on=today, now=now)
    return licence
