"""The answers of an application as its form says them on paper, in Chinese: 《行政许可法》第二十九条. Pure.

A licence with groups of its own adds their fields to `FIELDS`; a group that is not there is not printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import InvalidOperation
from typing import TYPE_CHECKING, Any

from regulation.law.citation import LICENSING_LAW
from regulation.law.coverage import rule
from regulation.law.money import yuan
from regulation.licensing.rules import conditions, dispatch_papers
from regulation.licensing.status import ACTIVITIES, Track
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.licensing.procedure import Procedure

#: Field, its label, and the words for what may be chosen; None for what is typed.
Field = tuple[str, str, Mapping[Any, str] | None]

RIGHTS: dict[str, str] = {"own": N_("自有"), "rent": N_("租赁"), "free": N_("无偿使用")}
SYSTEMS: dict[str, str] = {
    "articles": N_("机构章程"),
    "review": N_("招聘信息发布审查制度"),
    "complaints": N_("投诉处理制度"),
    "ledger": N_("服务台账制度"),
    "finance": N_("财务制度"),
    "privacy": N_("个人信息保护制度"),
}
YES_NO: dict[str, str] = {"yes": N_("是"), "no": N_("否")}

FIELDS: dict[str, tuple[Field, ...]] = {
    "subject": (
        ("contact_name", "联系人", None),
        ("contact_phone", "联系电话", None),
        ("e_service", "同意电子送达", YES_NO),
    ),
    "scope": (
        ("activities", "拟开展的职业中介活动", ACTIVITIES),
        ("website", "网站、应用程序", None),
        ("needs_telecom", "涉及经营电信业务", YES_NO),
        ("telecom_number", "电信业务经营许可证编号", None),
    ),
    "premises": (
        ("address", "经营场所地址", None),
        ("right", "使用经营场所的依据", RIGHTS),
        ("area", "使用面积（平方米）", None),
        ("facilities", "办公设施", None),
        ("funds", "开办资金（元）", None),
    ),
    "systems": (("systems", "已建立的制度", SYSTEMS),),
    "capital": (
        ("registered_capital", "注册资本（元）", None),
        ("evidence", "证明材料", dispatch_papers.EVIDENCE),
    ),
    "workplace": (
        ("address", "经营场所地址", None),
        ("right", "使用经营场所的依据", RIGHTS),
        ("facilities", "办公设施设备", None),
        ("information_system", "信息管理系统", None),
    ),
    "management": (("rules", "劳务派遣管理制度", dispatch_papers.MANAGEMENT),),
    "operations": tuple((name, label, None) for name, label in dispatch_papers.HEADINGS.items()),
    "event": (("event", "变更的原因", dispatch_papers.EVENTS),),
}


#: Fields that are amounts of money.
AMOUNTS = frozenset({"funds", "registered_capital"})


def _said(field: str, value: object, words: Mapping[Any, str] | None) -> str:
    if field in AMOUNTS:
        try:
            return f"{yuan(str(value)):,.2f}"
        except (ValueError, InvalidOperation):
            return str(value)
    if words is None:
        return "" if value is None else str(value)
    chosen = value if isinstance(value, list) else [value]
    return "、".join(words[each] for each in chosen if each in words)


@rule(LICENSING_LAW.article(29), LICENSING_LAW.article(31))
def groups(
    procedure: Procedure, track: Track, answers: Mapping[str, Mapping[str, Any]]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Title and lines of each group that was answered, in the order of the form; what was left open is left out."""
    found = []
    for name in procedure.groups_of(track):
        given = answers.get(name, {})
        lines = [
            (label, _said(field, given[field], words))
            for field, label, words in FIELDS.get(name, ())
            if given.get(field) not in (None, "", [])
        ]
        if name == "staff":
            lines = [(person, post or "—") for person, post in conditions.staff_of(answers)]
        if lines:
            found.append((procedure.titles[name], lines))
    return found
