"""Whose days a clock counts: the office's, which an official can breach, or those of a party, a court, the public. Pure.

Every clock that the program starts stands in one of the two tables (`tests/guards/test_clocks.py`).
"""

from regulation.words import N_

#: (matter, clock) -> what the office has to have done by then.
OFFICIAL: dict[tuple[str, str], str] = {
    ("complaint", "triage"): N_("决定是否受理投诉举报"),
    ("complaint", "hotline"): N_("答复12345"),
    ("report_reward", "reward_decision"): N_("审批奖励"),
    ("complaint", "investigation"): N_("投诉举报调查办结"),
    ("case_lead", "check"): N_("核查案件线索"),
    ("case_lead", "opening"): N_("符合立案标准后立案"),
    ("inspection_task", "visit"): N_("上门检查"),
    ("inspection_task", "publish"): N_("公示检查结果"),
    ("inspection_plan", "plan"): N_("公布年度抽查计划"),
    ("correction_order", "recheck"): N_("责令改正后复查"),
    ("correction_order", "filing_copy"): N_("当场责令改正文书备案"),
    ("case_preservation", "preservation"): N_("登记保存后处理"),
    ("penalty_case", "decision"): N_("作出处罚决定"),
    ("penalty_case", "investigation"): N_("案件调查"),
    ("penalty_case", "after_investigation"): N_("调查终结后决定"),
    ("penalty_case", "service"): N_("送达处罚决定书"),
    ("penalty_case", "publicity"): N_("公示处罚决定"),
    ("penalty_case", "withdrawal"): N_("撤回处罚决定公示"),
    ("publicity_correction", "answer"): N_("答复更正公示信息的要求"),
    ("penalty_case", "court"): N_("申请人民法院强制执行"),
    ("spot_penalty", "spot_filing"): N_("当场处罚备案"),
    ("spot_penalty", "spot_hand_in"): N_("收缴的罚款交至机关"),
    ("spot_penalty", "spot_to_bank"): N_("收缴的罚款缴付银行"),
    ("spot_penalty", "court"): N_("申请人民法院强制执行"),
    ("remedy", "passing"): N_("转送复议申请"),
    ("remedy", "answer"): N_("复议答复、应诉答辩"),
    ("application", "triage"): N_("决定是否受理许可申请"),
    ("application", "decision_by_regulations"): N_("作出许可决定（条例）"),
    ("application", "decision_by_law"): N_("作出许可决定（行政许可法）"),
    ("application", "decision_before_expiry"): N_("许可届满前作出延续决定"),
    ("application", "on_the_spot"): N_("告知承诺当场决定"),
    ("application", "dispatch_decision"): N_("作出劳务派遣许可决定"),
    ("application", "dispatch_change"): N_("作出劳务派遣变更决定"),
    ("application", "dispatch_collection"): N_("通知领取劳务派遣许可证"),
    ("application", "delivery"): N_("送达许可决定"),
    ("application", "hearing_hold"): N_("组织许可听证"),
    ("ending", "ending_hearing"): N_("组织撤销、撤回许可听证"),
    ("commitment_check", "commitment_check"): N_("履诺检查"),
    ("commitment_check", "commitment_report"): N_("受理举报后的履诺检查"),
    ("licence", "cancellation"): N_("办理许可注销"),
    ("repair_request", "acceptance"): N_("决定是否受理信用修复"),
    ("repair_request", "result"): N_("办结信用修复"),
}

#: (matter, clock) -> whose days they are: letting them pass is no official's breach.
OF_OTHERS: dict[tuple[str, str], str] = {
    ("complaint", "supplement"): "who complained",
    ("correction_order", "correction"): "the party",
    ("penalty_case", "statement"): "the party",
    ("penalty_case", "hearing"): "the party",
    ("penalty_case", "payment"): "the party",
    ("spot_penalty", "announcement"): "nobody: a public notice serves when they have passed",
    ("spot_penalty", "payment"): "the party",
    ("spot_penalty", "demand"): "the party",
    ("spot_penalty", "ruling"): "the court",
    ("penalty_case", "demand"): "the party",
    ("penalty_case", "reconsideration"): "the party",
    ("penalty_case", "litigation"): "the party",
    ("penalty_case", "announcement"): "nobody: a public notice serves when they have passed",
    ("penalty_case", "ruling"): "the court",
    ("remedy", "to_sue"): "the party",
    # The office may appeal and need not.
    ("remedy", "appeal"): "nobody: a right of the office",
    ("application", "hearing_ask"): "the applicant",
    # Shorter than the law's days, and the office's own word: it alarms in the matter, and breaks no article.
    ("application", "promised"): "nobody: a promise beside the law's days",
    ("ending", "ending_statement"): "the holder",
    ("registration_condition", "condition_statement"): "the firm",
    ("recruiter_account", "update"): "the firm",
    ("fair", "figures"): "the organizer",
}
