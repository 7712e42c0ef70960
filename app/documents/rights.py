"""Who may open a paper: the party, the organ in whose scope it is with the right of its area, everybody for public kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.access import permissions
from app.access.permissions import Permission
from regulation import errors
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.actor import Actor

P = Permission
#: Kind of paper -> the permissions any of which lets an official of the organ read it.
READERS: dict[str, frozenset[Permission]] = {
    "licence": frozenset({P.LICENSING_READ}),
    "dispatch_licence": frozenset({P.LICENSING_READ}),
    "filing_certificate": frozenset({P.LICENSING_READ}),
    "acceptance_notice": frozenset({P.LICENSING_READ}),
    "correction_notice": frozenset({P.LICENSING_READ}),
    "refusal_decision": frozenset({P.LICENSING_READ}),
    "decline_notice": frozenset({P.LICENSING_READ}),
    "grant_decision": frozenset({P.LICENSING_READ}),
    "cancellation_notice": frozenset({P.LICENSING_READ}),
    "ending_notice": frozenset({P.LICENSING_READ}),
    "ending_hearing_notice": frozenset({P.LICENSING_READ}),
    "ending_hearing_record": frozenset({P.LICENSING_READ}),
    "set_aside_decision": frozenset({P.LICENSING_READ}),
    "withdrawal_decision": frozenset({P.LICENSING_READ}),
    "collection_notice": frozenset({P.LICENSING_READ}),
    "inspection_approval": frozenset({P.INSPECTIONS_READ, P.FIELD_VISIT}),
    "inspection_notice": frozenset({P.INSPECTIONS_READ, P.FIELD_VISIT}),
    "annual_report_receipt": frozenset({P.REPORTS_READ}),
    "dispatch_report_receipt": frozenset({P.REPORTS_READ}),
    "dispatch_verification_notice": frozenset({P.REPORTS_READ}),
    "job_fair_receipt": frozenset({P.LICENSING_READ}),
    "order_to_correct": frozenset({P.CASES_READ, P.INSPECTIONS_READ, P.FIELD_VISIT}),
    "prior_notice": frozenset({P.CASES_READ}),
    "penalty_decision": frozenset({P.CASES_READ}),
    "service_receipt": frozenset({P.CASES_READ, P.LICENSING_READ}),
    "inspection_record": frozenset({P.INSPECTIONS_READ, P.FIELD_VISIT}),
    "inspection_check_form": frozenset({P.INSPECTIONS_READ, P.FIELD_VISIT}),
    "inspection_result_notice": frozenset({P.INSPECTIONS_READ, P.FIELD_VISIT}),
    "recheck_record": frozenset({P.CASES_READ, P.INSPECTIONS_READ, P.FIELD_VISIT}),
    "draw_notice": frozenset({P.INSPECTIONS_READ}),
    "inspection_plan": frozenset({P.INSPECTIONS_READ}),
    "written_report_receipt": frozenset({P.LICENSING_READ}),
    "file_transfer_sheet": frozenset({P.LICENSING_READ}),
}
#: Announcements: anybody may open them.
PUBLIC = frozenset({"draw_notice", "inspection_plan", "register_certificate"})
#: What the verification page calls a paper; a kind that is missing here is called a paper.
NAMES = {
    "licence": N_("人力资源服务许可证"),
    "dispatch_licence": N_("劳务派遣经营许可证"),
    "filing_certificate": N_("人力资源服务备案凭证"),
    "acceptance_notice": N_("受理通知书"),
    "correction_notice": N_("补正材料告知书"),
    "refusal_decision": N_("不予行政许可决定书"),
    "decline_notice": N_("不予受理决定书"),
    "grant_decision": N_("准予行政许可决定书"),
    "cancellation_notice": N_("注销行政许可决定书"),
    "ending_notice": N_("拟撤销、撤回行政许可告知书"),
    "ending_hearing_notice": N_("撤销、撤回行政许可听证通知书"),
    "ending_hearing_record": N_("撤销、撤回行政许可听证笔录"),
    "set_aside_decision": N_("撤销行政许可决定书"),
    "withdrawal_decision": N_("撤回行政许可决定书"),
    "collection_notice": N_("领取许可证通知书"),
    "inspection_approval": N_("行政检查审批表"),
    "inspection_notice": N_("行政检查通知书"),
    "annual_report_receipt": N_("年度报告回执"),
    "statistical_return_receipt": N_("统计报表回执"),
    "dispatch_report_receipt": N_("劳务派遣经营情况报告回执"),
    "dispatch_verification_notice": N_("劳务派遣经营情况报告核验结果告知书"),
    "job_fair_receipt": N_("招聘会备案回执"),
    "order_to_correct": N_("责令限期改正指令书"),
    "prior_notice": N_("行政处罚事先告知书"),
    "penalty_decision": N_("行政处罚决定书"),
    "service_receipt": N_("送达回证"),
    "inspection_record": N_("现场检查笔录"),
    "inspection_check_form": N_("行政检查单"),
    "inspection_result_notice": N_("行政检查结果告知书"),
    "recheck_record": N_("整改复查记录"),
    "register_certificate": N_("登记证明"),
    "draw_notice": N_("随机抽查抽取结果公告"),
    "inspection_plan": N_("年度行政检查计划"),
    "written_report_receipt": N_("书面报告回执"),
    "file_transfer_sheet": N_("机构档案移交单"),
}
PAPER = N_("文书")


def check_may_open(actor: Actor | None, paper: dict[str, Any]) -> None:
    """Raise NotFound unless this person may open the paper."""
    if paper["kind"] in PUBLIC:
        return
    if actor is not None:
        if actor.acts_for_firm(paper["firm_id"]):
            return
        wanted = READERS.get(paper["kind"], frozenset())
        if actor.in_scope_of(paper["organ_id"]) and wanted & permissions.of(actor.roles):
            return
    raise errors.NotFound
