"""What a reconsideration or a court does to a decision: days without surcharge, a changed sum, a quashed decision.

Registered by `remedies`, which stands above; the case or the penalty on the spot only feels it. Nothing here stops publicity: it is withdrawn by an
act of its own, in three working days and with a public reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, publication, record
from regulation.integrity import actions as integrity
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.licensing.actions import ending, restoring
from regulation.notices import actions as notices
from regulation.penalties import debts, decisions, papers, queries
from regulation.penalties import papers_performance as performance_papers
from regulation.penalties.actions import delivering, doors, performance, publishing
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.fines import Proposal, amount_refused, is_heavier
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import MITIGATIONS, UNDONE_UNDER, spot_step
from regulation.penalties.tables import PenaltyCase
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.registration_conditions.actions import following
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.law.citation import Citation

Row = dict[str, Any]
#: How long the withdrawal is told. No article says; as long as the shortest publicity of a penalty.
SHOWN = timedelta(days=90)
WITHDRAWN = "penalty_withdrawal"
WITHDRAWN_TITLE = N_("行政处罚决定信息撤回公告")
#: What is said of the register while execution is suspended.
SUSPENDED = N_("复议、诉讼期间处罚决定停止执行")
RESUMED = N_("停止执行结束，处罚决定恢复执行：吊销许可证")
#: Clocks that stand still meanwhile.
HALTED = frozenset({"payment", "demand"})
#: Clocks of the duty that no longer is.
_OVER = ("payment", "court", "demand", "ruling", "publicity", "announcement")


async def _log(
    decision: Row,
    act: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Row,
    cites: tuple[Citation, ...],
) -> None:
    table = SpotPenalty if decisions.is_spot(decision) else PenaltyCase
    await record.record_event(
        table, decision["id"], act, actor=actor, now=now, reason=reason, data=data, cites=cites
    )


async def begin_stay(
    matter_id: UUID, *, way: str, number: str, from_on: date, actor: Actor, now: datetime
) -> None:
    """From the day on which the review or suit was lodged no surcharge runs (第七十三条第三款).

    A stay that was only noted, before remedies against penalties on the spot were conducted, becomes the stay of this one.
    """
    decision = await decisions.by_id(matter_id)
    noted = await database.value(
        """update surcharge_stay set way = $2, number = $3, from_on = least(from_on, $4)
            where (case_id = $1 or spot = $1) and to_on is null returning id""",
        matter_id,
        way,
        number,
        from_on,
    )
    if noted is None:
        await database.execute(
            f"""insert into surcharge_stay (id, {decision["column"]}, way, number, from_on, is_moot, has_changed)
                values ($1,$2,$3,$4,$5,false,false)""",  # noqa: S608 - the column's name is one of two written in code
            uuid4(),
            matter_id,
            way,
            number,
            from_on,
        )
    await _log(
        decision,
        "stay",
        actor=actor,
        now=now,
        data={"number": number, "from_on": from_on},
        cites=(PENALTY_LAW.article(73, 3),),
    )


async def end_stay(
    matter_id: UUID, *, number: str, to_on: date, is_moot: bool, has_changed: bool = False
) -> None:
    """The last day without surcharge: from the next day it runs again."""
    await database.execute(
        """update surcharge_stay set to_on = greatest($3, from_on), is_moot = $4, has_changed = $5
            where (case_id = $1 or spot = $1) and number = $2""",
        matter_id,
        number,
        to_on,
        is_moot,
        has_changed,
    )


async def _standing(matter_id: UUID) -> Row:
    """The decision, locked. Raises Refused for a closed case: whoever decides reopens it, with a reason, before it moves."""
    decision = await decisions.for_update(matter_id)
    if decision["status"] == "closed":
        raise errors.Refused(
            N_("案件已结案；请先由负责人写明理由恢复办理，再登记结果"), citation=PENALTY_LAW.article(47)
        )
    return decision


async def begin_suspension(
    matter_id: UUID,
    *,
    number: str,
    ground: str,
    paper_number: str,
    from_on: date,
    body: str,
    covers_licence: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Execution stops: no day falls due, nothing is demanded, and what was stopped in the register is lifted meanwhile.

    A licence that the decision revoked holds again meanwhile where whoever suspends said so.
    """
    async with database.unit_of_work():
        decision = await decisions.for_update(matter_id)
        if any(each["to_on"] is None for each in await debts.suspensions(matter_id)):
            raise errors.AlreadyMoved
        lifted = await _lift_stop(decision, reason=SUSPENDED, actor=actor, now=now)
        await database.execute(
            f"""insert into execution_suspension (id, {decision["column"]}, number, ground, paper_number, from_on, has_lifted,
                                                  covers_licence)
                values ($1,$2,$3,$4,$5,$6,$7,$8)""",  # noqa: S608 - the column's name is one of two written in code
            uuid4(),
            matter_id,
            number,
            ground,
            paper_number,
            from_on,
            lifted,
            covers_licence,
        )
        await _log(
            decision,
            "suspend",
            actor=actor,
            now=now,
            data={"number": paper_number, "from_on": from_on},
            cites=(PENALTY_LAW.article(73, 1),),
        )
        known = await calendar.current()
        for each in await clocks.of(matter_id, calendar=known):
            if each.kind in HALTED and each.is_running:
                await clocks.pause(matter_id, each.kind, on=from_on, calendar=known)
        if covers_licence:
            said = {
                "decision_number": decision["decision_number"],
                "revoked_on": decision["served_on"],
                "body": body,
                "outcome_number": paper_number,
                "effective_on": from_on,
            }
            for licence in await restoring.taken_by(decision["decision_number"]):
                await restoring.restore(
                    licence["id"], undone=said, reason=SUSPENDED, is_meanwhile=True, actor=actor, now=now
                )


async def end_suspension(matter_id: UUID, *, to_on: date, stands: bool, actor: Actor, now: datetime) -> bool:
    """The last day without execution; from the next day it goes on, where the decision stands. False when none was open."""
    async with database.unit_of_work():
        decision = await decisions.for_update(matter_id)
        found = await database.row(
            "select * from execution_suspension where (case_id = $1 or spot = $1) and to_on is null for update",
            matter_id,
        )
        if found is None:
            return False
        await database.execute(
            "update execution_suspension set to_on = greatest($2, from_on) where id = $1", found["id"], to_on
        )
        await _log(
            decision,
            "resume",
            actor=actor,
            now=now,
            data={"number": found["paper_number"], "to_on": to_on},
            cites=(PENALTY_LAW.article(73, 1),),
        )
        known = await calendar.current()
        for each in await clocks.of(matter_id, calendar=known):
            if each.kind in HALTED and each.is_running:
                await clocks.resume(matter_id, each.kind, on=to_on + timedelta(days=1), calendar=known)
        due_on = await database.value(
            "select due_on from clock where matter_id = $1 and kind = 'demand'", matter_id
        )
        await database.execute(
            "update demand_notice set due_on = $2 where (case_id = $1 or spot = $1) and due_on >= $3",
            matter_id,
            due_on,
            found["from_on"],
        )
        if stands and found["has_lifted"] and decision["is_served"]:
            since = max(beijing.legal_day(now), to_on + timedelta(days=1))
            await performance.stop_business(
                decision, since=since, source_matter=found["id"], again=True, actor=actor, now=now
            )
        if stands and found["covers_licence"]:
            for licence in await restoring.held_meanwhile(decision["decision_number"]):
                await ending.revoke(
                    licence["id"],
                    decision_number=decision["decision_number"],
                    on=max(beijing.legal_day(now), to_on + timedelta(days=1)),
                    reason=RESUMED,
                    actor=actor,
                    now=now,
                )
    return True


async def _lift_stop(decision: Row, *, reason: str, actor: Actor, now: datetime) -> bool:
    """What the decision stopped goes on, also where it was entered anew after a suspension; whether anything was stopped."""
    found = False
    for matter in (decision["id"], *(each["id"] for each in await debts.suspensions(decision["id"]))):
        lifted = await following.lift(
            matter,
            on=beijing.legal_day(now),
            reason=reason,
            document_number=decision["decision_number"],
            actor=actor,
            now=now,
        )
        found = found or bool(lifted)
    return found


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
        await _annul(decision, reason, actor=actor, now=now)
        for kind in _OVER:
            await clocks.stop(matter_id, kind, reason=N_("处罚决定被撤销"))
        await _lift_stop(decision, reason=reason, actor=actor, now=now)
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
        await _log(
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
