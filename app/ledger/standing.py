"""Whether this database is the one whose log was signed: asked at the start, and before anything is written.

A database brought back from an old backup, or exchanged, would make acts unhappen that others hold receipts of. Such a
one is shown, and takes nothing new, until an administrator says so in the log (`zhiheng log accept-restore`).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from app.ledger import keys as key_files
from regulation.ledger import checkpoints
from regulation.ledger.note import Malformed
from regulation.words import N_

if TYPE_CHECKING:
    from app.ledger.keys import Keys

#: Seconds for which an answer is good: a standby may take over, and an administrator may have settled it.
GOOD_FOR = 30.0

#: Where an administrator gets in to read why.
OPEN = frozenset({"/sign-in", "/sign-out", "/account/password"})

_known: dict[str, tuple[float, checkpoints.Regressed | None]] = {}


async def contradiction(folder: Keys | None = None) -> checkpoints.Regressed | None:
    """What in the database contradicts the checkpoints kept outside it; None when nothing does."""
    folder = folder or key_files.keys()
    try:
        for known in folder.remembered():
            await checkpoints.check_continues(known)
    except checkpoints.Regressed as found:
        return found
    except (Malformed, OSError) as problem:
        return checkpoints.Regressed(N_("数据库之外保存的检查点无法读取：%(problem)s"), problem=str(problem))
    return None


async def refusal() -> checkpoints.Regressed | None:
    """The same, remembered for half a minute."""
    place = str(key_files.keys().folder)
    now = time.monotonic()
    at, found = _known.get(place, (0.0, None))
    if place not in _known or now - at > GOOD_FOR:
        found = await contradiction()
        _known[place] = (now, found)
    return found


def shown() -> checkpoints.Regressed | None:
    """What was found when it was last looked; for every page, without asking the database again."""
    return _known.get(str(key_files.keys().folder), (0.0, None))[1]


def forget() -> None:
    """Look again at the next question."""
    _known.clear()


async def check_may_write(path: str) -> None:
    """Raise Regressed while the database contradicts what was signed."""
    if path not in OPEN:
        found = await refusal()
        if found is not None:
            raise found
