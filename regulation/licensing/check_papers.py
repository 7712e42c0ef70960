"""Papers of the check of a promise: the record of each look, and the order to put right what was not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.casework import documents
from regulation.law import beijing
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT
from regulation.licensing import papers, procedures, promises
from regulation.licensing.status import CHECK_OCCASIONS, CheckOccasion, CheckStatus
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.licensing.officials import Official

Row = dict[str, Any]


async def issue_commitment_order(
    check_id: UUID,
    licence: Row,
    unmet: Sequence[str],
    *,
    note: str,
    visited_on: date,
    due_on: date | None,
    now: datetime,
) -> Row:
    """责令限期改正指令书 after a promise was found not kept: what, by when, and that the licence is set aside otherwise."""
    on = beijing.legal_day(now)
    organ = await papers.organ_of(licence["organ"])
    promise = BEIJING_BUSINESS_ENVIRONMENT.article(33)
    known = procedures.KINDS[licence["kind"]].check_points
    points = [known[each] for each in unmet]
    return await documents.issue(
        "order_to_correct",
        await papers.number(organ, "commitment_order", on),
        "commitment_check",
        check_id,
        {
            "organ": papers.organ_block(organ),
            "issued_on": on,
            "party": {**licence["snapshot"].get("firm", {}), "name": licence["firm_name"]},
            "found_on": visited_on,
            "occasion": "履诺检查",
            "facts": [*(f"承诺事项“{each}”不符合" for each in points), note],
            "breached": papers.articles(promise),
            "basis": papers.articles(promise),
            "demands": [f"使下列承诺事项符合条件：{each}" for each in points],
            "due_on": due_on,
            "consequence": N_("逾期仍不符合条件的，依法撤销许可决定，并记入信用记录。"),
        },
        organ_id=organ["id"],
        firm_id=licence["firm"],
        now=now,
    )


async def issue_check_record(
    check: Row,
    licence: Row,
    *,
    points: Mapping[str, str],
    officials: Sequence[Official],
    visited_on: date,
    is_on_site: bool,
    place: str,
    note: str,
    conclusion: str,
    photographs: Sequence[Row],
    now: datetime,
) -> Row:
    """履诺检查记录 (D-07): the six points one by one, who looked, where, and the checksums of the photographs."""
    on = beijing.legal_day(now)
    organ = await papers.organ_of(licence["organ"])
    kind = procedures.KINDS[licence["kind"]]
    shows = {**kind.check_points, "other": "其他"}
    return await documents.issue(
        "commitment_check_record",
        await papers.number(organ, "commitment_check_record", on),
        promises.MATTER,
        check["id"],
        {
            "organ": papers.organ_block(organ),
            "issued_on": on,
            "party": {**licence["snapshot"].get("firm", {}), "name": licence["firm_name"]},
            "licence_title": papers.licence_title(licence),
            "licence_number": licence["number"],
            "occasion": CHECK_OCCASIONS[CheckOccasion(check["occasion"])],
            "is_second_look": check["status"] == CheckStatus.FAILED,
            "is_on_site": is_on_site,
            "place": place,
            "visited_on": visited_on,
            "officers": [each.shown for each in officials],
            "points": [{"text": text, "result": points[name]} for name, text in kind.check_points.items()],
            "findings": note,
            "conclusion": conclusion,
            "photographs": [
                {"name": each["file_name"], "shows": shows[each["kind"]], "sha256": each["sha256"]}
                for each in photographs
            ],
            "citations": papers.articles(*kind.check_basis),
        },
        organ_id=organ["id"],
        firm_id=licence["firm"],
        now=now,
    )
