"""A penalty on the spot as the list of what its file must hold sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.case_files.rules.checklist import Line
from regulation.case_files.rules.spot_list import ON_THE_PAPER, Spot, spot_list
from regulation.casework import calendar, clocks, documents, service
from regulation.penalties.actions import spot_copies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: Printed on the form itself, with the days of the law: no field of the snapshot.
_ON_THE_FORM = frozenset({"remedies"})


async def check_list(spot: Mapping[str, Any], *, today: date) -> list[Line]:
    """How the file of one decision on the spot stands; the caller has asked who may know."""
    paper = await documents.by_id(spot["document"])
    papers = await documents.of_matter("spot_penalty", spot["id"])
    running = await clocks.of(spot["id"], calendar=await calendar.current())
    last = {each.kind: each.due.due_on for each in running}
    written = frozenset(key for key in ON_THE_PAPER if key in _ON_THE_FORM or paper["snapshot"].get(key))
    return spot_list(
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
