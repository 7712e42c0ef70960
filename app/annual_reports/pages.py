"""All addresses of the area."""

from app.annual_reports import desk, filling, signing, windows

HANDLERS = [*filling.HANDLERS, *signing.HANDLERS, *windows.HANDLERS, *desk.HANDLERS]
