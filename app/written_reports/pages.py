"""All pages of the area."""

from __future__ import annotations

from app.written_reports import desk, firm, moves

HANDLERS = [*firm.HANDLERS, *desk.HANDLERS, *moves.HANDLERS]
