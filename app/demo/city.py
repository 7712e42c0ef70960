"""The whole city, in the order in which a city comes about."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from app import clock
from app.commands import speech
from app.demo import (
    applications,
    bodies,
    campaigns,
    cases,
    conditions,
    data,
    dispatch,
    dispatch_matters,
    endings,
    firms,
    inspections,
    job_fairs,
    overdue,
    parks,
    people,
    promises,
    radar,
    recruiter_accounts,
    register_acts,
    registers,
    renewals,
    replacements,
    reports,
    returns,
    standing,
    statistics,
    worklists,
    written,
)
from app.demo.years import Years
from regulation import database
from regulation.accounts import organs
from regulation.actor import Actor
from regulation.integrity import actions as integrity
from regulation.roles import Level, Role

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.people import Staff

#: Who founds the city: an actor of its own, so that the log says where the demonstration came from.
FOUNDER = Actor(
    person_id=None,
    account_id=None,
    login="demo",
    name="演示数据",
    number="DEMO",
    roles=frozenset({Role.CLERK, Role.SYSTEM}),
    organ_id=organs.BY_CODE["BJ"].id,
    organ_code="BJ",
    organ_name=organs.BY_CODE["BJ"].name,
    organ_level=Level.MUNICIPAL,
)


class Progress:
    """Says what is done and how long it took."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def say(self, zh: str, en: str) -> None:
        """One line with the seconds since the start."""
        took = f"{time.monotonic() - self.begun:5.1f} s"
        speech.say(f"  {took}  {zh}", f"  {took}  {en}")


async def _licensing(  # noqa: PLR0917 - one chapter of the city
    city: list[Invented],
    staff: dict[str, Staff],
    director: Actor,
    spared: set[UUID],
    seed: int,
    progress: Progress,
    *,
    now: datetime,
) -> None:
    """How licences begin, change and end."""
    handled = await applications.add_applications(city, staff, spared, seed, now=now)
    progress.say(f"{handled} 件许可申请", f"{handled} licence applications")
    renewed = await renewals.add_renewals(city, staff, director, spared, seed, now=now)
    progress.say(f"{renewed} 件延续和变更", f"{renewed} renewals and changes")
    replaced = await replacements.add_replacements(staff, spared, seed, now=now)
    progress.say(f"{replaced} 件补发证照申请", f"{replaced} requests for a new paper")
    dispatching = await dispatch_matters.add_dispatch_matters(city, staff, spared, seed, now=now)
    progress.say(f"{dispatching} 件劳务派遣许可事项", f"{dispatching} matters of the dispatch licence")
    ended = await endings.add_endings(city, staff, spared, seed, now=now)
    looked = await promises.add_checks(staff, seed, now=now)
    progress.say(
        f"{ended} 件撤销和撤回，{looked} 件履诺检查",
        f"{ended} matters of setting aside and withdrawing, {looked} checks of promises",
    )


async def found(count: int, seed: int) -> None:
    """Build the city in an empty, migrated database."""
    progress = Progress()
    now, today = clock.now(), clock.today()
    draw = random.Random(f"{seed}:people")  # noqa: S311 - a demonstration must be repeatable
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=4)
    try:
        await organs.install()
        city = firms.invent(count, seed, today)
        public = bodies.invent(count, seed, after=count)
        progress.say(
            f"虚构 {len(city)} 家机构和 {len(public)} 家公共服务机构",
            f"{len(city)} firms and {len(public)} public institutions invented",
        )
        own = firms_of_sign_ins(city, today)
        recruiter_accounts.give_online(city, own)
        await registers.add([*city, *public], seed, now=now)
        progress.say("登记、许可和备案", "register, licences and filings")
        await people.add_inspectors(draw, today=today)
        operated = await parks.add_parks(FOUNDER, now=now - timedelta(days=900))
        signed = await people.add_sign_ins(draw, own, operated, today=today, actor=FOUNDER, now=now)
        staff = await people.add_staff(draw, signed, today=today)
        progress.say("人员和账号", "people and sign-ins")
        await parks.add_tenants(city, seed, FOUNDER, today=today, now=now)
        progress.say("产业园", "parks")
        await reports.add_windows(today, actor=FOUNDER, now=now)
        made = await reports.add_reports(city, seed, set(own.values()), today=today, now=now)
        progress.say(f"{made} 份年度报告", f"{made} annual reports")
        years = Years.on(today)
        reported = await dispatch.add_reports(
            city, seed, set(own.values()), staff, years.latest, FOUNDER, now=now
        )
        progress.say(f"{reported} 份劳务派遣报告", f"{reported} reports on dispatch")
        await statistics.add_statistics(
            city,
            public,
            seed,
            own["firm-signatory"],
            set(own.values()),
            staff,
            signed,
            years,
            progress.say,
            now=now,
        )
        await _licensing(city, staff, signed["city-director"], set(own.values()), seed, progress, now=now)
        worded = await worklists.add_phrases(signed["city-director"], signed["chaoyang-director"], now=now)
        worked = await worklists.add_work(staff["110105"], now=now)
        progress.say(
            f"{worded} 条常用语，工作清单上 {worked} 项办理",
            f"{worded} phrases, {worked} acts on the work list",
        )
        fairs = await job_fairs.add_fairs(city, staff, own, seed, now=now)
        progress.say(f"{fairs} 场招聘会", f"{fairs} job fairs")
        accounts = await recruiter_accounts.add_accounts(city, staff, own, seed, now=now)
        progress.say(f"{accounts} 个招聘账号", f"{accounts} recruiting accounts")
        complained, punished = await cases.add_cases(
            city, staff, signed, set(own.values()), seed, today=today
        )
        progress.say(
            f"{complained} 件投诉举报，{punished} 个案件", f"{complained} complaints, {punished} cases"
        )
        ordered = await overdue.add_orders(staff, today.year - 2, now=now)
        progress.say(f"{ordered} 件未报年度报告的责令改正", f"{ordered} orders for missed reports")
        visits = await inspections.add_inspections(
            staff, signed["chaoyang-draw"], signed["haidian-draw"], seed, now=now
        )
        progress.say(f"{visits} 项检查任务", f"{visits} inspection tasks")
        await standing.add_standing(staff, signed["firm-signatory"], now=now)
        progress.say(
            "名录、线索、专项检查和无事不扰名单", "rosters, leads, special inspections, do-not-disturb list"
        )
        await _add_last(city, signed, staff, own, seed, progress, now=now)
        await _settle(progress, today)
    finally:
        await engine.close_connection_pool()


async def _settle(progress: Progress, today: date) -> None:
    """What is computed of all that came about."""
    await integrity.compute_due(today=today)
    progress.say("信用等级", "standings")
    await database.execute("analyze")


async def _add_last(  # noqa: PLR0917 - what every part of the city takes
    city: list[firms.Invented],
    signed: dict[str, Actor],
    staff: dict[str, people.Staff],
    own: dict[str, UUID],
    seed: int,
    progress: Progress,
    *,
    now: datetime,
) -> None:
    """What changes who answers for a firm, or that a firm is at all, comes after everything that expects it where it was founded."""
    led, grouped = await radar.add_radar(staff, now=now)
    progress.say(f"{led} 条案件线索，雷达名单中 {grouped} 组", f"{led} leads, {grouped} groups of the radar")
    hanging = await conditions.add_conditions(staff, own["firm-signatory"], set(own.values()), seed, now=now)
    progress.say(f"{hanging} 项条件、限制和暂停", f"{hanging} conditions, restrictions and suspensions")
    followers, differing = await data.add_data(city, signed, staff, own["firm-signatory"], seed, now=now)
    progress.say(
        f"{followers} 个关注者，{differing} 项共享数据差异",
        f"{followers} followers, {differing} differences with shared data",
    )
    corrected, doubled = await register_acts.add_acts(city, staff, set(own.values()), now=now)
    progress.say(
        f"登记簿的 {corrected} 项更正和变更，{doubled} 个重复登记",
        f"{corrected} corrections and changes of the register, {doubled} duplicates",
    )
    counted = await campaigns.add_campaigns(staff, set(own.values()), now=now)
    progress.say(f"2 次专项行动，纳入 {counted} 项", f"2 campaigns with {counted} matters")
    reported = await written.add_reports(city, staff, set(own.values()), seed, now=now)
    progress.say(
        f"{reported} 份书面报告，档案移交和备案变更",
        f"{reported} written reports, handovers of files, filings that changed",
    )


def firms_of_sign_ins(city: list[firms.Invented], today: date) -> dict[str, UUID]:
    """Two living firms that the firm sign-ins file for: one licensed, one not yet, both in Chaoyang."""
    small = returns.small(city, today)
    licensed = next(
        firm
        for firm in reversed(city)
        if firm.id in small
        and firm.area == "110105"
        and not firm.dead
        and any(each.kind == "hr_licence" and each.status == "valid" for each in firm.registered)
        and firm.established_on.year < today.year - 3
    )
    newcomer = next(
        firm
        for firm in reversed(city)
        if firm.area == "110105"
        and not firm.dead
        and not any(each.kind == "hr_licence" for each in firm.registered)
    )
    return {
        "firm-signatory": licensed.id,
        "firm-preparer": licensed.id,
        "firm-admin": licensed.id,
        "firm2-signatory": newcomer.id,
    }
