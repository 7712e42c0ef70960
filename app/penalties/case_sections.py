"""What other areas add to the page of a case or of a penalty on the spot: a template and its context, or None."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

#: A template below the money of the case, and what it needs.
Section = dict[str, Any]
Provider = Callable[[dict[str, Any], Any], Awaitable[Section | None]]
PROVIDERS: list[Provider] = []
#: For the page of a penalty on the spot, given as a decision.
ON_THE_SPOT: list[Provider] = []
