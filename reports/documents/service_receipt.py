"""送达回证. 《行政处罚法》第六十一条, 《民事诉讼法》on service: a paper takes effect by its service, and this proves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: Title and number of the paper served.
    document_title: str
    document_number: str
    addressee: parts.Party
    #: 直接送达, 留置送达, 电子送达, 委托送达, 邮寄送达 or 公告送达.
    method: str
    place: str
    #: Empty on a form that is taken along to be filled in.
    served_at: datetime | None = None
    #: Where only the day is known.
    served_on: date | None = None
    receiver: str = ""
    #: What the receiver is to the addressee, where it is somebody else.
    receiver_relation: str = ""
    #: Why it was left at the address, and who saw it.
    refusal: str = ""
    witness: str = ""
    officers: tuple[parts.Officer, ...] = ()
    note: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The receipt: filled in from the record of service, or blank lines for pen and ink."""
    return "service_receipt.html", {"paper": snapshots.read(Snapshot, snapshot)}
