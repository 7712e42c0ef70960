"""Section `radar`: 100,000 advertisements against 100,000 firms, with truths planted among them, all invented.

Of the advertisements some name a licensed firm as it is, in traditional characters, by sound, or one character off; some
show only its telephone; some carry on the telephone and name of one that lost its licence; some are strangers'. What the
radar finds is compared with what was planted, and its time, on a sample, with comparing every pair.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from dataclasses import dataclass

from pypinyin import lazy_pinyin
from rapidfuzz.distance import Levenshtein

from regulation.radar.rules import clusters
from regulation.radar.rules.matching import Register
from regulation.radar.rules.signals import Advert, Holding, Known, Match, Verdict
from regulation.recruiter_accounts import spelling, traditional

SEED = 20261128
#: Everyday characters of the first level of GB 2312, which stand in the order of their sound.
_LEVEL_ONE = [
    bytes((high, low)).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
    if not (high == 0xD7 and low > 0xF9)
]
_TRADES = (
    "人力资源服务",
    "人力资源",
    "人才服务",
    "劳务服务",
    "企业管理咨询",
    "猎头服务",
    "职业介绍",
    "人力科技",
    "劳务派遣",
)
_FORMS = ("有限公司", "有限责任公司", "股份有限公司")
_STREETS = (
    "建国路",
    "中关村大街",
    "朝阳北路",
    "丰台南路",
    "东直门外大街",
    "学院路",
    "通惠河北路",
    "西三环北路",
)
LOST, LIVING = Holding.REVOKED, Holding.LIVING


@dataclass(frozen=True, slots=True)
class Planted:
    """An advertisement and what is true of it."""

    advert: Advert
    kind: str
    firm: str


def options(asked: argparse.ArgumentParser) -> None:
    """How many of each."""
    asked.add_argument("--adverts", type=int, default=100_000, help="advertisements of the section `radar`")
    asked.add_argument("--radar-firms", type=int, default=100_000, help="firms of the section `radar`")


def run(args: argparse.Namespace) -> None:
    """Invent, match, cluster, compare, print."""
    draw = random.Random(SEED)  # noqa: S311 - every run must invent the same
    firms = invent(args.radar_firms, draw)
    planted = plant(firms, args.adverts, draw)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter(), time.process_time()
    register = Register(firms)
    made = time.process_time() - cpu
    found = [register.match(each.advert) for each in planted]
    matched = time.process_time() - cpu - made
    groups = clusters.of([clusters.keys(each.advert) for each in planted])
    spent, took = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(planted):,} advertisements against {len(firms):,} firms, one process:")
    print(f"  {took:6.1f} s by the clock, {spent:.1f} s of a processor: register {made:.1f}, matching {matched:.1f}, "
          f"clusters {spent - made - matched:.1f} ({len(set(groups)):,} of them)")  # fmt: skip
    print(f"  {peak - before:6.0f} MB above the {before:.0f} MB of the invented data")
    for kind, verdicts, right, n in _truths(planted, found):
        told = ", ".join(f"{verdict} {times:,}" for verdict, times in verdicts.most_common())
        print(f"  {kind:<12} {n:>7,} planted, {right / n:7.2%} found ({told})")
    pointed = [(p, f) for p, f in zip(planted, found, strict=True) if f.verdict not in _OPEN]
    right = sum(p.firm == f.firm for p, f in pointed)
    print(f"  precision {right / len(pointed):.2%} of {len(pointed):,} rows for which a firm was named")
    _naive(firms, planted, draw, matched / len(planted))


_OPEN = {Verdict.NOT_FOUND, Verdict.UNCERTAIN}


def _truths(planted: list[Planted], found: list[Match]) -> list[tuple[str, Counter[Verdict], int, int]]:
    told: dict[str, tuple[Counter[Verdict], list[bool]]] = {}
    for each, match in zip(planted, found, strict=True):
        verdicts, right = told.setdefault(each.kind, (Counter(), []))
        verdicts[match.verdict] += 1
        right.append(match.firm == each.firm if each.firm else match.verdict in _OPEN)
    return [(kind, verdicts, sum(right), len(right)) for kind, (verdicts, right) in told.items()]


def _naive(firms: list[Known], planted: list[Planted], draw: random.Random, each_takes: float) -> None:
    """A sample of one in a hundred held against a hundredth of the firms, pair by pair, by distance alone."""
    some = draw.sample(planted, max(1, len(planted) // 100))
    few = [spelling.core(spelling.name(each.name)) for each in draw.sample(firms, max(1, len(firms) // 100))]
    begun = time.process_time()
    hits = sum(
        Levenshtein.distance(core, other, score_cutoff=1) <= 1
        for row in some
        for core in [spelling.core(spelling.name(row.advert.name))]
        for other in few
    )
    pair = (time.process_time() - begun) / (len(some) * len(few))
    print(f"  every pair by distance of names alone: {pair * 1e6:.2f} µs a pair over {len(some) * len(few):,} pairs "
          f"({hits:,} alike); all of them would take {pair * len(firms) / each_takes:,.0f} times as long")  # fmt: skip


def invent(count: int, draw: random.Random) -> list[Known]:
    """Firms with brands of two to four characters; one in eight lost its licence."""
    found: list[Known] = []
    taken: set[str] = set()
    while len(found) < count:
        brand = "".join(draw.choices(_LEVEL_ONE, k=draw.choice((2, 3, 3, 4))))
        name = f"北京{brand}{draw.choice(_TRADES)}{draw.choice(_FORMS)}"
        if name in taken:
            continue
        taken.add(name)
        n = len(found)
        lives = n % 8 != 0
        found.append(
            Known(
                f"F{n:07d}",
                name,
                LIVING if lives else LOST,
                phones=(f"1{draw.randrange(30_0000_0000, 99_9999_9999)}",),
                addresses=(
                    f"北京市朝阳区{draw.choice(_STREETS)}{draw.randrange(1, 400)}号{draw.randrange(1, 30)}层{n % 97}室",
                ),
                representative="".join(draw.choices(_LEVEL_ONE, k=3)),
                licences=((f"（京）人服证字〔2024〕第{n:08d}号", lives),),
                is_online=n % 3 == 0,
            )
        )
    return found


def plant(firms: list[Known], count: int, draw: random.Random) -> list[Planted]:  # noqa: C901 - a list of kinds
    """Advertisements of ten kinds, with what is true of each."""
    sounds: dict[str, list[str]] = {}
    for sign in _LEVEL_ONE:
        sounds.setdefault(lazy_pinyin(sign)[0], []).append(sign)
    old: dict[str, str] = {}
    for sign, new in zip(traditional._TRADITIONAL, traditional._SIMPLIFIED, strict=True):  # noqa: SLF001 - backwards, to plant
        old.setdefault(new, sign)
    living = [each for each in firms if each.holding is LIVING]
    lost = [each for each in firms if each.holding is LOST]
    found = []
    for n in range(count):
        firm = draw.choice(living)
        key, mine = f"A{n}", f"1{draw.randrange(30_0000_0000, 99_9999_9999)}"
        match n % 10:
            case 0 | 1:
                kind, advert = "exact", Advert(key, firm.name.replace("北京", " 北京 "), phones=(mine,))
            case 2:
                changed = "".join(old.get(sign, sign) for sign in firm.name)
                kind, advert = "traditional", Advert(key, changed, phones=(mine,))
            case 3:
                at = draw.randrange(2, 4)
                others = [each for each in sounds[lazy_pinyin(firm.name[at])[0]] if each != firm.name[at]]
                changed = firm.name[:at] + draw.choice(others or [firm.name[at]]) + firm.name[at + 1 :]
                kind, advert = "by sound", Advert(key, changed, phones=(mine,))
            case 4:
                at = firm.name.index(spelling.brand(spelling.core(spelling.name(firm.name)))[-1]) + 2
                changed = firm.name[:at] + draw.choice(_LEVEL_ONE) + firm.name[at + 1 :]
                kind, advert = "one off", Advert(key, changed, phones=(mine,))
            case 5:
                kind = "phone only"
                advert = Advert(key, "高薪招聘", text=f"急招普工，日结，电话 {firm.phones[0]} 张经理")
            case 6:
                firm = draw.choice(lost)
                kind, advert = (
                    "reborn",
                    Advert(
                        key,
                        f"新{draw.choice(_LEVEL_ONE)}招工",
                        phones=firm.phones,
                        representative=firm.representative,
                    ),
                )
            case 7:
                firm = draw.choice(lost)
                kind = "reborn, room"
                advert = Advert(
                    key,
                    "专招日结工",
                    phones=(mine,),
                    address=firm.addresses[0],
                    representative=firm.representative,
                )
            case _:
                brand = "".join(draw.choices(_LEVEL_ONE, k=3))
                kind = "stranger"
                advert = Advert(key, f"北京{brand}{draw.choice(_TRADES)}部", text="招工", phones=(mine,))
        found.append(Planted(advert, kind, "" if kind == "stranger" else firm.number))
    return found
