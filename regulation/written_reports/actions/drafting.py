"""The firm fills in a report: begun, kept, papers added, given up. Shared among its people until a signatory sends it."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import attachments, receipts, record
from regulation.casework.documents import TOKEN_LETTERS
from regulation.firms import branches, identity
from regulation.firms.status import RegistrationKind
from regulation.licensing import queries as licensing
from regulation.words import N_
from regulation.written_reports import permissions, queries, rules
from regulation.written_reports.status import FILERS, STEPS, ReportKind, ReportStatus
from regulation.written_reports.tables import WrittenReport

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor

MATTER = "written_report"
MOST_PAPERS = 10
TOO_MANY = N_("最多上传10份材料，请合并后再上传")
CORRECTED_ALREADY = N_("该报告已经由另一份报告更正")


async def start(
    firm_id: UUID,
    kind: ReportKind,
    *,
    corrects: str = "",
    like: str = "",
    request_key: str,
    actor: Actor,
    now: datetime,
) -> str:
    """Begin a report; the number of the draft. `corrects` is the report whose place it will take, with its answers to begin from.

    `like` is the report to the licensing organ whose branch is to be filed where it is: what it says is filled in.

    Asking twice with the same key gives the same draft. Raises NotFound, NotPermitted, Refused.
    """
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    actor.check_holds(*FILERS)
    async with database.unit_of_work():
        said = receipts.digest(
            {"firm": firm_id, "kind": kind, "corrects": corrects} | ({"like": like} if like else {})
        )
        if earlier := await receipts.once(request_key, said, actor=actor, now=now):
            return earlier
        firm = await identity.of(firm_id)
        before = await queries.for_update(corrects) if corrects else None
        if before is not None:
            if before["firm"] != firm_id:
                raise errors.NotFound
            if before["status"] not in STEPS["correct"].before:
                raise errors.Refused(CORRECTED_ALREADY)
            kind = ReportKind(before["kind"])
        known, branch = await _known(firm_id, kind, before, like)
        made, number = uuid4(), "B" + "".join(secrets.choice(TOKEN_LETTERS) for _ in range(9))
        await database.execute(
            """insert into written_report (id, number, draft_number, kind, status, firm, firm_name, branch, organ, answers,
                                           present, corrects, registered_on, due_on, sent_on, days_late, question,
                                           noted_on, noted_by, document, created_at, updated_at, updated_by)
               values ($1, $2, $2, $3, 'draft', $4, $5, $6, null, $7, '{}', $8, null, null, null, 0, '', null, '', null,
                       $9, $9, $10)""",
            made,
            number,
            kind,
            firm_id,
            firm["name"],
            branch,
            json.dumps(known, ensure_ascii=False, default=str),
            before["id"] if before else None,
            now,
            actor.name,
        )
        await record.opened(
            WrittenReport,
            made,
            "start",
            ReportStatus.DRAFT,
            actor=actor,
            now=now,
            data={"kind": kind, "corrects": corrects},
        )
        await receipts.answered(request_key, number)
    return number


async def _known(
    firm_id: UUID, kind: ReportKind, before: queries.Row | None, like: str
) -> tuple[queries.Row, UUID | None]:
    """Answers that are known before the first question, and the branch they are about. Raises NotFound."""
    if before is not None:
        return before["answers"], before["branch"]
    if kind is not ReportKind.DISPATCH_FILING:
        return {}, None
    number = await licensing.living_licence_number(firm_id, RegistrationKind.DISPATCH_LICENCE)
    known: queries.Row = {"licence_number": number} if number else {}
    if not like:
        return known, None
    told = await queries.for_update(like)
    if told["firm"] != firm_id or told["kind"] != ReportKind.DISPATCH_BRANCH:
        raise errors.NotFound
    given = {name: value for name, value in told["answers"].items() if name != "legal_form"}
    return known | given, told["branch"]


async def save(number: str, answers: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Keep what was typed, whole or not. Raises NotFound for a branch that is not the firm's, NotPermitted, AlreadyMoved."""
    async with database.unit_of_work():
        report = await queries.for_update(number)
        permissions.check_can_edit(actor, report)
        branch = await _branch_meant(report, answers)
        await database.execute(
            "update written_report set answers = $2, branch = $3, updated_at = $4, updated_by = $5 where id = $1",
            report["id"],
            json.dumps(dict(answers), ensure_ascii=False, default=str),
            branch,
            now,
            actor.name,
        )


async def _branch_meant(report: queries.Row, answers: Mapping[str, Any]) -> UUID | None:
    if report["kind"] not in rules.OF_A_BRANCH:
        kept: UUID | None = report["branch"]
        return kept
    if not answers.get("branch"):
        return None
    wanted = next(
        (each for each in await branches.living(report["firm"]) if str(each["id"]) == answers["branch"]), None
    )
    if wanted is None and answers["branch"] != str(report["branch"]):
        raise errors.NotFound
    found: UUID = wanted["id"] if wanted else report["branch"]
    return found


async def attach(
    number: str,
    *,
    file_name: str,
    media_type: str,
    content: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> None:
    """Add a paper whose content the web side has checked. Raises Invalid for too many."""
    async with database.unit_of_work():
        report = await queries.for_update(number)
        permissions.check_can_edit(actor, report)
        if len(await attachments.of(MATTER, report["id"])) >= MOST_PAPERS:
            raise errors.Invalid({"file": TOO_MANY})
        await attachments.add(
            folder, MATTER, report["id"], "proof", file_name, media_type, content, actor=actor, now=now
        )
        await record.record_event(
            WrittenReport, report["id"], "attach", actor=actor, now=now, data={"file": file_name}
        )


async def discard(number: str, *, actor: Actor, now: datetime) -> None:
    """Give a draft up; it stays on file, empty of effect."""
    async with database.unit_of_work():
        report = await queries.for_update(number)
        permissions.check_can_take(actor, report, "discard")
        await record.record_step(
            WrittenReport, report["id"], "discard", STEPS["discard"], actor=actor, now=now
        )
