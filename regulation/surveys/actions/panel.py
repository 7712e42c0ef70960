"""The municipal statistician draws the panel, looks at it, and designates the points."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.roles import Role
from regulation.surveys import months, panel, session
from regulation.surveys.queries import frame
from regulation.surveys.queries import panel as known
from regulation.surveys.tables import PanelPlan
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

NOT_MUNICIPAL = N_("监测样本由市级统计人员管理")
PAST = N_("样本只能从本月或者以后的月份起生效，且不早于上次确定的%(month)s")
OPEN_PROPOSAL = N_("已有一份待确定的抽样方案，请先确定或者作废")
NOBODY = N_("登记簿上没有可以调查的机构，不能抽样")
DECIDED = N_("这份方案已经确定或者作废")
STALE = N_("抽样之后样本已有变化，请作废后重新抽样")
DESIGNATED = N_("贵机构自%(month)s起为人力资源市场供求监测点，按月填报供求监测月报")
RELEASED = N_("自%(month)s起，贵机构不再是人力资源市场供求监测点，感谢配合")
HOME = "/firm/monitoring"


def check_manages(actor: Actor) -> None:
    """The panel is the city's. Raises NotPermitted."""
    actor.check_holds(Role.STATISTICIAN)
    if not actor.is_municipal:
        raise errors.NotPermitted(NOT_MUNICIPAL)


@session.statistical
async def propose(month: str, *, actor: Actor, now: datetime, seed: str = "") -> UUID:
    """Draw the panel that would hold from `month` on; nothing changes before it is confirmed.

    The first panel of every later calendar year turns: a rotation group leaves. The seed is made once and
    is the panel's for good, so that dropping a proposal brings no other institutions in. Raises Refused.
    """
    check_manages(actor)
    if not months.is_month(month):
        raise errors.Invalid({"month": N_("请写成 2026-01 的样子")})
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtext('panel'))")
        if await database.value("select exists (select from panel_plan where status = 'proposed')"):
            raise errors.Refused(OPEN_PROPOSAL)
        last = await database.row(
            "select month, seed from panel_plan where status = 'confirmed' order by month desc limit 1"
        )
        if month < months.of(today) or (last and month < last["month"]):
            raise errors.Refused(PAST, month=last["month"] if last else months.of(today))
        held = seed or await database.value("select seed from panel_plan order by proposed_at limit 1")
        chosen = held or secrets.token_hex(16)
        turned = await known.last_turn()
        turns = turned is not None and month[:4] > turned[:4]
        rules = panel.PARAMETERS.on(today)
        units = await frame.units(today, rules)
        if not units:
            raise errors.Refused(NOBODY)
        drawn = panel.plan(
            units,
            await known.current(),
            month,
            panel.ranked(chosen),
            rules,
            turns=turns,
            left=await known.left(),
        )
        made = uuid4()
        await database.execute(
            """insert into panel_plan (id, month, turns, seed, frame, frame_digest, parameters, outcome, status, reason,
                                       proposed_by, proposed_at, decided_by)
               values ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed', '', $9, $10, '')""",
            made,
            month,
            turns,
            chosen,
            json.dumps([[each.number, each.stratum] for each in sorted(units)]),
            panel.digest(units),
            json.dumps(asdict(rules), default=str),
            drawn.as_json(),
            actor.name,
            now,
        )
        said = {"month": month, "seed": chosen, "frame": panel.digest(units), "points": len(drawn.points)}
        await record.opened(
            PanelPlan, made, "propose", "proposed", actor=actor, now=now, data=said, cites=(panel.SCHEME,)
        )
        await ledger.append(str(made), "panel", "propose", actor=actor, now=now, private=said)
    return made


@session.statistical
async def drop(plan_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Do not take a drawn panel; it stays on record with the reason. Raises AlreadyMoved."""
    check_manages(actor)
    async with database.unit_of_work():
        await _decide(plan_id, "dropped", reason, actor, now)
        await record.record_event(PanelPlan, plan_id, "drop", actor=actor, now=now, reason=reason)
        await ledger.append(str(plan_id), "panel", "drop", actor=actor, now=now)


@session.statistical
async def confirm(plan_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Designate the points of a drawn panel, tell those who come and those who go, and log every change."""
    check_manages(actor)
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtext('panel'))")
        drawn = await known.plan(plan_id)
        await _decide(plan_id, "confirmed", "", actor, now)
        plan = drawn.plan
        ids = await _firms([each[0] for each in drawn.frame] + [point.number for point, _ in plan.leave])
        held = {
            each["number"]: each
            for each in await database.rows(
                """select point.*, firm.number from panel_point as point join firm on firm.id = point.firm
                    where point.until is null"""
            )
        }
        if set(held) != {point.number for point in (*plan.stay, *(point for point, _ in plan.leave))}:
            raise errors.Refused(STALE)
        changes: list[tuple[Any, ...]] = []

        def note(number: str, act: str, why: str, **data: object) -> None:
            changes.append(
                (uuid4(), plan.month, ids[number], act, why, json.dumps(data, default=str), actor.name, now)
            )

        for point, why in plan.leave:
            note(point.number, "leave", str(panel.REASONS[why]), stratum=point.stratum)
        for point in plan.enter:
            note(point.number, "enter", "", stratum=point.stratum, weight=plan.sizes[point.stratum].weight)
        for point in plan.stay:
            weight, before = plan.sizes[point.stratum].weight, held[point.number]
            if (point.stratum, weight) != (before["stratum"], before["weight"]):
                note(
                    point.number, "weight", "", stratum=point.stratum, weight=weight, before=before["weight"]
                )
        await _write(plan, ids, held, actor, now)
        await database.copy(
            "panel_change", ("id", "month", "firm_id", "act", "reason", "data", "made_by", "made_at"), changes
        )
        for number, title in (
            *((point.number, DESIGNATED) for point in plan.enter),
            *((point.number, RELEASED) for point, _ in plan.leave),
        ):
            await notices.tell(title, HOME, kind="monitoring", now=now, firm_id=ids[number], month=plan.month)
        await record.record_event(
            PanelPlan,
            plan_id,
            "confirm",
            actor=actor,
            now=now,
            data={"enter": len(plan.enter), "leave": len(plan.leave), "stay": len(plan.stay)},
        )
        await ledger.append(
            str(plan_id),
            "panel",
            "confirm",
            actor=actor,
            now=now,
            private={"month": plan.month, "seed": drawn.seed, "frame": drawn.frame_digest},
        )


async def _decide(plan_id: UUID, status: str, reason: str, actor: Actor, now: datetime) -> None:
    moved = await database.execute(
        """update panel_plan set status = $2, reason = $3, decided_by = $4, decided_at = $5
            where id = $1 and status = 'proposed'""",
        plan_id,
        status,
        reason,
        actor.name,
        now,
    )
    if not moved:
        raise errors.AlreadyMoved(DECIDED)


async def _firms(numbers: list[str]) -> dict[str, UUID]:
    found = await database.rows("select id, number from firm where number = any($1::text[])", numbers)
    return {each["number"]: each["id"] for each in found}


async def _write(
    plan: panel.Plan, ids: dict[str, UUID], held: dict[str, dict[str, Any]], actor: Actor, now: datetime
) -> None:
    """End, change and begin memberships."""
    until = months.after(plan.month, -1)
    # Whoever was designated for the same month and is replaced before it began was never a point.
    await database.many(
        "delete from panel_point where id = $1 and since > $2",
        [(held[point.number]["id"], until) for point, _ in plan.leave],
    )
    await database.many(
        "update panel_point set until = $2 where id = $1",
        [(held[point.number]["id"], until) for point, _ in plan.leave],
    )
    await database.many(
        "update panel_point set stratum = $2, weight = $3, rotation_group = $4, is_certainty = $5 where id = $1",
        [
            (
                held[point.number]["id"],
                point.stratum,
                _weight(plan, point),
                point.group,
                point.group == 0,
            )
            for point in plan.stay
        ],
    )
    await database.many(
        """insert into panel_point (id, firm, stratum, is_certainty, weight, rotation_group, since, designated_by,
                                    designated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        [
            (
                uuid4(),
                ids[point.number],
                point.stratum,
                point.group == 0,
                _weight(plan, point),
                point.group,
                plan.month,
                actor.name,
                now,
            )
            for point in plan.enter
        ],
    )


def _weight(plan: panel.Plan, point: panel.Point) -> Decimal:
    return plan.sizes[point.stratum].weight
