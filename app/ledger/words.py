"""What a leaf's code words mean for a reader. What has no word yet is shown as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.shell.i18n import gettext as _
from regulation.annual_reports import status as annual_reports
from regulation.campaigns import status as campaigns
from regulation.endings import status as endings
from regulation.firms.status import REGISTRATION_KINDS, RegistrationKind
from regulation.inspections import status as inspections
from regulation.licensing import status as licensing
from regulation.penalties import status as penalties
from regulation.recruiter_accounts import status as recruiter_accounts
from regulation.registration_conditions import status as conditions
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulation.casework.steps import Step
    from regulation.ledger.leaves import Entry


def _labels(steps: Mapping[str, Step]) -> dict[str, str]:
    return {name: each.label for name, each in steps.items()}


_LICENCE_ACTS: dict[Any, str] = (
    {"grant": N_("准予许可"), "cancel": N_("注销许可证"), "expire": N_("有效期届满")}
    | _labels(
        {
            name: licensing.LICENCE_STEPS[name]
            for name in (*licensing.HELD_STEPS, *licensing.TAKING_STEPS, *licensing.RESTORING_STEPS)
        }
    )
    | {"hand_over": N_("移交其他机关"), "reissue": N_("补发许可证"), "correct": N_("更正登记")}
)
#: Type of a leaf -> what it is about, and what was done.
TYPES: dict[str, tuple[str, Mapping[Any, str]]] = {
    "publication": (N_("信息公示"), {"publish": N_("公示"), "end": N_("终止公示")}),
    "application": (N_("许可申请"), _labels(licensing.STEPS)),
    "hr_licence": (
        N_("人力资源服务许可证"),
        _LICENCE_ACTS,
    ),
    "dispatch_licence": (
        N_("劳务派遣经营许可证"),
        _LICENCE_ACTS | {"wind_down": N_("开始处理原有派遣合同"), "wound_down": N_("原有派遣合同处理完毕")},
    ),
    "ending": (N_("撤销、撤回许可"), _labels(endings.STEPS)),
    "registration_condition": (N_("登记所附条件、限制和暂停"), conditions.ACTS),
    "register_certificate": (N_("登记证明"), {"issue": N_("出具登记证明")}),
    "filing": (
        N_("备案"),
        licensing.FILING_ACTS | _labels(licensing.FILING_STEPS) | {"correct": N_("更正登记")},
    ),
    "branch_report": (REGISTRATION_KINDS[RegistrationKind.BRANCH_REPORT], {"correct": N_("更正登记")}),
    "written_report": (N_("书面报告"), {"note": N_("记载")}),
    "file_move": (N_("机构档案移交"), {"receive": N_("接收档案")}),
    "firm": (
        N_("机构登记"),
        {
            "register": N_("登记机构"),
            "change": N_("登记变更"),
            "correct": N_("更正登记"),
            "import": N_("按名录更新"),
            "merge": N_("归并重复登记"),
            "unmerge": N_("撤销归并"),
        },
    ),
    "annual_report": (N_("年度报告"), _labels({**annual_reports.DISPATCH_STEPS, **annual_reports.STEPS})),
    # The statistics are out of reach here (ADR 0011): their words are written once more.
    "statistical_return": (
        N_("统计年报"),
        {
            "submit": N_("报送统计年报"),
            "resubmit": N_("报送更正后的统计年报"),
            "recall": N_("撤回统计年报"),
            "district_pass": N_("区级审核通过统计年报"),
            "city_pass": N_("市级审核通过统计年报"),
            "return": N_("退回统计年报"),
            "city_return": N_("市级退回统计年报"),
            "reopen": N_("开放更正统计年报"),
            "out_of_scope": N_("认定不在调查范围"),
            "nonresponse": N_("认定最终未报送"),
            "ask_again": N_("重新列为应报送"),
            "ask_again_filed": N_("重新列为应报送"),
        },
    ),
    "survey_round": (
        N_("统计调查"),
        {
            "editing_closed": N_("结束审核"),
            "imputation_frozen": N_("冻结数据"),
            "disclosure_passed": N_("保密检查通过"),
            "disclosure_refused": N_("保密检查未通过"),
            "cosigned": N_("区级会签"),
            "city_signed": N_("市级签发"),
            "embargoed": N_("设定发布时间"),
            "published": N_("发布"),
            "archived": N_("归档"),
            "reopened": N_("重新开放审核"),
        },
    ),
    "panel": (
        N_("监测点抽取"),
        {"propose": N_("抽取监测点"), "confirm": N_("确认监测点"), "drop": N_("放弃抽取结果")},
    ),
    "quick_survey": (N_("快速调查"), {"send_out": N_("发出快速调查")}),
    "statistics_referral": (N_("移送统计机构"), {"refer": N_("移送统计机构")}),
    "inspection_plan": (N_("抽查计划"), _labels(inspections.PLAN_STEPS)),
    "campaign": (N_("专项行动"), _labels(campaigns.CAMPAIGN_STEPS)),
    "inspection_draw": (
        N_("随机抽取"),
        _labels(inspections.DRAW_STEPS)
        | {
            "amend": N_("更换执法人员或者机构"),
            "disclose": N_("公开封存内容"),
            "void": N_("抽取作废"),
            "state": N_("审计核验结论"),
            "misconduct": N_("登记异常事件"),
        },
    ),
    "local_value": (N_("本地数值"), {"adopt": N_("采用本地数值")}),
    "inspection_task": (
        N_("检查任务"),
        _labels(inspections.TASK_STEPS) | {"approve": N_("批准检查"), "correct": N_("更正检查结果")},
    ),
    "inspection_item_list": (N_("随机抽查事项清单"), {"adopt": N_("采用事项清单")}),
    "do_not_disturb": (N_("无事不扰"), {"enter": N_("列入无事不扰名单")}),
    "inspection_roster": (N_("抽查名录"), {"take": N_("形成名录版本")}),
    "special_inspection": (N_("专项检查"), _labels(inspections.SPECIAL_STEPS)),
    "penalty": (N_("处罚案件"), penalties.ACT_NAMES),
    "integrity_repair": (N_("信用修复"), {"grant": N_("准予修复"), "decline": N_("不予修复")}),
    "integrity_fact": (N_("信用信息"), {"annul": N_("撤销信用信息")}),
    "job_fair": (
        N_("招聘会"),
        {"list": N_("列入公开日历"), "change": N_("公告变更"), "call_off": N_("取消")},
    ),
    "recruiter_account": (N_("招聘账号"), _labels(recruiter_accounts.STEPS)),
    "park": (N_("产业园"), {"recognise": N_("录入园区"), "assess": N_("记录评估")}),
    "release": (N_("统计资料"), {"publish": N_("发布统计资料")}),
    "ledger": (
        N_("登记日志"),
        {
            "new_key": N_("启用签名密钥"),
            "add_witness": N_("登记见证人"),
            "retire_witness": N_("停用见证人"),
            "erase": N_("删除记录所承诺的内容"),
            "restore": N_("恢复旧备份后重新开始"),
        },
    ),
}


def of(entry: Entry) -> tuple[str, str]:
    """What it is about, and what was done, in the reader's language."""
    name, acts = TYPES.get(entry.type, ("", {}))
    # An act may have kinds: `misconduct_late` is a `misconduct`.
    word = acts.get(entry.act) or acts.get(entry.act.partition("_")[0])
    return _(name) if name else entry.type, _(word) if word else entry.act
