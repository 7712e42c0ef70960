"""The legal basis of a case: chosen among what may apply, with reasons; how the discretion was used."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import decrees, record
from regulation.law import beijing, money
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import parameters, permissions, queries, queries_party
from regulation.penalties.actions import doors, victims
from regulation.penalties.rules import basis, benchmarks, fines
from regulation.penalties.rules.benchmarks import Tier
from regulation.penalties.rules.violations import VIOLATIONS, Capacity
from regulation.penalties.status import MITIGATIONS, CaseStatus
from regulation.penalties.tables import PenaltyCase
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
_MONEY = ("fine", "confiscated", "refunded", "gains")
#: While the case waits for the reviewer's word on a fine without gains.
READABLE = frozenset({CaseStatus.REPORTED, CaseStatus.NOTIFIED, CaseStatus.HEARD})


# --- choosing -----------------------------------------------------------------------------------------


async def refused_order_of(case: Row) -> str:
    """The violation of the order that this party refused; empty without one."""
    found = await database.value(
        "select violation from correction_order where id = $1 and status = 'refused'",
        case["correction_order"],
    )
    return str(found or "")


async def compare(
    case: Row, conduct: basis.Conduct, capacity: Capacity, assumed: fines.Proposal, *, today: date
) -> tuple[basis.Candidate, ...]:
    """All bases side by side for the facts of a case; heads and months are those of the list of victims."""
    counted = await victims.counted(case["id"])
    facts = basis.Facts(
        capacity,
        case["act_ended_on"],
        today,
        replace(assumed, heads=counted.heads, child_months=counted.months),
        await refused_order_of(case),
    )
    return basis.applicable(conduct, facts)


async def choose(
    case_id: UUID,
    *,
    conduct: basis.Conduct,
    capacity: Capacity,
    violation: str,
    assumed: fines.Proposal,
    reason: str,
    law: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Choose the legal basis: what the law bars is refused; a choice off the precedence needs a longer reason.

    `law` is asked for only where neither version of a range is lighter in both ends: then or now.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "choose_basis", actor=actor, now=now)
        if conduct not in basis.conducts_of(case["violation"]):
            raise errors.Invalid({"conduct": "请选择与本案违法行为相符的行为"})
        candidates = await compare(case, conduct, capacity, assumed, today=today)
        doors.refuse(basis.choice_refused(candidates, violation))
        choice = basis.choice_of(candidates, violation)
        said = reason.strip()
        if len(said) < choice.least_reason:
            raise errors.Invalid({"reason": "请写明选择的理由，至少%(least)s个字"}, least=choice.least_reason)
        version = _version(choice.candidate, law)
        await database.execute(
            """insert into case_basis (id, case_id, position, conduct, capacity, violation, law, law_on, candidates,
                                       is_off_precedence, reason, chosen_by, chosen_name, chosen_at)
               select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
               from case_basis where case_id = $2""",
            uuid4(),
            case_id,
            str(conduct),
            str(capacity),
            violation,
            version,
            case["act_ended_on"] if version == "then" else today,
            json.dumps([_kept(each) for each in candidates], ensure_ascii=False),
            choice.is_off_precedence,
            said,
            actor.person_id,
            actor.name,
            now,
        )
        await doors.take(
            case_id,
            "choose_basis",
            actor=actor,
            now=now,
            reason=said,
            data={
                "conduct": str(conduct),
                "capacity": str(capacity),
                "violation": violation,
                "law": version,
                "off_precedence": choice.is_off_precedence,
            },
            # What was proposed before rested on the former basis.
            also={
                "violation": violation,
                "fine": 0,
                "confiscated": 0,
                "measures": [],
                "ground": "",
                "mitigation": "",
            },
        )


def _version(candidate: basis.Candidate, asked: str) -> str:
    compared = candidate.versions
    if compared is None or compared.then is None:
        return "then"
    if compared.applies is not None:
        return "then" if compared.applies == compared.then else "now"
    if asked not in {"then", "now"}:
        raise errors.Invalid(
            {"law": "行为时和决定时的规定各有轻重，请选择对本案较轻的一个"}, citation=PENALTY_LAW.article(37)
        )
    return asked


def _kept(each: basis.Candidate) -> Row:
    """A candidate as it stood when the choice was made."""
    return {
        "violation": each.violation.key,
        "basis": [cited.key for cited in each.violation.basis],
        "rank": each.rank,
        "barred": each.barred.message if each.barred else "",
        "barred_params": dict(each.barred.params) if each.barred else {},
        "unmet": each.unmet.message if each.unmet else "",
        "least": str(each.span[0]) if each.span else "",
        "most": str(each.span[1]) if each.span else "",
        "yields": each.yields.key if each.yields else "",
        "is_highest": each.is_highest,
    }


def law_on(case: Row) -> date:
    """The day whose law the case goes by: that of the act, or the later and lighter one."""
    found: date = case["basis"]["law_on"] if case.get("basis") else case["act_ended_on"]
    return found


# --- the legal reviewer's reading of note N-1 -----------------------------------------------------------------


async def read_gains(case_id: UUID, *, may_fine: bool, reason: str, actor: Actor, now: datetime) -> None:
    """The legal reviewer says whether the article allows a fine where no gains were found."""
    said = doors.said(reason, least=10)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.LEGAL_REVIEWER}, await doors.kept_away(case, now))
        if case["status"] not in READABLE or not queries.has_fine_without_gains(case):
            raise errors.AlreadyMoved
        if actor.person_id in {case["handler"], case["officer_a"], case["officer_b"]}:
            raise errors.Refused("案件承办人员不能审核自己办理的案件", citation=PENALTY_LAW.article(58))
        await database.execute(
            """insert into case_gains_reading (id, case_id, may_fine, reason, reviewer, reviewer_name, read_at)
               values ($1, $2, $3, $4, $5, $6, $7)""",
            uuid4(),
            case_id,
            may_fine,
            said,
            actor.person_id,
            actor.name,
            now,
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "read_gains",
            actor=actor,
            now=now,
            reason=said,
            data={"may_fine": may_fine},
            cites=(PENALTY_LAW.article(58), VIOLATIONS[case["violation"]].basis[0]),
        )


async def gains_reading(case_id: UUID) -> Row | None:
    """The latest reading; None while the reviewer has not spoken."""
    return await database.row(
        "select * from case_gains_reading where case_id = $1 order by read_at desc limit 1", case_id
    )


async def check_gains_read(case: Row) -> None:
    """Raise Refused where a fine without gains waits for the reviewer's reading, or was read as not allowed."""
    if not queries.has_fine_without_gains(case):
        return
    read = await gains_reading(case["id"])
    if read is None or not read["may_fine"]:
        raise errors.Refused(
            "没有违法所得，是否可以罚款须由法制审核人员先明确意见"
            if read is None
            else "法制审核人员认为没有违法所得的不能罚款，请退回重新提出处理意见",
            citation=VIOLATIONS[case["violation"]].basis[0],
        )


# --- the report: numbers, grounds, discretion -------------------------------------------------------------------


async def benchmark(case: Row, today: date) -> tuple[tuple[Tier, ...], str]:
    """The benchmark's lines for the violation of a case on a day, and the decree; none where none was decreed."""
    found = await decrees.in_force(parameters.BENCHMARKS, case["organ"], today)
    return benchmarks.of(found.value, case["violation"]), found.decree_number


async def settled(case: Row, proposal: fines.Proposal) -> fines.Proposal:
    """A proposal with heads and months as the list of victims has them, and the sum taken where the article orders it
    given back. Raises Invalid where it says otherwise.
    """
    check_exact(proposal)
    counted = await victims.counted(case["id"])
    if VIOLATIONS[case["violation"]].refunds:
        proposal = replace(proposal, gains=counted.paid)
    if not VIOLATIONS[case["violation"]].counts_heads:
        return replace(proposal, heads=proposal.heads or counted.heads)
    if proposal.fine and not counted.heads:
        raise errors.Refused("按人数计算的罚款须先登记受害人名单", citation=PENALTY_LAW.article(40))
    if proposal.heads and proposal.heads != counted.heads:
        raise errors.Invalid(
            {"heads": "与受害人名单不符：名单上有%(heads)s人"},
            heads=counted.heads,
            citation=PENALTY_LAW.article(40),
        )
    return replace(proposal, heads=counted.heads, child_months=counted.months)


def check_exact(proposal: fines.Proposal) -> None:
    """Raise Invalid for parts of a cent and for amounts below nothing."""
    wrong = {}
    for name in _MONEY:
        amount: Decimal = getattr(proposal, name)
        try:
            money.yuan(amount)
        except ValueError:
            wrong[name] = "金额精确到分，最多两位小数"
        if amount < 0:
            wrong[name] = "金额不能为负数"
    if wrong:
        raise errors.Invalid(wrong)


@dataclass(frozen=True, slots=True)
class Discretion:
    """In whose words and by which line a proposal was weighed."""

    serious_reason: str = ""
    mitigation_evidence: tuple[int, ...] = ()
    #: After the notice: S1 for the first statement of the party, H for the record of the hearing.
    mitigation_heard: tuple[str, ...] = ()
    tier: str = ""
    outside_reason: str = ""
    other_act: str = ""


async def weigh(
    case: Row,
    proposal: fines.Proposal,
    used: Discretion,
    *,
    rejected: int = 0,
    announced: Tier | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep how the discretion was used, before the proposal is entered. Raises Refused and Invalid.

    The same at the report and whenever the proposal changes afterwards. `announced`: the line that the notice named.

    The choice of the basis is asked for where more than one may apply, and stands the facts as found; a ground of
    mitigation names its evidence; where a benchmark holds, its line is named or the reason why none is.
    """
    today = beijing.legal_day(now)
    violation = VIOLATIONS[case["violation"]]
    penalizes = bool(proposal.fine or proposal.confiscated or proposal.measures)
    if penalizes and basis.needs_choice(case["violation"]):
        await _check_choice_stands(case, proposal, today)
    if proposal.mitigation and proposal.mitigation not in MITIGATIONS:
        raise errors.Invalid({"mitigation": "请选择减轻处罚的法定理由"})
    shown_by: tuple[int | str, ...] = (*used.mitigation_evidence, *used.mitigation_heard)
    doors.refuse(fines.mitigation_refused(proposal.mitigation, shown_by, rejected=rejected))
    known = {each["position"] for each in await queries.standing_evidence(case["id"])}
    if not set(used.mitigation_evidence) <= known:
        raise errors.Invalid({"mitigation_evidence": "请从证据清单中选择"})
    doors.refuse(await queries_party.twice_refused({**case, "fine": proposal.fine}, used.other_act))
    if proposal.is_serious:
        doors.said(used.serious_reason, "serious_reason")
    lines, decree = await benchmark(case, today)
    chosen = next((each for each in lines if each.circumstances == used.tier), None)
    if used.tier and chosen is None:
        raise errors.Invalid({"tier": "请选择裁量基准中的情形"})
    span = fines.span_of(violation, proposal, law_on(case))
    doors.refuse(
        benchmarks.benchmark_refused(
            lines,
            chosen,
            fine=proposal.fine,
            span=span,
            reason=used.outside_reason,
            mitigated=bool(proposal.mitigation),
        )
    )
    doors.refuse(benchmarks.graver_refused(announced, chosen))
    low, high = benchmarks.band(chosen, span) if chosen and span else (None, None)
    await database.execute(
        """insert into case_weighing (id, case_id, position, is_serious, serious_reason, is_unregistered, child_months,
               mitigation_evidence, mitigation_heard, refund_days, tier, tier_from, tier_to, tier_months, tier_low,
               tier_high, decree_number, outside_reason, weighed_name, weighed_at, other_act)
           select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                  $17, $18, $19, $20
           from case_weighing where case_id = $2""",
        uuid4(),
        case["id"],
        proposal.is_serious,
        used.serious_reason.strip() if proposal.is_serious else "",
        proposal.is_unregistered,
        proposal.child_months if violation.counts_months else 0,
        list(used.mitigation_evidence) if proposal.mitigation else [],
        list(used.mitigation_heard) if proposal.mitigation else [],
        proposal.refund_days if violation.refunds and proposal.penalizes else 0,
        chosen.circumstances if chosen else "",
        chosen.from_share if chosen else None,
        chosen.to_share if chosen else None,
        chosen.months if chosen else None,
        low,
        high,
        decree if chosen else "",
        used.outside_reason.strip(),
        actor.name,
        now,
        used.other_act.strip(),
    )


async def _check_choice_stands(case: Row, proposal: fines.Proposal, today: date) -> None:
    """The choice was made, for this violation, and the facts as found do not forbid it or put it off the precedence."""
    made = case["basis"]
    if made is None or made["violation"] != case["violation"]:
        raise errors.Refused(
            "同一行为有几个处罚依据，请先比较并选择法律依据、写明理由", citation=PENALTY_LAW.article(29)
        )
    candidates = await compare(
        case, basis.Conduct(made["conduct"]), Capacity(made["capacity"]), proposal, today=today
    )
    doors.refuse(basis.choice_refused(candidates, case["violation"]))
    if basis.choice_of(candidates, case["violation"]).is_off_precedence and not made["is_off_precedence"]:
        raise errors.Refused(
            "查明的事实使所选依据不再居先，请重新选择法律依据", citation=PENALTY_LAW.article(29)
        )
