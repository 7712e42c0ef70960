"""Firms, licences and filings of the city, by COPY, with the rows their use cases would have left."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from app.demo.invented import Invented, Registered
from app.demo.overlap import Overlap
from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.actor import SYSTEM
from regulation.firms import actions as firms
from regulation.firms.actions import Draft
from regulation.firms.registrations import Projected
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.licensing.register import ONLINE_ITEM
from regulation.licensing.rules import numbers
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import Service
from regulation.words import N_

#: Small enough that several are on their way at the same time.
BATCH = 1_000
LICENCE = (
    "id", "kind", "number", "firm", "firm_name", "organ", "track", "status", "scope", "is_online", "issued_on",
    "valid_from", "valid_to", "snapshot", "ended_on", "end_ground", "end_reason",
)  # fmt: skip
FILING = (
    "id", "number", "firm", "firm_name", "organ", "status", "services", "started_on", "due_on", "filed_on", "days_late",
    "contact_name", "contact_phone", "snapshot", "ended_on",
)  # fmt: skip
SCOPES = {"hr_licence": "职业中介活动", "dispatch_licence": N_("劳务派遣"), "branch_report": "职业中介活动"}


async def add(city: list[Invented], seed: int, *, now: datetime) -> None:
    """Enter the firms with their licences and filings, and the counters of their numbers.

    A firm is entered at the start of the history or soon after it was founded, whichever is later.
    """
    draw = random.Random(f"{seed}:registrations")  # noqa: S311 - a demonstration must be repeatable
    serials: Counter[tuple[str, str, int]] = Counter()
    begin = now.replace(year=now.year - 3, day=1)
    waiting: list[Invented] = []
    async with Overlap() as overlap:
        for firm in city:
            if waiting and (len(waiting) == BATCH or _entered(firm, begin) != _entered(waiting[0], begin)):
                await _enter(draw, waiting, serials, begin, now, overlap)
                waiting = []
            waiting.append(firm)
        await _enter(draw, waiting, serials, begin, now, overlap)
    await database.copy(
        "document_number",
        ("id", "organ_code", "kind", "year", "last"),
        [(_uuid(draw), organ, kind, year, last) for (organ, kind, year), last in serials.items()],
    )


def _entered(firm: Invented, begin: datetime) -> datetime:
    return max(begin, datetime(firm.established_on.year, firm.established_on.month, 28, 2, tzinfo=UTC))


async def _enter(  # noqa: PLR0917 - what one batch is made from
    draw: random.Random,
    batch: list[Invented],
    serials: Counter[tuple[str, str, int]],
    begin: datetime,
    now: datetime,
    overlap: Overlap,
) -> None:
    shown: dict[UUID, list[Projected]] = {}
    licences: list[tuple[Any, ...]] = []
    filings: list[tuple[Any, ...]] = []
    for firm in batch:
        for each in firm.registered:
            shown.setdefault(firm.id, []).append(_add(draw, firm, each, serials, licences, filings))
    # Taken here, so that the numbers follow the order of the city whichever batch is written first.
    numbers = await firms.take_numbers(len(batch))
    entered = min(now, _entered(batch[0], begin))
    await overlap.start(partial(_write, batch, numbers, shown, licences, filings, entered))


async def _write(  # noqa: PLR0917 - what one batch consists of
    batch: list[Invented],
    numbers: list[str],
    shown: dict[UUID, list[Projected]],
    licences: list[tuple[Any, ...]],
    filings: list[tuple[Any, ...]],
    entered: datetime,
) -> None:
    async with database.unit_of_work():
        await firms.register_many(
            [Draft(firm.facts, firm.established_on, BY_CODE[firm.area].id, firm.id) for firm in batch],
            source=FactSource.SHARING,
            source_ref="演示",
            registrations=shown,
            numbers=numbers,
            actor=SYSTEM,
            now=entered,
        )
        await database.copy("licence", LICENCE, licences)
        await database.copy("filing", FILING, filings)


def _add(  # noqa: PLR0917 - the two kinds of rows that one registration becomes
    draw: random.Random,
    firm: Invented,
    each: Registered,
    serials: Counter[tuple[str, str, int]],
    licences: list[tuple[Any, ...]],
    filings: list[tuple[Any, ...]],
) -> Projected:
    """The registration as the register shows it; its licence or filing is added to the lists."""
    organ = BY_CODE[firm.area]
    year = each.issued_on.year
    serials[organ.code, each.kind, year] += 1
    serial = serials[organ.code, each.kind, year]
    number = _number(organ.code, each.kind, year, serial)
    scope = ["人力资源管理咨询", "人力资源培训"] if each.kind == "filing" else [SCOPES[each.kind]]
    if firm.is_online and each.kind == "hr_licence":
        scope.append(ONLINE_ITEM)
    shown = Projected(
        firm.id,
        RegistrationKind(each.kind),
        number,
        RegistrationStatus(each.status),
        organ.id,
        each.issued_on,
        each.expires_on,
        each.ended_on,
        tuple(scope),
    )
    said = json.dumps(_said(firm, each, number, organ.name), ensure_ascii=False)
    if each.kind == "filing":
        filings.append(
            (_uuid(draw), number, firm.id, firm.name, organ.id, each.status, [Service.CONSULTING, Service.TRAINING],
             each.issued_on - timedelta(days=5), each.issued_on + timedelta(days=16), each.issued_on, 0,
             firm.legal_representative, "010-5555" + f"{draw.randint(0, 9999):04d}", said, each.ended_on)
        )  # fmt: skip
        return shown
    if each.kind == "branch_report":
        return shown
    ground = {"cancelled": str(Ground.HOLDER_ENDED), "revoked": str(Ground.TAKEN_BACK)}.get(each.status, "")
    licences.append(
        (_uuid(draw), each.kind, number, firm.id, firm.name, organ.id, "general", each.status, scope, firm.is_online,
         each.issued_on, each.issued_on, each.expires_on, said, each.ended_on, ground,
         "机构终止（演示）" if each.status == "cancelled" else "")
    )  # fmt: skip
    return shown


def _number(organ_code: str, kind: str, year: int, serial: int) -> str:
    if kind == "hr_licence":
        return numbers.licence_number(organ_code, year, serial)
    if kind == "filing":
        return numbers.filing_number(organ_code, year, serial)
    if kind == "branch_report":
        return f"京演分〔{year}〕{numbers.digits_of(organ_code)}{serial:04d}号"
    # Beijing's own pattern of dispatch licences is not known; the number says that it belongs to a demonstration.
    return f"京演派〔{year}〕{numbers.digits_of(organ_code)}{serial:04d}号"


def _said(firm: Invented, each: Registered, number: str, organ: str) -> dict[str, Any]:
    """What the taken-over paper said, as far as an earlier system would have kept it."""
    return {
        "organ": {"name": organ, "reviewer": "", "court": "", "bank": ""},
        "issued_on": each.issued_on.isoformat(),
        "number": number,
        "decision_number": "",
        "application_number": "",
        "firm": {
            "name": firm.name,
            "code": firm.uscc,
            "address": firm.address,
            "representative": firm.legal_representative,
            "licence_number": number,
            "phone": "",
        },
        "ownership": "有限责任公司",
        "valid_from": each.issued_on.isoformat(),
        "valid_to": each.expires_on.isoformat() if each.expires_on else None,
        "scope": SCOPES.get(each.kind, ""),
        "online_recruitment": firm.is_online,
        "premises": [],
        "citations": [],
        "items": [],
        "started_on": each.issued_on.isoformat(),
        "filed_on": each.issued_on.isoformat(),
    }


def _uuid(draw: random.Random) -> UUID:
    return UUID(int=draw.getrandbits(128), version=4)
