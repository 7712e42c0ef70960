"""The task bundle: all that a phone needs of a visit when it has no network, as texts whose hashes are sealed.

The content of a task is one JSON text, so that what is hashed is what was sent. It changes only when the
task does; the seal binds it to the officer and to the time at which it was given out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.settings import settings
from app.shell import i18n
from regulation.casework import chain
from regulation.inspections import evidence, items
from regulation.inspections.queries import approvals, devices, tasks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.law.citation import Citation

SPEC = "zhiheng-bundle-1"
#: What other areas give into the officer's hands, as tasks of their own kind.
PROVIDERS: list[Callable[..., Awaitable[list[dict[str, Any]]]]] = []


def _both(text: str) -> dict[str, str]:
    """A text in both languages; the Chinese one is the original."""
    return {"zh": text, "en": i18n.english().gettext(text) if text else ""}


def _cited(citation: Citation) -> dict[str, str]:
    return {"zh": citation.zh, "en": citation.en}


async def content_of(task: dict[str, Any]) -> dict[str, Any]:
    """What an officer has in hand of one task: firm, team, permission, items with standard and basis, the form so far."""
    list_ = items.version(task["items_version"])
    answered = await tasks.entries(task["id"])
    approval = await approvals.living(task["id"])
    return {
        "spec": SPEC,
        "visit": str(task["id"]),
        "number": task["number"],
        "status": task["status"],
        "firm": {
            "name": task["firm_name"],
            "number": task["firm_number"],
            "uscc": task["uscc"] or "",
            "domicile": task["domicile"],
            "place_of_business": task["place_of_business"],
            "legal_representative": task["legal_representative"],
            "tier": task["stratum"],
        },
        "team": [
            {"name": each["name"], "certificate": each["certificate_number"], "role": each["role"]}
            for each in await tasks.members(task["id"])
        ],
        "approval": {
            "number": approval["number"],
            "from": approval["visit_from"].isoformat(),
            "until": approval["visit_until"].isoformat(),
        }
        if approval
        else {},
        "items_version": task["items_version"],
        "items": [
            {
                "id": item.id,
                "label": _both(item.label),
                "standard": _both(item.problem),
                "method": _both(item.method),
                "basis": [_cited(each) for each in item.basis],
            }
            for item in map(list_.item, task["items"])
        ],
        # The codes themselves stay here: a lost phone does not print licences.
        "codes": sorted(evidence.fingerprint(task["id"], code) for code in await devices.codes(task)),
        "answers": {
            item: {"answer": each["answer"], "note": each["note"], "version": each["version"]}
            for item, each in sorted(answered.items())
        },
        "conflicts": [each["hash"] for each in await devices.open_conflicts(task["id"])],
        "record": await devices.record_hash(task, answered),
    }


async def of(actor: Actor, *, now: datetime) -> dict[str, Any]:
    """The bundles of all open tasks of an officer, each with its hash and seal."""
    assert actor.person_id is not None
    issued_at = now.replace(microsecond=0)
    given = []
    for task in await tasks.mine(actor):
        content = json.dumps(
            await content_of(task), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        digest = chain.hash_of(content)
        given.append(
            {
                "id": str(task["id"]),
                "kind": "visits",
                "content": content,
                "hash": digest,
                "seal": chain.seal(
                    evidence.DIALECT, settings().secret_key, actor.person_id, task["id"], digest, issued_at
                ),
            }
        )
    for provider in PROVIDERS:
        given += await provider(actor, issued_at=issued_at)
    return {"spec": SPEC, "person": actor.number, "issued_at": issued_at.isoformat(), "tasks": given}
