"""The writer's own name, telephone and address in what he wrote: hidden before anybody reads it. Pure.

《劳动保障监察条例》第九条第三款 keeps the reporter secret. People sign their letters inside the text, so a name kept apart
is not enough.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HIDDEN = "〔已隐去〕"
#: A name of one character would hide that character everywhere.
SHORTEST = 2
_BETWEEN = r"[\s\-‐–—－.·•]*"


def hide(text: str, identities: Iterable[str]) -> str:
    """The text with each of the identities covered, however it is spaced, whatever its width and case."""
    # The longest first: a name that holds another is covered whole.
    for each in sorted(identities, key=len, reverse=True):
        if (pattern := _pattern(each)) is not None:
            text = pattern.sub(HIDDEN, text)
    return text


def names(text: str, identities: Iterable[str]) -> bool:
    """Whether the text says one of the identities."""
    return hide(text, identities) != text


def _pattern(identity: str) -> re.Pattern[str] | None:
    signs = [each for each in identity if not re.fullmatch(_BETWEEN, each)]
    if len(signs) < SHORTEST:
        return None
    return re.compile(_BETWEEN.join(_either_width(each) for each in signs), re.IGNORECASE)


def _either_width(sign: str) -> str:
    if "!" <= sign <= "~":
        return f"[{re.escape(sign)}{re.escape(chr(ord(sign) + 0xFEE0))}]"
    return re.escape(sign)
