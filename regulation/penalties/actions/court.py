"""Asking the court to enforce: only inside the window, after a demand, with the whole package; what the court says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents
from regulation.law import beijing
from regulation.law.citation import COMPULSION_LAW
from regulation.law.period import Period, Roll, Unit
from regulation.notices import actions as notices
from regulation.penalties import debts, decisions, queries
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import decided, delivering, doors, victims
from regulation.penalties.papers import day
from regulation.penalties.rules import court as rules
from regulation.penalties.rules import payment
from regulation.penalties.rules.court import Window
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.penalties.rules.fines import Refusal

Row = dict[str, Any]
#: Papers that the court sees: 第五十五条, with what proves their service.
NAMES = {
    "penalty_decision": "行政处罚决定书",
    "spot_decision": "当场行政处罚决定书",
    "payment_notice": "罚没款缴款通知",
    "prior_notice": "行政处罚事先告知书",
    "service_receipt": "送达回证",
    "service_announcement": "送达公告",
    "surcharge_decision": "加处罚款决定书",
    "deferral_decision": "延期（分期）缴纳罚款通知书",
    "demand_notice": "催告书",
}
#: Applications that are under way or were granted: nothing is demanded and no other made while one is.
RUNNING = frozenset({"applied", "accepted", "granted"})
_WARNING = {
    decisions.CASE: N_("案号%(number)s：申请人民法院强制执行的期限至%(day)s届满，当事人尚未履行"),
    decisions.SPOT: N_("文号%(number)s：申请人民法院强制执行的期限至%(day)s届满，当场处罚的罚款尚未缴清"),
}
#: Days before the window closes on which the organ is told again.
WARNED = (30, 7, 1, 0)


async def _changed(decision: Row) -> Refusal | None:
    """A penalty on the spot stays as it was made; what a review made of it is no longer brought in as the old one."""
    if not decisions.is_spot(decision):
        return None
    return rules.changed_refused(await debts.remedies(decision["id"]))


async def stopped(decision: Row, today: date) -> Refusal | None:
    """Why nothing that executes the decision is done today: suspended, or it no longer stands as it was made."""
    suspended = payment.suspended_refused(today, await debts.suspended(decision["id"]))
    return suspended or await _changed(decision)


async def refused(decision: Row, today: date) -> Refusal | None:
    """What stands between a served decision and the court today, with its article."""
    found = await debts.window(decision, await calendar.current())
    if found is None:
        return None
    if (changed := await _changed(decision)) is not None:
        return changed
    demanded = next((each for each in await debts.demands(decision["id"]) if each["served_on"]), None)
    return rules.application_refused(
        found,
        demand_due_on=demanded["due_on"] if demanded else None,
        owes=(await debts.account(decision, today)).left > 0 or await victims.late_back(decision, today) > 0,
        on=today,
    )


async def materials(decision: Row) -> list[Row]:
    """What is handed in with the application: the papers in force, each with its number, proofs of service, the evidence."""
    found: list[Row] = [
        {"name": NAMES[paper["kind"]], "note": paper["number"], "document": paper["id"]}
        for paper in await documents.of_matter(decision["matter_kind"], decision["id"])
        if paper["kind"] in NAMES and paper["withdrawn_at"] is None
    ]
    found += [
        {"name": "送达证明", "note": each["document_number"], "document": None, "attachment": each["proof"]}
        for each in reversed(await debts.deliveries(decision["id"]))
        if each["proof"] is not None
    ]
    if not decisions.is_spot(decision):
        found += [
            {
                "name": f"证据{each['position']}：{each['title']}",
                "note": "",
                "document": None,
                "attachment": each["attachment"],
            }
            for each in await queries.evidence(decision["id"])
        ]
    return found


def taken_in_words(remedies: list[Row], window: Window) -> str:
    """Which remedies the party took and what ended, for the application."""
    if not remedies:
        return f"被申请人在法定期限内未申请行政复议，也未提起行政诉讼，期限已于{day(window.base_on)}届满。"
    said = [
        f"{papers.WAYS[rules.Way(each['way'])]}（{each['number']}），自{day(each['from_on'])}至{day(each['to_on'])}，已终结"
        for each in remedies
    ]
    return f"被申请人提起的救济：{'；'.join(said)}。申请强制执行的期限自{day(window.base_on)}起算。"


async def apply(matter_id: UUID, *, state: str, reason: str = "", actor: Actor, now: datetime) -> Row:
    """Ask the court to enforce what is owed; refused with its article outside the window or without a served demand.

    Signed by the head of the organ (第五十五条第二款): the deciding official who acts here. Returns the paper.
    """
    today = beijing.legal_day(now)
    known_of = doors.said(state, "state")
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "apply_court", actor=actor, now=now)
        if any(each["status"] in RUNNING for each in await debts.applications(matter_id)):
            raise errors.AlreadyMoved
        doors.refuse(await stopped(decision, today))
        doors.refuse(await refused(decision, today))
        window = await debts.window(decision, await calendar.current())
        if not isinstance(window, Window):
            raise errors.AlreadyMoved
        demanded = next(each for each in await debts.demands(matter_id) if each["served_on"])
        account = await debts.account(decision, today)
        organ = await doors.organ_of(decision["organ"])
        handed_in = await materials(decision)
        paper = await delivering.issue(
            "enforcement_application",
            "人社执申",
            decision,
            papers.enforcement(
                organ,
                decision,
                account,
                window,
                demanded,
                [{"name": each["name"], "note": each["note"]} for each in handed_in],
                proposal=decisions.proposal_of(decision),
                given_back=await victims.late_back(decision, today),
                taken=taken_in_words(await debts.stays(matter_id), window),
                state=known_of,
                head=actor.name,
                on=today,
            ),
            now=now,
        )
        await database.execute(
            f"""insert into court_application (id, {decision["column"]}, number, status, demand, court, opens_on, closes_on, applied_on,
                                              decider, document, ruling_number, note)
               values ($1,$2,$3,'applied',$4,$5,$6,$7,$8,$9,$10,'',$11)""",  # noqa: S608 - a name written in code
            uuid4(),
            matter_id,
            paper["number"],
            demanded["id"],
            organ["court"],
            window.opens_on,
            window.closes_on,
            today,
            actor.person_id,
            paper["id"],
            known_of,
        )
        await clocks.meet(matter_id, "court", on=today)
        await decided.take(
            decision,
            "apply_court",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"number": paper["number"], "amount": account.left, "closes_on": window.closes_on},
        )
    return paper


async def _held(matter_id: UUID, *statuses: str) -> Row:
    found = await database.row(
        "select * from court_application where (case_id = $1 or spot = $1) and status = any($2::text[]) for update",
        matter_id,
        list(statuses),
    )
    if found is None:
        raise errors.AlreadyMoved
    return found


async def note_acceptance(
    matter_id: UUID, *, accepted: bool, on: date, note: str = "", actor: Actor, now: datetime
) -> None:
    """The court accepted the application, or declined it with its reason; a declined one may be made anew in time."""
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "court_accepts", actor=actor, now=now)
        found = await _held(matter_id, "applied")
        if not found["applied_on"] <= on <= beijing.legal_day(now):
            raise errors.Invalid({"on": N_("日期应当在申请之后，且不晚于今天")})
        if not accepted:
            doors.said(note, "note")
        await database.execute(
            "update court_application set status = $2, accepted_on = $3, note = $4 where id = $1",
            found["id"],
            "accepted" if accepted else "declined",
            on if accepted else None,
            note.strip() or found["note"],
        )
        if accepted:
            await clocks.start(
                decision["matter_kind"],
                matter_id,
                "ruling",
                rules.RULING,
                on,
                calendar=await calendar.current(),
                organ_id=decision["organ"],
            )
        await decided.take(
            decision,
            "court_accepts",
            actor=actor,
            now=now,
            reason=note.strip(),
            data={"accepted": accepted, "on": on},
        )


async def note_ruling(
    matter_id: UUID,
    *,
    granted: bool,
    number: str,
    on: date,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """What the court ruled: enforcement granted or denied, with the number of the ruling."""
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "court_rules", actor=actor, now=now)
        found = await _held(matter_id, "accepted")
        problems = {}
        if not number.strip():
            problems["number"] = N_("请填写裁定书文号")
        if not found["accepted_on"] <= on <= beijing.legal_day(now):
            problems["on"] = N_("日期应当在受理之后，且不晚于今天")
        if problems:
            raise errors.Invalid(problems)
        await database.execute(
            "update court_application set status = $2, ruled_on = $3, ruling_number = $4, note = $5 where id = $1",
            found["id"],
            "granted" if granted else "denied",
            on,
            number.strip(),
            note.strip() or found["note"],
        )
        await clocks.meet(matter_id, "ruling", on=on)
        await decided.take(
            decision,
            "court_rules",
            actor=actor,
            now=now,
            reason=note.strip(),
            data={"granted": granted, "number": number.strip(), "on": on},
        )


_UNPAID = """
    select c.id from penalty_case as c where c.status = 'served' and c.served_on <= $1::date - 14
       and (c.fine > 0 or c.confiscated > 0)
       and not exists (select from court_application as a where a.case_id = c.id
                       and a.status in ('applied', 'accepted', 'granted'))
       and c.fine + c.confiscated > (select coalesce(sum(p.fine + p.confiscated), 0) from case_payment as p
                                     where p.case_id = c.id)
    union all
    select s.id from spot_penalty as s where s.fine > 0 and s.status <> 'quashed' and s.decided_on <= $1::date - 14
       and not exists (select from court_application as a where a.spot = s.id
                       and a.status in ('applied', 'accepted', 'granted'))
       and s.fine > (select coalesce(sum(p.fine), 0) from case_payment as p where p.spot = s.id)
"""


async def watch(*, today: date) -> int:
    """Open the window's clock on its first day and tell the organ as its end comes near; how many were told."""
    known, told, at = await calendar.current(), 0, beijing.start_of_day(today)
    for each in await database.rows(_UNPAID, today):
        decision = await decisions.by_id(each["id"])
        found = await debts.window(decision, known)
        if not isinstance(found, Window) or today < found.opens_on:
            continue
        if await _changed(decision) is not None:
            continue
        clock = await database.row(
            "select due_on from clock where matter_id = $1 and kind = 'court'", decision["id"]
        )
        if clock is None or clock["due_on"] != found.closes_on:
            await clocks.start(
                decision["matter_kind"],
                decision["id"],
                "court",
                Period(
                    (found.closes_on - found.base_on).days,
                    Unit.CALENDAR_DAYS,
                    found.why,
                    Roll.NONE,
                    COMPULSION_LAW.article(53),
                ),
                found.base_on,
                calendar=known,
                organ_id=decision["organ"],
            )
        left = (found.closes_on - today).days
        if today == found.opens_on or left in WARNED:
            told += 1
            await notices.tell(
                _WARNING[decision["matter_kind"]],
                decision["money"],
                kind="court_window",
                now=at,
                organ_id=decision["organ"],
                number=decision["number"],
                day=found.closes_on.isoformat(),
            )
    return told


async def package(decision: Row) -> list[Row]:
    """What is in the package for the court, in the order of its list: the application first, then the papers."""
    applied = next(iter(await debts.applications(decision["id"])), None)
    if applied is None:
        raise errors.NotFound
    found: list[Row] = [
        {"name": "强制执行申请书", "note": applied["number"], "document": applied["document"]}
    ]
    return found + await materials(decision)
