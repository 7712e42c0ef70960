"""Receipts as they are handed out: a leaf with its proof in a signed tree, opened only for whoever may see what it commits to."""

from __future__ import annotations

from app.ledger import signing
from regulation.ledger import queries
from regulation.ledger.receipt import Opening, Receipt


class NotYet(Exception):
    """No checkpoint covers the leaf yet, and no signing process answered."""


async def of(seq: int, *, opened: bool = False, opening: Opening | None = None) -> Receipt:
    """The receipt of a leaf by the newest checkpoint that covers it, a cosigned one where there is one.

    `opening` is what the leaf commits to where that is kept apart, as the statistics do. Raises NotFound without such a leaf, NotYet.
    """
    await queries.leaf(seq)
    stated = await signing.covering(seq)
    if stated is None:
        raise NotYet
    proof = await queries.inclusion(seq, stated.checkpoint.size)
    if opened and opening is None:
        opening = await queries.opening(seq)
    return Receipt(proof.leaf_data, seq, tuple(proof.path), stated.served, opening)
