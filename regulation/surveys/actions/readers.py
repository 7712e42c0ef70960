"""The list of those who see figures before they are published, and the log of every look."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.surveys import gate, offices
from regulation.surveys.queries import gate as queries
from regulation.surveys.session import statistical
from regulation.surveys.tables import SurveyRound
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.surveys.gate import Which

UNKNOWN = N_("没有这个登录名，或者不是在任工作人员")
LISTED = N_("此人已在名单上")


@statistical
async def allow(which: Which, login: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """Put an official on the list. Raises Invalid for somebody unknown, not in office, or listed already."""
    offices.check_city(actor)
    if not reason.strip():
        raise errors.Invalid({"reason": N_("请写明需要提前查看的理由")})
    async with database.unit_of_work():
        at = await queries.of(which, lock=True)
        found = await database.row(
            """select person.id, person.name from account join person on person.id = account.person
                where account.login = $1 and account.is_active
                  and exists (select from appointment where appointment.person = person.id
                                 and appointment.from_on <= $2 and (appointment.to_on is null or appointment.to_on >= $2))""",
            login.strip(),
            beijing.legal_day(now),
        )
        if found is None:
            raise errors.Invalid({"login": UNKNOWN})
        entered = await database.value(
            """insert into early_reader (id, survey_round, person_id, person_name, reason, allowed_by, allowed_at)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (survey_round, person_id) where ended_at is null do nothing returning id""",
            uuid4(),
            at.id,
            found["id"],
            found["name"],
            reason.strip(),
            actor.name,
            now,
        )
        if entered is None:
            raise errors.Invalid({"login": LISTED})
        await record.record_event(
            SurveyRound,
            at.id,
            "allow_reader",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"person": found["id"], "name": found["name"]},
        )


@statistical
async def end(which: Which, reader_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take somebody off the list; the entry stays with its end. Raises NotFound, AlreadyMoved."""
    offices.check_city(actor)
    async with database.unit_of_work():
        at = await queries.of(which, lock=True)
        if reader_id not in {each.id for each in at.readers}:
            raise errors.NotFound
        ended = await database.execute(
            "update early_reader set ended_at = $2 where id = $1 and ended_at is null", reader_id, now
        )
        if not ended:
            raise errors.AlreadyMoved
        await record.record_event(
            SurveyRound, at.id, "end_reader", actor=actor, now=now, data={"entry": reader_id}
        )


@statistical
async def look(which: Which, page: str, *, actor: Actor, now: datetime) -> queries.Progress:
    """Open the figures of a year or a quarter to somebody, and keep that they were looked at.

    《统计法实施条例》第二十八条: before publication nobody passes figures on, so it is known who had them. Raises NotFound
    for everybody who is not on the list: to them there are no figures.
    """
    at = await queries.of(which)
    if not at.may_look(actor):
        raise errors.NotFound
    if at.gate in gate.SECRET:
        await record.record_event(
            SurveyRound, at.id, "early_look", actor=actor, now=now, data={"page": page[:200]}
        )
    return at
