"""Who must keep away from a case: asked by the party, the person or the organ, decided by the head, replaced."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import documents, numbering, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import papers_procedure, permissions, queries
from regulation.penalties.actions import doors
from regulation.penalties.permissions_evidence import BEFORE_DECISION
from regulation.penalties.rules import jurisdiction as rules
from regulation.penalties.status_procedure import RECUSAL_ASKERS, RECUSAL_OF_HEAD, RECUSAL_STEPS
from regulation.penalties.tables import PenaltyCase
from regulation.penalties.tables_procedure import Recusal
from regulation.roles import FIRM_ROLES, Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
_INVESTIGATORS = ("handler", "officer_a", "officer_b")


async def may_be_recused(case: Row) -> list[tuple[UUID, str]]:
    """The persons of a case who may be asked to keep away: who handles it and its two officers."""
    found = await database.rows(
        "select id, name from person where id = any($1::uuid[]) order by name",
        [case[name] for name in _INVESTIGATORS if case[name]],
    )
    return [(each["id"], each["name"]) for each in found]


async def ask(
    case_id: UUID, *, asked_by: str, person: UUID, ground: str, actor: Actor, now: datetime
) -> UUID:
    """Ask that somebody keep away. The investigation goes on until the head has decided. Raises Invalid."""
    why = doors.said(ground, "ground")
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        if actor.holds(*FIRM_ROLES):
            permissions.check_party_may_see(actor, case)
            asked_by, asker = "party", case["party_name"]
        else:
            permissions.check_office(actor, case, {Role.CLERK, Role.DECIDER, Role.INSPECTOR}, set())
            asker = case["party_name"] if asked_by == "party" else actor.name
        if case["status"] not in BEFORE_DECISION:
            raise errors.AlreadyMoved
        known = dict(await may_be_recused(case))
        problems = {}
        if asked_by not in RECUSAL_ASKERS:
            problems["asked_by"] = "请选择由谁提出"
        if person not in known:
            problems["person"] = "请选择本案的承办人员或者执法人员"
        if asked_by == "self" and person != actor.person_id:
            problems["person"] = "主动申请回避的，只能是本人"
        if problems:
            raise errors.Invalid(problems)
        if await database.value(
            "select 1 from case_recusal where case_id = $1 and person = $2 and status = 'asked'",
            case_id,
            person,
        ):
            raise errors.Refused("该人员的回避申请正在审查", citation=PENALTY_LAW.article(43, 3))
        made = uuid4()
        await database.execute(
            """insert into case_recusal (id, case_id, status, asked_by, asker_name, person, person_name, is_head, ground,
                   asked_on, recorded_by, decider_name, decision, replaced_name)
               values ($1,$2,'asked',$3,$4,$5,$6,'',$7,$8,$9,'','','')""",
            made,
            case_id,
            asked_by,
            asker,
            person,
            known[person],
            why,
            today,
            actor.person_id,
        )
        await record.opened(
            Recusal, made, "ask", "asked", actor=actor, now=now, reason=why, cites=(PENALTY_LAW.article(43),)
        )
        await _note(case_id, "recusal_asked", actor=actor, now=now, reason=why, person=known[person])
    return made


async def _note(case_id: UUID, action: str, *, actor: Actor, now: datetime, reason: str, person: str) -> None:
    await record.record_event(
        PenaltyCase,
        case_id,
        action,
        actor=actor,
        now=now,
        reason=reason,
        data={"person": person},
        cites=(PENALTY_LAW.article(43),),
    )


async def decide(
    case_id: UUID,
    recusal_id: UUID,
    *,
    grant: bool,
    reason: str,
    replaced_by: UUID | None = None,
    is_head: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """The head decides; whoever must keep away is replaced, and the acts it took stay listed. Raises Invalid, Refused."""
    why = doors.said(reason)
    if is_head not in RECUSAL_OF_HEAD:
        raise errors.Invalid({"is_head": "请选择由谁决定"})
    today = beijing.legal_day(now)
    step = "grant" if grant else "refuse"
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, RECUSAL_STEPS[step].by, await doors.kept_away(case, now))
        found = await _one(case_id, recusal_id)
        if found["status"] != "asked" or case["status"] not in BEFORE_DECISION:
            raise errors.AlreadyMoved
        doors.refuse(
            rules.recusal_decider_refused(found["person"], actor.person_id, decided_instead=is_head)
            if actor.person_id
            else None
        )
        replacement = await _replacement(case, found["person"], replaced_by, today, now) if grant else None
        organ = await doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], "recusal_decision", today.year)
        paper = await documents.issue(
            "recusal_decision",
            numbering.formatted(organ["short"], "人社避", today.year, taken),
            "penalty_case",
            case_id,
            papers_procedure.recusal(
                organ, case, found, granted=grant, reason=why, replaced=replacement, is_head=is_head, on=today
            ),
            organ_id=organ["id"],
            firm_id=case["firm"] if found["asked_by"] == "party" else None,
            now=now,
        )
        await record.record_step(
            Recusal,
            recusal_id,
            step,
            RECUSAL_STEPS[step],
            actor=actor,
            now=now,
            reason=why,
            also={
                "decided_on": today,
                "decided_by": actor.person_id,
                "decider_name": actor.name,
                "decision": why,
                "is_head": is_head,
                "replaced_by": replacement["id"] if replacement else None,
                "replaced_name": replacement["name"] if replacement else "",
                "document": paper["id"],
            },
        )
        if replacement is not None:
            await _replace(case, found["person"], replacement)
        await _note(
            case_id,
            "recusal_granted" if grant else "recusal_refused",
            actor=actor,
            now=now,
            reason=why,
            person=found["person_name"],
        )


async def _one(case_id: UUID, recusal_id: UUID) -> Row:
    found = await database.row(
        "select * from case_recusal where id = $1 and case_id = $2 for update", recusal_id, case_id
    )
    if found is None:
        raise errors.NotFound
    return found


async def _replacement(case: Row, leaver: UUID, chosen: UUID | None, today: date, now: datetime) -> Row:
    """Who takes the place: an officer with a valid certificate, or a clerk for the handler. Raises Invalid."""
    away = await doors.kept_away(case, now) | {leaver}
    others = {case["officer_a"], case["officer_b"], case["handler"]}
    for each in await replacements(case, leaver, today):
        if each["id"] == chosen and chosen not in away and chosen not in others:
            return each
    raise errors.Invalid(
        {"replaced_by": "请选择接替的人员：未参与本案、没有利害关系；执法人员须持有有效执法证件"},
        citation=PENALTY_LAW.article(43),
    )


async def replacements(case: Row, leaver: UUID, today: date) -> list[Row]:
    """Who might take somebody's place in a case."""
    if leaver in {case["officer_a"], case["officer_b"]}:
        found = await doors.officers(case["organ"], [], today=today)
    else:
        found = await database.rows(
            """select distinct person.id, person.name, '' as certificate from appointment join person on person.id = person
               where organ = $1 and role = 'clerk' and from_on <= $2 and (to_on is null or to_on >= $2)
               order by person.name""",
            case["organ"],
            today,
        )
    apart = {case["handler"], case["officer_a"], case["officer_b"], case["reviewer"]}
    return [each for each in found if each["id"] not in apart]


async def _replace(case: Row, leaver: UUID, came: Row) -> None:
    """Put the new person in the place of the old one, on the case and on the list its papers name."""
    for name in _INVESTIGATORS:
        if case[name] == leaver:
            await database.execute(
                f"update penalty_case set {name} = $2 where id = $1",  # noqa: S608 - one of three columns
                case["id"],
                came["id"],
            )
    if case["handler"] == leaver:
        await database.execute(
            "update penalty_case set handler_name = $2 where id = $1", case["id"], came["name"]
        )
    if leaver in {case["officer_a"], case["officer_b"]}:
        at = 0 if case["officer_a"] == leaver else 1
        officers = list(case["officers"])
        officers[at] = {"name": came["name"], "certificate": came["certificate"]}
        await database.execute(
            "update penalty_case set officers = $2 where id = $1",
            case["id"],
            json.dumps(officers, ensure_ascii=False),
        )


async def of_case(case_id: UUID) -> list[Row]:
    """All requests of a case, each with the acts that the person had taken in it."""
    found = await database.rows(
        "select * from case_recusal where case_id = $1 order by asked_on, id", case_id
    )
    for each in found:
        each["acts"] = await database.rows(
            """select at, action from case_log where matter_kind = 'penalty_case' and matter_id = $1 and person_id = $2
               order by id""",
            case_id,
            each["person"],
        )
    return found
