"""Which areas say something on the common pages. An area joins by having the module; no list names it."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from functools import cache
from types import ModuleType

import app


@cache
def with_module(
    name: str, first: tuple[str, ...] = (), *, apart: tuple[str, ...] = ()
) -> tuple[ModuleType, ...]:
    """Modules `app.<area>.<name>`: areas of `first` in their order, then the others by name; `apart` left out."""
    found = sorted(each.name for each in pkgutil.iter_modules(app.__path__) if each.ispkg)
    order = [
        *(each for each in first if each in found),
        *(each for each in found if each not in {*first, *apart}),
    ]
    return tuple(
        importlib.import_module(f"app.{area}.{name}")
        for area in order
        if area not in apart and importlib.util.find_spec(f"app.{area}.{name}")
    )
