"""What a reconsideration or a court does to a decision: a changed sum, a quashed decision, one found unlawful.

Registered by `remedies`, which stands above; the case or the penalty on the spot only feels it. Nothing here stops
publicity: it is withdrawn by an act of its own, in three working days and with a public reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, publication, record
from regulation.integrity import actions as integrity
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.licensing.actions import restoring
from regulation.notices import actions as notices
from regulation.penalties import debts, decisions, papers, queries
from regulation.penalties import papers_performance as performance_papers
from regulation.penalties.actions import delivering, doors, halting, performance, publishing
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.fines import Proposal, amount_refused, is_heavier
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import MITIGATIONS, UNDONE_UNDER, spot_step
from regulation.penalties.tables import PenaltyCase
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: How long the withdrawal is told. No article says; as long as the shortest publicity of a penalty.
SHOWN = timedelta(days=90)
WITHDRAWN = "penalty_withdrawal"
WITHDRAWN_TITLE = N_("行政处罚决定信息撤回公告")
#: Clocks of the duty that no longer is.
_OVER = ("payment", "court", "demand", "ruling", "publicity", "announcement")


async def _standing(matter_id: UUID) -> Row:
    """The decision, locked. Raises Refused for a closed case: whoever decides reopens it, with a reason, before it moves."""
    decision = await decisions.for_update(matter_id)
    if decision["status"] == "closed":
        raise errors.Refused(
            N_("案件已结案；请先由负责人写明理由恢复办理，再登记结果"), citation=PENALTY_LAW.article(47)
        )
    return decision


async def _undo(
    decision: Row,
    act: str,
    way: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    data: Row,
    also: Row,
) -> None:
    """The step of a case, or of the penalty on the spot under the article of the way by which it was undone."""
    if decisions.is_spot(decision):
        await record.record_step(
            SpotPenalty,
            decision["id"],
            act,
            spot_step(act, way, decision["status"]),
            actor=actor,
            now=now,
            reason=reason,
            data=data,
            also=also,
        )
    else:
        await doors.take(decision["id"], act, actor=actor, now=now, reason=reason, data=data, also=also)


async def quash(
    matter_id: UUID, *, way: str, reason: str, effective_on: date, actor: Actor, now: datetime
) -> Decimal:
    """The decision has no effect any more: paper void, fact annulled, what hung on it lifted; the sum to be refunded.

    A new case on the same facts may be opened.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        decision = await _standing(matter_id)
        paid = await debts.account(decision, today)
        await _undo(
            decision,
            "quash",
            way,
            actor=actor,
            now=now,
            reason=reason,
            data={"effective_on": effective_on},
            also={"ended_on": today, "end_reason": reason},
        )
        await documents.withdraw(decision["decision_document"], now=now)
        if decisions.is_spot(decision):
            # Nobody goes to the bank with a slip that asks for nothing.
            for paper in await documents.of_matter("spot_penalty", matter_id):
                if paper["kind"] == "payment_notice" and paper["withdrawn_at"] is None:
                    await documents.withdraw(paper["id"], now=now)
        await _annul(decision, reason, actor=actor, now=now)
        for kind in _OVER:
            await clocks.stop(matter_id, kind, reason=N_("处罚决定被撤销"))
        await halting.lift_stop(decision, reason=reason, actor=actor, now=now)
        if await restoring.taken_by(decision["decision_number"]):
            await notices.tell(
                N_("吊销许可证的处罚决定被撤销，请依法恢复许可：案号%(number)s"),
                decision["desk"],
                kind="licence_to_restore",
                now=now,
                organ_id=decision["organ"],
                number=decision["number"],
            )
        if not decisions.is_spot(decision):
            await publishing.settle(await queries.case_for_update(matter_id), today=today)
        await _expect_withdrawal(decision, effective_on)
    return paid.fine_paid + paid.confiscated_paid + paid.surcharge_paid


async def change(
    matter_id: UUID,
    *,
    way: str,
    fine: Decimal,
    confiscated: Decimal,
    reason: str,
    effective_on: date,
    mitigation: str = "",
    actor: Actor,
    now: datetime,
) -> Decimal:
    """The sums of the decision were changed, never upwards; what was paid too much is to be refunded.

    Below the article's range only on a ground of 第三十二条, for whoever changed it too.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        decision = await _standing(matter_id)
        before = decisions.proposal_of(decision)
        after = Proposal(fine=fine, confiscated=confiscated, measures=before.measures)
        if is_heavier(before, after) or (fine, confiscated) == (before.fine, before.confiscated):
            raise errors.Invalid({"fine": N_("变更后的金额应当低于原决定")})
        if decisions.is_spot(decision):
            also = _lighter_on_the_spot(decision, replace(after, mitigation=mitigation), today)
        else:
            grounds = {"mitigation": mitigation} if mitigation in MITIGATIONS else {}
            also = {"fine": fine, "confiscated": confiscated, "ended_on": None, "end_reason": "", **grounds}
        await _undo(
            decision,
            "change",
            way,
            actor=actor,
            now=now,
            reason=reason,
            data={"fine": fine, "confiscated": confiscated, "effective_on": effective_on},
            also=also,
        )
        await _expect_withdrawal(decision, effective_on)
        changed = await decisions.for_update(matter_id)
        if not decisions.is_spot(changed):
            await publishing.settle(changed, today=today)
        return (await debts.account(changed, today)).overpaid


def _lighter_on_the_spot(decision: Row, after: Proposal, today: date) -> Row:
    """What a change writes: the lower fine, and what it was. Raises Invalid where nothing is left, Refused below the range."""
    if not after.penalizes:
        raise errors.Invalid({"fine": N_("变更后没有任何处罚的，结果应当登记为撤销")})
    doors.refuse(amount_refused(VIOLATIONS[decision["violation"]], after, on=decision["decided_on"]))
    return {
        "fine": after.fine,
        "decided_fine": decision["decided_fine"]
        if decision["decided_fine"] is not None
        else decision["fine"],
        "changed_on": today,
    }


async def found_unlawful(
    matter_id: UUID, *, way: str, reason: str, effective_on: date, actor: Actor, now: datetime
) -> None:
    """The decision stays in effect and is said to be unlawful: what was published is withdrawn, the fact annulled."""
    async with database.unit_of_work():
        decision = await decisions.for_update(matter_id)
        await halting.log(
            decision,
            "found_unlawful",
            actor=actor,
            now=now,
            reason=reason,
            data={"effective_on": effective_on},
            cites=(UNDONE_UNDER["found_unlawful"][way],),
        )
        await _annul(decision, reason, actor=actor, now=now)
        await _expect_withdrawal(decision, effective_on)


async def _annul(decision: Row, reason: str, *, actor: Actor, now: datetime) -> None:
    for fact in await database.rows(
        """select id from integrity_fact where source_kind = $1 and source_number = $2 and annulled_on is null""",
        performance.FACT_SOURCE,
        decision["decision_number"],
    ):
        await integrity.annul_fact(fact["id"], reason=reason[:300], actor=actor, now=now)


async def _published(matter_id: UUID) -> Row | None:
    return await database.row(
        """select * from publication where matter_kind = 'penalty_case' and matter_id = $1 and kind = $2
             and ended_on is null order by from_on desc limit 1""",
        matter_id,
        publishing.PUBLICATION,
    )


async def _expect_withdrawal(decision: Row, effective_on: date) -> None:
    if await _published(decision["id"]) is not None:
        await clocks.start(
            "penalty_case",
            decision["id"],
            "withdrawal",
            deadlines.WITHDRAWAL,
            effective_on,
            calendar=await calendar.current(),
            organ_id=decision["organ"],
        )


async def is_to_withdraw(case_id: UUID) -> bool:
    """Whether something published is waiting to be withdrawn."""
    return bool(
        await database.value(
            "select true from clock where matter_id = $1 and kind = 'withdrawal' and met_on is null", case_id
        )
    )


async def withdraw_publicity(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> UUID:
    """Take down what was published of the decision and say publicly why; the caller has asked who may.

    A changed decision may then be published anew, as changed.
    """
    today = beijing.legal_day(now)
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        shown = await _published(case_id)
        if shown is None or not await is_to_withdraw(case_id):
            raise errors.AlreadyMoved
        await publication.end(shown["id"], on=today, reason=why, actor=actor, now=now)
        await clocks.meet(case_id, "withdrawal", on=today)
        if case["status"] == "served":
            await database.execute("update penalty_case set published_on = null where id = $1", case_id)
        await record.record_event(
            PenaltyCase,
            case_id,
            "withdraw_publicity",
            actor=actor,
            now=now,
            reason=why,
            cites=(PENALTY_LAW.article(48, 2),),
        )
        organ = await doors.organ_of(case["organ"])
        is_person = bool(case["party"].get("is_person"))
        body = {
            "party": papers.masked(case["party_name"]) if is_person else case["party_name"],
            "decision_number": case["decision_number"],
            "withdrawn_on": today,
            "reason": why,
            "organ": organ["name"],
        }
        for paper in await documents.of_matter("penalty_case", case_id):
            if paper["kind"] == "publicity_abstract" and paper["withdrawn_at"] is None:
                await documents.withdraw(paper["id"], now=now)
        said = performance_papers.taken_down(organ, body, published_on=shown["from_on"])
        await delivering.issue("publicity_withdrawal", "人社撤示", case, said, now=now)
        return await publication.publish(
            WITHDRAWN,
            case["decision_number"],
            WITHDRAWN_TITLE,
            organ_id=organ["id"],
            organ_name=organ["name"],
            firm_id=case["firm"],
            matter_kind="penalty_case",
            matter_id=case_id,
            body=body,
            from_on=today,
            latest_end_on=today + SHOWN,
            actor=actor,
            now=now,
        )
