"""The visit: arrive, fill in the check form, sign twice. Only the team that the lot gave may act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments, calendar, clocks, documents, numbering, record
from regulation.inspections import items, rules
from regulation.inspections.actions import approving
from regulation.inspections.queries import approvals, rosters, tasks
from regulation.inspections.status import (
    ANSWER_NAMES,
    FIRM_SIGN_NAMES,
    OUTCOME_NAMES,
    TASK_STEPS,
    UNABLE_NAMES,
    Answer,
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
    from pathlib import Path

    from regulation.actor import Actor

#: A check form is evidence, not an album.
MOST_PHOTOS = 60


async def start(task_id: UUID, *, place: str, told: bool, actor: Actor, now: datetime) -> None:
    """Both officers are there, have shown their certificates and told the firm its rights. Raises Invalid, Refused."""
    task = await tasks.of_team(actor, task_id)
    wrong: dict[str, str] = {}
    if not told:
        wrong["told"] = N_("两名执法人员出示证件并告知后才能开始检查")
    if not place.strip():
        wrong["place"] = N_("请填写检查地点")
    if wrong:
        raise errors.Invalid(wrong)
    await approving.check_may_enter(task, now)
    await _check_certified(task, beijing.legal_day(now))
    async with database.unit_of_work():
        await approving.served_at_door(task, actor=actor, now=now)
        await record.record_step(
            InspectionTask,
            task_id,
            "start",
            TASK_STEPS["start"],
            actor=actor,
            now=now,
            also={"started_at": now, "place": place.strip(), "saved_at": now},
        )


async def _check_certified(task: Mapping[str, Any], today: Any) -> None:
    certified = await rosters.certified([each["person"] for each in task["members"]], today=today)
    for member in task["members"]:
        if member["person"] not in certified:
            raise errors.Refused("%(name)s的执法证件今日无效，不能进行检查", name=member["name"])


async def save_entry(
    task_id: UUID,
    item: str,
    answer: Answer,
    *,
    note: str = "",
    was_corrected: bool = False,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep what was found on one item; the last one to save is kept. Raises AlreadyMoved once the form is signed."""
    task = await tasks.of_team(actor, task_id)
    if item not in task["items"]:
        raise errors.Refused("此项不在本次检查单内，不能检查")
    async with database.unit_of_work():
        await _hold_started(task_id, now)
        await database.execute(
            """insert into visit_entry (id, task, item, answer, note, was_corrected, saved_at, saved_by)
               values ($1,$2,$3,$4,$5,$6,$7,$8)
               on conflict (task, item) do update set answer = excluded.answer, note = excluded.note,
                   was_corrected = excluded.was_corrected, saved_at = excluded.saved_at, saved_by = excluded.saved_by""",
            uuid4(),
            task_id,
            item,
            str(answer),
            note.strip(),
            was_corrected and answer is Answer.PROBLEM,
            now,
            actor.name,
        )


async def save_firm_side(
    task_id: UUID,
    *,
    representative: str,
    representative_title: str = "",
    statement: str = "",
    sign: FirmSign | None,
    sign_refusal: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Keep who spoke for the firm, what was said, and whether it signed. Raises AlreadyMoved once the form is signed."""
    await tasks.of_team(actor, task_id)
    async with database.unit_of_work():
        await _hold_started(task_id, now)
        await database.execute(
            """update inspection_task set representative = $2, representative_title = $3, statement = $4, sign = $5,
                      sign_refusal = $6 where id = $1""",
            task_id,
            representative.strip(),
            representative_title.strip(),
            statement.strip(),
            str(sign) if sign else "",
            sign_refusal.strip(),
        )


async def attach(
    task_id: UUID,
    item: str,
    *,
    file_name: str,
    media_type: str,
    content: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep a photo whose content was checked, with the item it shows; empty for the visit as a whole."""
    task = await tasks.of_team(actor, task_id)
    if item and item not in task["items"]:
        raise errors.Refused("此项不在本次检查单内，不能检查")
    if len(await tasks.evidence(task_id)) >= MOST_PHOTOS:
        raise errors.Refused("每次检查最多上传%(n)s张照片", n=MOST_PHOTOS)
    async with database.unit_of_work():
        await _hold_started(task_id, now)
        return await attachments.add(
            folder,
            "inspection_task",
            task_id,
            item or "visit",
            file_name,
            media_type,
            content,
            actor=actor,
            now=now,
        )


async def _hold_started(task_id: UUID, now: datetime) -> None:
    """Refuse unless the form is open, and note that the server took something."""
    touched = await database.execute(
        "update inspection_task set saved_at = $2 where id = $1 and status = $3",
        task_id,
        now,
        TaskStatus.STARTED,
    )
    if not touched:
        raise errors.AlreadyMoved("检查单已经提交或者尚未开始，不能填写")


async def submit(task_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The first officer signs the complete form. Raises Invalid with what is missing, NotPermitted for the second."""
    task = await tasks.of_team(actor, task_id)
    _check_first(task)
    answered = await tasks.entries(task_id)
    sign = FirmSign(task["sign"]) if task["sign"] else None
    gaps = rules.form_gaps(
        task["items"],
        tasks.in_order(task, answered),
        sign,
        task["representative"],
        task["sign_refusal"],
    )
    if gaps and task["status"] == TaskStatus.STARTED:
        raise errors.Invalid(gaps)
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "submit",
            TASK_STEPS["submit"],
            actor=actor,
            now=now,
            also={"submitted_at": now, "submitted_by": actor.person_id, "unable": "", "unable_note": ""},
        )


async def unable(task_id: UUID, reason: Unable, note: str, *, actor: Actor, now: datetime) -> None:
    """The first officer records that the visit could not be carried out, and why."""
    task = await tasks.of_team(actor, task_id)
    _check_first(task)
    if len(note.strip()) < 10:
        raise errors.Invalid({"note": "请写明到过的地点、时间和看到的情况，不少于10个字"})
    if task["status"] != TaskStatus.STARTED:
        await approving.check_may_enter(task, now)
    await _check_certified(task, beijing.legal_day(now))
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
                "started_at": task["started_at"] or now,
                "place": task["place"] or task["place_of_business"] or task["domicile"],
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
            also={"submitted_at": None, "submitted_by": None, "unable": "", "unable_note": ""},
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
            _snapshot(task, answered, outcome, now)
            | {"approval_number": approval["number"] if approval else ""},
            organ_id=task["organ"],
            firm_id=task["firm"],
            now=now,
        )
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
        "ended_at": task["submitted_at"] or now,
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
            "signed_at": task["submitted_at"] if sign is FirmSign.SIGNED else None,
            "refusal": ""
            if sign is FirmSign.SIGNED
            else f"{FIRM_SIGN_NAMES[sign]} {task['sign_refusal']}".strip(),
        },
    }
