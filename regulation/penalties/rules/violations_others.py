"""What stands in the catalogue and is not fined by this organ: who deals with it, by which law, or why not at all."""

from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_TALENT_MARKET_REGULATIONS,
    CRIMINAL_LAW,
    CYBERSECURITY_LAW,
    EMPLOYMENT_PROMOTION_LAW,
    HRM_REGULATIONS,
    LABOUR_CONTRACT_LAW,
    LICENSING_LAW,
    MASS_EVENTS_REGULATIONS,
    ORDER_22,
    ORDER_44,
    ORDER_50,
    PENALTY_LAW,
    PERSONAL_INFORMATION_LAW,
    PUBLIC_SECURITY_PENALTIES_LAW,
    UNLICENSED_OPERATION_MEASURES,
    Citation,
)
from regulation.penalties.rules.violation import Ground, Handler, Violation
from regulation.penalties.rules.violations_market import UNREAD
from regulation.words import N_

POLICE = N_("公安机关")
CYBERSPACE = N_("网信等部门")
MARKET = N_("市场监督管理部门")
SUPERIOR = N_("该单位的上级主管机关")
#: As a refusal names them, where no catalogue of translations is at hand.
_ENGLISH = {
    POLICE: "the police",
    CYBERSPACE: "the cyberspace administration",
    MARKET: "market regulation",
    SUPERIOR: "its superior authority",
}


def _elsewhere(  # noqa: PLR0917 - a row of the table below
    key: str,
    title: str,
    breached: tuple[Citation, ...],
    basis: tuple[Citation, ...],
    handler: Handler,
    body: str = "",
    doubt: str = "",
    instead: tuple[str, ...] = (),
) -> Violation:
    return Violation(
        key,
        title,
        breached,
        basis,
        Ground.NONE,
        doubt=doubt,
        handler=handler,
        body=body,
        body_en=_ENGLISH.get(body, ""),
        instead=instead,
    )


_H, _E, _L = HRM_REGULATIONS, EMPLOYMENT_PROMOTION_LAW, LABOUR_CONTRACT_LAW
_O = Handler.OTHER
# fmt: off
ELSEWHERE = (
    _elsewhere("V-12", N_("违反人力资源服务机构的个人信息保护义务"), (ORDER_50.whole(doubt=UNREAD),),
               (PERSONAL_INFORMATION_LAW.article(66), CYBERSECURITY_LAW.whole()), _O, CYBERSPACE, UNREAD),
    _elsewhere("V-26", N_("大型招聘会未经安全许可，或者擅自变更"), (MASS_EVENTS_REGULATIONS.article(11), MASS_EVENTS_REGULATIONS.article(15)),
               (MASS_EVENTS_REGULATIONS.article(20),), _O, POLICE),
    _elsewhere("V-29", N_("地方政府或者部门举办经营性职业中介机构"), (_E.article(37),), (_E.article(63),), Handler.SUPERIOR, SUPERIOR),
    _elsewhere("V-34", N_("劳务派遣单位与用工单位给劳动者造成损害"), (_L.article(92, 2),), (_L.article(92, 2),), Handler.CIVIL,
               doubt=N_("由劳务派遣单位与用工单位承担连带赔偿责任，告知劳动者申请仲裁")),
    _elsewhere("V-38", N_("未取得营业执照从事经营活动"), (UNLICENSED_OPERATION_MEASURES.article(6),),
               (UNLICENSED_OPERATION_MEASURES.article(13),), _O, MARKET),
    _elsewhere("V-39", N_("明知无照经营仍提供场所、运输、仓储"), (UNLICENSED_OPERATION_MEASURES.article(14),),
               (UNLICENSED_OPERATION_MEASURES.article(14),), _O, MARKET),
    _elsewhere("V-40", N_("公共人力资源服务机构违反条例规定"), (_H.article(15),), (_H.article(45),), Handler.SUPERIOR, SUPERIOR),
    _elsewhere("V-41", N_("工作人员违法许可、收受贿赂或者玩忽职守"), (_H.article(46),),
               (_H.article(46), LICENSING_LAW.article(74), PENALTY_LAW.article(83)), Handler.DISCIPLINE),
    _elsewhere("V-44", N_("超越许可范围、隐瞒情况或者转让许可证"), (LICENSING_LAW.article(80),), (LICENSING_LAW.article(80),),
               Handler.REFERRED, instead=("V-15", "V-31", "V-35")),
    _elsewhere("V-46", N_("违法处理个人信息"), (PERSONAL_INFORMATION_LAW.whole(),), (PERSONAL_INFORMATION_LAW.article(66),), _O,
               CYBERSPACE),
    _elsewhere("V-47", N_("作出虚假承诺取得许可"), (BEIJING_BUSINESS_ENVIRONMENT.article(33),), (BEIJING_BUSINESS_ENVIRONMENT.article(33),),
               Handler.REFERRED, doubt=N_("先在许可业务中撤销许可，再按未经许可处理"), instead=("V-01",)),
    _elsewhere("V-49", N_("垄断、不正当竞争或者操纵服务价格"), (ORDER_50.whole(doubt=UNREAD),), (ORDER_50.whole(doubt=UNREAD),), _O, MARKET,
               N_("由市场监督管理部门依反垄断、反不正当竞争和价格法律处理，条文待核对")),
    _elsewhere("V-50", N_("拐卖、强迫劳动、诈骗或者非法拘禁"), (_H.article(27),),
               (_H.article(47), CRIMINAL_LAW.whole(), PUBLIC_SECURITY_PENALTIES_LAW.whole()), _O, POLICE),
    _elsewhere("V-51", N_("违反北京市人才市场管理条例"), (BEIJING_TALENT_MARKET_REGULATIONS.article(6),),
               (BEIJING_TALENT_MARKET_REGULATIONS.article(26),), Handler.NOT_LOADED,
               doubt=N_("是否仍然有效、与《人力资源市场暂行条例》如何衔接待确认，确认前不得据以处罚")),
    _elsewhere("V-55", N_("违法解除被派遣劳动者的劳动合同"), (ORDER_22.article(21),), (ORDER_22.article(21), _L.article(48), _L.article(87)),
               Handler.CIVIL, doubt=N_("继续履行或者支付二倍赔偿金，告知劳动者申请仲裁")),
    _elsewhere("V-56", N_("网络招聘服务机构违反信息收集、使用、发布义务"), (ORDER_44.article(21), ORDER_44.article(22)),
               (ORDER_44.article(36), CYBERSECURITY_LAW.whole()), _O, CYBERSPACE),
    _elsewhere("V-57", N_("公共人力资源服务机构违反网络招聘规定"), (ORDER_44.whole(),), (ORDER_44.article(38),), Handler.SUPERIOR, SUPERIOR),
)
# fmt: on
