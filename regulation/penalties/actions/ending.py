"""Cases that end without a penalty: spared, withdrawn, handled in another way, transferred; each told to the party."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import clocks, documents, record
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, PENALTY_LAW
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.penalties import papers_ending as papers
from regulation.penalties import permissions, queries, queries_hearing, queries_party
from regulation.penalties.actions import doors, hearing_doors, victims
from regulation.penalties.rules import jurisdiction, outcomes, procedure
from regulation.penalties.rules.outcomes import Sparing
from regulation.penalties.status import ENDED_BY_PAPER, SIGNERS, SPARING
from regulation.penalties.tables import PenaltyCase
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What the deciding official says of a case that is spared."""

    corrected_on: date | None = None
    affected: int = 0
    proof: str = ""
    education: str = ""


async def _known(case: Row, ground: str, said: Said) -> Sparing:
    """What the rules look at, from the case and the records of the party."""
    violation = case["violation"]
    earlier = await queries_party.breaches(case)
    counted = await victims.counted(case["id"])
    entry = await queries_hearing.minor_breach(violation, case["organ"], case["discovered_on"])
    licensed = bool(
        case["firm"]
        and await database.value("select 1 from licence where firm = $1 and status = 'valid'", case["firm"])
    )
    return Sparing(
        act_ended_on=case["act_ended_on"],
        discovered_on=case["discovered_on"],
        is_harmful=case["is_harmful"],
        corrected_on=said.corrected_on,
        order_refused=await _order_refused(case),
        gains=case["gains"],
        affected=said.affected,
        owed=counted.paid - counted.refunded,
        earlier=[day for _violation, day in earlier],
        earlier_same=[day for found, day in earlier if found == violation],
        proof=said.proof,
        education=said.education,
        item=outcomes.Item(
            violation,
            entry["most_affected"],
            needs_licence=violation == "V-01",
            decree_number=entry["decree_number"],
        )
        if entry is not None and ground == "minor_listed"
        else None,
        has_licence=licensed,
    )


async def _check_party(case: Row) -> None:
    """Raise Refused where the party's entry was merged into another since: the paper would name the wrong one."""
    merged = bool(
        await database.value("select merged_into is not null from firm where id = $1", case["firm"])
    )
    doors.refuse(jurisdiction.party_refused(is_merged=merged))


async def _order_refused(case: Row) -> bool:
    return case["correction_order"] is not None and bool(
        await database.value(
            "select 1 from correction_order where id = $1 and status = 'refused'", case["correction_order"]
        )
    )


async def spare(
    case_id: UUID,
    *,
    ground: str,
    reason: str,
    corrected_on: date | None = None,
    affected: int = 0,
    proof: str = "",
    education: str = "",
    actor: Actor,
    now: datetime,
) -> Row:
    """Decide that no penalty is imposed, on one of the grounds of the law; the party is educated instead. The paper.

    By the list of minor breaches it takes three papers for one case: the party's pledge, the advice, the decision.
    """
    if ground not in SPARING:
        raise errors.Invalid({"ground": "请选择不予处罚的法定理由"})
    why, today = doors.said(reason), beijing.legal_day(now)
    if corrected_on is not None and corrected_on > today:
        raise errors.Invalid({"corrected_on": "改正日期不能晚于今天"})
    said = Said(corrected_on, affected, proof, education)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "spare", actor=actor, now=now)
        await doors.check_recusals(case)
        await _check_party(case)
        known = await _known(case, ground, said)
        doors.refuse(outcomes.sparing_refused(ground, known))
        organ = await doors.organ_of(case["organ"])
        evidence = await queries.standing_evidence(case_id)
        decree = known.item.decree_number if known.item else ""
        written = {"ground": ground, "reason": why, "said": said, "decree": decree, "evidence": evidence}
        paper = await hearing_doors.issue(
            "no_penalty_decision", "人社不罚", case, papers.no_penalty(organ, case, written, today),
            organ=organ, now=now, to_party=True,
        )  # fmt: skip
        if ground == "minor_listed":
            for kind, words in (("compliance_pledge", "人社承诺"), ("supervision_advice", "人社监建")):
                await hearing_doors.issue(
                    kind, words, case, papers.no_penalty(organ, case, written, today),
                    organ=organ, now=now, to_party=True,
                )  # fmt: skip
        await _end(case, "spare", why, paper, ground=ground, said=said, decree=decree, actor=actor, now=now)
    return paper


async def withdraw_opening(
    case_id: UUID, *, reason: str, corrected_on: date | None = None, actor: Actor, now: datetime
) -> Row:
    """Withdraw the opening of a labour supervision case: slight and corrected, or there was no breach. The paper."""
    why, today = doors.said(reason), beijing.legal_day(now)
    if corrected_on is not None and corrected_on > today:
        raise errors.Invalid({"corrected_on": "改正日期不能晚于今天"})
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "withdraw", actor=actor, now=now)
        await doors.check_recusals(case)
        doors.refuse(
            outcomes.withdrawal_refused(
                by_labour_supervision=case["by_labour_supervision"],
                is_corrected=corrected_on is not None,
                proved=case["reported_on"] is not None and bool(case["facts"]) and not _is_empty(case),
            )
        )
        organ = await doors.organ_of(case["organ"])
        paper = await hearing_doors.issue(
            "case_withdrawal_decision",
            "人社撤案",
            case,
            papers.withdrawal(organ, case, why, corrected_on, today),
            organ=organ,
            now=now,
            to_party=True,
        )
        said = Said(corrected_on=corrected_on)
        await _end(case, "withdraw", why, paper, said=said, actor=actor, now=now)
    return paper


def _is_empty(case: Row) -> bool:
    """Whether nothing is proposed: then no breach was found that is to be punished."""
    return not (case["fine"] or case["confiscated"] or case["measures"])


async def transfer(case_id: UUID, *, receiver: str, reason: str, actor: Actor, now: datetime) -> None:
    """To the police or another competent body, with the receiver named."""
    to = doors.said(receiver, "receiver", 2)
    why = doors.said(f"{to}：{reason}" if reason.strip() else "")
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "transfer", actor=actor, now=now)
        await _end(case, "transfer", why, None, actor=actor, now=now)


async def propose_handling(
    case_id: UUID, *, demands: str, amount: Decimal = Decimal(0), days: int, actor: Actor, now: datetime
) -> None:
    """Propose what a labour supervision case is to order instead of a penalty; the party is told of it before."""
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "propose_handling", actor=actor, now=now)
        doors.refuse(_handling_refused(case, demands, days))
        await database.execute(
            """insert into case_handling (id, case_id, demands, amount, days) values ($1,$2,$3,$4,$5)
               on conflict (case_id) do update set demands = excluded.demands, amount = excluded.amount,
                   days = excluded.days""",
            uuid4(),
            case_id,
            demands.strip(),
            amount,
            days,
        )
        await doors.take(
            case_id,
            "propose_handling",
            actor=actor,
            now=now,
            reason=demands.strip(),
            data={"amount": amount, "days": days},
        )


def _handling_refused(case: Row, demands: str, days: int) -> Any:
    return outcomes.handling_refused(
        by_labour_supervision=case["by_labour_supervision"],
        has_penalty=not _is_empty(case),
        demands=demands,
        days=days,
    )


async def handle(case_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """Decide what was announced to the party: it corrects, pays, within its time. The paper."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "handle", actor=actor, now=now)
        lacking = procedure.facts_lacking(await queries.progress(case))
        doors.refuse(next(iter(lacking), None))
        found = await queries_hearing.handling(case_id)
        if found is None:
            raise errors.Refused(
                "没有提出行政处理意见", citation=LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2)
            )
        doors.refuse(_handling_refused(case, found["demands"], found["days"]))
        organ = await doors.organ_of(case["organ"])
        evidence = await queries.standing_evidence(case_id)
        paper = await hearing_doors.issue(
            "handling_decision",
            "人社处",
            case,
            papers.handling(organ, case, found, evidence, await queries_hearing.statements(case), today),
            organ=organ,
            now=now,
            to_party=True,
        )
        await database.execute(
            "update case_handling set document = $2 where case_id = $1", case_id, paper["id"]
        )
        await _end(case, "handle", found["demands"], paper, actor=actor, now=now)
    return paper


async def _end(
    case: Row,
    step: str,
    why: str,
    paper: Row | None,
    *,
    ground: str = "",
    said: Said | None = None,
    decree: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    case_id, today = case["id"], beijing.legal_day(now)
    if case["notice_document"] and step != "handle":
        await documents.withdraw(case["notice_document"], now=now)
        await hearing_doors.void(case, now=now, reason=why)
    columns: Row = {
        "end_reason": why,
        "ended_on": today,
        "decider": actor.person_id,
        "decider_name": actor.name,
    }
    if step == "spare":
        columns |= {
            "sparing": ground, "fine": 0, "confiscated": 0, "measures": [], "ground": "", "mitigation": ""
        }  # fmt: skip
    await doors.take(case_id, step, actor=actor, now=now, reason=why, also=columns)
    await clocks.meet(case_id, "decision", on=today)
    for kind in ("investigation", "after_investigation", "statement", "hearing"):
        await clocks.stop(case_id, kind, reason=N_("案件已终结"))
    if paper is not None:
        known = said or Said()
        await database.execute(
            """insert into case_outcome (id, case_id, kind, ground, corrected_on, affected, proof, education, decree_number,
                   document, decided_on) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)""",
            uuid4(),
            case_id,
            {"spare": "no_penalty", "handle": "handled", "withdraw": "withdrawn"}[step],
            ground,
            known.corrected_on,
            known.affected,
            known.proof.strip(),
            known.education.strip(),
            decree,
            paper["id"],
            today,
        )
        await notices.tell_to_confirm(paper, now=now)
    await ledger.append(
        str(case_id),
        "penalty",
        step,
        actor=actor,
        now=now,
        prev_state=case["status"],
        private={"reason": why},
    )


async def serve_outcome(
    case_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The party gets the paper that ended the case, and from that day on may seek its remedies."""
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.CLERK}, await doors.kept_away(case, now))
        outcome = await queries_hearing.outcome(case_id)
        if case["status"] not in ENDED_BY_PAPER or outcome is None or outcome["served_on"] is not None:
            raise errors.AlreadyMoved
        await doors.serve_paper(
            outcome["document"],
            method,
            served_on,
            receipt,
            issued_on=outcome["decided_on"],
            actor=actor,
            now=now,
        )
        await _outcome_served(case_id, "serve_outcome", method, served_on, actor=actor, now=now)


async def receive_outcome(case_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party confirms on its account that the paper which ended the case reached it; its remedies run from today."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        if not actor.acts_for_firm(case["firm"]):
            raise errors.NotFound
        actor.check_holds(*SIGNERS)
        outcome = await queries_hearing.outcome(case_id)
        if case["status"] not in ENDED_BY_PAPER or outcome is None or outcome["served_on"] is not None:
            raise errors.AlreadyMoved
        await doors.confirm_paper(outcome["document"], actor=actor, now=now)
        await _outcome_served(case_id, "receive_outcome", "electronic", today, actor=actor, now=now)


async def _outcome_served(
    case_id: UUID, act: str, method: str, served_on: date, *, actor: Actor, now: datetime
) -> None:
    await database.execute("update case_outcome set served_on = $2 where case_id = $1", case_id, served_on)
    await record.record_event(
        PenaltyCase,
        case_id,
        act,
        actor=actor,
        now=now,
        data={"method": method, "served_on": served_on},
        cites=(PENALTY_LAW.article(61),),
    )
