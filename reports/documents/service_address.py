"""送达地址确认书 (D-49). 《民事诉讼法》第八十七条 and the following, Beijing: the address a party itself gives is good for its papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    case_number: str
    address: str
    receiver: str
    phone: str
    confirmed_on: date


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The address, who takes papers there, and what follows when it is wrong."""
    return "service_address.html", {"paper": snapshots.read(Snapshot, snapshot)}
