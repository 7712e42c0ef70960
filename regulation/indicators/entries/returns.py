"""What the statistical return asks beyond the operating report (LM1 表, LM2 表). Pure.

The cells of LM2 could not be read on a printed form: labels and codes are provisional until the form of
the year is in hand.
"""

from __future__ import annotations

from regulation.indicators.entries.common import (
    COPIES,
    DISPATCH,
    EMPLOYERS,
    ITEMS,
    METRES,
    PERSON_TIMES,
    PERSONS,
    RECRUIT,
    SOFTWARE,
    TIMES,
    WAN,
    dispatched_to,
    number,
)
from regulation.indicators.indicator import ONLY_RETURN, Indicator
from regulation.indicators.options import INDUSTRIES, PUBLIC_TYPES

# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    number("fixed_sites_area", "profile", 57, METRES, "固定招聘（交流）场所面积", "Area of fixed recruitment venues",
           "年末拥有或长期租用的招聘场所的建筑面积", "Floor space of the venues at the end of the year", forms=ONLY_RETURN),
    number("assets_total", "finance", 58, WAN, "资产总额", "Assets, total", "年末资产负债表的资产总计",
           "Total assets of the year-end balance sheet", forms=ONLY_RETURN),
    number("fairs_grad", "recruitment", 59, TIMES, "其中：高校毕业生专场", "of which: for graduates", "当年主办场次", "Held in the year",
           forms=ONLY_RETURN, **RECRUIT),
    number("fairs_migrant", "recruitment", 60, TIMES, "其中：农民工专场", "of which: for migrant workers", "当年主办场次",
           "Held in the year", forms=ONLY_RETURN, **RECRUIT),
    number("online_cvs", "recruitment", 61, ITEMS, "网络发布求职信息", "Job seekers' profiles published online", "当年累计条数",
           "Over the year", forms=ONLY_RETURN, **RECRUIT),
    number("disp_registered", "lines", 62, PERSONS, "登记要求派遣", "Persons registered for dispatch", "当年登记的人数",
           "Registered in the year", forms=ONLY_RETURN, **DISPATCH),
    *(dispatched_to(63 + at, industry) for at, industry in enumerate(INDUSTRIES)),
    number("archives_held", "lines", 82, COPIES, "管理流动人员人事档案", "Personnel files of mobile staff kept", "年末数",
           "At the end of the year", forms=ONLY_RETURN, only_types=PUBLIC_TYPES),
    number("archives_services", "lines", 83, PERSON_TIMES, "依托档案提供服务", "Services based on the files", "当年累计人次",
           "Person-times over the year", forms=ONLY_RETURN, only_types=PUBLIC_TYPES),
    number("software_emp", "lines", 84, EMPLOYERS, "信息软件服务用人单位", "Employers using HR software", "年末数",
           "At the end of the year", forms=ONLY_RETURN, **SOFTWARE),
    number("guide_persons", "service", 85, PERSON_TIMES, "就业创业指导", "Employment and start-up guidance", "当年累计人次",
           "Person-times over the year", forms=ONLY_RETURN),
    number("export_rev", "finance", 86, WAN, "人力资源服务出口收入", "Revenue from exported HR services",
           "向境外提供人力资源服务取得的收入，是营业总收入的一部分", "Received for services to clients abroad, a part of all revenue",
           forms=ONLY_RETURN),
)
# fmt: on
