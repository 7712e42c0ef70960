"""A case from its proposal to its opening, or to the reason why it is not opened."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.leads import actions as leads
from regulation.penalties import papers_procedure, permissions, queries, unlicensed
from regulation.penalties.actions import doors
from regulation.penalties.rules import deadlines, fines
from regulation.penalties.rules import jurisdiction as jurisdictions
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import OPEN, CaseStatus, OrderStatus, Source
from regulation.penalties.status_procedure import ACT_KINDS, JURISDICTIONS
from regulation.penalties.tables import PenaltyCase

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]


async def propose_case(
    source_kind: Source,
    source_number: str,
    firm_id: UUID | None,
    violation: str,
    *,
    cause: str,
    act_ended_on: date,
    discovered_on: date,
    officers: list[UUID],
    order_id: UUID | None = None,
    unregistered: Row | None = None,
    is_harmful: bool = False,
    is_complicated: bool = False,
    by_labour_supervision: bool,
    act_place: str = "",
    act_kind: str = "once",
    act_began_on: date | None = None,
    jurisdiction: str = "place",
    request_key: str = "",
    actor: Actor,
    now: datetime,
) -> Row:
    """Ask for a case to be opened; its id and number. Raises Invalid, NotPermitted, NotFound, Refused."""
    today = beijing.legal_day(now)
    _check_content(violation, cause, act_ended_on, discovered_on, today)
    _check_act(act_kind, act_began_on, act_ended_on, discovered_on, jurisdiction)
    await doors.check_reporter_unnamed(source_number, order_id, cause=cause)
    if deadlines.is_time_barred(act_ended_on, discovered_on, harmful=is_harmful):
        raise errors.Refused("已超过追责期限，不再给予行政处罚", citation=PENALTY_LAW.article(36))
    async with database.unit_of_work():
        earlier = await doors.earlier(
            request_key, [source_number, firm_id, violation, cause, order_id], actor=actor, now=now
        )
        if earlier is not None:
            return await queries.case_for_update(earlier)
        party, firm_organ = await doors.party(firm_id, unregistered)
        permissions.check_can_issue(actor, firm_organ or actor.organ_id)
        if actor.person_id in await doors.conflicted(firm_id, now):
            raise errors.NotPermitted("您与该机构有利害关系，应当回避", citation=PENALTY_LAW.article(43))
        organ = await doors.organ_of(actor.organ_id)
        await unlicensed.check(Source(source_kind), source_number, firm_id, violation)
        if order_id is not None:
            await _check_order(order_id, organ["id"], firm_id, party["name"], violation)
        chosen = await _two_officers(organ["id"], firm_id, officers, today=today, now=now)
        taken = await numbering.next_number(organ["code"], "penalty_case", today.year)
        case_id = uuid4()
        number = numbering.formatted(organ["short"], "人社案", today.year, taken)
        await database.execute(
            """insert into penalty_case (id, number, status, organ, firm, party, party_name, violation, source_kind,
                   source_number, correction_order, cause, act_ended_on, discovered_on, is_harmful, is_complicated,
                   by_labour_supervision, handler, handler_name, officer_a, officer_b, officers, proposed_at)
               values ($1,$2,'proposed',$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22)""",
            case_id,
            number,
            organ["id"],
            firm_id,
            json.dumps(party, ensure_ascii=False),
            party["name"],
            violation,
            str(Source(source_kind)),
            source_number,
            order_id,
            cause.strip(),
            act_ended_on,
            discovered_on,
            is_harmful,
            is_complicated,
            by_labour_supervision,
            actor.person_id,
            actor.name,
            chosen[0]["id"],
            chosen[1]["id"],
            json.dumps(
                [{"name": each["name"], "certificate": each["certificate"]} for each in chosen],
                ensure_ascii=False,
            ),
            now,
        )
        await database.execute(
            """insert into case_opening (id, case_id, act_place, act_kind, act_began_on, jurisdiction)
               values ($1,$2,$3,$4,$5,$6)""",
            uuid4(),
            case_id,
            act_place.strip(),
            act_kind,
            act_began_on,
            jurisdiction,
        )
        await record.opened(
            PenaltyCase,
            case_id,
            "propose",
            CaseStatus.PROPOSED,
            actor=actor,
            now=now,
            reason=cause.strip(),
            data={"violation": violation, "source": source_number},
            cites=(PENALTY_LAW.article(54, 2),),
        )
        order_number = await database.value("select number from correction_order where id = $1", order_id)
        await leads.case_proposed(
            str(Source.ORDER if order_number else Source(source_kind)),
            order_number or source_number,
            case_number=number,
            organ=organ,
            firm_id=firm_id,
            party=party,
            violation=violation,
            cause=cause,
            found_on=discovered_on,
            actor=actor,
            now=now,
        )
        await doors.answered(request_key, case_id)
    return {"id": case_id, "number": number}


def _check_content(violation: str, cause: str, act_ended_on: date, discovered_on: date, today: date) -> None:
    problems = {}
    if violation not in VIOLATIONS:
        problems["violation"] = "请选择违法行为"
    else:
        doors.refuse(fines.not_ours(VIOLATIONS[violation]))
    if len(cause.strip()) < 10:
        problems["cause"] = "请写明涉嫌违法的事实，至少10个字"
    if discovered_on > today:
        problems["discovered_on"] = "发现日期不能晚于今天"
    if act_ended_on > discovered_on:
        problems["act_ended_on"] = "违法行为终了日期不能晚于发现日期；仍在持续的，填写发现日期"
    if problems:
        raise errors.Invalid(problems)


def _check_act(
    kind: str, began_on: date | None, ended_on: date, discovered_on: date, jurisdiction: str
) -> None:
    problems = {}
    if kind not in ACT_KINDS:
        problems["act_kind"] = "请选择违法行为的状态"
    if jurisdiction not in JURISDICTIONS:
        problems["jurisdiction"] = "请选择管辖依据"
    refused = None if problems else jurisdictions.act_days_refused(kind, began_on, ended_on, discovered_on)
    if refused is not None:
        problems["act_began_on" if kind == "continuing" else "act_ended_on"] = refused.message
    if problems:
        raise errors.Invalid(problems, citation=PENALTY_LAW.article(36, 2))


async def _check_order(
    order_id: UUID, organ_id: UUID, firm_id: UUID | None, party_name: str, violation: str
) -> None:
    """The order that the case goes back to: the same organ, party and violation, refused, and used by no other case."""
    order = await queries.order_for_update(order_id)
    if order["organ"] != organ_id:
        raise errors.NotFound
    same_party = order["firm"] == firm_id
    if firm_id is None:
        same_party = same_party and order["party_name"] == party_name
    if not same_party or order["violation"] != violation:
        raise errors.Refused("指令书与本案的当事人或者违法行为不一致", citation=PENALTY_LAW.article(54, 2))
    if order["status"] != OrderStatus.REFUSED:
        raise errors.Refused(
            "指令书尚未认定拒不改正，不能据以立案处罚", citation=VIOLATIONS[violation].basis[0]
        )
    used = await database.value(
        """select number from penalty_case where correction_order = $1 and status not in ('not_opened', 'withdrawn', 'quashed')""",
        order_id,
    )
    if used:
        raise errors.Refused(
            "该指令书已经立案，案号%(number)s", number=used, citation=PENALTY_LAW.article(29)
        )


async def _two_officers(
    organ_id: UUID, firm_id: UUID | None, persons: list[UUID], *, today: date, now: datetime
) -> list[Row]:
    """Two different inspectors of the organ with certificates and without an interest. Raises Invalid."""
    away = await doors.conflicted(firm_id, now)
    wanted = list(dict.fromkeys(persons))
    found = await doors.officers(organ_id, wanted, today=today) if wanted else []
    if any(each["id"] in away for each in found):
        raise errors.Invalid(
            {"officers": "所选执法人员与当事人有利害关系，应当回避"}, citation=PENALTY_LAW.article(43)
        )
    if len(wanted) != 2 or len(found) != 2:
        raise errors.Invalid(
            {"officers": "请选择两名持有执法证件的执法人员"}, citation=PENALTY_LAW.article(42, 1)
        )
    return found


async def open_case(case_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Approve the opening: the ninety days run from today."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "open", actor=actor, now=now)
        await _check_first(case)
        await _form(case, f"同意立案。承办人员：{case['handler_name']}。", actor=actor, now=now)
        await doors.take(
            case_id, "open", actor=actor, now=now, also={"opened_on": today, "opener": actor.person_id}
        )
        await leads.case_opened(case["number"], actor=actor, now=now)
        known = await calendar.current()
        await clocks.start(
            "penalty_case",
            case_id,
            "investigation" if case["by_labour_supervision"] else "decision",
            deadlines.time_to_handle(by_labour_supervision=case["by_labour_supervision"]),
            today,
            calendar=known,
            organ_id=case["organ"],
        )


async def _check_first(case: Row) -> None:
    """Raise Refused where another organ opened a case on the same party and breach first."""
    others = await database.rows(
        """select organ, number from penalty_case
           where violation = $1 and id <> $2 and status = any($3::text[]) and status <> 'proposed'
             and ((firm is not null and firm = $4) or (firm is null and $4::uuid is null and party_name = $5))
             and daterange(act_ended_on - 30, act_ended_on, '[]') @> $6::date""",
        case["violation"],
        case["id"],
        sorted(OPEN),
        case["firm"],
        case["party_name"],
        case["act_ended_on"],
    )
    designated = await designated_organ(case["id"])
    doors.refuse(
        jurisdictions.first_to_open_refused(
            case["organ"],
            [jurisdictions.Other(each["organ"], each["number"]) for each in others],
            designated=designated == case["organ"],
        )
    )


async def designated_organ(case_id: UUID) -> UUID | None:
    """The organ that the common superior named last; None where it was not asked or has not answered."""
    found: UUID | None = await database.value(
        """select organ from case_designation where case_id = $1 and status = 'designated'
           order by decided_on desc limit 1""",
        case_id,
    )
    return found


async def about(case_id: UUID) -> Row:
    """What the opening form says beyond the case; plain where it was not asked yet."""
    found = await database.row("select * from case_opening where case_id = $1", case_id)
    return found or {"act_place": "", "act_kind": "once", "act_began_on": None, "jurisdiction": "place"}


async def _form(case: Row, opinion: str, *, actor: Actor, now: datetime) -> None:
    """Issue the opening form with the head's word, for the file."""
    today = beijing.legal_day(now)
    organ = await doors.organ_of(case["organ"])
    taken = await numbering.next_number(organ["code"], "case_opening_form", today.year)
    await documents.issue(
        "case_opening_form",
        numbering.formatted(organ["short"], "人社立", today.year, taken),
        "penalty_case",
        case["id"],
        papers_procedure.opening(
            organ,
            case,
            await about(case["id"]),
            {"text": opinion, "name": actor.name, "on": today},
            today,
        ),
        organ_id=organ["id"],
        # The organ's own paper: before the notice the case does not exist for the party.
        firm_id=None,
        now=now,
    )


async def decline_opening(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The standard for opening is not met; the reason stays on file, as not opening can itself be wrong."""
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "decline_opening", actor=actor, now=now)
        await _form(case, f"不予立案。{why}", actor=actor, now=now)
        await doors.take(
            case_id,
            "decline_opening",
            actor=actor,
            now=now,
            reason=why,
            also={"end_reason": why, "ended_on": beijing.legal_day(now)},
        )
        await leads.case_declined(case["number"], reason=why, actor=actor, now=now)
