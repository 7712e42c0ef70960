"""All addresses of leads and of the supervision of late acts."""

from app.leads import desk, late

HANDLERS = [*desk.HANDLERS, *late.HANDLERS]
