"""The public employment and talent services of the city: they register nothing, charge nothing, and answer the statistics."""

from __future__ import annotations

import random
from datetime import date
from uuid import UUID

from app.demo import names
from app.demo.invented import Invented
from regulation.accounts.organs import ORGANS

#: Public bodies for each firm of the register: 380 beside 3,000.
SHARE = 0.127
STREETS = ("东街", "西街", "南里", "北里", "新村", "河沿", "古城", "花园", "松园", "和平")


def invent(count: int, seed: int, *, after: int) -> list[Invented]:
    """One service of each district, talent services, and those of streets and towns; `after` keeps their codes apart.

    Theirs begin with 12, as those of public institutions do.
    """
    draw = random.Random(f"{seed}:bodies")  # noqa: S311 - a demonstration must be repeatable
    districts = [each for each in ORGANS if not each.is_municipal]
    taken: set[str] = set()
    found: list[Invented] = []
    for number in range(max(len(districts), round(count * SHARE))):
        organ = districts[number % len(districts)]
        kind, name, staff = _what(draw, number // len(districts), organ.area, number)
        if name in taken:
            name = name.replace("（演示）", f"{number}号（演示）")
        taken.add(name)
        found.append(
            Invented(
                id=UUID(int=draw.getrandbits(128), version=4),
                name=name,
                uscc=names.code(organ.area_code or "110115", after + number, register="12"),
                area=organ.code,
                legal_representative=names.person_name(draw),
                address=names.address(draw, organ.area),
                inst_type=kind,
                lines=("RECRUIT", "TRAIN") if kind == "PUB_COMB" else ("RECRUIT",),
                established_on=date(2001 + number % 19, 1 + number % 12, 5),
                capital=0,
                staff=staff,
                revenue=0.0,
                dead=False,
                is_public=True,
            )
        )
    return sorted(found, key=lambda each: (each.established_on, each.uscc))


def _what(draw: random.Random, row: int, area: str, number: int) -> tuple[str, str, int]:
    if row == 0:
        return "PUB_COMB", f"北京市{area}人力资源公共服务中心（演示）", draw.randint(40, 160)
    if row == 1 and number % 3 == 0:
        return "PUB_TAL", f"北京市{area}人才服务中心（演示）", draw.randint(15, 60)
    if row == 1 and number % 3 == 1:
        return "IND_INST", f"北京市{area}残疾人就业服务所（演示）", draw.randint(6, 20)
    street = draw.choice(names.FIRST) + draw.choice(STREETS)
    return "PUB_EMP", f"北京市{area}{street}街道社会保障事务所（演示）", draw.randint(3, 14)
