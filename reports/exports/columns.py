"""A column of an exported table, and what its values are."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Column:
    """`text` also for codes and numbers of documents: they are names, and must keep their zeros."""

    title: str
    kind: Literal["text", "count", "number", "money", "day", "moment"] = "text"
    #: Width in characters; a Chinese character takes two.
    width: int = 16
