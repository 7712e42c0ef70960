"""Whether a licence stands behind an account, how often it is verified, what it has to show. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulation.firms import names
from regulation.law.calendar import WorkCalendar
from regulation.law.citation import (
    HRM_REGULATIONS,
    MARKET_NOTICE_2024,
    ORDER_44,
    PLATFORM_NOTICE_2025,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.recruiter_accounts.status import AccountKind, AccountStatus, Answer
from regulation.recruiter_accounts.traditional import simplified
from regulation.words import N_

#: The three kinds of account, what each may publish.
KINDS = PLATFORM_NOTICE_2025.part("第二项", "item 2")
LICENCE_NEEDED, ONLINE_NEEDED = HRM_REGULATIONS.article(18, 1), ORDER_44.article(9)
#: Who publishes others' jobs is licensed; a suspended licence allows nothing while that lasts.
HALTED = HRM_REGULATIONS.article(18)
VERIFYING = PLATFORM_NOTICE_2025.part("第三项", "item 3")
SHOWN = PLATFORM_NOTICE_2025.part("第四项", "item 4")
#: Local authorities have platforms remind, delete, limit or suspend, and platforms report what they did.
MEASURES = PLATFORM_NOTICE_2025.part(
    "第一项", "item 1", doubt=N_("通知第一项的原文仅见摘要：要求平台处置的方式和程序待核对")
)
#: The network regulator deals with whoever recruits online without a licence, on the opinion of this office.
TRANSFER = MARKET_NOTICE_2024.part(
    "第一项", "item 1", doubt=N_("通知原文未见，依据摘要；没有查到应当通报的条文，因此只作情况通报")
)
IN_FORCE = date(2025, 12, 25)
#: What the licence of a firm that recruits online says, beside job intermediation.
INTERMEDIATION, ONLINE_ITEM = N_("职业中介活动"), N_("开展网络招聘服务")
SCOPE: dict[str, str] = {"intermediation": INTERMEDIATION, "online": ONLINE_ITEM}
#: Of the name of a platform or an account as it is compared: some single signs stand for many letters.
LONGEST = 120
#: What was seen, told in fewer signs, tells nothing.
LEAST_FACTS = 10
#: Days before the six months end on which the holder is reminded; the register's own choice.
REMIND = (30, 7, 1)

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


@rule(VERIFYING)
def is_verified(status: AccountStatus, verify_by: date | None, on: date) -> bool:
    """What was verified holds until its six months end, also while the holder's next declaration is looked at.

    A firm that updates its account in time is not worse off than one that does not.
    """
    if status in (AccountStatus.LAPSED, AccountStatus.REFUSED, AccountStatus.CLOSED):
        return False
    return verify_by is not None and on <= verify_by


@dataclass(frozen=True, slots=True)
class Standing:
    """What the register knows of an account's holder on a day."""

    kind: AccountKind
    status: AccountStatus
    is_verified: bool  #: confirmed, and the six months are not over
    has_licence: bool  #: a living HR service licence
    is_online: bool  #: with the item of online recruitment
    is_public_body: bool = False
    is_halted: bool = False  #: the licence lives and is suspended


@rule(KINDS, ONLINE_NEEDED, LICENCE_NEEDED)
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
    if account.kind is AccountKind.COMMERCIAL and account.is_halted:
        return Answer.LICENCE_HALTED
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


@rule(SHOWN, KINDS)
def missing(answers: Mapping[str, Any]) -> list[Missing]:
    """A declaration names platform, account and kind; a commercial one also says what its page shows of the licence."""
    words = {
        "platform": N_("请选择或者填写平台名称"),
        "handle": N_("请填写账号名称或者编号"),
        "kind": N_("请选择账号类别"),
        "holder_name": N_("请填写账号管理人"),
        "phone": N_("请填写账号公示的联系电话"),
        "shown_name": N_("请填写账号页面公示的机构名称"),
    }
    found = [Missing(key, message, SHOWN) for key, message in words.items() if not answers.get(key)]
    keys = key_of(str(answers.get("platform") or ""), str(answers.get("handle") or "")).split("\n")
    for field, key in zip(("platform", "handle"), keys, strict=True):
        if answers.get(field) and not key:
            found.append(Missing(field, N_("不能只有空格或者看不见的符号"), SHOWN))
        elif len(key) > LONGEST:
            found.append(Missing(field, N_("名称过长，请照平台显示的填写"), SHOWN))
    if answers.get("url") and not str(answers["url"]).startswith(("https://", "http://")):
        found.append(Missing("url", N_("网址应当以 https:// 或者 http:// 开头"), SHOWN))
    if answers.get("kind") == AccountKind.COMMERCIAL:
        if not answers.get("shown_licence"):
            found.append(Missing("shown_licence", N_("请填写账号页面公示的许可证编号"), SHOWN))
        if not answers.get("shown_scope"):
            found.append(Missing("shown_scope", N_("请选择账号页面公示的许可事项"), SHOWN))
        shown = answers.get("shown") or ()
        if left := [key for key in TO_SHOW if key not in shown]:
            found.append(Missing("shown", _NOT_SHOWN[len(left) == len(TO_SHOW)], SHOWN))
    return found


_NOT_SHOWN = (
    N_("经营性招聘账号应当公示每一项；没有公示的，请先在账号页面补齐"),
    N_("请确认账号页面公示的各项内容"),
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whether a firm may hold an account of a kind."""

    has_licence: bool
    is_online: bool
    is_public_body: bool
    is_suspended: bool = False


@rule(KINDS, ONLINE_NEEDED, LICENCE_NEEDED)
def not_entitled(kind: AccountKind, holder: Holder) -> Missing | None:
    """Why the firm cannot declare an account of the kind, if so: others' jobs for a fee need the licence with the online item."""
    if kind is AccountKind.COMMERCIAL and not holder.has_licence:
        return Missing(
            "kind",
            N_("本机构没有有效的人力资源服务许可证，不能申报经营性招聘账号；请先申请许可"),
            LICENCE_NEEDED,
        )
    if kind is AccountKind.COMMERCIAL and holder.is_suspended:
        return Missing("kind", N_("本机构的许可正在暂停期间，不能申报经营性招聘账号"), HALTED)
    if kind is AccountKind.COMMERCIAL and not holder.is_online:
        return Missing(
            "kind",
            N_("本机构的许可证没有开展网络招聘服务的事项，不能申报经营性招聘账号；请先申请变更许可"),
            ONLINE_NEEDED,
        )
    if kind is AccountKind.PUBLIC and not holder.is_public_body:
        return Missing(
            "kind",
            N_("公共招聘账号只能由公共人力资源服务机构申报"),
            KINDS,
        )
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison: what the account shows, what the register says, whether they are the same."""

    key: str
    label: str
    shown: str | date | tuple[str, ...] | None
    register: str | date | tuple[str, ...] | None
    is_same: bool


@rule(SHOWN, VERIFYING)
def compare(kind: AccountKind, shown: Mapping[str, Any], register: Mapping[str, Any]) -> list[Line]:
    """Name, licence number, scope and validity, as the account shows them and as the register has them.

    Spelling does not make a difference: width, kind of bracket and blanks. `register` is of `of_register`.
    """
    given = {
        "name": shown.get("shown_name") or "",
        "licence_number": shown.get("shown_licence") or "",
        "scope": tuple(SCOPE[key] for key in SCOPE if key in (shown.get("shown_scope") or ())),
        "expires_on": shown.get("shown_until"),
    }
    labels = {
        "name": N_("机构名称"),
        "licence_number": N_("许可证编号"),
        "scope": N_("许可事项"),
        "expires_on": N_("有效期至"),
    }
    asked = labels if kind is AccountKind.COMMERCIAL else ("name",)
    found = []
    for key in asked:
        said = register.get(key)
        if key == "scope":
            said = tuple(each for each in SCOPE.values() if each in (said or ()))
        is_same = _alike(str(given[key])) == _alike(said) if isinstance(said, str) else given[key] == said
        found.append(Line(key, labels[key], given[key], said, is_same))
    return found


_SQUARE = str.maketrans("[]", "()")


def _alike(text: str) -> str:
    return simplified(names.key(text)).translate(_SQUARE)


#: What the register says of a firm that a commercial account shows of it.
OF_FIRM = ("name", "uscc", "legal_representative", "domicile")
OF_LICENCE = ("licence_number", "scope", "expires_on")
CHANGED: dict[str, str] = {
    "name": N_("机构名称"),
    "uscc": N_("统一社会信用代码"),
    "legal_representative": N_("法定代表人"),
    "domicile": N_("住所"),
    "licence_number": N_("许可证编号"),
    "scope": N_("许可事项"),
    "expires_on": N_("有效期至"),
}


def of_register(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of the register with a declaration, in the form in which JSON gives it back."""
    said: dict[str, Any] = {key: row.get(key) or "" for key in (*OF_FIRM, "licence_number")}
    said["scope"] = sorted(row.get("scope") or ())
    said["expires_on"] = row["expires_on"].isoformat() if row.get("expires_on") else ""
    return said


@rule(SHOWN)
def changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """What of the register, as the account shows it, has changed since it was declared. Both of `of_register`.

    A licence that is gone is no change to be shown: the account is licensed no more.
    """
    asked = OF_FIRM if not now["licence_number"] else (*OF_FIRM, *OF_LICENCE)
    return tuple(key for key in asked if then.get(key, now[key]) != now[key])


@rule(SHOWN)
def changed_on(days: Iterable[tuple[date | None, date]]) -> date:
    """The day from which the ten working days run: of each change the later of its own day and the day the register had it.

    The notice says nothing of a change that is entered late; nobody can update after what is not known.
    """
    return min(max(of or known, known) for of, known in days)


def key_of(platform: str, handle: str) -> str:
    """The same account however it is typed: width, case, spaces, brackets, traditional characters, a leading @ aside."""
    name, account = (simplified(names.key(each)) for each in (platform, handle))
    return f"{name}\n{account.removeprefix('@')}"
