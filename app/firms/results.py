"""The result of an import as a file: one row for each row of the list, in its order, with what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.shell.i18n import gettext as _
from regulation.firms.importing import lists
from regulation.firms.imports.headers import FIELDS, Field
from regulation.firms.rules import FACTS
from regulation.firms.status import EFFECTS, OUTCOMES, Outcome
from reports.exports.columns import Column

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.firms.importing.lists import ImportView, RowView

#: Rows asked for at once while a file is written.
AT_ONCE = 2_000


def field_label(key: str) -> str:
    """The word for a column or a fact, in the language of the reader."""
    if key in Field.__members__.values():
        return _(FIELDS[Field(key)])
    return _(FACTS.get(key, key))


def remark(said: dict[str, str]) -> str:
    """One remark as a sentence: where, what, and before and after where they are known."""
    text = _(said["message"])
    if said.get("field"):
        text = f"{field_label(said['field'])}{_('：')}{text}"
    before, after = said.get("before", ""), said.get("after", "")
    if before and after:
        return f"{text}{_('（')}{before} → {after}{_('）')}"
    return f"{text}{_('（')}{before or after}{_('）')}" if before or after else text


def columns(view: ImportView) -> list[Column]:
    """What became of the row first, then the row as it came."""
    return [
        Column(_("行号"), "count", 8),
        Column(_("结果"), width=12),
        Column(_("对登记簿的作用"), width=20),
        Column(_("登记编号"), width=12),
        Column(_("修正"), width=40),
        Column(_("原因和变更"), width=40),
        Column(_("处理人和理由"), width=24),
        *(Column(title or _("（无列名）"), width=20) for title in view.header),
        Column(_("多出的单元格"), width=16),
    ]


def line(view: ImportView, row: RowView) -> list[object]:
    """One row of the file."""
    width = len(view.header)
    cells = list(row.original[:width]) + [""] * (width - len(row.original))
    return [
        row.row_number,
        _(OUTCOMES[row.outcome]) if row.outcome else _("尚未处理"),
        _(EFFECTS[row.effect]) if row.outcome else "",
        row.firm_number,
        "\n".join(remark(each) for each in row.repairs),
        "\n".join(remark(each) for each in row.reasons),
        " ".join(filter(None, (row.decided_by, row.decided_reason))),
        *cells,
        " | ".join(row.original[width:]),
    ]


async def lines(import_id: UUID, outcome: Outcome | None = None) -> tuple[ImportView, list[list[object]]]:
    """All rows of an import, or those with one outcome."""
    view = await lists.view(import_id)
    found: list[list[object]] = []
    while True:
        piece = await lists.rows(import_id, outcome=outcome, limit=AT_ONCE, offset=len(found))
        found += [line(view, row) for row in piece]
        if len(piece) < AT_ONCE:
            return view, found
