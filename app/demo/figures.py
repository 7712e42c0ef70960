"""The yearly figures of an invented firm: what it would file, mistakes included."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from app.demo.invented import Invented

GROWTH, STEADY_GROWTH = 1.07, 1.05
REVENUE_KEYS = {
    "RECRUIT": "rev_recruit", "HEADHUNT": "rev_headhunt", "DISPATCH": "rev_dispatch", "CONSULT": "rev_consult",
    "AGENCY": "rev_agency", "OUTSRC": "rev_outsrc", "TRAIN": "rev_train", "ASSESS": "rev_assess", "SOFTWARE": "rev_software",
}  # fmt: skip
#: How revenue leans towards lines that book other people's wages.
LEANING = {"DISPATCH": 5, "OUTSRC": 6, "AGENCY": 3, "RECRUIT": 2, "HEADHUNT": 1.5}
COLLECTED = {
    "DISPATCH": ("onbehalf_dispatch", 0.90),
    "AGENCY": ("onbehalf_agency", 0.93),
    "OUTSRC": ("onbehalf_outsrc", 0.85),
}
#: By their accounting policy the most book outsourcing as revenue of their own, the others as collected for others.
OUTSOURCING_IS_OWN = 0.6
#: What an employer pays for one person in a year, in 万元: how many persons stand behind the revenue of a line.
YEARLY_COST = {"DISPATCH": (8, 16), "OUTSRC": (9, 20), "AGENCY": (7, 15), "HEADHUNT": (4, 14)}
#: Tiny firms that did no business in the year.
IDLE, IDLE_STAFF = 0.05, 4
#: As many user units as a report on dispatch can reasonably list one by one.
MOST_EMPLOYERS = 120
CENT = Decimal("0.01")


def of(firm: Invented, year: int, last_year: int, seed: int) -> dict[str, Any]:
    """Values by indicator key for one year; the same every time for the same seed."""
    draw = random.Random(f"{seed}:{firm.uscc}:{year}")  # noqa: S311 - a demonstration must be repeatable
    # The largest change slowly: with them the city's totals would jump.
    back = (
        STEADY_GROWTH ** (year - last_year) * draw.uniform(0.99, 1.01)
        if firm.rank
        else GROWTH ** (year - last_year) * draw.uniform(0.93, 1.07)
    )
    staff = max(3, round(firm.staff * back))
    if firm.is_public:
        return _public(draw, firm, staff)
    if staff <= IDLE_STAFF and not firm.rank and draw.random() < IDLE:
        return _idle(draw, firm, staff)
    revenue = Decimal(max(1.0, firm.revenue * back / 10_000)).quantize(CENT)
    money = _money(draw, firm, revenue)
    values: dict[str, Any] = {
        "identity_ok": True,
        "operated": True,
        "inst_type": firm.inst_type,
        "biz_types": firm.lines,
        "branches_n": 0,
        "premises_area": _metres(max(20, staff * draw.randint(6, 14))),
        "fixed_sites_n": 1 if "RECRUIT" in firm.lines and draw.random() < 0.4 else 0,
        "websites_n": 2 if firm.users else 1 if draw.random() < 0.3 else 0,
        **_staff(draw, staff),
        **money,
        **_services(draw, firm, staff, money),
        "site_display": True,
        "ledger_kept": True,
        "infosec_rules": draw.random() < 0.93,
        "figures_public": draw.random() < 0.35,
    }
    if "RECRUIT" in firm.lines:
        online = values["websites_n"] and (firm.users or draw.random() < 0.6)
        values["online_users"] = round(firm.users * back)
        values["online_posts"] = (
            round(firm.users * back / 8) if firm.users else values["online_posts"] if online else 0
        )
    return values


def _metres(area: int) -> Decimal:
    return Decimal(area).quantize(CENT)


def _idle(draw: random.Random, firm: Invented, staff: int) -> dict[str, Any]:
    """A nil report: who it is and who works there."""
    return {
        "identity_ok": True,
        "operated": False,
        "inst_type": firm.inst_type,
        "branches_n": 0,
        "premises_area": _metres(staff * draw.randint(6, 14)),
        "fixed_sites_n": 0,
        "websites_n": 0,
        **_staff(draw, staff),
        "site_display": True,
        "ledger_kept": True,
        "infosec_rules": True,
        "figures_public": False,
    }


def _public(draw: random.Random, firm: Invented, staff: int) -> dict[str, Any]:
    """A public institution: no revenue, fairs in the streets, many persons for each of its staff."""
    fairs = draw.randint(2, 40) if firm.inst_type == "PUB_COMB" else draw.choice((0, 0, 1, 2, 4))
    persons = staff * draw.randint(150, 700)
    values: dict[str, Any] = {
        "identity_ok": True,
        "operated": True,
        "inst_type": firm.inst_type,
        "biz_types": firm.lines,
        "branches_n": 0,
        "premises_area": _metres(staff * draw.randint(9, 30)),
        "fixed_sites_n": 1,
        "websites_n": 1 if firm.inst_type == "PUB_COMB" else 0,
        **_staff(draw, staff),
        **_overall(draw, staff * draw.randint(8, 60), persons),
        **_fairs(draw, fairs),
        "online_posts": persons // 3 if firm.inst_type == "PUB_COMB" else 0,
        "online_users": 0,
    }
    if "TRAIN" in firm.lines:
        classes = draw.randint(4, 60)
        values |= {"train_classes": classes, "train_persons": classes * draw.randint(20, 60)}
    return values


def _staff(draw: random.Random, staff: int) -> dict[str, int]:
    school = round(staff * draw.uniform(0.03, 0.16))
    post = round(staff * draw.uniform(0.02, 0.13))
    young = round(staff * draw.uniform(0.45, 0.65))
    old = round(staff * draw.uniform(0.03, 0.12))
    return {
        "staff_total": staff,
        "staff_edu_hs": school,
        "staff_edu_post": post,
        "staff_edu_college": staff - school - post,
        "staff_qual": round(staff * draw.uniform(0.1, 0.4)),
        "staff_title": round(staff * draw.uniform(0, 0.1)),
        "staff_age_35": young,
        "staff_age_over": old,
        "staff_age_50": staff - young - old,
    }


def _money(draw: random.Random, firm: Invented, revenue: Decimal) -> dict[str, Decimal]:
    weights = [LEANING.get(line, 1) * draw.uniform(0.5, 1.5) for line in firm.lines]
    values: dict[str, Decimal] = {"rev_total": revenue}
    left = revenue
    for line, weight in list(zip(firm.lines, weights, strict=True))[1:]:
        part = (revenue * Decimal(weight / sum(weights))).quantize(CENT)
        values[REVENUE_KEYS[line]] = part
        left -= part
    values[REVENUE_KEYS[firm.lines[0]]] = left
    collected = Decimal("0.00")
    # By the firm, not by the year: an accounting policy stays.
    keeps = not firm.rank and int(firm.uscc[11:17], 36) % 100 < OUTSOURCING_IS_OWN * 100
    for line, (key, share) in COLLECTED.items():
        if line == "OUTSRC" and line in firm.lines and keeps:
            values[key] = Decimal("0.00")
        elif line in firm.lines:
            values[key] = (values[REVENUE_KEYS[line]] * Decimal(share)).quantize(CENT)
            collected += values[key]
    values["rev_onbehalf"] = collected
    own = revenue - collected
    values["profit_total"] = (own * Decimal(draw.uniform(-0.02, 0.14))).quantize(CENT)
    values["tax_total"] = (own * Decimal(draw.uniform(0.01, 0.06))).quantize(CENT)
    return values


def _overall(draw: random.Random, employers: int, persons: int) -> dict[str, int]:
    return {
        "emp_served": employers,
        "emp_served_mfg": round(employers * draw.uniform(0.02, 0.3)),
        "persons_served": persons,
        "persons_placed": round(persons * draw.uniform(0.05, 0.35)),
        "served_grad": round(persons * draw.uniform(0.05, 0.3)),
        "served_migrant": round(persons * draw.uniform(0.05, 0.3)),
        "served_hard": round(persons * draw.uniform(0, 0.05)),
    }


def _fairs(draw: random.Random, fairs: int) -> dict[str, int]:
    return {
        "fairs_n": fairs,
        "fairs_emp": fairs * draw.randint(10, 60),
        "fairs_posts": fairs * draw.randint(100, 900),
        "fairs_seekers": fairs * draw.randint(100, 2000),
    }


def _services(draw: random.Random, firm: Invented, staff: int, money: dict[str, Decimal]) -> dict[str, int]:
    employers = max(1, round(staff * draw.uniform(1, 9)))
    persons = max(1, round(staff * draw.uniform(20, 160)))
    values = _overall(draw, employers, persons)
    if "RECRUIT" in firm.lines:
        values |= _fairs(draw, draw.choice((0, 0, 0, 1, 2, 6)))
        values |= {"online_posts": round(persons * draw.uniform(0.2, 2)), "online_users": 0}
    if "HEADHUNT" in firm.lines:
        placed = _behind(draw, "HEADHUNT", money["rev_headhunt"])
        values |= {"headhunt_jobs": round(placed * draw.uniform(1.2, 4)), "headhunt_success": placed}
    for line, employers_key, persons_key in (
        ("DISPATCH", "disp_emp", "disp_workers"),
        ("OUTSRC", "out_emp", "out_workers"),
        ("AGENCY", "agency_emp", "agency_persons"),
    ):
        if line in firm.lines:
            behind = max(1, _behind(draw, line, money[REVENUE_KEYS[line]]))
            employers = round(behind / draw.uniform(4, 40))
            values |= {employers_key: max(1, min(employers, MOST_EMPLOYERS)), persons_key: behind}
    if "ASSESS" in firm.lines:
        values |= {
            "assess_emp": max(1, round(staff * draw.uniform(0.2, 1.5))),
            "assess_persons": max(1, round(staff * draw.uniform(1, 18))),
        }
    if "CONSULT" in firm.lines:
        values["consult_emp"] = max(1, round(staff * draw.uniform(0.2, 2)))
    if "TRAIN" in firm.lines:
        classes = draw.randint(1, 30)
        values |= {"train_classes": classes, "train_persons": classes * draw.randint(12, 60)}
    return values


def _behind(draw: random.Random, line: str, revenue: Decimal) -> int:
    """How many persons stand behind the revenue of a line."""
    return round(float(revenue) / draw.uniform(*YEARLY_COST[line]))
