"""What a visit found of the yearly report for which the firm was drawn: it holds, or it differs in these cells.

《人力资源市场暂行条例》第三十五条: the draw is the ordinary one. The report is not touched: its figures are the
firm's, and a firm whose report differs gets it back from the desk to correct.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.inspections.queries import report_checks as queries
from regulation.inspections.queries import tasks
from regulation.inspections.status import TaskStatus
from regulation.inspections.tables import ReportCheck
from regulation.law.citation import HRM_REGULATIONS
from regulation.notices import actions as notices
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

VERIFIED, DIFFERS = "verified", "differs"
RESULTS: dict[str, str] = {VERIFIED: N_("核对一致"), DIFFERS: N_("核对不一致")}
NOT_ITS_DRAW = N_("这项检查不是因核对年度报告抽取的")
NOT_CONFIRMED = N_("检查结果确认后才能登记核对结果")
NO_REPORT = N_("该机构没有审核通过的年度报告")


async def enter(
    task_id: UUID, result: str, cells: Sequence[str] = (), note: str = "", *, actor: Actor, now: datetime
) -> UUID:
    """Write down what the visit found of the report; the row's id.

    Raises NotFound for another organ's visit, Refused before the visit is confirmed or where it was not drawn
    for a report, AlreadyMoved when it was written before, Invalid where a difference names no cell.
    """
    actor.check_holds(Role.CLERK)
    task = await tasks.at_desk(actor, task_id)
    if actor.organ_id != task["organ"]:
        raise errors.NotPermitted("该事项由其他机关办理，您只能查看")
    year = await queries.year_of(task_id)
    if year is None:
        raise errors.Refused(NOT_ITS_DRAW)
    if task["status"] not in {TaskStatus.CONFIRMED, TaskStatus.PUBLISHED}:
        raise errors.Refused(NOT_CONFIRMED)
    problems = {}
    known = {each.key for each in catalogue.INDICATORS if FormKind.OPERATING in each.forms}
    if result not in RESULTS:
        problems["result"] = N_("请选择核对结果")
    elif result == DIFFERS and (not cells or not note.strip()):
        problems["cells"] = N_("请勾选不一致的项目，并写明情况")
    if set(cells) - known:
        problems["form"] = N_("表单中有本页没有的项目，请刷新页面后重新填写")
    if problems:
        raise errors.Invalid(problems)
    made = uuid4()
    async with database.unit_of_work():
        filed = await queries.accepted(task["firm"], year)
        if filed is None:
            raise errors.Refused(NO_REPORT)
        taken = await database.value(
            """insert into report_check (id, task, filed_report, result, cells, note, given_by, given_organ, given_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (task) do nothing returning id""",
            made,
            task_id,
            filed,
            result,
            list(cells) if result == DIFFERS else [],
            note.strip(),
            actor.name,
            actor.organ_name,
            now,
        )
        if taken is None:
            raise errors.AlreadyMoved
        await record.opened(
            ReportCheck,
            made,
            "enter",
            result,
            actor=actor,
            now=now,
            data={"task": task["number"], "year": year},
            cites=(HRM_REGULATIONS.article(35),),
        )
        await notices.tell(
            N_("%(year)s年度报告随机核对：%(result)s"),
            f"/firm/annual-reports/{year}",
            kind="report_check",
            now=now,
            firm_id=task["firm"],
            year=year,
            result=RESULTS[result],
        )
    return made
