"""Prepare a draw: freeze who could be drawn and who could come; correct it until the commitment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import record
from regulation.inspections import permissions, rules, sources
from regulation.inspections.actions.composing import Basis, Subject, Terms, check_terms, compose
from regulation.inspections.queries import draws, plans, rosters
from regulation.inspections.status import OPEN_ROSTER, PlanStatus
from regulation.inspections.tables import Draw
from regulation.integrity import queries as integrity
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor


async def prepare(
    line_id: UUID,
    *,
    title: str = "",
    source: str = "dice",
    session_at: datetime | None = None,
    terms: Terms | None = None,
    actor: Actor,
    now: datetime,
) -> str:
    """Take a number and freeze both rosters for a line of an adopted plan; the draw's id.

    Every firm of the organ with a living registration of the line's kinds is in the roster, those who
    are left out with their reason, so that an omission can be seen. `source` and `session_at` name a
    ready list of alternatives where no `terms` are given. Raises Invalid, Refused.
    """
    line = await plans.line(actor, line_id)
    plan = line["plan"]
    permissions.check_may_prepare(actor, plan["organ"])
    if plan["status"] != PlanStatus.ADOPTED:
        raise errors.Refused("计划公布之前不能准备抽取")
    terms = terms or Terms(ready(source, session_at))
    check_terms(terms, now)
    basis = Basis(
        organ=plan["organ"],
        organ_code=plan["organ_code"],
        title=title.strip() or line["title"],
        items_version=plan["items_version"],
        strata=rules.strata(line["rates"], line["at_least"], line["items"]),
        plan_line=line_id,
        said={"plan": plan["number"]},
    )
    today = beijing.legal_day(now)
    in_roster = await subjects_of(basis, line["kinds"], today, line["reported_year"])
    officers = await officers_of(basis, terms, today)
    async with database.unit_of_work():
        return await compose(basis, terms, in_roster, officers, actor=actor, now=now)


def ready(source: str, session_at: datetime | None) -> list[sources.Alternative]:
    """The alternatives of a ready list. Raises Invalid."""
    if source not in sources.PRESETS:
        raise errors.Invalid({"source": "请选择随机数的来源"})
    if session_at is None:
        raise errors.Invalid({"session_at": "请填写随机数产生的时间"})
    return sources.preset(source, session_at)


async def subjects_of(
    basis: Basis, kinds: Sequence[str], today: date, reported: int | None = None
) -> list[Subject]:
    """Every firm of the organ with a living registration of these kinds, in its tier, with its reason; with `reported`
    only those with an accepted report of that year. Raises Refused.
    """
    population = await rosters.population(basis.organ, kinds, today=today, reported=reported)
    if not population:
        raise errors.Refused("本机关没有符合该批次范围的机构")
    tiers = await integrity.tiers([each["id"] for each in population], today=today)
    allowed = await rosters.limits(basis.organ, today=today)
    found = []
    for firm in population:
        tier = str(tiers[firm["id"]])
        status, reason = rules.roster_status(rosters.past_of(firm), today, allowed[tier])
        found.append(Subject(firm["id"], firm["number"], firm["area"], tier, status, reason))
    return found


async def officers_of(basis: Basis, terms: Terms, today: date) -> list[dict[str, Any]]:
    """Who could come: the own officers, with those of the city where districts matter, and the partners'. Raises Refused."""
    whole_city = terms.districts != "any" and basis.organ_code == "BJ"
    own = await rosters.inspectors(None if whole_city else basis.organ, today=today)
    if len(own) < 2:
        raise errors.Refused("持有效执法证件的执法人员不足两名，不能组成检查组")
    partners = await rosters.partners(basis.organ, terms.departments, today=today)
    for department in terms.departments:
        if not any(each["dept"] == department for each in partners):
            raise errors.Invalid({"departments": "所选部门没有可以派出的执法人员"})
    return own + partners


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


async def reschedule(
    draw_id: str,
    *,
    source: str = "",
    session_at: datetime | None = None,
    alternatives: Sequence[sources.Alternative] = (),
    actor: Actor,
    now: datetime,
) -> None:
    """Declare other sources or another time, before the commitment."""
    declared = alternatives or ready(source, session_at)
    if problems := sources.declaration_problems(declared, now):
        raise errors.Invalid(problems)
    found = await _open(draw_id, actor)
    async with database.unit_of_work():
        await _hold_open(found["id"])
        params = {**found["params"], "entropy": sources.declared(declared)}
        await database.execute(
            "update inspection_draw set source = $2, session_at = $3, params = $4 where id = $1",
            found["id"],
            sources.summary(declared),
            declared[0].at,
            json.dumps(params, ensure_ascii=False),
        )
        await record.record_event(
            Draw,
            found["id"],
            "reschedule",
            actor=actor,
            now=now,
            data={"source": sources.summary(declared), "session_at": declared[0].at},
        )


async def _open(draw_id: str, actor: Actor) -> dict[str, Any]:
    found = await draws.draw(actor, draw_id)
    permissions.check_may_prepare(actor, found["organ"])
    return found


async def _hold_open(draw: UUID) -> None:
    status = await database.value("select status from inspection_draw where id = $1 for update", draw)
    if status not in OPEN_ROSTER:
        raise errors.AlreadyMoved("承诺已经公布，名录和参数不能再改动")
