"""What phones recorded of a visit: the chain, conflicts, pictures on their way, the codes by which a firm is known."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import attachments
from regulation.firms import queries as firms
from regulation.inspections import evidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

Row = dict[str, Any]


def _read(found: Row) -> Row:
    return {**found, "refusal": json.loads(found["refusal"]), "body": json.loads(found["text"])["body"]}


async def of_task(task_id: UUID) -> list[Row]:
    """Every entry of a visit in the order in which the server took them, with its `body` and `refusal`."""
    found = await database.rows(
        """select entry.*, settled.settled_by, settled.settled_at from device_entry as entry
           left join settled_conflict as settled on settled.entry = entry.id
           where entry.task = $1 order by entry.received_at, entry.device, entry.seq""",
        task_id,
    )
    return [_read(each) for each in found]


async def open_conflicts(task_id: UUID) -> list[Row]:
    """Entries that contradict what the other officer had found, and that nobody has decided on, oldest first."""
    found = await database.rows(
        """select * from device_entry where task = $1 and result = 'conflict'
              and not exists (select from settled_conflict where entry = device_entry.id) order by received_at, seq""",
        task_id,
    )
    return [_read(each) for each in found]


async def awaited_pictures(task_id: UUID) -> list[Row]:
    """Photos and signatures whose entry was taken, whose bytes are not here yet and that were not given up."""
    return await database.rows(
        """select entry.picture, entry.person, entry.name from device_entry as entry
           where entry.task = $1 and entry.kind in ('photo', 'signature') and entry.result = 'taken'
             and not exists (select from attachment where matter_kind = 'inspection_task' and matter_id = entry.task
                                and sha256 = entry.picture)
             and not exists (select from device_entry as given_up where given_up.task = entry.task
                                and given_up.kind = 'drop' and given_up.result = 'taken' and given_up.picture = entry.picture)""",
        task_id,
    )


async def codes(task: Mapping[str, Any]) -> dict[str, str]:
    """Every code that stands for the firm of a task, as it is compared, with what it is.

    Credit code, register number, the numbers of its licences and filings, and the verification codes
    printed on them.
    """
    found = {task["firm_number"]: "number"}
    if task["uscc"]:
        found[task["uscc"]] = "uscc"
    for each in await firms.registrations(task["firm"]):
        found[each.number] = str(each.kind)
    tokens = await database.rows(
        """select token from document where firm_id = $1 and kind in ('licence', 'filing_certificate')
              and withdrawn_at is null""",
        task["firm"],
    )
    found |= {each["token"]: "paper" for each in tokens}
    return {evidence.plain_code(code): what for code, what in found.items() if evidence.plain_code(code)}


async def record_hash(task: Mapping[str, Any], answered: Mapping[str, Row]) -> str:
    """The hash of the record as it stands: what the second officer reads is what the second officer signs."""
    pictures = await attachments.of("inspection_task", task["id"])
    said = {
        "number": task["number"],
        "items_version": task["items_version"],
        "place": task["place"],
        "started_at": task["started_at"].isoformat() if task["started_at"] else "",
        "items": [
            [item, answered[item]["answer"], answered[item]["note"], answered[item]["was_corrected"]]
            for item in task["items"]
            if item in answered
        ],
        "firm": [
            task[name]
            for name in ("representative", "representative_title", "statement", "sign", "sign_refusal")
        ],
        "unable": [task["unable"], task["unable_note"]],
        "pictures": sorted(
            f"{each['kind']}:{each['sha256']}" for each in pictures if each["kind"] != "signature-second"
        ),
        "submitted_by": str(task["submitted_by"] or ""),
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
