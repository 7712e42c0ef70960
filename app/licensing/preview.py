"""What a step would issue, as a draft: the act is done and undone, so the draft says what the paper will say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.settings import settings
from regulation import database
from regulation.casework import documents
from regulation.law import beijing
from regulation.licensing import queries
from reports import pdf
from reports.documents import registry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

Row = dict[str, Any]
#: Steps that issue a paper.
STEPS = frozenset(
    {
        "accept",
        "supplement",
        "decline",
        "decline-concealed",
        "not-needed",
        "verify",
        "extend",
        "grant",
        "refuse",
    }
)
#: Stands where the number will stand: none is taken before the act.
NO_NUMBER = "（草稿，未编号）"


class _Undone(Exception):
    """Takes back what was done for the draft."""


def _undo() -> None:
    raise _Undone


async def drafts(application_id: UUID, act: Callable[[], Awaitable[Any]]) -> list[Row]:
    """The papers that an act would issue. Nothing of it stays; raises what the act raises."""
    found: list[Row] = []
    try:
        async with database.unit_of_work():
            before = {each["id"] for each in await _papers(application_id)}
            await act()
            found = [each for each in await _papers(application_id) if each["id"] not in before]
            _undo()
    except _Undone:
        pass
    numbers = {each["number"] for each in found} | {
        str(each["snapshot"][name])
        for each in found
        for name in ("licence_number",)
        if each["snapshot"].get(name)
    }
    return [{**each, "snapshot": _without(each["snapshot"], numbers)} for each in found]


async def _papers(application_id: UUID) -> list[Row]:
    licence = await queries.licence_of_application(application_id)
    found = await documents.of_matter("application", application_id)
    return [*found, *(await documents.of_matter("licence", licence["id"]) if licence else [])]


def _without(said: Any, numbers: set[str]) -> Any:
    """The same words with every number of the undone act struck out, longest first."""
    if isinstance(said, str):
        for each in sorted(numbers, key=len, reverse=True):
            said = said.replace(each, NO_NUMBER)
        return said
    if isinstance(said, dict):
        return {name: _without(value, numbers) for name, value in said.items()}
    if isinstance(said, list):
        return [_without(value, numbers) for value in said]
    return said


async def printed(paper: Row) -> bytes:
    """The draft as a file: marked on every page, without number, code or signature. It is not kept."""
    snapshot = {**paper["snapshot"], "token": "", "draft": True}
    order = registry.order(
        paper["kind"],
        snapshot,
        issued_on=beijing.legal_day(paper["issued_at"]),
        demonstration=settings().demo,
    )
    return await pdf.printed(order)
