"""More time to correct: asked for before the last day, decided by another person, the same order with a new day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.penalties import papers_procedure, permissions, queries
from regulation.penalties.actions import doors
from regulation.penalties.rules import deadlines
from regulation.penalties.rules import jurisdiction as rules
from regulation.penalties.status import OrderStatus
from regulation.penalties.status_procedure import EXTENSION_STEPS
from regulation.penalties.tables import CorrectionOrder
from regulation.penalties.tables_procedure import OrderExtension
from regulation.roles import FIRM_ROLES, Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]


async def ask(order_id: UUID, *, until: date, reason: str, actor: Actor, now: datetime) -> None:
    """Ask for more time: the firm itself, or a clerk for whoever has no account. Raises Invalid, Refused, AlreadyMoved."""
    why = doors.said(reason)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        order = await queries.order_for_update(order_id)
        if actor.holds(*FIRM_ROLES):
            if not actor.acts_for_firm(order["firm"]):
                raise errors.NotFound
        else:
            permissions.check_office(actor, order, {Role.CLERK}, await doors.conflicted(order["firm"], now))
        if order["status"] != OrderStatus.SERVED or await open_of(order_id):
            raise errors.AlreadyMoved
        latest = order["served_on"] + timedelta(days=deadlines.LONGEST_CORRECTION.on(today))
        doors.refuse(rules.extension_refused(order["due_on"], today, until, latest))
        made = uuid4()
        await database.execute(
            """insert into order_extension (id, order_id, status, by_party, reason, asked_on, asked_until, due_before, decision)
               values ($1,$2,'asked',$3,$4,$5,$6,$7,'')""",
            made,
            order_id,
            order["party_name"],
            why,
            today,
            until,
            order["due_on"],
        )
        await record.opened(OrderExtension, made, "ask", "asked", actor=actor, now=now, reason=why)
        await record.record_event(
            CorrectionOrder, order_id, "extension_asked", actor=actor, now=now, reason=why
        )


async def open_of(order_id: UUID) -> Row | None:
    """The application that waits for its decision."""
    return await database.row(
        "select * from order_extension where order_id = $1 and status = 'asked'", order_id
    )


async def of_order(order_id: UUID) -> list[Row]:
    """All applications, oldest first."""
    return await database.rows(
        "select * from order_extension where order_id = $1 order by asked_on, id", order_id
    )


async def decide(order_id: UUID, *, grant: bool, reason: str, actor: Actor, now: datetime) -> None:
    """Grant the new day or keep the old one; the answer is a paper. Raises NotPermitted, AlreadyMoved."""
    why = doors.said(reason)
    step = "grant" if grant else "refuse"
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        order = await queries.order_for_update(order_id)
        permissions.check_office(
            actor, order, EXTENSION_STEPS[step].by, await doors.conflicted(order["firm"], now)
        )
        found = await open_of(order_id)
        if found is None or order["status"] != OrderStatus.SERVED:
            raise errors.AlreadyMoved
        organ = await doors.organ_of(order["organ"])
        taken = await numbering.next_number(organ["code"], "correction_extension", today.year)
        paper = await documents.issue(
            "correction_extension",
            numbering.formatted(organ["short"], "人社延", today.year, taken),
            "correction_order",
            order_id,
            papers_procedure.extension(organ, order, found, granted=grant, reason=why, on=today),
            organ_id=order["organ"],
            firm_id=order["firm"],
            now=now,
        )
        await record.record_step(
            OrderExtension,
            found["id"],
            step,
            EXTENSION_STEPS[step],
            actor=actor,
            now=now,
            reason=why,
            also={
                "due_after": found["asked_until"] if grant else None,
                "decided_on": today,
                "decided_by": actor.person_id,
                "decision": why,
                "document": paper["id"],
            },
        )
        await record.record_event(
            CorrectionOrder,
            order_id,
            "extension_granted" if grant else "extension_refused",
            actor=actor,
            now=now,
            reason=why,
        )
        if grant:
            await _move(order, found["asked_until"])
        if order["firm"]:
            await notices.tell(
                N_("指令书%(number)s的延期申请已有决定，请查看文书"),
                "/firm/letters",
                kind="extension_decided",
                now=now,
                firm_id=order["firm"],
                number=order["number"],
            )


async def _move(order: Row, until: date) -> None:
    """The order binds until the new day, and is looked at again after it."""
    known = await calendar.current()
    await database.execute("update correction_order set due_on = $2 where id = $1", order["id"], until)
    await clocks.start(
        "correction_order",
        order["id"],
        "correction",
        deadlines.correction((until - order["issued_on"]).days),
        order["issued_on"],
        calendar=known,
        organ_id=order["organ"],
    )
    await clocks.start(
        "correction_order",
        order["id"],
        "recheck",
        deadlines.RECHECK,
        until,
        calendar=known,
        organ_id=order["organ"],
    )
