"""How the log of acts is told: what kind of matter, which act, from which state to which, and where it opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.office import registration_acts
from app.office.act_kinds import Kind, labels
from app.shell.i18n import gettext as _
from regulation.accounts import status as accounts
from regulation.annual_reports import status as annual_reports
from regulation.case_files import status as case_files
from regulation.casework import consents, decrees
from regulation.complaints import status as complaints
from regulation.firms import status as firms
from regulation.inspections import status as inspections
from regulation.inspections.actions import report_checks
from regulation.integrity import status as integrity
from regulation.leads import status as leads
from regulation.parks import status as parks
from regulation.penalties import status as penalties
from regulation.penalties import status_evidence as taking
from regulation.penalties import status_procedure as procedure
from regulation.penalties.rules import forms as numbered_forms
from regulation.publicity import status as publicity
from regulation.remedies import status as remedies
from regulation.words import N_
from regulation.worklists import status as worklists

if TYPE_CHECKING:
    from regulation.casework.record import Entry


#: Acts that are no steps, whatever the matter.
EVENTS = {
    "add_line": N_("增加抽查安排"),
    "amend": N_("补充更正记录"),
    "correct_registration": N_("更正登记"),
    "disclose": N_("公布抽取记录"),
    "enter_secret": N_("提交秘密值"),
    "misconduct": N_("登记不当行为"),
    "open_deposit": N_("拆封存放的秘密值"),
    "propose_correction": N_("提出更正检查结果"),
    "correct_result": N_("更正检查结果"),
    "rate": N_("评价检查"),
    "reissue_paper": N_("换发文书"),
    "remove_line": N_("删除抽查安排"),
    "report_entry": N_("反映检查情况"),
    "reveal": N_("公布秘密值"),
    "scan_code": N_("扫码进入"),
    "state_equal": N_("确认名单一致"),
    "take_deposit": N_("存放秘密值"),
    "tell_result": N_("告知检查结果"),
    "map": N_("对应列名"),
    "add_evidence": N_("登记证据"),
    "annul_fact": N_("撤销信用信息"),
    "appoint": N_("任命岗位"),
    "ask_cancellation": N_("申请注销"),
    "merge": N_("归并重复登记"),
    "unmerge": N_("撤销归并"),
    "ask_reissue": N_("申请补发许可证"),
    "assess": N_("记录评估"),
    "assign": N_("确定执法人员"),
    "attach": N_("上传材料"),
    "change": N_("登记变更"),
    "change_password": N_("修改密码"),
    "change_window": N_("修改填报期"),
    "correct": N_("更正登记"),
    "create": N_("建立账号"),
    "dismiss": N_("终止岗位"),
    "edit_inspector": N_("修改执法人员名录"),
    "edit_subject": N_("修改检查对象名录"),
    "draft": N_("拟订草稿"),
    "enter_officer": N_("登记执法人员信息"),
    "enter_leave": N_("登记休假"),
    "cancel_leave": N_("取消休假"),
    "declare_conflict": N_("申报回避"),
    "end_conflict": N_("终止回避"),
    "file_plan": N_("记录计划备案"),
    "propose": N_("提请列入"),
    "record": N_("登记线索"),
    "revise": N_("修改草稿"),
    "take_in": N_("并入另一线索的事项"),
    "take_roster": N_("形成名录版本"),
    "enter_calendar": N_("录入工作日安排"),
    "enter_form": N_("录入报表"),
    "file": N_("备案"),
    "grant": N_("准予许可"),
    "import": N_("导入"),
    "insert": N_("转入"),
    "join_firm": N_("关联机构"),
    "move_in": N_("登记入驻"),
    "move_out": N_("登记迁出"),
    "open_check": N_("转入履诺检查"),
    "open_window": N_("设定填报期"),
    "open_zone": N_("录入分园"),
    "prepare": N_("准备"),
    "publish_release": N_("发布统计资料"),
    "receive": N_("接收文件"),
    "recognise": N_("录入园区"),
    "record_fact": N_("记录信用信息"),
    "register": N_("登记"),
    "reschedule": N_("改期"),
    "serve": N_("登记送达"),
    "sign": N_("签订"),
    "start": N_("开始填写"),
    "remove_item": N_("删除事项"),
    "set_item": N_("修改事项"),
    "submit": N_("提交"),
    "verify": N_("记录实地核查"),
}
KINDS: dict[str, Kind] = registration_acts.KINDS | {
    "account": Kind(N_("账号"), {}, {"active": N_("有效")}),
    "annual_report": Kind(
        N_("年度报告"),
        labels({**annual_reports.DISPATCH_STEPS, **annual_reports.STEPS}),
        annual_reports.STATUSES,
    ),
    "appointment": Kind(N_("岗位"), {}, {"held": N_("任职"), "ended": N_("已终止")}),
    "assessment": Kind(N_("园区评估"), {}, parks.GRADE_NAMES),
    "calendar_year": Kind(N_("工作日日历"), {}, {}),
    "complaint": Kind(N_("投诉举报"), complaints.ACT_NAMES, complaints.STATUS_NAMES, "/desk/complaints/{id}"),
    "report_reward": Kind(N_("举报奖励"), complaints.REWARD_ACT_NAMES, complaints.REWARD_NAMES),
    "conflict": Kind(N_("回避"), {}, {"declared": N_("已申报"), "ended": N_("已终止")}),
    "correction_order": Kind(
        N_("责令改正"), penalties.ORDER_ACT_NAMES, penalties.ORDER_NAMES, "/desk/orders/{id}"
    ),
    "firm": Kind(N_("机构"), {}, {}),
    "firm_import": Kind(N_("导入"), labels(firms.STEPS), firms.IMPORT_STATUSES, "/desk/imports/{id}"),
    "firm_merger": Kind(
        N_("重复登记归并"),
        {"propose": N_("提出归并"), **labels(firms.MERGER_STEPS)},
        firms.MERGER_STATUSES,
        "/desk/mergers/{id}",
    ),
    "form_version": Kind(N_("报表"), {}, {"entered": N_("已录入")}),
    "inspection_draw": Kind(N_("随机抽取"), labels(inspections.DRAW_STEPS), inspections.DRAW_NAMES),
    "do_not_disturb": Kind(
        N_("无事不扰名单"),
        labels(inspections.UNDISTURBED_STEPS),
        inspections.UNDISTURBED_NAMES,
        "/desk/undisturbed/{id}",
    ),
    "inspection_item_list": Kind(
        N_("抽查事项清单"), labels(inspections.LIST_STEPS), inspections.LIST_NAMES, "/desk/items/{id}"
    ),
    "inspection_lead": Kind(
        N_("检查线索"), labels(inspections.LEAD_STEPS), inspections.LEAD_NAMES, "/desk/leads/{id}"
    ),
    "inspection_officer": Kind(N_("执法人员名录"), {}, {}),
    "inspection_roster_version": Kind(N_("名录版本"), {}, {}),
    "local_value": Kind(N_("本地数值"), labels(decrees.STEPS), decrees.STATUS_NAMES, "/desk/values/{id}"),
    "special_inspection": Kind(
        N_("专项检查"), labels(inspections.SPECIAL_STEPS), inspections.SPECIAL_NAMES, "/desk/specials/{id}"
    ),
    "inspection_plan": Kind(
        N_("抽查计划"), labels(inspections.PLAN_STEPS), inspections.PLAN_NAMES, "/desk/plans/{id}"
    ),
    "inspection_task": Kind(
        N_("检查任务"), labels(inspections.TASK_STEPS), inspections.TASK_NAMES, "/desk/visits/{id}"
    ),
    "integrity_fact": Kind(N_("信用信息"), {}, integrity.KIND_NAMES),
    "office_proposal": Kind(
        N_("岗位任命"),
        labels(accounts.PROPOSAL_STEPS) | {"propose": N_("提出任命")},
        accounts.PROPOSAL_NAMES,
        "/desk/officials",
    ),
    "platform": Kind(N_("招聘平台"), {"inform_regulator": N_("向网络主管部门通报情况")}, {}),
    "park": Kind(N_("产业园"), {}, parks.LEVEL_NAMES),
    "order_batch": Kind(
        N_("批量责令改正"),
        labels(penalties.BATCH_STEPS),
        penalties.BATCH_NAMES,
        "/desk/orders/missed/batches/{id}",
    ),
    "case_designation": Kind(
        N_("指定管辖"), procedure.DESIGNATION_ACT_NAMES, procedure.DESIGNATION_STATUSES, "/desk/cases"
    ),
    "case_recusal": Kind(N_("回避"), procedure.RECUSAL_ACT_NAMES, procedure.RECUSAL_STATUSES, "/desk/cases"),
    "case_transfer": Kind(
        N_("案件移送"), procedure.TRANSFER_ACT_NAMES, procedure.TRANSFER_STATUSES, "/desk/transfers"
    ),
    "order_extension": Kind(
        N_("延长改正期限"), procedure.EXTENSION_ACT_NAMES, procedure.EXTENSION_STATUSES, "/desk/orders"
    ),
    "regulatory_talk": Kind(N_("约谈和提示"), procedure.TALKS, {}, "/desk/talks"),
    "case_preservation": Kind(
        N_("先行登记保存"), taking.PRESERVATION_ACT_NAMES, taking.PRESERVATION_NAMES, "/desk/cases"
    ),
    "case_record": Kind(N_("案件笔录"), taking.RECORD_ACT_NAMES, taking.RECORD_STATUS_NAMES, "/desk/cases"),
    "case_lead": Kind(N_("案件线索"), leads.ACT_NAMES, leads.STATUS_NAMES, "/desk/case-leads/{id}"),
    "penalty_case": Kind(N_("处罚案件"), penalties.ACT_NAMES, penalties.CASE_NAMES, "/desk/cases/{id}"),
    "spot_penalty": Kind(N_("当场处罚"), penalties.SPOT_ACT_NAMES, penalties.SPOT_NAMES, "/desk/spot/{id}"),
    "spot_booklet": Kind(
        N_("预先编号的决定书"),
        penalties.BOOKLET_ACT_NAMES,
        numbered_forms.BOOKLET_NAMES,
        "/desk/spot/booklets/{id}",
    ),
    "case_closing": Kind(N_("结案"), case_files.ACT_NAMES, case_files.NAMES),
    "publicity_correction": Kind(
        N_("公示信息更正"), publicity.ACT_NAMES, publicity.NAMES, "/desk/publicity-corrections/{id}"
    ),
    "publicity_batch": Kind(
        N_("双公示报送"),
        {"make_list": N_("生成报送批次")},
        {"made": N_("已生成")},
        "/desk/double-publicity/{id}",
    ),
    "remedy": Kind(N_("复议和诉讼"), remedies.ACT_NAMES, remedies.NAMES, "/desk/remedies/{id}"),
    "release": Kind(N_("统计资料"), {}, {}),
    "repair_request": Kind(
        N_("信用修复申请"), labels(integrity.STEPS), integrity.REPAIR_NAMES, "/desk/integrity/repairs/{id}"
    ),
    "report_check": Kind(N_("年度报告随机核对"), {"enter": N_("登记核对结果")}, report_checks.RESULTS),
    "report_naming": Kind(N_("公示未报送名单"), {"decide": N_("决定公示")}, {"decided": N_("已决定")}),
    "report_window": Kind(N_("填报期"), {}, {"set": N_("已设定")}),
    "service_consent": Kind(N_("电子送达确认书"), labels(consents.STEPS), consents.STATUSES),
    "tenancy": Kind(N_("入驻"), {}, {}),
    "work_claim": Kind(
        N_("认领"), {"claim": N_("认领"), **labels(worklists.CLAIM_STEPS)}, worklists.CLAIM_STATUSES
    ),
    "assignment_rule": Kind(
        N_("分派规则"), {"set_rule": N_("设定规则"), **labels(worklists.RULE_STEPS)}, worklists.RULE_STATUSES
    ),
    "work_absence": Kind(
        N_("休假"),
        {"enter_absence": N_("登记休假"), **labels(worklists.ABSENCE_STEPS)},
        worklists.ABSENCE_STATUSES,
    ),
    "zone": Kind(N_("分园"), {}, {"open": N_("存续")}),
    "amendment_request": Kind(
        N_("检查记录补充更正"),
        labels(inspections.AMENDMENT_STEPS)
        | {"request_amendment": N_("申请补充更正"), "withdraw_amendment": N_("撤回补充更正")},
        inspections.AMENDMENT_NAMES,
    ),
    "entry_report": Kind(
        N_("企业对检查的反映"),
        {"answer_report": N_("答复反映")},
        {"received": N_("待答复"), "answered": N_("已答复")},
    ),
    "partner_officer": Kind(
        N_("协同检查人员"),
        {"enter_partner": N_("登记协同检查人员"), "end_partner": N_("协同检查人员退出")},
        {},
    ),
    "firm_import_row": Kind(N_("导入的行"), {}, {}),
}
NOTHING = Kind("", {}, {})


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the log in words. What has no word yet is shown as it was written."""

    entry: Entry
    matter: str
    act: str
    before: str
    after: str
    url: str


def told(entry: Entry) -> Told:
    """The words for an entry, in the reader's language."""
    kind = KINDS.get(entry.matter_kind, NOTHING)
    return Told(
        entry,
        _(kind.name) if kind.name else entry.matter_kind,
        _(kind.acts.get(entry.action) or EVENTS.get(entry.action, entry.action)),
        _state(kind, entry.status_before),
        _state(kind, entry.status_after),
        kind.address.format(id=entry.matter_id) if kind.address else "",
    )


def _state(kind: Kind, status: str) -> str:
    return _(kind.states[status]) if status in kind.states else status
