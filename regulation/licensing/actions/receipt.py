"""The organ's side at receipt: not needed, not ours, correct on the spot, one notice, accept, or silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import actor as actors
from regulation import database, errors
from regulation.accounts import people
from regulation.casework import attachments, record
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import papers, permissions, procedures, queries, register
from regulation.licensing.actions import renewing, telling, timing
from regulation.licensing.procedure import Event
from regulation.licensing.rules import conditions, deadlines
from regulation.licensing.status import STEPS, ApplicationStatus, Track
from regulation.licensing.tables import Application
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]

#: Answers to what was received that the law no longer allows once silence has accepted it.
ANSWERS = frozenset({"tell_not_needed", "decline", "decline_concealed", "let_correct", "request_supplement"})
#: To the organ: 《行政许可法》第七十八条 wants a warning besides.
CONCEALED = N_("申请人隐瞒情况或者提供虚假材料，应当依法给予警告，请立案：%(firm)s（%(number)s）")


async def ready(number: str, step: str, *, actor: Actor, now: datetime) -> Row:
    """The application, locked, after asking whether this person may take the step."""
    application = await queries.for_update(number)
    handlers = await record.persons_of("application", application["id"], *permissions.HANDLING)
    conflicted = await people.conflicts_of(application["firm"], today=beijing.legal_day(now))
    permissions.check_can_take(actor, application, step, handlers=handlers, conflicted=conflicted)
    await renewing.check_undecided(application, today=beijing.legal_day(now))
    if step in ANSWERS and await _is_accepted_by_silence(application, today=beijing.legal_day(now)):
        raise errors.Refused(
            "逾期未告知，申请自收到之日起已视为受理，请审查", citation=LICENSING_LAW.article(32, 1, 4)
        )
    return application


async def _is_accepted_by_silence(application: Row, *, today: date) -> bool:
    """Whether the law has accepted it, noted or not."""
    if application["status"] != ApplicationStatus.RECEIVED:
        return False
    due = await timing.triage_due(application)
    return due is not None and deadlines.is_accepted_by_silence(due, today)


async def tell_not_needed(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """What is applied for needs no licence: say so at once."""
    await _close(
        number,
        "tell_not_needed",
        N_("您的申请事项不需要取得行政许可（%(number)s）"),
        reason=reason,
        data={},
        actor=actor,
        now=now,
    )


async def decline(number: str, *, right_organ: str, reason: str, actor: Actor, now: datetime) -> None:
    """Outside this organ's powers: refuse acceptance at once and name the right organ."""
    data = {"right_organ": right_organ}
    await _close(
        number,
        "decline",
        N_("您的申请不属于本机关职权范围（%(number)s）"),
        reason=reason,
        data=data,
        actor=actor,
        now=now,
    )


async def decline_concealed(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Facts were hidden or papers were false: not accepted, and the organ is told that a warning is to be given.

    The warning is a penalty, with the procedure of a penalty: it is opened by those who punish.
    """
    await _close(
        number,
        "decline_concealed",
        N_("因隐瞒情况或者提供虚假材料，您的申请不予受理（%(number)s）"),
        reason=reason,
        data={"concealed": True},
        actor=actor,
        now=now,
    )


async def _close(
    number: str, step: str, title: str, *, reason: str, data: Row, actor: Actor, now: datetime
) -> None:
    async with database.unit_of_work():
        application = await ready(number, step, actor=actor, now=now)
        await record.record_step(
            Application,
            application["id"],
            step,
            STEPS[step],
            actor=actor,
            now=now,
            reason=reason,
            data=data,
            also={"decision_reason": reason, "is_concealed": bool(data.get("concealed"))},
        )
        await timing.done(application, Event.TRIAGE, on=beijing.legal_day(now))
        await timing.stop(application, reason=STEPS[step].label)
        await papers.issue_decline(
            application,
            await papers.organ_of(application["organ"]),
            reason=reason,
            competent=data.get("right_organ", ""),
            cited=STEPS[step].cites,
            now=now,
        )
        await renewing.follow(application, step, actor=actor, now=now)
        if data.get("concealed"):
            await telling.tell_organ(application, CONCEALED, now=now)
        await telling.tell_firm(application, title, now=now)


async def let_correct(number: str, *, items: Sequence[str], actor: Actor, now: datetime) -> None:
    """Errors that can be put right on the spot: the applicant corrects them, this is not the one notice."""
    await _ask(number, "let_correct", [{"name": each} for each in items], actor=actor, now=now)


async def request_supplement(number: str, *, items: Sequence[Row], actor: Actor, now: datetime) -> None:
    """Tell everything that is missing, once, with the notice. Raises Refused on a second notice."""
    await _ask(number, "request_supplement", items, actor=actor, now=now)


async def _ask(number: str, step: str, items: Sequence[Row], *, actor: Actor, now: datetime) -> None:
    today = beijing.legal_day(now)
    if not items:
        raise errors.Invalid({"items": "请列出需要补正的全部内容"})
    async with database.unit_of_work():
        application = await ready(number, step, actor=actor, now=now)
        also: Row = {"requested_items": json.dumps(list(items), ensure_ascii=False)}
        if step == "request_supplement":
            if not conditions.may_request_supplement(
                asked_before=application["supplement_asked_on"] is not None
            ):
                raise errors.Refused(
                    "需要补正的内容只能告知一次，本申请已经告知过", citation=LICENSING_LAW.article(32, 1, 4)
                )
            also["supplement_asked_on"] = today
        await record.record_step(
            Application,
            application["id"],
            step,
            STEPS[step],
            actor=actor,
            now=now,
            data={"items": list(items)},
            also=also,
        )
        # A correction is asked for on the spot: the five days only stand still. The one notice ends them.
        if step == "request_supplement":
            await timing.done(application, Event.TRIAGE, on=today)
        await timing.stand_still(application, on=today)
        if step == "request_supplement":
            organ = await papers.organ_of(application["organ"])
            await papers.issue_supplement_notice(application, organ, items, now=now)
        await telling.tell_firm(application, N_("请补正申请材料（%(number)s）"), now=now)


async def accept(number: str, *, actor: Actor, now: datetime) -> None:
    """Accept, with a dated notice. On the commitment track the matter goes straight to the decider.

    After five working days of silence there is nothing left to accept: what the law has done is noted, from the day of receipt.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        step = "accept"
        application = await queries.for_update(number)
        if application["track"] == Track.COMMITMENT:
            step = "accept_commitment"
        application = await ready(number, step, actor=actor, now=now)
        if await _is_accepted_by_silence(application, today=today):
            await _note_silence(application, now=now)
            return
        lacking = procedures.of_matter(application).missing(
            Track(application["track"]),
            application["answers"],
            await queries.paper_kinds(application["id"]),
            today,
        )
        if lacking:
            raise errors.Refused("材料不齐全，不能受理：%(missing)s", missing=lacking[0].message)
        also: Row = {"accepted_on": today, "accepted_by": actor.person_id}
        if step == "accept_commitment":
            reason = conditions.barred_from_commitment(await queries.credit_of(application["firm"], today))
            if reason:
                raise errors.Refused(reason, citation=STEPS[step].cites[-1])
            also |= {
                "handler": actor.person_id,
                "handler_name": actor.name,
                "proposal": "grant",
                "proposal_reason": "申请表和告知承诺书形式审查合格",
            }
        await _taken(application, step, today, also, actor=actor, now=now)


async def accept_by_silence(number: str, *, now: datetime) -> bool:
    """Nobody answered in time: accepted from the day of receipt. False when somebody has acted meanwhile."""
    async with database.unit_of_work():
        application = await queries.for_update(number)
        if not await _is_accepted_by_silence(application, today=beijing.legal_day(now)):
            return False
        await _note_silence(application, now=now)
    return True


async def _note_silence(application: Row, *, now: datetime) -> None:
    received_on: date = application["triage_from"]
    await _taken(
        application,
        "accept_by_silence",
        received_on,
        {"accepted_on": received_on},
        actor=actors.SYSTEM,
        now=now,
    )
    await telling.tell_organ(
        application, N_("逾期未告知补正，申请已视为受理：%(firm)s（%(number)s）"), now=now
    )


async def accept_silent_ones(*, now: datetime) -> int:
    """The nightly job: every application whose five working days passed without a word."""
    waiting = await database.rows(
        "select number from application where status = 'received' and triage_from < $1",
        beijing.legal_day(now),
    )
    return sum([await accept_by_silence(each["number"], now=now) for each in waiting])


async def _taken(
    application: Row, step: str, accepted_on: date, also: Row, *, actor: Actor, now: datetime
) -> None:
    """Status, clocks, notice and message of an acceptance, however it came about."""
    await record.record_step(
        Application, application["id"], step, STEPS[step], actor=actor, now=now, also=also
    )
    await timing.done(application, Event.TRIAGE, on=beijing.legal_day(now))
    await timing.happened(application, Event.ACCEPTANCE, on=accepted_on)
    await timing.promise(application, on=accepted_on)
    first = await timing.first_due(application)
    if first is None:
        raise LookupError(application["number"])
    await papers.issue_acceptance(
        application,
        await papers.organ_of(application["organ"]),
        accepted_on=accepted_on,
        due_on=first.due_on,
        provisional=first.provisional,
        papers=await attachments.of("application", application["id"]),
        now=now,
    )
    await telling.tell_firm(application, N_("您的申请已受理（%(number)s）"), now=now)
    await register.enter_in_log(
        application["firm"],
        "application",
        step,
        number=application["number"],
        actor=actor,
        now=now,
        before=application["status"],
        accepted_on=accepted_on.isoformat(),
    )
