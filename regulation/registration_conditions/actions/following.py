"""What follows from another procedure of ours, whose own two persons decided it: entered and ended with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import documents, record
from regulation.firms import facts as firms
from regulation.firms.status import LIVING, RegistrationStatus
from regulation.law import beijing
from regulation.registration_conditions import papers, queries
from regulation.registration_conditions.actions import doors, proposing
from regulation.registration_conditions.actions.proposing import Document
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground, Origin
from regulation.registration_conditions.status import STEPS, Act, ConditionStatus
from regulation.registration_conditions.tables import RegistrationCondition
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.firms.status import LimitKind, RegistrationKind

Row = dict[str, Any]


async def rename(held_as: tuple[RegistrationKind, str], corrected: tuple[RegistrationKind, str]) -> None:
    """Kind or number of a registration was corrected: what hangs on it goes along, in the transaction of the correction."""
    await database.execute(
        """update registration_condition set registration_kind = $3, registration_number = $4
            where registration_kind = $1 and registration_number = $2""",
        *held_as,
        *corrected,
    )


async def impose(
    registration: tuple[RegistrationKind, str],
    *,
    kind: LimitKind,
    ground: Ground,
    source_matter: UUID,
    text: str,
    text_en: str = "",
    since: date,
    facts: str,
    decision: Document,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter what the decision or the event of another procedure brings with it; once for each matter and registration."""
    assert GROUNDS[ground].origin is Origin.PROCEDURE
    async with database.unit_of_work():
        found = await queries.registration(*registration)
        for each in await queries.stands_for(source_matter):
            if (each["registration_kind"], each["registration_number"]) == registration:
                known: UUID = each["id"]
                return known
        organ_id = found["organ"] or actor.organ_id
        assert organ_id is not None
        made = await proposing.insert(
            found,
            organ_id,
            kind=kind,
            ground=ground,
            status=ConditionStatus.ENTERED,
            facts=facts,
            document=decision,
            proposed=None,
            proposer=None,
            source_matter=source_matter,
            now=now,
        )
        await record.opened(
            RegistrationCondition,
            made,
            "impose",
            ConditionStatus.ENTERED,
            actor=actor,
            now=now,
            reason=facts,
            data={"registration": found["number"], "decision": decision.number},
            cites=GROUNDS[ground].citations,
        )
        entry = await queries.for_update(made)
        said = {"text": text, "text_en": text_en, "since": since, "until": None, "counts_from": since}
        paper = await _note(entry, found, Act.IMPOSED, {**said, "reason": facts}, actor=actor, now=now)
        await doors.write_line(
            entry,
            act=Act.IMPOSED,
            counts_from=since,
            text=text,
            text_en=text_en,
            since=since,
            reason=facts,
            document_number=decision.number,
            paper=paper,
            by_proposal=False,
            actor=actor,
            now=now,
        )
    return made


async def suggest(
    registration: tuple[RegistrationKind, str],
    *,
    kind: LimitKind,
    ground: Ground,
    source_matter: UUID,
    text: str,
    until: date,
    facts: str,
    actor: Actor,
    now: datetime,
) -> UUID | None:
    """Put before the clerk what a finding of ours calls for: to be told to the firm and decided like any other, or dropped.

    In the caller's transaction. Nothing when the same is under way, the registration has ended, or the day is past.
    """
    today = beijing.legal_day(now)
    found = await queries.registration(*registration)
    if RegistrationStatus(found["status"]) not in LIVING or until < today:
        return None
    await firms.held(found["firm"])
    if await proposing.is_there(found, kind, ground, ""):
        return None
    organ_id = found["organ"] or actor.organ_id
    assert organ_id is not None
    made = await proposing.insert(
        found,
        organ_id,
        kind=kind,
        ground=ground,
        status=ConditionStatus.OPENED,
        facts=facts,
        document=Document(),
        proposed={
            "act": str(Act.IMPOSED),
            "text": text,
            "text_en": "",
            "since": today,
            "until": until,
            "on": today,
            "reason": facts,
            "document_number": "",
        },
        proposer=actor,
        source_matter=source_matter,
        now=now,
    )
    await record.opened(
        RegistrationCondition,
        made,
        "suggest",
        ConditionStatus.OPENED,
        actor=actor,
        now=now,
        reason=facts,
        data={"registration": found["number"], "kind": kind, "ground": ground},
        cites=GROUNDS[ground].citations,
    )
    entry = await queries.for_update(made)
    await doors.tell_organ(entry, N_("履诺检查未通过，请确认是否记入登记：%(firm)s（%(number)s）"), now=now)
    return made


async def settle(source_matter: UUID, *, on: date, reason: str, actor: Actor, now: datetime) -> None:
    """The procedure is over: what it put before the clerk and does not hold yet comes to nothing, what holds is lifted."""
    async with database.unit_of_work():
        for each in await queries.stands_for(source_matter):
            entry = await queries.for_update(each["id"])
            if entry["stands"] or entry["status"] not in STEPS["lapse"].before:
                continue
            for paper in (entry["notice"], entry["decision"]):
                if paper:
                    await documents.withdraw(paper, now=now)
            await doors.take(entry, "lapse", actor=actor, now=now, reason=reason, also={"proposed": None})
        await lift(source_matter, on=on, reason=reason, actor=actor, now=now)


async def lift(
    source_matter: UUID, *, on: date, reason: str, document_number: str = "", actor: Actor, now: datetime
) -> Sequence[UUID]:
    """The procedure is over, and with it what it brought; which entries were lifted."""
    lifted = []
    async with database.unit_of_work():
        for each in await queries.stands_for(source_matter):
            entry = await queries.for_update(each["id"])
            if entry["status"] not in {ConditionStatus.ENTERED, ConditionStatus.READY}:
                continue
            if entry["since"] is None or (entry["until"] is not None and entry["until"] < on):
                continue
            registration = await queries.registration(
                entry["registration_kind"], entry["registration_number"]
            )
            said = {"text": "", "text_en": "", "since": None, "until": None, "counts_from": on}
            paper = await _note(
                entry, registration, Act.LIFTED, {**said, "reason": reason}, actor=actor, now=now
            )
            await doors.take(entry, "follow", actor=actor, now=now, reason=reason, also={"proposed": None})
            await doors.write_line(
                entry,
                act=Act.LIFTED,
                counts_from=on,
                reason=reason,
                document_number=document_number,
                paper=paper,
                by_proposal=False,
                actor=actor,
                now=now,
            )
            lifted.append(entry["id"])
    return lifted


async def _note(entry: Row, registration: Row, act: Act, said: Row, *, actor: Actor, now: datetime) -> UUID:
    paper = await papers.issue("condition_note", entry, registration, act, said, now=now)
    issued: UUID = paper["id"]
    return issued
