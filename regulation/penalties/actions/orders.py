"""Orders to correct: issue, serve, recheck, withdraw."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import HRM_REGULATIONS, PENALTY_LAW
from regulation.leads import actions as leads
from regulation.leads.status import LeadSource
from regulation.notices import actions as notices
from regulation.penalties import papers, permissions, queries
from regulation.penalties.actions import doors
from regulation.penalties.rules import deadlines, fines, procedure
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import ORDER_STEPS, OrderStatus, Source
from regulation.penalties.tables import CorrectionOrder
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]


async def issue_order(
    source_kind: Source,
    source_number: str,
    firm_id: UUID | None,
    violation: str,
    *,
    found_on: date,
    facts: str,
    demands: Sequence[str],
    days: int | None = None,
    unregistered: Row | None = None,
    spot: list[Row] | None = None,
    request_key: str = "",
    actor: Actor,
    now: datetime,
) -> Row:
    """Order a firm (or an unregistered party) to correct something; the row of the order.

    `source_number` is the number of the complaint, finding or report it comes from; `spot` are the officers of an
    order given on the spot (`on_the_spot.issue`). Without `days` the configured time is given. The same `request_key`
    twice is one order. Raises Invalid, NotPermitted, NotFound.
    """
    today = beijing.legal_day(now)
    given = deadlines.CORRECTION_DAYS.on(today) if days is None else days
    check_content(violation, found_on, facts, demands, given, today, least=0 if spot else 1)
    await doors.check_reporter_unnamed(source_number, facts=facts, demands="\n".join(demands))
    async with database.unit_of_work():
        earlier = await doors.earlier(
            request_key, [source_number, firm_id, violation, facts, demands, given], actor=actor, now=now
        )
        if earlier is not None:
            return await queries.order_for_update(earlier)
        party, firm_organ = await doors.party(firm_id, unregistered)
        permissions.check_can_issue(actor, firm_organ or actor.organ_id)
        if actor.person_id in await doors.conflicted(firm_id, now):
            raise errors.NotPermitted("您与该机构有利害关系，应当回避", citation=PENALTY_LAW.article(43))
        organ = await doors.organ_of(actor.organ_id)
        taken = await numbering.next_number(organ["code"], "correction_order", today.year)
        due_on = deadlines.correction(given).due(today, await calendar.current()).due_on if given else today
        order: Row = {
            "id": uuid4(),
            "number": numbering.formatted(organ["short"], "人社令", today.year, taken),
            "organ": organ["id"],
            "firm": firm_id,
            "party": party,
            "violation": violation,
            "source_kind": str(Source(source_kind)),
            "source_number": source_number,
            "found_on": found_on,
            "facts": facts.strip(),
            "demands": [each.strip() for each in demands if each.strip()],
            "issued_on": today,
            "due_on": due_on,
        }
        paper = await documents.issue(
            "order_to_correct",
            order["number"],
            "correction_order",
            order["id"],
            {
                **papers.order(organ, order, spot or await _signing(actor, today)),
                "on_the_spot": bool(spot),
            },
            organ_id=organ["id"],
            firm_id=firm_id,
            now=now,
        )
        await notices.tell_to_confirm(paper, now=now)
        await database.execute(
            """insert into correction_order (id, number, status, organ, firm, party, party_name, violation, source_kind,
                   source_number, found_on, facts, demands, issued_on, issued_by, issued_by_name, due_on, document,
                   is_on_the_spot)
               values ($1,$2,'issued',$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)""",
            order["id"],
            order["number"],
            order["organ"],
            firm_id,
            json.dumps(party, ensure_ascii=False),
            party["name"],
            violation,
            order["source_kind"],
            source_number,
            found_on,
            order["facts"],
            order["demands"],
            today,
            actor.person_id,
            actor.name,
            due_on,
            paper["id"],
            bool(spot),
        )
        await record.opened(
            CorrectionOrder,
            order["id"],
            "issue",
            OrderStatus.ISSUED,
            actor=actor,
            now=now,
            data={"violation": violation, "source": source_number, "due_on": due_on},
            cites=VIOLATIONS[violation].basis,
        )
        await clocks.start(
            "correction_order",
            order["id"],
            "correction",
            deadlines.correction(max(given, 1)),
            today,
            calendar=await calendar.current(),
            organ_id=organ["id"],
        )
        await doors.answered(request_key, order["id"])
    return {**order, "status": OrderStatus.ISSUED, "document": paper["id"]}


def check_content(  # noqa: PLR0917 - the lines of one form
    violation: str,
    found_on: date,
    facts: str,
    demands: Sequence[str],
    days: int,
    today: date,
    *,
    least: int = 1,
) -> None:
    """Raise Invalid where the order would not say what it must."""
    problems = {}
    longest = deadlines.LONGEST_CORRECTION.on(today)
    if violation not in VIOLATIONS:
        problems["violation"] = "请选择违法行为"
    else:
        doors.refuse(fines.not_ours(VIOLATIONS[violation]))
    if found_on > today:
        problems["found_on"] = "发现日期不能晚于今天"
    if len(facts.strip()) < 10:
        problems["facts"] = "请写明查明的事实，至少10个字"
    if not any(each.strip() for each in demands):
        problems["demands"] = "请写明责令改正的内容"
    if not least <= days <= longest:
        problems["days"] = "改正期限应当为1至%(longest)s日"
    if problems:
        raise errors.Invalid(problems, longest=longest)


async def _signing(actor: Actor, today: date) -> list[Row]:
    """The inspector who signs, with certificate; a clerk's order names none."""
    if actor.organ_id is None or actor.person_id is None:
        return []
    found = await doors.officers(actor.organ_id, [actor.person_id], today=today)
    return [{"name": each["name"], "certificate": each["certificate"]} for each in found]


async def _held(order_id: UUID, step: str, *, actor: Actor, now: datetime) -> Row:
    order = await queries.order_for_update(order_id)
    permissions.check_can_take_order_step(
        actor, order, step, conflicted=await doors.conflicted(order["firm"], now)
    )
    return order


async def _take(
    order_id: UUID, step: str, *, actor: Actor, now: datetime, reason: str = "", also: Row | None = None
) -> None:
    await record.record_step(
        CorrectionOrder, order_id, step, ORDER_STEPS[step], actor=actor, now=now, reason=reason, also=also
    )


async def serve_order(
    order_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The order reached the party; the recheck is due after its last day."""
    async with database.unit_of_work():
        order = await _held(order_id, "serve", actor=actor, now=now)
        await doors.serve_paper(
            order["document"], method, served_on, receipt, issued_on=order["issued_on"], actor=actor, now=now
        )
        await _served(order, "serve", served_on, actor=actor, now=now)


async def receive_order(order_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party confirms on its account that the order reached it: that is its service. Raises Refused."""
    async with database.unit_of_work():
        order = await _held(order_id, "receive", actor=actor, now=now)
        await doors.confirm_paper(order["document"], actor=actor, now=now)
        await _served(order, "receive", beijing.legal_day(now), actor=actor, now=now)


async def _served(order: Row, step: str, served_on: date, *, actor: Actor, now: datetime) -> None:
    if served_on >= order["due_on"] and not order["is_on_the_spot"]:
        raise errors.Refused(
            "送达时改正期限已过，当事人无从改正。请撤回后重新作出", citation=HRM_REGULATIONS.article(44)
        )
    await _take(order["id"], step, actor=actor, now=now, also={"served_on": served_on})
    await clocks.start(
        "correction_order",
        order["id"],
        "recheck",
        deadlines.RECHECK,
        order["due_on"],
        calendar=await calendar.current(),
        organ_id=order["organ"],
    )
    if order["firm"]:
        await notices.tell(
            N_("您收到责令改正指令书%(number)s，请在%(due_on)s前改正"),
            "/firm/letters",
            kind="order_to_correct",
            now=now,
            firm_id=order["firm"],
            number=order["number"],
            due_on=order["due_on"],
        )


async def mark_corrected(order_id: UUID, *, recheck: str, actor: Actor, now: datetime) -> None:
    """The recheck found it corrected."""
    today = beijing.legal_day(now)
    found = doors.said(recheck, "recheck")
    async with database.unit_of_work():
        order = await _held(order_id, "corrected", actor=actor, now=now)
        await _take(
            order_id,
            "corrected",
            actor=actor,
            now=now,
            reason=found,
            also={"rechecked_on": today, "recheck": found},
        )
        await _met(order_id, today)
        await _write_up(order, "met", found, actor=actor, now=now)


async def note_partly(
    order_id: UUID, *, recheck: str, met: Sequence[int] = (), actor: Actor, now: datetime
) -> None:
    """The recheck found a part corrected: on record with its paper; the order stays, and is looked at again.

    `met` are the places (from one) of the demands found done now; what was found done before stays done.
    """
    today = beijing.legal_day(now)
    found = doors.said(recheck, "recheck")
    async with database.unit_of_work():
        order = await _held(order_id, "partly", actor=actor, now=now)
        done = sorted({*order["met"], *met})
        if done and (done[0] < 1 or done[-1] > len(order["demands"])):
            raise errors.Invalid({"met": "请选择指令书列明的事项"})
        if len(done) == len(order["demands"]):
            raise errors.Invalid({"met": "全部事项已经改正的，请登记为已改正"})
        await _take(
            order_id,
            "partly",
            actor=actor,
            now=now,
            reason=found,
            also={"rechecked_on": today, "recheck": found, "met": done},
        )
        await _write_up({**order, "met": done}, "partly", found, actor=actor, now=now)


async def _write_up(order: Row, outcome: str, found: str, *, actor: Actor, now: datetime) -> None:
    """Issue the record of a re-check."""
    today = beijing.legal_day(now)
    organ = await doors.organ_of(order["organ"])
    taken = await numbering.next_number(organ["code"], "recheck_record", today.year)
    await documents.issue(
        "recheck_record",
        numbering.formatted(organ["short"], "人社复", today.year, taken),
        "correction_order",
        order["id"],
        papers.recheck(organ, order, outcome, found, today, await _signing(actor, today)),
        organ_id=order["organ"],
        firm_id=order["firm"],
        now=now,
    )


async def mark_refused(
    order_id: UUID, *, recheck: str, declared: bool = False, actor: Actor, now: datetime
) -> None:
    """The recheck found it not corrected after its last day, or the party declared that it will not.

    The refusal is a fact on the firm's record from this day, and what a fine may now rest on.
    """
    today = beijing.legal_day(now)
    found = doors.said(recheck, "recheck")
    async with database.unit_of_work():
        order = await _held(order_id, "refused", actor=actor, now=now)
        seen = procedure.Order(order["due_on"], order["served_on"])
        doors.refuse(procedure.refusal_refused(seen, today, declared=declared))
        await _take(
            order_id,
            "refused",
            actor=actor,
            now=now,
            reason=found,
            also={"rechecked_on": today, "recheck": found, "was_declared": declared, "refused_on": today},
        )
        await _met(order_id, today)
        await _write_up(order, "declared" if declared else "refused", found, actor=actor, now=now)
        await leads.raise_lead(
            LeadSource.ORDER,
            order["number"],
            firm_id=order["firm"],
            party_name=order["party_name"],
            violations=(order["violation"],),
            facts=f"{order['number']}责令改正，经复查拒不改正：{found}",
            organ_id=order["organ"],
            actor=actor,
            now=now,
        )
        if order["firm"]:
            await integrity.record_fact(
                order["firm"],
                FactKind.ORDER_REFUSED,
                source_kind="correction_order",
                source_number=order["number"],
                occurred_on=today,
                organ_id=order["organ"],
                actor=actor,
                now=now,
            )


async def withdraw_order(order_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The order should not have been issued; its paper stays verifiable as withdrawn."""
    why = doors.said(reason)
    async with database.unit_of_work():
        order = await _held(order_id, "withdraw", actor=actor, now=now)
        await _take(order_id, "withdraw", actor=actor, now=now, reason=why)
        await documents.withdraw(order["document"], now=now)
        for kind in ("correction", "recheck"):
            await clocks.stop(order_id, kind, reason=N_("指令书已撤回"))


async def _met(order_id: UUID, today: date) -> None:
    for kind in ("correction", "recheck"):
        await clocks.meet(order_id, kind, on=today)


async def remind_rechecks(*, today: date) -> int:
    """Tell the organs whose orders ran out yesterday that a recheck is due; how many."""
    ended = await database.rows(
        """select id, number, organ, party_name from correction_order
           where status = 'served' and due_on = $1::date - 1""",
        today,
    )
    for each in ended:
        await notices.tell(
            N_("%(party)s的改正期限已满，请复查%(number)s"),
            f"/desk/orders/{each['id']}",
            kind="recheck_due",
            now=beijing.start_of_day(today),
            organ_id=each["organ"],
            party=each["party_name"],
            number=each["number"],
        )
    return len(ended)
