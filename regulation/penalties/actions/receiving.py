"""Electronic service in orders and cases: a paper that was issued waits on the party's account until the party confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.casework import documents, service
from regulation.penalties.actions import ending, hearing, money_papers, notice, orders, performance
from regulation.penalties.status import SIGNERS

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

#: Papers to a firm whose service is still to come: an order, a prior notice, a decision, what follows on its money.
_WAITING = """
    select document as id from correction_order where firm = $1 and status = 'issued'
    union all select notice_document from penalty_case
               where firm = $1 and status = 'notified' and notice_served_on is null
    union all select decision_document from penalty_case where firm = $1 and status = 'decided'
    union all select h.call_document from case_hearing as h join penalty_case as c on c.id = h.case_id
               where c.firm = $1 and c.status = 'notified' and h.status = 'called' and h.told_on is null
    union all select o.document from case_outcome as o join penalty_case as c on c.id = o.case_id
               where c.firm = $1 and o.served_on is null
    union all select d.id from document as d join penalty_case as c on c.id = d.matter_id
               where c.firm = $1 and c.status = 'served' and d.kind = any($2::text[]) and d.withdrawn_at is null
                 and not exists (select 1 from service where service.document = d.id)
    union all select d.id from document as d join spot_penalty as s on s.id = d.matter_id
               where s.firm = $1 and s.status <> 'quashed' and d.kind = any($2::text[]) and d.withdrawn_at is null
                 and not exists (select 1 from service where service.document = d.id)
"""
_CONFIRMING = {
    "order_to_correct": orders.receive_order,
    "prior_notice": notice.receive_notice,
    "penalty_decision": performance.receive_decision,
    "case_hearing_notice": hearing.receive_call,
    "no_penalty_decision": ending.receive_outcome,
    "handling_decision": ending.receive_outcome,
    "case_withdrawal_decision": ending.receive_outcome,
}


async def waiting(firm_id: UUID) -> set[UUID]:
    """The papers of this firm that were issued and not served."""
    return {each["id"] for each in await database.rows(_WAITING, firm_id, list(money_papers.KINDS))}


async def receivable(firm_id: UUID, *, today: date) -> set[UUID]:
    """The papers that this firm may confirm to have received; none without its signed confirmation."""
    return await waiting(firm_id) if await service.may_serve_electronically(firm_id, today) else set()


async def confirm(document_id: UUID, *, firm_id: UUID, actor: Actor, now: datetime) -> None:
    """The firm confirms receipt: the paper is served today, and what its service begins begins.

    Raises NotFound for the paper of another, NotPermitted for who does not sign for the firm, Refused.
    """
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    actor.check_holds(*SIGNERS)
    paper = await documents.by_id(document_id)
    if paper["firm_id"] != firm_id:
        raise errors.NotFound
    if document_id not in await waiting(firm_id):
        raise errors.AlreadyMoved
    if paper["kind"] in money_papers.KINDS:
        await money_papers.receive_paper(paper["matter_id"], document=document_id, actor=actor, now=now)
    else:
        await _CONFIRMING[paper["kind"]](paper["matter_id"], actor=actor, now=now)
