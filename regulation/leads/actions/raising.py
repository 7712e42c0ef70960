"""A lead is raised: by an official, by another matter, by the system that reads what other matters left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import numbering, receipts, record
from regulation.firms import identity
from regulation.law import beijing
from regulation.leads import permissions, queries, rules
from regulation.leads.actions import doors
from regulation.leads.status import OPENING, LeadSource, LeadStatus
from regulation.leads.tables import CaseLead

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]


async def raise_lead(
    source_kind: LeadSource | str,
    source_number: str,
    *,
    firm_id: UUID | None = None,
    party_name: str = "",
    party_address: str = "",
    violations: tuple[str, ...] = (),
    facts: str,
    is_urgent: bool = False,
    found_on: date | None = None,
    organ_id: UUID | None = None,
    request_key: str = "",
    actor: Actor,
    now: datetime,
) -> Row:
    """Put a sign of a breach on record; its id and number. Who raises the same twice gets the first.

    The organ is the firm's, else the one that is named, else the actor's. An official raises leads of the own organ
    only, the system of any. Raises Invalid, NotPermitted, NotFound.
    """
    today = beijing.legal_day(now)
    found = found_on or today
    firm = await identity.of(firm_id) if firm_id else None
    name = firm["name"] if firm else party_name.strip()
    _check(LeadSource(source_kind), source_number, name, violations, facts, found, today)
    organ = await organs.by_id(organ_id or (firm["organ"] if firm else None) or actor.organ_id or uuid4())
    if organ is None:
        raise errors.NotFound
    if actor.is_official:
        permissions.check_can_act(
            actor, {"organ": organ["id"]}, conflicted=await doors.conflicted(firm_id, now)
        )
        actor.check_holds(*permissions.WRITERS)
    await queries.check_reporter_unnamed(source_number.strip(), facts=facts)
    async with database.unit_of_work():
        party = (organ["id"], str(LeadSource(source_kind)), source_number.strip(), firm_id, name)
        if (
            known := await queries.live_of(*party) or await _earlier(request_key, party, actor, now)
        ) is not None:
            return {"id": known["id"], "number": known["number"]}
        made = await insert(
            organ,
            party,
            {
                "party_address": party_address.strip() or (firm.get("address") or "" if firm else ""),
                "violations": list(violations),
                "facts": facts.strip(),
                "is_urgent": is_urgent,
                "found_on": found,
            },
            actor=actor,
            now=now,
        )
        if request_key:
            await receipts.answered(request_key, str(made["id"]))
    return made


async def _earlier(request_key: str, party: tuple[Any, ...], actor: Actor, now: datetime) -> Row | None:
    """What the same press of a button made before."""
    if not request_key:
        return None
    said = receipts.digest({"party": [str(each) for each in party]})
    made = await receipts.once(request_key, said, actor=actor, now=now)
    return await queries.for_update(UUID(made)) if made is not None else None


def _check(  # noqa: PLR0917 - each is one line of the form
    source: LeadSource,
    number: str,
    name: str,
    violations: tuple[str, ...],
    facts: str,
    found_on: date,
    today: date,
) -> None:
    problems = {}
    if source is not LeadSource.MONITORING and not number.strip():
        problems["number"] = "请填写来源编号"
    if not name:
        problems["party_name"] = "请填写当事人名称"
    if rules.unknown_violations(violations):
        problems["violations"] = "请选择违法行为"
    if len(facts.strip()) < rules.FACTS:
        problems["facts"] = "请写明涉嫌违法的事实，至少10个字"
    if found_on > today:
        problems["found_on"] = "发现日期不能晚于今天"
    if problems:
        raise errors.Invalid(problems)


async def insert(
    organ: Row,
    party: tuple[UUID, str, str, UUID | None, str],
    content: Row,
    *,
    split_from: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Row:
    """Write the row with its number and start its days, in the caller's transaction."""
    today = beijing.legal_day(now)
    # Whoever raises a lead of this organ holds its number until the end: of two at once the second sees the first.
    taken = await numbering.next_number(organ["code"], "case_lead", today.year)
    if split_from is None and await queries.live_of(*party) is not None:
        raise errors.AlreadyMoved
    lead_id = uuid4()
    number = numbering.formatted(organ["short"], "人社案线", today.year, taken)
    await database.execute(
        """insert into case_lead (id, number, status, organ, source_kind, source_number, firm, party_name, party_address,
               violations, facts, is_urgent, found_on, raised_at, raised_on, raised_by, raised_by_name, split_from,
               standard_reason, dismissal_by_name, dismissal_ground, dismissal_reason, case_number)
           values ($1,$2,'recorded',$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,'','','','','')""",
        lead_id,
        number,
        *party,
        content["party_address"],
        content["violations"],
        content["facts"],
        content["is_urgent"],
        content["found_on"],
        now,
        today,
        actor.person_id,
        actor.name,
        split_from,
    )
    await record.opened(
        CaseLead,
        lead_id,
        "raise",
        LeadStatus.RECORDED,
        actor=actor,
        now=now,
        data={"source": party[2], "violations": content["violations"]},
        cites=(OPENING,),
    )
    lead = {"id": lead_id, "number": number, "organ": organ["id"]}
    await doors.start(lead, doors.CHECK, today)
    return lead
