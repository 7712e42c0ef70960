"""The panel of monitoring points: who is in it, drawn so that anybody can draw it again. Pure.

Public service institutions and the largest platforms are in for certain. Of the others a sample is
drawn by district group and main line: every institution has a permanent random number, the hash of
the panel's published seed and its register number, and those with the smallest numbers are in. The
sample turns: every year one of the rotation groups leaves, and whoever comes next in the order of
the numbers takes its place. No published scheme was found; the numbers are proposals (statistics.md 7.2).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import groupby
from typing import Any

from regulation.indicators.indicator import Option
from regulation.law.citation import STATISTICS_LAW, STATISTICS_REGULATIONS
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

#: 《统计法》第十六条: the scheme of a survey says whom it asks and how they are chosen.
SCHEME = STATISTICS_LAW.article(16, doubt=N_("条文序号按2024年修正文本，待核对"))
#: 《统计法》第八条: who is designated answers truthfully, completely and in time.
DUTY = STATISTICS_LAW.article(8, doubt=N_("条文序号按2024年修正文本，待核对"))

PUBLIC, PLATFORM = "public", "platform"
CHANNELS: Mapping[str, Option] = {
    PUBLIC: Option(PUBLIC, "公共就业和人才服务机构", "Public service institutions"),
    PLATFORM: Option(PLATFORM, "主要网络招聘平台", "Main recruitment platforms"),
    "other": Option("other", "其他人力资源服务机构", "Other HR service firms"),
}

#: Functional groups of the districts, and elsewhere.
DISTRICT_GROUPS: Mapping[str, tuple[str, ...]] = {
    "core": ("110101", "110102"),
    "expansion": ("110105", "110106", "110107", "110108"),
    "plain": ("110111", "110112", "110113", "110114", "110115", "BDA"),
    "ecological": ("110109", "110116", "110117", "110118", "110119"),
}
GROUP_NAMES: Mapping[str, Option] = {
    "core": Option("core", "首都功能核心区", "Core area"),
    "expansion": Option("expansion", "城市功能拓展区", "Area of urban expansion"),
    "plain": Option("plain", "城市副中心和平原新城", "Sub-centre and new towns of the plain"),
    "ecological": Option("ecological", "生态涵养区", "Ecological conservation area"),
    "elsewhere": Option("elsewhere", "未明确区", "District not stated"),
}
#: Main lines joined to four, so that a stratum holds enough institutions.
LINES: Mapping[str, tuple[str, ...]] = {
    "recruit": ("RECRUIT",),
    "search": ("HEADHUNT",),
    "staffing": ("DISPATCH", "AGENCY", "OUTSRC"),
    "other": ("CONSULT", "TRAIN", "ASSESS", "SOFTWARE", "OTHER"),
}
LINE_NAMES: Mapping[str, Option] = {
    "recruit": Option("recruit", "招聘", "Recruitment"),
    "search": Option("search", "猎头", "Executive search"),
    "staffing": Option("staffing", "派遣、代理和外包", "Dispatch, agency and outsourcing"),
    "other": Option("other", "其他业务", "Other lines"),
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """How large the panel is and how it turns."""

    #: Of every stratum, the share that is in the sample, and the fewest of it.
    share: Decimal
    least: int
    #: Rotation groups; one leaves each year.
    groups: int
    #: The largest platforms, by posts published online, are in for certain.
    platforms: int


PARAMETERS = DatedValue(
    "surveys.panel",
    N_("供求监测样本参数"),
    (
        Since(
            date(2024, 1, 1),
            Parameters(share=Decimal("0.10"), least=4, groups=4, platforms=5),
            STATISTICS_REGULATIONS.whole(),
            doubt=N_("抽样比、每层最少样本、轮换组数和平台数为系统建议值，须由本市调查制度确定"),
        ),
    ),
)


def district_group(area: str) -> str:
    """The group of a district; `elsewhere` where none is known."""
    return next((group for group, codes in DISTRICT_GROUPS.items() if area in codes), "elsewhere")


def line_of(code: str) -> str:
    """The joined line of a line of business."""
    return next((line for line, codes in LINES.items() if code in codes), "other")


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """An institution of the frame, as the register knows it on the day of the draw."""

    number: str
    district_group: str
    line: str
    #: "public", "platform", or empty: in for certain or not.
    certainty: str = ""

    @property
    def stratum(self) -> str:
        """Where it is counted."""
        return self.certainty or f"{self.district_group}-{self.line}"


@dataclass(frozen=True, slots=True)
class Point:
    """An institution of the panel."""

    number: str
    stratum: str
    group: int  #: rotation group from 1; 0: in for certain
    since: str  #: first month


class Reason:
    """Why a point leaves."""

    TURN = "turn"  #: its group has served its time
    GONE = "gone"  #: it is no longer on the register
    SIZE = "size"  #: its stratum needs fewer


REASONS: Mapping[str, str] = {
    Reason.TURN: N_("轮换期满"),
    Reason.GONE: N_("已不在调查范围"),
    Reason.SIZE: N_("所在层样本减少"),
}


@dataclass(frozen=True, slots=True)
class Size:
    """A stratum: institutions on the register, and points."""

    population: int
    points: int

    @property
    def weight(self) -> Decimal:
        """How many institutions a point stands for before anybody fails to answer."""
        return (Decimal(self.population) / self.points).quantize(Decimal("0.0001"))


@dataclass(frozen=True, slots=True)
class Plan:
    """The panel from a month on, against the panel before."""

    month: str
    stay: tuple[Point, ...]
    enter: tuple[Point, ...]
    leave: tuple[tuple[Point, str], ...]
    sizes: Mapping[str, Size]

    @property
    def points(self) -> tuple[Point, ...]:
        """Everybody in the panel."""
        return tuple(sorted((*self.stay, *self.enter), key=lambda each: (each.stratum, each.number)))

    def as_json(self) -> str:
        """For keeping, the same text for the same plan."""
        return json.dumps(
            {
                "month": self.month,
                "stay": [asdict(each) for each in self.stay],
                "enter": [asdict(each) for each in self.enter],
                "leave": [[asdict(each), why] for each, why in self.leave],
                "sizes": {key: [size.population, size.points] for key, size in sorted(self.sizes.items())},
            },
            ensure_ascii=False,
        )


def of_json(text: str | Mapping[str, Any]) -> Plan:
    """Read back what `as_json` wrote."""
    kept = json.loads(text) if isinstance(text, str) else text
    return Plan(
        kept["month"],
        tuple(Point(**each) for each in kept["stay"]),
        tuple(Point(**each) for each in kept["enter"]),
        tuple((Point(**each), why) for each, why in kept["leave"]),
        {key: Size(*both) for key, both in kept["sizes"].items()},
    )


Rank = Callable[[str], int]


def ranked(seed: str) -> Rank:
    """The permanent random numbers of a seed: SHA-256 of seed, stroke and register number, as a whole number."""
    return lambda number: int.from_bytes(hashlib.sha256(f"{seed}|{number}".encode()).digest(), "big")


def digest(units: Iterable[Unit]) -> str:
    """SHA-256 over the frame, so that whoever draws again knows to have the same."""
    text = "\n".join(f"{each.number}\t{each.stratum}" for each in sorted(units))
    return hashlib.sha256(text.encode()).hexdigest()


def points_wanted(population: int, rules: Parameters) -> int:
    """Points of a stratum: its share rounded up, at least four, at most all."""
    share = int((rules.share * population).to_integral_value(ROUND_CEILING))
    return min(population, max(share, rules.least))


def group_that_leaves(year: int, rules: Parameters) -> int:
    """One group a year, in turn."""
    return year % rules.groups + 1


def plan(
    units: Sequence[Unit],
    current: Sequence[Point],
    month: str,
    rank: Rank,
    rules: Parameters,
    *,
    turns: bool,
    left: Mapping[str, str] | None = None,
) -> Plan:
    """The panel from `month` on. `turns`: whether a rotation group leaves; else only who has gone is replaced.

    `left` says of who was in the panel before in which month it left: whoever never was in it comes first,
    then whoever has rested longest. A stratum of which all are points does not turn. A point whose district
    or line has changed stays, and is counted where it is now.
    """
    before = {point.number: point for point in current}
    leaving_group = group_that_leaves(int(month[:4]), rules) if turns else 0
    stay: list[Point] = []
    enter: list[Point] = []
    sizes: dict[str, Size] = {}
    out = dict.fromkeys(before.keys() - {unit.number for unit in units}, Reason.GONE)
    ordered = sorted(units, key=lambda unit: (unit.stratum, unit.number))
    for stratum, members in groupby(ordered, key=lambda unit: unit.stratum):
        here = list(members)
        is_certain = bool(here[0].certainty)
        wanted = len(here) if is_certain else points_wanted(len(here), rules)
        sizes[stratum] = Size(len(here), wanted)
        old = [_moved(before[unit.number], unit) for unit in here if unit.number in before]
        if wanted == len(here):
            kept, going = old, []
        else:
            going = [point for point in old if leaving_group and point.group == leaving_group]
            kept = [point for point in old if point not in going]
            surplus = sorted(kept, key=lambda point: (point.since, -rank(point.number)))[
                : max(len(kept) - wanted, 0)
            ]
            kept = [point for point in kept if point not in surplus]
            out |= {point.number: Reason.TURN for point in going} | {
                point.number: Reason.SIZE for point in surplus
            }
        taken = {point.number for point in (*old, *kept)}
        waiting = sorted(
            (unit.number for unit in here if unit.number not in taken),
            key=lambda number: ((left or {}).get(number, ""), rank(number)),
        )
        # Too few others to take their places: those whose turn it was stay one more year.
        needed = wanted - len(kept)
        back = sorted(going, key=lambda point: rank(point.number))[: max(needed - len(waiting), 0)]
        for point in back:
            out.pop(point.number)
        kept += back
        stay += kept
        groups = [point.group for point in kept]
        for number in waiting[: wanted - len(kept)]:
            group = 0 if is_certain else _smallest_group(groups, leaving_group, rules)
            groups.append(group)
            enter.append(Point(number, stratum, group, month))
    return Plan(
        month,
        tuple(sorted(stay, key=lambda point: point.number)),
        tuple(sorted(enter, key=lambda point: point.number)),
        tuple((before[number], out[number]) for number in sorted(out)),
        sizes,
    )


def _moved(point: Point, unit: Unit) -> Point:
    """A point where it is counted now; who is no longer in for certain joins the first rotation group."""
    if unit.certainty:
        return Point(point.number, unit.stratum, 0, point.since)
    return Point(point.number, unit.stratum, point.group or 1, point.since)


def _smallest_group(groups: Sequence[int], preferred: int, rules: Parameters) -> int:
    """The group with the fewest points, the one just emptied first: groups stay equal whoever comes and goes."""
    return min(range(1, rules.groups + 1), key=lambda group: (groups.count(group), group != preferred, group))
