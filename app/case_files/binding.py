"""From the entries of a file to the bytes that the printing process binds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import clock
from app.documents import printing
from app.settings import settings
from regulation.accounts import organs
from regulation.case_files import queries as files
from regulation.case_files import spots
from regulation.case_files.actions import archiving
from regulation.case_files.rules import checklist
from regulation.case_files.rules.contents import PART_NAMES, VOLUME_NAMES, Entry, Volume
from regulation.casework import attachments, documents
from regulation.penalties import decisions, papers
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.radar.rules import excerpts
from reports import case_file
from reports.documents import registry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


def titles() -> dict[str, str]:
    """How papers of a kind are called."""
    return {kind: each.called or each.title for kind, each in registry.KINDS.items()}


@dataclass(frozen=True, slots=True)
class Made:
    """Volumes that were bound, and what stands where in them."""

    bound: case_file.Bound
    papers: tuple[archiving.Paper, ...]


async def bound(case: dict[str, Any], volumes: Sequence[Volume], *, outcome: str) -> bytes:
    """These volumes of the file as one PDF. Papers that nobody opened yet are printed on the way."""
    return (await made(case, volumes, outcome=outcome)).bound.content


async def made(case: dict[str, Any], volumes: Sequence[Volume], *, outcome: str, archive: str = "") -> Made:
    """As `bound`, with the place of every paper. `archive`: the number under which it is kept."""
    entries = await files.entries(case, titles())
    path = await files.path(case, entries, today=clock.today())
    organ = await organs.by_id(case["organ"])
    head = {
        "organ": organ["name"] if organ else "",
        "title": "行政处罚案卷",
        "number": case["number"],
        "cause": VIOLATIONS[case["violation"]].title,
        "party": case["party_name"],
        "opened_on": case["opened_on"],
        "outcome": outcome,
        "ended_on": case["ended_on"],
        "officers": "、".join(
            dict.fromkeys([case["handler_name"], *(each["name"] for each in case["officers"])])
        ),
        "archive": archive,
        "made_on": clock.today(),
        "lacking": [{"name": each.name, "cited": each.citation.zh} for each in checklist.missing(path)],
    }
    return await _bound(head, entries, volumes)


async def of_spot(spot: dict[str, Any]) -> bytes:
    """The file of a penalty on the spot: one volume, from the paper that was handed over to the last one on its money."""
    organ = await organs.by_id(spot["organ"])
    lacking = await spots.missing(spot, today=clock.today())
    head = {
        "organ": organ["name"] if organ else "",
        "title": "当场处罚案卷",
        "number": spot["number"],
        "cause": VIOLATIONS[spot["violation"]].title,
        "party": spot["party_name"],
        "decided_at": spot["decided_on"],
        "outcome": papers.summary(decisions.proposal_of(decisions.of_spot(spot))),
        "ended_on": spot["filed_on"],
        "officers": "、".join(each["name"] for each in spot["officers"]),
        "archive": "",
        "made_on": clock.today(),
        "lacking": [{"name": each.name, "cited": each.citation.zh} for each in lacking],
    }
    found = await _bound(head, await spots.entries(spot, titles()), [Volume.MAIN])
    return found.bound.content


async def _bound(head: dict[str, Any], entries: Sequence[Entry], volumes: Sequence[Volume]) -> Made:
    await _print_waiting([each.document for each in entries if each.document and each.volume in volumes])
    inside = [[each for each in entries if each.volume is volume] for volume in volumes]
    leaves = [tuple([await _leaf(each) for each in found]) for found in inside]
    file = case_file.File(
        head,
        tuple(
            case_file.Volume(VOLUME_NAMES[volume], found)
            for volume, found in zip(volumes, leaves, strict=True)
        ),
        settings().demo,
    )
    result = await case_file.bound(file)
    placed = [
        archiving.Paper(
            volume,
            entry,
            *pages,
            sha256=entry.sha256 or (hashlib.sha256(leaf.content).hexdigest() if leaf.content else ""),
        )
        for volume, found, held, places in zip(volumes, inside, leaves, result.placed, strict=True)
        for entry, leaf, pages in zip(found, held, places, strict=True)
    ]
    return Made(result, tuple(placed))


async def _print_waiting(ids: Sequence[UUID]) -> None:
    """Papers that nobody opened yet are printed together, on as many processes as there are."""
    waiting = [each for each in ids if await documents.stored_bytes(each) is None]
    async for _progress in printing.print_batch(waiting):
        pass


CHANGED = "该文件与登记时的校验值不一致或者已经缺失，没有并入；以登记的校验值为准，须查明原因。"


EXCERPT = "以上各行摘自所列名单；各行全文和出自该名单的证明在电子文件中，原件另存。"


async def _leaf(entry: Entry) -> case_file.Leaf:
    media_type, content, why = case_file.PDF, b"", ""
    if entry.document:
        content = await printing.pdf_of(await documents.by_id(entry.document))
    elif entry.attachment:
        media_type, content, why = await _file(entry.attachment)
    details = entry.details
    if media_type == "application/json" and (rows := excerpts.in_words(content)):
        details, why = (*details, *rows), EXCERPT
    return case_file.Leaf(
        entry.title,
        entry.number,
        entry.on,
        PART_NAMES[entry.part],
        content,
        media_type,
        entry.sha256,
        entry.note,
        details,
        why,
    )


async def _file(attachment_id: UUID) -> tuple[str, bytes, str]:
    """A file that is no longer what was registered goes in as a sheet that says so, not as if it were the evidence."""
    try:
        row, content = await attachments.read(settings().var_dir / "attachments", attachment_id)
    except (ValueError, OSError):
        return "", b"", CHANGED
    return row["media_type"], content, ""
