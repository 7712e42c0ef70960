"""A lead is looked into: the standard is met, it is joined or divided, or a second person agrees that it leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import clocks, record
from regulation.law import beijing
from regulation.leads import permissions, queries, rules
from regulation.leads.actions import doors, raising
from regulation.leads.status import GROUNDS, OPENING, STEPS, WORKABLE
from regulation.leads.tables import CaseLead
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def meet_standard(
    lead_id: UUID, *, violations: tuple[str, ...], reason: str, actor: Actor, now: datetime
) -> None:
    """The standard for opening is met: from today a case has to be opened promptly. Raises Invalid, Refused."""
    why = doors.said(reason)
    today = beijing.legal_day(now)
    if rules.unknown_violations(violations):
        raise errors.Invalid({"violations": "请选择违法行为"})
    async with database.unit_of_work():
        lead = await doors.held(lead_id, "meet_standard", actor=actor, now=now)
        refused = rules.standard_refused(violations, lead["facts"], lead["party_name"])
        if refused is not None:
            raise errors.Refused(refused.message, citation=refused.citation)
        await doors.take(
            lead_id,
            "meet_standard",
            actor=actor,
            now=now,
            reason=why,
            data={"violations": list(violations)},
            also={"violations": list(violations), "standard_met_on": today, "standard_reason": why},
        )
        await doors.met(lead_id, doors.CHECK, on=today)
        await doors.start(lead, doors.OPENING, today)


async def propose_dismissal(lead_id: UUID, *, ground: str, reason: str, actor: Actor, now: datetime) -> None:
    """Ask a deciding official to open no case, with the reason and its article."""
    why = doors.said(reason)
    if ground not in GROUNDS:
        raise errors.Invalid({"ground": "请选择不予立案的法定理由"})
    async with database.unit_of_work():
        await doors.held(lead_id, "propose_dismissal", actor=actor, now=now)
        await doors.take(
            lead_id,
            "propose_dismissal",
            actor=actor,
            now=now,
            reason=why,
            data={"ground": ground, "article": GROUNDS[ground][1].key},
            also={
                "dismissal_by": actor.person_id,
                "dismissal_by_name": actor.name,
                "dismissal_ground": ground,
                "dismissal_reason": why,
            },
        )


async def dismiss(lead_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """A second person agrees: no case is opened. Raises Refused for who asked for it."""
    why = doors.said(reason)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await doors.held(lead_id, "dismiss", actor=actor, now=now)
        await doors.take(
            lead_id,
            "dismiss",
            actor=actor,
            now=now,
            reason=why,
            also={"decided_by": actor.person_id, "ended_on": today},
        )
        await doors.met(lead_id, on=today)


async def send_back(lead_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Look into it again; a standard that was met cannot be unmet so. Raises Refused."""
    why = doors.said(reason)
    async with database.unit_of_work():
        await doors.held(lead_id, "return", actor=actor, now=now)
        await doors.take(lead_id, "return", actor=actor, now=now, reason=why)


async def insist(lead_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The deciding official finds the standard met, against the dismissal. The days of a standard met before go on."""
    why = doors.said(reason)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        lead = await doors.held(lead_id, "insist", actor=actor, now=now)
        first = lead["standard_met_on"] is None
        refused = rules.standard_refused(tuple(lead["violations"]), lead["facts"], lead["party_name"])
        if refused is not None:
            raise errors.Refused(refused.message, citation=refused.citation)
        also = {"standard_met_on": today, "standard_reason": why} if first else {}
        await doors.take(lead_id, "insist", actor=actor, now=now, reason=why, also=also)
        await doors.met(lead_id, doors.CHECK, on=today)
        if first:
            await doors.start(lead, doors.OPENING, today)


async def merge(
    lead_id: UUID, *, into: str, reason: str, same_party: bool = False, actor: Actor, now: datetime
) -> None:
    """Go on in another lead about the same party; both numbers stay. Raises Invalid.

    Whether two names are one party is for a person to find: where they differ, `same_party` says that it was looked into.
    A standard that was met in the one is met in the other, from the earlier day.
    """
    why = doors.said(reason)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        lead = await queries.for_update(lead_id)
        target = await queries.by_number_for_update(into.strip(), lead["organ"])
        permissions.check_can_take(actor, lead, "merge", conflicted=await doors.conflicted(lead["firm"], now))
        if target is None or target["id"] == lead_id or target["status"] not in WORKABLE:
            raise errors.Invalid({"into": "没有这条可以并入的线索，请核对编号"})
        if lead["firm"] and target["firm"] and lead["firm"] != target["firm"]:
            raise errors.Invalid({"into": "两条线索的当事人是不同的机构，不能合并"})
        if not (same_party or lead["firm"] == target["firm"] is not None or _is_one_name(lead, target)):
            raise errors.Invalid({"same_party": "两条线索的当事人名称不同，请核实是否为同一当事人"})
        await doors.take(
            lead_id,
            "merge",
            actor=actor,
            now=now,
            reason=why,
            data={"into": target["number"]} | ({"same_party": target["party_name"]} if same_party else {}),
            also={"merged_into": target["id"], "ended_on": today},
        )
        for kind in (doors.CHECK, doors.OPENING):
            await clocks.stop(lead_id, kind, reason=N_("线索已并入其他线索"))
        await _take_in(target, lead, why, actor=actor, now=now)


def _is_one_name(lead: Row, target: Row) -> bool:
    return bool(lead["party_name"]) and lead["party_name"] == target["party_name"]


async def _take_in(target: Row, lead: Row, why: str, *, actor: Actor, now: datetime) -> None:
    """What the other lead knew: its conduct, its urgency, the day from which its standard was met."""
    await database.execute(
        "update case_lead set violations = $2, is_urgent = $3, found_on = least(found_on, $4) where id = $1",
        target["id"],
        sorted({*target["violations"], *lead["violations"]}),
        target["is_urgent"] or lead["is_urgent"],
        lead["found_on"],
    )
    await record.record_event(
        CaseLead,
        target["id"],
        "take_in",
        actor=actor,
        now=now,
        reason=why,
        data={"from": lead["number"]},
        cites=STEPS["merge"].cites,
    )
    day = lead["standard_met_on"]
    if day is None or (target["standard_met_on"] is not None and target["standard_met_on"] <= day):
        return
    if target["standard_met_on"] is None:
        await doors.take(
            target["id"],
            "meet_standard",
            actor=actor,
            now=now,
            reason=lead["standard_reason"],
            also={"standard_met_on": day, "standard_reason": lead["standard_reason"]},
        )
    else:
        await database.execute("update case_lead set standard_met_on = $2 where id = $1", target["id"], day)
    await doors.met(target["id"], doors.CHECK, on=beijing.legal_day(now))
    await doors.start(target, doors.OPENING, day)


async def split(
    lead_id: UUID, *, violations: tuple[str, ...], facts: str, reason: str, actor: Actor, now: datetime
) -> Row:
    """Another conduct of the same party becomes a lead of its own; its id and number. Raises Invalid, AlreadyMoved."""
    why = doors.said(reason)
    if not violations or rules.unknown_violations(violations):
        raise errors.Invalid({"violations": "请选择违法行为"})
    if len(facts.strip()) < rules.FACTS:
        raise errors.Invalid({"facts": "请写明涉嫌违法的事实，至少10个字"})
    async with database.unit_of_work():
        lead = await queries.for_update(lead_id)
        permissions.check_can_act(actor, lead, conflicted=await doors.conflicted(lead["firm"], now))
        actor.check_holds(*permissions.WRITERS)
        if lead["status"] not in WORKABLE:
            raise errors.AlreadyMoved
        organ = await organs.by_id(lead["organ"])
        assert organ is not None, "a lead has its organ"
        await queries.check_reporter_unnamed(lead["number"], facts=facts, reason=why)
        made = await raising.insert(
            organ,
            (lead["organ"], lead["source_kind"], lead["source_number"], lead["firm"], lead["party_name"]),
            {
                "party_address": lead["party_address"],
                "violations": list(violations),
                "facts": facts.strip(),
                "is_urgent": lead["is_urgent"],
                "found_on": lead["found_on"],
            },
            split_from=lead_id,
            actor=actor,
            now=now,
        )
        left = [each for each in lead["violations"] if each not in violations]
        await database.execute(
            "update case_lead set violations = $2 where id = $1", lead_id, left or lead["violations"]
        )
        await record.record_event(
            CaseLead,
            lead_id,
            "split",
            actor=actor,
            now=now,
            reason=why,
            data={"to": made["number"], "violations": list(violations)},
            cites=(OPENING,),
        )
    return made
