"""Whose a case is: first opened, designated by the common superior; and against whom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import documents, numbering, record
from regulation.firms import identity
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import papers, papers_procedure, permissions, queries
from regulation.penalties.actions import doors
from regulation.penalties.permissions_evidence import BEFORE_DECISION
from regulation.penalties.status import OPEN, CaseStatus
from regulation.penalties.status_procedure import (
    DESIGNATION_STEPS,
)
from regulation.penalties.tables import PenaltyCase
from regulation.penalties.tables_procedure import Designation
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]


# --- first to open, designation ----------------------------------------------------------------------------


async def ask_designation(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Report a dispute over jurisdiction to the common superior."""
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.CLERK, Role.DECIDER}, await doors.kept_away(case, now))
        if case["status"] not in BEFORE_DECISION | {CaseStatus.PROPOSED}:
            raise errors.AlreadyMoved
        if await database.value(
            "select 1 from case_designation where case_id = $1 and status = 'asked'", case_id
        ):
            raise errors.AlreadyMoved
        made = uuid4()
        await database.execute(
            """insert into case_designation (id, case_id, status, reason, asked_on, asked_by, asker_name, decision)
               values ($1,$2,'asked',$3,$4,$5,$6,'')""",
            made,
            case_id,
            why,
            beijing.legal_day(now),
            actor.person_id,
            actor.name,
        )
        await record.opened(
            Designation,
            made,
            "ask",
            "asked",
            actor=actor,
            now=now,
            reason=why,
            cites=(PENALTY_LAW.article(25, 2),),
        )
        await record.record_event(PenaltyCase, case_id, "designation_asked", actor=actor, now=now, reason=why)


async def designate(case_id: UUID, *, organ_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """The municipal organ says whose the case is. Raises NotPermitted, Invalid, AlreadyMoved."""
    why = doors.said(reason)
    actor.check_holds(Role.DECIDER)
    if not actor.is_municipal:
        raise errors.NotPermitted("管辖由共同的上一级行政机关指定", citation=PENALTY_LAW.article(25, 2))
    chosen = await organs.by_id(organ_id)
    if chosen is None:
        raise errors.Invalid({"organ_id": "请选择管辖机关"})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        found = await database.row(
            "select * from case_designation where case_id = $1 and status = 'asked' for update", case_id
        )
        if found is None:
            raise errors.AlreadyMoved
        organ = await doors.organ_of(actor.organ_id)
        taken = await numbering.next_number(organ["code"], "jurisdiction_designation", today.year)
        paper = await documents.issue(
            "jurisdiction_designation",
            numbering.formatted(organ["short"], "人社指", today.year, taken),
            "penalty_case",
            case_id,
            papers_procedure.designation(organ, case, found, chosen, why, today),
            organ_id=case["organ"],
            firm_id=case["firm"],
            now=now,
        )
        await record.record_step(
            Designation,
            found["id"],
            "designate",
            DESIGNATION_STEPS["designate"],
            actor=actor,
            now=now,
            reason=why,
            also={
                "organ": organ_id,
                "decided_on": today,
                "decided_by": actor.person_id,
                "decision": why,
                "document": paper["id"],
            },
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "designated",
            actor=actor,
            now=now,
            reason=why,
            data={"organ": chosen["name"]},
            cites=(PENALTY_LAW.article(25, 2),),
        )
        for each in {case["organ"], organ_id}:
            await notices.tell(
                N_("%(number)s已指定%(organ)s管辖"),
                f"/desk/cases/{case_id}/jurisdiction",
                kind="designated",
                now=now,
                organ_id=each,
                number=case["number"],
                organ=chosen["name"],
            )


async def of_case(case_id: UUID) -> tuple[list[Row], list[Row]]:
    """Dockets and designations of a case, oldest first."""
    return (
        await database.rows(
            "select * from case_transfer where case_id = $1 order by sent_on, number", case_id
        ),
        await database.rows(
            """select d.*, organ.name as organ_name from case_designation as d left join organ on organ.id = d.organ
               where d.case_id = $1 order by d.asked_on""",
            case_id,
        ),
    )


# --- the party was merged -------------------------------------------------------------------------------------


async def merged_into(case: Row) -> Row | None:
    """The entry into which the party's was merged and that nobody confirmed yet."""
    if case["firm"] is None:
        return None
    return await database.row(
        """select survivor.* from firm join firm as survivor on survivor.id = firm.merged_into where firm.id = $1""",
        case["firm"],
    )


async def confirm_party(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The case goes on against the surviving entry, which its papers name from now on; both ids stay on file."""
    why = doors.said(reason)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.CLERK}, await doors.kept_away(case, now))
        survivor = await merged_into(case)
        if survivor is None or case["status"] not in OPEN:
            raise errors.AlreadyMoved
        said = papers.party_block(await identity.of(survivor["id"]))
        await database.execute(
            """insert into case_party (id, case_id, firm_before, firm_after, party_before, party_after, reason, confirmed_on,
                   person, person_name) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",
            uuid4(),
            case_id,
            case["firm"],
            survivor["id"],
            json.dumps(case["party"], ensure_ascii=False),
            json.dumps(said, ensure_ascii=False),
            why,
            today,
            actor.person_id,
            actor.name,
        )
        await database.execute(
            "update penalty_case set firm = $2, party = $3, party_name = $4 where id = $1",
            case_id,
            survivor["id"],
            json.dumps(said, ensure_ascii=False),
            said["name"],
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "confirm_party",
            actor=actor,
            now=now,
            reason=why,
            data={"before": case["party_name"], "after": said["name"]},
            cites=(PENALTY_LAW.article(59, 1, 1),),
        )


async def parties(case_id: UUID) -> list[Row]:
    """Against whom the case went before, oldest first."""
    return await database.rows(
        """select p.*, before.number as number_before, after.number as number_after, before.name as name_before,
                  after.name as name_after
           from case_party as p join firm as before on before.id = p.firm_before join firm as after on after.id = p.firm_after
           where p.case_id = $1 order by p.confirmed_on""",
        case_id,
    )
