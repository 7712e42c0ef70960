"""Complaints, orders and cases brought to a state by their real steps, each on its own day.

`people` is anything with the actors `clerk`, `decider`, `reviewer` of one organ and two inspectors' person
ids; a whole case takes some forty statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database
from regulation.case_files.actions import closing
from regulation.casework import calendar
from regulation.complaints import actions as complaints
from regulation.complaints import receiving, supplements
from regulation.complaints.status import ComplaintKind, ComplaintStatus, Topic
from regulation.law import beijing
from regulation.penalties import queries, queries_party
from regulation.penalties.actions import basis as choosing
from regulation.penalties.actions import (
    decision,
    ending,
    evidence,
    notice,
    opening,
    orders,
    performance,
    publishing,
    reporting,
    review,
    undoing,
    victims,
)
from regulation.penalties.actions.answering import Answer
from regulation.penalties.rules import basis, deadlines, redaction
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.review import Member
from regulation.penalties.rules.service import Delivery, Method
from regulation.penalties.rules.violations import VIOLATIONS, Capacity, Ground
from regulation.penalties.status import CaseStatus, OrderStatus, Source

if TYPE_CHECKING:
    from regulation.actor import Actor

FACTS = "经核查，当事人未按规定提交上一年度经营情况年度报告。\n当事人对上述事实予以认可。"


def facts_of(violation: str) -> str:
    """What was found, in the words of the catalogue."""
    return f"经核查，当事人{VIOLATIONS[violation].title}。\n当事人对上述事实予以认可。"


def reasons_of(proposal: Proposal, *, sparing: bool) -> str:
    """Why this measure, fitting what is proposed."""
    if sparing:
        return "当事人有证据足以证明没有主观过错，建议不予处罚。"
    if proposal.is_serious:
        return "违法行为持续时间长，涉及劳动者人数多，属于情节严重，依法从重处罚。"
    if not proposal.fine and not proposal.measures:
        return "当事人已经承认违法事实，责令其履行法定义务即可达到监管目的。"
    return "当事人违法情节一般，在法定幅度内从轻处罚。"


@dataclass(frozen=True)
class Office:
    """Who works on a matter."""

    clerk: Actor
    decider: Actor
    reviewer: Actor
    officers: tuple[UUID, UUID]


def at(day: date, hour: int = 10) -> datetime:
    """Ten o'clock in Beijing on a day."""
    return datetime.combine(day, time(hour), beijing.BEIJING)


async def a_complaint(
    office: Office,
    firm_id: UUID | None,
    *,
    to: ComplaintStatus = ComplaintStatus.RECEIVED,
    on: date,
    kind: ComplaintKind = ComplaintKind.TIP,
    topic: Topic = Topic.FEES,
    account: str = "该机构以办卡为名收取费用，承诺安排工作后一直没有安排，也不退费。",
    name: str = "",
    phone: str = "",
    amount: Decimal | None = None,
    organ_code: str = "",
    respondent: str = "",
    pin: str = "",
    secret: bytes,
) -> tuple[UUID, str]:
    """A complaint in a state; its id and tracking code."""
    written = receiving.Written(
        kind=kind,
        topic=topic,
        account=account,
        firm_id=firm_id,
        respondent=respondent,
        organ_code=organ_code,
        amount=amount,
        name=name,
        phone=phone,
        pin=pin,
    )
    received = await receiving.submit(
        written, request_key=str(uuid4()), secret=secret, folder=Path(), now=at(on)
    )
    found: UUID = await database.value("select id from complaint where number = $1", received.number)
    clerk = office.clerk
    if to is ComplaintStatus.NOT_ACCEPTED:
        await complaints.decline(found, reply="事项已超过二年，依法不再查处。", actor=clerk, now=at(on, 15))
    elif to is ComplaintStatus.DIRECTED:
        await complaints.direct(
            found,
            body="arbitration",
            reply="工资争议请向劳动人事争议仲裁委员会申请仲裁。",
            actor=clerk,
            now=at(on, 15),
        )
    elif to is ComplaintStatus.INCOMPLETE:
        await supplements.ask_supplement(
            found, missing="付款凭证或者收据\n与该机构的聊天记录", days=10, actor=clerk, now=at(on, 15)
        )
    elif to is ComplaintStatus.WITHDRAWN:
        await supplements.withdraw(found, now=at(on, 15))
    elif to is not ComplaintStatus.RECEIVED:
        await complaints.accept(found, actor=clerk, now=at(on, 15))
        answered = at(on + timedelta(days=20))
        if to is ComplaintStatus.UPHELD:
            await complaints.uphold(
                found, reply="反映的情况属实，已责令该机构改正。", actor=clerk, now=answered
            )
        elif to is ComplaintStatus.NOT_UPHELD:
            await complaints.reject(
                found, reply="经核查，反映的情况没有证据证实。", actor=clerk, now=answered
            )
    return found, received.code


async def an_order(
    office: Office,
    firm_id: UUID | None,
    *,
    to: OrderStatus = OrderStatus.ISSUED,
    on: date,
    violation: str = "V-06",
    source_kind: Source = Source.REPORT_MISSED,
    source_number: str = "",
    days: int = 15,
    facts: str = "",
    unregistered: dict[str, Any] | None = None,
) -> UUID:
    """An order to correct issued on a day and brought to a state; served the next day, rechecked after its last."""
    made = await orders.issue_order(
        source_kind,
        source_number,
        firm_id,
        violation,
        found_on=on,
        facts=facts or facts_of(violation),
        demands=[VIOLATIONS[violation].demand],
        days=days,
        unregistered=unregistered,
        actor=office.clerk,
        now=at(on),
    )
    order_id: UUID = made["id"]
    if to is OrderStatus.ISSUED:
        return order_id
    if to is OrderStatus.WITHDRAWN:
        await orders.withdraw_order(
            order_id, reason="事实认定有误，予以撤回", actor=office.decider, now=at(on, 16)
        )
        return order_id
    served = on + timedelta(days=1)
    await orders.serve_order(
        order_id, method="direct", served_on=served, receipt="前台签收", actor=office.clerk, now=at(served)
    )
    looked = at(made["due_on"] + timedelta(days=2))
    if to is OrderStatus.CORRECTED:
        await orders.mark_corrected(
            order_id, recheck="已按要求改正，提交了证明材料", actor=office.clerk, now=at(made["due_on"])
        )
    elif to is OrderStatus.REFUSED:
        await orders.mark_refused(order_id, recheck="期限届满后仍未改正", actor=office.clerk, now=looked)
    return order_id


#: What each victim of a walked case paid.
TAKEN = Decimal(500)


def a_proposal(violation: str) -> Proposal:
    """Something lawful for a violation: gains where the article speaks of them, one head where it counts heads."""
    known = VIOLATIONS[violation]
    gains = (
        Decimal(20000) if known.ground in (Ground.GAINS, Ground.AT_ONCE) and known.confiscates else Decimal(0)
    )
    heads = 4
    low = known.fine.values[-1].value if known.fine else None
    fine = Decimal(0)
    if low is not None:
        factor = {"act": Decimal(1), "gains": gains}.get(low.per, Decimal(heads))
        fine = low.least * factor
    return Proposal(
        fine=fine,
        confiscated=gains,
        gains=gains,
        heads=heads if known.counts_heads else 0,
        refunded=TAKEN * heads if known.refunds else Decimal(0),
        refund_days=15 if known.refunds else 0,
    )


#: As what a party is taken to have acted, the first that the article is about.
AS_WHAT = (Capacity.AGENCY, Capacity.DISPATCHER, Capacity.PLATFORM, Capacity.USER_UNIT, Capacity.EMPLOYER)


async def what_the_report_needs(case_id: UUID, proposal: Proposal, *, clerk: Actor, now: datetime) -> None:
    """The list of victims where heads are counted, and the choice of the basis where several may apply."""
    case = await queries.visible_case(clerk, case_id)
    known = VIOLATIONS[case["violation"]]
    for place in range(proposal.heads if known.counts_heads else 0):
        await victims.add(
            case_id, name=f"受害人{'甲乙丙丁戊'[place]}", paid=TAKEN, months=1, actor=clerk, now=now
        )
    conducts = basis.conducts_of(known.key)
    if basis.needs_choice(known.key):
        await choosing.choose(
            case_id,
            conduct=next((each for each in conducts if basis.CANDIDATES[each][0] == known.key), conducts[0]),
            capacity=next(each for each in AS_WHAT if each in known.who),
            violation=known.key,
            assumed=proposal,
            reason="该条文直接规定本行为，与查明的事实和当事人的身份相符；其他条文或者不针对这类当事人，或者须让位于本条。",
            actor=clerk,
            now=now,
        )


async def _told_apart(case_id: UUID, clerk: Actor) -> str:
    """Why a second case against the same party is about another act; empty where no fine stands in the way."""
    fined = await queries_party.fined(await queries.visible_case(clerk, case_id))
    return "前案处罚的是另一事项，与本案行为不是同一违法行为" if fined else ""


async def a_case(  # noqa: C901, PLR0915 - a life is long
    office: Office,
    firm_id: UUID | None,
    *,
    to: CaseStatus = CaseStatus.PROPOSED,
    on: date,
    violation: str = "V-06",
    order_id: UUID | None = None,
    proposal: Proposal | None = None,
    source_kind: Source = Source.ORDER,
    source_number: str = "",
    unregistered: dict[str, Any] | None = None,
    cause: str = "",
    other_act: str | None = None,
    paid: bool = True,
    published: bool = True,
) -> UUID:
    """A case proposed on a day and brought to a state; a violation that needs a refused order gets one beforehand.

    Days of a whole life: opened the next day, reported after ten, notified and served after twelve, heard when
    the time to speak is over, decided the day after, served two days later, paid and published in the week after.
    """
    known = VIOLATIONS[violation]
    if order_id is None and known.ground is Ground.REFUSAL:
        order_id = await an_order(
            office,
            firm_id,
            to=OrderStatus.REFUSED,
            on=on - timedelta(days=25),
            violation=violation,
            source_kind=Source.MONITORING,
            unregistered=unregistered,
        )
    clerk, decider = office.clerk, office.decider
    made = await opening.propose_case(
        source_kind,
        source_number,
        firm_id,
        violation,
        cause=cause or f"涉嫌{known.title}，经核查属实",
        act_ended_on=on,
        discovered_on=on,
        officers=list(office.officers),
        order_id=order_id,
        unregistered=unregistered,
        by_labour_supervision=True,
        actor=clerk,
        now=at(on),
    )
    case_id: UUID = made["id"]
    if to is CaseStatus.PROPOSED:
        return case_id
    opened = on + timedelta(days=1)
    if to is CaseStatus.NOT_OPENED:
        await opening.decline_opening(
            case_id, reason="事实不清，不符合立案标准", actor=decider, now=at(opened)
        )
        return case_id
    await opening.open_case(case_id, actor=decider, now=at(opened))
    if to is CaseStatus.INVESTIGATING:
        return case_id
    if to is CaseStatus.WITHDRAWN:
        await ending.withdraw_opening(
            case_id,
            reason="违法行为轻微，当事人已及时改正",
            corrected_on=opened,
            actor=decider,
            now=at(opened + timedelta(days=3)),
        )
        return case_id
    if to is CaseStatus.TRANSFERRED:
        await ending.transfer(
            case_id,
            receiver="公安机关",
            reason="涉嫌诈骗犯罪",
            actor=decider,
            now=at(opened + timedelta(days=3)),
        )
        return case_id
    for kind, title in (("document", "营业执照复印件"), ("inspection", "现场检查笔录")):
        await evidence.add_evidence(
            case_id, kind=kind, title=title, obtained_on=opened, actor=clerk, now=at(opened, 15)
        )
    reported = opened + timedelta(days=9)
    sparing, handling = to is CaseStatus.NO_PENALTY, to is CaseStatus.HANDLED
    said = Proposal() if sparing or handling else (proposal or a_proposal(violation))
    await what_the_report_needs(case_id, said, clerk=clerk, now=at(opened, 16))
    lines, _decree = await choosing.benchmark(await queries.visible_case(clerk, case_id), reported)
    await reporting.report(
        case_id,
        said,
        tier=lines[0].circumstances if lines and said.fine else "",
        facts=facts_of(violation),
        discretion=reasons_of(said, sparing=sparing),
        serious_reason="持续时间长，涉及劳动者人数多" if said.is_serious else "",
        other_act=await _told_apart(case_id, clerk) if other_act is None else other_act,
        actor=clerk,
        now=at(reported),
    )
    if to is CaseStatus.REPORTED:
        return case_id
    if handling:
        await ending.propose_handling(
            case_id, demands="补报经营情况年度报告", days=10, actor=clerk, now=at(reported, 11)
        )
    if sparing:
        await ending.spare(
            case_id,
            ground="faultless",
            reason="当事人有证据足以证明没有主观过错",
            proof="报送系统故障的截图和客服记录",
            education="当面讲解年度报告的有关规定，当事人表示今后按时报送",
            actor=decider,
            now=at(reported, 16),
        )
        return case_id
    noticed = reported + timedelta(days=2)
    await notice.notify(case_id, actor=clerk, now=at(noticed))
    await notice.serve_notice(
        case_id,
        method="direct",
        served_on=noticed,
        receipt="法定代表人签收",
        actor=clerk,
        now=at(noticed, 15),
    )
    if to is CaseStatus.NOTIFIED:
        return case_id
    spoken = deadlines.STATEMENT.due(noticed, await calendar.current()).due_on + timedelta(days=1)
    answers = []
    if to in {CaseStatus.HEARD, CaseStatus.DECIDED}:
        await notice.state(
            case_id,
            text="我单位已经着手改正，请求从轻处罚。",
            speaker="法定代表人",
            capacity="法定代表人",
            place="本机关接待室",
            actor=clerk,
            now=at(noticed + timedelta(days=1)),
        )
        answers.append(Answer("partly", "着手改正的情况属实，裁量时已作考虑；违法事实仍然成立"))
    await notice.consider(case_id, answers=answers, actor=clerk, now=at(spoken))
    if to is CaseStatus.HEARD:
        return case_id
    if handling:
        await ending.handle(case_id, actor=decider, now=at(spoken, 15))
        return case_id
    found = await database.row("select * from penalty_case where id = $1", case_id)
    assert found is not None
    if found["hearing_ground"]:
        await review.discuss(
            case_id,
            members=[Member(name, "同意处罚意见") for name in ("局长", "副局长", "总监察员")],
            text="一致同意处罚意见",
            actor=clerk,
            now=at(spoken, 14),
        )
    await review.review(
        case_id, opinion="事实清楚，程序合法，裁量适当", actor=office.reviewer, now=at(spoken, 15)
    )
    decided = spoken + timedelta(days=1)
    await decision.decide(case_id, actor=decider, now=at(decided))
    if to is CaseStatus.DECIDED:
        return case_id
    served = decided + timedelta(days=2)
    await performance.serve_decision(
        case_id,
        given=Delivery(Method.DIRECT, served, receiver="法定代表人", place="当事人住所"),
        actor=clerk,
        now=at(served),
    )
    if published:
        shown = await queries.visible_case(clerk, case_id)
        await publishing.propose(
            case_id,
            choice=redaction.everything(await publishing.proposed_masks(shown)),
            reason="涉及劳动者较多，确需公示" if shown["seriousness"] == "penalty_minor" else "",
            actor=clerk,
            now=at(served, 15),
        )
        await publishing.publish(case_id, actor=office.reviewer, now=at(served, 16))
    if to is CaseStatus.QUASHED:
        await undoing.quash(
            case_id,
            way="reconsideration",
            reason="经行政复议，处罚决定被撤销",
            effective_on=served + timedelta(days=4),
            actor=clerk,
            now=at(served + timedelta(days=4)),
        )
        return case_id
    if paid:
        await performance.pay(
            case_id,
            paid_on=served + timedelta(days=5),
            receipt=f"京财{case_id.int % 10**8:08d}",
            fine=found["fine"],
            confiscated=found["confiscated"],
            actor=clerk,
            now=at(served + timedelta(days=5)),
        )
        for each in await victims.listed(clerk, found) if found["refunded"] else []:
            await victims.refund(
                case_id,
                each["position"],
                amount=each["paid"],
                refunded_on=served + timedelta(days=5),
                receipt=f"转账凭证{each['position']}",
                actor=clerk,
                now=at(served + timedelta(days=5)),
            )
    if to is CaseStatus.CLOSED:
        await _closed(case_id, office, at(served + timedelta(days=6)))
    return case_id


async def _closed(case_id: UUID, office: Office, now: datetime) -> None:
    """Proposed by the clerk, approved by the decider; the party has paid and seeks no remedy."""
    await closing.propose(
        case_id,
        performed="当事人已缴清罚没款，处罚决定已公示。",
        explanation="当事人书面表示不申请复议、不起诉，先行结案。",
        actor=office.clerk,
        now=now,
    )
    await closing.approve(case_id, opinion="同意结案", actor=office.decider, now=now)
