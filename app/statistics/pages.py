"""All addresses of the area."""

from app.statistics import desk, public

HANDLERS = [*public.HANDLERS, *desk.HANDLERS]
