"""Prepare a draw: freeze who could be drawn and who could come; correct it until the commitment."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import numbering, record
from regulation.inspections import permissions, rules
from regulation.inspections.draw import commitment
from regulation.inspections.queries import draws, plans, rosters
from regulation.inspections.status import OPEN_ROSTER, DrawStatus, PlanStatus
from regulation.inspections.tables import Draw
from regulation.integrity import queries as integrity
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from regulation.actor import Actor


async def prepare(
    line_id: UUID, *, title: str = "", source: str, session_at: datetime, actor: Actor, now: datetime
) -> str:
    """Take a number and freeze both rosters for a line of an adopted plan; the draw's id.

    Every firm of the organ with a living registration of the line's kinds is in the roster, those who
    are left out with their reason, so that an omission can be seen. Raises Invalid, Refused.
    """
    line = await plans.line(actor, line_id)
    plan = line["plan"]
    permissions.check_may_prepare(actor, plan["organ"])
    if plan["status"] != PlanStatus.ADOPTED:
        raise errors.Refused("计划公布之前不能准备抽取")
    _check_session(source, session_at, now)
    today = beijing.legal_day(now)
    population = await rosters.population(plan["organ"], line["kinds"], today=today)
    officers = await rosters.inspectors(plan["organ"], today=today)
    if not population:
        raise errors.Refused("本机关没有符合该批次范围的机构")
    if len(officers) < 2:
        raise errors.Refused("持有效执法证件的执法人员不足两名，不能组成检查组")
    tiers = await integrity.tiers([each["id"] for each in population], today=today)
    async with database.unit_of_work():
        made = uuid4()
        taken = await numbering.next_number(plan["organ_code"], "draw", today.year)
        draw_id = rules.draw_id(plan["organ_code"], today.year, taken)
        name = title.strip() or line["title"]
        strata = rules.strata(line["rates"], line["at_least"], line["items"])
        await database.execute(
            """insert into inspection_draw (id, draw_id, organ, plan_line, year, title, status, items_version, source, session_at,
                                            params, prepared_by, prepared_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)""",
            made,
            draw_id,
            plan["organ"],
            line_id,
            today.year,
            name,
            DrawStatus.PREPARED,
            plan["items_version"],
            source,
            session_at,
            json.dumps(rules.params(draw_id, name, strata, source, session_at), ensure_ascii=False),
            actor.name,
            now,
        )
        allowed = await rosters.limits(plan["organ"], today=today)
        expected = await _add_subjects(made, population, tiers, line, allowed, today)
        await _add_inspectors(made, draw_id, plan, officers, population, expected, today)
        await record.opened(
            Draw,
            made,
            "prepare",
            DrawStatus.PREPARED,
            actor=actor,
            now=now,
            data={"firms": len(population), "inspectors": len(officers), "plan": plan["number"]},
        )
    return draw_id


def _check_session(source: str, session_at: datetime, now: datetime) -> None:
    if source not in rules.SOURCES:
        raise errors.Invalid({"source": "请选择随机数的来源"})
    if session_at.microsecond or session_at.second:
        raise errors.Invalid({"session_at": "请填写到分钟的时间"})
    if session_at < rules.earliest_session(source, now):
        raise errors.Invalid(
            {"session_at": "随机数产生的时间太早：公开掷骰须在公布承诺至少24小时之后，公共信标至少10分钟之后"}
        )


async def _add_subjects(  # noqa: PLR0917 - one call, all that a roster is made of
    draw: UUID,
    population: list[dict[str, Any]],
    tiers: Mapping[UUID, str],
    line: Mapping[str, Any],
    allowed: Mapping[str, rules.Limits],
    today: date,
) -> int:
    """Write the roster of subjects; how many will be inspected."""
    records = []
    eligible = dict.fromkeys(rules.TIERS, 0)
    certain = 0
    for firm in population:
        tier = str(tiers[firm["id"]])
        status, reason = rules.roster_status(rosters.past_of(firm), today, allowed[tier])
        eligible[tier] += status == "eligible"
        certain += status == "certain"
        records.append((uuid4(), draw, firm["number"], firm["id"], tier, firm["area"], status, reason, ""))
    await database.copy(
        "draw_subject",
        ("id", "draw", "subject", "firm", "stratum", "district", "status", "reason", "salt"),
        records,
    )
    drawn = sum(rules.sample_size(line["rates"][t], line["at_least"], n) for t, n in eligible.items())
    return drawn + certain


async def _add_inspectors(  # noqa: PLR0917 - one call, all that a roster is made of
    draw: UUID,
    draw_id: str,
    plan: Mapping[str, Any],
    officers: list[dict[str, Any]],
    population: list[dict[str, Any]],
    expected: int,
    today: date,
) -> None:
    persons = [each["id"] for each in officers]
    number_of = {firm["id"]: firm["number"] for firm in population}
    loads = await rosters.loads(persons, today.year)
    conflicts = await rosters.conflicts(persons, today=today)
    rotation = await rosters.last_teams(list(number_of))
    capacity = rules.capacity(expected, len(officers))
    records = []
    for officer in officers:
        # Order of the alphabet must say nothing about the person, so the pseudonym is all chance.
        pseudonym = f"i-{secrets.token_hex(6)}"
        salt = secrets.token_bytes(32)
        records.append(
            (
                uuid4(),
                draw,
                pseudonym,
                officer["id"],
                officer["name"],
                officer["certificate_number"],
                commitment.link(draw_id, pseudonym, officer["certificate_number"], salt),
                salt.hex(),
                plan["organ_code"],
                capacity if officer["capacity"] is None else min(capacity, officer["capacity"]),
                loads.get(officer["id"], 0),
                officer["quals"],
                sorted(number_of[f] for f in conflicts.get(officer["id"], ()) if f in number_of),
                sorted(number_of[f] for f in rotation.get(officer["id"], ()) if f in number_of),
                secrets.token_hex(16),
            )
        )
    await database.many(
        """insert into draw_inspector (id, draw, pseudonym, person, name, certificate_number, link, link_salt, district,
                                       capacity, load_before, quals, conflicts, rotation, salt)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)""",
        records,
    )


async def edit_subject(
    draw_id: str, subject: str, status: str, reason: str, *, explanation: str, actor: Actor, now: datetime
) -> None:
    """Leave a firm out for one of the reasons a clerk may enter, or take it back in. Before the commitment only."""
    if status not in {"eligible", "excluded"}:
        raise errors.Invalid({"status": "只能列入抽样或者排除"})
    if status == "excluded" and reason not in rules.MANUAL_REASONS:
        raise errors.Invalid({"reason": "请选择排除的理由"})
    if not explanation.strip():
        raise errors.Invalid({"explanation": "请写明依据，依据会记入办理经过"})
    found = await _open(draw_id, actor)
    async with database.unit_of_work():
        await _hold_open(found["id"])
        row = await database.row(
            "select status, reason from draw_subject where draw = $1 and subject = $2", found["id"], subject
        )
        if row is None:
            raise errors.NotFound
        if row["reason"] and row["reason"] not in rules.MANUAL_REASONS:
            raise errors.Refused("该机构的状态来自登记和检查记录，不能手工更改")
        await database.execute(
            "update draw_subject set status = $3, reason = $4 where draw = $1 and subject = $2",
            found["id"],
            subject,
            status,
            reason if status == "excluded" else "",
        )
        await record.record_event(
            Draw,
            found["id"],
            "edit_subject",
            actor=actor,
            now=now,
            reason=explanation,
            data={"subject": subject, "status": status, "reason": reason},
        )


async def edit_inspector(
    draw_id: str, pseudonym: str, capacity: int, *, explanation: str, actor: Actor, now: datetime
) -> None:
    """Set how many places one inspector may hold; 0 for somebody on leave. Before the commitment only."""
    if not 0 <= capacity <= 1000:
        raise errors.Invalid({"capacity": "容量应为0至1000"})
    if not explanation.strip():
        raise errors.Invalid({"explanation": "请写明依据，依据会记入办理经过"})
    found = await _open(draw_id, actor)
    async with database.unit_of_work():
        await _hold_open(found["id"])
        touched = await database.execute(
            "update draw_inspector set capacity = $3 where draw = $1 and pseudonym = $2",
            found["id"],
            pseudonym,
            capacity,
        )
        if not touched:
            raise errors.NotFound
        await record.record_event(
            Draw,
            found["id"],
            "edit_inspector",
            actor=actor,
            now=now,
            reason=explanation,
            data={"inspector": pseudonym, "capacity": capacity},
        )


async def reschedule(draw_id: str, *, source: str, session_at: datetime, actor: Actor, now: datetime) -> None:
    """Declare another source or another time, before the commitment."""
    _check_session(source, session_at, now)
    found = await _open(draw_id, actor)
    async with database.unit_of_work():
        await _hold_open(found["id"])
        declared = {**found["params"], "entropy": rules.sources(source, session_at)}
        await database.execute(
            "update inspection_draw set source = $2, session_at = $3, params = $4 where id = $1",
            found["id"],
            source,
            session_at,
            json.dumps(declared, ensure_ascii=False),
        )
        await record.record_event(
            Draw,
            found["id"],
            "reschedule",
            actor=actor,
            now=now,
            data={"source": source, "session_at": session_at},
        )


async def _open(draw_id: str, actor: Actor) -> dict[str, Any]:
    found = await draws.draw(actor, draw_id)
    permissions.check_may_prepare(actor, found["organ"])
    return found


async def _hold_open(draw: UUID) -> None:
    status = await database.value("select status from inspection_draw where id = $1 for update", draw)
    if status not in OPEN_ROSTER:
        raise errors.AlreadyMoved("承诺已经公布，名录和参数不能再改动")
