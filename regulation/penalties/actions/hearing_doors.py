"""What every act of a hearing does first and last: the hearing locked, its columns set, its papers numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import documents, numbering
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import queries_hearing
from regulation.penalties.actions import doors
from regulation.penalties.rules import hearing as rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
File = tuple[str, str, bytes]


async def held(case_id: UUID, act: str, *, actor: Actor, now: datetime) -> tuple[Row, Row]:
    """The case and its hearing, both locked, if this act may be taken in them now. Raises Refused without a hearing."""
    case = await doors.held_case(case_id, act, actor=actor, now=now)
    found = await queries_hearing.hearing(case)
    may = found is not None and found["status"] in rules.BEFORE[act]
    if found is None or (not may and found["status"] in {"missed", "withdrawn"}):
        raise errors.Refused("当事人没有要求听证", citation=PENALTY_LAW.article(64, 1, 1))
    if not may:
        raise errors.AlreadyMoved
    locked = await database.row("select * from case_hearing where id = $1 for update", found["id"])
    assert locked is not None
    return case, locked


async def put(hearing: Row, columns: Mapping[str, Any]) -> None:
    """Write columns of a hearing; the names are written in code."""
    names = list(columns)
    assignments = ", ".join(f"{name} = ${place}" for place, name in enumerate(names, start=2))
    await database.execute(
        f"update case_hearing set {assignments} where id = $1",  # noqa: S608 - names written in code
        hearing["id"],
        *columns.values(),
    )
    hearing.update(columns)


async def over(
    case: Row, hearing: Row, status: str, act: str, *, reason: str, actor: Actor, now: datetime, lapses: bool
) -> None:
    """The hearing ends without having been held; the case no longer waits for it."""
    if lapses and hearing["call_document"]:
        await documents.withdraw(hearing["call_document"], now=now)
    await put(hearing, {"status": status, "ended_on": beijing.legal_day(now), "end_reason": reason})
    await doors.take(case["id"], act, actor=actor, now=now, reason=reason, also={"hearing_asked_on": None})


async def issue(
    kind: str, words: str, case: Row, body: Row, *, organ: Row, now: datetime, to_party: bool
) -> Row:
    """A numbered paper of the case; what is not for the party is no paper of the firm's."""
    year = beijing.legal_day(now).year
    taken = await numbering.next_number(organ["code"], kind, year)
    return await documents.issue(
        kind,
        numbering.formatted(organ["short"], words, year, taken),
        "penalty_case",
        case["id"],
        body,
        organ_id=organ["id"],
        firm_id=case["firm"] if to_party else None,
        now=now,
    )


async def is_challenged(hearing: Row) -> bool:
    return bool(
        await database.value(
            "select count(*) from case_chair_challenge where hearing = $1 and answer = ''", hearing["id"]
        )
    )


async def void(case: Row, *, now: datetime, reason: str) -> None:
    """The notice lapses, and the hearing under it: its invitation is withdrawn, its record stays in the file."""
    found = await queries_hearing.hearing(case)
    if found is None or found["status"] not in {"asked", "called", "held", "reported"}:
        return
    if found["status"] == "called":
        await documents.withdraw(found["call_document"], now=now)
    await put(found, {"status": "void", "ended_on": beijing.legal_day(now), "end_reason": reason})
