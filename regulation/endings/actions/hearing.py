"""The holder is heard: in writing, at a hearing, or by letting its time pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.endings import papers, queries, rules
from regulation.endings.actions import doors
from regulation.endings.status import STEPS
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

WAIVED = N_("当事人书面放弃陈述、申辩和听证")
SILENT = N_("当事人在期限内未陈述、申辩，也未申请听证")


async def state(ending_id: UUID, *, statement: str, actor: Actor, now: datetime) -> None:
    """The holder states its view. It may still ask for a hearing as long as that time runs."""
    text = doors.said(statement, "statement")
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "state", actor=actor, now=now)
        await _heard(matter, "state", text, actor=actor, now=now)
        await doors.tell_organ(matter, N_("持证机构已陈述申辩：%(firm)s（%(number)s）"), now=now)


async def record_statement(ending_id: UUID, *, statement: str, actor: Actor, now: datetime) -> None:
    """The clerk writes down what the holder said on paper or in person."""
    text = doors.said(statement, "statement")
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "record_statement", actor=actor, now=now)
        await _heard(matter, "record_statement", text, actor=actor, now=now)


async def waive(ending_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The holder gives up statement and hearing, so that nobody has to wait for the end of the time."""
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "waive", actor=actor, now=now)
        await _heard(matter, "waive", WAIVED, actor=actor, now=now, also={"hearing_waived": True})
        await clocks.meet(ending_id, "ending_statement", on=beijing.legal_day(now))
        await doors.tell_organ(matter, N_("持证机构放弃陈述申辩：%(firm)s（%(number)s）"), now=now)


async def _heard(
    matter: Row, step: str, text: str, *, actor: Actor, now: datetime, also: Row | None = None
) -> None:
    await doors.take(
        matter,
        step,
        actor=actor,
        now=now,
        reason=text,
        also={"statement": text, **(also or {})},
    )


async def pass_term(ending_id: UUID, *, now: datetime) -> bool:
    """The time is over and nothing was heard; False when that is not so."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        matter = await queries.for_update(ending_id)
        if matter["status"] not in STEPS["term_passed"].before or today <= matter["heard_by"]:
            return False
        await _heard(matter, "term_passed", SILENT, actor=actors.SYSTEM, now=now)
        await clocks.meet(ending_id, "ending_statement", on=today)
        await doors.tell_organ(matter, N_("陈述申辩期满，请提出处理意见：%(firm)s（%(number)s）"), now=now)
    return True


async def pass_terms(*, now: datetime) -> int:
    """The nightly job: every matter whose holder was silent; how many."""
    return sum([await pass_term(each, now=now) for each in await queries.silent(beijing.legal_day(now))])


async def ask_hearing(ending_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The holder asks for a hearing, within its time and once. Raises Refused."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "ask_hearing", actor=actor, now=now)
        if today > matter["heard_by"]:
            raise errors.Refused("申请听证的期限已过", citation=LICENSING_LAW.article(47))
        if matter["hearing_waived"]:
            raise errors.Refused("已经放弃听证", citation=LICENSING_LAW.article(47))
        if matter["hearing_asked_on"] is not None:
            raise errors.Refused("已经申请过听证", citation=LICENSING_LAW.article(47))
        await doors.take(
            matter,
            "ask_hearing",
            actor=actor,
            now=now,
            reason=reason.strip(),
            also={"hearing_asked_on": today},
        )
        await clocks.meet(ending_id, "ending_statement", on=today)
        await clocks.start(
            "ending",
            ending_id,
            "ending_hearing",
            rules.HEARING.on(today),
            today,
            calendar=await calendar.current(),
            organ_id=matter["organ"],
        )
        await doors.tell_organ(matter, N_("持证机构申请听证：%(firm)s（%(number)s）"), now=now)


async def withdraw_hearing(ending_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The holder takes its request back; what it stated before stays its statement."""
    why = doors.said(reason)
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "withdraw_hearing", actor=actor, now=now)
        await doors.take(
            matter,
            "withdraw_hearing",
            actor=actor,
            now=now,
            reason=why,
            also={"statement": matter["statement"] or why, "hearing_waived": True},
        )
        await clocks.stop(ending_id, "ending_hearing", reason=STEPS["withdraw_hearing"].label)
        await doors.tell_organ(matter, N_("持证机构撤回听证申请：%(firm)s（%(number)s）"), now=now)


async def call_hearing(
    ending_id: UUID, *, at: datetime, place: str, presider: str, actor: Actor, now: datetime
) -> Row:
    """Time and place are told seven working days before; who presides did not examine the matter. The paper.

    A hearing may be called again, for another day. Raises Invalid.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "call_hearing", actor=actor, now=now)
        wrong: dict[str, str] = {}
        on = beijing.legal_day(at)
        if today > rules.hearing_told_by(on, await calendar.current()):
            wrong["day"] = N_("举行听证的七个工作日前通知当事人，请另定日期")
        if not place.strip():
            wrong["place"] = N_("请填写听证地点")
        if not presider.strip():
            wrong["presider"] = N_("请填写听证主持人")
        elif not rules.may_preside(presider, await _handlers(matter)):
            wrong["presider"] = N_("审查该事项的工作人员不能主持听证")
        if wrong:
            raise errors.Invalid(wrong)
        if (matter["hearing_at"], matter["hearing_place"], matter["hearing_presider"]) == (
            at,
            place.strip(),
            presider.strip(),
        ):
            raise errors.AlreadyMoved(record.REPEATED)
        paper = await papers.issue_hearing_notice(
            matter,
            await doors.licence_of(matter),
            at=at,
            place=place.strip(),
            presider=presider.strip(),
            now=now,
        )
        await database.execute(
            """update ending set hearing_at = $2, hearing_place = $3, hearing_presider = $4, hearing_told_on = $5
               where id = $1""",
            ending_id,
            at,
            place.strip(),
            presider.strip(),
            today,
        )
        await doors.note(
            matter,
            "call_hearing",
            actor=actor,
            now=now,
            data={"number": paper["number"], "at": at, "place": place.strip(), "presider": presider.strip()},
            cites=(LICENSING_LAW.article(48),),
        )
        await doors.tell_holder(matter, N_("听证已定时间和地点：%(number)s"), now=now)
    return paper


async def _handlers(matter: Row) -> frozenset[str]:
    """Names of the officials who have acted in the matter."""
    found = await database.rows(
        "select distinct actor_name from case_log where matter_kind = 'ending' and matter_id = $1"
        " and actor_role not like 'firm%'",
        matter["id"],
    )
    return frozenset(each["actor_name"] for each in found)


async def hold_hearing(
    ending_id: UUID, *, held_on: date, attendees: Sequence[str], text: str, actor: Actor, now: datetime
) -> None:
    """The record of the hearing, on which the decision rests. Raises Refused when it was not called, Invalid."""
    present = [each.strip() for each in attendees if each.strip()]
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "hold_hearing", actor=actor, now=now)
        if matter["hearing_at"] is None:
            raise errors.Refused("请先签发听证通知书", citation=LICENSING_LAW.article(48, 1, 1))
        wrong: dict[str, str] = {}
        if held_on > beijing.legal_day(now):
            wrong["held_on"] = N_("听证日期不能晚于今天")
        if held_on < beijing.legal_day(matter["hearing_at"]):
            wrong["held_on"] = N_("听证日期不能早于通知的日期")
        if not present:
            wrong["attendees"] = N_("请列出参加人，每行一人")
        if len(text.strip()) < doors.LEAST:
            wrong["record"] = N_("请填写听证笔录")
        if wrong:
            raise errors.Invalid(wrong)
        paper = await papers.issue_hearing_record(
            matter,
            await doors.licence_of(matter),
            held_on=held_on,
            attendees=present,
            text=text.strip(),
            now=now,
        )
        said = matter["statement"] or f"听证陈述，见听证笔录（{paper['number']}）"
        await doors.take(
            matter,
            "hold_hearing",
            actor=actor,
            now=now,
            data={"number": paper["number"], "held_on": held_on, "attendees": present},
            also={
                "hearing_held_on": held_on,
                "hearing_attendees": present,
                "hearing_record": text.strip(),
                "statement": said,
            },
        )
        await clocks.meet(ending_id, "ending_hearing", on=held_on)
