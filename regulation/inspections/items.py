"""The list of inspection items (随机抽查事项清单), as versioned data with its basis. Pure.

Nothing outside this list may be checked in a drawn inspection, and an officer may not go beyond the
check form made of it (《北京市优化营商环境条例》第六十九条).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulation.law import citation
from regulation.law.citation import (
    HRM_REGULATIONS,
    LABOUR_CONTRACT_LAW,
    ORDER_44,
    PERSONAL_INFORMATION_LAW,
    Citation,
)
from regulation.law.dated import DatedValue, Since
from regulation.words import N_


@dataclass(frozen=True, slots=True)
class Item:
    """One item: what is looked at, how, on which basis, and what counts as a problem."""

    id: str
    label: str
    method: str
    problem: str
    basis: tuple[Citation, ...]
    #: Key items have no ceiling on their sampling rate; general ones have.
    is_key: bool = False
    #: A problem here is looked into as a possible violation, not settled by an order on the spot.
    is_grave: bool = False
    #: Kind of registration the item presupposes; empty for all firms.
    only: str = ""
    #: Where it can be checked. What can be seen from papers or online needs no entry.
    way: str = "on_site"
    #: How often a year at one firm. Reading: no list with a number was seen, so the cap of visits sets it.
    yearly: int = 1
    #: Which organs check it.
    level: str = "both"
    #: Other department with which it is checked in one visit; empty where none is named.
    department: str = ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """One version of the list."""

    version: str
    items: tuple[Item, ...]

    def item(self, item_id: str) -> Item:
        """The item of this id. Raises KeyError."""
        return self._by_id()[item_id]

    def _by_id(self) -> dict[str, Item]:
        return {each.id: each for each in self.items}

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in the order of the list."""
        return tuple(each.id for each in self.items)


ON_SITE = N_("现场查看、查阅资料")
PAPERS = N_("查阅台账和合同，询问有关人员")
ONLINE = N_("网上核查，必要时现场查看")

ITEMS = (
    Item(
        "licence-scope",
        N_("许可或者备案有效，业务未超出范围"),
        ON_SITE,
        N_("无许可开展职业中介活动，许可过期仍在经营，或者实际业务超出许可、备案的范围"),
        (HRM_REGULATIONS.article(18),),
        is_key=True,
        is_grave=True,
    ),
    Item(
        "displayed",
        N_("在服务场所明示证照、服务项目、监督机关和电话"),
        ON_SITE,
        N_("营业执照、服务项目、收费标准、监督机关和监督电话中有一项没有明示"),
        (HRM_REGULATIONS.article(32),),
    ),
    Item(
        "prices",
        N_("收费项目和标准公开，按公开的标准收费"),
        PAPERS,
        N_("收费标准没有公开，或者实际收费高于公开的标准"),
        (HRM_REGULATIONS.article(32),),
        way="papers",
    ),
    Item(
        "changes",
        N_("变更和设立分支机构已书面报告"),
        ON_SITE,
        N_("名称、住所、法定代表人变更或者设立分支机构后没有按期书面报告"),
        (HRM_REGULATIONS.article(20), HRM_REGULATIONS.article(21)),
    ),
    Item(
        "ledger",
        N_("建立内部制度和服务台账，台账至少保存两年"),
        PAPERS,
        N_("没有服务台账，台账不如实记载服务对象、过程和结果，或者保存不足两年"),
        (HRM_REGULATIONS.article(33),),
        way="papers",
    ),
    Item(
        "information",
        N_("发布的招聘信息真实、合法，不含歧视内容"),
        ONLINE,
        N_("发布虚假、过期或者含有民族、种族、性别、宗教信仰等歧视内容的信息"),
        (HRM_REGULATIONS.article(24), HRM_REGULATIONS.article(29)),
        is_grave=True,
        way="online",
    ),
    Item(
        "employer-check",
        N_("接受委托招聘时查验用人单位的材料"),
        PAPERS,
        N_("没有查验委托单位的营业执照、招聘简章或者经办人证件"),
        (HRM_REGULATIONS.article(26),),
        way="papers",
    ),
    Item(
        "fees-deposits",
        N_("未扣押证件、收取押金，未以欺诈、胁迫方式牟利"),
        N_("询问求职者和员工，查阅收款记录"),
        N_("扣押居民身份证等证件，向劳动者收取押金，或者以欺诈、暴力、胁迫方式活动"),
        (HRM_REGULATIONS.article(27),),
        is_key=True,
        is_grave=True,
    ),
    Item(
        "personal-information",
        N_("依法收集、保管和使用求职者个人信息"),
        N_("查看系统权限和保管措施，抽查授权记录"),
        N_("泄露、出售或者未经同意使用求职者个人信息，或者没有必要的保护措施"),
        (HRM_REGULATIONS.article(29), PERSONAL_INFORMATION_LAW.article(51)),
        is_key=True,
    ),
    Item(
        "outsourcing",
        N_("人力资源服务外包未改变用人单位与劳动者的劳动关系"),
        PAPERS,
        N_("以外包名义改变劳动关系，或者与用人单位串通侵害劳动者权益"),
        (HRM_REGULATIONS.article(30),),
        way="papers",
    ),
    Item(
        "annual-report",
        N_("按规定提交年度报告，内容与实际一致"),
        ONLINE,
        N_("没有提交上一年度报告，或者报告的内容与台账、实际情况不符"),
        (HRM_REGULATIONS.article(36),),
        way="online",
    ),
    Item(
        "online",
        N_("网络招聘服务公示证照，审核发布者身份和信息"),
        ONLINE,
        N_("网站没有公示营业执照和许可证，或者不审核用人单位身份和招聘信息"),
        (HRM_REGULATIONS.article(31), ORDER_44.whole()),
        way="online",
    ),
    Item(
        "dispatch",
        N_("劳务派遣：订立两年以上劳动合同，按月支付报酬，不向劳动者收费"),
        PAPERS,
        N_("未与被派遣劳动者订立两年以上固定期限劳动合同，未按月支付报酬，或者向劳动者收取费用"),
        (LABOUR_CONTRACT_LAW.article(58), LABOUR_CONTRACT_LAW.article(60)),
        only="dispatch_licence",
        way="papers",
    ),
)

ITEM_LIST = DatedValue(
    "inspections.items",
    N_("人力资源服务机构随机抽查事项清单"),
    (
        Since(
            date(2018, 10, 1),
            ItemList("2026-1", ITEMS),
            HRM_REGULATIONS.article(35, 1),
            doubt=N_(
                "未见北京市公布的人力资源服务机构抽查事项清单，本清单按条例逐条整理，待主管机关公布后调整"
            ),
        ),
    ),
)


WAYS = {"on_site": N_("现场检查"), "papers": N_("书面检查"), "online": N_("网上核查")}
LEVELS = {"both": N_("市、区"), "municipal": N_("市"), "district": N_("区")}

#: What an item is made of, for comparing two versions of a list.
FIELDS = (
    "label",
    "method",
    "problem",
    "basis",
    "is_key",
    "is_grave",
    "only",
    "way",
    "yearly",
    "level",
    "department",
)


#: Lists adopted by decree, as this process read them last.
_KEPT: dict[str, ItemList] = {}


def keep(list_: ItemList) -> None:
    """Know a list that was adopted by decree: `queries.lists` calls it for every row that names one."""
    _KEPT[list_.version] = list_


def version(name: str) -> ItemList:
    """The list of a version, as a plan, a draw or a task keeps it. Raises KeyError."""
    for since in ITEM_LIST.values:
        if since.value.version == name:
            return since.value
    return _KEPT[name]


def of_level(list_: ItemList, level: str) -> tuple[str, ...]:
    """Ids of the items that an organ of this level checks."""
    return tuple(each.id for each in list_.items if each.level in {"both", level})


def record(item: Item) -> dict[str, Any]:
    """An item as JSON keeps it."""
    return {"id": item.id} | {
        name: [each.key for each in item.basis] if name == "basis" else getattr(item, name) for name in FIELDS
    }


def restored(found: Mapping[str, Any]) -> Item:
    """An item from its JSON. Raises KeyError for a basis that the program does not know."""
    return Item(**{**found, "basis": tuple(citation.from_key(key) for key in found["basis"])})


@dataclass(frozen=True, slots=True)
class Difference:
    """What one version of a list changes in another."""

    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    #: The item before and after, and the names of the fields that differ.
    changed: tuple[tuple[Item, Item, tuple[str, ...]], ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not (self.added or self.removed or self.changed)


def difference(before: ItemList, after: ItemList) -> Difference:
    """Items added, removed and changed, in the order of the lists."""
    old, new = {each.id: each for each in before.items}, {each.id: each for each in after.items}
    changed = []
    for key in (key for key in new if key in old):
        fields = tuple(name for name in FIELDS if getattr(old[key], name) != getattr(new[key], name))
        if fields:
            changed.append((old[key], new[key], fields))
    return Difference(
        tuple(new[key] for key in new if key not in old),
        tuple(old[key] for key in old if key not in new),
        tuple(changed),
    )
