"""What has to be shown for a dispatch licence, 《劳务派遣行政许可实施办法》第七条, 第八条, and for its renewal and change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    LABOUR_CONTRACT_LAW,
    LICENSING_LAW,
    ORDER_19,
    Citation,
)
from regulation.law.coverage import rule
from regulation.licensing.rules import change, conditions, dispatch_terms
from regulation.licensing.rules.conditions import Missing
from regulation.licensing.status import Track
from regulation.words import N_

Given = Mapping[str, Mapping[str, Any]]

GROUPS: dict[str, str] = {
    "subject": N_("申请主体"),
    "capital": N_("注册资本"),
    "workplace": N_("经营场所和设施"),
    "management": N_("劳务派遣管理制度"),
    "operations": N_("三年经营情况"),
    "event": N_("变更的原因"),
    "papers": N_("上传材料"),
    "commitment": N_("告知承诺书"),
}
#: Papers of article 8: nothing else may be asked for (《行政许可法》第三十一条).
PAPERS: dict[str, str] = {
    "business_licence": N_("营业执照或者企业名称预先核准通知书"),
    "articles": N_("公司章程"),
    "capital_report": N_("验资报告或者财务审计报告"),
    "premises_proof": N_("经营场所的使用证明"),
    "equipment_list": N_("办公设施设备、信息管理系统清单"),
    "identity": N_("法定代表人的身份证明"),
    "management_rules": N_("劳务派遣管理制度文本"),
    "agreement_sample": N_("拟与用工单位签订的劳务派遣协议样本"),
}
PAPERS_NEEDED: dict[str, str] = {
    "articles": N_("请上传公司章程"),
    "capital_report": N_("请上传验资报告或者财务审计报告"),
    "premises_proof": N_("请上传经营场所的使用证明"),
    "equipment_list": N_("请上传办公设施设备、信息管理系统清单"),
    "identity": N_("请上传法定代表人的身份证明"),
    "management_rules": N_("请上传劳务派遣管理制度文本"),
    "agreement_sample": N_("请上传劳务派遣协议样本"),
}
NO_BUSINESS_LICENCE = N_("登记簿没有本机构的统一社会信用代码，请上传营业执照或者企业名称预先核准通知书")
#: The management rules that the article names, each by itself.
MANAGEMENT: dict[str, str] = {
    "contracts": N_("劳动合同"),
    "pay": N_("劳动报酬"),
    "insurance": N_("社会保险"),
    "hours": N_("工作时间"),
    "leave": N_("休息休假"),
    "discipline": N_("劳动纪律"),
}
EVIDENCE: dict[str, str] = {"verification": N_("验资报告"), "audit": N_("财务审计报告")}
#: Headings of the report of three years.
HEADINGS_DOUBT = N_(
    "第十八条只要求提交三年以来的基本经营情况；十项内容仿山西的做法，其中前六项见于转述，后四项按年度经营情况报告的"
    "法定内容补足，北京的格式待确认"
)
THREE_YEARS: Citation = ORDER_19.article(18, doubt=HEADINGS_DOUBT)
HEADINGS: dict[str, str] = {
    "revenue": N_("经营收入和利润"),
    "headcount": N_("被派遣劳动者人数和劳动合同订立"),
    "endings": N_("劳动合同解除、终止和经济补偿"),
    "pay": N_("劳动报酬支付"),
    "insurance": N_("社会保险费缴纳"),
    "user_units": N_("用工单位、派遣人数、期限、岗位，以及用工单位履行义务"),
    "agreements": N_("劳务派遣协议订立和履行"),
    "union": N_("被派遣劳动者参加工会"),
    "subsidiaries": N_("设立子公司、分公司"),
    "disputes": N_("劳动争议和受到处罚"),
}
#: Longest answer under a heading of the report.
HEADING_LENGTH = 2000
#: Why something on the licence is to read otherwise.
EVENTS: dict[str, str] = {
    "ordinary": N_("名称、住所、法定代表人或者注册资本改变"),
    "merger": N_("公司合并，存续公司申请变更"),
    "division": N_("公司分立，存续公司申请变更"),
    "new_firm": N_("因合并、分立新设立的公司"),
}

#: Those that say something; a guide lists no 其他条件 (《北京市优化营商环境条例》第三十一条).
CONDITIONS: tuple[tuple[str, Citation], ...] = (
    (N_("注册资本不得少于人民币二百万元"), LABOUR_CONTRACT_LAW.article(57)),
    (N_("有与开展业务相适应的固定的经营场所和设施"), LABOUR_CONTRACT_LAW.article(57)),
    (N_("有符合法律、行政法规规定的劳务派遣管理制度"), LABOUR_CONTRACT_LAW.article(57)),
)


def capital_of(answers: Given) -> Decimal | None:
    """The registered capital that is applied for; None where none, or nothing that is an amount, was given."""
    try:
        amount = Decimal(str(answers.get("capital", {}).get("registered_capital") or ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _of_subject(answers: Given) -> list[Missing]:
    given = answers.get("subject", {})
    return [
        Missing("subject", name, message, ORDER_19.article(8))
        for name, message in conditions.SUBJECT_FIELDS.items()
        if name != "uscc" and not given.get(name)
    ]


def _of_capital(answers: Given, on: date) -> list[Missing]:
    article, amount = LABOUR_CONTRACT_LAW.article(57), capital_of(answers)
    if amount is None:
        return [Missing("capital", "registered_capital", N_("请填写注册资本"), article)]
    if not dispatch_terms.has_enough_capital(amount, on):
        return [Missing("capital", "registered_capital", N_("注册资本不得少于二百万元"), article)]
    return []


def _of_workplace(answers: Given) -> list[Missing]:
    given = answers.get("workplace", {})
    asked = {
        "address": N_("请填写经营场所地址"),
        "right": N_("请选择使用经营场所的依据"),
        "facilities": N_("请填写办公设施设备"),
        "information_system": N_("请填写信息管理系统"),
    }
    return [
        Missing("workplace", name, message, ORDER_19.article(8))
        for name, message in asked.items()
        if not given.get(name)
    ]


def _of_management(answers: Given) -> list[Missing]:
    has = set(answers.get("management", {}).get("rules") or [])
    if set(MANAGEMENT) <= has:
        return []
    message = N_("劳务派遣管理制度应当包括劳动合同、劳动报酬、社会保险、工作时间、休息休假、劳动纪律六项")
    return [Missing("management", "rules", message, ORDER_19.article(8))]


def _of_papers(wanted: Mapping[str, str], papers: frozenset[str]) -> list[Missing]:
    return [
        Missing("papers", kind, message, ORDER_19.article(8))
        for kind, message in wanted.items()
        if kind not in papers
    ]


@rule(ORDER_19.article(8), LICENSING_LAW.article(31), BEIJING_BUSINESS_ENVIRONMENT.article(32, 2))
def missing(track: Track, answers: Given, papers: frozenset[str], on: date) -> list[Missing]:
    """What an application for a new licence lacks: the form and the papers of article 8, and nothing besides.

    A business licence is handed in only by a firm whose code the register does not know.
    """
    del track
    wanted = dict(PAPERS_NEEDED)
    if not answers.get("subject", {}).get("uscc"):
        wanted["business_licence"] = NO_BUSINESS_LICENCE
    return [
        *_of_subject(answers),
        *_of_capital(answers, on),
        *_of_workplace(answers),
        *_of_management(answers),
        *_of_papers(wanted, papers),
    ]


@rule(LICENSING_LAW.article(31), BEIJING_BUSINESS_ENVIRONMENT.article(32, 2))
def papers_of_holder(answers: Given) -> dict[str, str]:
    """Of a holder only the proof of what is new is asked for; the organ has the rest."""
    proof = {
        "domicile": "premises_proof",
        "registered_capital": "capital_report",
        "legal_representative": "identity",
    }
    changed = [each.item for each in change.changes(answers)]
    return {proof[item]: PAPERS_NEEDED[proof[item]] for item in changed if item in proof}


@rule(ORDER_19.article(18))
def missing_of_renewal(track: Track, answers: Given, papers: frozenset[str], on: date) -> list[Missing]:
    """A renewal reports on three years under ten headings, and shows that the conditions are still met."""
    del track
    report = answers.get("operations", {})
    return [
        *_of_subject(answers),
        *_of_capital(answers, on),
        *_of_workplace(answers),
        *_of_management(answers),
        *(
            Missing("operations", name, N_("请填写每一项；没有的填写“无”"), THREE_YEARS)
            for name in HEADINGS
            if not str(report.get(name) or "").strip()
        ),
        *_of_papers(papers_of_holder(answers), papers),
    ]


@rule(ORDER_19.article(16), ORDER_19.article(17))
def missing_of_change(track: Track, answers: Given, papers: frozenset[str], on: date) -> list[Missing]:
    """A change names an item that is to read otherwise; a firm newly founded by merger or division applies anew."""
    del track
    found = [*_of_subject(answers), *_of_capital(answers, on)]
    event = answers.get("event", {}).get("event")
    if event not in EVENTS:
        found.append(Missing("event", "event", N_("请选择变更的原因"), ORDER_19.article(16)))
    elif event == "new_firm":
        message = N_("因合并、分立新设立的公司应当重新申请劳务派遣经营许可，不能办理变更")
        found.append(Missing("event", "event", message, ORDER_19.article(17)))
    if not change.changes(answers):
        message = N_("申请内容与许可证一致，没有需要变更的事项")
        found.append(Missing("event", "event", message, ORDER_19.article(16)))
    return [*found, *_of_papers(papers_of_holder(answers), papers)]
