"""The text that the public will read, beside the one that was served: what is covered, and why what was found is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.shell.i18n import gettext as _
from regulation.integrity.status import FactKind
from regulation.penalties import papers, queries
from regulation.penalties.actions import doors, publishing
from regulation.penalties.rules import redaction
from regulation.penalties.rules.redaction import Choice, What

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

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
        "lines": lines(redaction.pieces(text, masks)),
        "groups": groups(found, text),
        "found": found,
        "waiting": waiting if is_open else None,
        "returned": waiting if waiting is not None and waiting["status"] == "returned" else None,
        "is_minor": case["seriousness"] == FactKind.PENALTY_MINOR,
        "kinds": kinds(),
    }


def kinds() -> dict[str, str]:
    """Kinds of passages, in the order of the page."""
    return {str(what): _(name) for what, name in redaction.WHAT_NAMES.items()}


def groups(found: Sequence[redaction.Mask], text: str) -> list[dict[str, Any]]:
    """Every kind with what was found of it; each passage with its place in the columns of the form."""
    ordered = [(what, [each for each in found if each.what is what]) for what in redaction.WHAT_NAMES]
    place, made = 0, []
    for what, masks in ordered:
        rows = []
        for each in masks:
            rows.append(
                {
                    "place": place,
                    "passage": each.passage,
                    "cover": each.cover,
                    "times": text.count(each.passage),
                }
            )
            place += 1
        made.append({"what": str(what), "name": _(redaction.WHAT_NAMES[what]), "rows": rows})
    return made


def typed(values: Mapping[str, Any], found: Sequence[redaction.Mask]) -> dict[str, Any]:
    """What the form shows: as it was typed, or everything found covered."""
    if "kinds" not in values:
        return {
            "passages": {each.passage for each in found},
            "reasons": {},
            "kind_reasons": {},
            "more": {},
            "open_kinds": set(),
        }
    return {
        "passages": set(_cells(values, "passages")),
        "reasons": dict(zip(_cells(values, "known"), _cells(values, "reasons"), strict=False)),
        "kind_reasons": dict(zip(_cells(values, "kinds"), _cells(values, "kind_reasons"), strict=False)),
        "more": dict(zip(_cells(values, "kinds"), _cells(values, "more"), strict=False)),
        "open_kinds": set(_cells(values, "open_kinds")),
    }


def typed_of(masks: Sequence[redaction.Mask], left: Sequence[redaction.LeftOpen]) -> dict[str, Any]:
    """What the form shows where a text was masked before: as it was masked."""
    more: dict[str, list[str]] = {}
    for each in masks:
        if each.by_hand:
            more.setdefault(str(each.what), []).append(each.passage)
    return {
        "passages": {each.passage for each in masks},
        "reasons": {each.passage: each.reason for each in left},
        "kind_reasons": {},
        "more": {what: "\n".join(passages) for what, passages in more.items()},
        "open_kinds": set(),
    }


def _cells(values: Mapping[str, Any], name: str) -> list[str]:
    """A column of the form as it was sent: one cell alone is no list."""
    found = values.get(name, [])
    return [found] if isinstance(found, str) else [str(each) for each in found]


def choice(form: Mapping[str, Any]) -> Choice:
    """What the form says of the passages. A kind that nobody knows says nothing."""
    known = {str(what): what for what in What}

    def by_kind(name: str) -> Iterator[tuple[What, str]]:
        for what, said in zip(form["kinds"], form[name], strict=False):
            if what in known and said.strip():
                yield known[what], said

    return Choice(
        covered=frozenset(form["passages"]),
        reasons=dict(zip(form["known"], form["reasons"], strict=False)),
        open_kinds=frozenset(known[each] for each in form["open_kinds"] if each in known),
        kind_reasons=dict(by_kind("kind_reasons")),
        added={what: said.splitlines() for what, said in by_kind("more")},
        other_reason=form["other_reason"],
    )


async def propose(case_id: UUID, *, reason: str, actor: Actor, now: datetime, **form: Any) -> None:
    """Propose what the form says."""
    await publishing.propose(case_id, choice=choice(form), reason=reason, actor=actor, now=now)


def lines(pieces: list[redaction.Piece]) -> list[list[redaction.Piece]]:
    """The pieces line by line, as the paper has its paragraphs."""
    made: list[list[redaction.Piece]] = [[]]
    for piece in pieces:
        if piece.is_covered:
            made[-1].append(piece)
            continue
        first, *rest = piece.served.split("\n")
        if first:
            made[-1].append(redaction.Piece(first, first))
        for each in rest:
            made.append([redaction.Piece(each, each)] if each else [])
    return [line for line in made if line]
