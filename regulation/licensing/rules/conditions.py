"""Who may apply on which track, what has to be shown, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_COMMITMENT_NOTICE,
    COMMITMENT_OPINIONS,
    LICENSING_LAW,
    ORDER_44,
    ORDER_50,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.licensing.status import Activity, CheckOccasion, Track
from regulation.words import N_

# --- The choice of track -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Credit:
    """What is known of an applicant's credit on the day it applies."""

    #: A serious item of bad credit that has not been repaired.
    has_serious_item: bool = False
    #: A promise in an earlier application turned out false or was not kept, and this was not repaired.
    broke_a_commitment: bool = False


@rule(COMMITMENT_OPINIONS.whole(), ORDER_50.article(7))
def barred_from_commitment(credit: Credit) -> str | None:
    """The commitment track is closed to applicants with serious bad credit or an earlier false promise, until repaired.

    Returns the reason in Chinese, or None when the track is open.
    """
    if credit.broke_a_commitment:
        return N_("以往的告知承诺经核查未履行，尚未修复，不适用告知承诺")
    if credit.has_serious_item:
        return N_("存在较严重的不良信用记录，修复前不适用告知承诺")
    return None


# --- 《人力资源服务机构管理规定》第六条 -----------------------------------------------------------------

LEAST_STAFF = DatedValue(
    "licensing.least_staff",
    N_("专职工作人员最低人数"),
    (Since(date(2023, 8, 1), 3, ORDER_50.article(6)),),
)
#: Group of questions -> its title, in the order of the form.
GROUPS: dict[str, str] = {
    "subject": N_("申请主体"),
    "scope": N_("业务范围"),
    "premises": N_("经营场所和设施"),
    "staff": N_("专职工作人员"),
    "systems": N_("章程和管理制度"),
    "papers": N_("上传材料"),
    "commitment": N_("告知承诺书"),
}
#: Papers of the general track: kind -> name. Nothing else may be asked for (《行政许可法》第三十一条).
PAPERS: dict[str, str] = {
    "articles": N_("机构章程和管理制度"),
    "premises_proof": N_("经营场所的所有权、使用权或者租赁证明"),
    "other": N_("法律、法规规定的其他材料"),
}
REQUIRED_PAPERS = ("articles", "premises_proof")
FUNDS_NEEDED = N_("请填写开办资金")


@dataclass(frozen=True, slots=True)
class Missing:
    """Something an application still lacks. `group` is the page on which it is supplied."""

    group: str
    field: str
    message: str
    citation: Citation


@rule(ORDER_50.article(7), LICENSING_LAW.article(31))
def groups_of(track: Track) -> tuple[str, ...]:
    """The general track asks for papers; the commitment track asks for the form and the promise, nothing else."""
    own = "papers" if track == Track.GENERAL else "commitment"
    return ("subject", "scope", "premises", "staff", "systems", own)


def _lacks(given: Mapping[str, Any], *names: str) -> list[str]:
    return [name for name in names if given.get(name) in (None, "", [])]


SUBJECT_FIELDS: dict[str, str] = {
    "name": N_("请填写机构名称"),
    "uscc": N_("请填写统一社会信用代码"),
    "domicile": N_("请填写住所"),
    "legal_representative": N_("请填写法定代表人姓名"),
    "organ": N_("请选择许可机关"),
    "contact_name": N_("请填写联系人"),
    "contact_phone": N_("请填写联系电话"),
}


@rule(ORDER_50.article(6), ORDER_50.article(5, 2), ORDER_44.article(9), LICENSING_LAW.article(31))
def missing(
    track: Track, answers: Mapping[str, Mapping[str, Any]], papers: frozenset[str], on: date
) -> list[Missing]:
    """What the application still lacks to be complete: articles and systems, premises and funds, three staff, the papers.

    No floor area, no amount of capital and no certificate is demanded: conditions are the Order's own
    (《行政许可法》第十六条). A telecom licence is asked for only where online recruitment needs one.
    """
    order, found = ORDER_50.article(6), []
    subject = answers.get("subject", {})
    found += [
        Missing("subject", f, SUBJECT_FIELDS[f], ORDER_50.article(5))
        for f in _lacks(subject, *SUBJECT_FIELDS)
    ]
    scope = answers.get("scope", {})
    if not scope.get("activities"):
        found.append(Missing("scope", "activities", N_("请选择拟开展的职业中介活动"), ORDER_50.article(5, 2)))
    if Activity.ONLINE in (scope.get("activities") or []):
        if not scope.get("website"):
            found.append(
                Missing("scope", "website", N_("请填写网站、应用程序的名称或者地址"), ORDER_44.article(9))
            )
        if scope.get("needs_telecom") == "yes" and not scope.get("telecom_number"):
            found.append(
                Missing("scope", "telecom_number", N_("请填写电信业务经营许可证编号"), ORDER_44.article(9))
            )
        if not scope.get("needs_telecom"):
            found.append(
                Missing("scope", "needs_telecom", N_("请选择是否涉及经营电信业务"), ORDER_44.article(9))
            )
    premises = answers.get("premises", {})
    premises_fields = {
        "address": N_("请填写经营场所地址"),
        "right": N_("请选择使用经营场所的依据"),
        "facilities": N_("请填写办公设施"),
        "funds": FUNDS_NEEDED,
    }
    found += [Missing("premises", f, premises_fields[f], order) for f in _lacks(premises, *premises_fields)]
    least = LEAST_STAFF.on(on)
    if len(staff_of(answers)) < least:
        found.append(Missing("staff", "staff", N_("专职工作人员不少于3名"), order))
    if not answers.get("systems", {}).get("systems"):
        found.append(Missing("systems", "systems", N_("请选择已建立的管理制度"), order))
    if track == Track.GENERAL:
        names = {"articles": N_("请上传机构章程和管理制度"), "premises_proof": N_("请上传经营场所证明")}
        found += [
            Missing("papers", kind, names[kind], ORDER_50.article(7))
            for kind in REQUIRED_PAPERS
            if kind not in papers
        ]
    elif not answers.get("commitment", {}).get("agreed"):
        found.append(
            Missing("commitment", "agreed", N_("请阅读告知内容并作出承诺"), COMMITMENT_OPINIONS.whole())
        )
    return found


def staff_of(answers: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Name and post of each member of staff, one a line, separated by a comma or a space."""
    lines = str(answers.get("staff", {}).get("staff", "")).splitlines()
    people = []
    for line in lines:
        for sign in ("，", "、", ",", "\t", ";", "；"):
            line = line.replace(sign, " ")  # noqa: PLW2901 - the same line, cleaned
        name, _, post = " ".join(line.split()).partition(" ")
        if name:
            people.append((name, post))
    return people


# --- What the organ tells before a promise, 《北京市优化营商环境条例》第三十三条 ------------------------------

#: Conditions, standards and results that the applicant promises to know, in the order of the letter. The months of the
#: check are a local value.
COMMITTED: tuple[tuple[str, Citation], ...] = (
    (N_("有符合法律、法规规定的章程和管理制度"), ORDER_50.article(6)),
    (N_("有开展业务必需的固定场所、办公设施和一定数额的开办资金"), ORDER_50.article(6)),
    (N_("有3名以上专职工作人员"), ORDER_50.article(6)),
    (N_("开展网络招聘服务涉及经营电信业务的，已依法取得电信业务经营许可证"), ORDER_44.article(9)),
)
CONSEQUENCES: tuple[tuple[str, Citation], ...] = (
    (
        N_("许可机关自作出决定之日起%(months)s个月内派两名以上人员实地核查"),
        BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"),
    ),
    (
        N_("未履行承诺的，责令限期整改；逾期仍不符合条件的，撤销许可决定，并记入信用记录"),
        BEIJING_BUSINESS_ENVIRONMENT.article(33),
    ),
    (
        N_("作出虚假承诺的，直接撤销许可决定，按照未经许可擅自从事职业中介活动处理，并记入信用记录"),
        BEIJING_BUSINESS_ENVIRONMENT.article(33),
    ),
    (N_("信用修复以前，不再适用告知承诺"), COMMITMENT_OPINIONS.whole()),
)

#: The six points of the check after a promise.
CHECK_POINTS: dict[str, str] = {
    "premises": N_("经营场所、办公设施和开办资金与承诺一致"),
    "systems": N_("章程和管理制度健全可行"),
    "staff": N_("专职工作人员不少于3名"),
    "address": N_("经营场所与住所不一致的，已自行公示经营场所"),
    "telecom": N_("涉及经营电信业务的，已取得电信业务经营许可证"),
    "protection": N_("开展网络招聘的，已建立个人信息保护预警和网络安全保护措施"),
}
LEAST_OFFICIALS = 2


@rule(BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"), LICENSING_LAW.article(34, 3))
def enough_officials(persons: tuple[str, ...]) -> bool:
    """At least two officials visit, two persons and not two names: for the verification of an application as for the check
    of a promise.
    """
    return len({each.strip() for each in persons if each.strip()}) >= LEAST_OFFICIALS


@rule(BEIJING_COMMITMENT_NOTICE.part("第三项", "item 3"))
def must_be_on_site(occasion: CheckOccasion) -> bool:
    """A first licence, a renewal and added online recruitment are checked at the place; after a report the organ may choose.

    Reading: the notice names the three; it does not say how a report is followed.
    """
    return occasion is not CheckOccasion.REPORT


@rule(BEIJING_COMMITMENT_NOTICE.part("第二项", "item 2"), BEIJING_BUSINESS_ENVIRONMENT.article(33))
def unmet_points(points: Mapping[str, str], known: Mapping[str, str]) -> list[str]:
    """The points of the promise that were found unmet, of those that are `known` for the licence; `na` is for what does
    not concern the firm.
    """
    return [name for name in known if points.get(name) == "no"]


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(33))
def finding_on_promise(unmet: list[str], *, is_false: bool, is_second_look: bool) -> str:
    """What the officials' finding means: kept, to be put right by a day, still not met, or false from the start.

    A promise not kept is ordered to be put right once; whoever is found wanting again is set aside. A false one is
    not ordered to be put right.
    """
    if not unmet:
        return "pass"
    if is_false:
        return "find_false"
    return "still_unmet" if is_second_look else "fail"


@rule(LICENSING_LAW.article(32, 1, 4))
def may_request_supplement(*, asked_before: bool) -> bool:
    """What is missing is told once; a second notice is not lawful."""
    return not asked_before
