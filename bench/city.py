"""The rows that all three servers answer from: an invented city in PostgreSQL, and the same rows in SQLite."""

from __future__ import annotations

import asyncio
import json
import random
import re
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from app import clock
from app.demo import firms as demo
from regulation import database
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.firms import actions
from regulation.firms.actions import Draft
from regulation.firms.registrations import Projected
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus, Standing

SEED = 2026
PIECE = 5_000
#: What a searcher leaves out, because every firm has it.
_LEFT_OUT = re.compile(r"^北京|(?:有限公司|集团)?（演示）$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


async def fill(count: int) -> None:
    """Enter the firms and their registrations, as the demonstration does; nothing when they are there."""
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    try:
        if await database.value("select count(*) from register_listing") == count:
            return
        async with database.unit_of_work():
            if await database.value("select count(*) from organ") == 0:
                await organs.install()
        invented = await asyncio.to_thread(demo.invent, count, SEED, clock.today())
        await enter(invented, 0)
        async with database.connection() as connection:
            await connection.execute("vacuum analyze")
    finally:
        await engine.close_connection_pool()


async def enter(invented: list[demo.Invented], start: int, facts: tuple[str, ...] | None = None) -> None:
    """Enter firms with their registrations, numbered from `start`; with these facts alone, where they are named."""
    now = clock.now()
    for begin in range(0, len(invented), PIECE):
        piece = invented[begin : begin + PIECE]
        async with database.unit_of_work():
            drafts = [
                Draft(
                    {key: value for key, value in each.facts.items() if not facts or key in facts}, id=each.id
                )
                for each in piece
            ]
            held = {each.id: _entries(each, place) for place, each in enumerate(piece, start + begin)}
            await actions.register_many(
                drafts, source=FactSource.IMPORT, registrations=held, actor=SYSTEM, now=now
            )


def _entries(firm: demo.Invented, place: int) -> list[Projected]:
    return [
        Projected(
            firm.id,
            RegistrationKind(each.kind),
            f"演示{place:06d}-{n}号",
            RegistrationStatus(each.status),
            issued_on=each.issued_on,
            expires_on=each.expires_on,
            ended_on=each.ended_on,
        )
        for n, each in enumerate(firm.registered)
    ]


async def copy_to_sqlite(path: Path) -> None:
    """The same firms with the same words of district and status, in the form Datasette likes best: one table."""
    rows = await database.rows(
        """select firm.number, firm.name, firm.uscc, listing.area as district, listing.standing,
                  firm.domicile, firm.established_on,
                  coalesce((select json_agg(json_build_object('kind', kind, 'number', entry.number, 'status', status,
                                'issued_on', issued_on, 'expires_on', expires_on))
                              from registration_entry as entry where entry.firm = firm.id), '[]') as registrations
             from firm join register_listing as listing on listing.firm = firm.id order by firm.number"""
    )
    standings = list(Standing)
    with sqlite3.connect(path) as lite:
        lite.execute("drop table if exists firm")
        lite.execute(
            "create table firm (number text primary key, name text, uscc text, district text, status text,"
            " domicile text, established_on text, registrations text)"
        )
        lite.executemany(
            "insert into firm values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    row["number"],
                    row["name"],
                    row["uscc"],
                    row["district"],
                    standings[row["standing"]],
                    row["domicile"],
                    _text(row["established_on"]),
                    json.dumps(json.loads(row["registrations"]), ensure_ascii=False),
                )
                for row in rows
            ],
        )
        lite.execute("create index firm_district on firm (district)")
        lite.execute("create index firm_status on firm (status)")
    with sqlite3.connect(path) as lite:
        lite.execute("analyze")


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else ""


async def needles(count: int) -> list[str]:
    """Two to four Chinese characters in a row out of the names of random firms, as somebody would type them.

    The city's name, the legal form and the mark of invention are left out; a word of the trade that
    tens of thousands of firms share (人力资源) comes up as often as it stands in the names.
    """
    draw = random.Random(SEED)  # noqa: S311 - every run must ask the same
    names = [row["name"] for row in await database.rows("select name from firm order by number")]
    found: list[str] = []
    while len(found) < count:
        parts = _HAN.findall(_LEFT_OUT.sub("", draw.choice(names)))
        word = max(parts, key=len, default="")
        size = draw.choice((2, 3, 4))
        if len(word) >= size:
            at = draw.randint(0, len(word) - size)
            found.append(word[at : at + size])
    return found
