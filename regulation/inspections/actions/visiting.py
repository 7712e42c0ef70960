"""The visit: arrive, fill in the check form, sign twice. Only the team that the lot gave may act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.inspections import evidence, items, rules
from regulation.inspections.actions import approving, check_form, issuing
from regulation.inspections.queries import approvals, devices, rosters, tasks
from regulation.inspections.status import (
    ANSWER_NAMES,
    FIRM_SIGN_NAMES,
    OUTCOME_NAMES,
    TASK_STEPS,
    UNABLE_NAMES,
    FirmSign,
    Outcome,
    TaskStatus,
    Unable,
)
from regulation.inspections.tables import InspectionTask
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor


@dataclass(frozen=True, slots=True)
class Scan:
    """The code with which a visit began: the legal record of its start (《北京市优化营商环境条例》第六十九条)."""

    code: str
    how: evidence.How = evidence.How.TYPED
    why_typed: str = ""
    #: Latitude, longitude and metres, where the officer allowed it.
    where: str = ""
    #: By the clock of the device; None when the server's page was used.
    made_at: datetime | None = None


async def start(
    task_id: UUID,
    *,
    place: str,
    told: bool,
    scan: Scan,
    at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The firm's code was read, both officers have shown their certificates and told the firm its rights.

    `at` is when it was, for a visit that began without a network. Where the other officer's phone has
    begun it already, reading the code once more is no second beginning. Raises Invalid, Refused.
    """
    task = await tasks.of_team(actor, task_id)
    at = at or now
    if task["status"] != TaskStatus.STARTED:
        await approving.check_may_enter(task, at)
    wrong: dict[str, str] = {}
    code_is = evidence.is_code_of(await devices.codes(task), scan.code)
    if not code_is:
        wrong["code"] = N_("这不是本次检查的机构的代码，请核对机构是否找对")
    if scan.how is evidence.How.TYPED and not scan.why_typed:
        wrong["why_typed"] = N_("手工输入代码的，请说明没有扫码的原因")
    if not told:
        wrong["told"] = N_("两名执法人员出示证件并告知后才能开始检查")
    if not place.strip():
        wrong["place"] = N_("请填写检查地点")
    if wrong:
        raise errors.Invalid(wrong)
    if task["status"] == TaskStatus.STARTED:
        return
    await _check_certified(task, beijing.legal_day(at))
    async with database.unit_of_work():
        await approving.served_at_door(task, actor=actor, now=now)
        await record.record_step(
            InspectionTask,
            task_id,
            "start",
            TASK_STEPS["start"],
            actor=actor,
            now=now,
            data={
                "scan": str(scan.how),
                "code": code_is,
                "why_typed": scan.why_typed,
                "where": scan.where,
                "at": at.isoformat(),
                "device_time": scan.made_at.isoformat() if scan.made_at else "",
            },
            also={"started_at": at, "place": place.strip(), "saved_at": now},
        )


async def _check_certified(task: Mapping[str, Any], today: Any) -> None:
    certified = await rosters.certified([each["person"] for each in task["members"]], today=today)
    for member in task["members"]:
        if member["person"] not in certified:
            raise errors.Refused("%(name)s的执法证件今日无效，不能进行检查", name=member["name"])


async def submit(task_id: UUID, *, at: datetime | None = None, actor: Actor, now: datetime) -> None:
    """The first officer signs the complete form; `at` is when that was, without a network.

    Raises Invalid with what is missing, NotPermitted for the second officer.
    """
    task = await tasks.of_team(actor, task_id)
    _check_first(task)
    missing = await check_form.gaps(task, await tasks.entries(task_id))
    if missing and task["status"] == TaskStatus.STARTED:
        raise errors.Invalid(missing)
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "submit",
            TASK_STEPS["submit"],
            actor=actor,
            now=now,
            also={
                "ended_at": at or now,
                "submitted_at": now,
                "submitted_by": actor.person_id,
                "unable": "",
                "unable_note": "",
            },
        )


async def unable(
    task_id: UUID,
    reason: Unable,
    note: str,
    *,
    at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The first officer records that the visit could not be carried out, and why; `at` is when it was tried."""
    task = await tasks.of_team(actor, task_id)
    at = at or now
    _check_first(task)
    if len(note.strip()) < 10:
        raise errors.Invalid({"note": "请写明到过的地点、时间和看到的情况，不少于10个字"})
    if task["status"] != TaskStatus.STARTED:
        await approving.check_may_enter(task, at)
    await _check_certified(task, beijing.legal_day(at))
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "unable",
            TASK_STEPS["unable"],
            actor=actor,
            now=now,
            reason=note,
            data={"unable": str(reason)},
            also={
                "unable": str(reason),
                "unable_note": note.strip(),
                "started_at": task["started_at"] or at,
                "place": task["place"] or task["place_of_business"] or task["domicile"],
                "ended_at": at,
                "submitted_at": now,
                "submitted_by": actor.person_id,
                "saved_at": now,
            },
        )


def _check_first(task: Mapping[str, Any]) -> None:
    if task["own"]["slot"] != 0:
        raise errors.NotPermitted("由检查组的第一名执法人员提交")


async def send_back(task_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The second officer does not agree: the form opens again."""
    task = await tasks.of_team(actor, task_id)
    _check_other(task, actor)
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "return",
            TASK_STEPS["return"],
            actor=actor,
            now=now,
            reason=reason,
            also={
                "ended_at": None,
                "submitted_at": None,
                "submitted_by": None,
                "unable": "",
                "unable_note": "",
            },
        )


def _check_other(task: Mapping[str, Any], actor: Actor) -> None:
    if task["status"] == TaskStatus.SUBMITTED and task["submitted_by"] == actor.person_id:
        raise errors.NotPermitted("提交的执法人员不能自己确认，须由另一名执法人员确认")


async def confirm(task_id: UUID, *, actor: Actor, now: datetime) -> Outcome:
    """The second officer signs: the record is closed, its result follows from the form, the paper is issued."""
    task = await tasks.of_team(actor, task_id)
    _check_other(task, actor)
    answered = await tasks.entries(task_id)
    outcome = tasks.outcome_of(task, answered)
    approval = await approvals.living(task_id)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "confirm",
            TASK_STEPS["confirm"],
            actor=actor,
            now=now,
            data={"outcome": str(outcome)},
            also={"confirmed_at": now, "confirmed_by": actor.person_id, "outcome": str(outcome)},
        )
        await clocks.meet(task_id, "visit", on=today)
        await clocks.start(
            "inspection_task",
            task_id,
            "publish",
            rules.PUBLISH,
            today,
            calendar=await calendar.current(),
            organ_id=task["organ"],
        )
        taken = await numbering.next_number(task["organ_code"], "inspection_record", today.year)
        await documents.issue(
            "inspection_record",
            numbering.formatted(task["organ_short"], "人社检录", today.year, taken),
            "inspection_task",
            task_id,
            _snapshot(task, answered, outcome, now) | issuing.record_extras(task, approval),
            organ_id=task["organ"],
            firm_id=task["firm"],
            now=now,
        )
        await issuing.check_form(task, answered, approval, now=now)
        await notices.tell(
            N_("检查%(number)s的现场检查笔录可以查看了"),
            f"/firm/visits/{task_id}",
            kind="inspection",
            now=now,
            firm_id=task["firm"],
            number=task["number"],
        )
        await ledger.append(
            str(task_id),
            "inspection_task",
            "confirm",
            actor=actor,
            now=now,
            prev_state=str(TaskStatus.SUBMITTED),
            private={"number": task["number"], "outcome": str(outcome)},
        )
    return outcome


def _snapshot(
    task: Mapping[str, Any], answered: Mapping[str, dict[str, Any]], outcome: Outcome, now: datetime
) -> dict[str, Any]:
    """What the paper of the visit says."""
    list_ = items.version(task["items_version"])
    entries = []
    for each in tasks.in_order(dict(task), dict(answered)):
        item = list_.item(each.item)
        entries.append(
            {
                "item": item.label,
                "result": ANSWER_NAMES[each.answer],
                "note": each.note + ("（已当场改正）" if each.was_corrected else ""),
                "basis": "、".join(basis.zh for basis in item.basis),
            }
        )
    sign = FirmSign(task["sign"]) if task["sign"] else FirmSign.ABSENT
    return {
        "organ": {"name": task["organ_name"]},
        "firm": {
            "name": task["firm_name"],
            "code": task["uscc"] or task["firm_number"],
            "address": task["domicile"],
            "representative": task["legal_representative"],
        },
        "place": task["place"],
        "started_at": task["started_at"] or now,
        "ended_at": task["ended_at"] or task["submitted_at"] or now,
        "source": tasks.source_of(task),
        "officers": [
            {"name": each["name"], "certificate": each["certificate_number"]} for each in task["members"]
        ],
        "form": f"随机抽查事项清单 {task['items_version']}",
        "entries": [] if task["unable"] else entries,
        "facts": [f"{UNABLE_NAMES[Unable(task['unable'])]}：{task['unable_note']}"] if task["unable"] else [],
        "statement": task["statement"],
        "result": OUTCOME_NAMES[outcome],
        "firm_signature": {
            "name": task["representative"] or "—",
            "capacity": task["representative_title"],
            "signed_at": (task["ended_at"] or task["submitted_at"]) if sign is FirmSign.SIGNED else None,
            "refusal": ""
            if sign is FirmSign.SIGNED
            else f"{FIRM_SIGN_NAMES[sign]} {task['sign_refusal']}".strip(),
        },
    }
