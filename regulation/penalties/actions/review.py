"""Legal review and collective discussion: who passes what, with which opinion; and what the handler makes of it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Unpack
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import papers_hearing as papers
from regulation.penalties import queries, queries_hearing
from regulation.penalties.actions import basis, doors, hearing_doors, lightening
from regulation.penalties.actions.reporting import return_case
from regulation.penalties.rules import review as rules
from regulation.penalties.rules.review import Conclusion, Member, Outcome
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: What was passed is passed as it was: another proposal is passed anew.
_NOT_PASSED: Row = {
    "reviewer": None,
    "reviewed_on": None,
    "review_opinion": "",
    "discussed_on": None,
    "discussion": "",
}


async def record_reviewer(
    person_id: UUID,
    *,
    qualification: str,
    first_reviewed_on: date | None,
    actor: Actor,
    now: datetime,
) -> None:
    """What lets an official of one's organ review: the number of the legal qualification, or the day of the first review
    where that was before the law demanded one. Not by the reviewer. Raises Invalid, NotFound, NotPermitted.
    """
    actor.check_holds(Role.DECIDER, Role.DIRECTOR)
    today = beijing.legal_day(now)
    if actor.organ_id is None or person_id not in {
        each["id"] for each in await queries_hearing.reviewers(actor.organ_id, today=today)
    }:
        raise errors.NotFound
    if actor.person_id == person_id:
        raise errors.NotPermitted("本人的资格由他人登记", citation=PENALTY_LAW.article(58, 2))
    if first_reviewed_on is not None and first_reviewed_on > today:
        raise errors.Invalid({"first_reviewed_on": "日期不能晚于今天"})
    if rules.reviewer_refused(first_reviewed_on, qualification) is not None:
        raise errors.Invalid(
            {"qualification": "2018年起初次从事法制审核的，请填写法律职业资格证号"},
            citation=PENALTY_LAW.article(58, 2),
        )
    await database.execute(
        """insert into legal_reviewer (person, qualification, first_reviewed_on, recorded_by, recorded_name, recorded_at)
           values ($1,$2,$3,$4,$5,$6)
           on conflict (person) do update set qualification = excluded.qualification,
               first_reviewed_on = excluded.first_reviewed_on, recorded_by = excluded.recorded_by,
               recorded_name = excluded.recorded_name, recorded_at = excluded.recorded_at""",
        person_id,
        qualification.strip(),
        first_reviewed_on,
        actor.person_id,
        actor.name,
        now,
    )


async def require_review(case_id: UUID, *, ground: str, reason: str, actor: Actor, now: datetime) -> None:
    """State that the case is reviewed, and on which ground the law names."""
    if ground not in rules.STATED:
        raise errors.Invalid({"ground": "请选择提请审核的理由"})
    why = doors.said(reason)
    async with database.unit_of_work():
        await doors.held_case(case_id, "require_review", actor=actor, now=now)
        await database.execute(
            """insert into case_review_need (id, case_id, ground, reason, stated_by, stated_at)
               values ($1,$2,$3,$4,$5,$6)""",
            uuid4(),
            case_id,
            ground,
            why,
            actor.name,
            now,
        )
        await doors.take(case_id, "require_review", actor=actor, now=now, reason=why, data={"ground": ground})


async def review(
    case_id: UUID,
    *,
    opinion: str,
    outcome: str = Outcome.PASSED,
    found: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> Row:
    """The legal reviewer passes the case, asks for changes, or sends it back, head by head; the paper."""
    said = doors.said(opinion, "opinion")
    if outcome not in set(Outcome):
        raise errors.Invalid({"outcome": "请选择审核结论"})
    wrong = {head: text.strip() for head, text in (found or {}).items() if text.strip()}
    if set(wrong) - set(rules.HEADS):
        raise errors.Invalid({"opinion": "审核内容不在五项之内"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "review", actor=actor, now=now)
        known = await queries_hearing.reviewer(actor.person_id) or {}
        doors.refuse(rules.reviewer_refused(known.get("first_reviewed_on"), known.get("qualification", "")))
        doors.refuse(rules.opinion_refused(Outcome(outcome), wrong))
        if outcome == Outcome.PASSED:
            await basis.check_gains_read(case)
        grounds = await queries_hearing.review_grounds(
            case, today, fine_without_gains=queries.has_fine_without_gains(case)
        )
        organ = await doors.organ_of(case["organ"])
        written = {
            "grounds": grounds,
            "found": wrong,
            "outcome": Outcome(outcome),
            "opinion": said,
            "reviewer": actor.name,
            "qualification": known.get("qualification", ""),
        }
        paper = await hearing_doors.issue(
            "legal_review_opinion",
            "人社法审",
            case,
            papers.review(organ, case, written, today),
            organ=organ,
            now=now,
            to_party=False,
        )
        await database.execute(
            """insert into case_review (id, case_id, notice_document, reviewer, reviewer_name, qualification, reviewed_on,
                   outcome, found, grounds, opinion, document) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)""",
            uuid4(),
            case_id,
            case["notice_document"],
            actor.person_id,
            actor.name,
            written["qualification"],
            today,
            str(outcome),
            json.dumps(wrong, ensure_ascii=False),
            json.dumps(grounds),
            said,
            paper["id"],
        )
        passed = outcome == Outcome.PASSED
        await doors.take(
            case_id,
            "review",
            actor=actor,
            now=now,
            reason=said,
            data={"outcome": str(outcome), "number": paper["number"]},
            also={"reviewer": actor.person_id, "reviewed_on": today, "review_opinion": said}
            if passed
            else _NOT_PASSED,
        )
        if outcome == Outcome.RETURNED:
            await return_case(case_id, reason=said, actor=actor, now=now)
    return paper


async def members_of(text: str, organ_id: UUID, *, today: date) -> list[Member]:
    """The heads who discussed, one a line, 姓名：意见; the persons of those who have an account in the organ."""
    known = {each["name"]: each["person"] for each in await people.officials(organ_id, today=today)}
    found = []
    for line in text.splitlines():
        name, _colon, opinion = line.replace(":", "：", 1).partition("：")
        if name.strip():
            found.append(Member(name.strip(), opinion.strip(), known.get(name.strip())))
    return found


async def discuss(
    case_id: UUID,
    *,
    held_on: date | None = None,
    members: Sequence[Member],
    conclusion: str = Conclusion.AGREED,
    text: str,
    actor: Actor,
    now: datetime,
) -> Row:
    """Enter the minutes of the heads' discussion: who was there, each opinion, what they concluded. The paper."""
    today = beijing.legal_day(now)
    day = held_on or today
    said = doors.said(text, "text")
    if conclusion not in set(Conclusion):
        raise errors.Invalid({"conclusion": "请选择讨论结论"})
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "discuss", actor=actor, now=now)
        if not case["considered_on"] <= day <= today:
            raise errors.Invalid(
                {"held_on": "讨论日期不能早于复核当事人意见，也不能晚于今天"},
                citation=PENALTY_LAW.article(57, 2),
            )
        investigators = {case["handler"], case["officer_a"], case["officer_b"]} - {None}
        doors.refuse(
            rules.discussion_refused(
                members,
                investigators,
                {case["handler_name"], *(each["name"] for each in case["officers"])},
                await doors.kept_away(case, now),
            )
        )
        organ = await doors.organ_of(case["organ"])
        written = {
            "held_on": day,
            "reporter": case["handler_name"],
            "members": members,
            "conclusion": Conclusion(conclusion),
            "text": said,
        }
        paper = await hearing_doors.issue(
            "discussion_minutes",
            "人社集讨",
            case,
            papers.discussion(organ, case, written, today),
            organ=organ,
            now=now,
            to_party=False,
        )
        kept = [
            {"name": each.name, "opinion": each.opinion, "person": str(each.person) if each.person else None}
            for each in members
        ]
        await database.execute(
            """insert into case_discussion (id, case_id, notice_document, held_on, members, reporter, conclusion, text,
                   document, recorded_by, recorded_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)""",
            uuid4(),
            case_id,
            case["notice_document"],
            day,
            json.dumps(kept, ensure_ascii=False),
            case["handler_name"],
            str(conclusion),
            said,
            paper["id"],
            actor.name,
            now,
        )
        agreed = conclusion == Conclusion.AGREED
        names = "、".join(each.name for each in members)
        await doors.take(
            case_id,
            "discuss",
            actor=actor,
            now=now,
            reason=said,
            data={"present": len(members), "conclusion": str(conclusion), "number": paper["number"]},
            also={"discussed_on": day, "discussion": f"参加人：{names}。结论：{said}"}
            if agreed
            else {"discussed_on": None, "discussion": ""},
        )
        if conclusion == Conclusion.RETURNED:
            await return_case(case_id, reason=said, actor=actor, now=now)
    return paper


async def amend(
    case_id: UUID,
    *,
    reason: str,
    discretion: str = "",
    actor: Actor,
    now: datetime,
    **change: Unpack[lightening.Change],
) -> None:
    """Adjust the proposal as the review or the discussion asked: never above the notice, by the rules of the report;
    whoever passed it passes it anew.

    `discretion` replaces the reasons of the measure that the decision will state; empty leaves them.
    """
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "amend", actor=actor, now=now)
        changed, columns = await lightening.lighten(case, change, actor=actor, now=now)
        await doors.take(
            case_id,
            "amend",
            actor=actor,
            now=now,
            reason=why,
            data={"fine": changed.fine, "confiscated": changed.confiscated},
            also={
                **columns,
                "discretion": discretion.strip() or case["discretion"],
                **_NOT_PASSED,
            },
        )
