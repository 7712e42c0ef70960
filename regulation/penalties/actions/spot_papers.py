"""Later papers of a penalty on the spot: issued under the organ's numbers, and served with their receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments, calendar, documents, numbering, record, service
from regulation.law import beijing
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import delivering, doors
from regulation.penalties.rules import service as rules
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.law.citation import Citation
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]
#: What waits for its service once it is made.
KINDS = ("deferral_decision", "surcharge_decision", "demand_notice")
_UNSERVED = """
    select document.id, document.kind, document.number, document.issued_at, s.id as spot, s.number as spot_number,
           s.party_name
      from document join spot_penalty as s on s.id = document.matter_id
     where document.matter_kind = 'spot_penalty' and document.kind = any($1::text[]) and document.withdrawn_at is null
       and ($2::uuid is null or s.id = $2) and ($3::uuid is null or s.organ = $3)
       and not exists (select from service where service.document = document.id)
     order by document.issued_at, document.number
"""


async def log(
    spot: Row,
    act: str,
    *,
    cites: tuple[Citation, ...],
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Row | None = None,
) -> None:
    """One act in the log of the penalty."""
    await record.record_event(
        SpotPenalty, spot["id"], act, actor=actor, now=now, reason=reason, data=data or {}, cites=cites
    )


async def issue(kind: str, words: str, spot: Row, snapshot: Row, *, now: datetime) -> Row:
    """Issue a paper under the next number of the organ and year, in the caller's transaction."""
    organ = await doors.organ_of(spot["organ"])
    year = beijing.legal_day(now).year
    number = numbering.formatted(
        organ["short"], words, year, await numbering.next_number(organ["code"], kind, year)
    )
    return await documents.issue(
        kind,
        number,
        "spot_penalty",
        spot["id"],
        snapshot,
        organ_id=organ["id"],
        firm_id=spot["firm"],
        now=now,
    )


async def unserved(spot_id: UUID) -> list[Row]:
    """Papers whose service is still to come, the earliest first."""
    return await database.rows(_UNSERVED, list(KINDS), spot_id, None)


async def to_serve(organ_id: UUID) -> list[Row]:
    """The same of a whole organ."""
    return await database.rows(_UNSERVED, list(KINDS), None, organ_id)


async def deliver(
    spot: Row,
    document_id: UUID,
    given: Delivery,
    *,
    file: delivering.File | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> date:
    """Record a service that has taken place, with its receipt; a public notice once its thirty days are over.

    Raises Invalid at the fields that this way must state.
    """
    today = beijing.legal_day(now)
    service.check_by_official(given.method)
    paper = await documents.by_id(document_id)
    wrong = rules.problems(given, issued_on=beijing.legal_day(paper["issued_at"]), today=today)
    if wrong:
        raise errors.Invalid(wrong)
    effective = rules.effective_on(given, await calendar.current())
    if effective > today:
        raise errors.Invalid({"sent_on": N_("公告期尚未届满，%(day)s起登记送达")}, day=effective.isoformat())
    proof = None
    if file is not None and folder is not None:
        proof = await attachments.add(
            folder, "spot_penalty", spot["id"], "service_proof", *file, actor=actor, now=now
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
    title = delivering.TITLES[paper["kind"]]
    receipt = await issue(
        "service_receipt",
        "人社送",
        spot,
        papers.receipt(
            await doors.organ_of(spot["organ"]),
            spot,
            paper,
            said,
            title=title,
            method=service.METHODS[given.method],
            on=today,
        ),
        now=now,
    )
    await database.execute(
        """insert into case_delivery (id, spot, document, method, effective_on, receiver, relation, place, reason, witness,
                                      carrier, sent_on, proof, receipt_document, recorded_by, recorded_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)""",
        uuid4(),
        spot["id"],
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
    await service.serve(
        document_id, given.method, effective, delivering.in_words(given), actor=actor, now=now
    )
    return effective
