"""All pages of the area."""

from __future__ import annotations

from app.licensing import apply, desk, filing, letters, licences, steps

HANDLERS = [
    *apply.HANDLERS,
    *filing.HANDLERS,
    *letters.HANDLERS,
    *desk.HANDLERS,
    *steps.HANDLERS,
    *licences.HANDLERS,
]
