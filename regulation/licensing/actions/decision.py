"""Examination and decision: verify, propose, send back, extend, grant, refuse. Two persons, at most two signatures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import calendar, clocks, documents, numbering, record, service
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW, ORDER_50
from regulation.licensing import papers, permissions, queries, register
from regulation.licensing.actions import receipt
from regulation.licensing.rules import conditions, deadlines, numbers
from regulation.licensing.status import STEPS, LicenceStatus, Track
from regulation.licensing.tables import Application, CommitmentCheck, Licence
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

#: Serving one of these ends the period for delivery.
DECISIONS = frozenset({"licence", "refusal_decision"})


async def record_verification(
    number: str, *, officials: Sequence[str], visited_on: date, findings: str, actor: Actor, now: datetime
) -> None:
    """Two officials looked at the substance on site. Raises Invalid with fewer, or for a day to come."""
    wrong: dict[str, str] = {}
    if not conditions.enough_officials(tuple(officials)):
        wrong["officials"] = N_("核查人员不少于两人")
    if visited_on > beijing.legal_day(now):
        wrong["visited_on"] = N_("核查日期不能晚于今天")
    if wrong:
        raise errors.Invalid(wrong)
    async with database.unit_of_work():
        application = await queries.for_update(number)
        conflicted = await people.conflicts_of(application["firm"], today=beijing.legal_day(now))
        permissions.check_can_verify(actor, application, conflicted)
        await record.record_event(
            Application,
            application["id"],
            "verify",
            actor=actor,
            now=now,
            reason=findings,
            data={"officials": list(officials), "visited_on": visited_on},
            cites=(LICENSING_LAW.article(34, 3),),
        )


async def propose(number: str, *, proposal: str, reason: str, actor: Actor, now: datetime) -> None:
    """The handler's opinion; the decision is another person's."""
    async with database.unit_of_work():
        application = await receipt.ready(number, "propose", actor=actor, now=now)
        await record.record_step(
            Application,
            application["id"],
            "propose",
            STEPS["propose"],
            actor=actor,
            now=now,
            reason=reason,
            data={"proposal": proposal},
            also={
                "proposal": proposal,
                "proposal_reason": reason,
                "handler": actor.person_id,
                "handler_name": actor.name,
            },
        )


async def send_back(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """The decider wants it examined again; the clocks go on."""
    async with database.unit_of_work():
        application = await receipt.ready(number, "send_back", actor=actor, now=now)
        await record.record_step(
            Application,
            application["id"],
            "send_back",
            STEPS["send_back"],
            actor=actor,
            now=now,
            reason=reason,
            also={"proposal": "", "proposal_reason": ""},
        )


async def extend(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Ten working days more, once, before the first twenty are over; the applicant is told why."""
    async with database.unit_of_work():
        application = await receipt.ready(number, "extend", actor=actor, now=now)
        if application["extended_on"] is not None:
            raise errors.Refused("审查期限只能延长一次", citation=LICENSING_LAW.article(42, 1))
        today, known = beijing.legal_day(now), await calendar.current()
        if today > deadlines.decision_due_by_law(application["accepted_on"], known).due_on:
            raise errors.Refused("审查期限已经届满，不能再延长", citation=LICENSING_LAW.article(42, 1))
        await record.record_step(
            Application,
            application["id"],
            "extend",
            STEPS["extend"],
            actor=actor,
            now=now,
            reason=reason,
            also={"extended_on": today},
        )
        due = await clocks.start(
            "application",
            application["id"],
            "decision_by_law",
            deadlines.EXTENSION.on(application["accepted_on"]),
            application["accepted_on"],
            calendar=known,
            organ_id=application["organ"],
        )
        await receipt.tell_firm(
            application,
            N_("审查期限已延长至%(due)s（%(number)s）"),
            now=now,
            due=due.due_on,
        )


async def refuse(number: str, *, reasons: Sequence[str], actor: Actor, now: datetime) -> str:
    """Refuse in writing, with reasons and both remedies; the decision's number."""
    if not reasons:
        raise errors.Invalid({"reasons": "请写明不予许可的理由"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await receipt.ready(number, "refuse", actor=actor, now=now)
        organ = await papers.organ_of(application["organ"])
        decision_number = await papers.number(organ, "decision", today)
        await _decide(application, "refuse", decision_number, "\n".join(reasons), actor=actor, now=now)
        await papers.issue_refusal(
            application, organ, decision_number, reasons, [ORDER_50.article(6)], now=now
        )
        await receipt.tell_firm(application, N_("您的申请未获许可，请查看决定书（%(number)s）"), now=now)
        await register.enter_in_log(
            application["firm"],
            "application",
            "refuse",
            number=application["number"],
            actor=actor,
            now=now,
            before=application["status"],
            decision=decision_number,
        )
    return decision_number


async def grant(number: str, *, reason: str = "", actor: Actor, now: datetime) -> UUID:
    """Grant: the licence with its number and snapshot, its place in the register, its publication; the licence's id.

    Raises Refused when the same person handled the application or the firm holds a licence already,
    AlreadyMoved when another decider was first.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await receipt.ready(number, "grant", actor=actor, now=now)
        await database.execute("select 1 from firm where id = $1 for update", application["firm"])
        held = await queries.living_licence_number(application["firm"])
        if held:
            raise errors.Refused("该机构已持有有效的人力资源服务许可证：%(number)s", number=held)
        organ = await papers.organ_of(application["organ"])
        decision_number = await papers.number(organ, "decision", today)
        await _decide(application, "grant", decision_number, reason, actor=actor, now=now)
        await register.take_over_facts(application, decision_number, now=now)
        licence = await _licence(application, organ, decision_number, today, actor=actor, now=now)
        await papers.issue_grant(application, organ, decision_number, licence, now=now)
        await register.show_licence(licence, now=now)
        if application["track"] == Track.COMMITMENT:
            await _open_check(licence, today, actor=actor, now=now)
        await receipt.tell_firm(
            application, N_("许可证已颁发：%(licence)s（%(number)s）"), now=now, licence=licence["number"]
        )
        await register.publish_grant(licence, organ, decision_number, on=today, actor=actor, now=now)
        await register.enter_in_log(
            application["firm"],
            "hr_licence",
            "grant",
            number=licence["number"],
            actor=actor,
            now=now,
            before=application["status"],
            decision=decision_number,
            organ=organ["code"],
            valid_to=licence["valid_to"].isoformat(),
        )
    return licence["id"]


async def _decide(
    application: Row, step: str, decision_number: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    today = beijing.legal_day(now)
    await record.record_step(
        Application,
        application["id"],
        step,
        STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        data={"decision": decision_number},
        also={
            "decided_at": now,
            "decided_on": today,
            "decider": actor.person_id,
            "decider_name": actor.name,
            "decision_number": decision_number,
            "decision_reason": reason,
        },
    )
    for clock in ("decision_by_regulations", "decision_by_law", "on_the_spot"):
        await clocks.meet(application["id"], clock, on=today)
    await clocks.start(
        "application",
        application["id"],
        "delivery",
        deadlines.DELIVERY.on(today),
        today,
        calendar=await calendar.current(),
        organ_id=application["organ"],
    )


async def _licence(
    application: Row, organ: Row, decision_number: str, today: date, *, actor: Actor, now: datetime
) -> Row:
    """The row and the paper of a new licence."""
    serial = await numbering.next_number(organ["code"], "hr_licence", today.year)
    number = numbers.licence_number(organ["code"], today.year, serial)
    valid_to = deadlines.valid_to(today)
    firm = await queries.firm(application["firm"])
    said = papers.licence_snapshot(
        application,
        organ,
        firm,
        licence_number=number,
        decision_number=decision_number,
        valid_from=today,
        valid_to=valid_to,
    )
    licence_id = uuid4()
    paper = await documents.issue(
        "licence",
        number,
        "licence",
        licence_id,
        said,
        organ_id=organ["id"],
        firm_id=application["firm"],
        now=now,
    )
    scope = [register.INTERMEDIATION, *([register.ONLINE_ITEM] if said["online_recruitment"] else [])]
    await database.execute(
        """insert into licence (id, kind, number, firm, firm_name, organ, application, track, status, scope, is_online,
                                issued_on, valid_from, valid_to, snapshot, document)
           values ($1, 'hr_licence', $2, $3, $4, $5, $6, $7, 'valid', $8, $9, $10, $10, $11, $12, $13)""",
        licence_id,
        number,
        application["firm"],
        said["firm"]["name"],
        organ["id"],
        application["id"],
        application["track"],
        scope,
        said["online_recruitment"],
        today,
        valid_to,
        json.dumps(paper["snapshot"], ensure_ascii=False, default=str),
        paper["id"],
    )
    await record.opened(
        Licence,
        licence_id,
        "grant",
        LicenceStatus.VALID,
        actor=actor,
        now=now,
        data={"application": application["number"], "decision": decision_number},
        cites=STEPS["grant"].cites,
    )
    return queries.facts(await database.row("select * from licence where id = $1", licence_id))


async def _open_check(licence: Row, today: date, *, actor: Actor, now: datetime) -> None:
    """The promise will be checked within three months."""
    check_id = uuid4()
    due = await clocks.start(
        "commitment_check",
        check_id,
        "commitment_check",
        deadlines.COMMITMENT_CHECK.on(today),
        today,
        calendar=await calendar.current(),
        organ_id=licence["organ"],
    )
    await database.execute(
        "insert into commitment_check (id, licence, firm, organ, status, due_on) values ($1, $2, $3, $4, 'due', $5)",
        check_id,
        licence["id"],
        licence["firm"],
        licence["organ"],
        due.due_on,
    )
    await record.opened(
        CommitmentCheck,
        check_id,
        "open_check",
        "due",
        actor=actor,
        now=now,
        data={"licence": licence["number"]},
        cites=(deadlines.COMMITMENT_CHECK.citation(today),),
    )


async def serve(
    number: str,
    document_id: UUID,
    *,
    method: str,
    served_on: date,
    receipt_text: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Record that a paper of this application was served. Raises Invalid, NotFound for a paper of another matter."""
    wrong = {}
    if method not in service.METHODS:
        wrong["method"] = N_("请选择送达方式")
    if served_on > beijing.legal_day(now):
        wrong["served_on"] = N_("送达日期不能晚于今天")
    if wrong:
        raise errors.Invalid(wrong)
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_serve(actor, application)
        licence = await queries.licence_of_application(application["id"])
        paper = await documents.by_id(document_id)
        if paper["matter_id"] not in {application["id"], licence["id"] if licence else None}:
            raise errors.NotFound
        if served_on < beijing.legal_day(paper["issued_at"]):
            raise errors.Invalid({"served_on": "送达日期不能早于文书签发日期"})
        await service.serve(document_id, method, served_on, receipt_text, actor=actor, now=now)
        if paper["kind"] in DECISIONS:
            await clocks.meet(application["id"], "delivery", on=served_on)
        await record.record_event(
            Application,
            application["id"],
            "serve",
            actor=actor,
            now=now,
            data={"paper": paper["number"], "method": method, "served_on": served_on},
            cites=(LICENSING_LAW.article(44),),
        )
