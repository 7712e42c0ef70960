"""Papers about the money of a decision reach their party: the answer to a deferral, the surcharge, each with its receipt.

An answer to a deferral holds from its day, which can only help the party; a surcharge is demanded, and the court asked for
it, only once the decision that imposes it was served.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import clocks, documents, service
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import decisions
from regulation.penalties.actions import announcing, decided, delivering, demand
from regulation.penalties.papers import day
from regulation.penalties.rules.service import Method
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]
KINDS = ("deferral_decision", "surcharge_decision")
_UNSERVED = """
    with matter as (
        select id, organ, number, party_name, '/desk/cases/' || id as page from penalty_case
         where status = 'served' and ($2::uuid is null or id = $2) and ($3::uuid is null or organ = $3)
        union all
        select id, organ, number, party_name, '/desk/spot/' || id || '/money' from spot_penalty
         where fine > 0 and status <> 'quashed' and ($2::uuid is null or id = $2) and ($3::uuid is null or organ = $3)
    )
    select document.*, matter.number as matter_number, matter.party_name, matter.page,
           exists (select from case_delivery as d where d.document = document.id) as announced
      from matter join document on document.matter_id = matter.id
     where document.kind = any($1::text[]) and document.withdrawn_at is null
       and not exists (select from service where service.document = document.id)
     order by document.issued_at, document.number
"""


async def unserved(matter_id: UUID) -> list[Row]:
    """The papers of a decision whose service is still to come, the earliest first; `announced` where a public notice runs."""
    return await database.rows(_UNSERVED, list(KINDS), matter_id, None)


async def to_serve(organ_id: UUID) -> list[Row]:
    """Papers of an organ that wait for their service, and of which no public notice runs."""
    found = await database.rows(_UNSERVED, list(KINDS), None, organ_id)
    return [each for each in found if not each["announced"]]


async def _paper(matter_id: UUID, document_id: UUID) -> Row:
    for each in await unserved(matter_id):
        if each["id"] == document_id:
            return await documents.by_id(document_id)
    raise errors.AlreadyMoved


async def serve_paper(
    matter_id: UUID,
    *,
    document: UUID,
    given: Delivery,
    file: delivering.File | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Serve one of them, by the ways and with the receipt of a decision."""
    async with database.unit_of_work():
        announces = given.method is Method.PUBLIC_NOTICE
        step = "announce_paper" if announces else "serve_paper"
        decision = await decided.held(matter_id, step, actor=actor, now=now)
        service.check_by_official(given.method)
        paper = await _paper(matter_id, document)
        if announces and await announcing.announced(document) is not None:
            raise errors.AlreadyMoved
        effective = await delivering.deliver(
            decision,
            document,
            given,
            issued_on=beijing.legal_day(paper["issued_at"]),
            file=file,
            folder=folder,
            actor=actor,
            now=now,
        )
        if announces:
            await announcing.announce(
                decision,
                step,
                paper,
                given,
                effective,
                content=_content(paper),
                remedies=paper["snapshot"].get("remedies"),
                actor=actor,
                now=now,
            )
        else:
            await announcing.came_for(decision, document, effective)
            await decided.take(
                decision,
                step,
                actor=actor,
                now=now,
                data={"number": paper["number"], "method": str(given.method), "served_on": effective},
            )


def _content(paper: Row) -> str:
    said = paper["snapshot"]
    if paper["kind"] == "surcharge_decision":
        since = day(date.fromisoformat(said["from_on"]))
        percent = f"{Decimal(said['percent']).normalize():f}"
        return f"因逾期不缴纳罚款，自{since}起每日按{percent}%加处罚款，不超过罚款数额"
    return "准予延期（分期）缴纳罚款" if said["is_approved"] else "不予延期（分期）缴纳罚款"


async def receive_paper(matter_id: UUID, *, document: UUID, actor: Actor, now: datetime) -> None:
    """The party confirms on its account that one of them arrived: served today, if it signed for that way."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "receive_paper", actor=actor, now=now)
        if not await service.may_serve_electronically(decision["firm"], today):
            raise errors.Refused(
                N_("没有签订电子送达确认书，不能电子送达"), citation=PENALTY_LAW.article(61, 2)
            )
        paper = await _paper(matter_id, document)
        given = delivering.electronic(today, receiver=service.confirmed(actor.name, now))
        await delivering.deliver(
            decision, document, given, issued_on=beijing.legal_day(paper["issued_at"]), actor=actor, now=now
        )
        await announcing.came_for(decision, document, today)
        await decided.take(
            decision,
            "receive_paper",
            actor=actor,
            now=now,
            data={"number": paper["number"], "method": str(given.method), "served_on": today},
        )


async def serve_announced(*, today: date, now: datetime) -> int:
    """Papers whose public notice has run its thirty days are served today; how many. Decisions have their own way."""
    due = await database.rows(
        """select coalesce(d.case_id, d.spot) as matter_id, d.document, d.effective_on, document.kind, document.number
             from case_delivery as d join document on document.id = d.document
             left join penalty_case as c on c.id = d.case_id
            where d.method = 'public_notice' and d.effective_on <= $1 and coalesce(c.status, 'served') = 'served'
              and document.kind = any($2::text[]) and document.withdrawn_at is null
              and not exists (select 1 from service where service.document = d.document)
            order by d.effective_on""",
        today,
        [*KINDS, "demand_notice"],
    )
    for each in due:
        async with database.unit_of_work():
            decision = await decisions.for_update(each["matter_id"])
            if not decision["is_served"] or await service.of(each["document"]):
                continue
            on = each["effective_on"]
            await service.serve(
                each["document"],
                Method.PUBLIC_NOTICE,
                on,
                str(N_("公告期满")),
                actor=actors.SYSTEM,
                now=now,
            )
            await clocks.meet(decision["id"], "announcement", on=on)
            if each["kind"] == "demand_notice":
                await demand.reached(decision, "paper_announced", on, actor=actors.SYSTEM, now=now)
            else:
                await decided.take(
                    decision,
                    "paper_announced",
                    actor=actors.SYSTEM,
                    now=now,
                    data={"number": each["number"], "served_on": on},
                )
    return len(due)
