"""What a noted report leads to: the change of a licence whose paper says otherwise, begun with what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.shell.i18n import gettext as _
from regulation.firms import identity
from regulation.firms.places import ELSEWHERE
from regulation.licensing import procedures, queries
from regulation.licensing.procedure import Effect
from regulation.licensing.status import LIVING
from regulation.written_reports import queries as reports
from regulation.written_reports import rules
from regulation.written_reports.status import ReportKind, ReportStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What a licence states of its holder, by the register's name of the fact.
ON_PAPER = {"name": "name", "address": "domicile", "representative": "legal_representative"}


async def licence_changes(report: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Licences to be changed after this report was noted: number, what may be applied for, address."""
    kind = ReportKind(report["kind"])
    if report["status"] != ReportStatus.NOTED or kind not in (ReportKind.CHANGE, ReportKind.ONLINE_ENDING):
        return []
    firm, found = await identity.of(report["firm"]), []
    for licence in await queries.licences_of(report["firm"]):
        said = licence["snapshot"].get("firm", {})
        differs = any(
            said.get(key) is not None and said[key] != (firm[fact] or "") for key, fact in ON_PAPER.items()
        )
        goes_on = kind is ReportKind.ONLINE_ENDING and licence["is_online"]
        if licence["status"] not in LIVING or not (differs or goes_on):
            continue
        found += [
            (
                licence["number"],
                _(each.words.apply),
                f"/firm/licensing/new?kind={each.kind}&purpose={each.purpose}",
            )
            for each in procedures.ALL
            if each.kind == licence["kind"] and each.grants is Effect.NEW_CONTENT
        ]
    return found


async def filing_of_branch(report: Mapping[str, Any]) -> str:
    """What is left to do after the branch of a dispatch firm was reported to the organ of the licence: apart, here, away; or nothing."""
    kind, status = ReportKind(report["kind"]), ReportStatus(report["status"])
    if kind is not ReportKind.DISPATCH_BRANCH or status in reports.DEAD:
        return ""
    area = report["answers"]["branch_area"]
    if not rules.files_apart(area, report["organ_code"]):
        return "away" if area == ELSEWHERE else "here"
    name = report["answers"]["branch_name"]
    filed = any(
        each["kind"] == ReportKind.DISPATCH_FILING
        and each["status"] not in reports.DEAD
        and each["answers"].get("branch_name") == name
        for each in await reports.of_firm(report["firm"])
    )
    return "" if filed else "apart"
