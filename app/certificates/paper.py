"""The certificate as a file: printed once its entry in the log stands under a signed checkpoint, with the proof in it."""

from __future__ import annotations

from typing import Any

from app.documents import printing
from app.ledger import receipts
from regulation import errors
from regulation.certificates import queries
from regulation.certificates.actions import KIND
from regulation.words import N_

PENDING = N_("登记日志的检查点还没有签署，通常在一分钟内签署。请一分钟后再打开证明")


class Pending(errors.Refused):
    """No checkpoint covers the certificate yet."""


async def completed(paper: dict[str, Any]) -> dict[str, Any]:
    """The snapshot with the receipt. Raises Pending."""
    found = await queries.of_paper(paper)
    try:
        receipt = await receipts.of(found.leaf, opened=True)
    except receipts.NotYet as not_yet:
        raise Pending(PENDING) from not_yet
    return {**paper["snapshot"], "proof": receipt.text()}


printing.COMPLETED[KIND] = completed
