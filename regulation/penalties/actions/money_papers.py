"""Papers about the money of a decision reach their party: the answer to a deferral, the surcharge, each with its receipt.

An answer to a deferral holds from its day, which can only help the party; a surcharge is demanded, and the court asked for
it, only once the decision that imposes it was served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import clocks, documents, service
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import queries
from regulation.penalties.actions import announcing, delivering, demand, doors
from regulation.penalties.rules.service import Method
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]
KINDS = ("deferral_decision", "surcharge_decision")
_UNSERVED = """
    select document.*, c.organ as case_organ, c.number as case_number, c.party_name,
           exists (select from case_delivery as d where d.document = document.id) as announced
      from document join penalty_case as c on c.id = document.matter_id
     where document.kind = any($1::text[]) and document.withdrawn_at is null and c.status = 'served'
       and ($2::uuid is null or c.id = $2) and ($3::uuid is null or c.organ = $3)
       and not exists (select from service where service.document = document.id)
     order by document.issued_at, document.number
"""


async def unserved(case_id: UUID) -> list[Row]:
    """The papers of a case whose service is still to come, the earliest first; `announced` where a public notice runs."""
    return await database.rows(_UNSERVED, list(KINDS), case_id, None)


async def to_serve(organ_id: UUID) -> list[Row]:
    """Papers of an organ that wait for their service, and of which no public notice runs."""
    found = await database.rows(_UNSERVED, list(KINDS), None, organ_id)
    return [each for each in found if not each["announced"]]


async def _paper(case_id: UUID, document_id: UUID) -> Row:
    for each in await unserved(case_id):
        if each["id"] == document_id:
            return await documents.by_id(document_id)
    raise errors.AlreadyMoved


async def serve_paper(
    case_id: UUID,
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
        case = await doors.held_case(case_id, step, actor=actor, now=now)
        service.check_by_official(given.method)
        paper = await _paper(case_id, document)
        if announces and await announcing.announced(case_id, document) is not None:
            raise errors.AlreadyMoved
        effective = await delivering.deliver(
            case,
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
                case,
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
            await doors.take(
                case_id,
                step,
                actor=actor,
                now=now,
                data={"number": paper["number"], "method": str(given.method), "served_on": effective},
            )


def _content(paper: Row) -> str:
    said = paper["snapshot"]
    if paper["kind"] == "surcharge_decision":
        return f"因逾期不缴纳罚款，自{said['from_on']}起每日按{said['percent']}%加处罚款，不超过罚款数额"
    return "准予延期（分期）缴纳罚款" if said["is_approved"] else "不予延期（分期）缴纳罚款"


async def receive_paper(case_id: UUID, *, document: UUID, actor: Actor, now: datetime) -> None:
    """The party confirms on its account that one of them arrived: served today, if it signed for that way."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "receive_paper", actor=actor, now=now)
        if not await service.may_serve_electronically(case["firm"], today):
            raise errors.Refused(
                N_("没有签订电子送达确认书，不能电子送达"), citation=PENALTY_LAW.article(61, 2)
            )
        paper = await _paper(case_id, document)
        given = delivering.electronic(today, receiver=service.confirmed(actor.name, now))
        await delivering.deliver(
            case, document, given, issued_on=beijing.legal_day(paper["issued_at"]), actor=actor, now=now
        )
        await doors.take(
            case_id,
            "receive_paper",
            actor=actor,
            now=now,
            data={"number": paper["number"], "method": str(given.method), "served_on": today},
        )


async def serve_announced(*, today: date, now: datetime) -> int:
    """Papers whose public notice has run its thirty days are served today; how many. Decisions have their own way."""
    due = await database.rows(
        """select d.case_id, d.document, d.effective_on, document.kind, document.number
             from case_delivery as d join document on document.id = d.document
             join penalty_case as c on c.id = d.case_id
            where d.method = 'public_notice' and d.effective_on <= $1 and c.status = 'served'
              and document.kind = any($2::text[]) and document.withdrawn_at is null
              and not exists (select 1 from service where service.document = d.document)
            order by d.effective_on""",
        today,
        [*KINDS, "demand_notice"],
    )
    for each in due:
        async with database.unit_of_work():
            case = await queries.case_for_update(each["case_id"])
            if case["status"] != "served" or await service.of(each["document"]):
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
            await clocks.meet(case["id"], "announcement", on=on)
            if each["kind"] == "demand_notice":
                await demand.reached(case, "paper_announced", on, actor=actors.SYSTEM, now=now)
            else:
                await doors.take(
                    case["id"],
                    "paper_announced",
                    actor=actors.SYSTEM,
                    now=now,
                    data={"number": each["number"], "served_on": on},
                )
    return len(due)
