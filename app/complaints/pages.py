"""All addresses of complaints."""

from app.complaints import desk, desk_list, hotline, public

HANDLERS = [*public.HANDLERS, *hotline.HANDLERS, *desk_list.HANDLERS, *desk.HANDLERS]
