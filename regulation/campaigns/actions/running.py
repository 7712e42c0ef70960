"""A campaign under way: matters taken in and left out, figures of the departments entered and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.campaigns import matters, permissions, queries
from regulation.campaigns.rules import planning, tallies
from regulation.campaigns.rules.tallies import Line
from regulation.campaigns.status import WORKERS, Measure, Target
from regulation.campaigns.tables import Campaign
from regulation.casework import record
from regulation.law import beijing, house_rules
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from regulation.actor import Actor

Row = dict[str, Any]
LEAST_REASON = 5
TAKEN = N_("该事项已经纳入一个专项行动，不能重复计算")


async def take(
    campaign_id: UUID, wanted: Sequence[tuple[str, UUID]], *, target: str = "", actor: Actor, now: datetime
) -> int:
    """Count these matters in the campaign, under the proposed target or one that the official names; how many.

    Raises Refused for a matter outside period or area, AlreadyMoved for one that is in a campaign.
    """
    if not wanted:
        raise errors.Invalid({"matter": N_("请勾选要纳入的事项")})
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        for kind, matter_id in wanted:
            found = await matters.by_id(kind, matter_id)
            if found is None:
                raise errors.NotFound
            await _take(campaign, found, target, actor=actor, now=now)
    return len(wanted)


async def take_number(
    campaign_id: UUID, number: str, *, target: str = "", actor: Actor, now: datetime
) -> int:
    """Count whatever bears this number: one matter, or the visits of a special inspection or draw not counted yet."""
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        found = await matters.by_number(number.strip())
        # Another organ's matter is, for whoever may not see it, not there.
        found = [each for each in found if actor.in_scope_of(each["organ"])]
        if not found:
            raise errors.Invalid({"number": N_("没有找到这个编号的事项；检查须已经开始，案件须已经立案")})
        free = [each for each in found if each["taken_by_campaign"] is None]
        if not free:
            raise errors.AlreadyMoved(TAKEN, citation=house_rules.CORRECT_DO_NOT_REPEAT)
        for each in free:
            await _take(campaign, each, target, actor=actor, now=now)
    return len(free)


async def _take(campaign: Row, found: Row, target: str, *, actor: Actor, now: datetime) -> None:
    permissions.check_may_enter(actor, campaign, found["area"])
    if found["area"] not in campaign["areas"]:
        raise errors.Refused("该事项不在专项行动的地区范围之内", citation=planning.UNPLANNED)
    no = planning.taking_refusal(found["day"], campaign["from_on"], campaign["until_on"])
    if no is not None:
        raise errors.Refused(no.message, citation=no.citation)
    if target and target not in set(Target):
        raise errors.Invalid({"target": N_("请选择对象")})
    made = await database.value(
        """insert into campaign_matter (id, campaign, kind, matter, number, party, organ, area, target, day, taken_at, taken_by,
                                        taken_name, left_name, left_reason)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,'','')
           on conflict (kind, matter) where left_at is null do nothing returning id""",
        uuid4(),
        campaign["id"],
        found["kind"],
        found["id"],
        found["number"],
        found["party"],
        found["organ"],
        found["area"],
        target or str(found["target"]),
        found["day"],
        now,
        actor.person_id,
        actor.name,
    )
    if made is None:
        raise errors.AlreadyMoved(TAKEN, citation=house_rules.CORRECT_DO_NOT_REPEAT)
    await record.record_event(
        Campaign, campaign["id"], "take", actor=actor, now=now, data={"number": found["number"]}
    )


async def leave_out(campaign_id: UUID, taken_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """It was not of the campaign after all, and why; it may then be taken into another."""
    if len(reason.strip()) < LEAST_REASON:
        raise errors.Invalid({"reason": N_("请写明理由，至少5个字")})
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        taken = await database.row(
            "select * from campaign_matter where id = $1 and campaign = $2 and left_at is null for update",
            taken_id,
            campaign_id,
        )
        if taken is None:
            raise errors.NotFound
        permissions.check_may_enter(actor, campaign, taken["area"])
        await database.execute(
            "update campaign_matter set left_at = $2, left_name = $3, left_reason = $4 where id = $1",
            taken_id,
            now,
            actor.name,
            reason.strip(),
        )
        await record.record_event(
            Campaign,
            campaign_id,
            "leave_out",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={"number": taken["number"]},
        )


async def enter(campaign_id: UUID, line: Line, *, actor: Actor, now: datetime) -> int:
    """Enter a figure of a day; its number. Raises Invalid, Refused when the day already has one: that one is corrected."""
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        permissions.check_may_enter(actor, campaign, line.area)
        _check_line(campaign, line, beijing.legal_day(now))
        last = await database.row(
            """select id, serial, is_struck from campaign_tally as tally
                where (campaign, day, department, area, target, violation, measure) = ($1,$2,$3,$4,$5,$6,$7)
                  and not exists (select from campaign_tally as later where later.corrects = tally.id)""",
            campaign_id,
            line.day,
            line.department,
            line.area,
            line.target,
            line.violation,
            line.measure,
        )
        if last is not None and not last["is_struck"]:
            raise errors.Refused(
                "当天已有这一项数据（第%(serial)s号），请更正该条，不要重复填报",
                citation=house_rules.CORRECT_DO_NOT_REPEAT,
                serial=last["serial"],
            )
        return await _add(
            campaign_id,
            line,
            corrects=last["id"] if last else None,
            reason="作废后重新填报" if last else "",
            actor=actor,
            now=now,
        )


async def correct(
    campaign_id: UUID,
    serial: int,
    value: Decimal | None,
    *,
    source: str,
    reason: str,
    strikes: bool = False,
    actor: Actor,
    now: datetime,
) -> int:
    """Another line in place of one, which stays legible; or none (`strikes`). Its number."""
    if len(reason.strip()) < LEAST_REASON:
        raise errors.Invalid({"reason": N_("请写明理由，至少5个字")})
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        old = await database.row(
            "select * from campaign_tally where campaign = $1 and serial = $2", campaign_id, serial
        )
        if old is None:
            raise errors.NotFound
        permissions.check_may_enter(actor, campaign, old["area"])
        if await database.value("select true from campaign_tally where corrects = $1", old["id"]):
            raise errors.AlreadyMoved(
                "该条数据已经更正，请更正最新的一条", citation=house_rules.CORRECT_DO_NOT_REPEAT
            )
        line = Line(
            old["day"],
            old["department"],
            old["area"],
            old["target"],
            old["violation"],
            old["measure"],
            None if strikes else value,
            source,
        )
        _check_line(campaign, line, beijing.legal_day(now))
        return await _add(
            campaign_id,
            line,
            corrects=old["id"],
            reason=reason.strip(),
            strikes=strikes,
            actor=actor,
            now=now,
        )


def _check_line(campaign: Row, line: Line, today: date) -> None:
    scope = tallies.Scope(
        departments=[campaign["lead_department"], *campaign["joint_departments"]],
        areas=campaign["areas"],
        targets=campaign["targets"],
        violations=campaign["violations"],
        from_on=campaign["from_on"],
        until_on=campaign["until_on"],
    )
    wrong = tallies.problems(line, scope, today)
    if wrong:
        raise errors.Invalid(wrong)


async def _add(
    campaign_id: UUID,
    line: Line,
    *,
    corrects: UUID | None,
    reason: str,
    actor: Actor,
    now: datetime,
    strikes: bool = False,
) -> int:
    serial: int = await database.value(
        """insert into campaign_tally (id, campaign, day, department, area, target, violation, measure, value, source, corrects,
                                       is_struck, reason, entered_at, entered_by, entered_name, entered_organ)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17) returning serial""",
        uuid4(),
        campaign_id,
        line.day,
        line.department,
        line.area,
        line.target,
        line.violation,
        line.measure,
        line.value,
        line.source.strip()[:200],
        corrects,
        strikes,
        reason,
        now,
        actor.person_id,
        actor.name,
        actor.organ_name,
    )
    await record.record_event(
        Campaign,
        campaign_id,
        "correct_tally" if corrects else "tally",
        actor=actor,
        now=now,
        reason=reason,
        data={"serial": serial, "measure": line.measure, "value": line.value},
    )
    return serial


async def enter_earlier(
    campaign_id: UUID,
    year: int,
    values: dict[str, Decimal | None],
    *,
    source: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Totals of an earlier year under the same name, copied from paper; later copies of a measure hold. Raises Invalid."""
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        permissions.check_own(actor, campaign)
        actor.check_holds(*WORKERS)
        if campaign["status"] in {"reported", "discarded"}:
            raise errors.AlreadyMoved
        wrong = {}
        if not 2000 <= year < campaign["year"]:
            wrong["earlier_year"] = N_("请填写早于本次专项行动的年份")
        if not source.strip():
            wrong["earlier_source"] = N_("请写明数据的来源，例如当年的总结报告及其文号")
        if not values:
            wrong["earlier_value"] = N_("请至少填写一项数据")
        for measure, value in values.items():
            if measure not in set(Measure) or (value is not None and not 0 <= value <= 1000 * tallies.MOST):
                wrong["earlier_value"] = N_("请填写不小于0的数")
        if wrong:
            raise errors.Invalid(wrong)
        for measure, value in values.items():
            await database.execute(
                """insert into campaign_earlier (id, organ, name, year, measure, value, source, entered_at, entered_by, entered_name)
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",
                uuid4(),
                campaign["organ"],
                campaign["name"],
                year,
                measure,
                value,
                source.strip()[:200],
                now,
                actor.person_id,
                actor.name,
            )
        await record.record_event(
            Campaign,
            campaign_id,
            "enter_earlier",
            actor=actor,
            now=now,
            data={"year": year, "measures": len(values)},
        )
