"""The groups of questions: what each page sends, what it shows to choose from, and how its answers read.

Another licence adds its groups to `GROUPS`, and a template `licensing/group_NAME.html` for each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.licensing import dispatch_forms
from app.licensing import forms as shapes
from app.shell import i18n
from app.shell.forms import Form
from app.shell.i18n import gettext as _
from regulation.licensing.rules import conditions, dispatch_papers, written
from regulation.licensing.status import ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]
Shown = list[tuple[str, Any]]
#: All answers and the name of the organ -> label and value, row by row.
Shows = Callable[[dict[str, Row], str], Shown]

RIGHTS, SYSTEMS, YES_NO = written.RIGHTS, written.SYSTEMS, written.YES_NO
EVIDENCE = dispatch_papers.EVIDENCE


@dataclass(frozen=True, slots=True)
class Group:
    """One page of questions. `form` is None for papers, which are uploaded one by one."""

    form: type[Form] | None = None
    shows: Shows | None = None
    #: Name in the template -> the choices it offers.
    choices: tuple[tuple[str, Mapping[str, str]], ...] = ()
    asks_organ: bool = False

    def context(self) -> dict[str, list[tuple[str, str]]]:
        """The choices in the visitor's language."""
        return {name: [(str(key), _(label)) for key, label in table.items()] for name, table in self.choices}


def words(table: Mapping[Any, str], chosen: object) -> str:
    """What was chosen, in words."""
    if isinstance(chosen, list):
        return _("、").join(_(table[each]) for each in chosen if each in table)
    return _(table[chosen]) if chosen in table else ""


def _subject(said: dict[str, Row], organ: str) -> Shown:
    given = said.get("subject", {})
    return [
        (_("机构名称"), given.get("name")),
        (_("统一社会信用代码"), given.get("uscc")),
        (_("住所"), given.get("domicile")),
        (_("法定代表人"), given.get("legal_representative")),
        (_("许可机关"), organ),
        (_("联系人"), given.get("contact_name")),
        (_("联系电话"), given.get("contact_phone")),
        (_("同意电子送达"), words(YES_NO, given.get("e_service"))),
    ]


def _scope(said: dict[str, Row], organ: str) -> Shown:
    del organ
    given = said.get("scope", {})
    rows: Shown = [(_("拟开展的职业中介活动"), words(ACTIVITIES, given.get("activities", [])))]
    if "online" in given.get("activities", []):
        rows += [
            (_("网站、应用程序"), given.get("website")),
            (_("涉及经营电信业务"), words(YES_NO, given.get("needs_telecom"))),
            (_("电信业务经营许可证编号"), given.get("telecom_number")),
        ]
    return rows


def _premises(said: dict[str, Row], organ: str) -> Shown:
    del organ
    given = said.get("premises", {})
    return [
        (_("经营场所地址"), given.get("address")),
        (_("使用经营场所的依据"), words(RIGHTS, given.get("right"))),
        (_("使用面积（平方米）"), given.get("area")),
        (_("办公设施"), given.get("facilities")),
        (_("开办资金"), i18n.money(given["funds"]) if given.get("funds") else None),
    ]


def _staff(said: dict[str, Row], organ: str) -> Shown:
    del organ
    people: Shown = [(name, post or _("未填写岗位")) for name, post in conditions.staff_of(said)]
    return people or [(_("专职工作人员"), None)]


def _systems(said: dict[str, Row], organ: str) -> Shown:
    del organ
    return [(_("已建立的制度"), words(SYSTEMS, said.get("systems", {}).get("systems", [])))]


def _commitment(said: dict[str, Row], organ: str) -> Shown:
    del organ
    agreed = said.get("commitment", {}).get("agreed")
    return [(_("告知承诺书"), _("已作出承诺") if agreed else None)]


def _capital(said: dict[str, Row], organ: str) -> Shown:
    del organ
    given, amount = said.get("capital", {}), dispatch_papers.capital_of(said)
    return [
        (_("注册资本"), i18n.money(amount) if amount is not None else None),
        (_("证明材料"), words(EVIDENCE, given.get("evidence"))),
    ]


def _workplace(said: dict[str, Row], organ: str) -> Shown:
    del organ
    given = said.get("workplace", {})
    return [
        (_("经营场所地址"), given.get("address")),
        (_("使用经营场所的依据"), words(RIGHTS, given.get("right"))),
        (_("办公设施设备"), given.get("facilities")),
        (_("信息管理系统"), given.get("information_system")),
    ]


def _management(said: dict[str, Row], organ: str) -> Shown:
    del organ
    chosen = said.get("management", {}).get("rules", [])
    return [(_("已建立的制度"), words(dispatch_papers.MANAGEMENT, chosen))]


def _operations(said: dict[str, Row], organ: str) -> Shown:
    del organ
    given = said.get("operations", {})
    return [(_(label), given.get(name)) for name, label in dispatch_papers.HEADINGS.items()]


def _event(said: dict[str, Row], organ: str) -> Shown:
    del organ
    return [(_("变更的原因"), words(dispatch_papers.EVENTS, said.get("event", {}).get("event")))]


GROUPS: dict[str, Group] = {
    "subject": Group(shapes.Subject, _subject, asks_organ=True),
    "scope": Group(
        shapes.Scope,
        _scope,
        (("activities", {str(name): label for name, label in ACTIVITIES.items()}), ("yes_no", YES_NO)),
    ),
    "premises": Group(shapes.Premises, _premises, (("rights", RIGHTS),)),
    "staff": Group(shapes.Staff, _staff),
    "systems": Group(shapes.Systems, _systems, (("systems", SYSTEMS),)),
    "capital": Group(dispatch_forms.Capital, _capital, (("evidence", EVIDENCE),)),
    "workplace": Group(dispatch_forms.Workplace, _workplace, (("rights", RIGHTS),)),
    "management": Group(dispatch_forms.Management, _management, (("rules", dispatch_papers.MANAGEMENT),)),
    "operations": Group(dispatch_forms.Operations, _operations, (("headings", dispatch_papers.HEADINGS),)),
    "event": Group(dispatch_forms.Event, _event, (("events", dispatch_papers.EVENTS),)),
    "papers": Group(),
    "commitment": Group(shapes.Commitment, _commitment),
}
