"""A year's report on dispatch of an invented firm: its operating report's figures of the line, and what only this report asks."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.demo import figures

if TYPE_CHECKING:
    from app.demo.invented import Invented

CENT = Decimal("0.01")
SHARED = ("identity_ok", "rev_dispatch", "onbehalf_dispatch", "disp_emp", "disp_workers")
UNITS = ("机械厂", "商贸公司", "物业公司", "食品厂", "物流公司", "酒店", "软件公司", "医院", "学校")
POSTS = ("AUXILIARY", "AUXILIARY", "TEMPORARY", "SUBSTITUTE")


def of(firm: Invented, year: int, last_year: int, seed: int) -> dict[str, Any]:
    """Values by indicator key; the same every time for the same seed."""
    draw = random.Random(f"{seed}:dispatch:{firm.uscc}:{year}")  # noqa: S311 - a demonstration must be repeatable
    base = figures.of(firm, year, last_year, seed)
    values: dict[str, Any] = {
        "identity_ok": True,
        "disp_operated": "disp_workers" in base,
        "disp_capital_paid": Decimal(max(200, firm.capital)).quantize(CENT),
        "disp_subsidiaries_n": 5 if firm.rank == 1 else 0,
        "disp_branches_n": 0,
    }
    if not values["disp_operated"]:
        return values
    values |= {key: base[key] for key in SHARED}
    workers = base["disp_workers"]
    idle = workers // 50
    units = _units(draw, workers - idle, base["disp_emp"])
    is_careless = draw.random() < 0.06
    with_contract = workers - (workers // 12 if is_careless else 0)
    net = base["rev_dispatch"] - base["onbehalf_dispatch"]
    paid = base["onbehalf_dispatch"] * Decimal("0.74")
    return values | {
        "disp_emp": len(units),
        "disp_fee": (net * Decimal("0.9")).quantize(CENT),
        "disp_profit": (net * Decimal(draw.uniform(-0.05, 0.3))).quantize(CENT),
        "disp_audited": True,
        "disp_auditor": f"演示会计师事务所，演示审字〔{year + 1}〕{draw.randint(1, 999)}号",
        "disp_signed": with_contract,
        "disp_two_years": round(with_contract * draw.uniform(0.8, 1)),
        "disp_union": round(workers * draw.uniform(0.2, 0.9)),
        "disp_idle": idle,
        "disp_training": round(workers * draw.uniform(0.2, 2)),
        "disp_pay_total": paid.quantize(CENT),
        "disp_pay_on_time": not is_careless,
        **(
            {"disp_pay_note": "第三季度两家用工单位结算延迟，工资迟发四日，已补发（演示）"}
            if is_careless
            else {}
        ),
        "disp_equal_pay": True,
        "disp_idle_paid": True,
        "disp_pension": with_contract,
        "disp_medical": with_contract,
        "disp_unemployment": with_contract,
        "disp_injury": with_contract,
        "disp_insurance_paid": (paid * Decimal("0.35")).quantize(CENT),
        "disp_unit_list": units,
        "disp_agreements_n": len(units),
        "disp_agreements_full": True,
        "disp_performance": "按协议履行，没有纠纷（演示）",
        "disp_no_fee": True,
        "disp_no_self": True,
    }


def _units(draw: random.Random, workers: int, count: int) -> tuple[str, ...]:
    """Lines of user units whose workers add up; nobody lists a unit with nobody."""
    count = max(1, min(count, workers))
    cuts = sorted(draw.sample(range(1, workers), count - 1)) if count > 1 else []
    sizes = [high - low for low, high in zip([0, *cuts], [*cuts, workers], strict=True)]
    return tuple(
        f"演示{draw.choice(UNITS)}{at}号\t{size}\t{draw.choice(POSTS)}\t{draw.choice((3, 6, 6))}\t{draw.randint(1, 9)}"
        for at, size in enumerate(sizes, 1)
    )
