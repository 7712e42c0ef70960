"""Another person decides; the bureau's own decision takes effect when it is served, what it writes down of others at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import documents
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.registration_conditions import papers, permissions, queries
from regulation.registration_conditions.actions import doors
from regulation.registration_conditions.rules import grounds
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.status import E_SERVICE, Act

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def proposed_says(entry: Row) -> Row:
    """What the proposed act says, for its paper."""
    proposed = entry["proposed"]
    return {
        "text": proposed["text"],
        "text_en": proposed["text_en"],
        "since": _day(proposed["since"]),
        "until": _day(proposed["until"]),
        "counts_from": _day(proposed["on"]),
        "reason": proposed["reason"],
    }


async def decide(entry_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Row:
    """Make the bureau's own decision; the paper. It takes effect by its service.

    Raises Refused while the firm may still be heard, or has not been told.
    """
    why, today = doors.said(reason), beijing.legal_day(now)
    async with database.unit_of_work():
        entry = await doors.held(entry_id, "decide", actor=actor, now=now)
        if not grounds.may_decide(today=today, stated=bool(entry["statement"]), heard_by=entry["heard_by"]):
            raise errors.Refused("还没有听取当事人的陈述申辩", citation=LICENSING_LAW.article(7))
        registration = await queries.registration(entry["registration_kind"], entry["registration_number"])
        organ = await papers.organ_of(entry)
        number = await papers.number(organ, "condition_decision", today)
        paper = await papers.issue(
            "condition_decision",
            entry,
            registration,
            Act(entry["proposed"]["act"]),
            {
                **proposed_says(entry),
                "told_on": entry["told_on"],
                "statement": entry["statement"],
                "decision_reason": why,
            },
            paper_number=number,
            now=now,
        )
        await doors.take(
            entry,
            "decide",
            actor=actor,
            now=now,
            reason=why,
            data={"number": number, "act": entry["proposed"]["act"]},
            also={
                "decider": actor.person_id,
                "decider_name": actor.name,
                "decided_on": today,
                "decision": paper["id"],
                "decision_number": number,
                "decision_reason": why,
            },
        )
    return paper


async def serve(
    entry_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The decision was served: from that day, or the later one it names, it holds."""
    async with database.unit_of_work():
        entry = await doors.held(entry_id, "serve", actor=actor, now=now)
        await doors.serve(
            entry["decision"], method=method, served_on=served_on, receipt=receipt, actor=actor, now=now
        )
        await _effective(entry, "serve", method, served_on, actor=actor, now=now)


async def receive(entry_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The firm confirms on its account that the decision reached it: from today, or the later day it names, it holds."""
    async with database.unit_of_work():
        entry = await doors.held(entry_id, "receive", actor=actor, now=now)
        await doors.confirm(entry["decision"], actor=actor, now=now)
        await _effective(entry, "receive", "electronic", beijing.legal_day(now), actor=actor, now=now)


async def _effective(
    entry: Row, step: str, method: str, served_on: date, *, actor: Actor, now: datetime
) -> None:
    await doors.take(
        entry,
        step,
        actor=actor,
        now=now,
        data={"served_on": served_on, "method": method},
        also={"proposed": None},
    )
    await _write_line(
        entry,
        Act(entry["proposed"]["act"]),
        not_before=served_on,
        paper=entry["decision"],
        actor=actor,
        now=now,
    )


async def enter(entry_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Row:
    """Enter what another body ordered, or a change of an entry that waits for no service; the note to the firm.

    Raises Invalid when the entry changed so that the proposed act no longer fits.
    """
    return await _entered(entry_id, "enter", reason, actor=actor, now=now)


async def annul(entry_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Row:
    """Enter that this should never have been on the registration: it holds on no day; what was known stays known."""
    return await _entered(entry_id, "annul", reason, actor=actor, now=now)


async def _entered(entry_id: UUID, step: str, reason: str, *, actor: Actor, now: datetime) -> Row:
    why, today = doors.said(reason), beijing.legal_day(now)
    async with database.unit_of_work():
        entry = await doors.held(entry_id, step, actor=actor, now=now)
        act, proposed = Act(entry["proposed"]["act"]), entry["proposed"]
        if act is not Act.IMPOSED:
            wrong = rules.wrong_change(
                await queries.history(entry_id),
                act,
                on=date.fromisoformat(proposed["on"]),
                since=_day(proposed["since"]),
                until=_day(proposed["until"]),
                today=today,
            )
            if wrong:
                raise errors.Invalid(wrong, next(iter(wrong.values())))
        registration = await queries.registration(entry["registration_kind"], entry["registration_number"])
        paper = await papers.issue("condition_note", entry, registration, act, proposed_says(entry), now=now)
        await doors.take(
            entry,
            step,
            actor=actor,
            now=now,
            reason=why,
            data={"act": str(act), "note": paper["number"]},
            also={
                "proposed": None,
                "decider": actor.person_id,
                "decider_name": actor.name,
                "decided_on": today,
                "decision_reason": why,
            },
        )
        entry |= {"decider": actor.person_id, "decider_name": actor.name}
        await _write_line(entry, act, not_before=None, paper=paper["id"], actor=actor, now=now)
    return paper


async def _write_line(
    entry: Row, act: Act, *, not_before: date | None, paper: UUID, actor: Actor, now: datetime
) -> None:
    proposed = entry["proposed"]
    on = date.fromisoformat(proposed["on"])
    since, until = _day(proposed["since"]), _day(proposed["until"])
    if not_before is not None:
        on = max(on, not_before)
        since = max(since, not_before) if since else None
    if until is not None and until < (since or on):
        # Served after its own last day: it never held, and the paper says until when it was meant.
        raise errors.Refused("送达时决定载明的期限已经届满，请重新提出")
    await doors.write_line(
        entry,
        act=act,
        counts_from=on,
        text=proposed["text"],
        text_en=proposed["text_en"],
        since=since,
        until=until,
        reason=proposed["reason"],
        document_number=proposed["document_number"],
        paper=paper,
        by_proposal=True,
        actor=actor,
        now=now,
    )


async def serve_note(
    entry_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The oldest note of the entry that was not served yet was served. Raises Refused when there is none."""
    async with database.unit_of_work():
        entry = await queries.for_update(entry_id)
        conflicted = await people.conflicts_of(entry["firm"], today=beijing.legal_day(now))
        permissions.check_can_serve_note(actor, entry, conflicted=conflicted)
        note = await queries.unserved_note(entry_id)
        if note is None:
            raise errors.Refused("没有待送达的登记事项告知书")
        await doors.serve(note, method=method, served_on=served_on, receipt=receipt, actor=actor, now=now)
        await doors.note(
            entry, "serve_note", actor=actor, now=now, data={"served_on": served_on, "method": method}
        )


async def receive_note(document_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The firm confirms that a note of what was entered reached it. Raises NotFound, NotPermitted, Refused."""
    async with database.unit_of_work():
        paper = await documents.by_id(document_id)
        entry = await queries.for_update(paper["matter_id"])
        permissions.check_can_receive_note(actor, entry)
        await doors.confirm(document_id, actor=actor, now=now)
        served = {"paper": paper["number"], "served_on": beijing.legal_day(now), "method": "electronic"}
        await doors.note(entry, "receive_note", actor=actor, now=now, data=served, cites=(E_SERVICE,))


async def decline(entry_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Do not adopt what was proposed: a new one comes to nothing, what stood before goes on standing."""
    why = doors.said(reason)
    async with database.unit_of_work():
        found = await queries.for_update(entry_id)
        step = "keep" if found["stands"] else "decline"
        entry = await doors.held(entry_id, step, actor=actor, now=now)
        if entry["notice"]:
            await documents.withdraw(entry["notice"], now=now)
        await doors.take(entry, step, actor=actor, now=now, reason=why, also={"proposed": None})
