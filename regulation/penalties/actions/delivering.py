"""Serving the papers of a case: what each way must state, its receipt, and when the paper takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments, calendar, documents, numbering, record, service
from regulation.law import beijing
from regulation.law.citation import CIVIL_PROCEDURE_LAW, PENALTY_LAW
from regulation.penalties import decisions, permissions, queries
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import doors
from regulation.penalties.rules import service as rules
from regulation.penalties.rules.service import Method
from regulation.penalties.tables import PenaltyCase
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]
File = tuple[str, str, bytes]
#: What the receipt calls the papers that are served here.
TITLES = {
    "penalty_decision": "行政处罚决定书",
    "credit_repair_notice": "信用修复告知书",
    "payment_notice": "罚没款缴款通知",
    "deferral_decision": "延期（分期）缴纳罚款通知书",
    "surcharge_decision": "加处罚款决定书",
    "demand_notice": "履行行政处罚决定催告书",
}


async def issue(kind: str, words: str, case: Row, snapshot: Row, *, now: datetime, number: str = "") -> Row:
    """Issue a paper of a case, or of what `decisions` gives, under the next number of its organ and year.

    In the caller's transaction.
    """
    organ = await doors.organ_of(case["organ"])
    year = beijing.legal_day(now).year
    if not number:
        taken = await numbering.next_number(organ["code"], kind, year)
        number = numbering.formatted(organ["short"], words, year, taken)
    return await documents.issue(
        kind,
        number,
        case.get("matter_kind", decisions.CASE),
        case["id"],
        snapshot,
        organ_id=organ["id"],
        firm_id=case["firm"],
        now=now,
    )


async def deliver(
    decision: Row,
    document_id: UUID,
    given: Delivery,
    *,
    issued_on: date,
    file: File | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> date:
    """Record a service with its receipt; the day from which the paper has effect, which may lie ahead.

    A public notice is announced here and takes effect later: the caller asks again then. Raises Invalid at the fields
    that this way must state.
    """
    today = beijing.legal_day(now)
    wrong = rules.problems(given, issued_on=issued_on, today=today)
    if wrong:
        raise errors.Invalid(wrong, citation=PENALTY_LAW.article(61, 1))
    effective = rules.effective_on(given, await calendar.current())
    paper = await documents.by_id(document_id)
    proof = None
    if file is not None and folder is not None:
        proof = await attachments.add(
            folder, decision["matter_kind"], decision["id"], "service_proof", *file, actor=actor, now=now
        )
    said: Row = {
        "receiver": given.receiver.strip(),
        "relation": given.relation.strip(),
        "place": given.place.strip(),
        "reason": given.reason.strip(),
        "witness": given.witness.strip(),
        "carrier": given.carrier.strip(),
        "sent_on": given.sent_on,
        "effective_on": effective,
    }
    organ = await doors.organ_of(decision["organ"])
    receipt = await issue(
        "service_receipt",
        "人社送",
        decision,
        papers.receipt(
            organ,
            decision,
            paper,
            said,
            title=TITLES.get(paper["kind"], "文书"),
            method=service.METHODS[given.method],
            on=today,
        ),
        now=now,
    )
    await database.execute(
        f"""insert into case_delivery (id, {decision["column"]}, document, method, effective_on, receiver, relation, place, reason, witness,
                                      carrier, sent_on, proof, receipt_document, recorded_by, recorded_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)""",  # noqa: S608 - a name written in code
        uuid4(),
        decision["id"],
        document_id,
        str(given.method),
        effective,
        *(
            said[name]
            for name in ("receiver", "relation", "place", "reason", "witness", "carrier", "sent_on")
        ),
        proof,
        receipt["id"],
        actor.name,
        now,
    )
    if effective <= today:
        await service.serve(document_id, given.method, effective, in_words(given), actor=actor, now=now)
    return effective


def in_words(given: Delivery) -> str:
    """What lists show of a receipt, in one line."""
    said = (given.receiver, given.relation, given.place, given.carrier, given.reason, given.witness)
    return "；".join(each.strip() for each in said if each.strip()) or "当事人在本系统确认签收"


async def serve_along(case: Row, kinds: tuple[str, ...], served: Row, *, actor: Actor, now: datetime) -> None:
    """The papers that go in the same envelope as another are served with it."""
    for paper in await documents.of_matter("penalty_case", case["id"]):
        if paper["kind"] in kinds and paper["withdrawn_at"] is None and not await service.of(paper["id"]):
            await service.serve(
                paper["id"], served["method"], served["served_on"], served["receipt"], actor=actor, now=now
            )


async def confirm_address(
    case_id: UUID,
    *,
    address: str,
    receiver: str,
    phone: str,
    confirmed_on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """The party confirms the address for its papers; the paper it signs is made."""
    today = beijing.legal_day(now)
    problems = {}
    for name, text in (("address", address), ("receiver", receiver), ("phone", phone)):
        if not text.strip():
            problems[name] = N_("请填写")
    if confirmed_on > today:
        problems["confirmed_on"] = N_("日期不能晚于今天")
    if problems:
        raise errors.Invalid(problems)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.CLERK}, await doors.kept_away(case, now))
        organ = await doors.organ_of(case["organ"])
        said: Row = {
            "address": address.strip(),
            "receiver": receiver.strip(),
            "phone": phone.strip(),
            "confirmed_on": confirmed_on,
        }
        paper = await issue(
            "service_address", "人社址", case, papers.address(organ, case, said, today), now=now
        )
        await database.execute(
            """insert into case_service_address (id, case_id, address, receiver, phone, confirmed_on, document, recorded_by,
                                                 recorded_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
            uuid4(),
            case_id,
            *said.values(),
            paper["id"],
            actor.name,
            now,
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "confirm_address",
            actor=actor,
            now=now,
            data={"number": paper["number"]},
            cites=(CIVIL_PROCEDURE_LAW.article(87),),
        )


def electronic(served_on: date, *, receiver: str = "") -> Delivery:
    """The party's own confirmation on its account."""
    return rules.Delivery(Method.ELECTRONIC, served_on, receiver=receiver)
