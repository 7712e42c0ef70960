"""What a noted report leads to: the change of a licence whose paper says otherwise, begun with what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.shell.i18n import gettext as _
from regulation.firms import identity
from regulation.licensing import procedures, queries
from regulation.licensing.procedure import Effect
from regulation.licensing.status import LIVING
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
