"""Record a fact, annul it, compute the standing, repair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import clocks, numbering, publication, record
from regulation.integrity import queries, rules
from regulation.integrity.status import STEPS, FactKind, RepairStatus
from regulation.integrity.tables import IntegrityFact, RepairRequest
from regulation.law import beijing
from regulation.ledger import actions as ledger

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar


async def record_fact(
    firm_id: UUID,
    kind: FactKind,
    *,
    source_kind: str,
    source_number: str,
    occurred_on: date,
    organ_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Record a fact once per source and compute the firm's standing anew, in the caller's transaction.

    Raises Refused for a fact of a day to come: its points and its publicity would count from then.
    """
    if occurred_on > beijing.legal_day(now):
        raise errors.Refused("事实发生之日不能晚于记录之日")
    fact_id: UUID = await database.value(
        """insert into integrity_fact (id, firm, kind, source_kind, source_number, organ_id, occurred_on, recorded_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (firm, kind, source_kind, source_number) do update set recorded_at = integrity_fact.recorded_at
           returning id""",
        uuid4(),
        firm_id,
        str(kind),
        source_kind,
        source_number,
        organ_id,
        occurred_on,
        now,
    )
    await record.record_event(
        IntegrityFact,
        fact_id,
        "record_fact",
        actor=actor,
        now=now,
        status_after=str(kind),
        data={"source": source_number, "firm": firm_id},
    )
    await compute([firm_id], today=beijing.legal_day(now))
    return fact_id


async def annul_fact(fact_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The source was quashed or changed: the fact has no effect from now on, and its publicity ends."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        firm_id = await database.value(
            """update integrity_fact set annulled_on = $2, annulled_reason = $3 where id = $1 and annulled_on is null
               returning firm""",
            fact_id,
            today,
            reason,
        )
        if firm_id is None:
            raise errors.AlreadyMoved
        await record.record_event(IntegrityFact, fact_id, "annul_fact", actor=actor, now=now, reason=reason)
        await compute([firm_id], today=today)
        await ledger.append(
            str(fact_id), "integrity_fact", "annul", actor=actor, now=now, private={"reason": reason}
        )


async def compute(firm_ids: list[UUID], *, today: date) -> int:
    """Compute and store the standing of these firms; how many."""
    found = await queries.standings(firm_ids, today=today)
    await database.many(
        """insert into firm_standing (firm, tier, score, version, computed_on, changes_on) values ($1,$2,$3,$4,$5,$6)
           on conflict (firm) do update set tier = excluded.tier, score = excluded.score, version = excluded.version,
               computed_on = excluded.computed_on, changes_on = excluded.changes_on""",
        [
            (firm_id, str(each.tier), each.score, each.version, today, each.changes_on)
            for firm_id, each in found.items()
        ],
    )
    return len(found)


async def compute_due(*, today: date) -> int:
    """Compute every standing that time alone has changed, and those never computed; how many."""
    due = await database.rows(
        """select firm.id from firm left join firm_standing on firm_standing.firm = firm.id
           where firm_standing.firm is null or firm_standing.changes_on <= $1""",
        today,
    )
    ids = [each["id"] for each in due]
    for start in range(0, len(ids), 5000):
        await compute(ids[start : start + 5000], today=today)
    return len(ids)


async def ask_for_repair(
    firm_id: UUID,
    fact_id: UUID,
    *,
    statement: str,
    duties_done: bool,
    promised: bool,
    calendar: WorkCalendar,
    actor: Actor,
    now: datetime,
) -> str:
    """A firm asks that a fact be repaired; the request's number.

    Raises NotFound for another firm's fact, Invalid when a condition is not met, Refused when a
    request is already running.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        fact = await database.row(
            "select * from integrity_fact where id = $1 and firm = $2 for update", fact_id, firm_id
        )
        if fact is None or fact["organ_id"] is None:
            raise errors.NotFound
        missing = rules.unmet_repair_conditions(
            queries.fact_of(fact), today, duties_done=duties_done, promised=promised
        )
        if missing:
            raise errors.Invalid({"form": missing[0]})
        running = await database.value(
            "select number from repair_request where fact = $1 and status in ('submitted', 'accepted')",
            fact_id,
        )
        if running:
            raise errors.Refused("该信息的修复申请正在办理，编号%(number)s", number=running)
        organ = await organs.by_id(fact["organ_id"])
        if organ is None:
            raise errors.NotFound
        taken = await numbering.next_number(organ["code"], "repair", today.year)
        number = numbering.formatted(organ["short"], "人社信修", today.year, taken)
        made = uuid4()
        await database.execute(
            """insert into repair_request (id, number, firm, fact, organ_id, status, statement, duties_done, promised, submitted_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",
            made,
            number,
            firm_id,
            fact_id,
            organ["id"],
            RepairStatus.SUBMITTED,
            statement,
            duties_done,
            promised,
            now,
        )
        await record.opened(RepairRequest, made, "submit", RepairStatus.SUBMITTED, actor=actor, now=now)
        for kind, period in (("acceptance", rules.ACCEPTANCE), ("result", rules.RESULT)):
            await clocks.start(
                "repair_request", made, kind, period, today, calendar=calendar, organ_id=organ["id"]
            )
    return number


async def accept_repair(request: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    """The finding organ accepts the request."""
    async with database.unit_of_work():
        await record.record_step(
            RepairRequest, request["id"], "accept", STEPS["accept"], actor=actor, now=now
        )
        await clocks.meet(request["id"], "acceptance", on=beijing.legal_day(now))


async def decline_repair(request: dict[str, Any], *, reason: str, actor: Actor, now: datetime) -> None:
    """Not accepted or not granted, with the reason."""
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})
    async with database.unit_of_work():
        await record.record_step(
            RepairRequest,
            request["id"],
            "decline",
            STEPS["decline"],
            actor=actor,
            now=now,
            reason=reason,
            also={"decision_reason": reason},
        )
        await _answered(request["id"], now)
        await _enter_decision(request, "decline", reason, actor=actor, now=now)


async def grant_repair(request: dict[str, Any], *, reason: str, actor: Actor, now: datetime) -> None:
    """Grant: the fact has no effect from today, its publicity ends, the firm's standing is computed anew."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        handlers = await record.persons_of("repair_request", request["id"], "accept")
        if actor.person_id in handlers:
            raise errors.NotPermitted("受理人员不能同时作出决定")
        await record.record_step(
            RepairRequest,
            request["id"],
            "repair",
            STEPS["repair"],
            actor=actor,
            now=now,
            reason=reason,
            also={"decision_reason": reason},
        )
        fact = await database.row(
            "update integrity_fact set repaired_on = $2 where id = $1 and repaired_on is null returning *",
            request["fact"],
            today,
        )
        if fact is None:
            raise errors.AlreadyMoved
        public = await database.rows(
            "select id from publication where firm_id = $1 and number = $2 and ended_on is null",
            fact["firm"],
            fact["source_number"],
        )
        await _answered(request["id"], now)
        await compute([fact["firm"]], today=today)
        for each in public:
            await publication.end(each["id"], on=today, reason="信用修复", actor=actor, now=now)
        await _enter_decision(request, "grant", reason, actor=actor, now=now)


async def _enter_decision(
    request: dict[str, Any], act: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    """A repair is decided in the open: the register log has the decision, whatever the pages show afterwards."""
    await ledger.append(
        str(request["id"]),
        "integrity_repair",
        act,
        actor=actor,
        now=now,
        prev_state=str(request["status"]),
        private={"number": request["number"], "reason": reason},
    )


async def _answered(request_id: UUID, now: datetime) -> None:
    for kind in ("acceptance", "result"):
        await clocks.meet(request_id, kind, on=beijing.legal_day(now))
