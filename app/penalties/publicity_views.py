"""The text that the public will read, beside the one that was served: what is covered, and why what was found is not."""

from __future__ import annotations

from typing import Any

from app.shell.i18n import gettext as _
from regulation.integrity.status import FactKind
from regulation.penalties import papers, queries
from regulation.penalties.actions import doors, publishing
from regulation.penalties.rules import redaction

#: Acts that show it.
PUBLICITY = frozenset({"propose_publication", "return_publication", "publish"})


async def of_case(case: dict[str, Any]) -> dict[str, Any]:
    """Abstract, text in pieces, what was found, and the proposal that waits."""
    text = await publishing.served_text(case)
    found = await publishing.proposed_masks(case)
    waiting = await publishing.standing(case["id"])
    is_open = waiting is not None and waiting["status"] == "proposed"
    masks = waiting["masks"] if waiting is not None and is_open else found
    return {
        "abstract": papers.public_body(await doors.organ_of(case["organ"]), case, queries.proposal_of(case)),
        "lines": _lines(redaction.pieces(text, masks)),
        "found": [(m.passage, f"{_(redaction.WHAT_NAMES[m.what])}：{m.passage} → {m.cover}") for m in found],
        "waiting": waiting if is_open else None,
        "returned": waiting if waiting is not None and waiting["status"] == "returned" else None,
        "is_minor": case["seriousness"] == FactKind.PENALTY_MINOR,
        "kinds": {str(what): _(name) for what, name in redaction.WHAT_NAMES.items()},
    }


def _lines(pieces: list[redaction.Piece]) -> list[list[redaction.Piece]]:
    """The pieces line by line, as the paper has its paragraphs."""
    lines: list[list[redaction.Piece]] = [[]]
    for piece in pieces:
        if piece.is_covered:
            lines[-1].append(piece)
            continue
        first, *rest = piece.served.split("\n")
        if first:
            lines[-1].append(redaction.Piece(first, first))
        for each in rest:
            lines.append([redaction.Piece(each, each)] if each else [])
    return [line for line in lines if line]
