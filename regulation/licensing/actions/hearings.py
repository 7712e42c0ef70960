"""People concerned, and the hearing: tell, be asked, call, hold, drop. The clocks stand still meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import calendar, clocks, record
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import examination_papers, papers, permissions, queries
from regulation.licensing.actions import renewing, telling, timing
from regulation.licensing.rules import hearing
from regulation.licensing.rules.hearing import HEARING_STEPS, HearingStatus
from regulation.licensing.status import SIGNERS, ApplicationStatus
from regulation.licensing.tables import Application, Hearing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
APPLICANT = N_("申请人")
TELL, ASKED = (LICENSING_LAW.article(36), LICENSING_LAW.article(47, 1)), LICENSING_LAW.article(47, 1)


async def _mine(number: str, *, actor: Actor, now: datetime) -> Row:
    """The application, locked, for the clerk who examines it."""
    application = await queries.for_update(number)
    today = beijing.legal_day(now)
    conflicted = await people.conflicts_of(application["firm"], today=today)
    permissions.check_can_verify(actor, application, conflicted)
    await renewing.check_undecided(application, today=today)
    return application


async def tell(number: str, *, parties: Sequence[Row], actor: Actor, now: datetime) -> None:
    """Tell whom the licence concerns, and the applicant, that they may speak and ask for a hearing.

    `parties` have name, contact and interest. Raises Invalid when one of them is empty, Refused a second time.
    """
    if not parties or any(not each["name"] or not each["interest"] for each in parties):
        raise errors.Invalid({"parties": N_("请写明利害关系人和其重大利益")})
    if any(each["contact"].strip() == APPLICANT for each in parties):
        raise errors.Invalid({"parties": N_("申请人同时被告知，不用列出；联系方式请写地址或者电话")})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await _mine(number, actor=actor, now=now)
        if await queries.interested(application["id"]):
            raise errors.Refused("已经告知过听证权利")
        known, organ = await calendar.current(), await papers.organ_of(application["organ"])
        due = await clocks.start(
            "application",
            application["id"],
            "hearing_ask",
            hearing.ASK.on(today),
            today,
            calendar=known,
            organ_id=application["organ"],
        )
        own = {
            "name": application["firm_name"],
            "contact": APPLICANT,
            "interest": "；".join(each["interest"] for each in parties),
        }
        for each in [own, *parties]:
            paper = await examination_papers.issue_interest(
                application, organ, each, due=due, is_for_firm=each is own, now=now
            )
            await database.execute(
                """insert into interested_party (id, application, name, contact, interest, told_on, document, answer)
                   values ($1, $2, $3, $4, $5, $6, $7, '')""",
                uuid4(),
                application["id"],
                each["name"],
                each["contact"],
                each["interest"],
                today,
                paper["id"],
            )
        await record.record_event(
            Application,
            application["id"],
            "tell_interests",
            actor=actor,
            now=now,
            data={"parties": [each["name"] for each in parties], "due_on": due.due_on},
            cites=TELL,
        )
        await telling.tell_firm(
            application, N_("您可以在%(due)s以前要求听证（%(number)s）"), now=now, due=due.due_on
        )


async def answer(
    number: str, party_id: UUID, *, wants_hearing: bool, answered_on: date, actor: Actor, now: datetime
) -> None:
    """What one of them answered. Raises Invalid for a day that cannot be, Refused when it came too late."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await _mine(number, actor=actor, now=now)
        party = await _party(application, party_id)
        if not party["told_on"] <= answered_on <= today:
            raise errors.Invalid({"answered_on": N_("日期应当在告知之日以后，不晚于今天")})
        await _answered(
            application, party, wants_hearing=wants_hearing, answered_on=answered_on, actor=actor, now=now
        )


async def answer_as_applicant(number: str, *, wants_hearing: bool, actor: Actor, now: datetime) -> None:
    """The applicant asks for a hearing, or lets it be, in the matter itself. Raises NotFound, Refused."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        if not actor.acts_for_firm(application["firm"]):
            raise errors.NotFound
        actor.check_holds(*SIGNERS)
        if application["status"] != ApplicationStatus.ACCEPTED:
            raise errors.AlreadyMoved
        own = next(
            (each for each in await queries.interested(application["id"]) if each["contact"] == APPLICANT),
            None,
        )
        if own is None:
            raise errors.NotFound
        await _answered(
            application,
            own,
            wants_hearing=wants_hearing,
            answered_on=beijing.legal_day(now),
            actor=actor,
            now=now,
        )


async def _party(application: Row, party_id: UUID) -> Row:
    for each in await queries.interested(application["id"]):
        if each["id"] == party_id:
            return each
    raise errors.NotFound


async def _answered(
    application: Row, party: Row, *, wants_hearing: bool, answered_on: date, actor: Actor, now: datetime
) -> None:
    if party["answer"]:
        raise errors.AlreadyMoved
    known = await calendar.current()
    if wants_hearing and answered_on > hearing.may_ask_until(party["told_on"], known).due_on:
        raise errors.Refused("要求听证的期限已经届满", citation=ASKED)
    await database.execute(
        "update interested_party set answer = $2, answered_on = $3 where id = $1",
        party["id"],
        "hearing" if wants_hearing else "no_hearing",
        answered_on,
    )
    await record.record_event(
        Application,
        application["id"],
        "ask_hearing" if wants_hearing else "forgo_hearing",
        actor=actor,
        now=now,
        data={"party": party["name"], "answered_on": answered_on},
        cites=(ASKED,),
    )
    everybody = await queries.interested(application["id"])
    if all(each["answer"] for each in everybody):
        await clocks.meet(application["id"], "hearing_ask", on=answered_on)
    found = await queries.hearing_of(application["id"])
    if wants_hearing and (found is None or found["status"] == HearingStatus.DROPPED):
        await _open(application, found, party["name"], answered_on, actor=actor, now=now)


async def _open(
    application: Row, dropped: Row | None, asked_by: str, asked_on: date, *, actor: Actor, now: datetime
) -> None:
    """A hearing was asked for: from that day the periods for the decision stand still.

    One that another had asked for and given up is asked for again, from the beginning.
    """
    if dropped is None:
        await _opened(application, asked_by, asked_on, actor=actor, now=now)
    else:
        await record.record_step(
            Hearing,
            dropped["id"],
            "ask_again",
            HEARING_STEPS["ask_again"],
            actor=actor,
            now=now,
            also={
                "asked_by": asked_by,
                "asked_on": asked_on,
                "notified_on": None,
                "takes_place_at": None,
                "place": "",
                "presider": "",
                "dropped_reason": "",
            },
        )
    await clocks.start(
        "application",
        application["id"],
        "hearing_hold",
        hearing.HOLD.on(asked_on),
        asked_on,
        calendar=await calendar.current(),
        organ_id=application["organ"],
    )
    await clocks.meet(application["id"], "hearing_ask", on=asked_on)
    await timing.stand_still(application, on=asked_on, for_hearing=True)
    await telling.tell_organ(application, N_("已要求听证，请组织听证：%(firm)s（%(number)s）"), now=now)


async def _opened(application: Row, asked_by: str, asked_on: date, *, actor: Actor, now: datetime) -> None:
    made = uuid4()
    await database.execute(
        """insert into hearing (id, application, organ, status, asked_by, asked_on, place, presider, attendees, record,
                                dropped_reason)
           values ($1, $2, $3, 'asked', $4, $5, '', '', '{}', '', '')""",
        made,
        application["id"],
        application["organ"],
        asked_by,
        asked_on,
    )
    await record.opened(
        Hearing, made, "ask_hearing", HearingStatus.ASKED, actor=actor, now=now, cites=(ASKED,)
    )


async def call(
    number: str, *, takes_place_at: datetime, place: str, presider: str, actor: Actor, now: datetime
) -> None:
    """Set time and place and tell everybody; in public. Raises Invalid for a day or a presider that may not be."""
    today, held_on = beijing.legal_day(now), beijing.legal_day(takes_place_at)
    async with database.unit_of_work():
        application = await _mine(number, actor=actor, now=now)
        found = await _hearing(application)
        known = await calendar.current()
        wrong: dict[str, str] = {}
        why = hearing.may_be_on(held_on, today, found["asked_on"], known)
        if why:
            wrong["held_on"] = why
        if not hearing.may_preside(presider, await _examiners(application, actor)):
            wrong["presider"] = N_("听证由审查该申请以外的人员主持")
        if not place.strip():
            wrong["place"] = N_("请填写地点")
        if wrong:
            raise errors.Invalid(wrong)
        set_for = {"takes_place_at": takes_place_at, "place": place, "presider": presider}
        await record.check_not_repeated(Hearing, found["id"], "call", actor=actor, data=set_for)
        await record.record_step(
            Hearing,
            found["id"],
            "call",
            HEARING_STEPS["call"],
            actor=actor,
            now=now,
            data=set_for,
            also={
                "notified_on": today,
                "takes_place_at": takes_place_at,
                "place": place.strip(),
                "presider": presider.strip(),
            },
        )
        await record.record_event(
            Application,
            application["id"],
            "call_hearing",
            actor=actor,
            now=now,
            data=set_for,
            cites=HEARING_STEPS["call"].cites,
        )
        await examination_papers.issue_hearing_notice(
            application,
            [each["name"] for each in await queries.interested(application["id"])],
            takes_place_at=takes_place_at,
            place=place,
            presider=presider,
            now=now,
        )
        await telling.tell_firm(application, N_("听证将于%(day)s举行（%(number)s）"), now=now, day=held_on)


async def hold(
    number: str, *, held_on: date, attendees: Sequence[str], text: str, actor: Actor, now: datetime
) -> None:
    """Keep the record; the periods run again from the day after the hearing. Raises Invalid."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await _mine(number, actor=actor, now=now)
        found = await _hearing(application)
        wrong: dict[str, str] = {}
        if found["takes_place_at"] is not None and held_on < beijing.legal_day(found["takes_place_at"]):
            wrong["held_on"] = N_("不能早于通知的听证日期")
        if held_on > today:
            wrong["held_on"] = N_("听证日期不能晚于今天")
        if not [name for name in attendees if name.strip()]:
            wrong["attendees"] = N_("请填写参加人")
        if not text.strip():
            wrong["record"] = N_("请填写听证笔录")
        if wrong:
            raise errors.Invalid(wrong)
        await record.record_step(
            Hearing,
            found["id"],
            "hold",
            HEARING_STEPS["hold"],
            actor=actor,
            now=now,
            also={"held_on": held_on, "attendees": list(attendees), "record": text},
        )
        await examination_papers.issue_hearing_record(
            application,
            {**found, "held_on": held_on, "attendees": list(attendees), "record": text},
            now=now,
        )
        await _over(application, on=held_on + timedelta(days=1), actor=actor, now=now, action="hold_hearing")


async def drop(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Whoever asked for the hearing gave it up; the periods run again."""
    async with database.unit_of_work():
        application = await _mine(number, actor=actor, now=now)
        found = await _hearing(application)
        await record.record_step(
            Hearing,
            found["id"],
            "drop",
            HEARING_STEPS["drop"],
            actor=actor,
            now=now,
            reason=reason,
            also={"dropped_reason": reason},
        )
        await _over(application, on=beijing.legal_day(now), actor=actor, now=now, action="drop_hearing")


async def _over(application: Row, *, on: date, actor: Actor, now: datetime, action: str) -> None:
    await clocks.meet(application["id"], "hearing_hold", on=beijing.legal_day(now))
    await timing.run_again(application, on=on, for_hearing=True)
    await record.record_event(
        Application,
        application["id"],
        action,
        actor=actor,
        now=now,
        cites=(LICENSING_LAW.article(45), LICENSING_LAW.article(48)),
    )
    await telling.tell_firm(application, N_("听证程序已经结束，期限恢复计算（%(number)s）"), now=now)


async def _hearing(application: Row) -> Row:
    found = await queries.hearing_of(application["id"])
    if found is None:
        raise errors.NotFound
    return found


async def _examiners(application: Row, actor: Actor) -> set[str]:
    """The names of those who have handled the application, and of who is calling the hearing."""
    entries = await record.history("application", application["id"])
    return {each.actor_name for each in entries if each.action in permissions.HANDLING} | {actor.name}


async def check_may_decide(application: Row, *, today: date) -> HearingStatus | None:
    """Nothing is proposed or decided before those concerned were heard. Raises Refused; the state of the hearing."""
    why, status = await why_not_yet(application, today=today)
    if why:
        raise errors.Refused(why, citation=ASKED)
    return status


async def why_not_yet(application: Row, *, today: date) -> tuple[str, HearingStatus | None]:
    """Why nothing may be proposed yet, in Chinese, or ""; and the state of the hearing."""
    everybody = await queries.interested(application["id"])
    found = await queries.hearing_of(application["id"])
    status = HearingStatus(found["status"]) if found else None
    why = hearing.may_decide(
        told_on=everybody[0]["told_on"] if everybody else None,
        all_answered=all(each["answer"] for each in everybody),
        status=status,
        today=today,
        calendar=await calendar.current(),
    )
    return why, status
