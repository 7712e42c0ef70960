"""Facts on licences and penalties for other offices, by the numbers of the stream of changes, so that none is missed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import publication
from regulation.firms import rules
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.sharing.contracts import LicenceFactV1, PenaltyFactV1

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]
PENALTY = "penalty"


async def licences(after: int, limit: int, *, today: date) -> tuple[list[LicenceFactV1], int]:
    """Registrations that changed after a number, each as it is today; and the number that was reached.

    A registration that changed twice stands under both numbers with the same content: the receiver takes the later.
    """
    found = await database.rows(
        """select change.seq, firm.number as firm_number, firm.uscc, firm.name, entry.*, coalesce(organ.name, '') as organ_name
             from (select * from register_change where seq > $1 order by seq limit $2) as change
                  join leaf on leaf.seq = change.leaf and leaf.type = any($3::text[])
                  join leaf_secret as behind on behind.leaf = leaf.seq and behind.private <> ''
                  join registration_entry as entry on entry.kind = leaf.type
                       and entry.number = behind.private::jsonb->>'number' and entry.firm::text = leaf.entity
                  join firm on firm.id = entry.firm left join organ on organ.id = entry.organ
            order by change.seq""",
        after,
        limit,
        [str(kind) for kind in RegistrationKind],
    )
    return [_licence(row, today) for row in found], await _reached(after, limit)


def _licence(row: Row, today: date) -> LicenceFactV1:
    held = rules.Registration(
        RegistrationKind(row["kind"]),
        row["number"],
        RegistrationStatus(row["status"]),
        row["issued_on"],
        row["expires_on"],
        row["ended_on"],
    )
    return LicenceFactV1(
        seq=row["seq"],
        firm_number=row["firm_number"],
        firm_code=row["uscc"],
        firm_name=row["name"],
        kind=row["kind"],
        number=row["number"],
        status=str(held.status_on(today)),
        organ=row["organ_name"],
        issued_on=row["issued_on"],
        expires_on=row["expires_on"],
        ended_on=row["ended_on"],
        scope=list(row["scope"]),
    )


async def penalties(after: int, limit: int, *, today: date) -> tuple[list[PenaltyFactV1], int]:
    """Penalties on firms that became public after a number or ceased to be; and the number that was reached."""
    found = await database.rows(
        f"""select change.seq, published.id, firm.number as firm_number, firm.uscc, published.number, published.body,
                   published.seriousness, published.organ_name, published.from_on, published.latest_end_on,
                   shown.id is not null as is_public
              from (select * from register_change where seq > $2 order by seq limit $3) as change
                   join leaf on leaf.seq = change.leaf and leaf.type = '{publication.LEAF}'
                   join publication as published on published.id = case when leaf.type = '{publication.LEAF}' then leaf.entity::uuid end
                        and published.kind = $4 and published.firm_id is not null
                   join firm on firm.id = published.firm_id
                   left join (select id from publication where {publication.CURRENT}) as shown on shown.id = published.id
             order by change.seq""",  # noqa: S608 - conditions written in code
        today,
        after,
        limit,
        PENALTY,
    )
    return [_penalty(row) for row in found], await _reached(after, limit)


def _penalty(row: Row) -> PenaltyFactV1:
    if not row["is_public"]:
        return PenaltyFactV1(seq=row["seq"], publication=str(row["id"]), is_public=False)
    body = json.loads(row["body"])
    return PenaltyFactV1(
        seq=row["seq"],
        publication=str(row["id"]),
        is_public=True,
        firm_number=row["firm_number"],
        firm_code=row["uscc"],
        decision_number=row["number"],
        decided_on=body.get("decided_on"),
        violation=body.get("violation"),
        content=body.get("content"),
        seriousness=row["seriousness"],
        organ=row["organ_name"],
        from_on=row["from_on"],
        until=row["latest_end_on"],
    )


async def _reached(after: int, limit: int) -> int:
    """The last number that was looked at, whether or not it was one of these facts."""
    found: int = await database.value(
        """select coalesce(max(seq), $1) from (select seq from register_change where seq > $1 order by seq limit $2) as looked""",
        after,
        limit,
    )
    return found
