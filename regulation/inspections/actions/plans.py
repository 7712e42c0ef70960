"""Draft a year's plan, write its lines, adopt or discard it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import calendar, clocks, numbering, record
from regulation.firms.status import RegistrationKind
from regulation.inspections import items, permissions, rules
from regulation.inspections.actions import plan_paper
from regulation.inspections.queries import lists, plans, subjects
from regulation.inspections.status import PLAN_STEPS, PlanStatus
from regulation.inspections.tables import InspectionPlan
from regulation.law import beijing
from regulation.law.citation import RANDOM_INSPECTION_WORK_NOTICE
from regulation.ledger import actions as ledger
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from regulation.actor import Actor


async def draft(
    year: int, title: str, *, body: str = "", scope: str = "", actor: Actor, now: datetime
) -> UUID:
    """Begin the organ's plan of a year; its id. Raises Invalid when the year has one.

    The clock runs from the beginning of the year: the plan is public by the end of March.
    """
    if actor.organ_id is None:
        raise errors.NotPermitted
    permissions.check_may_prepare(actor, actor.organ_id)
    today = beijing.legal_day(now)
    if not today.year - 2 <= year <= today.year + 1:
        raise errors.Invalid({"year": "请填写今年或者明年，补录的不早于前年"})
    in_force = await lists.current(actor.organ_id, today)
    made = uuid4()
    try:
        async with database.unit_of_work():
            if await plans.in_force(actor.organ_id, year):
                raise errors.Invalid({"year": "本机关该年度已有计划，请在原计划上变更"})
            number = await _number(actor.organ_id, year)
            await database.execute(
                """insert into inspection_plan (id, number, organ, year, title, status, items_version, drafted_by, drafted_at,
                                                body, scope)
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)""",
                made,
                number,
                actor.organ_id,
                year,
                title.strip(),
                PlanStatus.DRAFT,
                in_force.list.version,
                actor.name,
                now,
                body.strip() or actor.organ_name,
                scope.strip() or rules.PLAN_SCOPE,
            )
            await record.opened(InspectionPlan, made, "draft", PlanStatus.DRAFT, actor=actor, now=now)
            await clocks.start(
                "inspection_plan",
                made,
                "plan",
                rules.PLAN,
                rules.plan_clock_starts(year),
                calendar=await calendar.current(),
                organ_id=actor.organ_id,
            )
    except asyncpg.UniqueViolationError:
        raise errors.Invalid({"year": "本机关该年度已有计划"}) from None
    return made


async def _number(organ_id: UUID, year: int) -> str:
    organ = await database.row("select code, short from organ where id = $1", organ_id)
    assert organ is not None
    taken = await numbering.next_number(organ["code"], "inspection_plan", year)
    return numbering.formatted(organ["short"], "人社查划", year, taken)


async def change(plan_id: UUID, *, reason: str, actor: Actor, now: datetime) -> UUID:
    """Begin the next version of a plan in force, with its rounds; the draft's id. The old one holds until the new is adopted."""
    found = await plans.plan(actor, plan_id)
    permissions.check_may_prepare(actor, found["organ"])
    if not reason.strip():
        raise errors.Invalid({"change_reason": "请说明为什么变更计划"})
    made = uuid4()
    try:
        async with database.unit_of_work():
            status = await database.value(
                "select status from inspection_plan where id = $1 for update", plan_id
            )
            if status != PlanStatus.ADOPTED:
                raise errors.AlreadyMoved("只有现行计划可以变更")
            await database.execute(
                """insert into inspection_plan (id, number, organ, year, title, status, items_version, drafted_by, drafted_at,
                                                body, scope, version, replaces, change_reason)
                   select $1, $3, organ, year, title, $4, items_version, $5, $6, body, scope, version + 1, id, $7
                   from inspection_plan where id = $2""",
                made,
                plan_id,
                await _number(found["organ"], found["year"]),
                PlanStatus.DRAFT,
                actor.name,
                now,
                reason.strip(),
            )
            await database.execute(
                """insert into plan_line (id, plan, position, month, title, kinds, rates, at_least, items, method, origin,
                                          reported_year)
                   select gen_random_uuid(), $1, position, month, title, kinds, rates, at_least, items, method,
                          coalesce(origin, id), reported_year
                   from plan_line where plan = $2""",
                made,
                plan_id,
            )
            await record.opened(
                InspectionPlan,
                made,
                "draft",
                PlanStatus.DRAFT,
                actor=actor,
                now=now,
                reason=reason,
                data={"replaces": found["number"]},
            )
    except asyncpg.UniqueViolationError:
        raise errors.Refused("本机关该年度的计划已有变更草稿") from None
    return made


async def revise(plan_id: UUID, *, title: str, body: str, scope: str, actor: Actor, now: datetime) -> None:
    """Change title, body and scope of a draft."""
    await _own_draft(plan_id, actor)
    wrong = {
        name: N_("请填写这一项")
        for name, text in (("title", title), ("body", body), ("scope", scope))
        if not text.strip()
    }
    if wrong:
        raise errors.Invalid(wrong)
    async with database.unit_of_work():
        await _hold_draft(plan_id)
        await database.execute(
            "update inspection_plan set title = $2, body = $3, scope = $4 where id = $1",
            plan_id,
            title.strip(),
            body.strip(),
            scope.strip(),
        )
        await record.record_event(InspectionPlan, plan_id, "revise", actor=actor, now=now)


async def add_line(  # noqa: C901 - one check a field of the form
    plan_id: UUID,
    *,
    month: int,
    title: str,
    kinds: Sequence[str],
    rates: Mapping[str, rules.Rate],
    at_least: int,
    item_ids: Sequence[str],
    method: str = "on_site",
    reported_year: int | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Add a round to a draft. With `reported_year` its roster is the firms with an accepted report of that year.

    Raises Invalid, Refused when the plan is no longer a draft.
    """
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
    elif not set(item_ids) <= set(items.of_level(list_, found["organ_level"])):
        wrong["items"] = N_("所选事项不由本级机关检查")
    if set(rates) != set(rules.TIERS) or any(
        not 0 <= rate.num <= rate.den <= rules.NO_MAXIMUM or rate.den < 1 for rate in rates.values()
    ):
        wrong["rates"] = N_("各等级的抽查比例应在0至100%之间")
    if not 0 <= at_least <= rules.NO_MAXIMUM:
        wrong["at_least"] = N_("最少抽取数应为0或者正整数")
    if method not in items.WAYS:
        wrong["method"] = N_("请选择检查方式")
    if reported_year is not None and not 2018 <= reported_year < found["year"]:
        wrong["reported_year"] = N_("应为计划年度之前的报告年度")
    if wrong:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        await _hold_draft(plan_id)
        await database.execute(
            """insert into plan_line (id, plan, position, month, title, kinds, rates, at_least, items, method, reported_year)
               values ($1, $2, (select coalesce(max(position), 0) + 1 from plan_line where plan = $2), $3, $4, $5, $6, $7, $8,
                       $9, $10)""",
            made,
            plan_id,
            month,
            title.strip(),
            [str(each) for each in kinds],
            json.dumps({tier: [rate.num, rate.den] for tier, rate in rates.items()}),
            at_least,
            [each for each in list_.ids if each in set(item_ids)],
            method,
            reported_year,
        )
        await record.record_event(
            InspectionPlan, plan_id, "add_line", actor=actor, now=now, data={"line": title}
        )
    return made


async def remove_line(plan_id: UUID, line_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a round out of a draft. A round that was drawn already stays in every later version."""
    await _own_draft(plan_id, actor)
    async with database.unit_of_work():
        await _hold_draft(plan_id)
        if await plans.was_drawn(line_id):
            raise errors.Refused("该批次已经抽取，不能从计划中删除")
        gone = await database.execute("delete from plan_line where id = $1 and plan = $2", line_id, plan_id)
        if not gone:
            raise errors.NotFound
        await record.record_event(
            InspectionPlan, plan_id, "remove_line", actor=actor, now=now, data={"line": line_id}
        )


async def adopt(plan_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Adopt and publish: the numbers of today's roster are kept, the paper is issued, the version before is replaced.

    Who drafted does not adopt; a plan without rounds plans nothing.
    """
    found = await plans.plan(actor, plan_id)
    if actor.organ_id != found["organ"]:
        raise errors.NotPermitted("只能批准本机关的计划")
    today = beijing.legal_day(now)
    subjects_ = await subjects.roster(found["organ"], today=today) if found["lines"] else []
    async with database.unit_of_work():
        drafters = await record.persons_of(
            "inspection_plan", plan_id, "draft", "revise", "add_line", "remove_line"
        )
        if actor.person_id in drafters:
            raise errors.NotPermitted("拟订计划的人员不能批准计划")
        status = await database.value("select status from inspection_plan where id = $1 for update", plan_id)
        if not await database.value("select exists (select from plan_line where plan = $1)", plan_id):
            raise errors.Refused("计划还没有抽查批次，不能公布")
        if status == PlanStatus.DRAFT:
            await _keep_numbers(plan_id, subjects_)
        try:
            async with database.unit_of_work():
                if status == PlanStatus.DRAFT:
                    await _replace(found, actor, now)
                await record.record_step(
                    InspectionPlan,
                    plan_id,
                    "adopt",
                    PLAN_STEPS["adopt"],
                    actor=actor,
                    now=now,
                    also={"adopted_by": actor.name, "adopted_on": today},
                )
        except asyncpg.UniqueViolationError:
            raise errors.Refused("本机关该年度已有现行计划，请在原计划上变更") from None
        await clocks.meet(plan_id, "plan", on=today)
        await plan_paper.issue(await plans.plan(actor, plan_id), actor=actor, now=now)
        await ledger.append(
            str(plan_id),
            "inspection_plan",
            "adopt",
            actor=actor,
            now=now,
            prev_state=str(PlanStatus.DRAFT),
            private={"number": found["number"], "lines": len(found["lines"])},
        )


async def _keep_numbers(plan_id: UUID, subjects_: Sequence[subjects.Subject]) -> None:
    """What the rates mean on the day of adoption, for every round."""
    for each in await database.rows("select * from plan_line where plan = $1", plan_id):
        line = plans.line_of(each)
        of_line = await subjects.of_line(subjects_, line["reported_year"])
        numbers = subjects.counts(of_line, line["rates"], line["at_least"], line["kinds"])
        await database.execute(
            "update plan_line set expected = $2 where id = $1", line["id"], json.dumps(numbers)
        )


async def _replace(found: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    if found["replaces"]:
        await record.record_step(
            InspectionPlan,
            found["replaces"],
            "supersede",
            PLAN_STEPS["supersede"],
            actor=actor,
            now=now,
            reason=found["change_reason"],
            also={"superseded_on": beijing.legal_day(now)},
        )


async def file_plan(
    plan_id: UUID, *, filed_with: str, filed_on: date, number: str, actor: Actor, now: datetime
) -> None:
    """Record that the public plan was filed with the superior. Once; raises Invalid, AlreadyMoved."""
    found = await plans.plan(actor, plan_id)
    permissions.check_may_prepare(actor, found["organ"])
    wrong: dict[str, str] = {}
    if not filed_with.strip():
        wrong["filed_with"] = N_("请填写备案机关")
    if not (found["adopted_on"] and found["adopted_on"] <= filed_on <= beijing.legal_day(now)):
        wrong["filed_on"] = N_("备案日期应在公布之后、今天之前")
    if wrong:
        raise errors.Invalid(wrong)
    async with database.unit_of_work():
        touched = await database.execute(
            """update inspection_plan set filed_with = $2, filed_on = $3, filing_number = $4
               where id = $1 and filed_on is null and status in ('adopted', 'superseded')""",
            plan_id,
            filed_with.strip(),
            filed_on,
            number.strip(),
        )
        if not touched:
            raise errors.AlreadyMoved("计划的备案已经记录")
        await record.record_event(
            InspectionPlan,
            plan_id,
            "file_plan",
            actor=actor,
            now=now,
            cites=(RANDOM_INSPECTION_WORK_NOTICE.whole(),),
            data={"with": filed_with, "on": filed_on, "number": number},
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
        await clocks.stop(plan_id, "plan", reason="草稿已放弃")


async def _own_draft(plan_id: UUID, actor: Actor) -> dict[str, Any]:
    found = await plans.plan(actor, plan_id)
    permissions.check_may_prepare(actor, found["organ"])
    return found


async def _hold_draft(plan_id: UUID) -> None:
    status = await database.value("select status from inspection_plan where id = $1 for update", plan_id)
    if status != PlanStatus.DRAFT:
        raise errors.AlreadyMoved("计划已经公布或者放弃，不能再修改批次")
