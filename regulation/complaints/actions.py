"""Triage, investigate and answer complaints and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import organs, people
from regulation.casework import calendar, clocks, record
from regulation.complaints import papers, permissions, queries, receiving, rules, sealing
from regulation.complaints.status import ELSEWHERE, STEPS_OF, ComplaintKind, ComplaintStatus, grounds_of
from regulation.complaints.tables import Complaint
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, LABOUR_SUPERVISION_RULES
from regulation.licensing.actions import checks
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: What the paper of the result says was found.
RESULTS = {"uphold": "反映的问题属实", "reject": "反映的问题没有证据证实，不能认定"}


async def note(complaint_id: UUID, *, text: str, actor: Actor, now: datetime) -> None:
    """The clerk writes down what the investigation found so far."""
    if not text.strip():
        raise errors.Invalid({"text": "请填写调查情况"})
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        permissions.check_can_handle(actor, complaint, conflicted=await _conflicted(complaint, now))
        if complaint["status"] != ComplaintStatus.ACCEPTED:
            raise errors.AlreadyMoved
        await sealing.check_unnamed(complaint_id, "text", text)
        await receiving.write_addition(complaint_id, text, now, by_writer=False, author=actor.name)
        await record.record_event(Complaint, complaint_id, "note", actor=actor, now=now)


async def _conflicted(complaint: Row, now: datetime) -> set[UUID]:
    if complaint["firm"] is None:
        return set()
    return await people.conflicts_of(complaint["firm"], today=beijing.legal_day(now))


async def step(
    complaint_id: UUID, name: str, *, reason: str, actor: Actor, now: datetime, also: Row | None = None
) -> Row:
    """Take a step of the desk, in the caller's transaction; the complaint as it was."""
    complaint = await queries.for_update(complaint_id)
    permissions.check_can_take(actor, complaint, name, conflicted=await _conflicted(complaint, now))
    taken = STEPS_OF[ComplaintKind(complaint["kind"])][name]
    await sealing.check_unnamed(complaint_id, "reason" if name == "transfer" else "reply", reason)
    await record.record_step(
        Complaint, complaint_id, name, taken, actor=actor, now=now, reason=reason, also=also
    )
    return complaint


def _told(reply: str) -> str:
    """Whoever wrote is told why; nothing ends without it. Raises Invalid."""
    if len(reply.strip()) < 4:
        raise errors.Invalid({"reply": "请写明理由，投诉人凭查询码可以看到"})
    return reply.strip()


async def accept(
    complaint_id: UUID, *, ended_act_on: date | None = None, actor: Actor, now: datetime
) -> None:
    """Accept: the matter is opened the same day and the investigation clock starts.

    What ended more than two years before it was received is not looked into; `ended_act_on` is the day that the
    clerk found instead of the one the writer gave.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await queries.for_update(complaint_id)
        if rules.is_too_old(ended_act_on or found["happened_on"], found["received_on"]):
            raise errors.Refused(
                "违法行为终了已超过二年，不能受理。核实的终了日期不同的，请填写",
                citation=LABOUR_SUPERVISION_REGULATIONS.article(20),
            )
        complaint = await step(
            complaint_id,
            "accept",
            reason="",
            actor=actor,
            now=now,
            also={
                "accepted_on": today,
                **({"happened_on": ended_act_on} if ended_act_on else {}),
                "handler": actor.person_id,
                "handler_name": actor.name,
            },
        )
        await clocks.meet(complaint_id, "triage", on=today)
        due = await clocks.start(
            "complaint",
            complaint_id,
            "investigation",
            rules.INVESTIGATION,
            today,
            calendar=await calendar.current(),
            organ_id=complaint["organ"],
        )
        await papers.tell("complaint_acceptance", complaint, now=now, due_on=due.due_on)
        if complaint["firm"] and complaint["kind"] == ComplaintKind.TIP:
            await checks.bring_forward(
                complaint["firm"],
                report_number=complaint["number"],
                accepted_on=today,
                actor=actor,
                now=now,
            )


async def decline(
    complaint_id: UUID, *, reply: str, ground: str = "unclear", actor: Actor, now: datetime
) -> None:
    """Not accepted, in writing, on a ground that the text knows and with the reason."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await queries.for_update(complaint_id)
        grounds = grounds_of(found["kind"])
        if ground not in grounds:
            raise errors.Invalid({"ground": "请选择不予受理的理由"})
        asked = await queries.supplement_of(complaint_id)
        is_incomplete = found["status"] == ComplaintStatus.INCOMPLETE
        refusal = rules.why_not_decline(
            ground,
            too_old=rules.is_too_old(found["happened_on"], found["received_on"]),
            has_lapsed=is_incomplete and asked is not None and asked["due_on"] < today,
            is_incomplete=is_incomplete,
        )
        if refusal:
            raise errors.Refused(refusal, citation=LABOUR_SUPERVISION_RULES.article(18))
        complaint = await _end(complaint_id, "decline", reply, actor=actor, now=now)
        await papers.tell(
            "complaint_refusal",
            complaint,
            now=now,
            ground=grounds[ground],
            text=[reply.strip()],
        )


async def direct(complaint_id: UUID, *, body: str, reply: str, actor: Actor, now: datetime) -> None:
    """Not ours: tell the writer which body to turn to."""
    if body not in ELSEWHERE:
        raise errors.Invalid({"body": "请选择应当向哪里反映"})
    async with database.unit_of_work():
        complaint = await _end(
            complaint_id, "direct", reply, actor=actor, now=now, also={"directed_to": body}
        )
        name, why = ELSEWHERE[body]
        await papers.tell(
            "complaint_direction", complaint, now=now, body=name, ground=why, text=[reply.strip()]
        )


async def uphold(complaint_id: UUID, *, reply: str, actor: Actor, now: datetime) -> None:
    """Found true: the reply goes to the writer, the fact to the firm's record."""
    async with database.unit_of_work():
        complaint = await _end(complaint_id, "uphold", reply, actor=actor, now=now)
        await papers.tell(
            "complaint_result",
            complaint,
            now=now,
            outcome=RESULTS["uphold"],
            is_true=True,
            text=[reply.strip()],
        )
        if complaint["firm"] is not None:
            await integrity.record_fact(
                complaint["firm"],
                FactKind.COMPLAINT_UPHELD,
                source_kind="complaint",
                source_number=complaint["number"],
                occurred_on=beijing.legal_day(now),
                organ_id=complaint["organ"],
                actor=actor,
                now=now,
            )


async def reject(complaint_id: UUID, *, reply: str, actor: Actor, now: datetime) -> None:
    """Found untrue or unproved, with the reason."""
    async with database.unit_of_work():
        complaint = await _end(complaint_id, "reject", reply, actor=actor, now=now)
        await papers.tell(
            "complaint_result",
            complaint,
            now=now,
            outcome=RESULTS["reject"],
            is_true=False,
            text=[reply.strip()],
        )


async def _end(
    complaint_id: UUID, name: str, reply: str, *, actor: Actor, now: datetime, also: Row | None = None
) -> Row:
    today = beijing.legal_day(now)
    told = _told(reply)
    async with database.unit_of_work():
        complaint = await step(
            complaint_id,
            name,
            reason=told,
            actor=actor,
            now=now,
            also={"reply": told, "ended_on": today, **(also or {})},
        )
        for kind in ("triage", "investigation", "supplement"):
            await clocks.meet(complaint_id, kind, on=today)
    return complaint


async def transfer(complaint_id: UUID, *, organ_code: str, reason: str, actor: Actor, now: datetime) -> None:
    """To another organ of the city, whose five working days run from its receipt."""
    if len(reason.strip()) < 4:
        raise errors.Invalid({"reason": "请写明移交的理由"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        target = await organs.by_code(organ_code)
        if target is None or target["id"] == actor.organ_id:
            raise errors.Invalid({"organ_code": "请选择接收移交的其他机关"})
        complaint = await step(
            complaint_id,
            "transfer",
            reason=reason.strip(),
            actor=actor,
            now=now,
            also={"organ": target["id"], "handler": None, "handler_name": "", "accepted_on": None},
        )
        await papers.tell(
            "complaint_handover", complaint, now=now, body=target["name"], text=[reason.strip()]
        )
        await clocks.stop(complaint_id, "investigation", reason=N_("移交其他机关"))
        await receiving.start_triage(complaint_id, complaint["kind"], target["id"], today)


async def extend(complaint_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The organ's head allows thirty working days more for a complicated matter, once."""
    if len(reason.strip()) < 4:
        raise errors.Invalid({"reason": "请写明延长的理由"})
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        permissions.check_may_see(actor, complaint)
        permissions.check_can_extend(actor, complaint)
        if complaint["status"] != ComplaintStatus.ACCEPTED:
            raise errors.AlreadyMoved
        if await record.persons_of("complaint", complaint_id, "extend"):
            raise errors.Refused("调查期限只能延长一次", citation=LABOUR_SUPERVISION_REGULATIONS.article(17))
        await record.record_event(
            Complaint,
            complaint_id,
            "extend",
            actor=actor,
            now=now,
            reason=reason.strip(),
            cites=(LABOUR_SUPERVISION_REGULATIONS.article(17),),
        )
        await clocks.start(
            "complaint",
            complaint_id,
            "investigation",
            rules.EXTENDED_INVESTIGATION,
            complaint["accepted_on"],
            calendar=await calendar.current(),
            organ_id=complaint["organ"],
        )


async def take_over(complaint_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Another clerk of the organ goes on with an accepted matter; with it goes who may see who wrote."""
    if len(reason.strip()) < 4:
        raise errors.Invalid({"reason": "请写明接手的理由"})
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        permissions.check_can_take_over(actor, complaint, conflicted=await _conflicted(complaint, now))
        await sealing.check_unnamed(complaint_id, "reason", reason)
        await database.execute(
            "update complaint set handler = $2, handler_name = $3 where id = $1",
            complaint_id,
            actor.person_id,
            actor.name,
        )
        await record.record_event(
            Complaint, complaint_id, "take_over", actor=actor, now=now, reason=reason.strip()
        )
