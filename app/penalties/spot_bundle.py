"""What a phone holds of its officer's booklets: the numbers that are left, sealed like every task."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.settings import settings
from regulation.casework import chain
from regulation.penalties.actions import booklets
from regulation.penalties.actions.spot_outbox import DIALECT
from regulation.penalties.rules import forms as rules

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor


async def of(actor: Actor, *, issued_at: datetime) -> list[dict[str, Any]]:
    """The booklets in this officer's hands as tasks of the bundle."""
    assert actor.person_id is not None
    given = []
    for booklet in await booklets.in_hand(actor):
        forms = await booklets.forms(booklet["id"])
        said = {
            "booklet": str(booklet["id"]),
            "first": forms[0]["number"],
            "last": forms[-1]["number"],
            "numbers": [each["number"] for each in forms if each["status"] == rules.OUT],
        }
        content = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = chain.hash_of(content)
        given.append(
            {
                "id": str(booklet["id"]),
                "kind": "booklets",
                "content": content,
                "hash": digest,
                "seal": chain.seal(
                    DIALECT, settings().secret_key, actor.person_id, booklet["id"], digest, issued_at
                ),
            }
        )
    return given
