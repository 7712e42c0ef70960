"""The firms of the city, shaped like a metropolitan market: many small ones, a few very large."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from uuid import UUID

from app.demo import head, names
from app.demo.invented import Invented, Registered
from regulation.accounts.organs import BY_CODE

#: Share of firms per area; what is left over goes to the six outer areas alike.
SHARES = {
    "110105": 0.30, "110108": 0.18, "110101": 0.08, "110102": 0.07, "110106": 0.09, "110112": 0.08, "110115": 0.04,
    "110113": 0.04, "110114": 0.04, "BDA": 0.03, "110107": 0.02, "110111": 0.01,
}  # fmt: skip
OUTER = ("110109", "110116", "110117", "110118", "110119")
TYPES = (("ENT_PRIV", 86), ("ENT_SOE", 5), ("ENT_FOR", 3), ("ENT_HK", 1.5), ("ENT_TW", 0.5), ("NPO_OTH", 4))
LINES = {
    "RECRUIT": 0.70, "OUTSRC": 0.45, "CONSULT": 0.40, "DISPATCH": 0.38, "AGENCY": 0.35, "TRAIN": 0.22, "HEADHUNT": 0.20,
    "SOFTWARE": 0.08, "ASSESS": 0.07,
}  # fmt: skip
#: Revenue in yuan: a lognormal body, capped; `head` replaces the largest. Large firms have more staff.
MEDIAN_REVENUE, SPREAD_REVENUE, CAP_REVENUE = 3_000_000, 1.8, 920_000_000
REVENUE_WITH_STAFF = 0.75
MEDIAN_STAFF, SPREAD_STAFF = 6, 1.15
ORDER_700 = date(2018, 10, 1)
#: Branches of firms from elsewhere, which report themselves in writing and hold nothing here.
BRANCHES = 0.02
HOMES = ("上海", "深圳", "杭州", "南京", "成都", "天津")


def invent(count: int, seed: int, today: date) -> list[Invented]:
    """The firms, in the order of their founding so that register numbers follow it."""
    draw = random.Random(f"{seed}:firms")  # noqa: S311 - a demonstration must be repeatable
    areas = list(SHARES) + list(OUTER)
    rest = (1 - sum(SHARES.values())) / len(OUTER)
    weights = [SHARES.get(area, rest) for area in areas]
    taken: set[str] = set()
    found = [_firm(draw, number, areas, weights, taken, today) for number in range(count)]
    _newcomers(found)
    head.place(draw, found, today)
    for firm in found:
        if firm.rank and "DISPATCH" in firm.lines:
            _give_dispatch_licence(draw, firm, today)
    return sorted(found, key=lambda each: (each.established_on, each.uscc))


def _give_dispatch_licence(draw: random.Random, firm: Invented, today: date) -> None:
    """Whoever drew the line only with its place in the head holds its licence too."""
    if not any(each.kind == "dispatch_licence" for each in firm.registered):
        firm.registered.append(
            _licence(draw, "dispatch_licence", firm.registered[0].issued_on, firm, today, years=3)
        )


def _newcomers(found: list[Invented]) -> None:
    """The youngest firms of every area hold nothing yet: those are who applies."""
    by_area: dict[str, list[Invented]] = {}
    for each in sorted(found, key=lambda each: each.established_on, reverse=True):
        if not each.dead:
            by_area.setdefault(each.area, []).append(each)
    for living in by_area.values():
        for each in living[: max(2, len(living) // 50)]:
            each.registered = []


def _firm(  # noqa: PLR0917 - what one firm is drawn from
    draw: random.Random, number: int, areas: list[str], weights: list[float], taken: set[str], today: date
) -> Invented:
    area = draw.choices(areas, weights)[0]
    organ = BY_CODE[area]
    age = min(30.0, draw.expovariate(1 / 7.5))
    established = today - timedelta(days=30 + int(age * 365))
    lines = tuple(line for line, share in LINES.items() if draw.random() < share) or ("RECRUIT",)
    size, luck = draw.gauss(0, 1), draw.gauss(0, 1)
    staff = max(3, round(MEDIAN_STAFF * math.exp(size * SPREAD_STAFF)))
    worth = REVENUE_WITH_STAFF * size + math.sqrt(1 - REVENUE_WITH_STAFF**2) * luck
    firm = Invented(
        id=UUID(int=draw.getrandbits(128), version=4),
        name=names.firm_name(draw, taken),
        uscc=names.code(organ.area_code or "110115", number),
        area=area,
        legal_representative=names.person_name(draw),
        address=names.address(draw, organ.area),
        inst_type=draw.choices([key for key, _ in TYPES], [share for _, share in TYPES])[0],
        lines=lines,
        established_on=established,
        capital=draw.choice((50, 100, 200, 200, 300, 500, 500, 1000, 2000, 5000)),
        staff=min(staff, 450),
        revenue=min(CAP_REVENUE, MEDIAN_REVENUE * math.exp(worth * SPREAD_REVENUE)),
        dead=draw.random() < 0.06,
    )
    firm.registered = _registrations(draw, firm, today)
    return firm


def _registrations(draw: random.Random, firm: Invented, today: date) -> list[Registered]:
    wants_licence = draw.random() < 0.75
    found: list[Registered] = []
    first = max(firm.established_on + timedelta(days=draw.randint(5, 60)), ORDER_700)
    if first >= today:
        return found
    if draw.random() < BRANCHES:
        firm.name = firm.name.replace("北京", draw.choice(HOMES), 1).replace("（演示）", "北京分公司（演示）")
        firm.lines = tuple(line for line in firm.lines if line != "DISPATCH") or ("RECRUIT",)
        return [Registered("branch_report", "ended" if firm.dead else "valid", first, None)]
    if wants_licence:
        found.append(_licence(draw, "hr_licence", first, firm, today, years=5))
    if not wants_licence or draw.random() < 0.53:
        filed = first + timedelta(days=draw.randint(0, 15))
        found.append(Registered("filing", "ended" if firm.dead else "valid", min(filed, today), None))
    if "DISPATCH" in firm.lines and not firm.dead:
        found.append(_licence(draw, "dispatch_licence", first + timedelta(days=20), firm, today, years=3))
    for each in found:
        if each.status in {"cancelled", "ended"} and each.ended_on is None:
            each.ended_on = each.issued_on + (today - each.issued_on) * 3 // 4
    return found


def _licence(
    draw: random.Random, kind: str, first: date, firm: Invented, today: date, *, years: int
) -> Registered:
    issued = min(first, today - timedelta(days=1))
    while issued.replace(day=1).replace(year=issued.year + years) < today:
        issued = issued.replace(day=min(issued.day, 28)).replace(year=issued.year + years)
    expires = issued.replace(day=min(issued.day, 28)).replace(year=issued.year + years) - timedelta(days=1)
    if firm.dead:
        return Registered(kind, "cancelled", issued, expires)
    chance = draw.random()
    if chance < 0.012:
        return Registered(kind, "revoked", issued, expires, issued + (today - issued) // 2)
    if chance < 0.05:
        # One that was not renewed: its last term ended before the renewal that the loop above gave it.
        start = issued.replace(day=min(issued.day, 28))
        earlier = start.replace(year=start.year - years) if start.year - years >= ORDER_700.year else issued
        if earlier < issued:
            return Registered(kind, "expired", earlier, issued - timedelta(days=1))
    if (expires - today).days < 60 and chance > 0.6:
        return Registered(kind, "renewal_pending", issued, expires)
    return Registered(kind, "valid", issued, expires)
