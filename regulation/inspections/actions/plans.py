"""Draft a year's plan, write its lines, adopt or discard it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import numbering, record
from regulation.firms.status import RegistrationKind
from regulation.inspections import items, permissions, rules
from regulation.inspections.queries import lists, plans
from regulation.inspections.status import PLAN_STEPS, PlanStatus
from regulation.inspections.tables import InspectionPlan
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor


async def draft(year: int, title: str, *, actor: Actor, now: datetime) -> UUID:
    """Begin the organ's plan of a year; its id. Raises Invalid when the year has one."""
    if actor.organ_id is None:
        raise errors.NotPermitted
    permissions.check_may_prepare(actor, actor.organ_id)
    today = beijing.legal_day(now)
    if not today.year - 2 <= year <= today.year + 1:
        raise errors.Invalid({"year": "请填写今年或者明年，补录的不早于前年"})
    organ = await database.row("select code, short from organ where id = $1", actor.organ_id)
    assert organ is not None
    in_force = await lists.current(actor.organ_id, today)
    made = uuid4()
    try:
        async with database.unit_of_work():
            taken = await numbering.next_number(organ["code"], "inspection_plan", year)
            await database.execute(
                """insert into inspection_plan (id, number, organ, year, title, status, items_version, drafted_by, drafted_at)
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
                made,
                numbering.formatted(organ["short"], "人社查划", year, taken),
                actor.organ_id,
                year,
                title.strip(),
                PlanStatus.DRAFT,
                in_force.list.version,
                actor.name,
                now,
            )
            await record.opened(InspectionPlan, made, "draft", PlanStatus.DRAFT, actor=actor, now=now)
    except asyncpg.UniqueViolationError:
        raise errors.Invalid({"year": "本机关该年度已有计划"}) from None
    return made


async def add_line(
    plan_id: UUID,
    *,
    month: int,
    title: str,
    kinds: Sequence[str],
    rates: Mapping[str, rules.Rate],
    at_least: int,
    item_ids: Sequence[str],
    actor: Actor,
    now: datetime,
) -> UUID:
    """Add a round to a draft. Raises Invalid, Refused when the plan is no longer a draft."""
    found = await _own_draft(plan_id, actor)
    list_ = items.version(found["items_version"])
    wrong: dict[str, str] = {}
    if not 1 <= month <= 12:
        wrong["month"] = N_("月份应为1至12")
    if not title.strip():
        wrong["title"] = N_("请填写批次名称")
    if not kinds or not set(kinds) <= set(RegistrationKind):
        wrong["kinds"] = N_("请选择抽查对象的范围")
    if not item_ids or not set(item_ids) <= set(list_.ids):
        wrong["items"] = N_("请从抽查事项清单中选择至少一项")
    if set(rates) != set(rules.TIERS) or any(
        not 0 <= rate.num <= rate.den <= rules.NO_MAXIMUM or rate.den < 1 for rate in rates.values()
    ):
        wrong["rates"] = N_("各等级的抽查比例应在0至100%之间")
    if not 0 <= at_least <= rules.NO_MAXIMUM:
        wrong["at_least"] = N_("最少抽取数应为0或者正整数")
    if wrong:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        await _hold_draft(plan_id)
        await database.execute(
            """insert into plan_line (id, plan, position, month, title, kinds, rates, at_least, items)
               values ($1, $2, (select coalesce(max(position), 0) + 1 from plan_line where plan = $2), $3, $4, $5, $6, $7, $8)""",
            made,
            plan_id,
            month,
            title.strip(),
            [str(each) for each in kinds],
            json.dumps({tier: [rate.num, rate.den] for tier, rate in rates.items()}),
            at_least,
            [each for each in list_.ids if each in set(item_ids)],
        )
        await record.record_event(
            InspectionPlan, plan_id, "add_line", actor=actor, now=now, data={"line": title}
        )
    return made


async def remove_line(plan_id: UUID, line_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a round out of a draft."""
    await _own_draft(plan_id, actor)
    async with database.unit_of_work():
        await _hold_draft(plan_id)
        gone = await database.execute("delete from plan_line where id = $1 and plan = $2", line_id, plan_id)
        if not gone:
            raise errors.NotFound
        await record.record_event(
            InspectionPlan, plan_id, "remove_line", actor=actor, now=now, data={"line": line_id}
        )


async def adopt(plan_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Adopt and publish. Who drafted does not adopt; a plan without rounds plans nothing."""
    found = await plans.plan(actor, plan_id)
    async with database.unit_of_work():
        drafters = await record.persons_of("inspection_plan", plan_id, "draft", "add_line", "remove_line")
        if actor.person_id in drafters:
            raise errors.NotPermitted("拟订计划的人员不能批准计划")
        if not await database.value("select exists (select from plan_line where plan = $1)", plan_id):
            raise errors.Refused("计划还没有抽查批次，不能公布")
        await record.record_step(
            InspectionPlan,
            plan_id,
            "adopt",
            PLAN_STEPS["adopt"],
            actor=actor,
            now=now,
            also={"adopted_by": actor.name, "adopted_on": beijing.legal_day(now)},
        )
        await ledger.append(
            str(plan_id),
            "inspection_plan",
            "adopt",
            actor=actor,
            now=now,
            prev_state=str(PlanStatus.DRAFT),
            private={"number": found["number"], "lines": len(found["lines"])},
        )


async def discard(plan_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give up a draft."""
    await _own_draft(plan_id, actor)
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})
    async with database.unit_of_work():
        await record.record_step(
            InspectionPlan, plan_id, "discard", PLAN_STEPS["discard"], actor=actor, now=now, reason=reason
        )


async def _own_draft(plan_id: UUID, actor: Actor) -> dict[str, Any]:
    found = await plans.plan(actor, plan_id)
    permissions.check_may_prepare(actor, found["organ"])
    return found


async def _hold_draft(plan_id: UUID) -> None:
    status = await database.value("select status from inspection_plan where id = $1 for update", plan_id)
    if status != PlanStatus.DRAFT:
        raise errors.AlreadyMoved("计划已经公布或者放弃，不能再修改批次")
