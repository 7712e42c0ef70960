"""The file of a firm goes from one organ to another: asked for by the report, handed over, queried, received, dropped."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import actor as actors
from regulation import database, errors
from regulation.accounts import organs, people
from regulation.casework import numbering, record
from regulation.firms import branches, identity
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.licensing.actions import moving as licensing
from regulation.notices import actions as notices
from regulation.roles import Role
from regulation.words import N_
from regulation.written_reports import papers, permissions, queries, rules
from regulation.written_reports.actions import noting
from regulation.written_reports.status import (
    MOVE_STEPS,
    REPORT_STATUSES,
    MoveStatus,
    ReportKind,
    ReportStatus,
)
from regulation.written_reports.tables import FileMove

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]

LEAF = "file_move"
UNDER_WAY = frozenset({MoveStatus.ASKED, MoveStatus.SENT, MoveStatus.QUERIED})
ON_ITS_WAY = N_("本机构的档案正在由另一机关移交（%(number)s），移交办结后再报告迁移")
CHANGED_SINCE = N_("移交后档案内容有变化，请退回原机关按现状重新移交")
NOT_ANSWERED = N_("机构尚未答复对报告的询问，答复后再接收档案")
NO_QUESTION = N_("请写明需要补充的内容")
NO_REASON = N_("请写明终止移交的理由")


async def follow_report(
    report: Row, organ: Row, corrected: Row | None, *, actor: Actor, now: datetime
) -> None:
    """After a report was sent: a domicile in another district asks for the file; a corrected one no longer does."""
    if report["kind"] != ReportKind.CHANGE:
        return
    firm = await identity.of(report["firm"])
    old_id = await licensing.organ_of_file(report["firm"]) or firm["organ"]
    old = await organs.by_id(old_id) if old_id else None
    wanted = bool(report["answers"].get("domicile")) and rules.moves_file(
        old["code"].partition("-")[0] if old else "", report["answers"].get("new_area", "")
    )
    await database.execute("select 1 from firm where id = $1 for no key update", report["firm"])
    present = await database.row(
        "select * from file_move where firm = $1 and status = any($2) for update",
        report["firm"],
        sorted(UNDER_WAY),
    )
    if present is not None:
        ours = present["report"] in (report["id"], corrected["id"] if corrected else None)
        if wanted and ours and present["new_organ"] == organ["id"]:
            await database.execute(
                "update file_move set report = $2 where id = $1", present["id"], report["id"]
            )
            return
        if wanted and not ours:
            raise errors.Refused(ON_ITS_WAY, number=present["number"])
        if ours:
            await record.record_step(
                FileMove,
                present["id"],
                "lapse",
                MOVE_STEPS["lapse"],
                actor=actors.SYSTEM,
                now=now,
                data={"report": report["number"]},
            )
    if wanted:
        assert old is not None
        await _ask_for(report, old, organ, actor=actor, now=now)


async def _ask_for(report: Row, old: Row, new: Row, *, actor: Actor, now: datetime) -> None:
    today = beijing.legal_day(now)
    serial = await numbering.next_number(new["code"], "file_move", today.year)
    made, number = uuid4(), rules.move_number(new["code"], today.year, serial)
    await database.execute(
        """insert into file_move (id, number, firm, firm_name, report, old_organ, new_organ, status, contents, question,
                                  asked_on, sent_on, sent_by, sent_by_name, received_on, received_by,
                                  received_by_name, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, 'asked', '[]', '', $8, null, null, '', null, null, '', $9)""",
        made,
        number,
        report["firm"],
        report["firm_name"],
        report["id"],
        old["id"],
        new["id"],
        today,
        now,
    )
    await record.opened(
        FileMove,
        made,
        "ask",
        MoveStatus.ASKED,
        actor=actor,
        now=now,
        data={"number": number, "report": report["number"]},
    )
    await _tell_organ(
        N_("机构迁往其他区，请移交档案：%(firm)s（%(number)s）"), number, report["firm_name"], old["id"], now
    )


async def _tell_organ(title: str, number: str, firm: str, organ_id: Any, now: datetime) -> None:
    await notices.tell(
        title,
        f"/desk/moves/{number}",
        kind="file_move",
        now=now,
        organ_id=organ_id,
        firm=firm,
        number=number,
    )


async def _held(number: str, step: str, actor: Actor, now: datetime) -> Row:
    move = await queries.move_for_update(number)
    conflicted = await people.conflicts_of(move["firm"], today=beijing.legal_day(now))
    permissions.check_can_move(actor, move, step, conflicted)
    return move


async def contents_of(firm_id: Any) -> list[Row]:
    """What is in the file today: licences, filings, applications, reports; each with the words of its state."""
    found = await licensing.contents(firm_id)
    for row in await database.rows(
        """select number, status, sent_on from written_report
            where firm = $1 and sent_on is not null and kind in ('change', 'ending', 'online_ending', 'dispatch_branch')
            order by sent_on, number""",
        firm_id,
    ):
        found.append(
            {
                "kind": "report",
                "number": row["number"],
                "status": row["status"],
                "on": row["sent_on"].isoformat(),
            }
        )
    words = {str(name): label for name, label in REPORT_STATUSES.items()} | licensing.WORDS
    return [{**each, "words": words.get(each["status"], each["status"])} for each in found]


async def hand_over(number: str, *, actor: Actor, now: datetime) -> None:
    """The old organ signs for what is in the file and sends it. Raises Refused while an application waits for its decision."""
    async with database.unit_of_work():
        move = await _held(number, "hand_over", actor, now)
        await licensing.check_nothing_waits(move["firm"], frozenset({rules.DECIDED_FIRST}))
        await record.record_step(
            FileMove,
            move["id"],
            "hand_over",
            MOVE_STEPS["hand_over"],
            actor=actor,
            now=now,
            also={
                "contents": json.dumps(await contents_of(move["firm"]), ensure_ascii=False),
                "sent_on": beijing.legal_day(now),
                "sent_by": actor.person_id,
                "sent_by_name": actor.name,
            },
        )
        await _tell_organ(
            N_("机构档案已移交，请接收：%(firm)s（%(number)s）"),
            number,
            move["firm_name"],
            move["new_organ"],
            now,
        )


async def query(number: str, *, question: str, actor: Actor, now: datetime) -> None:
    """The new organ says what is missing or has changed; the old one hands over again. Raises Invalid without saying it."""
    if not question.strip():
        raise errors.Invalid({"question": NO_QUESTION})
    async with database.unit_of_work():
        move = await _held(number, "query", actor, now)
        await record.record_step(
            FileMove,
            move["id"],
            "query",
            MOVE_STEPS["query"],
            actor=actor,
            now=now,
            reason=question,
            also={"question": question},
        )
        await _tell_organ(
            N_("移交的档案需要补充：%(firm)s（%(number)s）"),
            number,
            move["firm_name"],
            move["old_organ"],
            now,
        )


async def drop(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """The firm did not move after all: the file stays, or goes back. Raises Invalid without a reason."""
    if not reason.strip():
        raise errors.Invalid({"reason": NO_REASON})
    async with database.unit_of_work():
        move = await _held(number, "drop", actor, now)
        await record.record_step(
            FileMove, move["id"], "drop", MOVE_STEPS["drop"], actor=actor, now=now, reason=reason
        )
        await _tell_organ(
            N_("机构未迁移，档案移交终止：%(firm)s（%(number)s）"),
            number,
            move["firm_name"],
            move["old_organ"],
            now,
        )


async def receive(number: str, *, actor: Actor, now: datetime) -> None:
    """The new organ signs for the very list that was sent, and answers for the firm from now on.

    In one transaction: the report is noted, the register and the jurisdiction follow, licence and certificate of
    filing are issued anew, undecided applications go along with their clocks running on. Raises Refused when the file
    is no longer what was signed for, when an application waits for its decision, or when a question to the firm is open.
    """
    async with database.unit_of_work():
        move = await _held(number, "receive", actor, now)
        await licensing.check_nothing_waits(move["firm"], frozenset({rules.DECIDED_FIRST}))
        if await contents_of(move["firm"]) != move["contents"]:
            raise errors.Refused(CHANGED_SINCE)
        report = await queries.for_update((await queries.by_id(move["report"]))["number"])
        if report["status"] != ReportStatus.SENT:
            raise errors.Refused(NOT_ANSWERED)
        await record.record_step(
            FileMove,
            move["id"],
            "receive",
            MOVE_STEPS["receive"],
            actor=actor,
            now=now,
            also={
                "received_on": beijing.legal_day(now),
                "received_by": actor.person_id,
                "received_by_name": actor.name,
            },
        )
        paper_of = await queries.move_for_update(number)
        await papers.issue_transfer_sheet(paper_of, received_by=actor.name, now=now)
        # The firm is still the old organ's at this instant: the receiving clerk writes by the power of the move.
        receiving = replace(actor, roles=actor.roles | {Role.SYSTEM})
        await noting.take_effect(report, actor=receiving, now=now)
        await branches.hand_over(move["firm"], move["new_organ"], now=now)
        await licensing.take(
            move["firm"], move["new_organ"], along=rules.GOES_ALONG, reference=number, actor=actor, now=now
        )
        await _tell_organ(
            N_("档案已由新机关接收：%(firm)s（%(number)s）"),
            number,
            move["firm_name"],
            move["old_organ"],
            now,
        )
        await notices.tell(
            N_("本机构的档案已移交迁入地机关：%(number)s"),
            f"/firm/written-reports/{report['draft_number']}",
            kind="file_move",
            now=now,
            firm_id=move["firm"],
            number=number,
        )
        await ledger.append(
            str(move["firm"]),
            LEAF,
            "receive",
            actor=actor,
            now=now,
            prev_state=move["status"],
            private={"number": number},
        )
