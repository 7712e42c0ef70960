"""Interviews and on-site records: begun with the rights told, taken down, read back, signed page by page."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import attachments, documents, numbering, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import papers_evidence, permissions_evidence, queries
from regulation.penalties.actions import doors, evidence
from regulation.penalties.rules import evidence as rules
from regulation.penalties.status_evidence import (
    CAPACITIES,
    READINGS,
    RECORD_KINDS,
    RECORD_STEPS,
    RECUSAL_ANSWERS,
    RecordStatus,
)
from regulation.penalties.tables_evidence import CaseRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]
_MARKS = {"interview": "人社询", "scene": "人社检", "survey": "人社勘", "sampling": "人社样"}
#: Lines one record may have.
LONGEST = 400


async def begin(
    case_id: UUID,
    *,
    kind: str,
    person: Row,
    place: str,
    recusal: str,
    recusal_words: str = "",
    officers: list[UUID] | None = None,
    started_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Row:
    """Begin a record: certificates are shown, rights are told, the answer about recusal is noted.

    `started_at` is given for one that was written on paper. Raises Invalid, Refused, NotPermitted, AlreadyMoved.
    """
    begun = started_at or now
    name = str(person.get("name", "")).strip()
    _check_begin(kind, person, place, (recusal, recusal_words), is_ahead=begun > now)
    async with database.unit_of_work():
        case = await evidence.held(case_id, actor=actor, now=now)
        day = beijing.legal_day(begun)
        if day < case["discovered_on"]:
            raise errors.Invalid({"started_at": "笔录时间不能早于发现日期"})
        takers = await evidence.certified(case, day, officers)
        organ = await doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], f"record_{kind}", day.year)
        made: Row = {
            "id": uuid4(),
            "number": numbering.formatted(organ["short"], _MARKS[kind], day.year, taken),
        }
        await database.execute(
            """insert into case_record (id, case_id, kind, number, status, person, person_name, place, started_at, officers,
                   officer_a, officer_b, recusal, recusal_words, entries, read_back, words, pages, end_reason)
               values ($1,$2,$3,$4,'open',$5,$6,$7,$8,$9,$10,$11,$12,$13,'[]','','',0,'')""",
            made["id"],
            case_id,
            kind,
            made["number"],
            json.dumps({**person, "name": name}, ensure_ascii=False),
            name,
            place.strip(),
            begun,
            json.dumps(evidence.shown(takers), ensure_ascii=False),
            takers[0]["id"],
            takers[1]["id"],
            recusal,
            recusal_words.strip(),
        )
        if kind == "interview":
            await _sit(made["id"], takers, begun)
        await record.opened(
            CaseRecord,
            made["id"],
            "begin",
            RecordStatus.OPEN,
            actor=actor,
            now=now,
            data={"kind": kind},
            cites=(PENALTY_LAW.article(55), PENALTY_LAW.article(42, 1)),
        )
    return made


def _check_begin(kind: str, person: Row, place: str, answer: tuple[str, str], *, is_ahead: bool) -> None:
    """Raise Invalid where the record would not say whom, where, and what was answered about recusal."""
    recusal, recusal_words = answer
    problems = {}
    if kind not in RECORD_KINDS:
        problems["kind"] = "请选择笔录种类"
    if not str(person.get("name", "")).strip():
        problems["name"] = "请填写姓名"
    if person.get("capacity") not in CAPACITIES:
        problems["capacity"] = "请选择身份"
    if not place.strip():
        problems["place"] = "请填写地点"
    if recusal not in RECUSAL_ANSWERS:
        problems["recusal"] = "请记明告知回避权利后的回答"
    if recusal == "asked" and not recusal_words.strip():
        problems["recusal_words"] = "请记明申请回避的理由"
    if is_ahead:
        problems["started_at"] = "开始时间不能晚于现在"
    if problems:
        raise errors.Invalid(problems)


async def _sit(record_id: UUID, officers: list[Row], begun: datetime) -> None:
    """Both officers sit in this interview from now on. Raises Refused when one sits in another."""
    persons = [each["id"] for each in officers]
    others = await database.rows(
        "select started_at, ended_at from case_record_officer where person = any($1::uuid[])", persons
    )
    doors.refuse(
        rules.overlap_refused(begun, None, [(each["started_at"], each["ended_at"]) for each in others])
    )
    for person in persons:
        await database.execute(
            "insert into case_record_officer (id, record, person, started_at, ended_at) values ($1,$2,$3,$4,null)",
            uuid4(),
            record_id,
            person,
            begun,
        )


# --- reading ----------------------------------------------------------------------------------------------


def _read(found: Row | None) -> Row:
    if found is None:
        raise errors.NotFound
    return {**found, **{name: json.loads(found[name]) for name in ("person", "officers", "entries")}}


async def by_id(case_id: UUID, record_id: UUID, *, for_update: bool = False) -> Row:
    """One record of a case. Raises NotFound."""
    return _read(
        await database.row(
            f"select * from case_record where id = $1 and case_id = $2{' for update' if for_update else ''}",  # noqa: S608
            record_id,
            case_id,
        )
    )


async def of_case(case_id: UUID) -> list[Row]:
    """All of a case, oldest first."""
    return [
        _read(each)
        for each in await database.rows(
            "select * from case_record where case_id = $1 order by started_at, number", case_id
        )
    ]


async def signatures(record_id: UUID) -> list[Row]:
    """Who signed which page, and who did not and why."""
    return await database.rows(
        "select * from case_record_signature where record = $1 order by page, who", record_id
    )


def lines(found: Row) -> list[rules.Line]:
    """What was said, as the rules cut it into pages."""
    return [rules.Line(each["question"], each["answer"]) for each in found["entries"]]


async def unsigned(found: Row) -> dict[str, list[int]]:
    """The pages that each of the three still has to sign."""
    signed = {(each["page"], each["who"]) for each in await signatures(found["id"])}
    return rules.unsigned_pages(found["pages"], signed)


# --- taking down ---------------------------------------------------------------------------------------------


async def _held(case_id: UUID, record_id: UUID, step: str, *, actor: Actor, now: datetime) -> tuple[Row, Row]:
    case = await evidence.held(case_id, actor=actor, now=now)
    found = await by_id(case_id, record_id, for_update=True)
    if found["status"] not in RECORD_STEPS[step].before:
        raise errors.AlreadyMoved
    return case, found


async def _take(found: Row, step: str, *, actor: Actor, now: datetime, reason: str = "", **also: Any) -> None:
    await record.record_step(
        CaseRecord, found["id"], step, RECORD_STEPS[step], actor=actor, now=now, reason=reason, also=also
    )


async def write(
    case_id: UUID,
    record_id: UUID,
    *,
    question: str = "",
    answer: str,
    at: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Take down a question with its answer, or one fact; with `at` in place of what stood there. Raises Invalid."""
    async with database.unit_of_work():
        _case, found = await _held(case_id, record_id, "write", actor=actor, now=now)
        problems = {}
        if found["kind"] == "interview" and not question.strip():
            problems["question"] = "请填写问题"
        if not answer.strip():
            problems["answer"] = "请填写回答或者情况"
        if at is not None and not 0 <= at < len(found["entries"]):
            problems["at"] = "没有这一条"
        if at is None and len(found["entries"]) >= LONGEST:
            problems["answer"] = "一份笔录最多四百条，请另作一份"
        if problems:
            raise errors.Invalid(problems)
        entry = {"question": question.strip(), "answer": answer.strip()}
        entries = list(found["entries"])
        if at is None:
            entries.append(entry)
        else:
            entries[at] = entry
        await _take(found, "write", actor=actor, now=now, entries=json.dumps(entries, ensure_ascii=False))


async def read_back(
    case_id: UUID,
    record_id: UUID,
    *,
    reading: str,
    words: str,
    ended_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The person has read it or heard it; from now on it is signed page by page and not changed. Raises Invalid."""
    ended = ended_at or now
    async with database.unit_of_work():
        _case, found = await _held(case_id, record_id, "read", actor=actor, now=now)
        problems = {}
        if not found["entries"]:
            problems["reading"] = "笔录没有内容"
        elif reading not in READINGS:
            problems["reading"] = "请记明由本人阅读还是向本人宣读"
        if not words.strip():
            problems["words"] = "请记明本人核对后的意见"
        if ended > now:
            problems["ended_at"] = "结束时间不能晚于现在"
        elif ended <= found["started_at"]:
            problems["ended_at"] = "结束时间须晚于开始时间"
        if problems:
            raise errors.Invalid(problems)
        await _end_sitting(record_id, ended)
        await _take(
            found,
            "read",
            actor=actor,
            now=now,
            ended_at=ended,
            read_back=reading,
            words=words.strip(),
            pages=len(rules.pages(lines(found))),
        )


async def _end_sitting(record_id: UUID, ended: datetime) -> None:
    """Both officers are free again. Raises Refused when the time given runs into another interview."""
    try:
        async with database.unit_of_work():
            await database.execute(
                "update case_record_officer set ended_at = $2 where record = $1", record_id, ended
            )
    except asyncpg.ExclusionViolationError:
        raise errors.Refused(
            "执法人员在同一时间还有另一份询问笔录，不能同时询问两人", citation=PENALTY_LAW.article(55)
        ) from None


async def reopen(case_id: UUID, record_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The person wants something put right: back to writing, as long as no page was signed."""
    why = doors.said(reason)
    async with database.unit_of_work():
        _case, found = await _held(case_id, record_id, "reopen", actor=actor, now=now)
        if await signatures(record_id):
            raise errors.Refused(
                "已有签名的笔录不能更正内容，请作废后重新制作", citation=PENALTY_LAW.article(55)
            )
        await _take(found, "reopen", actor=actor, now=now, reason=why)


async def void(case_id: UUID, record_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Broken off, or to be made anew: it stays on file as void and is no evidence."""
    why = doors.said(reason)
    async with database.unit_of_work():
        _case, found = await _held(case_id, record_id, "void", actor=actor, now=now)
        await database.execute("delete from case_record_officer where record = $1", record_id)
        await _take(found, "void", actor=actor, now=now, reason=why, end_reason=why)


# --- signing -------------------------------------------------------------------------------------------------

Picture = tuple[str, str, bytes]


async def sign(
    case_id: UUID,
    record_id: UUID,
    page: int,
    *,
    person: Picture | None = None,
    own: Picture | None = None,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> None:
    """Sign a page: the person asked, and the officer who is signed in; nobody signs for another officer.

    When every page bears all three, the record is issued and becomes evidence. Raises Invalid, AlreadyMoved.
    """
    async with database.unit_of_work():
        case, found = await _held(case_id, record_id, "sign", actor=actor, now=now)
        _check_page(found, page)
        given = []
        if person is not None:
            given.append(("person", found["person_name"], person))
        if own is not None:
            who = {found["officer_a"]: "first", found["officer_b"]: "second"}.get(actor.person_id)
            if who is None:
                raise errors.Refused("只有本笔录的两名执法人员本人可以签名", citation=PENALTY_LAW.article(55))
            given.append((who, actor.name, own))
        if not given:
            raise errors.Invalid({"person": "请签名，或者写明拒绝签名的原因"})
        for who, name, picture in given:
            kept = await attachments.add(
                folder, "penalty_case", case_id, "signature", *picture, actor=actor, now=now
            )
            await _keep(found, page, who, name, kept, actor=actor, now=now)
        await _finish(case, found, folder, actor=actor, now=now)


async def refuse(
    case_id: UUID,
    record_id: UUID,
    *,
    reason: str,
    witness: str,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> None:
    """The person will not sign: why, and who saw it, for every page not yet signed. Raises Invalid."""
    why = doors.said(reason, "refusal")
    if len(witness.strip()) < 2:
        raise errors.Invalid({"witness": "请写明见证人，或者写明录音录像的情况"})
    async with database.unit_of_work():
        case, found = await _held(case_id, record_id, "sign", actor=actor, now=now)
        for page in (await unsigned(found))["person"]:
            await _keep(
                found,
                page,
                "person",
                found["person_name"],
                None,
                refusal=why,
                witness=witness.strip(),
                actor=actor,
                now=now,
            )
        await _finish(case, found, folder, actor=actor, now=now)


async def file_scan(
    case_id: UUID, record_id: UUID, scan: Picture, *, folder: Path, actor: Actor, now: datetime
) -> None:
    """A paper that was printed and signed by hand on every page: its scan stands for all signatures."""
    async with database.unit_of_work():
        case, found = await _held(case_id, record_id, "sign", actor=actor, now=now)
        kept = await attachments.add(
            folder, "penalty_case", case_id, "signed_record", *scan, actor=actor, now=now
        )
        names = {"person": found["person_name"]} | {
            who: each["name"] for who, each in zip(("first", "second"), found["officers"], strict=True)
        }
        for who, left in (await unsigned(found)).items():
            if left:
                await _keep(found, 0, who, names[who], kept, actor=actor, now=now)
        await _finish(case, found, folder, actor=actor, now=now, scan=kept)


def _check_page(found: Row, page: int) -> None:
    if not 1 <= page <= found["pages"]:
        raise errors.NotFound


async def _keep(
    found: Row,
    page: int,
    who: str,
    name: str,
    attachment: UUID | None,
    *,
    refusal: str = "",
    witness: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    kept = await database.value(
        """insert into case_record_signature (id, record, page, who, name, attachment, refusal, witness, at, recorded_by)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict (record, page, who) do nothing returning true""",
        uuid4(),
        found["id"],
        page,
        who,
        name,
        attachment,
        refusal,
        witness,
        now,
        actor.name,
    )
    if not kept:
        raise errors.AlreadyMoved


async def _finish(
    case: Row, found: Row, folder: Path, *, actor: Actor, now: datetime, scan: UUID | None = None
) -> None:
    """Once every page is signed: the paper is issued, and the record stands among the evidence."""
    if any((await unsigned(found)).values()):
        return
    today = beijing.legal_day(now)
    organ = await doors.organ_of(case["organ"])
    given = await signatures(found["id"])
    paper = await documents.issue(
        "interview_record" if found["kind"] == "interview" else "scene_record",
        found["number"],
        "penalty_case",
        case["id"],
        papers_evidence.case_record(organ, case, found, given, await _pictures(folder, given), today),
        organ_id=organ["id"],
        # What witnesses said is not the party's to read before the hearing.
        firm_id=None,
        now=now,
    )
    await _take(found, "sign", actor=actor, now=now, signed_at=now, document=paper["id"])
    await evidence.register_record(case, found, scan, actor=actor, now=now)


async def _pictures(folder: Path, given: Iterable[Row]) -> list[Row]:
    """The signatures as the paper sets them; a scan of the whole is in the file beside it."""
    found = []
    for each in given:
        if each["attachment"] is None or each["page"] == 0:
            continue
        row, content = await attachments.read(folder, each["attachment"])
        address = f"data:{row['media_type']};base64,{base64.b64encode(content).decode()}"
        found.append({"who": f"{each['who']}-{each['page']}", "picture": address})
    return found


async def visible(actor: Actor, case_id: UUID, record_id: UUID) -> tuple[Row, Row]:
    """The case and the record, for a page. Raises NotFound."""
    case = await queries.any_case(case_id)
    permissions_evidence.check_may_see(actor, case)
    return case, await by_id(case_id, record_id)
