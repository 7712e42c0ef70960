"""The whole chain of one visit: what was done when, with its paper, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.shell.i18n import gettext as _
from regulation.casework import documents, record
from regulation.inspections import rules_door
from regulation.inspections.queries import approvals, doors, tasks
from regulation.inspections.queries import results as result_queries
from regulation.inspections.status import OUTCOME_NAMES, Outcome, TaskStatus
from regulation.penalties import queries as penalties
from regulation.penalties.status import ORDER_NAMES, OrderStatus
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

#: Whose turn it is in each state.
TURNS: dict[TaskStatus, str] = {
    TaskStatus.ASSIGNED: N_("经办人员报请批准"),
    TaskStatus.PROPOSED: N_("审批负责人审批"),
    TaskStatus.APPROVED: N_("经办人员作出通知书"),
    TaskStatus.NOTIFIED: N_("检查组到场检查"),
    TaskStatus.STARTED: N_("检查组填写检查单"),
    TaskStatus.SUBMITTED: N_("第二名执法人员确认"),
    TaskStatus.CONFIRMED: N_("经办人员或者审批负责人公示结果"),
}
#: Which code of the firm began the visit.
CODES = {"uscc": N_("统一社会信用代码"), "number": N_("登记编号")}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain. `state` is done, now or open."""

    label: str
    state: str
    at: datetime | date | None = None
    text: str = ""
    papers: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""


async def of(actor: Actor, task: dict[str, Any]) -> list[Link]:
    """Source, approval, notice, scan, form, record, result, order, re-check, publication, rating."""
    status = TaskStatus(task["status"])
    papers = await _papers(task)
    approval = await approvals.living(task["id"])
    began = {each.action: each for each in await record.history("inspection_task", task["id"])}
    orders = await penalties.orders_of_finding(task["number"])
    links = [
        Link(
            _("来源"),
            "done",
            task["assigned_on"],
            tasks.source_of(task),
            url=f"/desk/draws/{task['draw_id']}",
        ),
        Link(
            _("审批"),
            _state(
                approval is not None and approval["decided_at"] is not None, status, "assigned", "proposed"
            ),
            approval["decided_at"] if approval else None,
            approval["number"] if approval else "",
            papers.get("inspection_approval", []),
        ),
        Link(
            _("通知"),
            _state(approval is not None and approval["notified_at"] is not None, status, "approved"),
            approval["notified_at"] if approval else None,
            _served(approval, task),
            papers.get("inspection_notice", []),
        ),
        Link(
            _("到场扫码"),
            _state(task["started_at"] is not None and not _not_entered(task), status, "notified"),
            None if _not_entered(task) else task["started_at"],
            await _scans(task, began.get("start")),
        ),
        Link(
            _("检查单"),
            _state(task["submitted_at"] is not None, status, "started"),
            task["submitted_at"],
            "",
            papers.get("inspection_check_form", []),
        ),
        Link(
            _("笔录"),
            _state(task["confirmed_at"] is not None, status, "submitted"),
            task["confirmed_at"],
            "",
            papers.get("inspection_record", []),
        ),
        Link(
            _("结果"),
            _state("inspection_result_notice" in papers, status, "confirmed"),
            began["tell_result"].at if "tell_result" in began else None,
            _(OUTCOME_NAMES[Outcome(task["outcome"])]) if task["outcome"] else "",
            papers.get("inspection_result_notice", []),
        ),
        *[await _order(each) for each in orders],
        Link(
            _("公示"),
            _state(task["published_on"] is not None, status, "confirmed"),
            task["published_on"],
            await _corrected(task),
            url=f"/draws/results?q={task['number']}" if task["published_on"] else "",
        ),
        await _rated(actor, task, status),
    ]
    return [each for each in links if each is not None]


def _state(is_done: bool, status: TaskStatus, *now: str) -> str:
    if is_done:
        return "done"
    return "now" if status in now else "open"


def _not_entered(task: dict[str, Any]) -> bool:
    return bool(task["unable"])


async def _papers(task: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for each in await documents.of_matter("inspection_task", task["id"]):
        name = each["number"] + (_("（已撤回）") if each["withdrawn_at"] else "")
        found.setdefault(each["kind"], []).append((name, f"/documents/{each['id']}.pdf"))
    return found


def _served(approval: dict[str, Any] | None, task: dict[str, Any]) -> str:
    if approval is None or approval["notified_at"] is None:
        return ""
    if approval["served_at"] is None:
        return _("到场时无人，没有送达") if task["submitted_at"] else _("到场时当面送达")
    return _("事先送达通知书") if approval["announced"] else _("已当面送达")


async def _scans(task: dict[str, Any], start: Any) -> str:
    shown = [each for each in await doors.scans(task["id"]) if each["scanned_at"] is not None]
    said = [_("机构已核对检查码%(n)s次", n=len(shown))] if shown else []
    if start is not None and start.data.get("code"):
        what = CODES.get(start.data["code"], N_("许可、备案编号或者证照上的核验码"))
        said.append(_("扫描的代码：%(code)s", code=_(what)))
    return _("；").join(said)


async def _order(order: dict[str, Any]) -> Link:
    status = OrderStatus(order["status"])
    papers = [
        (each["number"], f"/documents/{each['id']}.pdf")
        for each in await documents.of_matter("correction_order", order["id"])
    ]
    ended = status not in {OrderStatus.ISSUED, OrderStatus.SERVED}
    return Link(
        _("责令改正和复查"),
        "done" if ended else "now",
        order["rechecked_on"] or order["issued_on"],
        f"{order['number']} · {_(ORDER_NAMES[status])}"
        + (f" · {order['recheck']}" if order["recheck"] else ""),
        papers,
        f"/desk/orders/{order['id']}",
    )


async def _corrected(task: dict[str, Any]) -> str:
    numbers = [
        each["number"]
        for each in await result_queries.corrections(task["id"])
        if each["status"] == "published"
    ]
    return _("已更正：%(numbers)s", numbers=_("、").join(numbers)) if numbers else ""


async def _rated(actor: Actor, task: dict[str, Any], status: TaskStatus) -> Link:
    rating = await doors.rating(task["id"])
    is_member = actor.person_id in {each["person"] for each in task["members"]}
    if rating is None or not rules_door.rating_is_visible_to(is_member, status):
        return Link(_("评价"), "open")
    return Link(_("评价"), "done", rating["rated_at"], _("%(n)s分", n=rating["score"]))
