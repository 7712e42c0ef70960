"""An order to put right on the spot: given by two officers, handed over there and then, its copy filed with the organ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_RULES
from regulation.penalties import permissions, queries
from regulation.penalties.actions import doors, orders
from regulation.penalties.rules import deadlines
from regulation.penalties.rules import jurisdiction as rules
from regulation.penalties.status import OrderStatus
from regulation.penalties.tables import CorrectionOrder
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def issue(
    *args: Any, officers: list[UUID], receipt: str, actor: Actor, now: datetime, **order: Any
) -> Row:
    """Give the order on the spot; arguments as `orders.issue_order`, with `days` from 0. Raises Refused, Invalid."""
    today = beijing.legal_day(now)
    signed = doors.said(receipt, "spot_receipt", 2)
    async with database.unit_of_work():
        found = await doors.officers(actor.organ_id, officers, today=today) if actor.organ_id else []
        doors.refuse(rules.on_the_spot_refused(by_inspector=len(officers) == 2, certified=len(found) == 2))
        spot = [{"name": each["name"], "certificate": each["certificate"]} for each in found]
        made = await orders.issue_order(*args, spot=spot, actor=actor, now=now, **order)
        if made["status"] != OrderStatus.ISSUED:
            return made
        await orders.serve_order(
            made["id"], method="direct", served_on=today, receipt=signed, actor=actor, now=now
        )
        await clocks.start(
            "correction_order",
            made["id"],
            "filing_copy",
            deadlines.SPOT_FILING,
            today,
            calendar=await calendar.current(),
            organ_id=made["organ"],
        )
    return made


async def file_copy(order_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The copy of the form is filed with the organ. Raises AlreadyMoved."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        order = await queries.order_for_update(order_id)
        permissions.check_office(actor, order, {Role.CLERK}, set())
        if not order["is_on_the_spot"] or order["filed_on"] is not None:
            raise errors.AlreadyMoved
        await database.execute("update correction_order set filed_on = $2 where id = $1", order_id, today)
        await record.record_event(
            CorrectionOrder,
            order_id,
            "file_copy",
            actor=actor,
            now=now,
            cites=(LABOUR_SUPERVISION_RULES.article(32),),
        )
        await clocks.meet(order_id, "filing_copy", on=today)
