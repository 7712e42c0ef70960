"""Receive what somebody writes, and what is added to it later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import calendar, clocks, numbering, receipts, record
from regulation.complaints import language, masking, papers, queries, rules, sealing, tracking
from regulation.complaints.status import (
    NUMBERED,
    OPEN,
    PUBLIC,
    WRITER_STEPS,
    ComplaintKind,
    ComplaintStatus,
    Topic,
)
from regulation.complaints.tables import Complaint
from regulation.firms import identity
from regulation.law import beijing, house_rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from regulation.complaints.sealing import Evidence

Row = dict[str, Any]
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Received:
    """What the writer is shown once. `pin` is the second secret where it was drawn, else empty; `spare` opens a code that
    strangers wore out.
    """

    number: str
    code: str
    pin: str
    spare: str


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
    #: Only of a complaint: its papers carry an English text.
    wants_english: bool = False
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
    problems |= _of_its_kind(written)
    problems |= rules.group_problems(len(written.representatives), len(written.others), len(written.files))
    if len(written.files) > MOST_FILES:
        problems["files"] = "最多上传%(most)s个文件"
    if written.pin and (
        tracking.is_easily_guessed(written.pin) or written.pin in {written.name, written.phone}
    ):
        problems["pin"] = "查询密码至少6个字符，不能是连续或者相同的字符，也不能是您的姓名和电话"
    if problems:
        raise errors.Invalid(problems, most=MOST_FILES)


def _of_its_kind(written: Written) -> dict[str, str]:
    """A complaint claims a right of somebody who is named; a report claims nothing."""
    problems = {}
    if written.kind is ComplaintKind.COMPLAINT and not (written.name and (written.phone or written.email)):
        problems["name"] = "投诉需要留下姓名和联系方式；不愿留下的，请选择举报"
    if written.kind is not ComplaintKind.COMPLAINT:
        if written.representatives or written.others:
            problems["representatives"] = "只有投诉可以推选代表；举报请各自提交"
        if written.amount is not None or written.wants_english:
            problems["amount"] = "举报不主张自己的权益，不填金额；为自己追讨的，请选择投诉"
    return problems


async def submit(
    written: Written, *, request_key: str, secret: bytes, folder: Path, now: datetime
) -> Received:
    """Receive a complaint; its number, code and second secret. The same request twice is one complaint, one code."""
    today = beijing.legal_day(now)
    check_written(written, today)
    code, drawn = tracking.code_of(request_key, secret), tracking.pin_of(request_key, secret)
    shown = "" if written.pin else drawn
    spare = tracking.spare_of(request_key, secret)
    account = masking.hide(written.account.strip(), written.identities)
    async with database.unit_of_work():
        earlier = await receipts.once(
            tracking.receipt_key(request_key),
            receipts.digest(_content(written, request_key)),
            actor=None,
            now=now,
        )
        if earlier is not None:
            return Received(earlier, code, shown, spare)
        organ, respondent, address = await _addressed(written)
        series, words = NUMBERED[written.kind]
        taken = await numbering.next_number(organ["code"], series, today.year)
        number = numbering.formatted(organ["short"], words, today.year, taken)
        made = uuid4()
        await database.execute(
            """insert into complaint (id, number, kind, status, organ, firm, respondent, respondent_address, topic, account,
                                      happened_on, amount, is_anonymous, tracking_digest, pin_digest, received_at,
                                      received_on, spare_digest)
               values ($1,$2,$3,'received',$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)""",
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
            tracking.spare_digest(tracking.read(code) or "", spare, secret),
        )
        if written.wants_english:
            await language.keep_wish(made, english=True, on=today, how="online", actor=PUBLIC, now=now)
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
    return Received(number, code, shown, spare)


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
            raise errors.Refused("该事项已经办结，不能再补充。有新情况请重新提交", citation=house_rules.ENDED)
        hidden = masking.hide(text.strip(), await sealing.identities(complaint_id))
        await sealing.keep_text(complaint_id, text.strip(), hidden, now=now)
        await write_addition(complaint_id, hidden, now, by_writer=True, author="")
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


async def write_addition(
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
