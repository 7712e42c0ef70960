"""A matter begins: opened by a clerk, the holder told what is intended, or given up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.endings import papers, permissions, queries, rules
from regulation.endings.actions import doors
from regulation.endings.status import GROUNDS, EndingKind, EndingStatus, Ground, Source
from regulation.endings.tables import Ending
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import queries as licensing
from regulation.licensing.actions import checks
from regulation.licensing.rules import numbers
from regulation.licensing.status import LICENCE_STEPS, CheckStatus
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]

#: Letters of a matter's number, and the act on the licence that each kind aims at.
LETTERS = {EndingKind.SET_ASIDE: "CX", EndingKind.WITHDRAW: "CH"}
AIMS = {EndingKind.SET_ASIDE: "set_aside", EndingKind.WITHDRAW: "withdraw"}


async def open_matter(
    licence_id: UUID,
    *,
    kind: EndingKind,
    ground: Ground,
    source: Source,
    source_number: str = "",
    facts: str,
    evidence: Sequence[str],
    actor: Actor,
    now: datetime,
) -> UUID:
    """Open a matter about a licence; its id.

    Raises Invalid when the ground does not belong to the verb, is about a promise that was never made or still has to be
    put right, or nothing was found; Refused when the licence has ended or such a matter is open.
    """
    today = beijing.legal_day(now)
    lines = [each.strip() for each in evidence if each.strip()]
    async with database.unit_of_work():
        licence = await licensing.licence_for_update(licence_id)
        conflicted = await people.conflicts_of(licence["firm"], today=today)
        permissions.check_can_open(actor, licence, conflicted)
        if licence["status"] not in LICENCE_STEPS[AIMS[kind]].before:
            raise errors.Refused("该许可证已经终止，不能再撤销或者撤回", citation=LICENSING_LAW.article(70))
        if await queries.has_open(licence_id):
            raise errors.Refused("该许可证已有正在办理的撤销或者撤回事项")
        check = await queries.failed_check(licence_id)
        wrong = await _wrong(licence, kind, ground, check, facts=facts, evidence=lines, today=today)
        if wrong:
            raise errors.Invalid(wrong)
        year = today.year
        code = actor.organ_code
        taken = await numbering.next_number(code, f"ending_{kind}", year)
        made, number = uuid4(), f"{LETTERS[kind]}{numbers.digits_of(code)}-{year}-{taken:05d}"
        await database.execute(
            """insert into ending (id, number, kind, ground, source, source_number, commitment_check, status, licence, firm,
                                   firm_name, organ, facts, evidence, opened_on, opened_by, statement, hearing_place,
                                   hearing_presider, hearing_attendees, hearing_record, hearing_waived, proposal,
                                   proposal_reason, handler_name, decider_name, decision_reason, is_compensated,
                                   compensation, sparing, created_at)
               values ($1, $2, $3, $4, $5, $6, $7, 'opened', $8, $9, $10, $11, $12, $13, $14, $15, '', '', '', '{}', '',
                       false, '', '', '', '', '', false, '', '', $16)""",
            made,
            number,
            str(kind),
            str(ground),
            str(source),
            source_number.strip(),
            check["id"] if check and rules.is_of_promise(ground) else None,
            licence_id,
            licence["firm"],
            licence["firm_name"],
            actor.organ_id,
            facts.strip(),
            json.dumps(lines, ensure_ascii=False),
            today,
            actor.person_id,
            now,
        )
        await record.opened(
            Ending,
            made,
            "open",
            EndingStatus.OPENED,
            actor=actor,
            now=now,
            reason=facts.strip(),
            data={"licence": licence["number"], "ground": ground, "source": source},
            cites=(rules.basis_of(ground),),
        )
    return made


async def _wrong(
    licence: Row,
    kind: EndingKind,
    ground: Ground,
    check: Row | None,
    *,
    facts: str,
    evidence: list[str],
    today: date,
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if ground not in rules.grounds_of(kind) or ground not in GROUNDS:
        wrong["ground"] = N_("所选情形不属于这一种决定")
    elif rules.is_of_promise(ground) and not await checks.was_promised(licence):
        wrong["ground"] = N_("该许可不是以告知承诺方式作出的")
    else:
        lacking = rules.lacks_order(
            ground,
            correct_by=check["correct_by"] if check else None,
            still_unmet=check is not None and check["status"] == CheckStatus.UNMET,
            today=today,
        )
        if lacking:
            wrong["ground"] = lacking
    if len(facts.strip()) < doors.LEAST:
        wrong["facts"] = N_("请写明查明的事实")
    if not evidence:
        wrong["evidence"] = N_("请列出证据，每行一项")
    return wrong


async def prepare_notice(ending_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """Issue the notice of what is intended; a second one takes the place of the first. The paper."""
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "prepare_notice", actor=actor, now=now)
        if matter["notice"]:
            await documents.withdraw(matter["notice"], now=now)
        paper = await papers.issue_notice(matter, await doors.licence_of(matter), now=now)
        await database.execute("update ending set notice = $2 where id = $1", ending_id, paper["id"])
        await doors.note(
            matter,
            "prepare_notice",
            actor=actor,
            now=now,
            data={"number": paper["number"]},
            cites=(LICENSING_LAW.article(7),),
        )
    return paper


async def tell(
    ending_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The notice was served: from that day runs the time to state a view and to ask for a hearing.

    Raises Refused before the notice is issued, Invalid for a day that cannot be.
    """
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "tell", actor=actor, now=now)
        if matter["notice"] is None:
            raise errors.Refused("请先签发告知书，再登记送达", citation=LICENSING_LAW.article(7))
        await doors.serve(
            matter["notice"], method=method, served_on=served_on, receipt=receipt, actor=actor, now=now
        )
        await told(matter, "tell", served_on=served_on, method=method, actor=actor, now=now)
        await doors.tell_holder(matter, N_("拟撤销或者撤回许可，请陈述申辩：%(number)s"), now=now)


async def told(matter: Row, step: str, *, served_on: date, method: str, actor: Actor, now: datetime) -> None:
    """The time to state a view and to ask for a hearing begins, in the caller's transaction."""
    due = await clocks.start(
        "ending",
        matter["id"],
        "ending_statement",
        rules.STATEMENT.on(served_on),
        served_on,
        calendar=await calendar.current(),
        organ_id=matter["organ"],
    )
    await doors.take(
        matter,
        step,
        actor=actor,
        now=now,
        data={"served_on": served_on, "method": method, "heard_by": due.due_on},
        also={"told_on": served_on, "heard_by": due.due_on},
    )


async def abandon(ending_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Opened without need: the decider closes it before the holder is told."""
    why = doors.said(reason)
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "abandon", actor=actor, now=now)
        if matter["notice"]:
            await documents.withdraw(matter["notice"], now=now)
        await doors.take(matter, "abandon", actor=actor, now=now, reason=why)
