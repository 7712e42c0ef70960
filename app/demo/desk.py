"""The statisticians' desk in the years that were collected: reminders, referrals, doubtful figures believed, returns asked for again."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.demo import corrections, people
from app.demo.returns import SHOWN
from app.demo.surveys import closes_on
from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.indicators import catalogue, reading
from regulation.law import beijing
from regulation.roles import Role
from regulation.surveys import session
from regulation.surveys.actions import editing, referrals, reminders
from regulation.surveys.queries import editing as doubts
from regulation.surveys.queries import scope
from regulation.surveys.rules import reference_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.demo.people import Staff
    from regulation.actor import Actor
    from regulation.indicators.indicator import Value

BODY = "北京市{area}统计局（演示）"
REFUSED = "经书面催报仍未报送统计年报，现移送处理（演示）"
BELIEVED = "已电话核实：当年新承接一家大型客户的外包业务（演示）"
#: Cells that a respondent corrects after the audit of its accounts, and by how much.
AFTER_AUDIT = {"profit_total": Decimal("0.93"), "tax_total": Decimal("1.06"), "assets_total": Decimal("1.04")}


def day(year: int, days: int) -> datetime:
    """Ten in the morning, so many days after the last day of the year's round."""
    return beijing.start_of_day(closes_on(year)) + timedelta(days=days, hours=10)


async def look_through(year: int, staff: Mapping[str, Staff]) -> None:
    """Doubtful figures that stand; who never answered is reminded in writing, and then referred to the statistics body."""
    for code in SHOWN:
        statistician = staff[code].statistician
        found = await doubts.doubtful(statistician, year)
        for each in [one for one in found if not one.decision][:3]:
            await editing.believe(
                year,
                each.unit.number,
                each.unit.version,
                each.suspicion.key,
                BELIEVED,
                actor=statistician,
                now=day(year, 62),
            )
        for number in await _silent(year, code):
            await reminders.remind_in_writing(year, number, actor=statistician, now=day(year, 3))
            await reminders.remind_in_writing(year, number, actor=statistician, now=day(year, 61))
            await referrals.refer(
                year,
                number,
                BODY.format(area=BY_CODE[code].area),
                REFUSED,
                actor=statistician,
                now=day(year, 82),
            )


async def _silent(year: int, code: str) -> list[str]:
    """Register numbers of an organ's firms that have not so much as begun; the demonstration leaves one."""
    async with session.statistics():
        found = await database.rows(
            f"""select firm.number from ({scope.scope_sql("$1")}) as scope join firm on firm.id = scope.firm
                 where firm.organ = $2
                   and not exists (select from statistical_return as held where held.firm = firm.id and held.year = $3)
                   and not exists (select from firm_member where firm_member.firm_id = firm.id)
                 order by firm.number collate "C" limit 1""",  # noqa: S608 - placeholders
            reference_day(year),
            BY_CODE[code].id,
            year,
        )
    return [each["number"] for each in found]


async def revise(year: int, staff: Mapping[str, Staff], seed: int, *, now: datetime, still_open: bool) -> int:
    """Respondents correct what their auditors found, the largest among them; how many.

    `still_open`: some have corrected and wait for the district or the city, some have not yet.
    """
    draw = random.Random(f"{seed}:revise:{year}:{still_open}")  # noqa: S311 - a demonstration must be repeatable
    city = staff["BJ"].statistician
    chosen = await _to_correct(year, 3 if still_open else 5, has_large=not still_open)
    for place, each in enumerate(chosen):
        at = now + timedelta(hours=5 * place)
        await corrections.send_back(
            year, each["number"], each["version"], dict.fromkeys(AFTER_AUDIT, "按审计数更正"), city, now=at
        )
        if still_open and place % 3 == 2:
            continue
        preparer, signatory = _people(draw, each)
        await corrections.correct(
            each["firm"], year, _changed(each), preparer, signatory, now=at + timedelta(days=2)
        )
        if not still_open:
            district = staff[each["code"]] if each["code"] else staff["BJ"]
            await corrections.pass_again(
                year, each["number"], each["version"] + 1, district, staff["BJ"], now=at + timedelta(days=3)
            )
    return len(chosen)


async def _to_correct(year: int, of_each: int, *, has_large: bool) -> list[dict[str, Any]]:
    place = catalogue.BY_KEY["rev_total"].place
    async with session.statistics():
        return await database.rows(
            f"""select * from (
                    select firm.id as firm, firm.number, firm.name, firm.legal_representative as head, organ.code,
                           held.version, filed.cells,
                           row_number() over (partition by held.organ order by filed.figures[{place}] desc) as size
                      from statistical_return as held join filed_return as filed on filed.id = held.filed
                           join firm on firm.id = held.firm join organ on organ.id = held.organ
                     where held.year = $1 and held.status = 'city_passed' and held.version = 1
                       and filed.figures[{place}] > 0 and organ.code = any($2::text[])
                ) as ranked
                 where size between $3 and $4 order by number""",  # noqa: S608 - the place of a cell
            year,
            list(SHOWN),
            2 if has_large else 12,
            (2 if has_large else 12) + of_each - 1,
        )


def _changed(each: Mapping[str, Any]) -> dict[str, Value]:
    cells = reading.from_json(each["cells"])
    changed: dict[str, Value] = {}
    for key, factor in AFTER_AUDIT.items():
        value = cells.get(key)
        if isinstance(value, Decimal):
            changed[key] = (value * factor).quantize(Decimal("0.01"))
    staff = cells["staff_total"]
    assert isinstance(staff, int)
    changed["persons_served"] = int(str(cells["persons_served"])) + staff
    return changed


def _people(draw: random.Random, each: Mapping[str, Any]) -> tuple[Actor, Actor]:
    """Two people of the firm: who prepares, and who signs."""
    signatory = people.for_firm(draw, each["head"], each["firm"], each["name"])
    preparer = people.for_firm(draw, f"{each['head'][0]}会计（演示）", each["firm"], each["name"])
    return replace(preparer, roles=frozenset({Role.FIRM_PREPARER})), signatory
