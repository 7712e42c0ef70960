"""All pages for programs of others."""

HANDLERS: list[object] = []
