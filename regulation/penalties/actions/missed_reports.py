"""Orders to correct for reports that were not filed: one by one or many at once, and their end when the report arrives.

Many at once are first kept as a proposal that can be looked over; once confirmed the worker issues them
one by one, each in a transaction of its own, so that ten thousand neither time out nor are lost by a restart.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.accounts import sessions
from regulation.actor import SYSTEM
from regulation.annual_reports import rules as reports
from regulation.annual_reports.queries import missing, windows
from regulation.casework import clocks, record, translations
from regulation.firms.status import REGISTRATION_KINDS, RegistrationKind
from regulation.indicators.indicator import FormKind
from regulation.law import beijing, house_rules
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import missed as queries
from regulation.penalties import permissions
from regulation.penalties.actions import orders
from regulation.penalties.rules import deadlines
from regulation.penalties.rules import missed_reports as rules
from regulation.penalties.status import BATCH_STEPS, ORDER_STEPS, BatchStatus, Source
from regulation.penalties.tables import CorrectionOrder, OrderBatch
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.annual_reports.queries.windows import Known

NOBODY = N_("没有可以责令改正的机构：都已报送或者已经责令改正")
Row = dict[str, Any]


async def order(
    kind: FormKind, year: int, firm_id: UUID, *, days: int | None = None, actor: Actor, now: datetime
) -> Row:
    """Order one firm to file its missed report; the order.

    Raises Refused while the period runs, once the report was filed, or where an order for it stands.
    """
    known = await windows.of_year(year, kind)
    today = beijing.legal_day(now)
    if today <= known.window.closes_on:
        raise errors.Refused(rules.NOT_OVER, citation=reports.duty_of(kind))
    firm = await database.row("select id, number from firm where id = $1", firm_id)
    if firm is None:
        raise errors.NotFound
    source = rules.source_number(kind, year, firm["number"])
    async with database.unit_of_work():
        if not await missing.is_missing(firm_id, known.window):
            raise errors.Refused(rules.FILED_MEANWHILE, citation=PENALTY_LAW.article(28, 1))
        standing = await queries.standing_order(source)
        if standing is not None:
            raise errors.Refused(
                rules.ALREADY_ORDERED,
                citation=house_rules.CORRECT_DO_NOT_REPEAT,
                number=standing["number"],
            )
        silence = await _record(known, firm_id)
        facts, demand = rules.facts(silence, today), rules.demand(kind, year)
        english = {
            translations.mark(facts): rules.facts_in_english(silence, today),
            translations.mark(demand): rules.demand_in_english(kind, year),
        }
        # The program put the words together and knows their English; whoever confirmed the order answers for both.
        with translations.asking(translations.Answers(actor, english, actor.name)):
            return await orders.issue_order(
                Source.REPORT_MISSED,
                source,
                firm_id,
                rules.VIOLATION_OF[kind],
                found_on=today,
                facts=facts,
                demands=[demand],
                days=days,
                actor=actor,
                now=now,
            )


async def facts_of(known: Known, firm_id: UUID, now: datetime) -> str:
    """The facts of one firm's silence, from the record."""
    return rules.facts(await _record(known, firm_id), beijing.legal_day(now))


async def _record(known: Known, firm_id: UUID) -> rules.Known:
    window = known.window
    kinds = await database.value(
        f"select kinds from ({missing.missing_sql(window.kind, '$1', '$2')}) as missing where firm = $3",  # noqa: S608
        reports.reference_day(window.year),
        window.year,
        firm_id,
    )
    reminded = await missing.reminders(firm_id, known.id)
    return rules.Known(
        window.kind,
        window.year,
        reports.reference_day(window.year),
        window.opens_on,
        window.closes_on,
        window.notice,
        tuple(REGISTRATION_KINDS[RegistrationKind(each)] for each in sorted(kinds or ())),
        tuple(beijing.legal_day(each["sent_at"]) for each in reminded),
    )


async def propose(
    kind: FormKind,
    year: int,
    firm_numbers: Collection[str] | None,
    *,
    days: int,
    organ_code: str = "",
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep the list of firms to be ordered, for looking over; `firm_numbers` None: every one that can be.

    Firms out of reach, filed meanwhile or ordered before are left out. Raises Invalid on a term out of
    bounds, Refused while the period runs or when nobody is left.
    """
    today = beijing.legal_day(now)
    longest = deadlines.LONGEST_CORRECTION.on(today)
    if not 1 <= days <= longest:
        raise errors.Invalid({"days": "改正期限应当为1至%(longest)s日"}, longest=longest)
    permissions.check_can_issue(actor, actor.organ_id)
    known = await windows.of_year(year, kind)
    if today <= known.window.closes_on:
        raise errors.Refused(rules.NOT_OVER, citation=reports.duty_of(kind))
    wanted = None if firm_numbers is None else set(firm_numbers)
    found = [
        each["id"]
        for each in await queries.candidates(actor, known, organ_code=organ_code)
        if each["order_id"] is None and (wanted is None or each["number"] in wanted)
    ]
    if not found:
        raise errors.Refused(NOBODY, citation=PENALTY_LAW.article(28, 1))
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into order_batch (id, status, report_kind, year, organ, days, created_by, created_name, created_at)
               values ($1, 'proposed', $2, $3, $4, $5, $6, $7, $8)""",
            made,
            kind,
            year,
            actor.organ_id,
            days,
            actor.person_id,
            actor.name,
            now,
        )
        await database.execute(
            """insert into order_batch_item (id, batch, firm, position, outcome, why)
               select gen_random_uuid(), $1, firm, position, 'waiting', ''
                 from unnest($2::uuid[]) with ordinality as listed (firm, position)""",
            made,
            found,
        )
        await record.opened(
            OrderBatch,
            made,
            "propose",
            BatchStatus.PROPOSED,
            actor=actor,
            now=now,
            data={"kind": kind, "year": year, "firms": len(found), "days": days},
        )
    return made


async def confirm(batch_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let the worker issue the orders. Only who made the list confirms it: the orders carry that name.

    Raises NotFound for another's list, AlreadyMoved when it was confirmed or stopped before.
    """
    async with database.unit_of_work():
        await queries.own_batch(actor, batch_id)
        await record.record_step(
            OrderBatch,
            batch_id,
            "confirm",
            BATCH_STEPS["confirm"],
            actor=actor,
            now=now,
            also={"confirmed_at": now},
        )


async def stop(batch_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Issue no more; orders that were issued stand. Anybody of the organ who may issue may stop."""
    async with database.unit_of_work():
        await queries.visible_batch(actor, batch_id)
        await record.record_step(
            OrderBatch,
            batch_id,
            "stop",
            BATCH_STEPS["stop"],
            actor=actor,
            now=now,
            also={"ended_at": now},
        )


async def work(now: Callable[[], datetime], *, seconds: float) -> int:
    """Issue what is confirmed, as long as the time allows; how many firms were dealt with.

    Safe against another worker: each takes another firm.
    """
    until, dealt = time.monotonic() + seconds, 0
    while time.monotonic() < until and await _next(now()):
        dealt += 1
    return dealt


async def _next(now: datetime) -> bool:
    async with database.unit_of_work():
        item = await database.row(
            """select item.id, item.firm, batch.id as batch, batch.report_kind, batch.year, batch.days,
                      batch.created_by, batch.organ
                 from order_batch_item as item join order_batch as batch on batch.id = item.batch
                where batch.status = 'running' and item.outcome = 'waiting'
                order by batch.confirmed_at, item.position limit 1 for update of item skip locked"""
        )
        if item is None:
            await _finish(now)
            return False
        actor = await sessions.acting(item["created_by"], today=beijing.legal_day(now))
        if actor is None or actor.organ_id != item["organ"]:
            await _halt(item["batch"], now)
            return True
        made, why = None, ""
        try:
            async with database.unit_of_work():
                made = await order(
                    FormKind(item["report_kind"]),
                    item["year"],
                    item["firm"],
                    days=item["days"],
                    actor=actor,
                    now=now,
                )
        except errors.DomainError as refusal:
            why = refusal.text
        except asyncpg.UniqueViolationError:
            why = "该报告已经责令改正"
        await database.execute(
            "update order_batch_item set outcome = $2, correction_order = $3, why = $4 where id = $1",
            item["id"],
            "issued" if made else "skipped",
            made["id"] if made else None,
            why,
        )
    return True


async def _finish(now: datetime) -> None:
    over = await database.rows(
        """select id, organ, year, report_kind from order_batch as batch where status = 'running' and not exists (
               select from order_batch_item where batch = batch.id and outcome = 'waiting')
           for update skip locked"""
    )
    for each in over:
        await record.record_step(
            OrderBatch,
            each["id"],
            "finish",
            BATCH_STEPS["finish"],
            actor=SYSTEM,
            now=now,
            also={"ended_at": now},
        )
        await notices.tell(
            N_("批量责令改正已完成，请送达指令书"),
            f"/desk/orders/missed/batches/{each['id']}",
            kind="order_batch",
            now=now,
            organ_id=each["organ"],
        )


async def _halt(batch_id: UUID, now: datetime) -> None:
    await record.record_step(
        OrderBatch,
        batch_id,
        "halt",
        BATCH_STEPS["halt"],
        actor=SYSTEM,
        now=now,
        also={"ended_at": now, "end_reason": "确认人已不在原岗位，不能再以其名义制作指令书"},
    )


async def close_complied(*, now: datetime, firm_id: UUID | None = None) -> int:
    """End the orders whose report has arrived since: what they asked for is done; how many.

    A refusal found before stays a fact; what is filed after it is weighed in the case.
    """
    today = beijing.legal_day(now)
    done = 0
    for each in await queries.answered_orders(firm_id):
        async with database.unit_of_work():
            try:
                await record.record_step(
                    CorrectionOrder,
                    each["id"],
                    "complied",
                    ORDER_STEPS["complied"],
                    actor=SYSTEM,
                    now=now,
                    data={"report": each["report_number"]},
                    also={
                        "rechecked_on": today,
                        "recheck": f"当事人于{beijing.legal_day(each['filed_at'])}报送，编号{each['report_number']}",
                    },
                )
            except errors.AlreadyMoved:
                continue
            for kind in ("correction", "recheck"):
                await clocks.meet(each["id"], kind, on=today)
            await notices.tell(
                N_("%(party)s已报送报告，%(number)s视为改正"),
                f"/desk/orders/{each['id']}",
                kind="order_complied",
                now=now,
                organ_id=each["organ"],
                party=each["party_name"],
                number=each["number"],
            )
            done += 1
    return done
