"""All addresses of the area."""

from app.statistics import desk, gate_pages, preview, public

HANDLERS = [*public.HANDLERS, *desk.HANDLERS, *gate_pages.HANDLERS, *preview.HANDLERS]
