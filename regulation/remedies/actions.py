"""Register, answer, conclude: what the organ does as respondent, and what an outcome does to the case."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import actor as actors
from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record, service
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW, RECONSIDERATION_LAW
from regulation.notices import actions as notices
from regulation.penalties import papers as case_papers
from regulation.penalties import queries as cases
from regulation.penalties.actions import doors, undoing
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import EVIDENCE
from regulation.remedies import permissions, queries, rules
from regulation.remedies.status import MOOT, OUTCOME_NAMES, STEPS, Outcome, Status, Way
from regulation.remedies.tables import Remedy
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
_ZERO = Decimal(0)
#: Papers of the case that show its procedure, with what they prove.
_SHOWS = {
    "order_to_correct": "责令改正",
    "prior_notice": "事先告知拟作出的处罚和权利",
    "case_hearing_record": "举行听证的情况",
    "legal_review_opinion": "法制审核",
    "discussion_minutes": "集体讨论",
    "penalty_decision": "被诉处罚决定",
    "service_receipt": "文书送达",
}


async def _take(
    remedy: Row, step: str, *, actor: Actor, now: datetime, reason: str = "", also: Row | None = None
) -> None:
    await record.record_step(
        Remedy, remedy["id"], step, STEPS[step], actor=actor, now=now, reason=reason, also=also
    )


async def register(
    case_id: UUID,
    *,
    way: Way,
    body: str,
    claims: str,
    filed_on: date,
    received_on: date | None = None,
    body_number: str = "",
    simple: bool = False,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Register a reconsideration or suit against a served decision: no surcharge runs from its first day.

    Without a day of receipt it was handed in here (第三十二条), and is passed on in five working days.
    """
    today = beijing.legal_day(now)
    problems = {}
    if not body.strip():
        problems["body"] = N_("请填写复议机关或者人民法院")
    if received_on is None and way is Way.SUIT:
        problems["received_on"] = N_("请填写收到起诉状副本的日期")
    if filed_on > today or (received_on is not None and not filed_on <= received_on <= today):
        problems["filed_on"] = N_("日期应当依次先后，且不晚于今天")
    said = claims.strip()
    if len(said) < 4:
        problems["claims"] = N_("请写明请求和理由")
    async with database.unit_of_work():
        case = await cases.case_for_update(case_id)
        permissions.check_can_act(actor, case)
        if case["served_on"] is None or case["status"] == "quashed":
            raise errors.Refused(N_("没有已经送达的处罚决定"), citation=RECONSIDERATION_LAW.article(20))
        if filed_on < case["served_on"]:
            problems["filed_on"] = N_("提出日期不能早于决定送达日期")
        if problems:
            raise errors.Invalid(problems)
        if any(each["status"] != Status.FINAL for each in await queries.of_case(case_id)):
            raise errors.Refused(N_("已有尚未终结的复议或者诉讼"), citation=RECONSIDERATION_LAW.article(29))
        organ = await doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], "remedy", today.year)
        number = numbering.formatted(organ["short"], "人社应", today.year, taken)
        made = uuid4()
        status = Status.PENDING if received_on else Status.LODGED
        await database.execute(
            """insert into remedy (id, number, status, way, is_simple, case_id, organ, firm, party_name, body, body_number,
                                   claims, filed_on, received_on, instance, outcome, outcome_number, reason, mitigation,
                                   refund, refund_receipt, registered_by, registered_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,'first','','','','',0,'',$15,$16)""",
            made,
            number,
            str(status),
            str(way),
            simple and way is Way.RECONSIDERATION,
            case_id,
            case["organ"],
            case["firm"],
            case["party_name"],
            body.strip(),
            body_number.strip(),
            said,
            filed_on,
            received_on,
            actor.name,
            now,
        )
        await record.opened(Remedy, made, "register", status, actor=actor, now=now, data={"number": number})
        await undoing.begin_stay(case_id, way=str(way), number=number, from_on=filed_on, actor=actor, now=now)
        remedy = await queries.for_update(made)
        if received_on is None:
            await _start(remedy, "passing", rules.PASSING, today)
        else:
            await _answer_due(remedy, received_on)
    return made


async def _start(remedy: Row, kind: str, period: Any, on: date) -> date:
    due = await clocks.start(
        "remedy", remedy["id"], kind, period, on, calendar=await calendar.current(), organ_id=remedy["organ"]
    )
    return due.due_on


async def _answer_due(remedy: Row, received_on: date) -> None:
    period = rules.answer_period(Way(remedy["way"]), simple=remedy["is_simple"])
    due = await _start(remedy, "answer", period, received_on)
    await database.execute("update remedy set answer_due_on = $2 where id = $1", remedy["id"], due)


async def _held(remedy_id: UUID, step: str, *, actor: Actor) -> Row:
    remedy = await queries.for_update(remedy_id)
    permissions.check_can_take(actor, remedy, step)
    return remedy


async def pass_on(remedy_id: UUID, *, actor: Actor, now: datetime) -> None:
    """What was handed in here goes on to the government that reviews."""
    async with database.unit_of_work():
        remedy = await _held(remedy_id, "pass_on", actor=actor)
        await clocks.meet(remedy_id, "passing", on=beijing.legal_day(now))
        await _take(remedy, "pass_on", actor=actor, now=now)


async def receive_copy(
    remedy_id: UUID,
    *,
    received_on: date,
    body_number: str = "",
    simple: bool = False,
    actor: Actor,
    now: datetime,
) -> None:
    """The government's copy is here: the days to answer run."""
    async with database.unit_of_work():
        remedy = await _held(remedy_id, "receive_copy", actor=actor)
        if not remedy["filed_on"] <= received_on <= beijing.legal_day(now):
            raise errors.Invalid({"received_on": N_("日期应当依次先后，且不晚于今天")})
        await _take(
            remedy,
            "receive_copy",
            actor=actor,
            now=now,
            also={
                "received_on": received_on,
                "is_simple": simple,
                "body_number": body_number.strip() or remedy["body_number"],
            },
        )
        await _answer_due(await queries.for_update(remedy_id), received_on)


async def answer_paper(remedy: Row, *, request: str, reasons: str, today: date) -> Row:
    """What the answer says: facts, basis, procedure, and everything the decision rested on."""
    case = cases.read(await cases.case_row(remedy["case_id"]))
    organ = await doors.organ_of(case["organ"])
    violation = VIOLATIONS[case["violation"]]
    procedure, listed = [], []
    for each in await cases.standing_evidence(case["id"]):
        listed.append({"name": each["title"], "kind": EVIDENCE[each["kind"]], "proves": "认定的事实"})
    for paper in await documents.of_matter("penalty_case", case["id"]):
        shows = _SHOWS.get(paper["kind"])
        if shows is None:
            continue
        listed.append({"name": shows, "kind": "程序文书", "number": paper["number"], "proves": shows})
        for served in await service.of(paper["id"]):
            procedure.append(
                f"{case_papers.day(served['served_on'])}送达{paper['number']}（{service.METHODS[served['method']]}）；"
            )
    return {
        "organ": case_papers.organ_block(organ),
        "issued_on": today,
        "is_suit": remedy["way"] == Way.SUIT,
        "body": remedy["body"],
        "body_number": remedy["body_number"] or "案号待告知",
        "applicant": case["party"],
        "decision_number": case["decision_number"],
        "decided_on": case["decided_on"],
        "content": case_papers.summary(cases.proposal_of(case)),
        "received_on": remedy["received_on"],
        "due_on": remedy["answer_due_on"],
        "facts": case_papers.lines(case["facts"]),
        "basis": case_papers.articles(violation.basis),
        "procedure": [f"{case_papers.day(case['opened_on'])}立案；", *procedure],
        "reasons": reasons,
        "request": request,
        "evidence": listed,
    }


async def answer(remedy_id: UUID, *, request: str, reasons: str, actor: Actor, now: datetime) -> Row:
    """Answer in writing with the list of evidence; late answers are made too, and are marked late."""
    today = beijing.legal_day(now)
    asks, why = doors.said(request, "request"), doors.said(reasons, "reasons")
    async with database.unit_of_work():
        remedy = await _held(remedy_id, "answer", actor=actor)
        organ = await doors.organ_of(remedy["organ"])
        taken = await numbering.next_number(organ["code"], "remedy_answer", today.year)
        paper = await documents.issue(
            "remedy_answer",
            numbering.formatted(organ["short"], "人社答", today.year, taken),
            "remedy",
            remedy_id,
            await answer_paper(remedy, request=asks, reasons=why, today=today),
            organ_id=organ["id"],
            firm_id=None,
            now=now,
        )
        await clocks.meet(remedy_id, "answer", on=today)
        await _take(
            remedy,
            "answer",
            actor=actor,
            now=now,
            also={"answered_on": today, "answer_document": paper["id"]},
        )
    return paper


async def note_hearing(remedy_id: UUID, *, on: date, place: str, actor: Actor, now: datetime) -> None:
    """The body told when and where it hears the parties."""
    where = doors.said(place, "place", 2)
    async with database.unit_of_work():
        remedy = await _held(remedy_id, "note_hearing", actor=actor)
        await _take(remedy, "note_hearing", actor=actor, now=now, reason=where, also={"hearing_on": on})


def _checked(  # noqa: PLR0917 - what every outcome has
    remedy: Row, outcome: Outcome, number: str, decided_on: date, received_on: date, reason: str, today: date
) -> None:
    problems = {}
    if not number.strip():
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
        remedy = await _held(remedy_id, "judge", actor=actor)
        if remedy["way"] != Way.SUIT or remedy["instance"] != "first":
            raise errors.AlreadyMoved
        _checked(remedy, outcome, number, decided_on, received_on, reason, beijing.legal_day(now))
        await clocks.stop(remedy_id, "answer", reason=N_("已有裁判结果"))
        await _start(remedy, "appeal", rules.APPEAL, received_on)
        await _take(
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


async def appeal(remedy_id: UUID, *, court: str, received_on: date, actor: Actor, now: datetime) -> None:
    """Somebody appeals: the first judgment has no effect, and the second instance begins with its own answer."""
    where = doors.said(court, "court", 2)
    async with database.unit_of_work():
        remedy = await _held(remedy_id, "appeal", actor=actor)
        if not remedy["outcome_received_on"] <= received_on <= beijing.legal_day(now):
            raise errors.Invalid({"received_on": N_("日期应当依次先后，且不晚于今天")})
        await clocks.stop(remedy_id, "appeal", reason=N_("已提起上诉"))
        await _take(
            remedy,
            "appeal",
            actor=actor,
            now=now,
            also={
                "instance": "second",
                "body": where,
                "body_number": "",
                "received_on": received_on,
                "answered_on": None,
                "answer_document": None,
                "outcome": "",
                "outcome_number": "",
                "decided_on": None,
                "outcome_received_on": None,
                "new_fine": None,
                "new_confiscated": None,
            },
        )
        await _answer_due(await queries.for_update(remedy_id), received_on)


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
        remedy = await _held(remedy_id, "conclude", actor=actor)
        first_of_suit = remedy["way"] == Way.SUIT and remedy["instance"] == "first"
        if first_of_suit and outcome not in MOOT:
            raise errors.Refused(
                N_("一审判决在上诉期满后生效，请登记一审结果"), citation=STEPS["judge"].cites[0]
            )
        _checked(remedy, outcome, number, decided_on, received_on, reason, beijing.legal_day(now))
        said = _outcome(outcome, number, decided_on, received_on, reason, fine, confiscated, mitigation)
        await _take(
            remedy,
            "conclude",
            actor=actor,
            now=now,
            reason=reason.strip(),
            also=said | {"effective_on": received_on},
        )
        await _follow({**remedy, **said, "effective_on": received_on}, actor=actor, now=now)


async def _follow(remedy: Row, *, actor: Actor, now: datetime) -> None:
    """What an outcome does to the case: the stay ends, the decision stands, is changed, or is gone."""
    outcome, on = Outcome(remedy["outcome"]), remedy["effective_on"]
    await undoing.end_stay(remedy["case_id"], number=remedy["number"], to_on=on, is_moot=outcome in MOOT)
    for kind in ("answer", "review"):
        await clocks.stop(remedy["id"], kind, reason=N_("已终结"))
    said = f"{remedy['body']}{remedy['outcome_number']}{OUTCOME_NAMES[outcome]}：{remedy['reason']}"
    how: Row = {"reason": said, "effective_on": on, "actor": actor, "now": now}
    refund = _ZERO
    if outcome in {Outcome.QUASHED, Outcome.ANEW}:
        refund = await undoing.quash(remedy["case_id"], **how)
    elif outcome is Outcome.CHANGED:
        refund = await undoing.change(
            remedy["case_id"],
            fine=remedy["new_fine"],
            confiscated=remedy["new_confiscated"],
            mitigation=remedy["mitigation"],
            **how,
        )
    elif outcome is Outcome.UNLAWFUL:
        await undoing.found_unlawful(remedy["case_id"], **how)
    elif remedy["way"] == Way.RECONSIDERATION and outcome is Outcome.UPHELD:
        await _start(remedy, "to_sue", rules.TO_SUE, on)
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
    """First judgments nobody appealed have effect on the day after the last day to appeal; how many."""
    due = await database.rows(
        """select remedy.id, clock.due_on from remedy join clock on clock.matter_id = remedy.id and clock.kind = 'appeal'
           where remedy.status = 'judged' and clock.met_on is null and clock.due_on < $1""",
        today,
    )
    for each in due:
        async with database.unit_of_work():
            remedy = await queries.for_update(each["id"])
            if remedy["status"] != Status.JUDGED:
                continue
            on = each["due_on"] + timedelta(days=1)
            await clocks.meet(remedy["id"], "appeal", on=on)
            await _take(remedy, "become_final", actor=actors.SYSTEM, now=now, also={"effective_on": on})
            await _follow({**remedy, "effective_on": on}, actor=actors.SYSTEM, now=now)
    return len(due)


#: Working days before the last day to answer on which the organ is told; the day after it is told what it cost.
WARNED = (3, 1, 0, -1)


async def watch(*, today: date) -> int:
    """Tell the organ as its answer comes due, and in hard words when it was missed; how many were told."""
    known, told, at = await calendar.current(), 0, beijing.start_of_day(today)
    pending = await database.rows(
        "select id, number, organ, answer_due_on from remedy where status = 'pending' and answer_due_on is not null"
    )
    for each in pending:
        days = [known.add_working_days(each["answer_due_on"], -n) for n in WARNED if n >= 0]
        missed = rules.is_without_evidence(each["answer_due_on"], None, today)
        if today not in days and not missed:
            continue
        told += 1
        title = (
            N_("%(number)s未在期限内答复，处罚决定视为没有证据、依据，应当立即补救")
            if missed
            else N_("%(number)s的答复、答辩最迟%(day)s提交")
        )
        await notices.tell(
            title,
            f"/desk/remedies/{each['id']}",
            kind="remedy_answer",
            now=at,
            organ_id=each["organ"],
            number=each["number"],
            day=each["answer_due_on"].isoformat(),
        )
    return told
