"""Asking the court to enforce a fine on the spot: inside the window, after a demand, with the package; what the court says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents
from regulation.law import beijing
from regulation.law.citation import COMPULSION_LAW
from regulation.law.period import Period, Roll, Unit
from regulation.notices import actions as notices
from regulation.penalties import debts, decisions
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import court, decided, doors, spot_papers
from regulation.penalties.rules import court as rules
from regulation.penalties.rules.court import Window
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.penalties.rules.fines import Refusal

Row = dict[str, Any]
_RUNNING = {"applied", "accepted", "granted"}
#: Papers of a penalty on the spot that the court sees: 第五十五条, with what proves their service.
NAMES = {
    "spot_decision": "当场行政处罚决定书",
    "payment_notice": "罚没款缴款通知",
    **{kind: name for kind, name in court.NAMES.items() if kind not in {"penalty_decision", "prior_notice"}},
}
_CITES = (COMPULSION_LAW.article(53), COMPULSION_LAW.article(55))


async def refused(spot: Row, today: date) -> Refusal | None:
    """What stands between the fine and the court today, with its article."""
    changed = rules.changed_refused(await debts.remedies(spot["id"]))
    if changed is not None:
        return changed
    window = await debts.window(spot, await calendar.current())
    if window is None:
        return None
    demanded = next((each for each in await debts.demands(spot["id"]) if each["served_on"]), None)
    return rules.application_refused(
        window,
        demand_due_on=demanded["due_on"] if demanded else None,
        owes=(await debts.account(spot, today)).left > 0,
        on=today,
    )


async def materials(spot_id: UUID) -> list[Row]:
    """What is handed in with the application: the papers in force, each with its number, and the proofs of service."""
    found = [
        {"name": NAMES[paper["kind"]], "note": paper["number"], "document": paper["id"]}
        for paper in await documents.of_matter("spot_penalty", spot_id)
        if paper["kind"] in NAMES and paper["withdrawn_at"] is None
    ]
    return found + [
        {"name": "送达证明", "note": each["document_number"], "attachment": each["proof"]}
        for each in reversed(await debts.deliveries(spot_id))
        if each["proof"] is not None
    ]


async def apply(spot_id: UUID, *, state: str, actor: Actor, now: datetime) -> Row:
    """Ask the court to enforce what is owed; refused with its article outside the window or without a served demand.

    Signed by the head of the organ (第五十五条第二款): the deciding official who acts here. Returns the paper.
    """
    known_of, today = doors.said(state, "state"), beijing.legal_day(now)
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "apply_court", actor=actor, now=now)
        if any(each["status"] in _RUNNING for each in await debts.applications(spot_id)):
            raise errors.AlreadyMoved
        doors.refuse(await refused(spot, today))
        window = await debts.window(spot, await calendar.current())
        assert isinstance(window, Window)
        demanded = next(each for each in await debts.demands(spot_id) if each["served_on"])
        account = await debts.account(spot, today)
        organ = await doors.organ_of(spot["organ"])
        paper = await spot_papers.issue(
            "enforcement_application",
            "人社执申",
            spot,
            papers.enforcement(
                organ,
                spot,
                account,
                window,
                demanded,
                [{"name": each["name"], "note": each["note"]} for each in await materials(spot_id)],
                proposal=decisions.proposal_of(spot),
                taken=court.taken_in_words(await debts.stays(spot_id), window),
                state=known_of,
                head=actor.name,
                on=today,
            ),
            now=now,
        )
        await database.execute(
            """insert into court_application (id, spot, number, status, demand, court, opens_on, closes_on, applied_on,
                                             decider, document, ruling_number, note)
               values ($1,$2,$3,'applied',$4,$5,$6,$7,$8,$9,$10,'',$11)""",
            uuid4(),
            spot_id,
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
        await clocks.meet(spot_id, "court", on=today)
        await spot_papers.log(
            spot,
            "apply_court",
            cites=_CITES,
            actor=actor,
            now=now,
            data={"number": paper["number"], "amount": account.left, "closes_on": window.closes_on},
        )
    return paper


async def _application(spot_id: UUID, status: str) -> Row:
    found = await database.row(
        "select * from court_application where spot = $1 and status = $2 for update", spot_id, status
    )
    if found is None:
        raise errors.AlreadyMoved
    return found


async def note_acceptance(
    spot_id: UUID, *, accepted: bool, on: date, note: str = "", actor: Actor, now: datetime
) -> None:
    """The court accepted the application, or declined it with its reason; a declined one may be made anew in time."""
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "court_accepts", actor=actor, now=now)
        found = await _application(spot_id, "applied")
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
                "spot_penalty",
                spot_id,
                "ruling",
                rules.RULING,
                on,
                calendar=await calendar.current(),
                organ_id=spot["organ"],
            )
        await spot_papers.log(
            spot,
            "court_accepts",
            cites=(COMPULSION_LAW.article(56),),
            actor=actor,
            now=now,
            reason=note.strip(),
            data={"accepted": accepted, "on": on},
        )


async def note_ruling(
    spot_id: UUID, *, granted: bool, number: str, on: date, note: str = "", actor: Actor, now: datetime
) -> None:
    """What the court ruled: enforcement granted or denied, with the number of the ruling."""
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "court_rules", actor=actor, now=now)
        found = await _application(spot_id, "accepted")
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
        await clocks.meet(spot_id, "ruling", on=on)
        await spot_papers.log(
            spot,
            "court_rules",
            cites=(COMPULSION_LAW.article(57),),
            actor=actor,
            now=now,
            reason=note.strip(),
            data={"granted": granted, "number": number.strip(), "on": on},
        )


async def watch(*, today: date) -> int:
    """Open the window's clock on its first day and tell the organ as its end comes near; how many were told."""
    unpaid = await database.rows(
        """select s.* from spot_penalty as s where s.fine > 0 and s.decided_on <= $1::date - 14
             and s.fine > coalesce((select sum(p.fine) from case_payment as p where p.spot = s.id), 0)
             and not exists (select from court_application as a where a.spot = s.id
                             and a.status in ('applied', 'accepted', 'granted'))""",
        today,
    )
    known, told, at = await calendar.current(), 0, beijing.start_of_day(today)
    for each in unpaid:
        spot = decisions.of_spot(each)
        found = await debts.window(spot, known)
        if rules.changed_refused(await debts.remedies(spot["id"])) is not None:
            continue
        if not isinstance(found, Window) or today < found.opens_on:
            continue
        clock = await database.row(
            "select due_on from clock where matter_id = $1 and kind = 'court'", spot["id"]
        )
        if clock is None or clock["due_on"] != found.closes_on:
            await clocks.start(
                "spot_penalty",
                spot["id"],
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
                organ_id=spot["organ"],
            )
        if today == found.opens_on or (found.closes_on - today).days in court.WARNED:
            told += 1
            await notices.tell(
                N_("文号%(number)s：申请人民法院强制执行的期限至%(day)s届满，当场处罚的罚款尚未缴清"),
                f"/desk/spot/{spot['id']}/money",
                kind="court_window",
                now=at,
                organ_id=spot["organ"],
                number=spot["number"],
                day=found.closes_on.isoformat(),
            )
    return told


async def package(spot_id: UUID) -> list[Row]:
    """What is in the package for the court, in the order of its list: the application first, then the papers."""
    applied = next(iter(await debts.applications(spot_id)), None)
    if applied is None:
        raise errors.NotFound
    first = {"name": "强制执行申请书", "note": applied["number"], "document": applied["document"]}
    return [first, *await materials(spot_id)]
