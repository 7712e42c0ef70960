"""Recognise a park, open a zone, let in and out, assess."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.parks import rules
from regulation.parks.tables import Assessment, Park, Tenancy, Zone
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.parks.status import ExitReason, ParkLevel


def may_manage(actor: Actor, park: Mapping[str, Any]) -> bool:
    """Whether the actor keeps this park's tenants: its organ's clerk, or its operator."""
    if actor.holds(Role.PARK_OPERATOR) and park["id"] in actor.park_ids:
        return True
    return actor.holds(Role.CLERK) and actor.in_scope_of(park["organ"])


def check_may_manage(actor: Actor, park: Mapping[str, Any]) -> None:
    """Raise NotPermitted unless the actor keeps this park's tenants."""
    if not may_manage(actor, park):
        raise errors.NotPermitted


async def recognise(
    code: str,
    name: str,
    level: ParkLevel,
    organ_id: UUID,
    *,
    operator: str,
    approved_on: date | None,
    approval_number: str,
    description: str = "",
    name_en: str = "",
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter a recognised park. Raises Invalid on a taken code."""
    actor.check_holds(Role.CLERK)
    made = uuid4()
    async with database.unit_of_work():
        found = await database.value(
            """insert into park (id, code, name, name_en, level, organ, operator, approved_on, approval_number, description,
                                 created_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (code) do nothing returning id""",
            made,
            code,
            name,
            name_en,
            str(level),
            organ_id,
            operator,
            approved_on,
            approval_number,
            description,
            now,
        )
        if found is None:
            raise errors.Invalid({"code": "该代码已被使用"})
        await record.opened(Park, made, "recognise", str(level), actor=actor, now=now)
        await ledger.append(
            str(made),
            "park",
            "recognise",
            actor=actor,
            now=now,
            private={"code": code, "name": name, "level": str(level), "approval": approval_number},
        )
    return made


async def open_zone(
    park: Mapping[str, Any],
    name: str,
    address: str,
    usable_area: Decimal,
    *,
    opened_on: date | None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Add a place to a park. Raises Invalid on a second zone of the same name."""
    check_may_manage(actor, park)
    made = uuid4()
    async with database.unit_of_work():
        found = await database.value(
            """insert into zone (id, park, name, address, usable_area, opened_on) values ($1,$2,$3,$4,$5,$6)
               on conflict (park, name) do nothing returning id""",
            made,
            park["id"],
            name,
            address,
            usable_area,
            opened_on,
        )
        if found is None:
            raise errors.Invalid({"name": "该园区已有同名的分园"})
        await record.opened(Zone, made, "open_zone", "open", actor=actor, now=now)
    return made


async def move_in(
    park: Mapping[str, Any],
    zone_id: UUID,
    firm_id: UUID,
    area: Decimal,
    from_on: date,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    """A firm moves into a zone. Raises Invalid when it is there already or the area is not left."""
    check_may_manage(actor, park)
    made = uuid4()
    async with database.unit_of_work():
        zone = await database.row(
            "select * from zone where id = $1 and park = $2 for update", zone_id, park["id"]
        )
        if zone is None:
            raise errors.NotFound
        let = await database.value(
            "select coalesce(sum(area), 0) from tenancy where zone = $1 and (to_on is null or to_on >= $2)",
            zone_id,
            from_on,
        )
        left = rules.area_left(zone["usable_area"], let)
        if area > left:
            raise errors.Invalid({"area": "该分园只剩%(left)s平方米"}, left=left)
        try:
            async with database.unit_of_work():
                await database.execute(
                    "insert into tenancy (id, zone, firm, area, from_on) values ($1,$2,$3,$4,$5)",
                    made,
                    zone_id,
                    firm_id,
                    area,
                    from_on,
                )
        except asyncpg.ExclusionViolationError:
            raise errors.Invalid({"firm": "该机构在这段时间已入驻该分园"}) from None
        await record.opened(Tenancy, made, "move_in", "tenant", actor=actor, now=now, data={"firm": firm_id})
    return made


async def move_out(
    park: Mapping[str, Any],
    tenancy_id: UUID,
    last_day: date,
    reason: ExitReason,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """End a tenancy with its reason. Raises NotFound, AlreadyMoved, Invalid on a day before it began."""
    check_may_manage(actor, park)
    async with database.unit_of_work():
        held = await database.row(
            """select tenancy.* from tenancy join zone on zone.id = tenancy.zone
               where tenancy.id = $1 and zone.park = $2 for update of tenancy""",
            tenancy_id,
            park["id"],
        )
        if held is None:
            raise errors.NotFound
        if held["to_on"] is not None:
            raise errors.AlreadyMoved
        if last_day < held["from_on"]:
            raise errors.Invalid({"last_day": "迁出日期早于入驻日期"})
        await database.execute(
            "update tenancy set to_on = $2, exit_reason = $3 where id = $1", tenancy_id, last_day, str(reason)
        )
        await record.record_event(
            Tenancy, tenancy_id, "move_out", actor=actor, now=now, status_after="left", reason=str(reason)
        )


async def assess(
    park: Mapping[str, Any],
    year: int,
    scores: Mapping[str, Decimal],
    *,
    bonus: Decimal,
    deduction: Decimal,
    remarks: str,
    actor: Actor,
    now: datetime,
) -> rules.Outcome:
    """Record a year's assessment, graded by rule. Raises Invalid naming the score, AlreadyMoved on a second one."""
    actor.check_holds(Role.CLERK)
    if not actor.in_scope_of(park["organ"]):
        raise errors.NotFound
    today = beijing.legal_day(now)
    try:
        found = rules.outcome(scores, bonus, deduction, today)
    except ValueError as problem:
        raise errors.Invalid({str(problem): "分值缺失或超出范围"}) from None
    made = uuid4()
    async with database.unit_of_work():
        kept = await database.value(
            """insert into assessment (id, park, year, scores, bonus, deduction, total, grade, version, remarks, assessed_on)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (park, year) do nothing returning id""",
            made,
            park["id"],
            year,
            json.dumps({key: str(score) for key, score in scores.items()}),
            bonus,
            deduction,
            found.total,
            str(found.grade),
            found.version,
            remarks,
            today,
        )
        if kept is None:
            raise errors.AlreadyMoved("%(year)s年的评估已经记录", year=year)
        await record.opened(
            Assessment, made, "assess", str(found.grade), actor=actor, now=now, data={"year": year}
        )
        await ledger.append(
            str(park["id"]),
            "park",
            "assess",
            actor=actor,
            now=now,
            private={"year": year, "total": str(found.total), "grade": str(found.grade)},
        )
    return found
