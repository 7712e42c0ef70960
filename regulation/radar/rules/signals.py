"""What a list says, what the register knows, and what the two have in common. Pure.

The weights are the register's own choice, not the law's: they order the work of a person, and decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING

from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable


class Holding(StrEnum):
    """What a firm holds today, as far as the radar asks."""

    LIVING = "living"  #: a living licence for HR services
    REVOKED = "revoked"  #: revoked, set aside or withdrawn
    ENDED = "ended"  #: expired or cancelled
    NONE = "none"  #: on the register, and never licensed


HOLDINGS: dict[Holding, str] = {
    Holding.LIVING: N_("持有有效许可"),
    Holding.REVOKED: N_("许可已吊销、撤销或者撤回"),
    Holding.ENDED: N_("许可已到期或者注销"),
    Holding.NONE: N_("已登记，未取得许可"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A firm of the register."""

    number: str
    name: str
    holding: Holding
    former: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    representative: str = ""
    #: Numbers of licences, living or not, with whether each lives.
    licences: tuple[tuple[str, bool], ...] = ()
    is_online: bool = False
    #: Names of its branches.
    branches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advert:
    """A row of an uploaded list: an advertisement, an account, or a bare telephone number."""

    key: str
    name: str = ""
    account: str = ""
    text: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    representative: str = ""
    licence: str = ""
    is_online: bool = False


class Kind(StrEnum):
    """What two things have in common."""

    LICENCE = "licence"
    NAME = "name"
    TRADITIONAL = "traditional"
    FORMER = "former"
    BRANCH = "branch"
    OFFSHOOT = "offshoot"
    PHONE = "phone"
    PINYIN = "pinyin"
    ONE_OFF = "one_off"
    BRAND = "brand"
    REPRESENTATIVE = "representative"
    ADDRESS = "address"


KINDS: dict[Kind, str] = {
    Kind.LICENCE: N_("写明的许可证编号与登记相同"),
    Kind.NAME: N_("名称相同"),
    Kind.TRADITIONAL: N_("繁体字换成简体字后名称相同"),
    Kind.FORMER: N_("与曾用名相同"),
    Kind.PHONE: N_("电话相同"),
    Kind.PINYIN: N_("名称读音相同，用字不同"),
    Kind.ONE_OFF: N_("名称只差一个字"),
    Kind.BRANCH: N_("与登记的分支机构名称相同"),
    Kind.OFFSHOOT: N_("写作该机构的分支机构，登记簿中没有这一分支机构"),
    Kind.BRAND: N_("名称含有该机构的字号"),
    Kind.REPRESENTATIVE: N_("联系人与法定代表人同名"),
    Kind.ADDRESS: N_("地址相同"),
}

#: How much each tells of an identity, from 0 to 1.
WEIGHTS: dict[Kind, float] = {
    Kind.LICENCE: 0.9,
    Kind.NAME: 0.92,
    Kind.TRADITIONAL: 0.9,
    Kind.FORMER: 0.8,
    Kind.BRANCH: 0.8,
    # Whoever borrows a licence says so too: a person looks.
    Kind.OFFSHOOT: 0.45,
    Kind.PHONE: 0.7,
    Kind.PINYIN: 0.6,
    Kind.ONE_OFF: 0.55,
    Kind.BRAND: 0.3,
    Kind.REPRESENTATIVE: 0.4,
    Kind.ADDRESS: 0.2,
}
#: From here on an identity is probable, and from here on it is as good as said.
PROBABLE, SAID = 0.5, 0.9


class Warned(StrEnum):
    """What a person should look at, whoever it turns out to be."""

    NUMBER_UNKNOWN = "number_unknown"
    NUMBER_OTHERS = "number_others"
    NUMBER_ENDED = "number_ended"
    NOT_ONLINE = "not_online"
    ADDRESS_ALONE = "address_alone"
    SEVERAL = "several"
    LIKENESS_ALONE = "likeness_alone"


WARNINGS: dict[Warned, str] = {
    Warned.NUMBER_UNKNOWN: N_("写明的许可证编号在登记簿中不存在"),
    Warned.NUMBER_OTHERS: N_("写明的许可证编号属于另一家机构"),
    Warned.NUMBER_ENDED: N_("写明的许可证已失效"),
    Warned.NOT_ONLINE: N_("在网络上发布，许可范围没有开展网络招聘服务"),
    Warned.ADDRESS_ALONE: N_("只有地址相同，不能据此认定任何关系"),
    Warned.SEVERAL: N_("同样相近的机构不止一家"),
    Warned.LIKENESS_ALONE: N_("只是名称读音相同或者差一个字，没有其他相同之处，可能是冒用"),
}


class Verdict(StrEnum):
    """What the radar says of a row; never that somebody broke the law."""

    LICENSED = "licensed"
    PROBABLY = "probably"
    REBORN = "reborn"
    UNCERTAIN = "uncertain"
    NOT_FOUND = "not_found"


VERDICTS: dict[Verdict, str] = {
    Verdict.LICENSED: N_("持证机构"),
    Verdict.PROBABLY: N_("很可能是持证机构"),
    Verdict.REBORN: N_("与失去许可的机构相近"),
    Verdict.UNCERTAIN: N_("不能确定"),
    Verdict.NOT_FOUND: N_("登记簿中没有找到"),
}


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing in common with one firm: both as written, where they differ, and how much it tells."""

    kind: Kind
    firm: str
    theirs: str
    ours: str
    weight: float
    #: Places in `theirs` at which the two differ.
    at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a row."""

    verdict: Verdict
    score: float = 0.0
    firm: str = ""
    holding: Holding | None = None
    signals: tuple[Signal, ...] = ()
    warned: tuple[Warned, ...] = ()


def score(signals: Iterable[Signal]) -> float:
    """1 less the product of what each signal leaves open; of several signals of one kind only the heaviest counts.

    Name, sound and one character off are one observation of one name, and count once.
    """
    heaviest: dict[str, float] = {}
    for each in signals:
        what = "name" if each.kind in _OF_NAMES else each.kind
        heaviest[what] = max(heaviest.get(what, 0.0), each.weight)
    return round(1 - prod(1 - weight for weight in heaviest.values()), 4)


_OF_NAMES = frozenset(
    {
        Kind.NAME,
        Kind.TRADITIONAL,
        Kind.FORMER,
        Kind.BRANCH,
        Kind.OFFSHOOT,
        Kind.PINYIN,
        Kind.ONE_OFF,
        Kind.BRAND,
    }
)
