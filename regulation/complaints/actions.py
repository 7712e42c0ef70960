"""Receive, triage, investigate and answer complaints."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs, people
from regulation.casework import calendar, clocks, numbering, receipts, record
from regulation.complaints import masking, papers, permissions, queries, rules, sealing, tracking
from regulation.complaints.status import (
    DECLINE_GROUNDS,
    ELSEWHERE,
    OPEN,
    PUBLIC,
    STEPS,
    WRITER_STEPS,
    ComplaintKind,
    ComplaintStatus,
    Topic,
)
from regulation.complaints.tables import Complaint
from regulation.firms import identity
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, LABOUR_SUPERVISION_RULES
from regulation.licensing.actions import checks
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.complaints.sealing import Evidence

Row = dict[str, Any]
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Received:
    """What the writer is shown once. `pin` is the second secret where it was drawn, else empty."""

    number: str
    code: str
    pin: str


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote. `firm_id` for a firm of the register, else name, address and organ of the place."""

    kind: ComplaintKind
    topic: Topic
    account: str
    firm_id: UUID | None = None
    respondent: str = ""
    respondent_address: str = ""
    organ_code: str = ""
    happened_on: date | None = None
    amount: Decimal | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    #: The second secret that the writer chose; empty: one is drawn.
    pin: str = ""
    #: Several who complain together: at most five speak for all.
    representatives: Sequence[sealing.Member] = field(default_factory=tuple)
    others: Sequence[sealing.Member] = field(default_factory=tuple)
    files: Sequence[Evidence] = field(default_factory=tuple)

    @property
    def is_anonymous(self) -> bool:
        return not self.identities

    @property
    def identities(self) -> list[str]:
        """What names the writer."""
        of_group = [
            said for each in (*self.representatives, *self.others) for said in (each.name, each.phone)
        ]
        return [each for each in (self.name, self.phone, self.email, *of_group) if each]


def check_written(written: Written, today: date) -> None:
    """Raise Invalid where nothing could be done with what was written."""
    problems: dict[str, str] = {}
    if written.firm_id is None and not written.respondent.strip():
        problems["respondent"] = "请填写被投诉的机构或个人的名称"
    if written.firm_id is None and written.organ_code not in organs.BY_CODE:
        problems["organ_code"] = "请选择事情发生在哪个区"
    if len(written.account.strip()) < 10:
        problems["account"] = "请写明事情经过，至少10个字"
    if written.happened_on is not None and written.happened_on > today:
        problems["happened_on"] = "发生日期不能晚于今天"
    if written.kind is ComplaintKind.COMPLAINT and not (written.name and (written.phone or written.email)):
        problems["name"] = "投诉需要留下姓名和联系方式；不愿留下的，请选择举报"
    if written.kind is not ComplaintKind.COMPLAINT and (written.representatives or written.others):
        problems["representatives"] = "只有投诉可以推选代表；举报请各自提交"
    problems |= rules.group_problems(len(written.representatives), len(written.others), len(written.files))
    if len(written.files) > MOST_FILES:
        problems["files"] = "最多上传%(most)s个文件"
    if written.pin and (
        tracking.is_easily_guessed(written.pin) or written.pin in {written.name, written.phone}
    ):
        problems["pin"] = "查询密码至少6个字符，不能是连续或者相同的字符，也不能是您的姓名和电话"
    if problems:
        raise errors.Invalid(problems, most=MOST_FILES)


async def submit(
    written: Written, *, request_key: str, secret: bytes, folder: Path, now: datetime
) -> Received:
    """Receive a complaint; its number, code and second secret. The same request twice is one complaint, one code."""
    today = beijing.legal_day(now)
    check_written(written, today)
    code, drawn = tracking.code_of(request_key, secret), tracking.pin_of(request_key, secret)
    shown = "" if written.pin else drawn
    account = masking.hide(written.account.strip(), written.identities)
    async with database.unit_of_work():
        earlier = await receipts.once(
            tracking.receipt_key(request_key),
            receipts.digest(_content(written, request_key)),
            actor=None,
            now=now,
        )
        if earlier is not None:
            return Received(earlier, code, shown)
        organ, respondent, address = await _addressed(written)
        taken = await numbering.next_number(organ["code"], "complaint", today.year)
        number = numbering.formatted(organ["short"], "人社投", today.year, taken)
        made = uuid4()
        await database.execute(
            """insert into complaint (id, number, kind, status, organ, firm, respondent, respondent_address, topic, account,
                                      happened_on, amount, is_anonymous, tracking_digest, pin_digest, received_at,
                                      received_on)
               values ($1,$2,$3,'received',$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)""",
            made,
            number,
            str(written.kind),
            organ["id"],
            written.firm_id,
            respondent,
            address,
            str(written.topic),
            account,
            written.happened_on,
            written.amount,
            written.is_anonymous,
            tracking.digest(tracking.read(code) or "", secret),
            tracking.pin_digest(tracking.read(code) or "", written.pin or drawn, secret),
            now,
            today,
        )
        if not written.is_anonymous:
            await sealing.keep_writer(made, written.name, written.phone, written.email)
        await sealing.keep_members(made, written.representatives, written.others)
        await sealing.keep_text(made, written.account.strip(), account, now=now)
        for each in written.files:
            await sealing.keep_file(folder, made, each, now=now)
        await record.opened(
            Complaint,
            made,
            "submit",
            ComplaintStatus.RECEIVED,
            actor=PUBLIC,
            now=now,
            data={"kind": str(written.kind), "topic": str(written.topic), "files": len(written.files)},
        )
        await start_triage(made, written.kind, organ["id"], today)
        await papers.register(await queries.for_update(made), len(written.files), now=now)
        await receipts.answered(tracking.receipt_key(request_key), number)
    return Received(number, code, shown)


def _content(written: Written, request_key: str) -> Row:
    """What makes two requests the same. The key, which is stored nowhere, keeps a name or a number in the fingerprint
    from being tried out against the database.
    """
    return {
        "key": request_key,
        "respondent": [written.firm_id, written.respondent, written.respondent_address, written.organ_code],
        "what": [written.kind, written.topic, written.account, written.happened_on, written.amount],
        "who": [written.name, written.phone, written.email, written.pin],
        "group": [[each.name, each.phone] for each in (*written.representatives, *written.others)],
        "files": [hashlib.sha256(each.content).hexdigest() for each in written.files],
    }


async def _addressed(written: Written) -> tuple[Row, str, str]:
    """The organ that receives it, and whom it is about."""
    if written.firm_id is None:
        organ = await organs.by_code(written.organ_code)
        if organ is None:
            raise errors.NotFound
        return organ, written.respondent.strip(), written.respondent_address.strip()
    firm = await identity.of(written.firm_id)
    organ = await organs.by_id(firm["organ"]) if firm["organ"] else await organs.by_code("BJ")
    if organ is None:
        raise errors.NotFound
    return organ, firm["name"], firm["place_of_business"] or firm["domicile"]


async def start_triage(complaint_id: UUID, kind: str, organ_id: UUID, on: date) -> None:
    """From this day the organ has five working days to say whether it accepts."""
    await clocks.start(
        "complaint",
        complaint_id,
        "triage",
        rules.acceptance_period(is_complaint=kind == ComplaintKind.COMPLAINT),
        on,
        calendar=await calendar.current(),
        organ_id=organ_id,
    )


async def add(
    complaint_id: UUID, text: str, files: Sequence[Evidence], *, folder: Path, now: datetime
) -> None:
    """The writer adds something through the tracking page, as long as the matter is open."""
    if len(text.strip()) < 2:
        raise errors.Invalid({"text": "请填写补充的内容"})
    if len(files) > MOST_FILES:
        raise errors.Invalid({"files": "最多上传%(most)s个文件"}, most=MOST_FILES)
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        if complaint["status"] not in OPEN:
            raise errors.Refused("该事项已经办结，不能再补充。有新情况请重新提交")
        hidden = masking.hide(text.strip(), await sealing.identities(complaint_id))
        await sealing.keep_text(complaint_id, text.strip(), hidden, now=now)
        await _write_addition(complaint_id, hidden, now, by_writer=True, author="")
        for each in files:
            await sealing.keep_file(folder, complaint_id, each, now=now)
        await record.record_event(
            Complaint, complaint_id, "add", actor=PUBLIC, now=now, data={"files": len(files)}
        )
        if complaint["status"] == ComplaintStatus.INCOMPLETE:
            await _supplemented(complaint, now=now)


async def _supplemented(complaint: Row, *, now: datetime) -> None:
    """What was missing came: five working days from now."""
    await record.record_step(
        Complaint, complaint["id"], "supplement", WRITER_STEPS["supplement"], actor=PUBLIC, now=now
    )
    today = beijing.legal_day(now)
    await clocks.meet(complaint["id"], "supplement", on=today)
    await start_triage(complaint["id"], complaint["kind"], complaint["organ"], today)


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
        await _write_addition(complaint_id, text, now, by_writer=False, author=actor.name)
        await record.record_event(Complaint, complaint_id, "note", actor=actor, now=now)


async def _write_addition(
    complaint_id: UUID, text: str, now: datetime, *, by_writer: bool, author: str
) -> None:
    await database.execute(
        "insert into complaint_addition (id, complaint, at, by_writer, author, text) values ($1,$2,$3,$4,$5,$6)",
        uuid4(),
        complaint_id,
        now,
        by_writer,
        author,
        text.strip(),
    )


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
    await sealing.check_unnamed(complaint_id, "reason" if name == "transfer" else "reply", reason)
    await record.record_step(
        Complaint, complaint_id, name, STEPS[name], actor=actor, now=now, reason=reason, also=also
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
    if ground not in DECLINE_GROUNDS:
        raise errors.Invalid({"ground": "请选择不予受理的理由"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await queries.for_update(complaint_id)
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
            ground=DECLINE_GROUNDS[ground],
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
    await _end(complaint_id, "reject", reply, actor=actor, now=now)


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
        await start_triage(complaint_id, complaint["kind"], target["id"], today)


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
