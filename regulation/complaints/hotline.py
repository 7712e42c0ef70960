"""Matters that the 12345 line sends: its number, its time beside the law's, and the answer back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.complaints import parameters, permissions, queries, receiving, sealing
from regulation.complaints.tables import Complaint
from regulation.law import beijing
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.complaints.receiving import Received, Written

Row = dict[str, Any]
#: Articles 53 and 66 as the summary names them; the text was not read.
LINE = (BEIJING_BUSINESS_ENVIRONMENT.article(53), BEIJING_BUSINESS_ENVIRONMENT.article(66))


async def of(complaint_id: UUID) -> Row | None:
    """The work order with which a matter came."""
    return await database.row("select * from hotline_order where complaint = $1", complaint_id)


async def register(
    written: Written,
    *,
    order_number: str,
    received_on: date,
    request_key: str,
    secret: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> Received:
    """Enter what the line sent; code and second secret are for the caller. The line's clock runs from its work order.

    The law's own clocks are those of any other complaint or report.
    """
    actor.check_holds(Role.CLERK)
    number = order_number.strip()
    if not number:
        raise errors.Invalid({"order_number": "请填写12345工单编号"})
    if received_on > beijing.legal_day(now):
        raise errors.Invalid({"received_on": "工单日期不能晚于今天"})
    async with database.unit_of_work():
        made = await receiving.submit(written, request_key=request_key, secret=secret, folder=folder, now=now)
        complaint = await database.row("select id, organ from complaint where number = $1", made.number)
        if complaint is None:
            raise errors.NotFound
        known = await of(complaint["id"])
        if known is not None:
            return made
        if complaint["organ"] != actor.organ_id:
            raise errors.Refused("被反映的机构由其他机关管辖，请在12345系统中退回工单", citation=LINE[0])
        try:
            async with database.unit_of_work():
                await database.execute(
                    """insert into hotline_order (id, complaint, order_number, received_on, recorded_by, recorded_name,
                                                  answer, answered_name)
                       values ($1,$2,$3,$4,$5,$6,'','')""",
                    uuid4(),
                    complaint["id"],
                    number,
                    received_on,
                    actor.person_id,
                    actor.name,
                )
        except asyncpg.UniqueViolationError:
            raise errors.Invalid({"order_number": "这个工单编号已经登记过"}) from None
        period = (await parameters.in_force(parameters.HOTLINE, complaint["organ"], received_on)).value
        await clocks.start(
            "complaint",
            complaint["id"],
            "hotline",
            period,
            received_on,
            calendar=await calendar.current(),
            organ_id=complaint["organ"],
        )
        await record.record_event(
            Complaint,
            complaint["id"],
            "register_hotline",
            actor=actor,
            now=now,
            data={"order": number},
            cites=LINE,
        )
    return made


async def answer_hotline(complaint_id: UUID, *, answer: str, actor: Actor, now: datetime) -> None:
    """Tell the line what was done; the answer to whoever wrote stays what the law asks."""
    if len(answer.strip()) < 4:
        raise errors.Invalid({"answer": "请写明办理情况"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        permissions.check_can_handle(actor, complaint)
        found = await of(complaint_id)
        if found is None or found["answered_on"] is not None:
            raise errors.AlreadyMoved
        await sealing.check_unnamed(complaint_id, "answer", answer)
        await database.execute(
            "update hotline_order set answered_on = $2, answer = $3, answered_name = $4 where id = $1",
            found["id"],
            today,
            answer.strip(),
            actor.name,
        )
        await clocks.meet(complaint_id, "hotline", on=today)
        await record.record_event(Complaint, complaint_id, "answer_hotline", actor=actor, now=now, cites=LINE)
