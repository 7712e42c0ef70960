"""Electronic service: only with the applicant's consent, and by its own confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.casework import clocks, documents, record, service
from regulation.law import beijing
from regulation.law.citation import CIVIL_PROCEDURE_LAW, LICENSING_LAW
from regulation.licensing import queries
from regulation.licensing.actions import decision
from regulation.licensing.status import FILERS
from regulation.licensing.tables import Application
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

#: Papers of an application and of the licence it led to, unserved, of an applicant who asked for electronic service.
RECEIVABLE = """
    select document.id, application.number
    from document
    left join licence on document.matter_kind = 'licence' and licence.id = document.matter_id
    join application on application.id = coalesce(licence.application, document.matter_id)
    where document.firm_id = $1 and document.withdrawn_at is null
      and application.answers -> 'subject' ->> 'e_service' = 'yes'
      and not exists (select from service where service.document = document.id)
"""


async def waiting(firm_id: UUID) -> set[UUID]:
    """The papers that this firm asked to be served electronically and has not confirmed yet, consent or not."""
    return {each["id"] for each in await database.rows(RECEIVABLE, firm_id)}


async def receivable(firm_id: UUID, *, today: date) -> set[UUID]:
    """The papers that this firm may confirm to have received; none without its signed consent."""
    return await waiting(firm_id) if await service.may_serve_electronically(firm_id, today) else set()


async def confirm(document_id: UUID, *, firm_id: UUID, actor: Actor, now: datetime) -> None:
    """The firm confirms receipt: the paper is served today. Raises NotFound, Refused when it was served before."""
    if not actor.acts_for_firm(firm_id) or not actor.holds(*FILERS, Role.FIRM_ADMIN):
        raise errors.NotFound
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        paper = await documents.by_id(document_id)
        if paper["firm_id"] != firm_id:
            raise errors.NotFound
        await database.execute("select 1 from document where id = $1 for update", document_id)
        found = next(
            (each for each in await database.rows(RECEIVABLE, firm_id) if each["id"] == document_id), None
        )
        if found is None:
            raise errors.Refused(
                "该文书已经送达，或者未同意电子送达", citation=CIVIL_PROCEDURE_LAW.article(90)
            )
        application = await queries.for_update(found["number"])
        await service.serve(
            document_id, "electronic", today, service.confirmed(actor.name, now), actor=actor, now=now
        )
        if paper["kind"] in decision.DECISIONS:
            await clocks.meet(application["id"], "delivery", on=today)
        await record.record_event(
            Application,
            application["id"],
            "serve",
            actor=actor,
            now=now,
            data={"paper": paper["number"], "method": "electronic", "served_on": today},
            cites=(LICENSING_LAW.article(44), CIVIL_PROCEDURE_LAW.article(90)),
        )
