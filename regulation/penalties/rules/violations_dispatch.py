"""Violations of labour dispatch and of recruitment platforms."""

from regulation.law.citation import (
    E_COMMERCE_LAW,
    LABOUR_CONTRACT_LAW,
    LABOUR_SUPERVISION_REGULATIONS,
    ORDER_19,
    ORDER_22,
    ORDER_44,
)
from regulation.penalties.rules.ranges import (
    DISPATCH,
    DISPATCH_UNLICENSED,
    DISPATCH_UNLICENSED_NO_GAINS,
    PLATFORM,
    PLATFORM_SERIOUS,
)
from regulation.penalties.rules.violation import Capacity, Ground, Measure, Violation
from regulation.words import N_

_L = LABOUR_CONTRACT_LAW
_DISPATCH = frozenset({Capacity.DISPATCHER})
_USERS = frozenset({Capacity.USER_UNIT, Capacity.EMPLOYER})
_PLATFORMS = frozenset({Capacity.PLATFORM})
_LINKED = N_("据44号令第三十七条转引，原文待核对")

DISPATCHING = (
    Violation(
        "V-23",
        N_("招聘平台未对入驻者核验、登记"),
        (ORDER_44.article(25),),
        (ORDER_44.article(37), E_COMMERCE_LAW.article(80)),
        Ground.REFUSAL,
        PLATFORM,
        fine_if_serious=PLATFORM_SERIOUS,
        measures=(Measure.STOP_BUSINESS,),
        if_serious=(Measure.STOP_BUSINESS,),
        if_refused=(Measure.STOP_BUSINESS,),
        demand=N_("对入驻的用人单位和人员逐一核验、登记"),
        doubt=_LINKED,
        who=_PLATFORMS,
    ),
    Violation(
        "V-24",
        N_("招聘平台保存信息不满三年"),
        (ORDER_44.article(26),),
        (ORDER_44.article(37), E_COMMERCE_LAW.article(80)),
        Ground.REFUSAL,
        PLATFORM,
        fine_if_serious=PLATFORM_SERIOUS,
        measures=(Measure.STOP_BUSINESS,),
        if_serious=(Measure.STOP_BUSINESS,),
        if_refused=(Measure.STOP_BUSINESS,),
        demand=N_("完善信息保存，保存时间不少于三年"),
        doubt=_LINKED,
        who=_PLATFORMS,
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
        "V-31",
        N_("伪造、倒卖、出租、出借劳务派遣经营许可证"),
        (ORDER_19.article(15, doubt=N_("第十五条未见原文")),),
        (ORDER_19.article(33, doubt=N_("第三十三条未见原文")),),
        Ground.NONE,
        demand=N_("停止违法使用劳务派遣经营许可证"),
        doubt=N_(
            "据转述可处一万元以下、情节严重的一万元以上三万元以下罚款；原文核对前不得据以罚款。以欺骗取得许可的，另在许可业务中办理撤销"
        ),
        who=_DISPATCH,
    ),
    Violation(
        "V-32",
        N_("违反劳务派遣用工规定"),
        (_L.article(58), _L.article(66)),
        (_L.article(92, 2), ORDER_22.article(20)),
        Ground.REFUSAL,
        DISPATCH,
        measures=(Measure.REVOKE_DISPATCH,),
        if_refused=(Measure.REVOKE_DISPATCH,),
        demand=N_("按照规定签订合同、支付报酬，将派遣用工限于规定岗位和比例"),
        doubt=N_(
            "逾期不改正的，条文对劳务派遣单位在罚款之外并列规定吊销许可证；是否必须一并吊销理解不一，不吊销的须在裁量理由中说明"
        ),
        who=_DISPATCH | _USERS,
    ),
    Violation(
        "V-33",
        N_("未报送或者不如实报送劳务派遣经营情况报告"),
        (ORDER_19.article(22, doubt=N_("第二十二条依据转述，未核对原文")),),
        (LABOUR_SUPERVISION_REGULATIONS.article(30),),
        Ground.NONE,
        demand=N_("报送劳务派遣经营情况报告"),
        doubt=N_(
            "未见《劳务派遣行政许可实施办法》对逾期报告直接规定罚款；不执行责令改正的，另按阻挠检查、不执行责令改正处理"
        ),
        who=_DISPATCH,
    ),
    Violation(
        "V-52",
        N_("用工单位违法退回被派遣劳动者"),
        (ORDER_22.article(12), ORDER_22.article(13)),
        (_L.article(92, 2), ORDER_22.article(24)),
        Ground.REFUSAL,
        DISPATCH,
        demand=N_("纠正违法退回，恢复被派遣劳动者的工作岗位"),
        who=_USERS,
    ),
    Violation(
        "V-53",
        N_("辅助性岗位未经讨论、协商、公示"),
        (ORDER_22.article(3, 3),),
        (ORDER_22.article(22),),
        Ground.NONE,
        measures=(Measure.WARNING,),
        demand=N_("补办民主程序并公示辅助性岗位"),
        who=_USERS,
    ),
    Violation(
        "V-54",
        N_("对同一被派遣劳动者两次约定试用期"),
        (ORDER_22.article(6, doubt=N_("第六条依据转述，未核对原文")),),
        (ORDER_22.article(23), _L.article(83)),
        Ground.NONE,
        demand=N_("改正违法约定的试用期，已经履行的向劳动者支付赔偿金"),
        who=_DISPATCH,
    ),
)
