"""A penalty on the spot as its file is checked and bound: the paper that was handed over, and all that came after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.case_files import reviews
from regulation.case_files.rules.checklist import Line, Path, State, later_list
from regulation.case_files.rules.contents import Entry, ordered
from regulation.case_files.rules.spot_list import ON_THE_PAPER, Spot, spot_list
from regulation.casework import attachments, calendar, clocks, documents, service
from regulation.law import beijing
from regulation.penalties import debts, decisions
from regulation.penalties.actions import spot_copies, spot_signing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Row = dict[str, Any]
#: Printed on the form itself, with the days of the law: no field of the snapshot.
_ON_THE_FORM = frozenset({"remedies"})
#: How files without a paper's name are called in the index.
FILE_NAMES = {spot_copies.KIND: "手写决定书存根", spot_signing.KIND: "当事人签名"}


async def check_list(spot: Mapping[str, Any], *, today: date) -> list[Line]:
    """How the file of one decision on the spot stands; the caller has asked who may know."""
    paper = await documents.by_id(spot["document"])
    papers = await documents.of_matter("spot_penalty", spot["id"])
    running = await clocks.of(spot["id"], calendar=await calendar.current())
    last = {each.kind: each.due.due_on for each in running}
    written = frozenset(key for key in ON_THE_PAPER if key in _ON_THE_FORM or paper["snapshot"].get(key))
    found = spot_list(
        Spot(
            number=paper["number"],
            written=written,
            certificates=tuple(each["certificate"] for each in spot["officers"]),
            defence=spot["defence"],
            is_signed=spot["is_signed"],
            is_handwritten=await spot_copies.is_handwritten(spot["id"]),
            copies=len(await spot_copies.of(spot["id"])),
            signature_note=spot["signature_note"],
            served_on=await service.first_served_on(spot["document"]),
            fine=spot["fine"],
            slips=tuple(each["number"] for each in papers if each["kind"] == "payment_notice"),
            receipts=tuple(
                each["receipt"] for each in await debts.payments(spot["id"]) if not spot["collecting"]
            ),
            collected=bool(spot["collecting"]),
            receipt=spot["receipt"],
            handed_in_on=spot["handed_in_on"],
            hand_in_by=last.get("spot_hand_in"),
            banked_on=spot["banked_on"],
            bank_by=last.get("spot_to_bank"),
            filed_on=spot["filed_on"],
            file_by=last.get("spot_filing"),
        ),
        today,
    )
    later = later_list(await _path(spot, papers, today))
    return [*found, *later, *await reviews.lines(spot["id"], today=today)]


async def missing(spot: Mapping[str, Any], *, today: date) -> list[Line]:
    """The lines that say what the file lacks."""
    return [each for each in await check_list(spot, today=today) if each.state is State.MISSING]


async def _path(spot: Mapping[str, Any], papers: list[Row], today: date) -> Path:
    """What came after the decision, as far as papers hang on it."""
    known: dict[str, tuple[str, ...]] = {}
    for each in papers:
        if each["withdrawn_at"] is None:
            known[each["kind"]] = (*known.get(each["kind"], ()), each["number"])
    account = await debts.account(decisions.of_spot(dict(spot)), today)
    return Path(
        decided=True,
        served=True,
        owes=bool(spot["fine"]),
        surcharged=account.is_imposed and account.surcharge > 0,
        demanded=bool(await debts.demands(spot["id"])),
        went_to_court=bool(await debts.applications(spot["id"])),
        asked_plan=bool(await debts.plans(spot["id"])),
        published="publicity_abstract" in known,
        is_minor=True,
        papers=known,
        served_kinds=frozenset(
            [each["kind"] for each in papers if await service.first_served_on(each["id"]) is not None]
        ),
    )


async def entries(spot: Mapping[str, Any], titles: Mapping[str, str]) -> list[Entry]:
    """Every paper and file of the decision and of what followed it, as they are bound."""
    papers = [
        Entry(
            each["kind"],
            titles.get(each["kind"], each["kind"]),
            each["number"] or "",
            beijing.legal_day(each["issued_at"]),
            document=each["id"],
            note="已失效" if each["withdrawn_at"] else "",
        )
        for each in [
            *await documents.of_matter("spot_penalty", spot["id"]),
            *await reviews.papers(spot["id"]),
        ]
    ]
    files = await attachments.of("spot_penalty", spot["id"])
    # Drawn on a phone over a numbered form, it lies with the booklet.
    signature = await spot_signing.of(spot["id"])
    if signature is not None and signature["id"] not in {each["id"] for each in files}:
        files.append(signature)
    return ordered(papers + [_file(each) for each in files] + await reviews.entries(spot["id"]))


def _file(each: Row) -> Entry:
    return Entry(
        each["kind"],
        FILE_NAMES.get(each["kind"]) or each["file_name"],
        "",
        beijing.legal_day(each["added_at"]),
        attachment=each["id"],
        sha256=each["sha256"],
    )
