"""What the party does about its hearing: asks, waives, takes back, sends agents, challenges who presides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments, calendar, clocks, documents
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import queries_hearing
from regulation.penalties.actions import doors, hearing_doors
from regulation.penalties.rules import hearing as rules
from regulation.roles import FIRM_ROLES
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]


async def ask_hearing(
    case_id: UUID,
    *,
    asked_on: date | None = None,
    how: str = "online",
    by: str = "",
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """The party asks for a hearing within five working days of the notice: here, on paper, or by word of mouth."""
    today = beijing.legal_day(now)
    if actor.holds(*FIRM_ROLES):
        asked_on, how, by = today, "online", actor.name
    wrong = {}
    if how not in rules.ASKED_HOW or (how == "online" and not actor.holds(*FIRM_ROLES)):
        wrong["how"] = "请选择当事人以何种方式要求听证"
    if len(by.strip()) < 2:
        wrong["by"] = "请填写提出人"
    if how == "oral" and len(reason.strip()) < 4:
        wrong["reason"] = "口头提出的，请记录其内容"
    if wrong:
        raise errors.Invalid(wrong)
    on = asked_on or today
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "ask_hearing", actor=actor, now=now)
        doors.refuse(
            rules.asking_refused(
                case["hearing_ground"], case["notice_served_on"], on, today, await calendar.current()
            )
        )
        if case["hearing_asked_on"] is not None:
            raise errors.AlreadyMoved
        await database.execute(
            """insert into case_hearing (id, case_id, notice_document, status, asked_on, asked_how, asked_by, reason,
                   is_public, closed_ground, chair_name, recorder_name, place, calls, attendees, record, is_signed,
                   signature_note, opinion, end_reason)
               values ($1,$2,$3,'asked',$4,$5,$6,$7,true,'','','','',0,'[]','',false,'','','')""",
            uuid4(),
            case_id,
            case["notice_document"],
            on,
            how,
            by.strip(),
            reason.strip(),
        )
        await doors.take(
            case_id,
            "ask_hearing",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"asked_on": on, "how": how, "by": by.strip()},
            also={"hearing_asked_on": on, "has_waived": False},
        )
        await clocks.meet(case_id, "hearing", on=on)


async def waive(case_id: UUID, *, text: str, actor: Actor, now: datetime) -> None:
    """The party says in writing that it will say no more and asks for no hearing."""
    said = doors.said(text, "text")
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "waive", actor=actor, now=now)
        if case["notice_served_on"] is None:
            raise errors.Refused("事先告知书尚未送达", citation=PENALTY_LAW.article(44))
        if case["hearing_asked_on"] is not None and case["hearing_held_on"] is None:
            raise errors.Refused(
                "当事人已要求听证，须先举行听证或者由当事人撤回", citation=PENALTY_LAW.article(64)
            )
        await doors.take(case_id, "waive", actor=actor, now=now, reason=said, also={"has_waived": True})


async def withdraw_hearing(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The party takes its request back of its own will."""
    why = doors.said(reason)
    async with database.unit_of_work():
        case, hearing = await hearing_doors.held(case_id, "withdraw_hearing", actor=actor, now=now)
        await hearing_doors.over(
            case, hearing, "withdrawn", "withdraw_hearing", reason=why, actor=actor, now=now, lapses=True
        )


async def name_agent(
    case_id: UUID,
    *,
    name: str,
    capacity: str,
    file: hearing_doors.File | None,
    folder: Path | None,
    actor: Actor,
    now: datetime,
) -> None:
    """The party sends an agent, one of two at most, with a power of attorney."""
    wrong = {}
    if len(name.strip()) < 2:
        wrong["name"] = "请填写代理人姓名"
    if len(capacity.strip()) < 2:
        wrong["capacity"] = "请填写代理人的身份和代理权限"
    if file is None or folder is None:
        wrong["file"] = "请上传授权委托书"
    if wrong or file is None or folder is None:
        raise errors.Invalid(wrong, citation=PENALTY_LAW.article(64, 1, 5))
    async with database.unit_of_work():
        _case, hearing = await hearing_doors.held(case_id, "name_agent", actor=actor, now=now)
        doors.refuse(rules.agent_refused(len(await queries_hearing.agents(hearing["id"]))))
        kept = await attachments.add(
            folder, "penalty_case", case_id, "power_of_attorney", *file, actor=actor, now=now
        )
        await database.execute(
            """insert into case_hearing_agent (id, hearing, name, capacity, power_of_attorney, added_by, added_at)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            uuid4(),
            hearing["id"],
            name.strip(),
            capacity.strip(),
            kept,
            actor.name,
            now,
        )
        await doors.take(case_id, "name_agent", actor=actor, now=now, data={"agent": name.strip()})


async def challenge_chair(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The party holds that whoever presides has a direct interest in the case."""
    why = doors.said(reason)
    async with database.unit_of_work():
        _case, hearing = await hearing_doors.held(case_id, "challenge_chair", actor=actor, now=now)
        doors.refuse(rules.challenge_pending_refused(pending=await hearing_doors.is_challenged(hearing)))
        await database.execute(
            """insert into case_chair_challenge (id, hearing, person, person_name, asked_on, asked_by, reason, answer,
                   answered_name, answer_reason) values ($1,$2,$3,$4,$5,$6,$7,'','','')""",
            uuid4(),
            hearing["id"],
            hearing["chair"],
            hearing["chair_name"],
            beijing.legal_day(now),
            actor.name,
            why,
        )
        await doors.take(case_id, "challenge_chair", actor=actor, now=now, reason=why)


async def answer_challenge(case_id: UUID, *, answer: str, reason: str, actor: Actor, now: datetime) -> None:
    """A head of the organ decides; granted, the hearing is called anew under somebody else."""
    why = doors.said(reason)
    if answer not in {"granted", "refused"}:
        raise errors.Invalid({"answer": "请选择是否准予回避"})
    async with database.unit_of_work():
        case, hearing = await hearing_doors.held(case_id, "answer_challenge", actor=actor, now=now)
        if actor.person_id in {hearing["chair"], hearing["recorder"]}:
            raise errors.Refused("被申请回避的人员不能自行决定", citation=PENALTY_LAW.article(43, 3))
        answered = await database.value(
            """update case_chair_challenge set answer = $2, answered_on = $3, answered_by = $4, answered_name = $5,
                   answer_reason = $6 where hearing = $1 and answer = '' returning id""",
            hearing["id"],
            answer,
            beijing.legal_day(now),
            actor.person_id,
            actor.name,
            why,
        )
        if answered is None:
            raise errors.AlreadyMoved
        if answer == "granted":
            await documents.withdraw(hearing["call_document"], now=now)
            await hearing_doors.put(
                hearing,
                {"status": "asked", "chair": None, "chair_name": "", "told_on": None, "call_document": None},
            )
        await doors.take(
            case_id, "answer_challenge", actor=actor, now=now, reason=why, data={"answer": answer}
        )
        if case["firm"]:
            await notices.tell(
                N_("您申请听证主持人回避，本机关已作出决定"),
                f"/firm/cases/{case_id}",
                kind="case_hearing",
                now=now,
                firm_id=case["firm"],
            )
