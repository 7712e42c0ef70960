"""Examination and decision: verify, propose, send back, extend, grant, refuse. Two persons, at most two signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import documents, record, service
from regulation.law import beijing
from regulation.law.citation import COMMITMENT_OPINIONS, LICENSING_LAW
from regulation.licensing import (
    examination_papers,
    papers,
    permissions,
    procedures,
    queries,
    register,
    unserved,
)
from regulation.licensing.actions import granting, hearings, receipt, renewing, switching, telling, timing
from regulation.licensing.officials import checked
from regulation.licensing.procedure import Event
from regulation.licensing.rules import hearing
from regulation.licensing.status import STEPS
from regulation.licensing.tables import Application
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.licensing.officials import Official

Row = dict[str, Any]

#: The ground on which a warning follows.
CONCEALED = "concealed"
#: Serving one of these ends the period for delivery.
DECISIONS = frozenset(
    {
        "licence",
        "dispatch_licence",
        "collection_notice",
        "refusal_decision",
        "renewal_decision",
        "change_decision",
    }
)


async def record_verification(
    number: str,
    *,
    officials: Sequence[UUID | Official],
    visited_on: date,
    findings: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Two officials looked at the substance on site. Raises Invalid with fewer, or for a day to come."""
    if visited_on > beijing.legal_day(now):
        raise errors.Invalid({"visited_on": N_("核查日期不能晚于今天")})
    async with database.unit_of_work():
        application = await queries.for_update(number)
        conflicted = await people.conflicts_of(application["firm"], today=beijing.legal_day(now))
        permissions.check_can_verify(actor, application, conflicted)
        seen = await checked(application["organ"], officials, firm_id=application["firm"], on=visited_on)
        said = {
            "officials": [each.shown | {"person": each.person} for each in seen],
            "visited_on": visited_on,
        }
        await record.check_not_repeated(
            Application, application["id"], "verify", actor=actor, reason=findings, data=said
        )
        await record.record_event(
            Application,
            application["id"],
            "verify",
            actor=actor,
            now=now,
            reason=findings,
            data=said,
            cites=(LICENSING_LAW.article(34, 3),),
        )
        await examination_papers.issue_verification(
            application, officials=seen, visited_on=visited_on, findings=findings, now=now
        )


async def propose(
    number: str, *, proposal: str, reason: str, considered: str = "", actor: Actor, now: datetime
) -> None:
    """The handler's opinion; the decision is another person's.

    After a hearing it says how the record was weighed. Raises Invalid without that, Refused before everybody
    was heard.
    """
    async with database.unit_of_work():
        application = await receipt.ready(number, "propose", actor=actor, now=now)
        heard = await hearings.check_may_decide(application, today=beijing.legal_day(now))
        if hearing.must_consider(heard) and not considered.strip():
            raise errors.Invalid({"considered": N_("请写明怎样根据听证笔录提出意见")})
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
                "hearing_considered": considered.strip(),
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
        today = beijing.legal_day(now)
        if not await timing.may_extend(application, on=today):
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
        first_due, due = await timing.extend(application)
        await examination_papers.issue_extension(
            application, reason=reason, approved_by=actor.name, first_due=first_due, due=due, now=now
        )
        await telling.tell_firm(
            application,
            N_("审查期限已延长至%(due)s（%(number)s）"),
            now=now,
            due=due.due_on,
        )


async def refuse(
    number: str, *, reasons: Sequence[str], grounds: Sequence[str] = (), actor: Actor, now: datetime
) -> str:
    """Refuse in writing, with reasons, their articles and both remedies; the decision's number.

    On the ground that facts were hidden the organ is told that a warning is to be given. Raises Invalid.
    """
    if not reasons:
        raise errors.Invalid({"reasons": "请写明不予许可的理由"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await receipt.ready(number, "refuse", actor=actor, now=now)
        procedure = procedures.of_matter(application)
        if set(grounds) - set(procedure.grounds):
            raise errors.Invalid({"grounds": "请选择不予许可的情形"})
        cited = [procedure.grounds[name].citation for name in procedure.grounds if name in grounds]
        organ = await papers.organ_of(application["organ"])
        decision_number = await papers.number(organ, "decision", today)
        await _decide(
            application,
            "refuse",
            decision_number,
            "\n".join(reasons),
            also={"refusal_grounds": list(grounds), "is_concealed": CONCEALED in grounds},
            actor=actor,
            now=now,
        )
        await papers.issue_refusal(
            application,
            organ,
            decision_number,
            reasons,
            list(dict.fromkeys([*cited, *procedure.refuse_cites])),
            now=now,
        )
        await renewing.follow(application, "refuse", actor=actor, now=now)
        if CONCEALED in grounds:
            await telling.tell_organ(application, receipt.CONCEALED, now=now)
        await telling.tell_firm(application, N_("您的申请未获许可，请查看决定书（%(number)s）"), now=now)
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
    """Grant what was applied for, with all that follows: number, paper, register, publication; the licence's id.

    Raises Refused when the same person handled the application or the firm holds a licence already,
    AlreadyMoved when another decider was first.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await receipt.ready(number, "grant", actor=actor, now=now)
        procedure = procedures.of_matter(application)
        barred = await switching.why_barred(application, today=today)
        if barred:
            raise errors.Refused(barred, citation=COMMITMENT_OPINIONS.whole())
        await database.execute("select 1 from firm where id = $1 for update", application["firm"])
        await granting.check_free(application, procedure, on=today)
        organ = await papers.organ_of(application["organ"])
        decision_number = await papers.number(organ, "decision", today)
        await _decide(application, "grant", decision_number, reason, actor=actor, now=now)
        await register.take_over_facts(application, decision_number, now=now)
        return await granting.grant(
            application, procedure, organ, decision_number, on=today, actor=actor, now=now
        )


async def _decide(
    application: Row,
    step: str,
    decision_number: str,
    reason: str,
    *,
    also: Row | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    today = beijing.legal_day(now)
    await record.record_step(
        Application,
        application["id"],
        step,
        procedures.of_matter(application).step(step),
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
            **(also or {}),
        },
    )
    await timing.done(application, Event.DECISION, on=today)
    for event in (Event.DECISION, Event.GRANT if step == "grant" else Event.REFUSAL):
        await timing.happened(application, event, on=today)


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
    """Record that a paper of this application was served. Raises Invalid, NotFound for a paper of another matter.

    What the applicant received on its account it confirms itself (`receiving`); no official says so for it.
    """
    service.check_by_official(method)
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
        if paper["kind"] in unserved.NOT_SERVED:
            raise errors.Invalid({"document": N_("这份文书留存案卷，不需要送达")})
        if served_on < beijing.legal_day(paper["issued_at"]):
            raise errors.Invalid({"served_on": "送达日期不能早于文书签发日期"})
        await service.serve(document_id, method, served_on, receipt_text, actor=actor, now=now)
        if paper["kind"] in DECISIONS:
            await timing.done(application, Event.SERVICE, on=served_on)
        await record.record_event(
            Application,
            application["id"],
            "serve",
            actor=actor,
            now=now,
            data={"paper": paper["number"], "method": method, "served_on": served_on},
            cites=(LICENSING_LAW.article(44),),
        )
