"""Electronic service of what hangs on a registration: a paper waits on the firm's account until the firm confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.casework import documents, service
from regulation.registration_conditions.actions import deciding, proposing

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

#: Papers to a firm whose service is still to come: a notice of what is intended, a decision, notes of what was entered.
_WAITING = """
    select notice as id from registration_condition where firm = $1 and status = 'opened' and notice is not null
    union all select decision from registration_condition where firm = $1 and status = 'decided'
    union all select id from document
               where firm_id = $1 and matter_kind = 'registration_condition' and kind = 'condition_note'
                 and withdrawn_at is null and not exists (select from service where service.document = document.id)
"""


async def waiting(firm_id: UUID) -> set[UUID]:
    """The papers of this firm that were issued and not served."""
    return {each["id"] for each in await database.rows(_WAITING, firm_id)}


async def receivable(firm_id: UUID, *, today: date) -> set[UUID]:
    """The papers that this firm may confirm to have received; none without its signed confirmation."""
    return await waiting(firm_id) if await service.may_serve_electronically(firm_id, today) else set()


async def confirm(document_id: UUID, *, firm_id: UUID, actor: Actor, now: datetime) -> None:
    """The firm confirms receipt: the paper is served today, and what its service begins begins.

    Raises NotFound for the paper of another, NotPermitted for who does not sign for the firm, Refused.
    """
    paper = await documents.by_id(document_id)
    if not actor.acts_for_firm(firm_id) or paper["firm_id"] != firm_id:
        raise errors.NotFound
    if document_id not in await waiting(firm_id):
        raise errors.AlreadyMoved
    if paper["kind"] == "condition_note":
        await deciding.receive_note(document_id, actor=actor, now=now)
    elif paper["kind"] == "condition_notice":
        await proposing.receive_notice(paper["matter_id"], actor=actor, now=now)
    else:
        await deciding.receive(paper["matter_id"], actor=actor, now=now)
