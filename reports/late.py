"""Libraries that take tens of megabytes, loaded by the first page or command that computes with them.

Most web processes never do: they read what was computed. Modules say `from reports.late import pl` and use
it inside functions as if it had been imported.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__all__ = ["highspy", "np", "pl"]


class _Late:
    """Stands for a module until something of it is asked for. Python's own import lock keeps threads apart."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        found = getattr(importlib.import_module(self._name), name)
        setattr(self, name, found)
        return found


if TYPE_CHECKING:
    import highspy
    import numpy as np
    import polars as pl
else:
    highspy, np, pl = map(_Late, ("highspy", "numpy", "polars"))
