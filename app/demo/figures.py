"""The yearly figures of an invented firm: what it would file, mistakes included."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from app.demo.firms import Invented

GROWTH = 1.07
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
CENT = Decimal("0.01")


def of(firm: Invented, year: int, last_year: int, seed: int) -> dict[str, Any]:
    """Values by indicator key for one year; the same every time for the same seed."""
    draw = random.Random(f"{seed}:{firm.uscc}:{year}")  # noqa: S311 - a demonstration must be repeatable
    back = GROWTH ** (year - last_year) * draw.uniform(0.93, 1.07)
    staff = max(3, round(firm.staff * back))
    revenue = Decimal(max(1.0, firm.revenue * back / 10_000)).quantize(CENT)
    values: dict[str, Any] = {
        "identity_ok": True,
        "operated": True,
        "inst_type": firm.inst_type,
        "biz_types": firm.lines,
        "branches_n": 0,
        "premises_area": Decimal(max(20, staff * draw.randint(6, 14))),
        "fixed_sites_n": 1 if "RECRUIT" in firm.lines and draw.random() < 0.4 else 0,
        "websites_n": 1 if draw.random() < 0.3 else 0,
        **_staff(draw, staff),
        **_money(draw, firm, revenue),
        **_services(draw, firm, staff),
        "site_display": True,
        "ledger_kept": True,
        "infosec_rules": draw.random() < 0.93,
        "figures_public": draw.random() < 0.35,
    }
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
    collected = Decimal(0)
    for line, (key, share) in COLLECTED.items():
        if line in firm.lines:
            values[key] = (values[REVENUE_KEYS[line]] * Decimal(share)).quantize(CENT)
            collected += values[key]
    values["rev_onbehalf"] = collected
    own = revenue - collected
    values["profit_total"] = (own * Decimal(draw.uniform(-0.02, 0.14))).quantize(CENT)
    values["tax_total"] = (own * Decimal(draw.uniform(0.01, 0.06))).quantize(CENT)
    return values


def _services(draw: random.Random, firm: Invented, staff: int) -> dict[str, int]:
    employers = max(1, round(staff * draw.uniform(1, 9)))
    persons = max(1, round(staff * draw.uniform(20, 160)))
    values = {
        "emp_served": employers,
        "emp_served_mfg": round(employers * draw.uniform(0.02, 0.3)),
        "persons_served": persons,
        "persons_placed": round(persons * draw.uniform(0.05, 0.35)),
        "served_grad": round(persons * draw.uniform(0.05, 0.3)),
        "served_migrant": round(persons * draw.uniform(0.05, 0.3)),
        "served_hard": round(persons * draw.uniform(0, 0.05)),
    }
    if "RECRUIT" in firm.lines:
        fairs = draw.choice((0, 0, 0, 1, 2, 6))
        values |= {
            "fairs_n": fairs,
            "fairs_emp": fairs * draw.randint(10, 60),
            "fairs_posts": fairs * draw.randint(100, 900),
            "fairs_seekers": fairs * draw.randint(100, 2000),
            "online_posts": round(persons * draw.uniform(0.2, 2)),
            "online_users": 0,
        }
    if "HEADHUNT" in firm.lines:
        sought = round(staff * draw.uniform(1, 6))
        values |= {"headhunt_jobs": sought, "headhunt_success": round(sought * draw.uniform(0.2, 0.7))}
    for line, employers_key, persons_key, times in (
        ("DISPATCH", "disp_emp", "disp_workers", 14),
        ("OUTSRC", "out_emp", "out_workers", 12),
        ("AGENCY", "agency_emp", "agency_persons", 25),
        ("ASSESS", "assess_emp", "assess_persons", 18),
    ):
        if line in firm.lines:
            values |= {
                employers_key: max(1, round(staff * draw.uniform(0.2, 1.5))),
                persons_key: max(1, round(staff * draw.uniform(1, times))),
            }
    if "CONSULT" in firm.lines:
        values["consult_emp"] = max(1, round(staff * draw.uniform(0.2, 2)))
    if "TRAIN" in firm.lines:
        classes = draw.randint(1, 30)
        values |= {"train_classes": classes, "train_persons": classes * draw.randint(12, 60)}
    return values
