"""All pages of the area."""

from __future__ import annotations

from app.licensing import apply, begin, desk, filing, letters, licences, steps

HANDLERS = [
    *begin.HANDLERS,
    *apply.HANDLERS,
    *filing.HANDLERS,
    *letters.HANDLERS,
    *desk.HANDLERS,
    *steps.HANDLERS,
    *licences.HANDLERS,
]
