"""The firm's side before and between receipts: start, fill in, attach, submit, supply, take back."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import attachments, calendar, numbering, receipts, record
from regulation.casework.documents import TOKEN_LETTERS
from regulation.firms.status import RegistrationKind
from regulation.law import beijing
from regulation.law.citation import COMMITMENT_OPINIONS, LICENSING_LAW, ORDER_50
from regulation.licensing import papers as papers_of
from regulation.licensing import permissions, procedures, queries, register, tracks
from regulation.licensing.actions import powers, renewing, replacing, taking_over, timing
from regulation.licensing.procedure import Event
from regulation.licensing.rules import change, conditions, numbers, renewal
from regulation.licensing.status import FILERS, LIVING, STEPS, ApplicationStatus, Purpose, Track
from regulation.licensing.tables import Application
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.licensing.procedure import LicenceKind, Procedure

#: An upload that would make the file of one application unreasonably large.
MOST_PAPERS = 20


async def start(
    firm_id: UUID,
    track: Track,
    *,
    kind: RegistrationKind = RegistrationKind.HR_LICENCE,
    request_key: str,
    actor: Actor,
    now: datetime,
) -> str:
    """Begin a draft for a new licence; its number. Asking twice with the same key gives the same draft.

    Raises Refused when the firm already holds the licence, has an application under way, or may not
    use the track.
    """
    return await _start(
        firm_id, procedures.of(kind, Purpose.NEW), track, request_key=request_key, actor=actor, now=now
    )


async def start_about(
    firm_id: UUID,
    kind: RegistrationKind,
    purpose: Purpose,
    track: Track,
    *,
    request_key: str,
    actor: Actor,
    now: datetime,
) -> str:
    """Begin a draft to renew or change the licence that the firm holds, with what is known already filled in.

    Raises NotFound when it holds none, Refused when its term is over, its cancellation was asked for, or
    another application is under way.
    """
    return await _start(
        firm_id, procedures.of(kind, purpose), track, request_key=request_key, actor=actor, now=now
    )


async def _start(
    firm_id: UUID, procedure: Procedure, track: Track, *, request_key: str, actor: Actor, now: datetime
) -> str:
    if not actor.acts_for_firm(firm_id):
        raise errors.NotFound
    actor.check_holds(*FILERS)
    async with database.unit_of_work():
        earlier = await receipts.once(
            request_key,
            receipts.digest(
                {"firm": firm_id, "track": track, "kind": procedure.kind, "purpose": procedure.purpose}
            ),
            actor=actor,
            now=now,
        )
        if earlier:
            return earlier
        firm = await queries.firm(firm_id)
        await database.execute("select 1 from firm where id = $1 for update", firm_id)
        await _check_free(firm_id, procedure, now)
        number = "D" + "".join(secrets.choice(TOKEN_LETTERS) for _ in range(9))
        made = uuid4()
        licence = await _licence_for(firm_id, procedure, actor=actor, now=now)
        organ_id = licence["organ"] if licence else firm["organ"]
        await _check_track(firm_id, procedure, track, organ_id, now)
        organ_code = await _code_of(organ_id)
        subject = {
            "name": firm["name"],
            "uscc": firm["uscc"] or "",
            "domicile": firm["domicile"],
            "legal_representative": firm["legal_representative"],
            "organ": organ_code,
        }
        await database.execute(
            """insert into application (id, number, draft_number, kind, purpose, track, status, firm, firm_name, organ, answers,
                                        created_at, updated_at, updated_by, requested_items, licence, in_time)
               values ($1, $2, $2, $10, $11, $3, 'draft', $4, $5, $6, $7, $8, $8, $9, '[]', $12, true)""",
            made,
            number,
            str(track),
            firm_id,
            firm["name"],
            organ_id,
            json.dumps(
                await _known(licence, firm, subject, procedure.licence), ensure_ascii=False, default=str
            ),
            now,
            actor.name,
            str(procedure.kind),
            str(procedure.purpose),
            licence["id"] if licence else None,
        )
        await record.opened(
            Application,
            made,
            "start",
            ApplicationStatus.DRAFT,
            actor=actor,
            now=now,
            cites=procedure.basis,
        )
        await receipts.answered(request_key, number)
    return number


async def _licence_for(
    firm_id: UUID, procedure: Procedure, *, actor: Actor, now: datetime
) -> dict[str, Any] | None:
    """The licence that a renewal or change is about."""
    if not procedure.needs_licence:
        return None
    licence = await taking_over.take_over(firm_id, procedure.kind, actor=actor, now=now)
    if licence["cancellation_asked_at"] is not None:
        raise errors.Refused("本机构已经申请注销该许可证，不能同时申请延续或者变更")
    if not renewal.may_still_ask(licence["valid_to"], beijing.legal_day(now)):
        raise errors.Refused(renewing.OVER, citation=LICENSING_LAW.article(50, 1))
    await replacing.check_in_time(procedure, licence["valid_to"], on=beijing.legal_day(now))
    return licence


async def _known(
    licence: dict[str, Any] | None, firm: dict[str, Any], subject: dict[str, Any], kind: LicenceKind
) -> dict[str, Any]:
    """The answers that are known before the first question: from the register, and from the last application."""
    if licence is None:
        return {"subject": subject}
    before = await queries.last_answers(licence)
    kept = {name: given for name, given in before.items() if name in kind.kept}
    contact = {
        name: value
        for name, value in before.get("subject", {}).items()
        if name in ("contact_name", "contact_phone", "e_service")
    }
    held = renewing.held_says(licence, firm)
    if "premises" not in kind.kept:
        return kept | {"subject": contact | subject, change.HELD: held}
    if not kept.get("scope"):
        online = ["online"] if licence["is_online"] else []
        kept["scope"] = {"activities": ["to_employers", *online]} if online else {}
    premises = kept.get("premises", {})
    place = firm["place_of_business"] or premises.get("address") or firm["domicile"]
    return kept | {
        "subject": contact | subject,
        "premises": premises | {"address": place},
        change.HELD: held,
    }


async def _code_of(organ_id: UUID | None) -> str:
    found = await organs.by_id(organ_id) if organ_id else None
    return str(found["code"]) if found else ""


async def _check_not_held(firm_id: UUID, procedure: Procedure, now: datetime) -> None:
    held = await replacing.held(firm_id, procedure, on=beijing.legal_day(now))
    if held:
        raise errors.Refused(procedure.words.held, number=held)


async def _check_free(firm_id: UUID, procedure: Procedure, now: datetime) -> None:
    await _check_not_held(firm_id, procedure, now)
    under_way = await queries.open_application_number(firm_id, procedure.kind)
    if under_way:
        raise errors.Refused("本机构已有填写中或者办理中的申请（%(number)s）", number=under_way)


async def _check_track(
    firm_id: UUID, procedure: Procedure, track: Track, organ_id: UUID | None, now: datetime
) -> None:
    await tracks.check_open(procedure, track, organ_id, on=beijing.legal_day(now))
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
        await _check_track(
            application["firm"], procedures.of_matter(application), track, application["organ"], now
        )
        await database.execute(
            "update application set track = $2, updated_at = $3, updated_by = $4 where id = $1",
            application["id"],
            str(track),
            now,
            actor.name,
        )


#: A colleague was quicker; the page shows both.
STALE = N_("同事已经改过这一页，您的内容还没有保存")


def fingerprint(answers: Mapping[str, Any]) -> str:
    """By which a page knows what it was filled in from."""
    said = json.dumps(dict(answers), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


async def save(
    number: str,
    group: str,
    values: Mapping[str, Any],
    *,
    seen: str | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the answers of one group of questions. The draft belongs to the firm: colleagues go on with it.

    `seen` is the fingerprint of the answers that were looked at. Raises AlreadyMoved when a colleague has saved
    others meanwhile: nothing of theirs is lost.
    """
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_edit(actor, application)
        if group not in procedures.of_matter(application).groups_of(Track(application["track"])):
            raise errors.NotFound
        present = application["answers"].get(group, {})
        if seen is not None and seen != fingerprint(present) and dict(values) != present:
            raise errors.AlreadyMoved(STALE)
        answers = application["answers"] | {group: dict(values)}
        organ_id = application["organ"]
        if group == "subject" and not procedures.of_matter(application).needs_licence:
            organ = await organs.by_code(str(values.get("organ", "")))
            await powers.check_holds(
                application["kind"], organ["id"] if organ else None, on=beijing.legal_day(now)
            )
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
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_edit(actor, application)
        if kind not in procedures.of_matter(application).papers:
            raise errors.Invalid({"kind": "请选择材料种类"})
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
        await renewing.check_undecided(application, today=today)
        track = Track(application["track"])
        papers = await queries.paper_kinds(application["id"])
        procedure = procedures.of_matter(application)
        lacking = procedure.missing(track, application["answers"], papers, today)
        if lacking:
            raise errors.Invalid({each.field: each.message for each in lacking}, "申请还有内容没有填写完整")
        is_first = step == "submit"
        also: dict[str, Any] = {
            "submitted": json.dumps(
                {"answers": application["answers"], "papers": sorted(papers), "at": now.isoformat()},
                ensure_ascii=False,
                default=str,
            ),
            "updated_at": now,
            "updated_by": actor.name,
        }
        if step != "correct":
            also["triage_from"] = today
        in_time = True
        if is_first and application["licence"] is not None:
            in_time = await _asked_in_time(application, procedure, today)
            also["in_time"] = in_time
        if is_first:
            await _check_not_held(application["firm"], procedure, now)
            await _check_track(application["firm"], procedure, track, application["organ"], now)
            code = await _code_of(application["organ"])
            serial = await numbering.next_number(numbers.series_of(code), "application", today.year)
            also |= {
                "number": numbers.application_number(code, today.year, serial),
                "received_at": now,
                "received_on": today,
            }
        before = None if is_first else (application["submitted"] or {}).get("answers")
        await record.record_step(
            Application,
            application["id"],
            step,
            procedure.step(step),
            actor=actor,
            now=now,
            data={"answers_before": before} if before else None,
            also=also,
        )
        if not is_first:
            await timing.run_again(application, on=today)
        number = str(also.get("number", application["number"]))
        await renewing.follow(
            application | {"in_time": in_time, "number": number}, step, actor=actor, now=now
        )
        if is_first:
            await papers_of.issue_form(
                application | {"number": number},
                received_at=now,
                papers=await attachments.of("application", application["id"]),
                signed_by=actor.name,
                now=now,
            )
        if is_first and track is Track.COMMITMENT:
            await papers_of.issue_commitment(application | {"number": number}, signed_by=actor.name, now=now)
        if is_first and procedure.renews and in_time:
            await timing.happened(application, Event.TERM_END, on=await _term_end(application))
        # What was corrected on the spot is the same receipt: its five days run on.
        received = {"submit": (Event.RECEIPT, Event.FIRST_RECEIPT), "supplement": (Event.RECEIPT,)}
        for event in received.get(step, ()):
            await timing.happened(application, event, on=today)
        await notices.tell(
            procedure.words.received if is_first else N_("申请人已补交材料：%(firm)s（%(number)s）"),
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


async def _asked_in_time(application: dict[str, Any], procedure: Procedure, today: date) -> bool:
    """Whether a renewal keeps the licence alive; a change has no such day. Raises Refused when the term is over."""
    licence = await queries.licence_for_update(application["licence"])
    if licence["status"] not in LIVING or not renewal.may_still_ask(licence["valid_to"], today):
        raise errors.Refused(renewing.OVER, citation=LICENSING_LAW.article(50, 1))
    if not procedure.renews:
        return True
    await replacing.check_in_time(procedure, licence["valid_to"], on=today)
    request = procedure.licence.renewal_request
    return renewal.is_asked_in_time(today, licence["valid_to"], await calendar.current(), request)


async def _term_end(application: dict[str, Any]) -> date:
    ended: date = (await queries.licence_for_update(application["licence"]))["valid_to"]
    return ended


async def discard(number: str, *, actor: Actor, now: datetime) -> None:
    """Give up a draft; it can no longer be found, its log stays."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        permissions.check_can_take(actor, application, "discard")
        await record.record_step(
            Application, application["id"], "discard", STEPS["discard"], actor=actor, now=now
        )
