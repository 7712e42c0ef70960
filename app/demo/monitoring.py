"""The monitoring of vacancies and job seekers: a panel that turned twice, eight quarters of months, and a month under way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from app.demo import monthly_cells, releases
from app.surveys import monitoring_gate
from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.law import beijing
from regulation.surveys import bulk, months, panel, session
from regulation.surveys.actions import gate, monthly, quarters
from regulation.surveys.actions import panel as panels
from regulation.surveys.queries import frame
from regulation.surveys.queries import gate as gates
from regulation.surveys.queries import monitoring as collected
from regulation.surveys.queries import panel as known
from regulation.surveys.status import Status
from reports.statistics.disclosure import Parameters

if TYPE_CHECKING:
    from regulation.actor import Actor

#: Quarters whose months are all in, by the largest city that has so many: every public institution is a point, and a
#: city of a hundred thousand firms would answer half a million times.
QUARTERS = ((6_000, 8), (20_000, 1))
#: Who answers, by channel.
ANSWERS = {panel.PUBLIC: 0.97, panel.PLATFORM: 1.0}
OTHERS_ANSWER = 0.9
#: Of the month under way, how many have answered.
SO_FAR = 0.45
#: How many seeds are tried until the panel has the firm that people sign in for.
TRIES = 400


@dataclass(frozen=True, slots=True)
class _Asked:
    """A month's target."""

    firm_id: UUID
    number: str
    organ_id: UUID | None
    area: str
    stratum: str
    population: int


async def add_monitoring(firms: int, seed: int, own: UUID, statistician: Actor, *, now: datetime) -> int:
    """Panel and months; how many answers. The firm `own` is a point and has not answered the month under way."""
    quarters = next((many for most, many in QUARTERS if firms <= most), 0)
    today = beijing.legal_day(now)
    newest = months.after(months.of(today), -1)
    year, number = months.quarter_of(newest)
    while months.quarter(year, number)[-1] >= newest:
        year, number = months.quarter_before(year, number)
    last = months.quarter(year, number)[-1]
    if not quarters:
        await _draw(months.of(today), seed, own, statistician)
        return 0
    first = months.after(last, 1 - 3 * quarters)
    made = 0
    month = first
    while month <= newest:
        if month == first or month.endswith("-01"):
            await _draw(month, seed, own, statistician)
        if month < newest:
            asked = await _ask(month)
        else:
            # Opened a few days ago by the real act: every point was told, and some have answered.
            await monthly.open_month(month, actor=statistician, now=now - timedelta(days=3))
            asked = await _asked(month)
        given = _answers(asked, month, seed, own, now, is_open=month == newest)
        made += await bulk.insert(given, kind="monthly", actor=SYSTEM, now=now)
        month = months.after(month)
    return made


async def _draw(month: str, seed: int, own: UUID, statistician: Actor) -> None:
    """The panel from a month on, drawn and confirmed in the week before."""
    at = beijing.start_of_day(months.first_day(month)) - timedelta(days=5) + timedelta(hours=10)
    chosen = "" if await known.last_turn() else await _seed(at.date(), month, seed, own)
    # A panel holds from a month that has not begun: it is drawn in the month before and dated by the first day.
    plan = await panels.propose(month, seed=chosen, actor=statistician, now=at)
    await panels.confirm(plan, actor=statistician, now=at + timedelta(hours=2))


async def _seed(day: date, month: str, seed: int, own: UUID) -> str:
    number = await database.value("select number from firm where id = $1", own)
    rules = panel.PARAMETERS.on(day)
    units = await frame.units(day, rules)
    for attempt in range(TRIES):
        found = f"demo-{seed}-{attempt}"
        drawn = panel.plan(units, [], month, panel.ranked(found), rules, turns=False, left={})
        if any(point.number == number for point in drawn.points):
            return found
    return f"demo-{seed}"


async def _ask(month: str) -> list[_Asked]:
    """A month that is over, without a notice to every point: the rows that its opening left."""
    opens_on, closes_on, late_until = monthly.days_of(month)
    made = uuid4()
    asked = await _asked(month)
    async with session.statistics(), database.unit_of_work():
        form_id = await database.value(
            "select id from survey_form where kind = 'monthly' order by edition desc limit 1"
        )
        await quarters.open_gate(month, form_id, actor=SYSTEM, now=beijing.start_of_day(opens_on))
        await database.execute(
            """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, late_until, notice,
                                         two_persons, gate, created_at)
               select $1, id, 'monthly', $2, $3, $4, $5, $6, $7, title, false, 'open', $8
                 from survey_form where kind = 'monthly' order by edition desc limit 1""",
            made,
            month,
            int(month[:4]),
            months.last_day(month),
            opens_on,
            closes_on,
            late_until,
            beijing.start_of_day(opens_on),
        )
        await database.copy(
            "round_target",
            ("id", "survey_round", "firm", "stratum", "population"),
            [(uuid4(), made, each.firm_id, each.stratum, each.population) for each in asked],
        )
    return asked


async def _asked(month: str) -> list[_Asked]:
    drawn = await known.in_force(month)
    assert drawn is not None
    async with session.statistics():
        organs: dict[UUID, Any] = {
            each["id"]: each["organ"]
            for each in await database.rows(
                "select firm.id, firm.organ from firm join panel_point on panel_point.firm = firm.id"
            )
        }
    return [
        _Asked(
            each["firm"],
            each["number"],
            organs[each["firm"]],
            each["area"],
            each["stratum"],
            drawn.plan.sizes[each["stratum"]].population,
        )
        for each in await known.points(month)
    ]


def _answers(
    asked: list[_Asked], month: str, seed: int, own: UUID, now: datetime, *, is_open: bool
) -> Iterator[bulk.Given]:
    draw = random.Random(f"{seed}:answers:{month}")  # noqa: S311 - a demonstration must be repeatable
    opens = beijing.start_of_day(monthly.days_of(month)[0])
    for each in asked:
        chance, days, hour = (
            draw.random(),
            draw.choices((3, 5, 8, 9, 12), (2, 4, 4, 3, 1))[0],
            draw.randint(1, 9),
        )
        if chance >= (SO_FAR if is_open else ANSWERS.get(each.stratum, OTHERS_ANSWER)) or (
            is_open and each.firm_id == own
        ):
            continue
        at = now - timedelta(hours=hour) if is_open else opens + timedelta(days=days, hours=8 + hour)
        yield bulk.Given(
            firm_id=each.firm_id,
            firm_number=each.number,
            period=month,
            organ_id=each.organ_id,
            district=each.area,
            status=Status.SUBMITTED,
            number=f"监测演示〔{month}〕{each.number[-7:]}号",
            versions=(
                bulk.Version(
                    monthly_cells.of(each.number, each.stratum, month, seed),
                    at,
                    "监测员（演示）",
                    filed_number="DEMO",
                ),
            ),
            register={"number": each.number},
        )


async def publish_quarters(latest: int, office: releases.Office, *, now: datetime) -> int:
    """The quarters of the yearbook's year through every step of the gate, each three weeks after its end, and archived; how
    many. Later ones are left to whoever tries the system.
    """
    whole = [each for each in await collected.quarters() if each[0] == latest and await _is_whole(each, now)]
    return sum([await _publish(*each, office) for each in whole])


async def _publish(year: int, number: int, office: releases.Office) -> bool:
    """One quarter; False where the disclosure control refused."""
    walk = monitoring_gate.QuarterWalk(year, number)
    city, out = office.compiler, _published_at(year, number)
    closed = beijing.legal_day(out) - timedelta(days=6)
    await gate.close_editing(walk.which, actor=city, now=releases.at(closed, 9))
    frozen = releases.at(closed, 11)
    await gate.freeze(
        walk.which, freezing=lambda: walk.freeze(actor=city, now=frozen), actor=city, now=frozen
    )
    compiled = await walk.compiled(await gates.of(walk.which), Parameters(), (await walk.kinds())[-1])
    try:
        await gate.pass_disclosure(walk.which, compiled, actor=city, now=releases.at(closed, 16))
    except errors.Refused:
        if not compiled.narrowed:
            raise
        return False
    await releases.sign(walk.which, compiled.hash, office, closed)
    await gate.set_embargo(walk.which, out, actor=city, now=releases.at(closed, 16) + timedelta(days=5))
    vintage = await gate.publish(walk.series, walk.which, "演示数据", actor=city, now=out)
    files = {each.name: each.sha256 for each in await walk.files(vintage) or ()}
    await gate.archive(walk.which, files, actor=city, now=out + timedelta(hours=5))
    return True


def _published_at(year: int, number: int) -> datetime:
    last = months.last_day(months.quarter(year, number)[-1])
    return beijing.start_of_day(last) + timedelta(days=22, hours=10)


async def _is_whole(quarter: tuple[int, int], now: datetime) -> bool:
    opened = {each.asked.period for each in await collected.all_months()}
    return opened.issuperset(months.quarter(*quarter)) and _published_at(*quarter) < now
