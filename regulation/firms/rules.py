"""What the register says of a firm, and how facts become its present row. Pure.

Order of the articles: 《人力资源市场暂行条例》 eighteen (licence, filing), twenty (branches), twenty-one
(changes), twenty-two (public lists).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from regulation.firms import names
from regulation.firms.status import (
    LICENCES,
    LIMIT_KINDS,
    LIVING,
    RECORDED,
    REGISTRATION_KINDS,
    REGISTRATION_STATUSES,
    REPORTED,
    BusinessState,
    InstType,
    LimitKind,
    RegistrationKind,
    RegistrationStatus,
    Standing,
)
from regulation.law.citation import HRM_REGULATIONS, LABOUR_CONTRACT_LAW, LICENSING_LAW, ORDER_22, Citation
from regulation.words import N_

#: Every fact the register keeps of a firm, in the order in which pages show them.
FACTS: dict[str, str] = {
    "name": N_("机构名称"),
    "uscc": N_("统一社会信用代码"),
    "old_number": N_("旧注册号"),
    "legal_representative": N_("法定代表人"),
    "domicile": N_("住所"),
    "place_of_business": N_("经营场所"),
    "area": N_("所在区"),
    "district": N_("名录所载地区"),
    "established_on": N_("成立日期"),
    "capital": N_("注册资本"),
    "ownership_type": N_("企业类型"),
    "inst_type": N_("机构类型"),
    "business_state": N_("经营状态"),
    "scope": N_("经营范围"),
    "published_licence_number": N_("名录所载许可编号"),
    "published_licence_name": N_("名录所载许可证书"),
    "published_licence_from": N_("名录所载许可日期"),
    "published_licence_until": N_("名录所载有效期至"),
    "published_licence_organ": N_("名录所载许可机关"),
}

#: What an official may enter from a report of change or a correction.
EDITABLE = (
    "name",
    "uscc",
    "legal_representative",
    "domicile",
    "place_of_business",
    "area",
    "established_on",
    "capital",
    "ownership_type",
    "inst_type",
    "business_state",
    "scope",
)
REPORT_OF_CHANGE = HRM_REGULATIONS.article(21)
PUBLIC_LIST = HRM_REGULATIONS.article(22)


# --- Article 18: what a firm may do -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Registration:
    """A licence, filing or report, as the register holds it."""

    kind: RegistrationKind
    number: str
    status: RegistrationStatus
    issued_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    organ: str = ""
    scope: tuple[str, ...] = ()
    conditions: str = ""

    def status_on(self, today: date) -> RegistrationStatus:
        """The status as it is in law on a day: a term that has run out ends it, whether or not recorded yet.

        《行政许可法》第五十条第二款: where renewal was applied for in time and the organ stays silent, it lives on.
        """
        if self.status is RegistrationStatus.VALID and self.expires_on and self.expires_on < today:
            return RegistrationStatus.EXPIRED
        return self.status

    def is_living(self, today: date) -> bool:
        """Whether the firm may rely on it."""
        return self.status_on(today) in LIVING

    def label_on(self, today: date) -> str:
        """The statutory word for its state: a filing is recorded, not valid."""
        status = self.status_on(today)
        if status is RegistrationStatus.VALID and self.kind is RegistrationKind.FILING:
            return RECORDED
        if status is RegistrationStatus.VALID and self.kind is RegistrationKind.BRANCH_REPORT:
            return REPORTED
        return REGISTRATION_STATUSES[status]


@dataclass(frozen=True, slots=True)
class Limit:
    """What hangs on a registration besides its own state, from one day to another."""

    kind: LimitKind
    registration_kind: RegistrationKind
    registration_number: str
    number: str
    ground: str
    said: str
    said_en: str
    organ: str
    document_number: str
    since: date
    #: First day on which it no longer holds.
    before: date | None
    basis: Citation | None = None

    @property
    def until(self) -> date | None:
        """The last day on which it holds, as people write it."""
        return self.before - timedelta(days=1) if self.before else None

    @property
    def label(self) -> str:
        """The word for its kind."""
        return LIMIT_KINDS[self.kind]

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day; its last day is one of its days."""
        return self.since <= day and (self.before is None or day < self.before)

    def is_of(self, registration: Registration) -> bool:
        """Whether it hangs on this registration."""
        return (self.registration_kind, self.registration_number) == (registration.kind, registration.number)


def suspension_of(registration: Registration, limits: Iterable[Limit], today: date) -> Limit | None:
    """The suspension in force on a registration; of several the one that lasts longest."""
    found = [
        each
        for each in limits
        if each.kind is LimitKind.SUSPENSION and each.is_of(registration) and each.holds_on(today)
    ]
    return max(found, key=lambda each: (each.before or date.max, each.number), default=None)


_ENDINGS = {
    RegistrationStatus.EXPIRED: Standing.EXPIRED,
    RegistrationStatus.REVOKED: Standing.REVOKED,
    RegistrationStatus.SET_ASIDE: Standing.SET_ASIDE,
    RegistrationStatus.WITHDRAWN: Standing.WITHDRAWN,
    RegistrationStatus.CANCELLED: Standing.CANCELLED,
    RegistrationStatus.ENDED: Standing.ENDED,
}


def standing(registrations: Iterable[Registration], today: date, limits: Iterable[Limit] = ()) -> Standing:
    """The strongest living registration, else how the latest licence ended, else how the latest filing did.

    A registration that is suspended is not relied on: whoever holds nothing stronger reads as suspended.
    """
    held, hanging = list(registrations), list(limits)
    living: dict[RegistrationKind, bool] = {}
    for each in held:
        if each.is_living(today):
            is_free = suspension_of(each, hanging, today) is None
            living[each.kind] = living.get(each.kind, False) or is_free
    for kinds, word in (
        (LICENCES, Standing.LICENSED),
        ({RegistrationKind.FILING}, Standing.FILED),
        ({RegistrationKind.BRANCH_REPORT}, Standing.REPORTED),
    ):
        if found := [is_free for kind, is_free in living.items() if kind in kinds]:
            return word if any(found) else Standing.SUSPENDED
    if not held:
        return Standing.NONE
    last = max(
        held,
        key=lambda each: (
            each.kind in LICENCES,
            each.ended_on or each.expires_on or each.issued_on or date.min,
        ),
    )
    return _ENDINGS[last.status_on(today)]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer; `message` is a key of the catalogue."""

    message: str
    tone: str
    params: Mapping[str, Any] = field(default_factory=dict)
    citation: Citation | None = None


#: 第十八条第一款: intermediation needs the licence; 第二款: other services are filed; 第三款: dispatch has its own licence.
INTERMEDIATION = HRM_REGULATIONS.article(18, 1)
OTHER_SERVICES = HRM_REGULATIONS.article(18, 2)
DISPATCH = LABOUR_CONTRACT_LAW.article(57)
RENEWAL = LICENSING_LAW.article(50, 2)

_MAY = {
    RegistrationKind.HR_LICENCE: (
        N_("该机构持有有效的人力资源服务许可证，可以依法从事职业中介活动，有效期至%(until)s。"),
        N_("该机构持有有效的人力资源服务许可证，可以依法从事职业中介活动。"),
        INTERMEDIATION,
    ),
    RegistrationKind.DISPATCH_LICENCE: (
        N_("该机构持有有效的劳务派遣经营许可证，可以依法经营劳务派遣业务，有效期至%(until)s。"),
        N_("该机构持有有效的劳务派遣经营许可证，可以依法经营劳务派遣业务。"),
        DISPATCH,
    ),
}
_RENEWING = {
    RegistrationKind.HR_LICENCE: N_(
        "该机构的人力资源服务许可证正在办理延续，决定作出前可以继续从事职业中介活动。"
    ),
    RegistrationKind.DISPATCH_LICENCE: N_(
        "该机构的劳务派遣经营许可证正在办理延续，决定作出前可以继续经营劳务派遣业务。"
    ),
}
_MAY_NOT = {
    RegistrationKind.HR_LICENCE: {
        RegistrationStatus.EXPIRED: N_(
            "该机构的人力资源服务许可证有效期已于%(day)s届满且未延续，不得从事职业中介活动。"
        ),
        RegistrationStatus.REVOKED: N_("该机构的人力资源服务许可证已被吊销，不得从事职业中介活动。"),
        RegistrationStatus.SET_ASIDE: N_("该机构的人力资源服务许可已被撤销，不得从事职业中介活动。"),
        RegistrationStatus.WITHDRAWN: N_("该机构的人力资源服务许可已被撤回，不得从事职业中介活动。"),
        RegistrationStatus.CANCELLED: N_("该机构的人力资源服务许可已注销，不得从事职业中介活动。"),
        RegistrationStatus.ENDED: N_("该机构的人力资源服务许可已终止，不得从事职业中介活动。"),
    },
    RegistrationKind.DISPATCH_LICENCE: {
        RegistrationStatus.EXPIRED: N_(
            "该机构的劳务派遣经营许可证有效期已于%(day)s届满且未延续，不得经营劳务派遣业务。"
        ),
        RegistrationStatus.REVOKED: N_("该机构的劳务派遣经营许可证已被吊销，不得经营劳务派遣业务。"),
        RegistrationStatus.SET_ASIDE: N_("该机构的劳务派遣经营许可已被撤销，不得经营劳务派遣业务。"),
        RegistrationStatus.WITHDRAWN: N_("该机构的劳务派遣经营许可已被撤回，不得经营劳务派遣业务。"),
        RegistrationStatus.CANCELLED: N_("该机构的劳务派遣经营许可已注销，不得经营劳务派遣业务。"),
        RegistrationStatus.ENDED: N_("该机构的劳务派遣经营许可已终止，不得经营劳务派遣业务。"),
    },
}
#: What is left of a dispatch licence that ended against its holder's wish, 《劳务派遣暂行规定》第十一条.
_CONTRACTS_RUN_ON = N_("许可终止前依法订立的劳动合同履行至期限届满；期间不得新派遣劳动者。")
_RUN_ON_AFTER = frozenset(
    {
        RegistrationStatus.EXPIRED,
        RegistrationStatus.REVOKED,
        RegistrationStatus.SET_ASIDE,
        RegistrationStatus.WITHDRAWN,
    }
)
#: What a suspended registration does not allow while it lasts: with a last day, and without one.
_SUSPENDED: dict[RegistrationKind, tuple[str, str]] = {
    RegistrationKind.HR_LICENCE: (
        N_("该机构的人力资源服务许可自%(since)s起至%(until)s暂停经营，期间不得从事职业中介活动。"),
        N_("该机构的人力资源服务许可自%(since)s起暂停经营，解除前不得从事职业中介活动。"),
    ),
    RegistrationKind.DISPATCH_LICENCE: (
        N_("该机构的劳务派遣经营许可自%(since)s起至%(until)s暂停经营，期间不得新派遣劳动者。"),
        N_("该机构的劳务派遣经营许可自%(since)s起暂停经营，解除前不得新派遣劳动者。"),
    ),
    RegistrationKind.FILING: (
        N_("该机构备案的人力资源服务自%(since)s起至%(until)s暂停，期间不得开展备案的服务项目。"),
        N_("该机构备案的人力资源服务自%(since)s起暂停，解除前不得开展备案的服务项目。"),
    ),
    RegistrationKind.BRANCH_REPORT: (
        N_("该分支机构自%(since)s起至%(until)s暂停经营，期间不得开展人力资源服务。"),
        N_("该分支机构自%(since)s起暂停经营，解除前不得开展人力资源服务。"),
    ),
}
_LIMITED: dict[LimitKind, Statement] = {
    LimitKind.RESTRICTION: Statement(N_("该机构的登记附有限制，见“条件和限制”。"), "warn"),
    LimitKind.CONDITION: Statement(N_("该机构的登记附有条件，见“条件和限制”。"), "info"),
}
_NO_LICENCE = N_("本登记簿中该机构没有有效的人力资源服务许可，不得从事职业中介活动。")
_FILED = N_("该机构已办理人力资源服务备案，可以开展备案的服务项目；备案不是许可。")
_REPORTED = N_("该机构是已向本市报告的分支机构，许可由其总机构所在地的部门颁发。")
_NOTHING = N_("本登记簿没有该机构的许可或者备案记录，不能认定其可以依法开展人力资源服务。")
_ELSEWHERE = N_(
    "该机构住所在北京市以外，本登记簿没有其许可或者备案记录，请向其住所地的人力资源社会保障部门核实。"
)
_GONE = N_("该机构已注销登记，不再经营。")


def answer(
    registrations: Iterable[Registration],
    today: date,
    *,
    is_local: bool = True,
    business_state: BusinessState = BusinessState.UNKNOWN,
    limits: Iterable[Limit] = (),
) -> list[Statement]:
    """Lawful or not, for what, until when: the first sentence is the answer, the others complete it.

    While a suspension is in force that is the answer, whatever else the firm may do.
    """
    held, hanging = list(registrations), [each for each in limits if each.holds_on(today)]
    if business_state is BusinessState.DEREGISTERED:
        return [Statement(_GONE, "bad")]
    living = [each for each in held if each.is_living(today)]
    suspended = {each: found for each in living if (found := suspension_of(each, hanging, today))}
    said = [_suspended(each) for kind in _SUSPENDED for of, each in suspended.items() if of.kind is kind]
    said += [
        _may(each) for kind in (*_MAY,) for each in living if each.kind is kind and each not in suspended
    ]
    for kind in _MAY:
        ended = [each for each in held if each.kind is kind and not each.is_living(today)]
        if ended and not any(each.kind is kind for each in living):
            last = max(ended, key=lambda each: each.ended_on or each.expires_on or date.min)
            message = _MAY_NOT[kind][last.status_on(today)]
            said.append(Statement(message, "bad", {"day": last.expires_on}, _MAY[kind][2]))
            if kind is RegistrationKind.DISPATCH_LICENCE and last.status_on(today) in _RUN_ON_AFTER:
                said.append(Statement(_CONTRACTS_RUN_ON, "info", citation=ORDER_22.article(11)))
    free = [each for each in living if each not in suspended]
    if any(each.kind is RegistrationKind.FILING for each in free):
        said.append(Statement(_FILED, "info", citation=OTHER_SERVICES))
        if not any(each.kind is RegistrationKind.HR_LICENCE for each in held):
            said.append(Statement(_NO_LICENCE, "warn", citation=INTERMEDIATION))
    # A firm with registrations of its own that reported a branch is no branch itself.
    if free and all(each.kind is RegistrationKind.BRANCH_REPORT for each in held):
        said.append(Statement(_REPORTED, "info", citation=HRM_REGULATIONS.article(20)))
    said += [_LIMITED[kind] for kind in _LIMITED if any(each.kind is kind for each in hanging)]
    if not said:
        said.append(Statement(_NOTHING if is_local else _ELSEWHERE, "warn", citation=INTERMEDIATION))
    return said


def _suspended(limit: Limit) -> Statement:
    with_end, without = _SUSPENDED[limit.registration_kind]
    if limit.until:
        return Statement(with_end, "bad", {"since": limit.since, "until": limit.until}, limit.basis)
    return Statement(without, "bad", {"since": limit.since}, limit.basis)


def _may(licence: Registration) -> Statement:
    if licence.status is RegistrationStatus.RENEWAL_PENDING:
        return Statement(_RENEWING[licence.kind], "info", citation=RENEWAL)
    with_term, without, citation = _MAY[licence.kind]
    if licence.expires_on:
        return Statement(with_term, "good", {"until": licence.expires_on}, citation)
    return Statement(without, "good", citation=citation)


def kinds_of(registrations: Iterable[Registration]) -> list[str]:
    """The words for the kinds of registration a firm has or had, in their fixed order."""
    held = {each.kind for each in registrations}
    return [label for kind, label in REGISTRATION_KINDS.items() if kind in held]


# --- Facts and their projection ------------------------------------------------------------------------


def capital_of(value: str) -> tuple[Decimal | None, str]:
    """Amount and currency of a capital fact such as `2000000.00 CNY`."""
    amount, _, currency = value.partition(" ")
    return (Decimal(amount), currency) if amount else (None, "")


def projection(facts: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a firm's present row, from its present facts."""
    amount, currency = capital_of(facts.get("capital", ""))
    established = facts.get("established_on", "")
    name = facts["name"]
    return {
        "name": name,
        "name_key": names.key(name),
        "uscc": facts.get("uscc") or None,
        "old_number": facts.get("old_number") or None,
        "area": facts.get("area") or "elsewhere",
        "district": facts.get("district", "")[:80],
        "domicile": facts.get("domicile", "")[:400],
        "place_of_business": facts.get("place_of_business", "")[:400],
        "legal_representative": facts.get("legal_representative", "")[:100],
        "capital_amount": amount,
        "capital_currency": currency,
        "ownership_type": facts.get("ownership_type", "")[:80],
        "inst_type": InstType(facts["inst_type"]) if facts.get("inst_type") else None,
        "business_state": BusinessState(facts.get("business_state") or BusinessState.UNKNOWN),
        "established_on": date.fromisoformat(established) if established else None,
        "scope": facts.get("scope", ""),
    }


def registration_text(registration: Registration, on: date) -> str:
    """How a registration stood on a day, as one value that can be compared: status and days."""
    days = (registration.issued_on, registration.expires_on, registration.ended_on)
    return " ".join([registration.status_on(on), *(day.isoformat() if day else "-" for day in days)])


def limit_text(limit: Limit) -> str:
    """What hung on a registration on a day, as one value that can be compared: its first day, and the first one without it."""
    return f"{limit.since.isoformat()} {limit.before.isoformat() if limit.before else '-'}"


def register_number(n: int) -> str:
    """The permanent number of the n-th firm: F0000001."""
    return f"F{n:07d}"
