"""Revenue, what was collected for others, profit and tax. Pure."""

from __future__ import annotations

from regulation.indicators.entries.common import WAN, collected_of, number, revenue_of
from regulation.indicators.indicator import Indicator, Publish
from regulation.indicators.options import BUSINESS_LINES, COLLECTING_LINES

# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    # --- finance
    number("rev_total", "finance", 14, WAN, "营业总收入", "Revenue, total", "当年全部营业收入，含代收代付部分",
            "All revenue of the year, amounts collected for others included", publish=Publish.IF_AGREED),
    number("rev_onbehalf", "finance", 15, WAN, "其中：代收代付部分", "of which: collected for others",
            "代用人单位收取并支付的工资、社会保险费等", "Wages, social insurance and the like, passed on for employers",
            publish=Publish.IF_AGREED),
    *(revenue_of(16 + at, line) for at, line in enumerate(BUSINESS_LINES)),
    *(collected_of(26 + at, line) for at, line in enumerate(COLLECTING_LINES)),
    number("profit_total", "finance", 29, WAN, "利润总额", "Profit, total", "亏损以负数填写", "A loss is a negative number",
            may_be_negative=True),
    number("tax_total", "finance", 30, WAN, "实缴税金", "Taxes paid", "当年实际缴纳的各项税金",
            "All taxes paid in the year", publish=Publish.IF_AGREED),
)
# fmt: on
