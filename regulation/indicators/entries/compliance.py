"""What the firm declares of its own conduct. Pure."""

from __future__ import annotations

from regulation.indicators.entries.common import declared
from regulation.indicators.indicator import ONLY_OPERATING, Indicator, Kind
from regulation.indicators.options import YES_NO

# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    # --- compliance
    declared("site_display", "已在服务场所明示规定事项", "Shows the required items at its premises",
              "营业执照、许可证、服务项目、收费标准、监督机关和电话",
              "Business licence, HR licence, services, fees, supervising body and telephone"),
    declared("ledger_kept", "已建立服务台账并保存两年以上", "Keeps a service ledger for at least two years",
              "记录服务对象、服务过程和服务结果", "Whom it served, how, and with what result"),
    declared("infosec_rules", "已建立个人信息保护制度", "Has rules to protect personal information",
              "求职者和派遣人员的个人信息", "Of job seekers and dispatched workers"),
    Indicator("figures_public", "compliance", Kind.YES_NO, "同意公示人员、收入和业务数据", "Agrees to publish staff, revenue and services",
              "选“否”则公示页只显示机构类型、业务类型、分支机构和合规声明", "With “no” the public page shows type, lines of business, branches and declarations only", options=YES_NO, forms=ONLY_OPERATING),
)
# fmt: on
