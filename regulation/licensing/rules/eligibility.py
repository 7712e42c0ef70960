"""Which registration a business needs, by which article, before anybody applies. Pure; nothing is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from regulation.firms.status import RegistrationKind
from regulation.law.citation import (
    HRM_REGULATIONS,
    LABOUR_CONTRACT_LAW,
    ORDER_19,
    ORDER_44,
    ORDER_50,
    Citation,
)
from regulation.law.coverage import rule
from regulation.licensing.status import Activity, Service
from regulation.words import N_

DISPATCH, BRANCH = "dispatch", "branch"
DISPATCH_BRANCH, DISPATCH_SUBSIDIARY = "dispatch_branch", "dispatch_subsidiary"
#: Everything that can be ticked.
KNOWN = frozenset({*Activity, *Service, DISPATCH, BRANCH, DISPATCH_BRANCH, DISPATCH_SUBSIDIARY})

SET_UP = ORDER_19.article(21, doubt=N_("第二十一条未见原文；没有读到报告和备案的期限"))


@dataclass(frozen=True, slots=True)
class Need:
    """One registration, why, and when."""

    kind: RegistrationKind
    why: str
    when: str
    citations: tuple[Citation, ...]
    #: What comes with it.
    also: tuple[tuple[str, Citation], ...] = ()


@rule(
    HRM_REGULATIONS.article(18),
    HRM_REGULATIONS.article(20),
    ORDER_50.article(5),
    LABOUR_CONTRACT_LAW.article(57),
    SET_UP,
)
def needed(activities: Collection[str], *, is_business: bool) -> list[Need]:
    """What a business with these activities needs; several may stand side by side.

    Only commercial firms need the licence for job intermediation: 《人力资源市场暂行条例》第十八条第一款 speaks of
    经营性人力资源服务机构. Raises ValueError for an activity nobody offered.
    """
    if set(activities) - KNOWN:
        raise ValueError(activities)
    found = []
    if is_business and set(activities) & set(Activity):
        online = ((N_("网络招聘服务涉及经营电信业务的，还应当取得电信业务经营许可证"), ORDER_44.article(9)),)
        found.append(
            Need(
                RegistrationKind.HR_LICENCE,
                N_("经营性人力资源服务机构从事职业中介活动"),
                N_("先取得许可，再开展业务"),
                (HRM_REGULATIONS.article(18, 1), ORDER_50.article(5)),
                online if Activity.ONLINE in activities else (),
            )
        )
    if DISPATCH in activities:
        found.append(
            Need(
                RegistrationKind.DISPATCH_LICENCE,
                N_("经营劳务派遣业务"),
                N_("先取得许可，再办理相应的公司登记，然后开展业务"),
                (LABOUR_CONTRACT_LAW.article(57),),
            )
        )
    found += _set_up(activities)
    if is_business and set(activities) & set(Service):
        found.append(
            Need(
                RegistrationKind.FILING,
                N_("经营性人力资源服务机构开展职业中介以外的人力资源服务"),
                N_("自开展业务之日起15日内备案"),
                (HRM_REGULATIONS.article(18, 2),),
            )
        )
    if is_business and BRANCH in activities:
        found.append(
            Need(
                RegistrationKind.BRANCH_REPORT,
                N_("经营性人力资源服务机构设立分支机构"),
                N_("自工商登记办理完毕之日起15日内，书面报告分支机构所在地的人力资源社会保障行政部门"),
                (HRM_REGULATIONS.article(20),),
            )
        )
    return found


def _set_up(activities: Collection[str]) -> list[Need]:
    """What a dispatch firm needs for the houses it sets up: a subsidiary a licence of its own, a branch a report and a filing."""
    found = []
    if DISPATCH_SUBSIDIARY in activities:
        found.append(
            Need(
                RegistrationKind.DISPATCH_LICENCE,
                N_("子公司经营劳务派遣业务"),
                N_("以子公司的名义单独申请，总公司的许可不能代替"),
                (SET_UP, LABOUR_CONTRACT_LAW.article(57)),
            )
        )
    if DISPATCH_BRANCH in activities:
        found.append(
            Need(
                RegistrationKind.BRANCH_REPORT,
                N_("劳务派遣单位设立分公司"),
                N_("书面报告许可机关，并向分公司所在地的人力资源社会保障行政部门备案"),
                (SET_UP,),
            )
        )
    return found
