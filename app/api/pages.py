"""All pages for programs of others."""

from app.api import files, keys

HANDLERS = [*keys.HANDLERS, *files.HANDLERS]
