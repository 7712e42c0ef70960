"""What a suspension means for the firm: what it must not do while it lasts, and what it must go on doing. Pure.

A suspension stops a business, not the duties of a firm: these lists name the ones the dossiers of the law give, each
with its article. Nothing is on them because it would be convenient.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regulation.firms.status import RegistrationKind
from regulation.law.citation import (
    E_COMMERCE_LAW,
    EMPLOYMENT_PROMOTION_LAW,
    EMPLOYMENT_SERVICE_PROVISIONS,
    HRM_REGULATIONS,
    LABOUR_CONTRACT_LAW,
    LICENSING_LAW,
    ORDER_19,
    ORDER_22,
    ORDER_44,
    ORDER_50,
    PENALTY_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.words import N_

H, E, D = HRM_REGULATIONS, EMPLOYMENT_PROMOTION_LAW, LABOUR_CONTRACT_LAW
K = RegistrationKind


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, and where it stands."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Consequences:
    """The two lists."""

    must_not: tuple[Line, ...]
    must: tuple[Line, ...]


_INSPECTED = Line(N_("如实说明情况、提供材料，接受监督检查"), H.article(34, 3))
_REPORTED = Line(N_("名称、住所、法定代表人变更或者终止经营的，办理登记后十五日内书面报告"), H.article(21))
_LEDGER = Line(N_("保存服务台账不少于两年"), H.article(33))
_YEARLY = Line(N_("按规定提交经营情况年度报告"), H.article(36))
_SECRETS = Line(N_("继续保护已经收集的个人信息和商业秘密"), H.article(29))
_TERM = Line(N_("许可有效期不因暂停而顺延，需要延续的按期申请"), LICENSING_LAW.article(50))
_DISPLAY = Line(
    N_("继续在服务场所明示营业执照、许可证、服务项目、收费标准和监督机关、监督电话"), H.article(32)
)

_CONSEQUENCES: Mapping[RegistrationKind, Consequences] = {
    K.HR_LICENCE: Consequences(
        must_not=(
            Line(
                N_("为劳动者介绍用人单位、为用人单位推荐劳动者，从事高级人才寻访等职业中介活动"),
                ORDER_50.article(5, 2),
            ),
            Line(N_("举办招聘会"), H.article(28)),
            Line(N_("通过网站、应用程序、账号发布招聘信息"), ORDER_44.article(9)),
            Line(N_("转让、出租、出借许可证，或者以其他机构的许可证继续经营"), E.article(41)),
            Line(N_("向劳动者收取押金，扣押居民身份证等证件"), E.article(41)),
        ),
        must=(
            Line(N_("中介服务不成功的，退还已经收取的服务费"), EMPLOYMENT_SERVICE_PROVISIONS.article(55)),
            _DISPLAY,
            _LEDGER,
            Line(N_("网络招聘的信息自服务完成之日起保存不少于三年"), ORDER_44.article(26)),
            _SECRETS,
            _YEARLY,
            _REPORTED,
            _INSPECTED,
            _TERM,
        ),
    ),
    K.DISPATCH_LICENCE: Consequences(
        must_not=(
            Line(N_("新派遣劳动者，订立新的劳务派遣协议"), D.article(57)),
            Line(N_("克扣用工单位按照劳务派遣协议支付给被派遣劳动者的劳动报酬"), D.article(60)),
            Line(N_("向被派遣劳动者收取费用"), D.article(60)),
        ),
        must=(
            Line(N_("继续履行已经订立的劳动合同，按月支付劳动报酬"), D.article(58, 2)),
            Line(N_("被派遣劳动者无工作期间，按月支付不低于所在地最低工资标准的报酬"), D.article(58, 2)),
            Line(N_("为跨地区派遣的劳动者在用工单位所在地参加社会保险"), ORDER_22.article(18)),
            Line(N_("每年3月31日前提交上一年度劳务派遣经营情况报告"), ORDER_19.article(22)),
            _INSPECTED,
            _TERM,
        ),
    ),
    K.FILING: Consequences(
        must_not=(
            Line(
                N_("开展备案的服务：供求信息、就业创业指导、管理咨询、测评、培训、服务外包"), H.article(18, 2)
            ),
            Line(N_("以培训等名义骗取财物、损害劳动者权益"), H.article(27)),
        ),
        must=(_DISPLAY, _LEDGER, _SECRETS, _YEARLY, _REPORTED, _INSPECTED),
    ),
    K.BRANCH_REPORT: Consequences(
        must_not=(Line(N_("以该分支机构的名义开展人力资源服务"), H.article(20)),),
        must=(_LEDGER, _SECRETS, _YEARLY, _INSPECTED),
    ),
}

#: 责令停业整顿 is a penalty: it is performed, and enforced where it is not.
PERFORMED = Line(N_("在规定期限内履行决定，完成整改"), PENALTY_LAW.article(66))
RECTIFIED = Line(N_("核验、登记入驻者身份，完善信息保存，消除被处罚的违法行为"), E_COMMERCE_LAW.article(80))


@rule(H.article(18), D.article(57), E.article(41))
def of_suspension(registration: RegistrationKind, *, by_penalty: bool = False) -> Consequences:
    """What a suspended registration forbids while it lasts, and which duties go on."""
    found = _CONSEQUENCES[registration]
    if not by_penalty:
        return found
    return Consequences(found.must_not, (PERFORMED, RECTIFIED, *found.must))
