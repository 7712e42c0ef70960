"""A year's statistical return of an invented institution: the figures of its operating report, and the cells only the return asks."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from app.demo import figures
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from regulation.indicators.options import INDUSTRIES, PUBLIC_TYPES

if TYPE_CHECKING:
    from app.demo.invented import Invented

#: What an earlier system still had of the earliest year.
MAIN = frozenset({
    "identity_ok", "operated", "inst_type", "biz_types", "staff_total", "staff_edu_hs", "staff_edu_college", "staff_edu_post",
    "rev_total", "rev_onbehalf", "profit_total", "tax_total", "emp_served", "persons_served", "persons_placed", "fairs_n",
    "online_posts", "train_persons", "disp_workers", "out_workers",
})  # fmt: skip
#: How dispatched workers spread over the industries of their employers: manufacturing and services the most.
INDUSTRY_WEIGHTS = (1, 1, 22, 2, 5, 7, 9, 6, 14, 8, 4, 9, 5, 1, 3, 2, 3, 2, 6)
CENT = Decimal("0.01")


def of(firm: Invented, year: int, last_year: int, seed: int, *, only_main: bool = False) -> dict[str, Any]:
    """Values by indicator key, as `reading.kept` would leave them; the same every time for the same seed."""
    base = figures.of(firm, year, last_year, seed)
    draw = random.Random(f"{seed}:return:{firm.uscc}:{year}")  # noqa: S311 - a demonstration must be repeatable
    values = base | _more(draw, firm, base)
    asked = _asked(base["operated"], base["inst_type"] in PUBLIC_TYPES, frozenset(base.get("biz_types", ())))
    return {key: values[key] for key in asked if key in values and (not only_main or key in MAIN)}


@cache
def _asked(operated: bool, is_public: bool, lines: frozenset[str]) -> tuple[str, ...]:
    """Keys that the return asks of an institution like this; the same question is put a hundred thousand times."""
    like = {
        "operated": operated,
        "inst_type": "PUB_EMP" if is_public else "ENT_PRIV",
        "biz_types": tuple(sorted(lines)),
    }
    return tuple(each.key for each in catalogue.asked(2, like, form=FormKind.RETURN))


def _more(draw: random.Random, firm: Invented, base: dict[str, Any]) -> dict[str, Any]:
    more: dict[str, Any] = {
        "fixed_sites_area": Decimal(base["fixed_sites_n"] * draw.randint(60, 900)).quantize(CENT)
    }
    if not base["operated"]:
        return more
    fairs = base.get("fairs_n", 0)
    more |= {
        "fairs_grad": fairs // 3,
        "fairs_migrant": fairs // 4,
        "online_cvs": round(base.get("online_posts", 0) * draw.uniform(0.5, 3)),
        "guide_persons": round(base["persons_served"] * draw.uniform(0, 0.2)),
        "software_emp": max(1, round(base["staff_total"] * draw.uniform(0.5, 6))),
    }
    if firm.is_public:
        files = (
            base["staff_total"] * draw.randint(300, 2500) if firm.inst_type in {"PUB_COMB", "PUB_TAL"} else 0
        )
        return more | {"archives_held": files, "archives_services": round(files * draw.uniform(0.1, 0.9))}
    revenue: Decimal = base["rev_total"]
    exported = revenue * Decimal(draw.uniform(0.01, 0.05)) if draw.random() < 0.02 else Decimal(0)
    more |= {
        "assets_total": (revenue * Decimal(draw.uniform(0.2, 0.9))).quantize(CENT),
        "export_rev": exported.quantize(CENT),
    }
    if "DISPATCH" in firm.lines:
        more["disp_registered"] = round(base["disp_workers"] * draw.uniform(0.9, 1.6))
        more |= _by_industry(draw, base["disp_workers"])
    return more


def _by_industry(draw: random.Random, workers: int) -> dict[str, int]:
    """Workers over industries; the parts are the whole."""
    served = len(INDUSTRIES) if workers > 5_000 else min(len(INDUSTRIES), 1 + workers // 40)
    chosen = {at for at, weight in enumerate(INDUSTRY_WEIGHTS) if draw.random() < weight / 20} or {2}
    if served == len(INDUSTRIES):
        chosen = set(range(served))
    weights = {at: INDUSTRY_WEIGHTS[at] * draw.uniform(0.5, 1.5) for at in sorted(chosen)[:served]}
    whole = sum(weights.values())
    parts = dict.fromkeys(range(len(INDUSTRIES)), 0)
    for at, weight in weights.items():
        parts[at] = int(workers * weight / whole)
    parts[max(weights, key=lambda at: weights[at])] += workers - sum(parts.values())
    return {f"disp_ind_{industry.code.lower()}": parts[at] for at, industry in enumerate(INDUSTRIES)}
