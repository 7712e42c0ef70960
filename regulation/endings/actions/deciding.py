"""Propose, decide, serve: two persons, and the licence ends when the decision is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import clocks, documents, publication
from regulation.endings import papers, rules
from regulation.endings.actions import doors
from regulation.endings.status import ENDING_KINDS, GROUNDS, SPARINGS, EndingKind, Ground, Sparing
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.ledger import actions as ledger
from regulation.licensing import papers as licensing
from regulation.licensing.actions import ending
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

#: Kinds of publication of this area, and what each is called.
PUBLISHED = {EndingKind.SET_ASIDE: "licence_set_aside", EndingKind.WITHDRAW: "licence_withdrawal"}
TITLES = {
    EndingKind.SET_ASIDE: N_("撤销行政许可公告"),
    EndingKind.WITHDRAW: N_("撤回行政许可公告"),
}
ACTS = {EndingKind.SET_ASIDE: ending.set_aside, EndingKind.WITHDRAW: ending.withdraw}
PROPOSALS = ("end", "drop")


async def propose(ending_id: UUID, *, proposal: str, reason: str, actor: Actor, now: datetime) -> None:
    """The clerk says what should be decided, and why."""
    if proposal not in PROPOSALS:
        raise errors.Invalid({"proposal": N_("请选择处理意见")})
    why = doors.said(reason)
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "propose", actor=actor, now=now)
        await doors.take(
            matter,
            "propose",
            actor=actor,
            now=now,
            reason=why,
            data={"proposal": proposal},
            also={
                "proposal": proposal,
                "proposal_reason": why,
                "handler": actor.person_id,
                "handler_name": actor.name,
            },
        )


async def send_back(ending_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The decider wants it examined further."""
    why = doors.said(reason)
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "send_back", actor=actor, now=now)
        await doors.take(matter, "send_back", actor=actor, now=now, reason=why)


def check_heard(matter: Row, today: date) -> None:
    """Raise Refused while the holder may still ask for a hearing."""
    if not rules.may_decide(
        today=today,
        heard_by=matter["heard_by"],
        waived=matter["hearing_waived"],
        hearing_held=matter["hearing_held_on"] is not None,
    ):
        raise errors.Refused("当事人申请听证的期限尚未届满，不能作出决定", citation=LICENSING_LAW.article(47))


async def end(ending_id: UUID, *, reason: str, compensation: str = "", actor: Actor, now: datetime) -> Row:
    """Decide to set the licence aside or to withdraw it; the paper. It takes effect by its service.

    Raises Refused while the holder may still be heard, Invalid without the statement on compensation that the law asks
    for where the holder is not to blame.
    """
    today, why = beijing.legal_day(now), doors.said(reason)
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "end", actor=actor, now=now)
        check_heard(matter, today)
        kind, ground = EndingKind(matter["kind"]), Ground(matter["ground"])
        is_compensated = rules.is_compensated(ground)
        if is_compensated and len(compensation.strip()) < doors.LEAST:
            raise errors.Invalid({"compensation": N_("请写明对合法权益损失如何赔偿或者补偿")})
        organ = await licensing.organ_of(matter["organ"])
        number = await papers.number(organ, papers.DECISIONS[kind], today)
        paper = await papers.issue_decision(
            matter,
            await doors.licence_of(matter),
            reason=why,
            compensation=compensation.strip() if is_compensated else "",
            paper_number=number,
            now=now,
        )
        await doors.take(
            matter,
            "end",
            actor=actor,
            now=now,
            reason=why,
            data={"number": number, "ground": ground},
            also={
                "decider": actor.person_id,
                "decider_name": actor.name,
                "decided_on": today,
                "decision_number": number,
                "decision_reason": why,
                "decision": paper["id"],
                "is_compensated": is_compensated,
                "compensation": compensation.strip() if is_compensated else "",
            },
        )
        await clocks.stop(ending_id, "ending_statement", reason=N_("已作出决定"))
        await _enter_in_log(matter, "end", actor=actor, now=now, number=number, ground=str(ground))
    return paper


async def drop(ending_id: UUID, *, sparing: Sparing, reason: str, actor: Actor, now: datetime) -> None:
    """Decide that the licence stays as it is. Raises Invalid where the law leaves the organ no such choice."""
    today, why = beijing.legal_day(now), doors.said(reason)
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "drop", actor=actor, now=now)
        if sparing not in rules.may_spare(Ground(matter["ground"])):
            raise errors.Invalid({"sparing": N_("依法应当撤销的，不能以此理由不予撤销")})
        await doors.take(
            matter,
            "drop",
            actor=actor,
            now=now,
            reason=why,
            data={"sparing": sparing},
            also={
                "decider": actor.person_id,
                "decider_name": actor.name,
                "decided_on": today,
                "decision_reason": why,
                "sparing": str(sparing),
            },
        )
        await clocks.stop(ending_id, "ending_statement", reason=SPARINGS[sparing])
        await documents.withdraw(matter["notice"], now=now)
        await doors.tell_holder(matter, N_("决定不撤销、不撤回许可：%(number)s"), now=now)
        await _enter_in_log(matter, "drop", actor=actor, now=now, sparing=str(sparing))


async def take_effect(
    ending_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> bool:
    """The decision was served: licence, paper, register, credit record and public list follow on this day.

    False when the licence had ended otherwise in the meantime; the decision is served and on file all the same.
    """
    async with database.unit_of_work():
        matter = await doors.held(ending_id, "take_effect", actor=actor, now=now)
        await doors.serve(
            matter["decision"], method=method, served_on=served_on, receipt=receipt, actor=actor, now=now
        )
        return await effective(
            matter, "take_effect", served_on=served_on, method=method, actor=actor, now=now
        )


async def effective(
    matter: Row, step: str, *, served_on: date, method: str, actor: Actor, now: datetime
) -> bool:
    """What follows from the service of the decision, in the caller's transaction; False as in `take_effect`."""
    kind, ground = EndingKind(matter["kind"]), Ground(matter["ground"])
    await doors.take(
        matter,
        step,
        actor=actor,
        now=now,
        data={"served_on": served_on, "method": method},
        also={"effective_on": served_on},
    )
    await doors.tell_holder(matter, N_("许可已被撤销或者撤回：%(number)s"), now=now)
    if rules.bars_commitment_track(ground):
        await integrity.record_fact(
            matter["firm"],
            FactKind.COMMITMENT_BROKEN,
            source_kind="licence",
            source_number=matter["licence_number"],
            occurred_on=served_on,
            organ_id=matter["organ"],
            actor=actor,
            now=now,
        )
    if rules.counts_as_unlicensed(ground):
        await doors.tell_organ(
            matter, N_("虚假承诺按未经许可论处，请提请立案：%(firm)s（%(number)s）"), now=now
        )
    done = await ACTS[kind](
        matter["licence"],
        decision_number=matter["decision_number"],
        on=served_on,
        reason=GROUNDS[ground],
        actor=actor,
        now=now,
    )
    if done:
        await _publish(matter, kind, on=served_on, actor=actor, now=now)
    return done


async def _publish(matter: Row, kind: EndingKind, *, on: date, actor: Actor, now: datetime) -> None:
    """What the public reads: the fact, its ground and its day; neither what was found nor what the holder said."""
    licence = await doors.licence_of(matter)
    ground = Ground(matter["ground"])
    await publication.publish(
        PUBLISHED[kind],
        matter["decision_number"],
        TITLES[kind],
        organ_id=matter["organ"],
        organ_name=matter["organ_name"],
        firm_id=matter["firm"],
        matter_kind="ending",
        matter_id=matter["id"],
        body={
            "party": matter["firm_name"],
            "code": licence["snapshot"].get("firm", {}).get("code", ""),
            "decision_number": matter["decision_number"],
            "certificate": licensing.licence_title(licence),
            "certificate_number": matter["licence_number"],
            "content": ENDING_KINDS[kind],
            "ground": GROUNDS[ground],
            "basis": rules.basis_of(ground).zh,
            "decided_on": matter["decided_on"],
            "ended_on": on,
            "organ": matter["organ_name"],
        },
        from_on=on,
        actor=actor,
        now=now,
    )


async def _enter_in_log(matter: Row, act: str, *, actor: Actor, now: datetime, **private: str) -> None:
    """The decision itself, under the matter's id; what it does to the register is a leaf of the firm's."""
    await ledger.append(
        str(matter["id"]),
        "ending",
        act,
        actor=actor,
        now=now,
        prev_state=matter["status"],
        private={"number": matter["number"], "licence": matter["licence_number"], **private},
    )
