"""Service of the decision, money, publication, close."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, publication
from regulation.firms.status import LICENCES, LimitKind, RegistrationKind
from regulation.integrity import actions as integrity
from regulation.integrity import rules as credit
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import CREDIT_REPAIR_MEASURES, DOUBLE_PUBLICITY_GUIDANCE, PENALTY_LAW
from regulation.licensing.actions import ending, taking_over
from regulation.notices import actions as notices
from regulation.penalties import papers, queries
from regulation.penalties.actions import doors
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.violations import MEASURE_NAMES, REVOKES, Measure
from regulation.registration_conditions import queries as conditions
from regulation.registration_conditions.actions import following
from regulation.registration_conditions.actions.proposing import Document
from regulation.registration_conditions.rules.grounds import Ground
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
PUBLICATION = "penalty"
#: What the register says of a penalty that stops the business.
STOPPED = N_("责令停业整顿：停止经营，完成整改；整改验收合格并经解除后恢复经营。")
TITLE = N_("行政处罚决定公示")
_ZERO = Decimal(0)


async def serve_decision(
    case_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The decision takes effect by its service: the time to pay and both remedies run, the fact goes on record."""
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "serve_decision", actor=actor, now=now)
        await doors.serve_paper(
            case["decision_document"],
            method,
            served_on,
            receipt,
            issued_on=case["decided_on"],
            actor=actor,
            now=now,
        )
        await _decision_served(case, "serve_decision", method, served_on, actor=actor, now=now)


async def receive_decision(case_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party confirms on its account that the decision reached it: that is its service. Raises Refused."""
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "receive_decision", actor=actor, now=now)
        await doors.confirm_paper(case["decision_document"], actor=actor, now=now)
        today = beijing.legal_day(now)
        await _decision_served(case, "receive_decision", "electronic", today, actor=actor, now=now)


async def _decision_served(
    case: Row, step: str, method: str, served_on: date, *, actor: Actor, now: datetime
) -> None:
    known = await calendar.current()
    periods = {"reconsideration": deadlines.RECONSIDERATION, "litigation": deadlines.LITIGATION}
    if case["fine"] or case["confiscated"]:
        periods["payment"] = deadlines.PAYMENT
    dues = {
        kind: await clocks.start(
            "penalty_case", case["id"], kind, period, served_on, calendar=known, organ_id=case["organ"]
        )
        for kind, period in periods.items()
    }
    await clocks.meet(case["id"], "service", on=served_on)
    await doors.take(
        case["id"],
        step,
        actor=actor,
        now=now,
        data={"method": method, "served_on": served_on},
        also={
            "served_on": served_on,
            "pay_due_on": dues["payment"].due_on if "payment" in dues else None,
        },
    )
    if case["firm"]:
        await integrity.record_fact(
            case["firm"],
            FactKind(case["seriousness"]),
            source_kind="penalty_decision",
            source_number=case["decision_number"],
            occurred_on=case["decided_on"],
            organ_id=case["organ"],
            actor=actor,
            now=now,
        )
        await notices.tell(
            N_("您收到行政处罚决定书%(number)s"),
            f"/firm/cases/{case['id']}",
            kind="penalty_decision",
            now=now,
            firm_id=case["firm"],
            number=case["decision_number"],
        )
    if case["firm"] and Measure.STOP_BUSINESS in case["measures"]:
        await _stop_business(case, served_on=served_on, actor=actor, now=now)
    for measure, kind in REVOKES.items():
        if case["firm"] and measure in case["measures"]:
            await _revoke(case, measure, kind, served_on=served_on, actor=actor, now=now)


async def _stop_business(case: Row, *, served_on: date, actor: Actor, now: datetime) -> None:
    """责令停业整顿 hangs on what the firm relies on from the day of service; nobody has to enter it again.

    On its licences, since what it stops needs one; on its filings where it holds no licence. The article gives no
    length: it lasts until it is lifted on proof that the breach was put right.
    """
    found = await conditions.living(
        case["firm"], sorted(LICENCES - {RegistrationKind.DISPATCH_LICENCE}), served_on
    )
    found = found or await conditions.living(case["firm"], [RegistrationKind.FILING], served_on)
    for each in found:
        await following.impose(
            (RegistrationKind(each["kind"]), each["number"]),
            kind=LimitKind.SUSPENSION,
            ground=Ground.STOP_BUSINESS,
            source_matter=case["id"],
            text=STOPPED,
            since=served_on,
            facts=MEASURE_NAMES[Measure.STOP_BUSINESS],
            decision=Document(number=case["decision_number"], on=case["decided_on"]),
            actor=actor,
            now=now,
        )


async def _revoke(
    case: Row, measure: Measure, kind: RegistrationKind, *, served_on: date, actor: Actor, now: datetime
) -> bool:
    """The penalty takes the licence that it names: licensing, which the register follows, does it on this day.

    False where the firm holds none any more: the penalty stands, and there is nothing to take.
    """
    try:
        licence = await taking_over.take_over(case["firm"], kind, actor=actor, now=now)
    except errors.NotFound:
        return False
    return await ending.revoke(
        licence["id"],
        decision_number=case["decision_number"],
        on=served_on,
        reason=MEASURE_NAMES[measure],
        actor=actor,
        now=now,
    )


def check_owes(account: queries.Account) -> None:
    """Money is entered as long as some is owed. Raises AlreadyMoved."""
    if account.left == 0:
        raise errors.AlreadyMoved


def is_performed(case: Row, account: queries.Account) -> bool:
    """Whether nothing is owed and what must be published is."""
    return account.left == 0 and not _lacks_publication(case)


def _lacks_publication(case: Row) -> bool:
    return case["published_on"] is None and case["seriousness"] != FactKind.PENALTY_MINOR


async def pay(
    case_id: UUID,
    *,
    paid_on: date,
    receipt: str,
    fine: Decimal = _ZERO,
    confiscated: Decimal = _ZERO,
    surcharge: Decimal = _ZERO,
    actor: Actor,
    now: datetime,
) -> None:
    """Enter money received, by its receipt; never more than is owed."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "pay", actor=actor, now=now)
        check_owes(await queries.account(case, today))
        owed = await queries.account(case, paid_on)
        problems = {}
        if paid_on > today or paid_on < case["decided_on"]:
            problems["paid_on"] = "缴款日期应当在决定之后，且不晚于今天"
        if not receipt.strip():
            problems["receipt"] = "请填写票据号码"
        if fine + confiscated + surcharge <= 0:
            problems["fine"] = "请填写缴款金额"
        for name, paid, left in (
            ("fine", fine, owed.fine_left),
            ("confiscated", confiscated, owed.confiscated_left),
            ("surcharge", surcharge, owed.surcharge_left),
        ):
            if paid > left:
                problems[name] = "金额超过应缴的余额"
        if problems:
            raise errors.Invalid(problems)
        await database.execute(
            """insert into case_payment (id, case_id, paid_on, fine, confiscated, surcharge, receipt, recorded_by, recorded_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
            uuid4(),
            case_id,
            paid_on,
            fine,
            confiscated,
            surcharge,
            receipt.strip(),
            actor.name,
            now,
        )
        await doors.take(
            case_id,
            "pay",
            actor=actor,
            now=now,
            data={"fine": fine, "confiscated": confiscated, "surcharge": surcharge, "paid_on": paid_on},
        )
        if (await queries.account(case, paid_on)).left == 0:
            await clocks.meet(case_id, "payment", on=paid_on)


async def preview(case: Row) -> Row:
    """What the public would read, as it would stand on the page."""
    return papers.public_body(await doors.organ_of(case["organ"]), case, queries.proposal_of(case))


async def publish(case_id: UUID, *, reason: str = "", actor: Actor, now: datetime) -> UUID:
    """Publish a served decision with the day on which it ends; minor ones only for a stated reason.

    A second pair of eyes: whoever decided does not publish.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "publish", actor=actor, now=now)
        if case["published_on"] is not None:
            raise errors.AlreadyMoved
        kind = FactKind(case["seriousness"])
        if kind is FactKind.PENALTY_MINOR and len(reason.strip()) < 4:
            raise errors.Refused(
                "轻微失信信息原则上不公示；确需公示的，请写明理由", citation=CREDIT_REPAIR_MEASURES.whole()
            )
        if actor.person_id == case["decider"]:
            raise errors.Refused("公示须由决定人以外的人员核对", citation=DOUBLE_PUBLICITY_GUIDANCE.whole())
        organ = await doors.organ_of(case["organ"])
        ends = credit.publicity_ends(kind, case["decided_on"])
        await doors.take(
            case_id,
            "publish",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"until": ends[1] if ends else None},
            also={"published_on": today},
        )
        await clocks.meet(case_id, "publicity", on=today)
        return await publication.publish(
            PUBLICATION,
            case["decision_number"],
            TITLE,
            organ_id=organ["id"],
            organ_name=organ["name"],
            firm_id=case["firm"],
            matter_kind="penalty_case",
            matter_id=case_id,
            body=papers.public_body(organ, case, queries.proposal_of(case)),
            from_on=today,
            seriousness=kind.removeprefix("penalty_"),
            earliest_end_on=ends[0] if ends else None,
            latest_end_on=ends[1] if ends else None,
            actor=actor,
            now=now,
        )


async def close(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Close a case whose decision was performed in full and, unless minor, published."""
    today = beijing.legal_day(now)
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "close", actor=actor, now=now)
        owed = await queries.account(case, today)
        if owed.left > 0:
            raise errors.Refused(
                "尚有%(left)s元未缴清，不能结案", citation=PENALTY_LAW.article(67), left=str(owed.left)
            )
        if _lacks_publication(case):
            raise errors.Refused("处罚决定尚未公示，不能结案", citation=DOUBLE_PUBLICITY_GUIDANCE.whole())
        await doors.take(
            case_id, "close", actor=actor, now=now, reason=why, also={"end_reason": why, "ended_on": today}
        )
        for kind in ("payment", "publicity"):
            await clocks.meet(case_id, kind, on=today)


async def remind_unpaid(*, today: date) -> int:
    """Tell the organs whose fines were due yesterday and are unpaid, and the firms that a surcharge runs; how many."""
    late = await database.rows(
        """select penalty_case.id, penalty_case.number, organ, firm, party_name from penalty_case
           join clock on clock.matter_id = penalty_case.id and clock.kind = 'payment' and clock.met_on is null
           where status = 'served' and pay_due_on = $1::date - 1""",
        today,
    )
    at = beijing.start_of_day(today)
    for each in late:
        await notices.tell(
            N_("%(party)s未按期缴纳罚款，案号%(number)s，自今日起加处罚款"),
            f"/desk/cases/{each['id']}",
            kind="unpaid",
            now=at,
            organ_id=each["organ"],
            party=each["party_name"],
            number=each["number"],
        )
        if each["firm"]:
            await notices.tell(
                N_("罚款缴纳期限已过，自今日起每日按罚款数额的百分之三加处罚款"),
                f"/firm/cases/{each['id']}",
                kind="unpaid",
                now=at,
                firm_id=each["firm"],
            )
    return len(late)
