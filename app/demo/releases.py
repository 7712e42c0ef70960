"""The yearbooks of the complete years, through every step of the release gate and by the people whose step it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.accounts.organs import ORGANS
from regulation.casework import record
from regulation.law import beijing
from regulation.releases.rules import Kind
from regulation.roles import Role
from regulation.surveys import session
from regulation.surveys.actions import editing, gate, readers
from regulation.surveys.queries import editing as doubts
from regulation.surveys.queries import gate as queries
from regulation.surveys.tables import StatisticalReturn
from reports.statistics import book, compiling, freezing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.demo.people import Staff
    from regulation.actor import Actor
    from regulation.surveys.gate import Which

READS = "核对本区数据并会签（演示）"
BELIEVED = "已与机构电话核对原始台账，数据属实（演示）"


@dataclass(frozen=True, slots=True)
class Office:
    """Who compiles, who signs for the city, who signs for the districts."""

    compiler: Actor
    signatory: Actor
    staff: Mapping[str, Staff]
    #: Logins of the districts' statisticians, by organ: only who can sign in is on the list of early readers.
    logins: Mapping[str, str]

    @classmethod
    def of(cls, staff: Mapping[str, Staff], signed: Mapping[str, Actor]) -> Office:
        """As the demonstration's sign-ins have it."""
        logins = {
            actor.organ_code: login
            for login, actor in signed.items()
            if actor.holds(Role.STATISTICIAN) and not actor.is_municipal
        }
        return cls(signed["city-statistician"], signed["city-statistician2"], staff, logins)


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a day in Beijing."""
    return beijing.start_of_day(day) + timedelta(hours=hour)


async def publish(year: int, kind: Kind, note: str, office: Office, *, closed: date, published: date) -> int:
    """From the end of the editing to the publication; the vintage, or 0 where the disclosure control refused.

    `published` lies a week or more after `closed`. A small city has few firms in a cell, and what it printed before
    binds it: then the refusal stands in the record, as it would in an office.
    """
    city = office.compiler
    await _decide_doubts(year, city, at(closed, 8))
    await gate.close_editing(year, actor=city, now=at(closed, 9))
    frozen = at(closed, 11)
    await gate.freeze(
        year, freezing=lambda: freezing.freeze(year, actor=city, now=frozen), actor=city, now=frozen
    )
    made = await compiling.computed(year, kind=kind)
    compiled = compiling.compiled(made, kind)
    try:
        await gate.pass_disclosure(year, compiled, actor=city, now=at(closed, 16))
    except errors.Refused:
        if not compiled.narrowed:
            raise
        return 0
    await sign(year, compiled.hash, office, closed)
    await gate.set_embargo(year, at(published), actor=city, now=at(closed, 10) + timedelta(days=6))
    return await gate.publish(book.SERIES, year, note, actor=city, now=at(published))


async def _decide_doubts(year: int, city: Actor, now: datetime) -> None:
    """What weighs much and looks wrong is decided before the editing is closed: the rows of `editing.believe`, found once."""
    waiting = [each for each in await doubts.doubtful(city, year) if each.is_heavy and not each.decision]
    async with session.statistics(), database.unit_of_work():
        returns = {
            each["filed"]: each["id"]
            for each in await database.rows(
                "select id, filed from statistical_return where filed = any($1::uuid[])",
                [each.unit.filed_id for each in waiting],
            )
        }
        await database.copy(
            "edit_resolution",
            ("id", "filed", "cell", "rule", "decision", "words", "score", "decided_by", "decided_at"),
            [
                (uuid4(), each.unit.filed_id, each.suspicion.key, "", "believed", BELIEVED,
                 min(each.suspicion.score, editing.LARGEST), city.name, now)
                for each in waiting
            ],
        )  # fmt: skip
        for each in waiting:
            await record.record_event(
                StatisticalReturn,
                returns[each.unit.filed_id],
                "cell_believed",
                actor=city,
                now=now,
                reason=BELIEVED,
                data={"cell": each.suspicion.key, "version": each.unit.version},
            )


async def sign(which: Which, tables: str, office: Office, closed: date) -> None:
    """Every district whose returns count, and then another person of the city than who compiled."""
    held = await queries.of(which)
    listed = {each.person_id for each in held.readers if each.ended_at is None}
    districts = [each for each in ORGANS if each.id in held.districts]
    for actor, login in (
        (office.signatory, office.signatory.login),
        *((office.staff[each.code].statistician, office.logins[each.code]) for each in districts),
    ):
        if actor.person_id not in listed:
            await readers.allow(which, login, READS, actor=office.compiler, now=at(closed, 17))
    for place, each in enumerate(districts):
        who = office.staff[each.code].statistician
        when = at(closed, 9) + timedelta(days=1 + place % 4, minutes=7 * place)
        await readers.look(which, _tables_page(which), actor=who, now=when - timedelta(minutes=5))
        await gate.cosign(which, tables, actor=who, now=when)
    signed_at = at(closed, 15) + timedelta(days=5)
    await readers.look(
        which, _tables_page(which), actor=office.signatory, now=signed_at - timedelta(minutes=30)
    )
    await gate.sign_for_city(which, tables, actor=office.signatory, now=signed_at)


def _tables_page(which: Which) -> str:
    """Where the tables stand before they are published: whoever signs has looked."""
    return f"/desk/statistics/{which}" if isinstance(which, int) else f"/desk/monitoring/quarters/{which}"
