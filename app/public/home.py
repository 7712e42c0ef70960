"""The start page: one box that answers whether a firm is lawful."""

from __future__ import annotations

import time
from typing import Any

from litestar import Request, Response, get

from app.shell.render import page
from regulation.firms import search
from regulation.firms.status import Standing

#: The figures of the start page may be this old, in seconds.
FRESH_FOR = 60.0

_figures: tuple[float, dict[str, int]] = (0.0, {})


async def figures() -> dict[str, int]:
    """How many firms the register holds, and how many of them under a living licence or filing."""
    global _figures  # noqa: PLW0603 - one value for the process, replaced as a whole
    until, known = _figures
    if time.monotonic() < until:
        return known
    found = await search.find(search.Search(size=1))
    counts = {each.value: each.count for each in found.facets["status"]}
    known = {
        "firms": found.total,
        "licensed": counts.get(Standing.LICENSED, 0),
        "filed": counts.get(Standing.FILED, 0),
    }
    _figures = (time.monotonic() + FRESH_FOR, known)
    return known


@get("/", opt={"public": True})
async def home(request: Request[Any, Any, Any]) -> Response[str]:
    """The box, three figures, and the ways to everything else."""
    return page("public/home.html", request, figures=await figures())


HANDLERS = [home]
