"""The catalogue of indicators. A new indicator is one more entry here, with the next free `place`. Pure.

Definitions are ours, in plain words: the ministry's own explanations are entered when the current
form is in hand. `source` says which labels were read on a printed form and which are provisional.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from regulation.indicators.indicator import (
    Group,
    Indicator,
    Kind,
    Option,
    Publish,
    Source,
    Unit,
    Value,
    Values,
)
from regulation.indicators.options import BUSINESS_LINES, COLLECTING_LINES, INSTITUTION_TYPES, YES_NO

PERSONS = Unit("人", "persons")
PERSON_TIMES = Unit("人次", "person-times")
EMPLOYERS = Unit("家", "employers")
EMPLOYER_TIMES = Unit("家次", "employer-times")
PLACES = Unit("个", "")
TIMES = Unit("场次", "events")
ITEMS = Unit("条", "items")
METRES = Unit("平方米", "m²")
WAN = Unit("万元", "CNY 10,000")

GROUPS: tuple[Group, ...] = (
    Group("identity", "核对登记信息", "Check the register's data"),
    Group("profile", "填写机构概况", "Describe the institution"),
    Group("staff", "填写从业人员", "Count the staff"),
    Group("finance", "填写营业收入和税金", "State revenue and tax", needs_business=True),
    Group("service", "填写服务总量", "State the services as a whole", needs_business=True),
    Group("recruitment", "填写招聘和猎头业务", "State recruitment and executive search", needs_business=True),
    Group(
        "lines",
        "填写派遣、外包和其他业务",
        "State dispatch, outsourcing and other lines",
        needs_business=True,
    ),
    Group("compliance", "声明合规情况", "Declare compliance"),
)


def _number(  # noqa: PLR0917 - a row of the table below
    key: str,
    group: str,
    place: int,
    unit: Unit,
    zh: str,
    en: str,
    definition: str,
    definition_en: str,
    **more: Any,
) -> Indicator:
    kind = Kind.DECIMAL if unit in {WAN, METRES} else Kind.COUNT
    return Indicator(key, group, kind, zh, en, definition, definition_en, place, unit, **more)


def _declared(key: str, zh: str, en: str, definition: str, definition_en: str) -> Indicator:
    return Indicator(
        key,
        "compliance",
        Kind.YES_NO,
        zh,
        en,
        definition,
        definition_en,
        options=YES_NO,
        publish=Publish.ALWAYS,
    )


def _revenue_of(place: int, line: Option) -> Indicator:
    return _number(
        f"rev_{line.code.lower()}",
        "finance",
        place,
        WAN,
        f"其中：{line.zh}",
        f"of which: {line.en}",
        "该业务当年取得的全部收入，含代收代付",
        "All receipts of this line in the year, amounts collected for others included",
        lines=frozenset({line.code}),
        publish=Publish.IF_AGREED,
    )


def _collected_of(place: int, line: Option) -> Indicator:
    return _number(
        f"onbehalf_{line.code.lower()}",
        "finance",
        place,
        WAN,
        f"{line.zh}中的代收代付",
        f"collected for others in: {line.en}",
        "代用人单位收取并支付的工资、社会保险费等",
        "Wages, social insurance and the like collected from and paid on behalf of employers",
        lines=frozenset({line.code}),
    )


_READ: dict[str, Any] = {"source": Source.READ}
_SHOWN: dict[str, Any] = {"source": Source.PUBLISHED, "publish": Publish.IF_AGREED}
_RECRUIT: dict[str, Any] = {"lines": frozenset({"RECRUIT"})}
_SEARCH: dict[str, Any] = {"lines": frozenset({"HEADHUNT"})}
_DISPATCH: dict[str, Any] = {"lines": frozenset({"DISPATCH"})}
_OUTSOURCING: dict[str, Any] = {"lines": frozenset({"OUTSRC"})}
_AGENCY: dict[str, Any] = {"lines": frozenset({"AGENCY"})}
_CONSULTING: dict[str, Any] = {"lines": frozenset({"CONSULT"})}
_TRAINING: dict[str, Any] = {"lines": frozenset({"TRAIN"})}
_ASSESSMENT: dict[str, Any] = {"lines": frozenset({"ASSESS"})}

# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    # --- identity: what the register already knows is shown and confirmed, never asked again (第三十六条第二款)
    Indicator("identity_ok", "identity", Kind.YES_NO, "登记信息与实际情况一致", "The register's data are correct",
              "对照左侧登记信息核对；如不一致，请在下方说明并办理变更报告",
              "Compare with the data shown; where something differs, say so below and report the change",
              options=YES_NO),
    Indicator("identity_note", "identity", Kind.TEXT, "不一致之处", "What differs",
              "写明哪一项不一致、实际情况是什么", "Which item differs, and what is true", is_required=False),
    Indicator("actual_address", "identity", Kind.TEXT, "实际经营场所（与登记不同时填写）",
              "Actual place of business, where it differs", "按门牌号填写", "Street and number",
              is_required=False, publish=Publish.ALWAYS),
    # --- profile
    Indicator("operated", "profile", Kind.YES_NO, "本年度开展了人力资源服务业务", "Did HR-service business in the year",
              "选“否”即为零业务报告，收入和业务量各组不再填写",
              "“No” makes this a nil report: revenue and services are not asked", options=YES_NO),
    Indicator("inst_type", "profile", Kind.CHOICE, "机构类型", "Type of institution", "按资本性质单选",
              "One choice, by the nature of the capital", options=INSTITUTION_TYPES, publish=Publish.ALWAYS, **_READ),
    Indicator("biz_types", "profile", Kind.CHOICES, "主要开展业务类型", "Main lines of business",
              "可多选；勾选后才填写对应业务的指标", "Several may be ticked; only ticked lines are asked about",
              options=BUSINESS_LINES, publish=Publish.ALWAYS, is_required=False, **_READ),
    _number("branches_n", "profile", 1, PLACES, "设立分支机构", "Branches", "年末数，不含总部",
            "At the end of the year, head office not counted", publish=Publish.ALWAYS, **_READ),
    _number("premises_area", "profile", 2, METRES, "经营场所面积", "Area of the premises", "年末实际使用的建筑面积",
            "Floor space in use at the end of the year"),
    _number("fixed_sites_n", "profile", 3, PLACES, "固定招聘（交流）场所", "Fixed recruitment venues",
            "年末拥有或长期租用的招聘场所", "Owned or held on a long lease at the end of the year"),
    _number("websites_n", "profile", 4, PLACES, "人力资源服务网站和应用", "Websites and apps for HR services",
            "年末正在运行的数量", "In operation at the end of the year"),
    # --- staff
    _number("staff_total", "staff", 5, PERSONS, "从业人员总数", "Staff, total", "年末在本机构工作并取得劳动报酬的人员",
            "Persons working for the institution for pay at the end of the year", **_READ, publish=Publish.IF_AGREED),
    _number("staff_edu_hs", "staff", 6, PERSONS, "高中及以下", "Senior secondary and below", "从业人员总数中的人数，按最高学历",
            "Of the staff, by highest education", **_READ),
    _number("staff_edu_college", "staff", 7, PERSONS, "大专及本科", "College and bachelor", "从业人员总数中的人数，按最高学历",
            "Of the staff, by highest education", **_READ),
    _number("staff_edu_post", "staff", 8, PERSONS, "研究生及以上", "Postgraduate", "从业人员总数中的人数，按最高学历",
            "Of the staff, by highest education", **_READ),
    _number("staff_qual", "staff", 9, PERSONS, "取得人力资源职业资格", "With an HR vocational qualification",
            "从业人员中持有国家职业资格或者职业技能等级证书的人数", "Staff with a national certificate", **_READ),
    _number("staff_title", "staff", 10, PERSONS, "取得人力资源管理专业职称", "With a professional title in HR management",
            "从业人员中取得相应专业职称的人数", "Staff with such a title", **_READ),
    _number("staff_age_35", "staff", 11, PERSONS, "35岁及以下", "Aged 35 or below", "从业人员总数中的人数", "Of the staff"),
    _number("staff_age_50", "staff", 12, PERSONS, "36至50岁", "Aged 36 to 50", "从业人员总数中的人数", "Of the staff"),
    _number("staff_age_over", "staff", 13, PERSONS, "51岁及以上", "Aged 51 or above", "从业人员总数中的人数", "Of the staff"),
    # --- finance
    _number("rev_total", "finance", 14, WAN, "营业总收入", "Revenue, total", "当年全部营业收入，含代收代付部分",
            "All revenue of the year, amounts collected for others included", publish=Publish.IF_AGREED),
    _number("rev_onbehalf", "finance", 15, WAN, "其中：代收代付部分", "of which: collected for others",
            "代用人单位收取并支付的工资、社会保险费等", "Wages, social insurance and the like, passed on for employers",
            publish=Publish.IF_AGREED),
    *(_revenue_of(16 + at, line) for at, line in enumerate(BUSINESS_LINES)),
    *(_collected_of(26 + at, line) for at, line in enumerate(COLLECTING_LINES)),
    _number("profit_total", "finance", 29, WAN, "利润总额", "Profit, total", "亏损以负数填写", "A loss is a negative number",
            may_be_negative=True),
    _number("tax_total", "finance", 30, WAN, "实缴税金", "Taxes paid", "当年实际缴纳的各项税金",
            "All taxes paid in the year", publish=Publish.IF_AGREED),
    # --- service
    _number("emp_served", "service", 31, EMPLOYER_TIMES, "服务用人单位", "Employers served", "当年累计，同一单位多次服务重复计数",
            "Over the year; an employer served twice counts twice", **_SHOWN),
    _number("emp_served_mfg", "service", 32, EMPLOYER_TIMES, "其中：制造业用人单位", "of which: manufacturers",
            "服务用人单位中属于制造业的", "Of the employers served"),
    _number("persons_served", "service", 33, PERSON_TIMES, "提供就业、择业和流动服务", "Persons served",
            "当年累计人次", "Person-times over the year", **_SHOWN),
    _number("persons_placed", "service", 34, PERSON_TIMES, "帮助实现就业和流动", "Persons placed", "当年累计人次",
            "Person-times over the year", publish=Publish.IF_AGREED),
    _number("served_grad", "service", 35, PERSON_TIMES, "服务高校毕业生", "Graduates served", "当年累计人次",
            "Person-times over the year"),
    _number("served_migrant", "service", 36, PERSON_TIMES, "服务农民工", "Migrant workers served", "当年累计人次",
            "Person-times over the year"),
    _number("served_hard", "service", 37, PERSON_TIMES, "服务就业困难人员", "Persons with difficulty finding work served",
            "当年累计人次", "Person-times over the year"),
    # --- recruitment
    _number("fairs_n", "recruitment", 38, TIMES, "举办现场招聘会", "Job fairs held", "当年主办场次", "Held in the year",
            **_SHOWN, **_RECRUIT),
    _number("fairs_emp", "recruitment", 39, EMPLOYER_TIMES, "参会单位", "Employers at the fairs", "当年累计", "Over the year", **_RECRUIT),
    _number("fairs_posts", "recruitment", 40, ITEMS, "招聘会提供岗位信息", "Vacancies offered at the fairs", "当年累计", "Over the year", **_RECRUIT),
    _number("fairs_seekers", "recruitment", 41, PERSON_TIMES, "参会求职", "Job seekers at the fairs", "当年累计", "Over the year", **_RECRUIT),
    _number("online_posts", "recruitment", 42, ITEMS, "网络发布岗位招聘信息", "Vacancies published online", "当年累计条数",
            "Over the year", **_SHOWN, **_RECRUIT),
    _number("online_users", "recruitment", 43, PERSONS, "网络平台注册用户", "Registered users of the platform", "年末数",
            "At the end of the year", **_RECRUIT),
    _number("headhunt_jobs", "recruitment", 44, PLACES, "委托寻访岗位", "Searches commissioned", "当年累计", "Over the year", **_SEARCH),
    _number("headhunt_success", "recruitment", 45, PERSONS, "成功推荐高级人才", "Executives placed", "当年累计", "Over the year", **_SEARCH),
    # --- other lines
    _number("disp_emp", "lines", 46, EMPLOYERS, "劳务派遣服务用人单位", "Employers using dispatched labour", "年末数",
            "At the end of the year", **_DISPATCH),
    _number("disp_workers", "lines", 47, PERSONS, "年末派遣人员", "Dispatched workers", "年末在派遣的人数",
            "On dispatch at the end of the year", **_DISPATCH),
    _number("out_emp", "lines", 48, EMPLOYERS, "服务外包用人单位", "Employers using outsourcing", "年末数", "At the end of the year", **_OUTSOURCING),
    _number("out_workers", "lines", 49, PERSONS, "外包人员", "Workers on outsourced services", "年末数", "At the end of the year", **_OUTSOURCING),
    _number("agency_emp", "lines", 50, EMPLOYERS, "人事代理用人单位", "Employers using personnel agency", "年末数", "At the end of the year", **_AGENCY),
    _number("agency_persons", "lines", 51, PERSONS, "人事代理人员", "Persons under personnel agency", "年末数", "At the end of the year", **_AGENCY),
    _number("consult_emp", "lines", 52, EMPLOYER_TIMES, "管理咨询服务用人单位", "Employers advised", "当年累计", "Over the year", **_CONSULTING),
    _number("train_classes", "lines", 53, TIMES, "举办培训班", "Training courses held", "当年累计", "Over the year", **_TRAINING),
    _number("train_persons", "lines", 54, PERSON_TIMES, "培训人员", "Persons trained", "当年累计", "Over the year", **_SHOWN, **_TRAINING),
    _number("assess_emp", "lines", 55, EMPLOYER_TIMES, "测评服务用人单位", "Employers using assessment", "当年累计", "Over the year", **_ASSESSMENT),
    _number("assess_persons", "lines", 56, PERSON_TIMES, "测评人员", "Persons assessed", "当年累计", "Over the year", **_ASSESSMENT),
    # --- compliance
    _declared("site_display", "已在服务场所明示规定事项", "Shows the required items at its premises",
              "营业执照、许可证、服务项目、收费标准、监督机关和电话",
              "Business licence, HR licence, services, fees, supervising body and telephone"),
    _declared("ledger_kept", "已建立服务台账并保存两年以上", "Keeps a service ledger for at least two years",
              "记录服务对象、服务过程和服务结果", "Whom it served, how, and with what result"),
    _declared("infosec_rules", "已建立个人信息保护制度", "Has rules to protect personal information",
              "求职者和派遣人员的个人信息", "Of job seekers and dispatched workers"),
    Indicator("figures_public", "compliance", Kind.YES_NO, "同意公示人员、收入和业务数据", "Agrees to publish staff, revenue and services",
              "选“否”则公示页只显示机构类型、业务类型、分支机构和合规声明", "With “no” the public page shows type, lines of business, branches and declarations only", options=YES_NO),
)
# fmt: on

BY_KEY: dict[str, Indicator] = {each.key: each for each in INDICATORS}
BY_GROUP: dict[str, Group] = {each.key: each for each in GROUPS}
#: Length of the stored array of figures.
PLACES_USED = max(each.place for each in INDICATORS)
#: Figures are kept in hundredths, so that 万元 with two decimals stay exact whole numbers.
SCALE = 100


@cache
def on_form(edition: int) -> tuple[Indicator, ...]:
    """The cells of an edition, in order."""
    return tuple(each for each in INDICATORS if each.is_on(edition))


@cache
def of_group(edition: int, group: str) -> tuple[Indicator, ...]:
    """The cells of one page of an edition."""
    return tuple(each for each in on_form(edition) if each.group == group)


def is_nil(values: Values) -> bool:
    """Whether the firm says that it did no business in the year."""
    return values.get("operated") is False


def is_asked(indicator: Indicator, values: Values) -> bool:
    """Whether a cell is asked, given the answers so far: nil reports and lines not ticked need no figures."""
    if BY_GROUP[indicator.group].needs_business and is_nil(values):
        return False
    if indicator.key == "biz_types":
        return not is_nil(values)
    if indicator.key == "identity_note":
        return values.get("identity_ok") is False
    ticked = values.get("biz_types", ())
    return not indicator.lines or (isinstance(ticked, tuple) and not indicator.lines.isdisjoint(ticked))


def asked(edition: int, values: Values, group: str | None = None) -> list[Indicator]:
    """The cells this firm has to look at, in order."""
    return [
        each for each in on_form(edition) if (group is None or each.group == group) and is_asked(each, values)
    ]


def is_needed(indicator: Indicator, values: Values) -> bool:
    """Whether an asked cell may not stay empty."""
    return indicator.is_required or indicator.key in {"biz_types", "identity_note"}


def missing(edition: int, values: Values, group: str | None = None) -> list[Indicator]:
    """Asked cells that are still empty."""
    return [
        each for each in asked(edition, values, group) if is_needed(each, values) and _is_empty(values, each)
    ]


def _is_empty(values: Values, indicator: Indicator) -> bool:
    value: Value | None = values.get(indicator.key)
    return value is None or value in ("", ())
