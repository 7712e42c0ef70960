"""Service of the decision, money, publication."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import calendar, clocks, documents, service
from regulation.firms.status import LICENCES, LimitKind, RegistrationKind
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.licensing.actions import ending, taking_over
from regulation.notices import actions as notices
from regulation.penalties import debts, decisions, papers, queries
from regulation.penalties.actions import announcing, decided, delivering, doors, publishing
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.service import Method
from regulation.penalties.rules.violations import MEASURE_NAMES, REVOKES, Measure
from regulation.registration_conditions import queries as conditions
from regulation.registration_conditions.actions import following
from regulation.registration_conditions.actions.proposing import Document
from regulation.registration_conditions.rules.grounds import Ground
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]
FACT_SOURCE = "penalty_decision"
#: What the register says of a penalty that stops the business.
STOPPED = N_("责令停业整顿：停止经营，完成整改；整改验收合格并经解除后恢复经营。")
_ZERO = Decimal(0)


#: What goes in the envelope of the decision: 两书同达, and the slip for the bank.
ALONG = ("credit_repair_notice", "payment_notice")


async def serve_decision(
    case_id: UUID,
    *,
    given: Delivery,
    file: delivering.File | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The decision takes effect by its service: the time to pay and both remedies run, the fact goes on record.

    A public notice is announced and takes effect thirty days later, unless the party comes for the paper before.
    Electronic service is the party's own act, so no official enters it.
    """
    async with database.unit_of_work():
        announces = given.method is Method.PUBLIC_NOTICE
        step = "announce_decision" if announces else "serve_decision"
        case = await decided.held(case_id, step, actor=actor, now=now)
        service.check_by_official(given.method)
        if announces and await announcing.announced(case["decision_document"]) is not None:
            raise errors.AlreadyMoved
        effective = await delivering.deliver(
            case,
            case["decision_document"],
            given,
            issued_on=case["decided_on"],
            file=file,
            folder=folder,
            actor=actor,
            now=now,
        )
        if announces:
            # The paper went out in time: whether it arrives is not in the organ's hands.
            await clocks.meet(case_id, "service", on=given.sent_on or beijing.legal_day(now))
            await announcing.announce(
                case,
                step,
                await documents.by_id(case["decision_document"]),
                given,
                effective,
                content=papers.summary(queries.proposal_of(case)),
                remedies=papers.remedies_of(await doors.organ_of(case["organ"]), case["decided_on"]),
                actor=actor,
                now=now,
            )
        else:
            await _take_effect(case, step, effective, given.method, actor=actor, now=now)


async def receive_decision(case_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party confirms on its account that it received the decision: served today, if it signed for that way."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await decided.held(case_id, "receive_decision", actor=actor, now=now)
        if not await service.may_serve_electronically(case["firm"], today):
            raise errors.Refused(
                N_("没有签订电子送达确认书，不能电子送达"), citation=PENALTY_LAW.article(61, 2)
            )
        given = delivering.electronic(today, receiver=service.confirmed(actor.name, now))
        await delivering.deliver(
            case, case["decision_document"], given, issued_on=case["decided_on"], actor=actor, now=now
        )
        await _take_effect(case, "receive_decision", today, given.method, actor=actor, now=now)


async def serve_announced(*, today: date, now: datetime) -> int:
    """Decisions whose public notice has run its thirty days are served today; how many."""
    due = await database.rows(
        """select d.case_id, d.effective_on, d.document from case_delivery as d
           join penalty_case as c on c.id = d.case_id and c.decision_document = d.document
           where d.method = 'public_notice' and d.effective_on <= $1 and c.status = 'decided' order by d.effective_on""",
        today,
    )
    for each in due:
        async with database.unit_of_work():
            case = await queries.case_for_update(each["case_id"])
            if case["status"] != "decided":
                continue
            await service.serve(
                each["document"],
                Method.PUBLIC_NOTICE,
                each["effective_on"],
                str(N_("公告期满")),
                actor=actors.SYSTEM,
                now=now,
            )
            await _take_effect(
                case, "announced", each["effective_on"], Method.PUBLIC_NOTICE, actor=actors.SYSTEM, now=now
            )
    return len(due)


async def _take_effect(
    case: Row, step: str, served_on: date, method: str, *, actor: Actor, now: datetime
) -> None:
    """Everything that begins with the service of a decision."""
    case_id = case["id"]
    known = await calendar.current()
    served = (await service.of(case["decision_document"]))[0]
    await delivering.serve_along(case, ALONG, served, actor=actor, now=now)
    periods = {"reconsideration": deadlines.RECONSIDERATION, "litigation": deadlines.LITIGATION}
    if case["fine"] or case["confiscated"]:
        periods["payment"] = deadlines.PAYMENT
    dues = {
        kind: await clocks.start(
            "penalty_case", case_id, kind, period, served_on, calendar=known, organ_id=case["organ"]
        )
        for kind, period in periods.items()
    }
    await clocks.meet(case_id, "service", on=served_on)
    await clocks.meet(case_id, "announcement", on=served_on)
    await doors.take(
        case_id,
        step,
        actor=actor,
        now=now,
        data={"method": str(method), "served_on": served_on},
        also={
            "served_on": served_on,
            "pay_due_on": dues["payment"].due_on if "payment" in dues else None,
        },
    )
    if case["firm"] is None:
        return
    await integrity.record_fact(
        case["firm"],
        FactKind(case["seriousness"]),
        source_kind=FACT_SOURCE,
        source_number=case["decision_number"],
        occurred_on=case["decided_on"],
        organ_id=case["organ"],
        actor=actor,
        now=now,
    )
    await notices.tell(
        N_("您收到行政处罚决定书%(number)s"),
        f"/firm/cases/{case_id}",
        kind="penalty_decision",
        now=now,
        firm_id=case["firm"],
        number=case["decision_number"],
    )
    if Measure.STOP_BUSINESS in case["measures"]:
        await stop_business(case, since=served_on, source_matter=case_id, actor=actor, now=now)
    for measure, kind in REVOKES.items():
        if measure in case["measures"]:
            await _revoke(case, measure, kind, served_on=served_on, actor=actor, now=now)


async def stop_business(
    case: Row, *, since: date, source_matter: UUID, again: bool = False, actor: Actor, now: datetime
) -> None:
    """责令停业整顿 hangs on what the firm relies on from the day of service; nobody has to enter it again.

    In the caller's transaction. After a suspension of execution it is entered anew, under the suspension.

    On its licences, since what it stops needs one; on its filings where it holds no licence. The article gives no
    length: it lasts until it is lifted on proof that the breach was put right.
    """
    found = await conditions.living(
        case["firm"], sorted(LICENCES - {RegistrationKind.DISPATCH_LICENCE}), since
    )
    found = found or await conditions.living(case["firm"], [RegistrationKind.FILING], since)
    number = case["decision_number"] + (f"（{since.isoformat()}恢复执行）" if again else "")
    for each in found:
        await following.impose(
            (RegistrationKind(each["kind"]), each["number"]),
            kind=LimitKind.SUSPENSION,
            ground=Ground.STOP_BUSINESS,
            source_matter=source_matter,
            text=STOPPED,
            since=since,
            facts=MEASURE_NAMES[Measure.STOP_BUSINESS],
            decision=Document(number=number, on=case["decided_on"]),
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


def check_owes(account: debts.Account) -> None:
    """Money is entered as long as some is owed. Raises AlreadyMoved."""
    if account.left == 0:
        raise errors.AlreadyMoved


def lacks_publication(case: Row) -> bool:
    """Whether a decision that must be published is not."""
    return case["published_on"] is None and case["seriousness"] != FactKind.PENALTY_MINOR


async def pay(
    matter_id: UUID,
    *,
    paid_on: date,
    receipt: str,
    fine: Decimal = _ZERO,
    confiscated: Decimal = _ZERO,
    surcharge: Decimal = _ZERO,
    actor: Actor,
    now: datetime,
) -> None:
    """Enter money received at the bank, by its receipt; never more than is owed."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "pay", actor=actor, now=now)
        check_owes(await debts.account(decision, today))
        owed = await debts.account(decision, paid_on)
        problems = {}
        if paid_on > today or paid_on < decision["decided_on"]:
            problems["paid_on"] = N_("缴款日期应当在决定之后，且不晚于今天")
        if not receipt.strip():
            problems["receipt"] = N_("请填写票据号码")
        if fine + confiscated + surcharge <= 0:
            problems["fine"] = N_("请填写缴款金额")
        for name, paid, left in (
            ("fine", fine, owed.fine_left),
            ("confiscated", confiscated, owed.confiscated_left),
            ("surcharge", surcharge, owed.surcharge_left),
        ):
            if paid > left:
                problems[name] = N_("金额超过应缴的余额")
        if surcharge > 0 and owed.surcharge_waiting > 0:
            problems["surcharge"] = N_("尚未作出加处罚款决定，不能收缴加处罚款")
        if problems:
            raise errors.Invalid(problems)
        money = {"fine": fine, "confiscated": confiscated, "surcharge": surcharge}
        await note_payment(decision, "bank", paid_on, **money, receipt=receipt, actor=actor, now=now)
        await decided.take(
            decision,
            "pay",
            actor=actor,
            now=now,
            data={**money, "paid_on": paid_on, "receipt": receipt.strip()},
        )
        if (await debts.account(decision, paid_on)).left == 0:
            await clocks.meet(matter_id, "payment", on=paid_on)
        if not decisions.is_spot(decision):
            await publishing.settle(decision, today=today)


async def note_payment(
    decision: Row,
    way: str,
    paid_on: date,
    *,
    fine: Decimal = _ZERO,
    confiscated: Decimal = _ZERO,
    surcharge: Decimal = _ZERO,
    receipt: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write a payment down, in the caller's transaction; `way` says whether at the bank or on the spot."""
    await database.execute(
        f"""insert into case_payment (id, {decision["column"]}, way, paid_on, fine, confiscated, surcharge, receipt,
                                      recorded_by, recorded_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",  # noqa: S608 - a name written in code
        uuid4(),
        decision["id"],
        way,
        paid_on,
        fine,
        confiscated,
        surcharge,
        receipt.strip(),
        actor.name,
        now,
    )


_FALLEN_DUE = """
    select distinct c.id from penalty_case as c
      left join payment_plan as plan on plan.case_id = c.id and plan.status = 'approved'
      left join payment_plan_part as part on part.plan = plan.id
     where c.status = 'served'
       and (coalesce(part.due_on, c.pay_due_on) = $1::date - 1
            or exists (select from execution_suspension as halt where halt.case_id = c.id))
    union all
    select distinct s.id from spot_penalty as s
      left join payment_plan as plan on plan.spot = s.id and plan.status = 'approved'
      left join payment_plan_part as part on part.plan = plan.id
     where s.fine > 0 and s.status <> 'quashed'
       and (coalesce(part.due_on, s.pay_due_on) = $1::date - 1
            or exists (select from execution_suspension as halt where halt.spot = s.id))
"""
_UNPAID = {
    decisions.CASE: N_("%(party)s未按期缴纳罚款，案号%(number)s，自今日起加处罚款"),
    decisions.SPOT: N_("%(party)s未按期缴纳当场处罚的罚款，文号%(number)s，自今日起加处罚款"),
}


async def remind_unpaid(*, today: date) -> int:
    """Tell the organs whose fines were due yesterday and are unpaid, and the firms that a surcharge runs; how many."""
    at, told = beijing.start_of_day(today), 0
    for each in await database.rows(_FALLEN_DUE, today):
        decision = await decisions.by_id(each["id"])
        owed = await debts.account(decision, today)
        # A suspension of execution moves the last days to pay.
        ended = {part.on for part in owed.dues} | {owed.pay_due_on}
        if today - timedelta(days=1) not in ended and owed.broken_on is None:
            continue
        if owed.left == 0 or (owed.fine_left > 0 and not any(part.on < today for part in owed.dues)):
            continue
        if owed.fine_left > 0 and owed.surcharge == 0 and not owed.is_stayed:
            continue
        told += 1
        await notices.tell(
            _UNPAID[decision["matter_kind"]],
            decision["desk"],
            kind="unpaid",
            now=at,
            organ_id=decision["organ"],
            party=decision["party_name"],
            number=decision["number"],
        )
        if decision["firm"]:
            await notices.tell(
                N_("罚款缴纳期限已过，自今日起每日按罚款数额的百分之三加处罚款"),
                decision["home"],
                kind="unpaid",
                now=at,
                firm_id=decision["firm"],
            )
    return told
