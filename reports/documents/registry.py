"""Which paper belongs to which kind of document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from regulation.words import N_
from reports import pdf, signing
from reports.documents import (
    acceptance_notice,
    annual_report_receipt,
    application_form,
    campaign_report,
    cancellation_notice,
    case_hearing_notice,
    case_hearing_record,
    case_hearing_report,
    case_opening_form,
    case_withdrawal_decision,
    change_decision,
    closing_form,
    collection_notice,
    commitment_check_record,
    commitment_letter,
    complaint_notice,
    complaint_register,
    compliance_pledge,
    condition_decision,
    condition_note,
    condition_notice,
    correction_extension,
    correction_notice,
    credit_repair_notice,
    data,
    decline_notice,
    deemed_renewal_notice,
    deferral_application,
    deferral_decision,
    demand_notice,
    discussion_minutes,
    dispatch_licence,
    dispatch_report_receipt,
    dispatch_verification_notice,
    draw_notice,
    ending_hearing_notice,
    ending_hearing_record,
    ending_notice,
    enforcement_application,
    english,
    english_style,
    evidence_receipt,
    extension_notice,
    file_transfer_sheet,
    filing_certificate,
    grant_decision,
    handling_decision,
    hearing_notice,
    hearing_record,
    inspection_approval,
    inspection_check_form,
    inspection_notice,
    inspection_plan,
    inspection_record,
    inspection_result_notice,
    interest_notice,
    interview_record,
    investigation_report,
    job_fair_receipt,
    jurisdiction_designation,
    legal_review_opinion,
    licence,
    licence_restoration,
    no_penalty_decision,
    order_to_correct,
    payment_notice,
    penalty_decision,
    platform_letter,
    preservation_approval,
    preservation_handling,
    preservation_notice,
    prior_notice,
    publicity_abstract,
    publicity_answer,
    publicity_withdrawal,
    recheck_record,
    recusal_decision,
    refusal_decision,
    register_certificate,
    regulator_letter,
    remedy_answer,
    renewal_decision,
    reward_approval,
    scene_record,
    service_address,
    service_announcement,
    service_consent,
    service_receipt,
    set_aside_decision,
    spot_booklet,
    spot_decision,
    statement_record,
    statement_review,
    statistical_return_receipt,
    statistics_referral,
    statistics_reminder,
    supervision_advice,
    surcharge_decision,
    suspension_answer,
    talk_record,
    transfer_letter,
    transfer_notice,
    transfer_receipt,
    verification_record,
    withdrawal_decision,
    written_report_receipt,
)

Build = Callable[[Mapping[str, Any]], tuple[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its name for people, and the function that builds it."""

    title: str
    build: Build
    #: The kind of document this is a form of, where it is not a kind of its own.
    of: str = ""
    #: How the document is called whatever its form, where the title says the form.
    called: str = ""


KINDS: dict[str, Kind] = {
    "licence": Kind(N_("人力资源服务许可证（正本）"), licence.build, called=N_("人力资源服务许可证")),
    "licence_copy": Kind(N_("人力资源服务许可证（副本）"), licence.build_copy, of="licence"),
    "licence_electronic": Kind(N_("人力资源服务许可证（电子证照）"), licence.build_electronic, of="licence"),
    "dispatch_licence": Kind(
        N_("劳务派遣经营许可证（正本）"), dispatch_licence.build, called=N_("劳务派遣经营许可证")
    ),
    "dispatch_licence_copy": Kind(
        N_("劳务派遣经营许可证（副本）"), dispatch_licence.build_copy, of="dispatch_licence"
    ),
    "dispatch_licence_electronic": Kind(
        N_("劳务派遣经营许可证（电子证照）"), dispatch_licence.build_electronic, of="dispatch_licence"
    ),
    "filing_certificate": Kind(N_("人力资源服务备案凭证"), filing_certificate.build),
    "acceptance_notice": Kind(N_("受理通知书"), acceptance_notice.build),
    "correction_notice": Kind(N_("补正材料告知书"), correction_notice.build),
    "decline_notice": Kind(N_("不予受理决定书"), decline_notice.build),
    "grant_decision": Kind(N_("准予行政许可决定书"), grant_decision.build),
    "refusal_decision": Kind(N_("不予行政许可决定书"), refusal_decision.build),
    "renewal_decision": Kind(N_("准予延续行政许可决定书"), renewal_decision.build),
    "change_decision": Kind(N_("准予变更行政许可决定书"), change_decision.build),
    "deemed_renewal_notice": Kind(N_("视为准予延续告知书"), deemed_renewal_notice.build),
    "collection_notice": Kind(N_("领取许可证通知书"), collection_notice.build),
    "extension_notice": Kind(N_("延长审批期限告知书"), extension_notice.build),
    "commitment_check_record": Kind(N_("履诺检查记录"), commitment_check_record.build),
    "verification_record": Kind(N_("行政许可实地核查记录"), verification_record.build),
    "interest_notice": Kind(N_("行政许可听证权利告知书"), interest_notice.build),
    "hearing_notice": Kind(N_("行政许可听证通知书"), hearing_notice.build),
    "hearing_record": Kind(N_("行政许可听证笔录"), hearing_record.build),
    "transfer_notice": Kind(N_("许可事项移交告知书"), transfer_notice.build),
    "application_form": Kind(N_("行政许可申请表"), application_form.build),
    "commitment_letter": Kind(N_("告知承诺书"), commitment_letter.build),
    "licence_restoration": Kind(N_("恢复行政许可通知书"), licence_restoration.build),
    "cancellation_notice": Kind(N_("注销行政许可决定书"), cancellation_notice.build),
    "condition_notice": Kind(N_("拟附加条件、限制告知书"), condition_notice.build),
    "condition_decision": Kind(N_("附加条件、限制决定书"), condition_decision.build),
    "condition_note": Kind(N_("登记事项告知书"), condition_note.build),
    "ending_notice": Kind(N_("拟撤销、撤回行政许可告知书"), ending_notice.build),
    "ending_hearing_notice": Kind(N_("撤销、撤回行政许可听证通知书"), ending_hearing_notice.build),
    "ending_hearing_record": Kind(N_("撤销、撤回行政许可听证笔录"), ending_hearing_record.build),
    "set_aside_decision": Kind(N_("撤销行政许可决定书"), set_aside_decision.build),
    "withdrawal_decision": Kind(N_("撤回行政许可决定书"), withdrawal_decision.build),
    "annual_report_receipt": Kind(N_("年度报告回执"), annual_report_receipt.build),
    "statistical_return_receipt": Kind(N_("统计报表回执"), statistical_return_receipt.build),
    "dispatch_report_receipt": Kind(N_("劳务派遣经营情况报告回执"), dispatch_report_receipt.build),
    "dispatch_verification_notice": Kind(
        N_("劳务派遣经营情况报告核验结果告知书"), dispatch_verification_notice.build
    ),
    "job_fair_receipt": Kind(N_("招聘会备案回执"), job_fair_receipt.build),
    "platform_letter": Kind(N_("致网络平台的函"), platform_letter.build),
    "regulator_letter": Kind(N_("致网络主管部门的情况通报函"), regulator_letter.build),
    "order_to_correct": Kind(N_("责令限期改正指令书"), order_to_correct.build),
    "evidence_receipt": Kind(N_("接收证据材料收据"), evidence_receipt.build),
    "interview_record": Kind(N_("询问（调查）笔录"), interview_record.build),
    "scene_record": Kind(N_("现场检查（勘验、抽样取证）笔录"), scene_record.build),
    "preservation_approval": Kind(N_("先行登记保存证据审批表"), preservation_approval.build),
    "preservation_notice": Kind(N_("先行登记保存证据通知书"), preservation_notice.build),
    "preservation_handling": Kind(N_("先行登记保存证据处理通知书"), preservation_handling.build),
    "case_opening_form": Kind(N_("行政处罚案件立案审批表"), case_opening_form.build),
    "investigation_report": Kind(N_("案件调查终结报告"), investigation_report.build),
    "closing_form": Kind(N_("行政处罚案件结案审批表"), closing_form.build),
    "recusal_decision": Kind(N_("回避决定书"), recusal_decision.build),
    "jurisdiction_designation": Kind(N_("指定管辖决定书"), jurisdiction_designation.build),
    "transfer_letter": Kind(N_("案件移送函"), transfer_letter.build),
    "transfer_receipt": Kind(N_("移送案件接收回执"), transfer_receipt.build),
    "correction_extension": Kind(N_("延长改正期限决定书"), correction_extension.build),
    "talk_record": Kind(N_("约谈记录（行政提示、告诫书）"), talk_record.build),
    "prior_notice": Kind(N_("行政处罚事先告知书"), prior_notice.build),
    "penalty_decision": Kind(N_("行政处罚决定书"), penalty_decision.build),
    "case_hearing_notice": Kind(N_("行政处罚听证通知书"), case_hearing_notice.build),
    "case_hearing_record": Kind(N_("行政处罚听证笔录"), case_hearing_record.build),
    "case_hearing_report": Kind(N_("行政处罚听证报告"), case_hearing_report.build),
    "statement_record": Kind(N_("陈述申辩笔录"), statement_record.build),
    "statement_review": Kind(N_("陈述申辩复核意见书"), statement_review.build),
    "legal_review_opinion": Kind(N_("重大行政处罚决定法制审核意见书"), legal_review_opinion.build),
    "discussion_minutes": Kind(N_("行政处罚案件集体讨论记录"), discussion_minutes.build),
    "no_penalty_decision": Kind(N_("不予行政处罚决定书"), no_penalty_decision.build),
    "compliance_pledge": Kind(N_("守法诚信承诺书"), compliance_pledge.build),
    "complaint_register": Kind(N_("投诉登记表"), complaint_register.complaint),
    "report_register": Kind(N_("举报登记表"), complaint_register.report),
    "complaint_acceptance": Kind(N_("投诉受理通知书"), complaint_notice.builder("acceptance")),
    "complaint_refusal": Kind(N_("投诉不予受理决定书"), complaint_notice.builder("refusal")),
    "complaint_supplement": Kind(N_("投诉补正告知书"), complaint_notice.builder("supplement")),
    "complaint_direction": Kind(N_("投诉事项告知书"), complaint_notice.builder("direction")),
    "complaint_handover": Kind(N_("投诉移送函"), complaint_notice.builder("handover")),
    "complaint_result": Kind(N_("投诉处理结果告知书"), complaint_notice.builder("result")),
    "reward_approval": Kind(N_("举报奖励审批表"), reward_approval.builder("approval")),
    "reward_notice": Kind(N_("举报奖励通知书"), reward_approval.builder("notice")),
    "complaint_withdrawal": Kind(N_("投诉终止处理告知书"), complaint_notice.builder("withdrawal")),
    "supervision_advice": Kind(N_("劳动保障监察建议书"), supervision_advice.build),
    "case_withdrawal_decision": Kind(N_("撤销立案决定书"), case_withdrawal_decision.build),
    "handling_decision": Kind(N_("劳动保障监察行政处理决定书"), handling_decision.build),
    "spot_booklet": Kind(N_("预先编号的当场行政处罚决定书"), spot_booklet.build),
    "spot_decision": Kind(N_("当场行政处罚决定书"), spot_decision.build),
    "service_consent": Kind(N_("送达地址和电子送达确认书"), service_consent.build),
    "service_receipt": Kind(N_("送达回证"), service_receipt.build),
    "service_address": Kind(N_("送达地址确认书"), service_address.build),
    "service_announcement": Kind(N_("送达公告"), service_announcement.build),
    "credit_repair_notice": Kind(N_("信用修复告知书"), credit_repair_notice.build),
    "publicity_abstract": Kind(N_("行政处罚信息摘要"), publicity_abstract.build),
    "publicity_answer": Kind(N_("公示信息更正答复书"), publicity_answer.build),
    "publicity_withdrawal": Kind(N_("撤下公示说明"), publicity_withdrawal.build),
    "payment_notice": Kind(N_("罚没款缴款通知"), payment_notice.build),
    "deferral_application": Kind(N_("延期（分期）缴纳罚款申请书"), deferral_application.build),
    "deferral_decision": Kind(N_("延期（分期）缴纳罚款通知书"), deferral_decision.build),
    "surcharge_decision": Kind(N_("加处罚款决定书"), surcharge_decision.build),
    "demand_notice": Kind(N_("履行行政处罚决定催告书"), demand_notice.build),
    "enforcement_application": Kind(N_("强制执行申请书"), enforcement_application.build),
    "suspension_answer": Kind(N_("停止执行、不予停止执行通知书"), suspension_answer.build),
    "remedy_answer": Kind(N_("行政复议答复书、行政诉讼答辩状"), remedy_answer.build),
    "inspection_approval": Kind(N_("行政检查审批表"), inspection_approval.build),
    "inspection_notice": Kind(N_("行政检查通知书"), inspection_notice.build),
    "inspection_record": Kind(N_("现场检查笔录"), inspection_record.build),
    "inspection_check_form": Kind(N_("行政检查单"), inspection_check_form.build),
    "inspection_result_notice": Kind(N_("行政检查结果告知书"), inspection_result_notice.build),
    "recheck_record": Kind(N_("整改复查记录"), recheck_record.build),
    "register_certificate": Kind(N_("登记证明"), register_certificate.build),
    "inspection_plan": Kind(N_("年度行政检查计划"), inspection_plan.build),
    "campaign_report": Kind(N_("专项行动总结报告"), campaign_report.build),
    "draw_notice": Kind(N_("随机抽查抽取结果公告"), draw_notice.build),
    "statistics_reminder": Kind(N_("统计报表催报通知书"), statistics_reminder.build),
    "statistics_referral": Kind(N_("统计违法行为线索移送函"), statistics_referral.build),
    "written_report_receipt": Kind(N_("书面报告回执"), written_report_receipt.build),
    "file_transfer_sheet": Kind(N_("机构档案移交单"), file_transfer_sheet.build),
}

#: A paper of a kind that is not made here any more.
PAPER = N_("文书")


def name(kind: str) -> str:
    """What lists, messages and the verification page call a paper: one name everywhere, to be translated."""
    known = KINDS.get(kind)
    return (known.called or known.title) if known else PAPER


def _untranslated(text: str) -> str:
    return text


def order(
    kind: str,
    snapshot: Mapping[str, Any],
    *,
    key: signing.Key | None = None,
    words: english_style.Words = _untranslated,
    **issued: object,
) -> pdf.Order:
    """A paper to be printed: PDF/A-3a with its data inside, signed where there is a key.

    Where the snapshot says that the party asked for English, a sheet in it follows; `words` translates the program's own texts.

    `issued` adds what is known only when it is printed: `issued_on`, `verification_url`,
    `demonstration`. Where the snapshot states the same, the snapshot holds.
    """
    known = KINDS[kind]
    template, said = known.build({**issued, "signed": key is not None, **snapshot})
    sheet = english.sheet(kind, known.title, said["paper"], words)
    if sheet is not None:
        said = {**said, "english": sheet, "english_day": english_style.day(said["paper"].english_asked_on)}
    carried = data.carried(known.of or kind, kind, known.title, said["paper"])
    return pdf.Order(template, said, variant="pdf/a-3a", everyday=True, carried=carried, key=key)


async def printed(
    kind: str,
    snapshot: Mapping[str, Any],
    *,
    key: signing.Key | None = None,
    words: english_style.Words = _untranslated,
    **issued: object,
) -> bytes:
    """The PDF of a paper, as `order` describes it."""
    return await pdf.printed(order(kind, snapshot, key=key, words=words, **issued))
