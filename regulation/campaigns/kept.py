"""What the tables of campaigns keep by themselves, with the article that asks for it."""

from regulation.campaigns.rules.planning import NO_HALT, UNPLANNED
from regulation.casework.kept import STANDS, WHOLE, table
from regulation.law import house_rules
from regulation.words import N_

KEPT = table(
    [
        (N_("拟订专项行动的人员不能批准"), UNPLANNED, ("campaign_approved_by_another",)),
        (
            N_("专项行动应当在开始之前批准；计划以外的须经政府批准"),
            UNPLANNED,
            ("campaign_approved_whole", "campaign_plan_named"),
        ),
        (N_("尚未到批准的开始日期"), UNPLANNED, ("campaign_started_in_time",)),
        (
            N_("结束专项行动并固定数据的人员不能签发报告"),
            UNPLANNED,
            ("campaign_signed_by_another",),
        ),
        (
            N_(
                "专项行动不得要求相关行业、领域的市场主体普遍停产停业；只有涉及人民群众生命安全、发生重特大事故或者举办国家重大活动的除外"
            ),
            NO_HALT,
            ("campaign_halts_no_trade",),
        ),
        (
            STANDS,
            UNPLANNED,
            (
                "an approved campaign stays as it was approved",
                "tables are chosen before the report is signed",
            ),
        ),
        (
            N_("专项行动不在进行中，不能纳入事项或者填报数据"),
            UNPLANNED,
            ("only a running campaign takes matters and figures",),
        ),
        (
            STANDS,
            house_rules.CORRECT_DO_NOT_REPEAT,
            (
                "figures of a campaign are corrected by another line",
                "a matter of a campaign is left out with its reason and stays as it was taken",
                "a correction is of the same day, department, area and measure",
            ),
        ),
        (
            WHOLE,
            house_rules.CORRECT_DO_NOT_REPEAT,
            (
                "campaign_tally_reasoned",
                "campaign_tally_sourced",
                "campaign_earlier_sourced",
                "campaign_matter_left_whole",
            ),
        ),
        (
            N_("报告自选的表已经达到限度，请先移出一张"),
            house_rules.LIMITS,
            ("campaign_report_tables_few",),
        ),
    ]
)
SHAPE = frozenset(
    {
        "campaign_departments_known",
        "campaign_earlier_value",
        "campaign_earlier_year",
        "campaign_has_scope",
        "campaign_period",
        "campaign_tally_ours",
        "campaign_tally_value",
    }
)
