"""The firm's side before and between receipts: start, fill in, attach, submit, supply, take back."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import attachments, calendar, clocks, numbering, receipts, record
from regulation.casework.documents import TOKEN_LETTERS
from regulation.law import beijing
from regulation.law.citation import COMMITMENT_OPINIONS, ORDER_50
from regulation.licensing import permissions, queries, register
from regulation.licensing.rules import conditions, deadlines, numbers
from regulation.licensing.status import FILERS, STEPS, ApplicationStatus, Track
from regulation.licensing.tables import Application
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor

#: An upload that would make the file of one application unreasonably large.
MOST_PAPERS = 20


async def start(firm_id: UUID, track: Track, *, request_key: str, actor: Actor, now: datetime) -> str:
    """Begin a draft; its number. Asking twice with the same key gives the same draft.

    Raises Refused when the firm already holds the licence, has an application under way, or may not
    use the commitment track.
    """
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    actor.check_holds(*FILERS)
    async with database.unit_of_work():
        earlier = await receipts.once(
            request_key, receipts.digest({"firm": firm_id, "track": track}), actor=actor, now=now
        )
        if earlier:
            return earlier
        firm = await queries.firm(firm_id)
        await database.execute("select 1 from firm where id = $1 for update", firm_id)
        await _check_free(firm_id)
        await _check_track(firm_id, track, now)
        number = "D" + "".join(secrets.choice(TOKEN_LETTERS) for _ in range(9))
        made = uuid4()
        organ_code = await _code_of(firm["organ"])
        subject = {
            "name": firm["name"],
            "uscc": firm["uscc"] or "",
            "domicile": firm["domicile"],
            "legal_representative": firm["legal_representative"],
            "organ": organ_code,
        }
        await database.execute(
            """insert into application (id, number, draft_number, kind, purpose, track, status, firm, firm_name, organ, answers,
                                        created_at, updated_at, updated_by, requested_items)
               values ($1, $2, $2, 'hr_licence', 'new', $3, 'draft', $4, $5, $6, $7, $8, $8, $9, '[]')""",
            made,
            number,
            str(track),
            firm_id,
            firm["name"],
            firm["organ"],
            json.dumps({"subject": subject}, ensure_ascii=False),
            now,
            actor.name,
        )
        await record.opened(
            Application,
            made,
            "start",
            ApplicationStatus.DRAFT,
            actor=actor,
            now=now,
            cites=(ORDER_50.article(7),),
        )
        await receipts.answered(request_key, number)
    return number


async def _code_of(organ_id: UUID | None) -> str:
    found = await organs.by_id(organ_id) if organ_id else None
    return str(found["code"]) if found else ""


async def _check_free(firm_id: UUID) -> None:
    held = await queries.living_licence_number(firm_id)
    if held:
        raise errors.Refused("本机构已持有有效的人力资源服务许可证，不需要重复申请：%(number)s", number=held)
    under_way = await queries.open_application_number(firm_id)
    if under_way:
        raise errors.Refused("本机构已有填写中或者办理中的申请（%(number)s）", number=under_way)


async def _check_track(firm_id: UUID, track: Track, now: datetime) -> None:
    if track is Track.COMMITMENT:
        reason = conditions.barred_from_commitment(await queries.credit_of(firm_id, beijing.legal_day(now)))
        if reason:
            raise errors.Refused(reason, citation=COMMITMENT_OPINIONS.whole())


async def choose_track(number: str, track: Track, *, actor: Actor, now: datetime) -> None:
    """Change the track of a draft; the choice is the applicant's until it submits."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_edit(actor, application)
        if application["status"] != ApplicationStatus.DRAFT:
            raise errors.Refused("申请提交后不能更换程序，可以撤回后重新申请", citation=ORDER_50.article(7))
        await _check_track(application["firm"], track, now)
        await database.execute(
            "update application set track = $2, updated_at = $3, updated_by = $4 where id = $1",
            application["id"],
            str(track),
            now,
            actor.name,
        )


async def save(number: str, group: str, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Keep the answers of one group of questions. The draft belongs to the firm: colleagues go on with it."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_edit(actor, application)
        if group not in conditions.groups_of(Track(application["track"])):
            raise errors.NotFound
        answers = application["answers"] | {group: dict(values)}
        organ_id = application["organ"]
        if group == "subject":
            organ = await organs.by_code(str(values.get("organ", "")))
            if application["status"] == ApplicationStatus.DRAFT:
                organ_id = organ["id"] if organ else None
            elif organ is None or organ["id"] != application["organ"]:
                raise errors.Invalid({"organ": "申请提交后不能更换许可机关"})
        await database.execute(
            """update application set answers = $2, organ = $3, firm_name = $4, updated_at = $5, updated_by = $6
               where id = $1""",
            application["id"],
            json.dumps(answers, ensure_ascii=False, default=str),
            organ_id,
            answers.get("subject", {}).get("name") or application["firm_name"],
            now,
            actor.name,
        )


async def attach(
    number: str,
    kind: str,
    *,
    file_name: str,
    media_type: str,
    content: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Add a paper whose content the web side has checked. Raises Invalid for an unknown kind or too many papers."""
    if kind not in conditions.PAPERS:
        raise errors.Invalid({"kind": "请选择材料种类"})
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_edit(actor, application)
        if len(await attachments.of("application", application["id"])) >= MOST_PAPERS:
            raise errors.Invalid({"file": "最多上传20份材料，请合并后再上传"})
        made = await attachments.add(
            folder,
            "application",
            application["id"],
            kind,
            file_name,
            media_type,
            content,
            actor=actor,
            now=now,
        )
        await record.record_event(
            Application,
            application["id"],
            "attach",
            actor=actor,
            now=now,
            data={"file": file_name, "kind": kind},
        )
    return made


async def detach(number: str, attachment_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a paper back before it is submitted. Raises NotFound when it belongs to something else."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_edit(actor, application)
        gone = await database.value(
            "delete from attachment where id = $1 and matter_kind = 'application' and matter_id = $2 returning file_name",
            attachment_id,
            application["id"],
        )
        if gone is None:
            raise errors.NotFound
        await record.record_event(
            Application, application["id"], "detach", actor=actor, now=now, data={"file": gone}
        )


async def submit(number: str, *, actor: Actor, now: datetime) -> str:
    """Submit a draft, or what was asked for; the application's number, under which it is found from now on.

    Raises Invalid when something is missing (the fields name the groups), Refused when the state of
    the firm changed since the draft was begun.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        application = await queries.for_update(number)
        step = {
            ApplicationStatus.CORRECTING: "correct",
            ApplicationStatus.SUPPLEMENT: "supplement",
        }.get(application["status"], "submit")
        permissions.check_can_take(actor, application, step)
        track = Track(application["track"])
        papers = await queries.paper_kinds(application["id"])
        lacking = conditions.missing(track, application["answers"], papers, today)
        if lacking:
            raise errors.Invalid({each.field: each.message for each in lacking}, "申请还有内容没有填写完整")
        is_first = step == "submit"
        also: dict[str, Any] = {
            "submitted": json.dumps(
                {"answers": application["answers"], "papers": sorted(papers), "at": now.isoformat()},
                ensure_ascii=False,
                default=str,
            ),
            "triage_from": today,
            "updated_at": now,
            "updated_by": actor.name,
        }
        if is_first:
            held = await queries.living_licence_number(application["firm"])
            if held:
                raise errors.Refused(
                    "本机构已持有有效的人力资源服务许可证，不需要重复申请：%(number)s", number=held
                )
            await _check_track(application["firm"], track, now)
            code = await _code_of(application["organ"])
            serial = await numbering.next_number(code, "application", today.year)
            also |= {
                "number": numbers.application_number(code, today.year, serial),
                "received_at": now,
                "received_on": today,
            }
        await record.record_step(
            Application, application["id"], step, STEPS[step], actor=actor, now=now, also=also
        )
        await _run_clocks(application, is_first=is_first, now=now)
        number = str(also.get("number", application["number"]))
        await notices.tell(
            N_("收到人力资源服务许可申请：%(firm)s（%(number)s）")
            if is_first
            else N_("申请人已补交材料：%(firm)s（%(number)s）"),
            f"/desk/applications/{number}",
            kind="application",
            now=now,
            organ_id=application["organ"],
            firm=application["firm_name"],
            number=number,
        )
        await register.enter_in_log(
            application["firm"],
            "application",
            step,
            number=number,
            actor=actor,
            now=now,
            before=application["status"],
            track=application["track"],
        )
    return number


async def _run_clocks(application: dict[str, Any], *, is_first: bool, now: datetime) -> None:
    """Receipt starts the five days of triage; the first one also the period of the Regulations."""
    today = beijing.legal_day(now)
    known = await calendar.current()
    await clocks.start(
        "application",
        application["id"],
        "triage",
        deadlines.TRIAGE.on(today),
        today,
        calendar=known,
        organ_id=application["organ"],
    )
    if is_first:
        await clocks.start(
            "application",
            application["id"],
            "decision_by_regulations",
            deadlines.DECISION_AFTER_RECEIPT.on(today),
            today,
            calendar=known,
            organ_id=application["organ"],
        )
    else:
        await clocks.resume(application["id"], "decision_by_regulations", on=today, calendar=known)


async def discard(number: str, *, actor: Actor, now: datetime) -> None:
    """Give up a draft; it can no longer be found, its log stays."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_take(actor, application, "discard")
        await record.record_step(
            Application, application["id"], "discard", STEPS["discard"], actor=actor, now=now
        )


async def retract(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the application back before it is decided."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_take(actor, application, "retract")
        await record.record_step(
            Application,
            application["id"],
            "retract",
            STEPS["retract"],
            actor=actor,
            now=now,
            reason=reason,
            also={"updated_at": now, "updated_by": actor.name},
        )
        for clock in ("triage", "decision_by_regulations", "decision_by_law", "on_the_spot"):
            await clocks.stop(application["id"], clock, reason="申请人撤回申请")
        await notices.tell(
            N_("申请人已撤回申请：%(firm)s（%(number)s）"),
            f"/desk/applications/{application['number']}",
            kind="application",
            now=now,
            organ_id=application["organ"],
            firm=application["firm_name"],
            number=application["number"],
        )
