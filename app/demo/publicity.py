"""Two requests to correct what is published of a penalty: one waits for a proposal, one for the second person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.demo import case_walk as walk
from regulation import database
from regulation.publicity.actions import correcting

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor

ASKED, PROPOSED = 12, 20


async def add_requests(clerk: Actor, *, today: date) -> int:
    """How many were entered: against publications of the clerk's organ that stand long enough."""
    shown = await database.rows(
        """select p.id from publication as p where p.kind = 'penalty' and p.organ_id = $1 and p.ended_on is null
              and p.from_on < $2 and exists (select from penalty_case as c where c.id = p.matter_id and c.status = 'closed')
            order by p.number limit 2""",
        clerk.organ_id,
        today - timedelta(days=PROPOSED),
    )
    if len(shown) < 2:
        return 0
    await correcting.ask(
        shown[1]["id"],
        asker="party",
        wrong="认为公示的处罚内容与决定书不一致。",
        actor=clerk,
        now=walk.at(today - timedelta(days=PROPOSED)),
    )
    second = await database.value(
        "select id from publicity_correction where publication = $1", shown[1]["id"]
    )
    await correcting.propose(
        second,
        outcome="refuse",
        reason="经逐项核对，公示的处罚内容与送达的决定书一致",
        actor=clerk,
        now=walk.at(today - timedelta(days=PROPOSED - 3)),
    )
    await correcting.ask(
        shown[0]["id"],
        asker="person",
        asker_name="演示人甲",
        contact="来信（演示）",
        wrong="公示文本中的现场检查笔录写有我的姓名，请核对。",
        actor=clerk,
        now=walk.at(today - timedelta(days=ASKED)),
    )
    return 2
