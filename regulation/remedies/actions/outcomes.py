"""What came of it: judged, concluded, and what an outcome does to the decision."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.law import beijing
from regulation.law.citation import LITIGATION_LAW, PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties.actions import doors as case_doors
from regulation.penalties.actions import halting, undoing
from regulation.remedies import permissions, queries, rules
from regulation.remedies.actions import doors
from regulation.remedies.status import MOOT, OUTCOME_NAMES, STEPS, UNDOES, Outcome, Status, Way
from regulation.remedies.tables import Remedy
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
_ZERO = Decimal(0)


def _checked(  # noqa: PLR0917 - what every outcome has
    remedy: Row, outcome: Outcome, number: str, decided_on: date, received_on: date, reason: str, today: date
) -> None:
    problems = {}
    if not number.strip() and outcome is not Outcome.SILENT:
        problems["number"] = N_("请填写决定书、裁判文书的文号")
    if not remedy["filed_on"] <= decided_on <= received_on <= today:
        problems["received_on"] = N_("日期应当依次先后，且不晚于今天")
    if outcome not in MOOT and len(reason.strip()) < 4:
        problems["reason"] = N_("请写明理由")
    if problems:
        raise errors.Invalid(problems)


async def judge(
    remedy_id: UUID,
    *,
    outcome: Outcome,
    number: str,
    decided_on: date,
    received_on: date,
    reason: str = "",
    fine: Decimal | None = None,
    confiscated: Decimal | None = None,
    mitigation: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """A first judgment: it has effect when the time to appeal has passed, or not at all if somebody appeals."""
    async with database.unit_of_work():
        remedy = await doors.held(remedy_id, "judge", actor=actor)
        if outcome is Outcome.SILENT:
            raise errors.Invalid({"outcome": N_("请选择结果")})
        _checked(remedy, outcome, number, decided_on, received_on, reason, beijing.legal_day(now))
        await clocks.stop(remedy_id, "answer", reason=N_("已有裁判结果"))
        await doors.start(remedy, "appeal", rules.APPEAL, received_on)
        await doors.take(
            remedy,
            "judge",
            actor=actor,
            now=now,
            reason=reason.strip(),
            also=_outcome(outcome, number, decided_on, received_on, reason, fine, confiscated, mitigation),
        )


def _outcome(  # noqa: PLR0917 - what an outcome consists of
    outcome: Outcome,
    number: str,
    decided_on: date,
    received_on: date,
    reason: str,
    fine: Decimal | None,
    confiscated: Decimal | None,
    mitigation: str,
) -> Row:
    if outcome is Outcome.CHANGED and fine is None:
        raise errors.Invalid({"fine": N_("请填写变更后的金额")})
    return {
        "outcome": str(outcome),
        "outcome_number": number.strip(),
        "decided_on": decided_on,
        "outcome_received_on": received_on,
        "reason": reason.strip(),
        "new_fine": fine if outcome is Outcome.CHANGED else None,
        "new_confiscated": (confiscated or _ZERO) if outcome is Outcome.CHANGED else None,
        "mitigation": mitigation,
    }


async def conclude(
    remedy_id: UUID,
    *,
    outcome: Outcome,
    number: str,
    decided_on: date,
    received_on: date,
    reason: str = "",
    fine: Decimal | None = None,
    confiscated: Decimal | None = None,
    mitigation: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """The outcome that has effect at once: a reconsideration's, a second instance's, or a suit that ended without judgment."""
    async with database.unit_of_work():
        remedy = await doors.held(remedy_id, "conclude", actor=actor)
        first_of_suit = remedy["way"] == Way.SUIT and remedy["instance"] == "first"
        if first_of_suit and outcome not in MOOT:
            raise errors.Refused(
                N_("一审判决在上诉期满后生效，请登记一审结果"), citation=STEPS["judge"].cites[0]
            )
        _checked(remedy, outcome, number, decided_on, received_on, reason, beijing.legal_day(now))
        if outcome is Outcome.SILENT:
            case_doors.refuse(
                rules.silence_refused(
                    remedy["way"],
                    remedy["filed_on"],
                    decided_on,
                    await calendar.current(),
                    simple=remedy["is_simple"],
                )
            )
        said = _outcome(outcome, number, decided_on, received_on, reason, fine, confiscated, mitigation)
        await doors.take(
            remedy,
            "conclude",
            actor=actor,
            now=now,
            reason=reason.strip(),
            cites=(LITIGATION_LAW.article(45),) if outcome is Outcome.SILENT else None,
            also=said | {"effective_on": received_on},
        )
        await _follow({**remedy, **said, "effective_on": received_on}, actor=actor, now=now)


async def _follow(remedy: Row, *, actor: Actor, now: datetime) -> None:
    """What an outcome does to the decision: the stay ends, the decision stands, is changed, or is gone."""
    outcome, on = Outcome(remedy["outcome"]), remedy["effective_on"]
    await halting.end_stay(
        remedy["matter_id"],
        number=remedy["number"],
        to_on=on,
        is_moot=outcome in MOOT,
        has_changed=outcome is Outcome.CHANGED,
    )
    await halting.end_suspension(
        remedy["matter_id"],
        to_on=on,
        stands=outcome not in {Outcome.QUASHED, Outcome.ANEW},
        actor=actor,
        now=now,
    )
    for kind in ("answer", "review"):
        await clocks.stop(remedy["id"], kind, reason=N_("已终结"))
    said = f"{remedy['body']}{remedy['outcome_number']}{OUTCOME_NAMES[outcome]}：{remedy['reason']}"
    how: Row = {"way": remedy["way"], "reason": said, "effective_on": on, "actor": actor, "now": now}
    refund = _ZERO
    if outcome in {Outcome.QUASHED, Outcome.ANEW}:
        refund = await undoing.quash(remedy["matter_id"], **how)
    elif outcome is Outcome.CHANGED:
        refund = await undoing.change(
            remedy["matter_id"],
            fine=remedy["new_fine"],
            confiscated=remedy["new_confiscated"],
            mitigation=remedy["mitigation"],
            **how,
        )
    elif outcome is Outcome.UNLAWFUL:
        await undoing.found_unlawful(remedy["matter_id"], **how)
    if remedy["way"] == Way.RECONSIDERATION and outcome in {Outcome.UPHELD, Outcome.CHANGED}:
        await doors.start(remedy, "to_sue", rules.TO_SUE, on)
    elif outcome is Outcome.SILENT:
        await doors.start(remedy, "to_sue", rules.TO_SUE_AFTER_SILENCE, remedy["decided_on"])
    await database.execute("update remedy set refund = $2 where id = $1", remedy["id"], refund)
    await notices.tell(
        N_("%(number)s已终结：%(party)s"),
        f"/desk/remedies/{remedy['id']}",
        kind="remedy",
        now=now,
        organ_id=remedy["organ"],
        number=remedy["number"],
        party=remedy["party_name"],
    )


async def note_refund(remedy_id: UUID, *, on: date, receipt: str, actor: Actor, now: datetime) -> None:
    """What was paid without owing it went back."""
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        permissions.check_can_act(actor, remedy)
        if not remedy["refund"] or remedy["refunded_on"] is not None:
            raise errors.AlreadyMoved
        problems = {}
        if not receipt.strip():
            problems["receipt"] = N_("请填写退款凭证号码")
        if not remedy["effective_on"] <= on <= beijing.legal_day(now):
            problems["on"] = N_("日期应当依次先后，且不晚于今天")
        if problems:
            raise errors.Invalid(problems)
        await database.execute(
            "update remedy set refunded_on = $2, refund_receipt = $3 where id = $1",
            remedy_id,
            on,
            receipt.strip(),
        )
        await record.record_event(
            Remedy,
            remedy_id,
            "refund",
            actor=actor,
            now=now,
            data={"amount": remedy["refund"], "on": on},
            cites=(PENALTY_LAW.article(74, 2),),
        )


async def pass_terms(*, today: date, now: datetime) -> int:
    """First judgments nobody appealed have effect on the day after the last day to appeal; how many.

    One by which the decision stands is entered some days later, with that day: the party's appeal is heard of late.
    """
    due = await database.rows(
        """select remedy.id, remedy.outcome, clock.due_on from remedy join clock on clock.matter_id = remedy.id and clock.kind = 'appeal'
           where remedy.status = 'judged' and clock.met_on is null and clock.due_on < $1""",
        today,
    )
    done = 0
    for each in due:
        if rules.waits_for_word(each["due_on"], today, undoes=each["outcome"] in UNDOES):
            continue
        try:
            done += await _becomes_final(each["id"], each["due_on"] + timedelta(days=1), now=now)
        except errors.Refused:
            # A closed case is reopened by a person first; the other judgments do not wait for it.
            remedy = await queries.for_update(each["id"])
            await notices.tell(
                N_("%(number)s的判决已生效，案件已结案：请先恢复办理，再登记结果"),
                remedy["desk"],
                kind="remedy",
                now=now,
                organ_id=remedy["organ"],
                number=remedy["number"],
            )
    return done


async def _becomes_final(remedy_id: UUID, on: date, *, now: datetime) -> bool:
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        if remedy["status"] != Status.JUDGED:
            return False
        await clocks.meet(remedy["id"], "appeal", on=on)
        await doors.take(remedy, "become_final", actor=actors.SYSTEM, now=now, also={"effective_on": on})
        await _follow({**remedy, "effective_on": on}, actor=actors.SYSTEM, now=now)
    return True
