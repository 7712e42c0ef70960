"""All pages of following the register."""

from app.following import stream

HANDLERS = [*stream.HANDLERS]
