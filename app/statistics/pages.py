"""All addresses of the area."""

from app.statistics import desk, preview, public, year_gate

HANDLERS = [*public.HANDLERS, *desk.HANDLERS, *year_gate.HANDLERS, *preview.HANDLERS]
