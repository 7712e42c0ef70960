"""The papers of a visit that was made: the check form with its record, the notice of the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.inspections import papers, rules
from regulation.inspections.queries import tasks
from regulation.inspections.status import Outcome, TaskStatus
from regulation.inspections.tables import InspectionTask
from regulation.integrity import rules as publicity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor


def record_extras(task: Mapping[str, Any], approval: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the on-site record takes from the approval, and the moment at which the visit began with the scan."""
    began = None if task["unable"] else task["started_at"]
    return {
        "approval_number": approval["number"] if approval else "",
        "assistants": approval["assistants"] if approval else 0,
        "scanned_at": began,
        "certificates_shown_at": began,
    }


async def check_form(
    task: Mapping[str, Any],
    answered: Mapping[str, Mapping[str, Any]],
    approval: Mapping[str, Any] | None,
    *,
    now: datetime,
) -> None:
    """Issue the check form as it was filled in, in the transaction that closes the record."""
    taken = await numbering.next_number(
        task["organ_code"], "inspection_check_form", beijing.legal_day(now).year
    )
    await documents.issue(
        "inspection_check_form",
        numbering.formatted(task["organ_short"], "人社检单", beijing.legal_day(now).year, taken),
        "inspection_task",
        task["id"],
        papers.check_form(
            task,
            approval or {"number": ""},
            answered,
            await tasks.evidence(task["id"]),
            task["started_at"] or now,
        ),
        organ_id=task["organ"],
        firm_id=task["firm"],
        now=now,
    )


def fact_of(outcome: Outcome) -> FactKind | None:
    """What a result means for the firm's record; a firm that was not there is the register's matter first."""
    if outcome in {Outcome.CORRECTED, Outcome.ORDERED, Outcome.TRANSFERRED, Outcome.REFUSED}:
        return FactKind.FINDING
    return FactKind.CLEAN_VISIT if outcome is Outcome.NO_PROBLEM else None


def public_days(outcome: Outcome, visited_on: date) -> tuple[date | None, date | None]:
    """When a published result may end at the earliest, and ends at the latest."""
    kind = fact_of(outcome)
    ends = publicity.publicity_ends(kind, visited_on) if kind else None
    return ends or (None, None)


async def tell_result(
    task_id: UUID, *, orders: Sequence[Mapping[str, Any]] = (), actor: Actor, now: datetime
) -> bool:
    """Tell the firm the result in writing, once, before the public reads it; False when it was told before.

    `orders` are the orders to correct that follow, with number and last day. Raises Refused before the
    record is closed.
    """
    task = await tasks.at_desk(actor, task_id)
    if actor.organ_id != task["organ"]:
        raise errors.NotPermitted("由实施检查的机关告知结果")
    if task["status"] not in {TaskStatus.CONFIRMED, TaskStatus.PUBLISHED}:
        raise errors.Refused("检查笔录办结后才能告知结果")
    async with database.unit_of_work():
        # Two clicks at once: the second waits here and finds the paper.
        await database.execute("select from inspection_task where id = $1 for update", task_id)
        issued = await documents.of_matter("inspection_task", task_id)
        if any(each["kind"] == "inspection_result_notice" for each in issued):
            return False
        records = [each["number"] for each in issued if each["kind"] == "inspection_record"]
        today = beijing.legal_day(now)
        known = await calendar.current()
        due = next(
            (each.due.due_on for each in await clocks.of(task_id, calendar=known) if each.kind == "publish"),
            None,
        )
        visited_on = beijing.legal_day(task["started_at"])
        taken = await numbering.next_number(task["organ_code"], "inspection_result_notice", today.year)
        await documents.issue(
            "inspection_result_notice",
            numbering.formatted(task["organ_short"], "人社检告", today.year, taken),
            "inspection_task",
            task_id,
            papers.result_notice(
                task,
                await tasks.entries(task_id),
                orders,
                publish_by=due or rules.PUBLISH.due(today, known).due_on,
                public_until=public_days(Outcome(task["outcome"]), visited_on)[1],
                record_number=records[-1] if records else "",
            ),
            organ_id=task["organ"],
            firm_id=task["firm"],
            now=now,
        )
        await record.record_event(InspectionTask, task_id, "tell_result", actor=actor, now=now)
        await notices.tell(
            N_("您收到检查%(number)s的结果告知书"),
            f"/firm/visits/{task_id}",
            kind="inspection",
            now=now,
            firm_id=task["firm"],
            number=task["number"],
        )
    return True
