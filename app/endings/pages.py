"""All pages of the area."""

from __future__ import annotations

from app.endings import desk, firm, steps

HANDLERS = [*desk.HANDLERS, *steps.HANDLERS, *firm.HANDLERS]
