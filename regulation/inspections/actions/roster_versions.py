"""Versions of the two standing rosters, as they are public: who is in on a day, and what changed since the version before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.inspections import permissions
from regulation.inspections.queries import officers, roster_versions, subjects
from regulation.inspections.tables import RosterVersion
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.ledger import jcs

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

KINDS = ("subjects", "officers")


async def public_rows(organ_id: UUID, kind: str, *, today: date) -> list[dict[str, Any]]:
    """The roster as it is published. Officers appear by certificate and organ, never by name.

    Reading: 国办发〔2015〕58号 wants both rosters kept up to date and public; that officers' names belong
    to it was not seen in the text, and the certificate identifies an officer who shows it at the door.
    """
    if kind == "subjects":
        return [
            {
                "number": each.number,
                "name": each.name,
                "area": each.area,
                "registrations": list(each.kinds),
                "tier": each.tier,
            }
            for each in await subjects.roster(organ_id, today=today)
        ]
    return [
        {
            "certificate": each["certificate_number"],
            "valid_until": each["certificate_until"].isoformat() if each["certificate_until"] else "",
            "organ": each["organ_name"],
            "quals": each["quals"],
        }
        for each in await officers.roster(organ_id, today=today)
        if officers.standing({**each, "on_leave_until": None}, today) == "ready"
    ]


def differences(before: list[dict[str, Any]], after: list[dict[str, Any]], key: str) -> dict[str, list[str]]:
    """Who came, who left, who changed, by key."""
    old, new = {each[key]: each for each in before}, {each[key]: each for each in after}
    return {
        "added": [each for each in new if each not in old],
        "removed": [each for each in old if each not in new],
        "changed": [each for each in new if each in old and old[each] != new[each]],
    }


async def take(organ_id: UUID, kind: str, *, actor: Actor, now: datetime) -> UUID | None:
    """Make a version of today; None when nothing has changed since the last one."""
    if actor is not SYSTEM:
        permissions.check_may_prepare(actor, organ_id)
    if kind not in KINDS:
        raise errors.NotFound
    today = beijing.legal_day(now)
    rows = await public_rows(organ_id, kind, today=today)
    async with database.unit_of_work():
        await database.value("select id from organ where id = $1 for update", organ_id)
        last = await roster_versions.latest(organ_id, kind)
        changes = differences(
            last["entries"] if last else [], rows, "number" if kind == "subjects" else "certificate"
        )
        if last and not any(changes.values()):
            return None
        if not last and not rows:
            return None
        digest = hashlib.sha256(jcs.encode(rows)).hexdigest()
        made = uuid4()
        await database.execute(
            """insert into inspection_roster_version (id, organ, kind, number, taken_on, entries, changes, digest, made_by, made_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",
            made,
            organ_id,
            kind,
            (last["number"] if last else 0) + 1,
            today,
            json.dumps(rows, ensure_ascii=False),
            json.dumps(changes, ensure_ascii=False),
            digest,
            actor.name,
            now,
        )
        await record.record_event(
            RosterVersion, made, "take_roster", actor=actor, now=now, data={"kind": kind, "rows": len(rows)}
        )
        await ledger.append(
            str(made),
            "inspection_roster",
            "take",
            actor=actor,
            now=now,
            document=jcs.encode(rows),
        )
    return made


async def take_all(*, now: datetime) -> int:
    """A version of every roster that has changed, for the monthly job; how many were made."""
    made = 0
    for organ in await organs.all_organs():
        for kind in KINDS:
            made += await take(organ["id"], kind, actor=SYSTEM, now=now) is not None
    return made
