"""The institution itself: what the register knows, what it is, who works there. Pure."""

from __future__ import annotations

from regulation.indicators.entries.common import METRES, PERSONS, PLACES, READ, number
from regulation.indicators.indicator import ALSO_DISPATCH, Indicator, Kind, Publish
from regulation.indicators.options import BUSINESS_LINES, INSTITUTION_TYPES, YES_NO

# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    # --- identity: what the register already knows is shown and confirmed, never asked again (第三十六条第二款)
    Indicator("identity_ok", "identity", Kind.YES_NO, "登记信息与实际情况一致", "The register's data are correct",
              "对照左侧登记信息核对；如不一致，请在下方说明并办理变更报告",
              "Compare with the data shown; where something differs, say so below and report the change",
              options=YES_NO, forms=ALSO_DISPATCH),
    Indicator("identity_note", "identity", Kind.TEXT, "不一致之处", "What differs",
              "写明哪一项不一致、实际情况是什么", "Which item differs, and what is true", is_required=False, forms=ALSO_DISPATCH),
    Indicator("actual_address", "identity", Kind.TEXT, "实际经营场所（与登记不同时填写）",
              "Actual place of business, where it differs", "按门牌号填写", "Street and number",
              is_required=False, publish=Publish.ALWAYS, forms=ALSO_DISPATCH),
    # --- profile
    Indicator("operated", "profile", Kind.YES_NO, "本年度开展了人力资源服务业务", "Did HR-service business in the year",
              "选“否”即为零业务报告，收入和业务量各组不再填写",
              "“No” makes this a nil report: revenue and services are not asked", options=YES_NO),
    Indicator("inst_type", "profile", Kind.CHOICE, "机构类型", "Type of institution", "按资本性质单选",
              "One choice, by the nature of the capital", options=INSTITUTION_TYPES, publish=Publish.ALWAYS, **READ),
    Indicator("biz_types", "profile", Kind.CHOICES, "主要开展业务类型", "Main lines of business",
              "可多选；勾选后才填写对应业务的指标", "Several may be ticked; only ticked lines are asked about",
              options=BUSINESS_LINES, publish=Publish.ALWAYS, is_required=False, **READ),
    number("branches_n", "profile", 1, PLACES, "设立分支机构", "Branches", "年末数，不含总部",
            "At the end of the year, head office not counted", publish=Publish.ALWAYS, **READ),
    number("premises_area", "profile", 2, METRES, "经营场所面积", "Area of the premises", "年末实际使用的建筑面积",
            "Floor space in use at the end of the year"),
    number("fixed_sites_n", "profile", 3, PLACES, "固定招聘（交流）场所", "Fixed recruitment venues",
            "年末拥有或长期租用的招聘场所", "Owned or held on a long lease at the end of the year"),
    number("websites_n", "profile", 4, PLACES, "人力资源服务网站和应用", "Websites and apps for HR services",
            "年末正在运行的数量", "In operation at the end of the year"),
    # --- staff
    number("staff_total", "staff", 5, PERSONS, "从业人员总数", "Staff, total", "年末在本机构工作并取得劳动报酬的人员",
            "Persons working for the institution for pay at the end of the year", **READ, publish=Publish.IF_AGREED),
    number("staff_edu_hs", "staff", 6, PERSONS, "高中及以下", "Senior secondary and below", "从业人员总数中的人数，按最高学历",
            "Of the staff, by highest education", **READ),
    number("staff_edu_college", "staff", 7, PERSONS, "大专及本科", "College and bachelor", "从业人员总数中的人数，按最高学历",
            "Of the staff, by highest education", **READ),
    number("staff_edu_post", "staff", 8, PERSONS, "研究生及以上", "Postgraduate", "从业人员总数中的人数，按最高学历",
            "Of the staff, by highest education", **READ),
    number("staff_qual", "staff", 9, PERSONS, "取得人力资源职业资格", "With an HR vocational qualification",
            "从业人员中持有国家职业资格或者职业技能等级证书的人数", "Staff with a national certificate", **READ),
    number("staff_title", "staff", 10, PERSONS, "取得人力资源管理专业职称", "With a professional title in HR management",
            "从业人员中取得相应专业职称的人数", "Staff with such a title", **READ),
    number("staff_age_35", "staff", 11, PERSONS, "35岁及以下", "Aged 35 or below", "从业人员总数中的人数", "Of the staff"),
    number("staff_age_50", "staff", 12, PERSONS, "36至50岁", "Aged 36 to 50", "从业人员总数中的人数", "Of the staff"),
    number("staff_age_over", "staff", 13, PERSONS, "51岁及以上", "Aged 51 or above", "从业人员总数中的人数", "Of the staff"),
)
# fmt: on
