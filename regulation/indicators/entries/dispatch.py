"""What the report on dispatch asks (劳务派遣经营情况报告), beyond the cells it shares with the operating report. Pure.

《劳务派遣行政许可实施办法》第二十二条 names the matters: operations and audited accounts, workers, contracts
and the union, pay, social insurance, user units, agreements, subsidiaries and branches. The words and the
cells are ours, rebuilt from other cities' lists: all of them are provisional.
"""

from __future__ import annotations

from typing import Any

from regulation.indicators.entries.common import COPIES, PERSON_TIMES, PERSONS, PLACES, WAN, number
from regulation.indicators.indicator import (
    ONLY_DISPATCH,
    Column,
    Group,
    Indicator,
    Kind,
    Option,
    Publish,
    Values,
)
from regulation.indicators.options import YES_NO

GROUPS: tuple[Group, ...] = (
    Group("disp_profile", "填写派遣经营概况", "Describe the dispatch business"),
    Group(
        "disp_money", "填写派遣收入和财务审计", "State dispatch revenue and the audit", needs_business=True
    ),
    Group(
        "disp_staff",
        "填写派遣人员、合同和工会",
        "Count dispatched workers, contracts and union members",
        needs_business=True,
    ),
    Group("disp_pay", "填写劳动报酬和社会保险", "State pay and social insurance", needs_business=True),
    Group("disp_units", "填写用工单位和派遣协议", "List user units and agreements", needs_business=True),
)

#: 《劳动合同法》第六十六条: the three kinds of posts in which dispatched workers may be used.
POSTS = (
    Option("TEMPORARY", "临时性", "Temporary"),
    Option("AUXILIARY", "辅助性", "Auxiliary"),
    Option("SUBSTITUTE", "替代性", "Substitute"),
)

#: One line a user unit. Names of clients are nobody's business but the organ's.
UNIT_COLUMNS = (
    Column("name", "用工单位名称", "User unit"),
    Column("workers", "派遣人数", "Dispatched workers", is_count=True),
    Column("post", "岗位性质", "Kind of post", options=POSTS),
    Column("months", "用工期限（月）", "Term (months)", is_count=True),
    Column("share", "派遣用工占比（%）", "Share of dispatched labour (%)", is_share=True),
)

#: Asked only where another answer calls for them, and then not to be left empty.
NEEDED_WHEN_ASKED = frozenset({"disp_auditor", "disp_pay_note"})
_LAST_ONLY_IF: dict[str, tuple[str, bool]] = {
    "identity_note": ("identity_ok", False),
    "disp_auditor": ("disp_audited", True),
    "disp_pay_note": ("disp_pay_on_time", False),
}


def is_asked(key: str, values: Values) -> bool:
    """Whether a cell of the report is asked, given the answers so far."""
    depends = _LAST_ONLY_IF.get(key)
    return depends is None or values.get(depends[0]) is depends[1]


def _said(  # noqa: PLR0917 - a row of the table below
    key: str, group: str, zh: str, en: str, definition: str, definition_en: str, **more: Any
) -> Indicator:
    """A question of yes or no."""
    return Indicator(
        key,
        group,
        Kind.YES_NO,
        zh,
        en,
        definition,
        definition_en,
        options=YES_NO,
        forms=ONLY_DISPATCH,
        **more,
    )


def _text(  # noqa: PLR0917 - a row of the table below
    key: str, group: str, zh: str, en: str, definition: str, definition_en: str, **more: Any
) -> Indicator:
    """A question answered in words."""
    return Indicator(key, group, Kind.TEXT, zh, en, definition, definition_en, forms=ONLY_DISPATCH, **more)


_ONLY: dict[str, Any] = {"forms": ONLY_DISPATCH}

# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    # --- the business
    _said("disp_operated", "disp_profile", "本年度开展了劳务派遣业务", "Dispatched workers in the year",
          "选“否”则派遣人员、用工单位等各组不再填写", "“No” makes this a nil report", publish=Publish.ALWAYS),
    number("disp_capital_paid", "disp_profile", 90, WAN, "实缴注册资本", "Registered capital paid in", "年末数", "At the end of the year", **_ONLY),
    number("disp_subsidiaries_n", "disp_profile", 91, PLACES, "经营劳务派遣业务的子公司", "Subsidiaries in dispatch",
           "年末数；子公司应当单独取得许可并单独报告", "At the end of the year; each needs its own licence and reports for itself",
           publish=Publish.ALWAYS, **_ONLY),
    number("disp_branches_n", "disp_profile", 92, PLACES, "经营劳务派遣业务的分公司", "Branches in dispatch",
           "年末数", "At the end of the year", publish=Publish.ALWAYS, **_ONLY),
    _text("disp_branches", "disp_profile", "子公司、分公司名称和备案情况", "Names of subsidiaries and branches, and where they are filed",
          "没有的不填", "Leave empty where there are none", is_required=False),
    # --- money (the line's revenue and what was collected for others are the operating report's own cells)
    number("disp_fee", "disp_money", 93, WAN, "其中：派遣服务费收入", "of which: service fees", "不含代收代付的工资和社会保险费",
           "Without the wages and contributions passed on", **_ONLY),
    number("disp_profit", "disp_money", 94, WAN, "派遣业务利润", "Profit of the dispatch business", "亏损以负数填写",
           "A loss is a negative number", may_be_negative=True, **_ONLY),
    _said("disp_audited", "disp_money", "财务报告经会计师事务所审计", "The accounts were audited",
          "年度财务审计报告随本报告备查", "The audit report is kept for inspection"),
    _text("disp_auditor", "disp_money", "会计师事务所和审计报告文号", "Auditor and number of the report", "按审计报告填写",
          "As on the report", is_required=False),
    # --- workers
    number("disp_signed", "disp_staff", 95, PERSONS, "其中：已签订书面劳动合同", "of which: with a written contract", "年末在派遣人员中的人数",
           "Of those on dispatch at the end of the year", **_ONLY),
    number("disp_two_years", "disp_staff", 96, PERSONS, "其中：合同期限二年以上", "of which: for two years or more",
           "派遣单位应当订立二年以上的固定期限劳动合同", "The law asks for fixed terms of two years or more", **_ONLY),
    number("disp_union", "disp_staff", 97, PERSONS, "其中：参加工会", "of which: union members", "参加派遣单位或者用工单位工会的人数",
           "In the union of the firm or of the user unit", **_ONLY),
    number("disp_idle", "disp_staff", 98, PERSONS, "无工作期间人员", "Between assignments", "年末没有派遣岗位的人数",
           "Without an assignment at the end of the year", **_ONLY),
    number("disp_training", "disp_staff", 99, PERSON_TIMES, "培训派遣人员", "Dispatched workers trained", "当年累计人次",
           "Person-times over the year", **_ONLY),
    # --- pay and insurance
    number("disp_pay_total", "disp_pay", 100, WAN, "支付劳动报酬总额", "Pay, total", "当年支付给派遣人员的劳动报酬",
           "Paid to dispatched workers in the year", **_ONLY),
    _said("disp_pay_on_time", "disp_pay", "按月足额支付劳动报酬", "Paid every month in full", "当年没有拖欠、克扣", "Nothing was late or withheld"),
    _text("disp_pay_note", "disp_pay", "拖欠、克扣的情况", "What was late or withheld", "人数、金额和解决情况", "Persons, amounts, how it was settled",
          is_required=False),
    _said("disp_equal_pay", "disp_pay", "与用工单位同类岗位劳动者同工同酬", "Equal pay with the user units' own workers",
          "按用工单位同类岗位的劳动报酬分配办法", "By the user units' own pay rules for like posts"),
    _said("disp_idle_paid", "disp_pay", "无工作期间按月支付不低于最低工资的报酬", "At least the minimum wage between assignments",
          "没有无工作期间人员的选“是”", "“Yes” where nobody was without an assignment"),
    number("disp_pension", "disp_pay", 101, PERSONS, "参加基本养老保险", "In pension insurance", "年末参保人数", "At the end of the year", **_ONLY),
    number("disp_medical", "disp_pay", 102, PERSONS, "参加基本医疗保险（含生育保险）", "In medical insurance (with maternity)", "年末参保人数",
           "At the end of the year", **_ONLY),
    number("disp_unemployment", "disp_pay", 103, PERSONS, "参加失业保险", "In unemployment insurance", "年末参保人数", "At the end of the year", **_ONLY),
    number("disp_injury", "disp_pay", 104, PERSONS, "参加工伤保险", "In work-injury insurance", "年末参保人数", "At the end of the year", **_ONLY),
    number("disp_insurance_paid", "disp_pay", 105, WAN, "缴纳社会保险费总额", "Social insurance paid, total", "当年缴纳数，含个人部分",
           "Paid in the year, workers' share included", **_ONLY),
    # --- user units
    Indicator("disp_unit_list", "disp_units", Kind.ROWS, "各用工单位情况", "The user units",
              "每行一家；可以从电子表格整块复制粘贴", "One line each; a block may be pasted from a spreadsheet",
              forms=ONLY_DISPATCH, columns=UNIT_COLUMNS),
    number("disp_agreements_n", "disp_units", 106, COPIES, "有效的劳务派遣协议", "Dispatch agreements in force", "年末数",
           "At the end of the year", **_ONLY),
    _said("disp_agreements_full", "disp_units", "协议载明岗位、人数、期限、报酬和社会保险", "Agreements state posts, numbers, terms, pay and insurance",
          "每份协议都载明的选“是”", "“Yes” where each of them does"),
    _text("disp_performance", "disp_units", "协议履行和用工单位履行义务的情况", "How agreements and the user units' duties were performed",
          "存在的问题和处理结果", "Problems and how they were settled"),
    _said("disp_no_fee", "disp_units", "未向被派遣劳动者收取费用", "Charged the workers nothing", "包括保证金、押金", "Deposits included", publish=Publish.ALWAYS),
    _said("disp_no_self", "disp_units", "未向本单位或者所属单位派遣", "Dispatched nobody to itself or its own units",
          "用人单位不得设立派遣单位向本单位或者所属单位派遣", "Nobody may set up a firm to dispatch to itself", publish=Publish.ALWAYS),
)
# fmt: on
