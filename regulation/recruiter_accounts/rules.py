"""Whether a licence stands behind an account, how often it is verified, what it has to show. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulation.law.calendar import WorkCalendar
from regulation.law.citation import HRM_REGULATIONS, ORDER_44, PLATFORM_NOTICE_2025, Citation
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.recruiter_accounts.status import AccountKind, AccountStatus, Answer
from regulation.words import N_

VERIFYING = PLATFORM_NOTICE_2025.part("第三项", "item 3")
SHOWN = PLATFORM_NOTICE_2025.part("第四项", "item 4")
IN_FORCE = date(2025, 12, 25)

REVERIFY = DatedValue(
    "recruiter_accounts.reverify",
    N_("招聘账号重新核验的间隔"),
    (
        Since(
            IN_FORCE,
            Period(
                6,
                Unit.MONTHS,
                N_("上次核验"),
                Roll.NONE,
                VERIFYING,
                provisional_note=N_("通知要求至少每六个月核验一次，系平台的义务；此处同样用于登记"),
            ),
            VERIFYING,
            doubt=N_("通知规定的是平台的核验义务，登记簿采用同一间隔"),
        ),
    ),
)
UPDATE = DatedValue(
    "recruiter_accounts.update",
    N_("招聘账号公示信息变更的更新期限"),
    (Since(IN_FORCE, Period(10, Unit.WORKING_DAYS, N_("信息变更"), Roll.NONE, SHOWN), SHOWN),),
)


@rule(VERIFYING, ORDER_44.article(25))
def verified_until(verified_on: date, calendar: WorkCalendar) -> Due:
    """Whoever recruits on a platform is verified at least every six months."""
    return REVERIFY.on(max(verified_on, IN_FORCE)).due(verified_on, calendar)


@rule(SHOWN)
def update_due(changed_on: date, calendar: WorkCalendar) -> Due:
    """What the account shows is updated within ten working days of a change."""
    return UPDATE.on(max(changed_on, IN_FORCE)).due(changed_on, calendar)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the register knows of an account's holder on a day."""

    kind: AccountKind
    status: AccountStatus
    is_verified: bool  #: confirmed, and the six months are not over
    has_licence: bool  #: a living HR service licence
    is_online: bool  #: with the item of online recruitment
    is_public_body: bool = False


@rule(PLATFORM_NOTICE_2025.part("第二项", "item 2"), ORDER_44.article(9), HRM_REGULATIONS.article(18, 1))
def answer(account: Standing | None) -> Answer:
    """Is this account licensed? Posting jobs of others for a fee needs the licence with the online item behind it.

    What stands in the way is said before what is only not yet checked.
    """
    if account is None:
        return Answer.UNKNOWN
    if account.status is AccountStatus.CLOSED:
        return Answer.CLOSED
    if account.status is AccountStatus.SUSPENDED:
        return Answer.SUSPENDED
    if account.kind is AccountKind.COMMERCIAL and not account.has_licence:
        return Answer.LICENCE_ENDED
    if account.kind is AccountKind.COMMERCIAL and not account.is_online:
        return Answer.NOT_ONLINE
    if not account.is_verified:
        return Answer.NOT_VERIFIED
    if account.kind is AccountKind.COMMERCIAL:
        return Answer.LICENSED
    if account.kind is AccountKind.PUBLIC:
        return Answer.PUBLIC if account.is_public_body else Answer.NOT_VERIFIED
    return Answer.OWN_ONLY


#: What a commercial account shows on its page, item 4.
TO_SHOW: dict[str, str] = {
    "business_licence": N_("营业执照"),
    "hr_licence": N_("人力资源服务许可证"),
    "services": N_("服务项目"),
    "fees": N_("收费标准"),
    "supervisor": N_("监督机关和监督电话"),
    "label": N_("“招聘服务类”标识"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the declaration lacks: the field, what to do, and why."""

    field: str
    message: str
    citation: Citation


@rule(SHOWN, PLATFORM_NOTICE_2025.part("第二项", "item 2"))
def missing(answers: Mapping[str, Any]) -> list[Missing]:
    """A declaration names platform, account and kind; a commercial one also confirms each thing the account has to show."""
    words = {
        "platform": N_("请选择或者填写平台名称"),
        "handle": N_("请填写账号名称或者编号"),
        "kind": N_("请选择账号类别"),
        "holder_name": N_("请填写账号管理人"),
        "phone": N_("请填写账号公示的联系电话"),
    }
    found = [Missing(key, message, SHOWN) for key, message in words.items() if not answers.get(key)]
    if answers.get("kind") == AccountKind.COMMERCIAL:
        found += [
            Missing(key, N_("请确认账号页面已公示该项"), SHOWN)
            for key in TO_SHOW
            if key not in (answers.get("shown") or ())
        ]
    return found


_SPACE = re.compile(r"\s+")


def key_of(platform: str, handle: str) -> str:
    """The same account however it is typed: width, case, spaces and a leading @ aside."""
    parts = (_SPACE.sub("", unicodedata.normalize("NFKC", each)).casefold() for each in (platform, handle))
    name, account = parts
    return f"{name}\n{account.removeprefix('@')}"
