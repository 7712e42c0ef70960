"""An application beside what the register, and the papers of before, hold of the same firm: every fact that both know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.licensing.groups import words
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.accounts import organs
from regulation.firms import queries as register
from regulation.licensing import queries
from regulation.licensing.rules import comparing, conditions, dispatch_papers
from regulation.licensing.status import ACTIVITIES, LIVING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: as applied for, as it is known, by whom, and where the two differ."""

    label: str
    given: str
    known: str
    source: str
    #: A list: its items are compared, not its letters.
    is_list: bool = False

    @property
    def state(self) -> str:
        """`same`, `differs`, or which side says nothing of it."""
        if not self.given and not self.known:
            return "neither"
        if not self.known:
            return "new"
        if not self.given:
            return "absent"
        other = (
            comparing.items_differ(self.given, self.known, _("、"))
            if self.is_list
            else comparing.differs(self.given, self.known)
        )
        return "differs" if other else "same"

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The given text, what is otherwise marked."""
        if self.state != "differs":
            return [(self.given, False)]
        if self.is_list:
            return comparing.item_pieces(self.given, self.known, _("、"))
        return comparing.pieces(self.given, self.known)


def pieces(after: object, before: object) -> list[tuple[str, bool]]:
    """What a supplement says now, in pieces, what was not there before marked; empty for what was taken out."""
    return comparing.pieces(str(after or ""), str(before or ""))


async def lines(application: Row, firm: Row) -> list[Line]:
    """Every fact of the application that the register or an earlier paper holds; what neither says is left out."""
    said: Mapping[str, Mapping[str, Any]] = application["answers"]
    subject, scope = said.get("subject", {}), said.get("scope", {})
    place = said.get("premises", said.get("workplace", {}))
    before, source = await _before(firm["id"])
    capital, known_capital = dispatch_papers.capital_of(said), firm["capital_amount"]
    held = [each for each in await register.registrations(firm["id"]) if each.status in LIVING]
    found = [
        Line(_("机构名称"), subject.get("name") or "", firm["name"], _("登记信息")),
        Line(_("统一社会信用代码"), subject.get("uscc") or "", firm["uscc"] or "", _("登记信息")),
        Line(_("住所"), subject.get("domicile") or "", firm["domicile"], _("登记信息")),
        Line(
            _("法定代表人"),
            subject.get("legal_representative") or "",
            firm["legal_representative"],
            _("登记信息"),
        ),
        Line(_("经营场所地址"), place.get("address") or "", firm["place_of_business"], _("登记信息")),
        Line(
            _("许可机关"),
            await _organ(application["organ"]),
            await _organ(firm["organ"]),
            _("登记信息"),
        ),
        Line(
            _("服务项目"),
            words(ACTIVITIES, list(scope.get("activities", []))),
            words(ACTIVITIES, list(before.get("scope", {}).get("activities", [])))
            or _("、").join(dict.fromkeys(_(one) for each in held for one in each.scope)),
            source if before.get("scope") else _("登记信息"),
            is_list=True,
        ),
        Line(
            _("网站、应用程序"),
            scope.get("website") or "",
            before.get("scope", {}).get("website") or "",
            source,
        ),
        Line(
            _("电信业务经营许可证编号"),
            scope.get("telecom_number") or "",
            before.get("scope", {}).get("telecom_number") or "",
            source,
        ),
        Line(
            _("联系人"),
            subject.get("contact_name") or "",
            before.get("subject", {}).get("contact_name") or "",
            source,
        ),
        Line(
            _("联系电话"),
            subject.get("contact_phone") or "",
            before.get("subject", {}).get("contact_phone") or "",
            source,
        ),
        Line(_("专职工作人员"), _staff(said), _staff(before), source, is_list=True),
    ]
    if capital is not None:
        known = i18n.money(known_capital) if known_capital is not None else ""
        found.insert(4, Line(_("注册资本"), i18n.money(capital), known, _("登记信息")))
    return [each for each in found if each.state != "neither"]


async def _before(firm_id: UUID) -> tuple[Row, str]:
    """What the firm said last in an application that was granted, else in a filing; and which that was."""
    for licence in await queries.licences_of(firm_id):
        answers = await queries.last_answers(licence)
        if answers:
            return answers, _("许可证 %(number)s 的申请", number=licence["number"])
    for filing in await queries.filings_of(firm_id):
        contact = {"contact_name": filing["contact_name"], "contact_phone": filing["contact_phone"]}
        return {"subject": contact}, _("备案 %(number)s", number=filing["number"])
    return {}, ""


async def _organ(organ_id: UUID | None) -> str:
    found = await organs.by_id(organ_id) if organ_id else None
    if not found:
        return ""
    return str(found["name_en"] if i18n.language() == i18n.ENGLISH else found["name"])


def _staff(said: Mapping[str, Mapping[str, Any]]) -> str:
    return _("、").join(" ".join(each).strip() for each in conditions.staff_of(said))
