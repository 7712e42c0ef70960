"""The violations of HR service firms: what was breached, which article punishes it, on which condition.

A fine stands here once, with its article and the day from which it holds. What lets a fine follow is
part of the entry: most need an order to correct that was not obeyed; a few, named one by one, do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from regulation.law.citation import (
    CHILD_LABOUR_PROVISIONS,
    E_COMMERCE_LAW,
    EMPLOYMENT_PROMOTION_LAW,
    HRM_REGULATIONS,
    LABOUR_CONTRACT_LAW,
    LABOUR_SUPERVISION_REGULATIONS,
    ORDER_19,
    ORDER_22,
    ORDER_44,
    Citation,
)
from regulation.law.dated import DatedValue, Since
from regulation.words import N_


class Ground(StrEnum):
    """What the article asks for before a fine."""

    REFUSAL = "refusal"  #: an order to correct, not obeyed
    GAINS = "gains"  #: illegal gains; no order needed first
    AT_ONCE = "at_once"  #: no order needed first
    NONE = "none"  #: the article knows no fine


GROUND_NAMES: dict[Ground, str] = {
    Ground.REFUSAL: N_("责令改正后拒不改正，才可以罚款"),
    Ground.GAINS: N_("有违法所得的，并处罚款；不以责令改正为前提"),
    Ground.AT_ONCE: N_("可以直接罚款；不以责令改正为前提"),
    Ground.NONE: N_("本条没有罚款"),
}


class Per(StrEnum):
    """What the range is counted by."""

    ACT = "act"
    WORKER = "worker"
    CHILD = "child"
    GAINS = "gains"  #: multiples of the illegal gains


PER_NAMES: dict[Per, str] = {
    Per.ACT: N_("每案"),
    Per.WORKER: N_("每人"),
    Per.CHILD: N_("每名童工"),
    Per.GAINS: N_("违法所得的倍数"),
}


class Measure(StrEnum):
    """Penalties other than a fine. An order to correct is none of them."""

    WARNING = "warning"
    CRITICISM = "criticism"
    STOP_BUSINESS = "stop_business"
    CLOSE = "close"
    REVOKE = "revoke"


MEASURE_NAMES: dict[Measure, str] = {
    Measure.WARNING: N_("警告"),
    Measure.CRITICISM: N_("通报批评"),
    Measure.STOP_BUSINESS: N_("责令停业整顿"),
    Measure.CLOSE: N_("责令关闭"),
    Measure.REVOKE: N_("吊销人力资源服务许可证"),
}


@dataclass(frozen=True, slots=True)
class Range:
    """Least and most, in yuan or in multiples of the gains."""

    least: Decimal
    most: Decimal
    per: Per = Per.ACT


def _range(  # noqa: PLR0917 - a row of the table below
    key: str, label: str, since: date, least: str, most: str, per: Per, cited: Citation
) -> DatedValue[Range]:
    return DatedValue(
        f"penalties.{key}", label, (Since(since, Range(Decimal(least), Decimal(most), per), cited),)
    )


_2018, _2008 = date(2018, 10, 1), date(2008, 1, 1)
UNLICENSED = _range(
    "unlicensed",
    N_("未经许可从事职业中介的罚款"),
    _2018,
    "10000",
    "50000",
    Per.ACT,
    HRM_REGULATIONS.article(42, 1),
)
UNREPORTED = _range(
    "unreported",
    N_("未备案、未书面报告的罚款"),
    _2018,
    "5000",
    "10000",
    Per.ACT,
    HRM_REGULATIONS.article(42, 2),
)
CONDUCT = _range(
    "conduct", N_("违反经营行为规定的罚款"), _2018, "10000", "50000", Per.ACT, HRM_REGULATIONS.article(43)
)
HOUSEKEEPING = _range(
    "housekeeping",
    N_("未明示、无台账、未年报的罚款"),
    _2018,
    "5000",
    "10000",
    Per.ACT,
    HRM_REGULATIONS.article(44),
)
AGENCY = _range(
    "agency",
    N_("职业中介机构违法的罚款"),
    _2008,
    "10000",
    "50000",
    Per.ACT,
    EMPLOYMENT_PROMOTION_LAW.article(65),
)
DEPOSIT = _range(
    "deposit",
    N_("职业中介机构收取押金的罚款"),
    _2008,
    "500",
    "2000",
    Per.WORKER,
    EMPLOYMENT_PROMOTION_LAW.article(66, 2),
)
CHILD = _range(
    "child",
    N_("介绍童工的罚款"),
    date(2002, 12, 1),
    "5000",
    "5000",
    Per.CHILD,
    CHILD_LABOUR_PROVISIONS.article(7),
)
PLATFORM = _range(
    "platform",
    N_("平台未核验、未保存信息的罚款"),
    date(2021, 3, 1),
    "20000",
    "100000",
    Per.ACT,
    E_COMMERCE_LAW.article(80),
)
DISPATCH_UNLICENSED = _range(
    "dispatch_unlicensed",
    N_("未经许可劳务派遣的罚款（违法所得倍数）"),
    date(2013, 7, 1),
    "1",
    "5",
    Per.GAINS,
    LABOUR_CONTRACT_LAW.article(92, 1),
)
DISPATCH_UNLICENSED_NO_GAINS = _range(
    "dispatch_unlicensed_no_gains",
    N_("未经许可劳务派遣、没有违法所得的罚款"),
    date(2013, 7, 1),
    "0",
    "50000",
    Per.ACT,
    LABOUR_CONTRACT_LAW.article(92, 1),
)
DISPATCH = _range(
    "dispatch",
    N_("违反劳务派遣规定的罚款"),
    date(2013, 7, 1),
    "5000",
    "10000",
    Per.WORKER,
    LABOUR_CONTRACT_LAW.article(92, 2),
)
GUARANTEE = _range(
    "guarantee",
    N_("用人单位收取财物的罚款"),
    date(2013, 7, 1),
    "500",
    "2000",
    Per.WORKER,
    LABOUR_CONTRACT_LAW.article(84, 2),
)
RESISTANCE = _range(
    "resistance",
    N_("阻挠检查、不执行责令改正的罚款"),
    date(2004, 12, 1),
    "2000",
    "20000",
    Per.ACT,
    LABOUR_SUPERVISION_REGULATIONS.article(30),
)


@dataclass(frozen=True, slots=True)
class Violation:
    """One conduct and what may follow."""

    key: str
    title: str
    breached: tuple[Citation, ...]
    basis: tuple[Citation, ...]
    ground: Ground
    fine: DatedValue[Range] | None = None
    #: Where the article has another range for conduct without gains.
    fine_without_gains: DatedValue[Range] | None = None
    measures: tuple[Measure, ...] = ()
    #: Illegal gains are confiscated, what workers paid having been given back first.
    confiscates: bool = False
    #: What an order asks for, as a start for the official's own words.
    demand: str = ""
    #: Chinese, for the page: what is not settled about this entry.
    doubt: str = ""


NO_GAINS = N_("条文可以理解为没有违法所得就不能罚款；没有违法所得而拟罚款的，由法制审核人员明确意见")
_H, _E, _L, _D = (
    HRM_REGULATIONS,
    EMPLOYMENT_PROMOTION_LAW,
    LABOUR_CONTRACT_LAW,
    LABOUR_SUPERVISION_REGULATIONS,
)

_ALL = (
    Violation(
        "V-01",
        N_("未经许可从事职业中介活动"),
        (_H.article(18, 1),),
        (_H.article(42, 1), _E.article(64)),
        Ground.GAINS,
        UNLICENSED,
        measures=(Measure.CLOSE,),
        confiscates=True,
        demand=N_("立即停止职业中介活动"),
        doubt=NO_GAINS,
    ),
    Violation(
        "V-02",
        N_("开展人力资源服务未备案"),
        (_H.article(18, 2),),
        (_H.article(42, 2),),
        Ground.REFUSAL,
        UNREPORTED,
        demand=N_("办理人力资源服务备案"),
    ),
    Violation(
        "V-03",
        N_("设立分支机构、变更或终止未书面报告"),
        (_H.article(20), _H.article(21)),
        (_H.article(42, 2),),
        Ground.REFUSAL,
        UNREPORTED,
        demand=N_("就未报告的事项提交书面报告"),
    ),
    Violation(
        "V-04",
        N_("未在服务场所明示规定事项"),
        (_H.article(32),),
        (_H.article(44),),
        Ground.REFUSAL,
        HOUSEKEEPING,
        demand=N_("在服务场所明示营业执照、许可证、服务项目、收费标准和监督电话"),
    ),
    Violation(
        "V-05",
        N_("未建立内部制度或者服务台账"),
        (_H.article(33),),
        (_H.article(44),),
        Ground.REFUSAL,
        HOUSEKEEPING,
        demand=N_("建立健全内部制度和服务台账，台账保存不少于二年"),
    ),
    Violation(
        "V-06",
        N_("未提交经营情况年度报告"),
        (_H.article(36),),
        (_H.article(44),),
        Ground.REFUSAL,
        HOUSEKEEPING,
        demand=N_("提交经营情况年度报告"),
    ),
    Violation(
        "V-07",
        N_("发布的招聘信息不真实或者不合法"),
        (_H.article(24), _H.article(29)),
        (_H.article(43),),
        Ground.REFUSAL,
        CONDUCT,
        measures=(Measure.REVOKE,),
        confiscates=True,
        demand=N_("撤下并更正不真实、不合法的招聘信息"),
    ),
    Violation(
        "V-08",
        N_("以欺诈、暴力、胁迫等方式开展服务"),
        (_H.article(27),),
        (_H.article(43),),
        Ground.REFUSAL,
        CONDUCT,
        measures=(Measure.REVOKE,),
        confiscates=True,
        demand=N_("立即停止违法行为，退还不正当收取的费用"),
    ),
    Violation(
        "V-09",
        N_("未建立信息审查、投诉处理制度，或者泄露、违法使用信息"),
        (_H.article(29),),
        (_H.article(43),),
        Ground.REFUSAL,
        CONDUCT,
        measures=(Measure.REVOKE,),
        confiscates=True,
        demand=N_("建立信息发布审查和投诉处理机制，停止泄露或者违法使用信息"),
    ),
    Violation(
        "V-10",
        N_("以服务外包改变用工关系或者与用人单位串通侵害劳动者"),
        (_H.article(30),),
        (_H.article(43),),
        Ground.REFUSAL,
        CONDUCT,
        measures=(Measure.REVOKE,),
        confiscates=True,
        demand=N_("纠正改变用工关系的做法"),
    ),
    Violation(
        "V-13",
        N_("职业中介机构向劳动者收取押金"),
        (_E.article(41),),
        (_E.article(66, 2),),
        Ground.AT_ONCE,
        DEPOSIT,
        demand=N_("限期将押金退还劳动者本人"),
    ),
    Violation(
        "V-15",
        N_("伪造、涂改、转让职业中介许可证"),
        (_E.article(41),),
        (_E.article(65),),
        Ground.GAINS,
        AGENCY,
        measures=(Measure.REVOKE,),
        confiscates=True,
        demand=N_("停止使用并交回许可证"),
        doubt=NO_GAINS,
    ),
    Violation(
        "V-16",
        N_("为无合法证照的用人单位提供职业中介服务"),
        (_E.article(41),),
        (_E.article(65),),
        Ground.GAINS,
        AGENCY,
        measures=(Measure.REVOKE,),
        confiscates=True,
        demand=N_("停止为该用人单位服务"),
        doubt=NO_GAINS,
    ),
    Violation(
        "V-17",
        N_("为不满十六周岁的未成年人介绍就业"),
        (CHILD_LABOUR_PROVISIONS.article(7),),
        (CHILD_LABOUR_PROVISIONS.article(7),),
        Ground.AT_ONCE,
        CHILD,
        measures=(Measure.REVOKE,),
        demand=N_("立即停止介绍并协助将其送回"),
    ),
    Violation(
        "V-18",
        N_("职业中介机构提供虚假就业信息"),
        (_E.article(41),),
        (_E.article(65),),
        Ground.GAINS,
        AGENCY,
        measures=(Measure.REVOKE,),
        confiscates=True,
        demand=N_("撤下虚假就业信息"),
        doubt=NO_GAINS,
    ),
    Violation(
        "V-19",
        N_("职业中介机构扣押劳动者证件"),
        (_E.article(41),),
        (_E.article(66, 1),),
        Ground.NONE,
        demand=N_("限期将证件退还劳动者本人"),
        doubt=N_("身份证件的处罚由公安机关作出"),
    ),
    Violation(
        "V-23",
        N_("招聘平台未对入驻者核验、登记"),
        (ORDER_44.article(25),),
        (ORDER_44.article(37), E_COMMERCE_LAW.article(80)),
        Ground.REFUSAL,
        PLATFORM,
        measures=(Measure.STOP_BUSINESS,),
        demand=N_("对入驻的用人单位和人员逐一核验、登记"),
        doubt=N_("据44号令第三十七条转引，原文待核对"),
    ),
    Violation(
        "V-24",
        N_("招聘平台保存信息不满三年"),
        (ORDER_44.article(26),),
        (ORDER_44.article(37), E_COMMERCE_LAW.article(80)),
        Ground.REFUSAL,
        PLATFORM,
        measures=(Measure.STOP_BUSINESS,),
        demand=N_("完善信息保存，保存时间不少于三年"),
        doubt=N_("据44号令第三十七条转引，原文待核对"),
    ),
    Violation(
        "V-25",
        N_("举办招聘会未制定方案、未核实信息、未事先公布"),
        (_H.article(28),),
        (_H.article(43),),
        Ground.REFUSAL,
        CONDUCT,
        measures=(Measure.REVOKE,),
        confiscates=True,
        demand=N_("补正招聘会方案，核实并公布参会单位信息"),
    ),
    Violation(
        "V-30",
        N_("未经许可经营劳务派遣业务"),
        (_L.article(57),),
        (_L.article(92, 1),),
        Ground.AT_ONCE,
        DISPATCH_UNLICENSED,
        DISPATCH_UNLICENSED_NO_GAINS,
        confiscates=True,
        demand=N_("立即停止劳务派遣业务"),
    ),
    Violation(
        "V-32",
        N_("违反劳务派遣用工规定"),
        (_L.article(58), _L.article(66)),
        (_L.article(92, 2), ORDER_22.article(20)),
        Ground.REFUSAL,
        DISPATCH,
        demand=N_("按照规定签订合同、支付报酬，将派遣用工限于规定岗位和比例"),
    ),
    Violation(
        "V-33",
        N_("未报送或者不如实报送劳务派遣经营情况报告"),
        (ORDER_19.article(22, doubt=N_("第二十二条依据转述，未核对原文")),),
        (_D.article(30),),
        Ground.NONE,
        demand=N_("报送劳务派遣经营情况报告"),
        doubt=N_(
            "未见《劳务派遣行政许可实施办法》对逾期报告直接规定罚款；不执行责令改正的，另按阻挠检查、不执行责令改正处理"
        ),
    ),
    Violation(
        "V-35",
        N_("阻挠检查、隐匿证据，或者不执行责令改正"),
        (_D.article(15),),
        (_D.article(30),),
        Ground.AT_ONCE,
        RESISTANCE,
        demand=N_("配合检查，提供所要求的材料"),
    ),
    Violation(
        "V-42",
        N_("用人单位收取劳动者财物"),
        (_L.article(9),),
        (_L.article(84, 2),),
        Ground.AT_ONCE,
        GUARANTEE,
        demand=N_("限期将财物退还劳动者本人"),
    ),
    Violation(
        "V-53",
        N_("辅助性岗位未经讨论、协商、公示"),
        (ORDER_22.article(3, 3),),
        (ORDER_22.article(22),),
        Ground.NONE,
        measures=(Measure.WARNING,),
        demand=N_("补办民主程序并公示辅助性岗位"),
    ),
)
VIOLATIONS: dict[str, Violation] = {each.key: each for each in _ALL}
#: Violations whose article allows a fine without an order refused: the named exceptions. The database
#: keeps the same list in a constraint; a test holds the two together.
WITHOUT_ORDER = frozenset(each.key for each in _ALL if each.ground in (Ground.GAINS, Ground.AT_ONCE))
