"""Which statutory days bind the office, and which bind a party: only the first can be an official's breach. Pure."""

from regulation.words import N_

#: (matter, clock) -> what the office has to have done by then. Days of a party (to correct, to pay, to state, to report)
#: are not here: who lets them pass is no official.
OFFICIAL: dict[tuple[str, str], str] = {
    ("complaint", "triage"): N_("决定是否受理投诉举报"),
    ("complaint", "investigation"): N_("投诉举报调查办结"),
    ("case_lead", "check"): N_("核查案件线索"),
    ("case_lead", "opening"): N_("符合立案标准后立案"),
    ("inspection_task", "visit"): N_("上门检查"),
    ("inspection_task", "publish"): N_("公示检查结果"),
    ("inspection_plan", "plan"): N_("公布年度抽查计划"),
    ("correction_order", "recheck"): N_("责令改正后复查"),
    ("case_preservation", "preservation"): N_("登记保存后处理"),
    ("penalty_case", "decision"): N_("作出处罚决定"),
    ("penalty_case", "investigation"): N_("案件调查"),
    ("penalty_case", "after_investigation"): N_("调查终结后决定"),
    ("penalty_case", "service"): N_("送达处罚决定书"),
    ("penalty_case", "publicity"): N_("公示处罚决定"),
    ("penalty_case", "withdrawal"): N_("撤回处罚决定公示"),
    ("penalty_case", "court"): N_("申请人民法院强制执行"),
    ("spot_penalty", "spot_filing"): N_("当场处罚备案"),
    ("spot_penalty", "publicity"): N_("公示处罚决定"),
    ("application", "acceptance"): N_("决定是否受理许可申请"),
    ("application", "decision"): N_("作出许可决定"),
    ("application", "delivery"): N_("送达许可决定"),
    ("application", "hearing_hold"): N_("组织许可听证"),
    ("commitment_check", "commitment_check"): N_("履诺检查"),
    ("licence", "cancellation"): N_("办理许可注销"),
    ("repair_request", "repair"): N_("办理信用修复"),
}
