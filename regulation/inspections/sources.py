"""Where the chance of a draw comes from: declared alternatives, their moments, their values. Pure.

The procedure is hrdraw-1, sections 3.3 and 4: an ordered list of alternatives, each of one or more public
sources and a deadline, fixed before any of them can have spoken.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from regulation.inspections.draw import drand, entropy, patterns
from regulation.law import beijing
from regulation.law.citation import HRM_REGULATIONS, RANDOM_INSPECTION_WORK_NOTICE
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

#: In the order in which one alternative lists them; each kind once, so the kind is the source's id.
KINDS = ("dice", "lottery", "drand")
KIND_NAMES: dict[str, str] = {
    "dice": N_("公开掷骰子"),
    "lottery": N_("彩票开奖号码"),
    "drand": N_("公共随机信标（drand）"),
}
THROWS = 50
MOST_ALTERNATIVES = 3
#: Section 4.2: the first alternative must carry 64 bits; 128 are wanted.
FEWEST_BITS, WANTED_BITS = 64, 128


@dataclass(frozen=True, slots=True)
class Game:
    """A lottery: of each zone, how many numbers are drawn out of how many."""

    name: str
    zones: tuple[tuple[int, int], ...]

    @property
    def pattern(self) -> str:
        """The form of an announcement, in the narrow language of section 4.2."""
        return r"\+".join(_zone_pattern(picks, highest) for picks, highest in self.zones)

    @property
    def outcomes(self) -> int:
        """How many announcements there can be."""
        return math.prod(math.comb(highest, picks) for picks, highest in self.zones)

    def has(self, value: str) -> bool:
        """Whether the numbers of a well-formed announcement exist in the game."""
        zones = [zone.split(",") for zone in value.split("+")]
        return [len(numbers) for numbers in zones] == [picks for picks, _highest in self.zones] and all(
            1 <= int(number) <= highest
            for numbers, (_picks, highest) in zip(zones, self.zones, strict=True)
            for number in numbers
        )


def _zone_pattern(picks: int, highest: int) -> str:
    number = f"[0-{highest // 10}][0-9]"
    return number if picks == 1 else f"{number}(,{number}){{{picks - 1}}}"


GAMES = DatedValue(
    "inspections.lottery_games",
    N_("可作随机源的彩票游戏"),
    (
        Since(
            date(2018, 10, 1),
            {
                "ssq": Game(N_("双色球"), ((6, 33), (1, 16))),
                "dlt": Game(N_("超级大乐透"), ((5, 35), (2, 12))),
                "kl8": Game(N_("快乐8"), ((20, 80),)),
            },
            RANDOM_INSPECTION_WORK_NOTICE.whole(),
            doubt=N_("游戏规则按通行玩法填写，未与现行游戏规则原文核对；采用前请核对开奖公告"),
        ),
    ),
)

WAITS = DatedValue(
    "inspections.waits",
    N_("公布承诺至随机数产生的最短时间"),
    (
        Since(
            date(2018, 10, 1),
            {"dice": timedelta(hours=24), "lottery": timedelta(hours=24), "drand": timedelta(minutes=10)},
            RANDOM_INSPECTION_WORK_NOTICE.whole(),
            note=N_("公开掷骰和彩票至少24小时，公共随机信标至少10分钟，见抽取程序 hrdraw-1 第4.1节"),
            doubt=N_("法规没有规定，此为本系统抽取程序的要求"),
        ),
    ),
)

#: Ready lists of alternatives that a clerk may pick instead of writing one.
PRESETS: dict[str, str] = {
    "dice": N_("公开掷骰子"),
    "drand": N_("公共随机信标（drand）"),
    "dice-drand": N_("公开掷骰子；未能举行时用公共随机信标"),
    "dice+drand": N_("公开掷骰子并用公共随机信标；未能举行时用信标"),
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """What counts together, when it can be known, until when it counts."""

    kinds: tuple[str, ...]
    at: datetime
    deadline: datetime
    game: str = ""
    issue: str = ""

    @property
    def bits(self) -> int:
        """How much chance it carries, rounded down."""
        outcomes = {"dice": 6**THROWS, "drand": 2**256, "": 1}
        if "lottery" in self.kinds:
            outcomes["lottery"] = GAMES.on(beijing.legal_day(self.at))[self.game].outcomes
        return math.prod(outcomes[kind] for kind in self.kinds).bit_length() - 1


def preset(name: str, session_at: datetime) -> list[Alternative]:
    """The alternatives behind a ready list.

    A beacon as fallback speaks once the first deadline has passed, so that nobody knows its value while
    the dice may still be thrown.
    """
    first, late = session_at + timedelta(hours=2), session_at + timedelta(hours=2, minutes=10)
    fallback = Alternative(("drand",), late, session_at + timedelta(hours=24))
    chosen = {
        "dice": [Alternative(("dice",), session_at, first)],
        "drand": [Alternative(("drand",), session_at, first)],
        "dice-drand": [Alternative(("dice",), session_at, first), fallback],
        "dice+drand": [Alternative(("dice", "drand"), session_at, session_at + timedelta(hours=1)), fallback],
    }
    return chosen[name]


def summary(alternatives: Sequence[Alternative]) -> str:
    """The kinds in short: `dice+drand,drand`."""
    return ",".join("+".join(each.kinds) for each in alternatives)


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def declared(alternatives: Sequence[Alternative]) -> list[dict[str, Any]]:
    """The alternatives as the parameters of a draw hold them."""
    return [
        {"sources": [_source(kind, each) for kind in each.kinds], "deadline": _written(each.deadline)}
        for each in alternatives
    ]


def _source(kind: str, of: Alternative) -> dict[str, str]:
    if kind == "drand":
        # Beside other sources the beacon speaks last: who throws the dice does not know what they lead to.
        round_ = drand.round_at(of.at if of.kinds == (kind,) else of.deadline)
        said = f"drand quicknet, chain {drand.CHAIN_HASH}, scheme {drand.SCHEME}, round {round_}"
        return {"id": kind, "kind": kind, "description": said, "pattern": "[0-9a-f]{64}"}
    if kind == "lottery":
        game = GAMES.on(beijing.legal_day(of.at))[of.game]
        said = f"{_written(of.at)}: lottery {of.game} ({game.name}), issue {of.issue}, numbers ascending in each zone"
        return {"id": kind, "kind": kind, "description": said, "pattern": game.pattern}
    said = f"{_written(of.at)}: {THROWS} public throws of one die, two outside witnesses"
    return {"id": kind, "kind": kind, "description": said, "pattern": f"[1-6]{{{THROWS}}}"}


def round_of(source: Mapping[str, Any]) -> int:
    """The declared round of the beacon."""
    found = re.search(r"round (\d+)$", str(source["description"]))
    if found is None:
        raise ValueError("this source declares no round")
    return int(found[1])


def game_of(source: Mapping[str, Any]) -> str:
    """The declared game of a lottery."""
    found = re.search(r": lottery ([a-z0-9]+) ", str(source["description"]))
    if found is None:
        raise ValueError("this source declares no game")
    return found[1]


def moment_of(source: Mapping[str, Any]) -> datetime:
    """The earliest moment at which the value of a declared source can be known."""
    if source["kind"] == "drand":
        return drand.moment_of(round_of(source))
    return datetime.fromisoformat(str(source["description"]).partition(": ")[0])


def deadline_of(alternative: Mapping[str, Any]) -> datetime:
    """The instant after which a source no longer counts."""
    return datetime.fromisoformat(str(alternative["deadline"]))


def opens_at(alternative: Mapping[str, Any]) -> datetime:
    """The moment at which the last value of an alternative can be known."""
    return max(moment_of(source) for source in alternative["sources"])


@rule(RANDOM_INSPECTION_WORK_NOTICE.whole())
def wait_for(kinds: Sequence[str], day: date) -> timedelta:
    """Between commitment and chance lies enough time to read the commitment: a day where people gather."""
    waits = WAITS.on(day)
    return max(waits[kind] for kind in kinds)


def has_beacon_alone(alternatives: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a beacon by itself makes one of the alternatives, so that the draw can always come to a value."""
    return any(kinds_of(each) == ("drand",) for each in alternatives)


def earliest_session(kinds: Sequence[str], committed_at: datetime) -> datetime:
    """When the first alternative may speak at the earliest, if the commitment is published now."""
    return committed_at + wait_for(kinds, beijing.legal_day(committed_at))


def kinds_of(alternative: Mapping[str, Any]) -> tuple[str, ...]:
    """The kinds of a declared alternative."""
    return tuple(source["kind"] for source in alternative["sources"])


@rule(RANDOM_INSPECTION_WORK_NOTICE.whole())
def declaration_problems(alternatives: Sequence[Alternative], now: datetime) -> dict[str, str]:
    """What stands in the way of declaring these alternatives, by field (`a1_kinds`, `a2_at`, …).

    A later alternative can be known only after the deadline of the one before it: whoever knew it
    earlier could choose between the two by letting the first one fail.
    """
    if not alternatives:
        return {"a1_kinds": N_("请至少选择一种随机源")}
    problems: dict[str, str] = {}
    before: Alternative | None = None
    for place, each in enumerate(alternatives, 1):
        for name, words in _alternative_problems(each, before).items():
            problems.setdefault(f"a{place}_{name}", words)
        before = each
    first = alternatives[0]
    if not problems and first.at < earliest_session(first.kinds, now):
        problems["a1_at"] = N_(
            "随机数产生的时间太早：公开掷骰和彩票须在公布承诺至少24小时之后，公共信标至少10分钟之后"
        )
    if not problems and first.bits < FEWEST_BITS:
        problems["a1_kinds"] = N_("首选随机源的随机量不足64位，请与掷骰或者信标合用")
    return problems


def _alternative_problems(each: Alternative, before: Alternative | None) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not each.kinds or set(each.kinds) - set(KINDS):
        return {"kinds": N_("请选择随机源")}
    if each.at.microsecond or each.deadline.microsecond:
        problems["at"] = N_("请填写到分钟的时间")
    if "lottery" in each.kinds:
        if each.game not in GAMES.on(beijing.legal_day(each.at)):
            problems["game"] = N_("请选择彩票游戏")
        if re.fullmatch(r"[0-9]{4,10}", each.issue) is None:
            problems["issue"] = N_("请填写开奖期号")
    if each.deadline < each.at:
        problems["deadline"] = N_("截止时间不能早于随机数产生的时间")
    if before is not None and each.at <= before.deadline:
        problems["at"] = N_("后一随机源的结果须在前一随机源截止之后才产生")
    return problems


@rule(HRM_REGULATIONS.article(35, 1))
def entropy_problems(
    alternatives: Sequence[Mapping[str, Any]], chosen: int, values: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """What is wrong with announced values, by the id of their source; empty when they may be entered.

    For the beacon the value is not judged here: it is derived from the signature.
    """
    if not 0 <= chosen < len(alternatives):
        return {"alternative": N_("请选择事先公布的随机源")}
    if chosen > 0 and now <= deadline_of(alternatives[chosen - 1]):
        return {"alternative": N_("前一随机源的截止时间未过，不能改用下一随机源")}
    problems: dict[str, str] = {}
    for source in alternatives[chosen]["sources"]:
        if now < moment_of(source):
            problems[source["id"]] = N_("随机数产生的时间未到，不能录入")
        elif words := _value_problem(source, values.get(source["id"], "")):
            problems[source["id"]] = words
    for unknown in values.keys() - {source["id"] for source in alternatives[chosen]["sources"]}:
        if values[unknown]:
            problems[unknown] = N_("该随机源不在所选的方案内")
    return problems


def _value_problem(source: Mapping[str, Any], value: str) -> str:
    kind = source["kind"]
    if kind == "drand":
        return "" if drand.SIGNATURE.fullmatch(value) else N_("应为该轮签名，96位小写十六进制数字")
    fits = entropy.well_formed(kind, value) and patterns.matches(patterns.parse(source["pattern"]), value)
    if kind == "dice":
        return "" if fits else N_("应为50个1至6的数字，按掷出的先后连写")
    if not fits:
        return N_("应为两位数的号码，每区内从小到大，用逗号分隔，区之间用加号")
    at = beijing.legal_day(moment_of(source))
    return "" if GAMES.on(at)[game_of(source)].has(value) else N_("号码超出该游戏的范围")


@rule(RANDOM_INSPECTION_WORK_NOTICE.whole())
def needs_note(alternatives: Sequence[Mapping[str, Any]], chosen: int, now: datetime) -> bool:
    """Moving on to a later source, or entering after the deadline, needs its evidence in the record."""
    thrown = kinds_of(alternatives[chosen]) == ("dice",)
    return chosen > 0 or (thrown and now > deadline_of(alternatives[chosen]))


#: Who may add a secret to a draw, in the order of the parameters.
PARTIES: dict[str, str] = {
    "association": N_("行业协会"),
    "bureau": N_("主管机关"),
    "discipline": N_("纪检监察机构"),
}
