"""The pages of the area."""

from app.publicity import batch_pages

HANDLERS = [*batch_pages.HANDLERS]
