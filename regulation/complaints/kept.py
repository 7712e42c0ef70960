"""What the tables of complaints and reports keep by themselves, with the article that asks for it."""

from regulation.casework.kept import IN_ORDER, STANDS, WHOLE, table
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    LABOUR_SUPERVISION_REGULATIONS,
    LABOUR_SUPERVISION_RULES,
)
from regulation.words import N_

_L, _R = LABOUR_SUPERVISION_REGULATIONS, LABOUR_SUPERVISION_RULES

KEPT = table(
    [
        (
            N_("投诉和举报是两种事项，登记以后不能互换；举报没有补正、撤回和请求的金额"),
            _L.article(9),
            (
                "a complaint never becomes a report, nor a report a complaint",
                "complaints and reports are counted apart",
                "complaint_report_stays",
                "complaint_report_claims_no_money",
                "only a complaint has a %",
            ),
        ),
        (N_("投诉应当写明投诉人；不愿写明的，可以举报"), _R.article(18), ("complaint_names_its_writer",)),
        (N_("办结须写明日期和答复"), _R.article(18), ("complaint_end_was_told",)),
        (N_("共同投诉的代表不超过五人"), _R.article(18), ("complaint_five_representatives",)),
        (
            N_("其中一件已经与其他事项合并调查。请先解除，再合并到主件"),
            _R.article(18),
            ("what is joined to another matter has nothing joined to it", "complaint_join_two"),
        ),
        (WHOLE, _R.article(18), ("complaint_join_undone_why",)),
        (STANDS, BEIJING_BUSINESS_ENVIRONMENT.article(53), ("who entered a work order stays on record",)),
        (
            IN_ORDER,
            BEIJING_BUSINESS_ENVIRONMENT.article(53),
            ("hotline_answer_after_receipt", "hotline_answer_is_said"),
        ),
        (
            N_("您登记了这件举报，知道查询码和查询密码，不能提出、审批或者发放它的奖励"),
            _L.article(9, 3),
            ("whoever entered a report has no part in its reward",),
        ),
        (
            N_("您办理过这件举报，不能审批或者发放它的奖励"),
            _L.article(9, 3),
            ("whoever handled a report neither decides nor pays its reward",),
        ),
        (
            N_("举报经查属实的，才给予奖励"),
            _L.article(9, 3),
            ("a reward is of a report found true", "reward_is_earned"),
        ),
        (N_("奖励由提出人以外的人审批"), _L.article(9, 3), ("reward_second_person",)),
        (N_("奖励由提出人、审批人以外的人发放"), _L.article(9, 3), ("reward_paid_by_third",)),
        (
            N_("奖励先提出、再审批、后发放，各一次；过了领取期限不再发放"),
            _L.article(9, 3),
            (
                "a reward begins as a proposal",
                "a reward is decided once and paid once as decided",
                "reward_was_decided",
                "reward_paid_in_time",
            ),
        ),
        (N_("奖励金额不在该等级的范围之内"), _L.article(9, 3), ("reward_within_grade",)),
    ]
)
SHAPE = frozenset({"complaint_amount_positive"})
