"""How a registration begins, changes and ends, as the log of acts tells it."""

from __future__ import annotations

from typing import Final

from app.endings import views as ending_views
from app.licensing import views as licensing_views
from app.office.act_kinds import Kind, labels
from app.recruiter_accounts import words as account_words
from app.registration_conditions import views as condition_views
from app.written_reports import views as report_views
from regulation.campaigns import status as campaigns
from regulation.casework import status as casework
from regulation.endings.status import ENDING_STATUSES
from regulation.firms.status import REGISTRATION_STATUSES
from regulation.job_fairs import status as job_fairs
from regulation.licensing import status as licensing
from regulation.licensing.rules.hearing import HEARING_STATUSES
from regulation.licensing.rules.reissue import REQUEST_STATUSES
from regulation.licensing.rules.winding_down import WINDING_STATUSES
from regulation.radar import status as radar
from regulation.recruiter_accounts import status as recruiter_accounts
from regulation.register_corrections import status as corrections
from regulation.registration_conditions.status import CONDITION_STATUSES
from regulation.sharing import status as sharing
from regulation.words import N_
from regulation.worklists import status as worklists
from regulation.written_reports.status import MOVE_STATUSES, REPORT_STATUSES

LICENSING = licensing_views.LABELS
KINDS: Final[dict[str, Kind]] = {
    "api_key": Kind(
        N_("接口密钥"),
        {"make": N_("生成密钥"), "revoke": N_("吊销密钥")},
        {"living": N_("有效"), "revoked": N_("已吊销")},
    ),
    "application": Kind(N_("许可申请"), LICENSING | labels(licensing.STEPS), licensing.APPLICATION_STATUSES),
    "commitment_check": Kind(
        N_("履诺检查"),
        LICENSING | labels(licensing.CHECK_STEPS),
        licensing.CHECK_STATUSES,
        "/desk/checks/{id}",
    ),
    "delivery": Kind(N_("共享数据"), {"receive": N_("接收数据")}, {"received": N_("已接收")}),
    "difference": Kind(N_("共享数据差异"), labels(sharing.STEPS), sharing.DIFFERENCE_STATUSES),
    "ending": Kind(N_("撤销和撤回"), ending_views.LABELS, ENDING_STATUSES, "/desk/endings/{id}"),
    "campaign": Kind(
        N_("专项行动"),
        labels(campaigns.CAMPAIGN_STEPS) | campaigns.CAMPAIGN_EVENTS,
        campaigns.CAMPAIGN_STATUSES,
        "/desk/campaigns/{id}",
    ),
    "radar_cluster": Kind(
        N_("无证中介线索"),
        {"split": N_("分出线索组"), "evidence": N_("登记为案件证据")} | labels(radar.CLUSTER_STEPS),
        radar.CLUSTER_STATUSES,
        "/desk/radar/{id}",
    ),
    "radar_list": Kind(
        N_("雷达名单"),
        {
            "receive": N_("上传名单"),
            "match": N_("比对名单"),
            "picture": N_("登记截图"),
            "take_out": N_("删除保存期届满的行"),
        },
        radar.LIST_STATUSES,
        "/desk/radar/lists/{id}",
    ),
    "fair": Kind(
        N_("招聘会"),
        {"start": N_("开始填写"), "plan": N_("列入年度计划"), "police_licence": N_("补报安全许可")}
        | labels(job_fairs.STEPS),
        job_fairs.FAIR_STATUSES,
    ),
    "fair_plan": Kind(N_("定期招聘会年度计划"), labels(job_fairs.PLAN_STEPS), job_fairs.PLAN_STATUSES),
    "file_move": Kind(N_("机构档案移交"), report_views.MOVE_LABELS, MOVE_STATUSES),
    "filing": Kind(
        N_("备案"),
        LICENSING | licensing.FILING_ACTS | labels(licensing.FILING_STEPS),
        REGISTRATION_STATUSES,
    ),
    "hearing": Kind(
        N_("许可听证"),
        {
            "ask_hearing": N_("要求听证"),
            "ask_again": N_("再次要求听证"),
            "call": N_("签发听证通知书"),
            "hold": N_("举行听证"),
            "drop": N_("撤回听证要求"),
        },
        HEARING_STATUSES,
    ),
    "licence": Kind(
        N_("许可证"),
        LICENSING | labels(licensing.LICENCE_STEPS),
        licensing.LICENCE_STATUSES,
        "/desk/licences/{id}",
    ),
    "matter_question": Kind(
        N_("提问和回答"),
        {"ask_question": N_("提问")} | labels(licensing.QUESTION_STEPS),
        licensing.QUESTION_STATUSES,
    ),
    "organ": Kind(N_("许可机关"), {"establish": N_("设立机关"), "change_organ": N_("变更机关信息")}, {}),
    "paper_request": Kind(
        N_("补发许可证"),
        {
            "ask": N_("申请补发许可证"),
            "issue": N_("补发许可证"),
            "decline": N_("不予补发"),
            "take_back": N_("撤回申请"),
        },
        REQUEST_STATUSES,
    ),
    "phrase": Kind(
        N_("常用语"),
        {"write": N_("新增常用语")} | labels(worklists.PHRASE_STEPS),
        worklists.PHRASE_STATUSES,
        "/desk/phrases/{id}",
    ),
    "print_batch": Kind(
        N_("批量印制文书"),
        {"propose": N_("准备")} | labels(casework.PRINT_STEPS),
        casework.PRINT_STATUSES,
        "/desk/printing/{id}",
    ),
    "recruiter_account": Kind(
        N_("招聘账号"),
        account_words.EVENTS | labels(recruiter_accounts.STEPS),
        recruiter_accounts.ACCOUNT_STATUSES,
    ),
    "register_correction": Kind(
        N_("登记更正"),
        {"propose": N_("提出更正")} | labels(corrections.STEPS),
        corrections.CORRECTION_STATUSES,
        "/desk/register-corrections/{id}",
    ),
    "registration_condition": Kind(
        N_("条件和限制"), condition_views.LABELS, CONDITION_STATUSES, "/desk/conditions/{id}"
    ),
    "winding_down": Kind(N_("原有派遣合同"), LICENSING, WINDING_STATUSES),
    "work_batch": Kind(
        N_("批量办理"),
        {"confirm": N_("确认批量办理")} | labels(worklists.BATCH_STEPS),
        worklists.BATCH_STATUSES,
    ),
    "written_report": Kind(N_("书面报告"), report_views.LABELS, REPORT_STATUSES),
}
