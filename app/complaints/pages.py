"""All addresses of complaints."""

from app.complaints import desk, public

HANDLERS = [*public.HANDLERS, *desk.HANDLERS]
