"""What the next list holds: decisions that are new or read differently, and those that are public no longer. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.law.citation import DOUBLE_PUBLICITY_GUIDANCE
from regulation.law.coverage import rule
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Act(StrEnum):
    """What a list says of a decision."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


ACT_NAMES: dict[Act, str] = {Act.NEW: N_("新增"), Act.CHANGED: N_("变更"), Act.WITHDRAWN: N_("停止公示")}


@dataclass(frozen=True, slots=True)
class Sent:
    """What the last list that named a decision said of it."""

    act: Act
    sha256: str


def hash_of(line: Mapping[str, str]) -> str:
    """The hash of a row."""
    return hashlib.sha256(json.dumps(dict(line), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@rule(DOUBLE_PUBLICITY_GUIDANCE.whole())
def next_list(sent: Mapping[str, Sent], ready: Mapping[str, str], public: Collection[str]) -> dict[str, Act]:
    """By the number of the decision, what the next list says. `ready` are the hashes of the complete rows.

    What is public still and lacks something today is no withdrawal; what was withdrawn and is public again is new.
    """
    found = {}
    for key, sha256 in ready.items():
        last = sent.get(key)
        if last is None or last.act is Act.WITHDRAWN:
            found[key] = Act.NEW
        elif last.sha256 != sha256:
            found[key] = Act.CHANGED
    gone = {key: each for key, each in sent.items() if each.act is not Act.WITHDRAWN and key not in public}
    return found | dict.fromkeys(gone, Act.WITHDRAWN)
