"""The organ asks in the matter itself, and the applicant answers there, with papers.

A question is not the one-time supplement notice: it stops no clock, and what is missing has to be listed in the
notice all the same (《行政许可法》第三十二条第一款第四项).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import attachments, calendar, record
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import permissions, queries
from regulation.licensing.actions import telling
from regulation.licensing.question_tables import MatterQuestion
from regulation.licensing.rules import questions as rules
from regulation.licensing.status import QUESTION_STEPS, QuestionStatus
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
MOST_OPEN, MOST_FILES = 10, 5
DAYS = N_("请填写1至%(most)s个工作日")
ASKED = N_("这个问题已经提出，正在等待回答")
FULL = N_("还有%(n)s个问题没有回答，请先等待回答")


async def of(application_id: UUID) -> list[Row]:
    """The questions of an application with the files of their answers, the first first."""
    found = await database.rows(
        "select * from matter_question where application = $1 order by asked_at, id", application_id
    )
    return [{**each, "files": await attachments.of("matter_question", each["id"])} for each in found]


async def open_of_firm(firm_id: UUID) -> list[Row]:
    """What a firm is still asked in applications under way, the most urgent first."""
    return await database.rows(
        """select matter_question.*, application.number from matter_question
             join application on application.id = matter_question.application
            where application.firm = $1 and matter_question.status = 'open' and application.status = any($2::text[])
            order by answer_by, asked_at""",
        firm_id,
        sorted(permissions.ASKABLE),
    )


async def ask(
    number: str, question: str, *, days: int = rules.USUAL_DAYS, actor: Actor, now: datetime
) -> UUID:
    """Ask; the firm is told. Raises Invalid, Refused for too many at once, AlreadyMoved once it is decided."""
    today = beijing.legal_day(now)
    wrong = {}
    if not question.strip():
        wrong["question"] = N_("请填写问题")
    if not 1 <= days <= rules.LONGEST_DAYS:
        wrong["days"] = DAYS
    if wrong:
        raise errors.Invalid(wrong, most=rules.LONGEST_DAYS)
    made = uuid4()
    async with database.unit_of_work():
        application = await queries.for_update(number)
        conflicted = await people.conflicts_of(application["firm"], today=today)
        permissions.check_can_ask(actor, application, conflicted)
        waiting = await database.rows(
            "select question from matter_question where application = $1 and status = 'open'",
            application["id"],
        )
        if question.strip() in {each["question"] for each in waiting}:
            raise errors.AlreadyMoved(ASKED)
        if len(waiting) >= MOST_OPEN:
            raise errors.Refused(FULL, n=len(waiting))
        until = rules.answer_by(today, await calendar.current(), days)
        await database.execute(
            """insert into matter_question (id, application, status, question, asked_by, asker_name, asked_at,
                                            answer_by, answer, answered_by)
               values ($1, $2, 'open', $3, $4, $5, $6, $7, '', '')""",
            made,
            application["id"],
            question.strip(),
            actor.person_id,
            actor.name,
            now,
            until,
        )
        await record.opened(
            MatterQuestion,
            made,
            "ask_question",
            QuestionStatus.OPEN,
            actor=actor,
            now=now,
            reason=question.strip(),
            data={"application": application["number"], "answer_by": until},
            cites=(LICENSING_LAW.article(34),),
        )
        await telling.tell_firm(
            application,
            N_("许可机关就您的申请提问，请最迟于%(until)s回答（%(number)s）"),
            now=now,
            until=until,
        )
    return made


async def answer(
    question_id: UUID,
    text: str,
    *,
    files: Sequence[tuple[str, str, bytes]] = (),
    folder: Path,
    actor: Actor,
    now: datetime,
) -> None:
    """Answer, once, with papers (name, media type, content). Raises NotFound for others, AlreadyMoved."""
    if not text.strip():
        raise errors.Invalid({"answer": N_("请填写回答")})
    if len(files) > MOST_FILES:
        raise errors.Invalid({"files": N_("最多附%(most)s份材料")}, most=MOST_FILES)
    async with database.unit_of_work():
        found, application = await _open_one(question_id)
        permissions.check_can_answer(actor, application)
        for name, media_type, content in files:
            await attachments.add(
                folder,
                "matter_question",
                question_id,
                "answer",
                name,
                media_type,
                content,
                actor=actor,
                now=now,
            )
        await record.record_step(
            MatterQuestion,
            question_id,
            "answer_question",
            QUESTION_STEPS["answer_question"],
            actor=actor,
            now=now,
            reason=text.strip(),
            data={"files": [name for name, _media_type, _content in files]},
            also={"answer": text.strip(), "answered_by": actor.name, "answered_at": now},
        )
        title = N_("申请人已回答提问：%(firm)s（%(number)s）")
        await telling.tell_organ(application, title, now=now)
        await notices.tell(
            title,
            f"/desk/applications/{application['number']}",
            kind="application",
            now=now,
            person_id=found["asked_by"],
            firm=application["firm_name"],
            number=application["number"],
        )


async def withdraw(question_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The answer is no longer needed; the firm is told. Raises NotFound, NotPermitted, AlreadyMoved."""
    async with database.unit_of_work():
        _found, application = await _open_one(question_id)
        conflicted = await people.conflicts_of(application["firm"], today=beijing.legal_day(now))
        permissions.check_can_ask(actor, application, conflicted)
        await record.record_step(
            MatterQuestion,
            question_id,
            "withdraw_question",
            QUESTION_STEPS["withdraw_question"],
            actor=actor,
            now=now,
        )
        await telling.tell_firm(application, N_("许可机关撤回了提问（%(number)s）"), now=now)


async def find(application_id: UUID, question_id: UUID) -> Row:
    """A question of this very application. Raises NotFound."""
    for each in await of(application_id):
        if each["id"] == question_id:
            return each
    raise errors.NotFound


def is_late(question: Row, today: date) -> bool:
    """Whether the answer is overdue."""
    return rules.is_late(question["status"], question["answer_by"], today)


async def _open_one(question_id: UUID) -> tuple[Row, Row]:
    """The question and its application, both held; in the order in which every act of the matter takes them."""
    number = await database.value(
        """select coalesce(application.number, application.draft_number) from application
             join matter_question on matter_question.application = application.id
            where matter_question.id = $1""",
        question_id,
    )
    if number is None:
        raise errors.NotFound
    application = await queries.for_update(number)
    found = await database.row("select * from matter_question where id = $1 for update", question_id)
    if found is None:
        raise errors.NotFound
    return found, application
