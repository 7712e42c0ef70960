"""劳务派遣经营情况报告回执. 《劳务派遣行政许可实施办法》第二十二条: the firm holds proof of what it filed and when."""

from collections.abc import Mapping
from typing import Any

from reports.documents import snapshots
from reports.documents.annual_report_receipt import Snapshot


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The receipt. It confirms that the report arrived; what the organ's verification finds comes later."""
    return "dispatch_report_receipt.html", {"paper": snapshots.read(Snapshot, snapshot)}
