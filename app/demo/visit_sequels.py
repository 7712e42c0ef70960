"""What comes after a demonstration's visit: the order and its re-check, a correction, ratings, reports of firms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import case_walk
from regulation import database
from regulation.inspections.actions import doors, results
from regulation.inspections.queries import tasks
from regulation.inspections.rules_door import ReportKind
from regulation.inspections.status import Outcome
from regulation.law import beijing
from regulation.penalties import queries as penalties
from regulation.penalties.actions import orders
from regulation.penalties.status import Source

if TYPE_CHECKING:
    from datetime import datetime

    from app.demo.people import Staff
    from regulation.actor import Actor

#: Score, code shown, certificates shown, kept to the form, words.
RATINGS = (
    doors.Rating(5, showed_code=True, showed_certificates=True, kept_to_form=True, words="说明清楚，没有影响营业（演示）"),
    doors.Rating(4, showed_code=True, showed_certificates=True, kept_to_form=True),
    doors.Rating(2, showed_code=True, showed_certificates=False, kept_to_form=False, words="问了检查单以外的事项（演示）"),
)  # fmt: skip
WHY = "机构提供了检查当日的照片，监督电话张贴在前台左侧，原记录有误（演示）"


async def ordered(task_id: UUID, clerk: Actor, at: datetime, now: datetime) -> list[dict[str, Any]]:
    """An order to correct follows, is served, and looked at again where its last day has come; the orders."""
    task = await tasks.any_task(task_id)
    day = beijing.legal_day(at)
    made = await orders.issue_order(
        Source.FINDING,
        task["number"],
        task["firm"],
        "V-06",
        found_on=day,
        facts=case_walk.facts_of("V-06"),
        demands=["在服务场所明示规定的事项，并将改正情况书面报告本机关"],
        days=10,
        actor=clerk,
        now=at,
    )
    served = at + timedelta(days=1)
    await orders.serve_order(
        made["id"],
        method="direct",
        served_on=beijing.legal_day(served),
        receipt="前台签收（演示）",
        actor=clerk,
        now=served,
    )
    looked = at + timedelta(days=15)
    if looked < now:
        await orders.note_partly(
            made["id"],
            recheck="收费标准已公示，监督电话未公示（演示）",
            actor=clerk,
            now=at + timedelta(days=8),
        )
        await orders.mark_corrected(
            made["id"], recheck="到场查看，已全部改正（演示）", actor=clerk, now=looked
        )
    return await penalties.orders_of_finding(task["number"])


async def corrected(task_id: UUID, staff: Staff, at: datetime, *, is_decided: bool) -> None:
    """A published result turns out wrong; the correction is decided, or waits."""
    number = await results.propose_correction(
        task_id, Outcome.NO_PROBLEM, (), reason=WHY, actor=staff.clerk, now=at
    )
    if is_decided:
        made = await database.value("select id from result_correction where number = $1", number)
        await results.decide_correction(made, True, actor=staff.decider, now=at + timedelta(hours=3))


async def rated(task_id: UUID, place: int, at: datetime) -> None:
    """Two firms of three say what they think."""
    if place % 3 < 2:
        await doors.rate(await tasks.any_task(task_id), RATINGS[place % len(RATINGS)], actor=None, now=at)


async def reported(task_id: UUID, officer: Actor, at: datetime) -> None:
    """Two came who were not on the page; somebody else writes of a visit that nobody planned."""
    token = await doors.code_for(task_id, actor=officer, now=at)
    await doors.scanned(token, now=at)
    await doors.report_at_door(
        token,
        ReportKind.OFFICER,
        doors.Said("两名检查人员之外另有一人，没有出示证件，自称街道工作人员（演示）", was_refused=True),
        now=at,
    )
    await doors.report_unplanned(
        "110105",
        "示例某人力资源公司（演示）",
        "朝阳区示例路（演示）",
        at - timedelta(hours=2),
        doors.Said("两人没有通知书，要求查看全部合同（演示）"),
        now=at,
    )
