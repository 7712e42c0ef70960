"""What a complaint still lacks, questions to the writer, papers and their delivery, the writer's withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, record
from regulation.complaints import actions, papers, permissions, queries, rules, sealing
from regulation.complaints.status import (
    PUBLIC,
    WRITER_STEPS,
    ComplaintKind,
)
from regulation.complaints.tables import Complaint
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, LABOUR_SUPERVISION_RULES
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
METHODS = {"post": N_("邮寄送达"), "direct": N_("直接送达")}


async def ask_supplement(complaint_id: UUID, *, missing: str, days: int, actor: Actor, now: datetime) -> None:
    """Tell the complainant what to add, with a time; the five working days stand until it comes."""
    items = [line.strip() for line in missing.splitlines() if line.strip()]
    if not items:
        raise errors.Invalid({"missing": "请逐行写明需要补正的内容"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await sealing.check_unnamed(complaint_id, "missing", missing)
        found = await queries.for_update(complaint_id)
        if found["kind"] != ComplaintKind.COMPLAINT:
            raise errors.Refused(
                "举报不要求补正，可以询问举报人", citation=LABOUR_SUPERVISION_RULES.article(18)
            )
        complaint = await actions.step(complaint_id, "ask_supplement", reason="", actor=actor, now=now)
        await clocks.stop(complaint_id, "triage", reason=N_("等待投诉人补正"))
        due = await clocks.start(
            "complaint",
            complaint_id,
            "supplement",
            rules.supplement_period(days),
            today,
            calendar=await calendar.current(),
            organ_id=complaint["organ"],
        )
        await papers.tell("complaint_supplement", complaint, now=now, text=items, due_on=due.due_on)
        await database.execute(
            "insert into complaint_supplement (id, complaint, asked_at, items, due_on) values ($1,$2,$3,$4,$5)",
            uuid4(),
            complaint_id,
            now,
            items,
            due.due_on,
        )


async def ask(complaint_id: UUID, *, text: str, actor: Actor, now: datetime) -> None:
    """A question to the writer, which the tracking page shows; anonymous writers answer there too."""
    if len(text.strip()) < 2:
        raise errors.Invalid({"text": "请填写要询问的问题"})
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        permissions.check_can_ask(actor, complaint)
        await sealing.check_unnamed(complaint_id, "text", text)
        await database.execute(
            """insert into complaint_addition (id, complaint, at, by_writer, author, text, is_question)
               values ($1,$2,$3,false,$4,$5,true)""",
            uuid4(),
            complaint_id,
            now,
            actor.name,
            text.strip(),
        )
        await record.record_event(Complaint, complaint_id, "ask", actor=actor, now=now)


async def withdraw(complaint_id: UUID, *, now: datetime) -> None:
    """The complainant takes the complaint back; a report of a breach is not the reporter's to take back."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        if complaint["kind"] != ComplaintKind.COMPLAINT:
            raise errors.Refused(
                "举报不能撤回：对违法行为的查处不取决于举报人的意愿",
                citation=LABOUR_SUPERVISION_REGULATIONS.article(9),
            )
        await record.record_step(
            Complaint,
            complaint_id,
            "withdraw",
            WRITER_STEPS["withdraw"],
            actor=PUBLIC,
            now=now,
            also={"reply": "投诉人撤回投诉，本机关终止对该投诉的处理。", "ended_on": today},
        )
        for kind in ("triage", "investigation", "supplement"):
            await clocks.meet(complaint_id, kind, on=today)
        await papers.tell("complaint_withdrawal", complaint, now=now)


async def papers_for_writer(complaint_id: UUID) -> list[Row]:
    """The papers that are for the complainant, each with the day of its delivery or None."""
    delivered = {
        each["document"]: each
        for each in await database.rows(
            "select document, method, received_on from complaint_delivery where complaint = $1", complaint_id
        )
    }
    return [
        {**each, "delivery": delivered.get(each["id"])}
        for each in [
            *await documents.of_matter("complaint", complaint_id),
            *await _of_reward(complaint_id),
        ]
        if each["kind"] not in papers.INTERNAL
    ]


async def _of_reward(complaint_id: UUID) -> list[Row]:
    reward = await database.value("select id from report_reward where complaint = $1", complaint_id)
    return await documents.of_matter("report_reward", reward) if reward is not None else []


async def paper_of(complaint_id: UUID, document_id: UUID) -> Row:
    """One of the complainant's papers. Raises NotFound."""
    for each in await papers_for_writer(complaint_id):
        if each["id"] == document_id:
            return each
    raise errors.NotFound


async def receive_paper(complaint_id: UUID, document_id: UUID, *, now: datetime) -> None:
    """The complainant confirms on the tracking page that the paper was received; twice is once."""
    async with database.unit_of_work():
        if (await queries.for_update(complaint_id))["kind"] != ComplaintKind.COMPLAINT:
            raise errors.NotFound
        if (await paper_of(complaint_id, document_id))["delivery"] is None:
            await _deliver(complaint_id, document_id, "page", beijing.legal_day(now), "", PUBLIC, now)


async def serve_paper(
    complaint_id: UUID,
    *,
    document: UUID,
    method: str,
    received_on: date,
    receipt: str,
    actor: Actor,
    now: datetime,
) -> None:
    """The clerk records that a paper was handed over or came back signed from the post."""
    if method not in METHODS:
        raise errors.Invalid({"method": "请选择送达方式"})
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        permissions.check_can_handle(actor, complaint)
        paper = await paper_of(complaint_id, document)
        if paper["delivery"] is not None:
            raise errors.AlreadyMoved
        if not beijing.legal_day(paper["issued_at"]) <= received_on <= beijing.legal_day(now):
            raise errors.Invalid({"received_on": "送达日期不能早于文书签发之日，也不能晚于今天"})
        await sealing.check_unnamed(complaint_id, "receipt", receipt)
        await _deliver(complaint_id, document, method, received_on, receipt.strip(), actor, now)


async def _deliver(  # noqa: PLR0917 - one row, one call
    complaint_id: UUID, document: UUID, method: str, on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    await database.execute(
        """insert into complaint_delivery (id, complaint, document, method, received_on, receipt, recorded_by, recorded_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8)""",
        uuid4(),
        complaint_id,
        document,
        method,
        on,
        receipt,
        actor.name,
        now,
    )
    act = "receive_paper" if method == "page" else "serve_paper"
    await record.record_event(Complaint, complaint_id, act, actor=actor, now=now, data={"method": method})
