"""Service by public notice: announced, published, and in effect on the day after its thirty days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import calendar, clocks, publication
from regulation.law import beijing
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import decided, delivering, doors
from regulation.penalties.rules import service as rules
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]
PUBLICATION = "service_announcement"
TITLES = {
    "penalty_decision": N_("行政处罚决定书送达公告"),
    "deferral_decision": N_("延期（分期）缴纳罚款通知书送达公告"),
    "surcharge_decision": N_("加处罚款决定书送达公告"),
    "demand_notice": N_("履行行政处罚决定催告书送达公告"),
}


async def announced(document_id: UUID) -> Row | None:
    """The notice that was given of a paper, or None."""
    return await database.row(
        "select * from case_delivery where document = $1 and method = 'public_notice'", document_id
    )


async def came_for(decision: Row, document_id: UUID, on: date) -> None:
    """A paper whose notice was running reached its party before the end: its days are waited for no longer."""
    if await announced(document_id) is not None:
        await clocks.meet(decision["id"], "announcement", on=on)


async def announce(
    decision: Row,
    step: str,
    document: Row,
    given: Delivery,
    effective: date,
    *,
    content: str,
    remedies: Row | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The notice of one paper is issued and published, and its thirty days run. In the caller's transaction."""
    today = beijing.legal_day(now)
    organ = await doors.organ_of(decision["organ"])
    said = papers.announcement(
        organ,
        decision,
        {"sent_on": given.sent_on, "carrier": given.carrier.strip(), "effective_on": effective},
        title=delivering.TITLES[document["kind"]],
        number=document["number"],
        content=content,
        remedies=remedies,
        on=today,
    )
    is_decision = document["kind"] == "penalty_decision"
    paper = await delivering.issue("service_announcement", "人社公告", decision, said, now=now)
    await clocks.start(
        decision["matter_kind"],
        decision["id"],
        "announcement",
        rules.ANNOUNCED,
        given.sent_on or today,
        calendar=await calendar.current(),
        organ_id=decision["organ"],
    )
    await decided.take(
        decision,
        step,
        actor=actor,
        now=now,
        data={"number": paper["number"], "of": document["number"], "effective_on": effective},
    )
    await publication.publish(
        PUBLICATION,
        paper["number"],
        TITLES[document["kind"]],
        organ_id=organ["id"],
        organ_name=organ["name"],
        firm_id=decision["firm"],
        matter_kind=document["matter_kind"] if is_decision else "document",
        matter_id=decision["id"] if is_decision else document["id"],
        body={
            "party": said["party"]["name"],
            "decision_number": document["number"],
            "content": said["content"],
            "announced_on": given.sent_on,
            "effective_on": effective,
            "collect_at": said["collect_at"],
            "organ": organ["name"],
        },
        from_on=today,
        latest_end_on=effective + timedelta(days=30),
        actor=actor,
        now=now,
    )
