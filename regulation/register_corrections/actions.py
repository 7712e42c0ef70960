"""One official proposes what a registration should have said, another confirms; register, record and log follow at once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import record
from regulation.firms import correcting, facts, papers_due, registrations
from regulation.firms.tables import Firm
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.licensing.actions import correcting as records
from regulation.notices import actions as notices
from regulation.register_corrections import permissions, queries, rules
from regulation.register_corrections.status import STEPS, CorrectionStatus
from regulation.register_corrections.tables import RegisterCorrection
from regulation.registration_conditions.actions import following as conditions
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]

REASON_MISSING = N_("请写明理由")
PAPER_MISSING = N_("请填写证明材料的编号")
OPEN = N_("该登记已有更正等待复核")
CHANGED_MEANWHILE = N_("登记内容刚刚被他人修改，请刷新后再办理")
#: As the firm's history names the act, and as the register log does.
ACT, LEAF_ACT = "correct_registration", "correct"


async def propose(
    entry_id: UUID,
    right: rules.Stated,
    *,
    seen: rules.Stated,
    reason: str,
    paper: str,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Propose what the register should say of a registration. `seen` is what the form showed.

    Raises Invalid by field, NotPermitted, AlreadyMoved when it says something else by now or a correction waits.
    """
    async with database.unit_of_work():
        entry = await correcting.entry(entry_id, for_update=True)
        permissions.check_can_propose(actor, entry, await _conflicted(entry["firm"], now))
        wrong = rules.stated(entry)
        if wrong != seen:
            raise errors.AlreadyMoved(CHANGED_MEANWHILE)
        found = await _problems(entry, wrong, right, now)
        if not reason.strip():
            found["reason"] = REASON_MISSING
        if not paper.strip():
            found["paper"] = PAPER_MISSING
        if found:
            raise errors.Invalid(found)
        if await queries.open_of(entry_id) is not None:
            raise errors.AlreadyMoved(OPEN)
        made = uuid4()
        await database.execute(
            """insert into register_correction (id, entry, firm, organ, status, wrong, "right", reason, paper, proposed_by,
                                                proposed_by_name, proposed_at, decided_by_name, answer)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '')""",
            made,
            entry_id,
            entry["firm"],
            entry["organ"],
            CorrectionStatus.PROPOSED,
            json.dumps(wrong.stored, ensure_ascii=False, default=str),
            json.dumps(right.stored, ensure_ascii=False, default=str),
            reason.strip(),
            paper.strip(),
            actor.person_id,
            actor.name,
            now,
        )
        await record.opened(
            RegisterCorrection,
            made,
            "propose",
            CorrectionStatus.PROPOSED,
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"paper": paper.strip(), "number": wrong.number},
        )
    return made


async def confirm(matter_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The register says what it should have said; what it said stays in its history, known until now.

    Raises NotFound, NotPermitted, Refused by the same rules as the proposal, AlreadyMoved when the entry changed since.
    """
    async with database.unit_of_work():
        matter = await queries.for_update(matter_id)
        permissions.check_can_take(actor, matter, "confirm", await _conflicted(matter["firm"], now))
        await facts.held(matter["firm"])
        entry = await correcting.entry(matter["entry"], for_update=True)
        wrong, right = rules.stated(matter["wrong"]), rules.stated(matter["right"])
        if rules.stated(entry) != wrong:
            raise errors.AlreadyMoved(CHANGED_MEANWHILE)
        found = await _problems(entry, wrong, right, now)
        if found:
            raise errors.Refused(next(iter(found.values())))
        stated = {name: getattr(right, name) for name in rules.FIELDS}
        await correcting.correct(entry["id"], replace(registrations.projected(entry), **stated), now=now)
        await records.correct(wrong.kind, wrong.number, **stated)
        if (wrong.kind, wrong.number) != (right.kind, right.number):
            await conditions.rename((wrong.kind, wrong.number), (right.kind, right.number))
        await papers_due.note_registration(
            entry["id"],
            rules.on_paper(wrong, right),
            has_paper=(await queries.held(entry)).has_paper,
            now=now,
        )
        await record.record_step(
            RegisterCorrection,
            matter_id,
            "confirm",
            STEPS["confirm"],
            actor=actor,
            now=now,
            also=_decided(actor, now),
        )
        await record.record_event(
            Firm,
            entry["firm"],
            ACT,
            actor=actor,
            now=now,
            reason=matter["reason"],
            cites=STEPS["confirm"].cites,
            data={"wrong": matter["wrong"], "right": matter["right"], "paper": matter["paper"]},
        )
        await notices.tell(
            N_("登记簿中的许可或者备案登记已更正：%(number)s"),
            "/firm/licensing",
            kind="firm",
            now=now,
            firm_id=entry["firm"],
            number=right.number,
        )
        # Under the kind of the registration, so that the stream of changes says which one.
        await ledger.append(
            str(entry["firm"]), str(right.kind), LEAF_ACT, actor=actor, now=now,
            private={"number": right.number, "wrong": matter["wrong"], "right": matter["right"], "paper": matter["paper"]},
        )  # fmt: skip


async def decline(matter_id: UUID, *, answer: str, actor: Actor, now: datetime) -> None:
    """The entry was right, for a reason."""
    await _close(matter_id, "decline", answer, actor=actor, now=now)


async def take_back(matter_id: UUID, *, answer: str, actor: Actor, now: datetime) -> None:
    """Who proposed it saw that the proposal was wrong, for a reason."""
    await _close(matter_id, "take_back", answer, actor=actor, now=now)


async def _close(matter_id: UUID, step: str, answer: str, *, actor: Actor, now: datetime) -> None:
    if not answer.strip():
        raise errors.Invalid({"answer": REASON_MISSING})
    async with database.unit_of_work():
        matter = await queries.for_update(matter_id)
        permissions.check_can_take(actor, matter, step, await _conflicted(matter["firm"], now))
        await record.record_step(
            RegisterCorrection,
            matter_id,
            step,
            STEPS[step],
            actor=actor,
            now=now,
            reason=answer.strip(),
            also=_decided(actor, now) | {"answer": answer.strip()},
        )


def _decided(actor: Actor, now: datetime) -> Row:
    return {"decided_by": actor.person_id, "decided_by_name": actor.name, "decided_at": now}


async def _conflicted(firm_id: UUID, now: datetime) -> set[UUID]:
    return await people.conflicts_of(firm_id, today=beijing.legal_day(now))


async def _problems(entry: Row, wrong: rules.Stated, right: rules.Stated, now: datetime) -> dict[str, str]:
    found = rules.problems(wrong, right, await queries.held(entry), beijing.legal_day(now))
    if not found and await correcting.is_taken(right.kind, right.number, by_other_than=entry["id"]):
        return {"number": rules.TAKEN}
    return found
