"""The monthly short form of the designated monitoring points (人力资源市场供求监测月报). Pure.

Vacancies and job seekers registered at a point in a month, by class. The classes and the wording are ours:
no current printed form was found, and every entry is provisional. Employers may not ask for a sex
(《就业促进法》第二十七条), so vacancies are not divided by it; job seekers are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regulation.indicators.indicator import ONLY_MONTHLY, Group, Indicator, Kind, Option, Unit
from regulation.indicators.options import INDUSTRIES

PERSONS = Unit("人", "persons")
EMPLOYERS = Unit("家", "employers")
ITEMS = Unit("条", "items")
YUAN = Unit("元/月", "CNY a month")
PER_CENT = Unit("%", "%")

GROUPS: tuple[Group, ...] = (
    Group("sd_totals", "需求和求职总量", "Vacancies and job seekers"),
    Group("sd_employers", "用人单位的行业和性质", "Employers by industry and nature"),
    Group("sd_people", "求职者和岗位要求", "Job seekers and what posts ask for"),
    Group("sd_occupations", "职业", "Occupations"),
    Group("sd_market", "薪酬、网络岗位和预期", "Pay, online posts and expectation"),
)

#: What is counted of a class.
DEMAND, SEEK, EMPLOYING = "d", "s", "e"
SIDES: Mapping[str, Option] = {
    DEMAND: Option(DEMAND, "需求", "Vacancies"),
    SEEK: Option(SEEK, "求职", "Job seekers"),
    EMPLOYING: Option(EMPLOYING, "招聘单位", "Employers"),
}
#: The totals that the classes of a side add up to. Employers of several occupations are counted at each.
TOTAL_OF: Mapping[str, str] = {DEMAND: "sd_demand_valid", SEEK: "sd_seek_valid"}
NEW_OF: Mapping[str, str] = {DEMAND: "sd_demand_new", SEEK: "sd_seek_new"}
#: A post that asks for nothing in particular; no job seeker is of this class.
ANY = Option("any", "无要求", "Any")

NATURES = (
    Option("soe", "国有企业", "State-owned enterprise"),
    Option("coll", "集体企业", "Collective enterprise"),
    Option("llc", "有限责任公司", "Limited liability company"),
    Option("jsc", "股份有限公司", "Joint-stock company"),
    Option("priv", "私营企业", "Private enterprise"),
    Option("hmt", "港澳台商投资企业", "Enterprise funded from Hong Kong, Macao or Taiwan"),
    Option("for", "外商投资企业", "Foreign-funded enterprise"),
    Option("self", "个体经营", "Self-employed business"),
    Option("pub", "机关、事业单位和社会组织", "Public body, institution or social organisation"),
    Option("oth", "其他", "Other"),
)
EDUCATIONS = (
    Option("jun", "初中及以下", "Junior secondary and below"),
    Option("sen", "高中（含中专、技校）", "Senior secondary"),
    Option("col", "大专", "Junior college"),
    Option("bac", "本科", "Bachelor"),
    Option("pos", "研究生", "Postgraduate"),
)
AGES = (
    Option("16", "16—24岁", "16 to 24"),
    Option("25", "25—34岁", "25 to 34"),
    Option("35", "35—44岁", "35 to 44"),
    Option("45", "45岁及以上", "45 and over"),
)
SEXES = (Option("m", "男", "Men"), Option("f", "女", "Women"))
SKILLS = (
    Option("l5", "初级工", "Skill level 5 (elementary)"),
    Option("l4", "中级工", "Skill level 4 (intermediate)"),
    Option("l3", "高级工", "Skill level 3 (advanced)"),
    Option("l2", "技师", "Technician"),
    Option("l1", "高级技师", "Senior technician"),
    Option("t3", "初级职称", "Junior professional title"),
    Option("t2", "中级职称", "Intermediate professional title"),
    Option("t1", "高级职称", "Senior professional title"),
)
#: A job seeker who holds neither certificate nor title.
UNSKILLED = Option("non", "无技能等级或职称", "No certificate or title")
#: Monitored occupations of the national classification, from memory; the rest is one class.
OCCUPATIONS = (
    Option("dev", "软件和信息技术人员", "Software and IT staff"),
    Option("eng", "工程技术人员", "Engineering staff"),
    Option("fin", "财务和审计人员", "Accounting and audit staff"),
    Option("hrm", "人力资源和行政人员", "HR and administrative staff"),
    Option("med", "医护人员", "Medical and nursing staff"),
    Option("edu", "教育培训人员", "Teaching staff"),
    Option("mkt", "市场营销员", "Marketing staff"),
    Option("sal", "商品营业员", "Shop assistants"),
    Option("csr", "客户服务员", "Customer service staff"),
    Option("cat", "餐厅服务员和厨师", "Waiting staff and cooks"),
    Option("hot", "客房和前厅服务员", "Hotel staff"),
    Option("dom", "家政服务员", "Domestic workers"),
    Option("car", "养老护理员", "Care workers for the elderly"),
    Option("sec", "保安员", "Security guards"),
    Option("cle", "保洁员", "Cleaners"),
    Option("del", "快递和外卖配送员", "Delivery workers"),
    Option("drv", "机动车驾驶员", "Drivers"),
    Option("war", "仓储和装卸人员", "Warehouse workers"),
    Option("mac", "机械和电子装配工", "Assemblers"),
    Option("ele", "电工和维修工", "Electricians and repairers"),
    Option("con", "建筑施工人员", "Construction workers"),
)
OTHER = Option("oth", "其他职业", "Other occupations")

EXPECTATIONS = (
    Option("up", "增加", "More"),
    Option("same", "持平", "The same"),
    Option("down", "减少", "Fewer"),
)


@dataclass(frozen=True, slots=True)
class Classification:
    """One way of dividing the persons of a month: which classes each side has, on which page."""

    key: str
    group: str
    zh: str
    en: str
    classes: Mapping[str, tuple[Option, ...]]

    def name(self, lang: str) -> str:
        """The name in a language."""
        return self.en if lang == "en" else self.zh

    @property
    def options(self) -> tuple[Option, ...]:
        """All classes, each once, in order."""
        return tuple(dict.fromkeys(option for each in self.classes.values() for option in each))

    def cell(self, side: str, code: str) -> str:
        """The key of a cell."""
        return f"sd_{self.key}_{side}_{code}"

    def cells(self, side: str) -> tuple[str, ...]:
        """The keys of a side's cells, in order."""
        return tuple(self.cell(side, each.code) for each in self.classes.get(side, ()))


_INDUSTRIES = tuple(Option(each.code.lower(), each.zh, each.en) for each in INDUSTRIES)
CLASSIFICATIONS: tuple[Classification, ...] = (
    Classification("ind", "sd_employers", "行业", "Industry", {DEMAND: _INDUSTRIES}),
    Classification("nat", "sd_employers", "用人单位性质", "Nature of employer", {DEMAND: NATURES}),
    Classification("edu", "sd_people", "学历", "Education", {DEMAND: (*EDUCATIONS, ANY), SEEK: EDUCATIONS}),
    Classification("age", "sd_people", "年龄", "Age", {DEMAND: (*AGES, ANY), SEEK: AGES}),
    Classification("sex", "sd_people", "性别", "Sex", {SEEK: SEXES}),
    Classification(
        "ski",
        "sd_people",
        "技能等级和职称",
        "Skill level and title",
        {DEMAND: (*SKILLS, ANY), SEEK: (*SKILLS, UNSKILLED)},
    ),
    Classification(
        "occ",
        "sd_occupations",
        "职业",
        "Occupation",
        dict.fromkeys((DEMAND, SEEK, EMPLOYING), (*OCCUPATIONS, OTHER)),
    ),
)
BY_KEY: Mapping[str, Classification] = {each.key: each for each in CLASSIFICATIONS}

_VALID = "本月新登记的，加上以前登记、到本月仍然有效的"
_VALID_EN = "Registered in the month, and those registered earlier that were still open in it"
_NEW, _NEW_EN = "本月新登记的人数", "Newly registered in the month"
_WORDS: Mapping[str, tuple[str, str]] = {
    DEMAND: (
        "本月有效需求中属于本类的人数；没有的留空",
        "Valid vacancies of the class; leave empty if there are none",
    ),
    SEEK: (
        "本月有效求职者中属于本类的人数；没有的留空",
        "Valid job seekers of the class; leave empty if there are none",
    ),
    EMPLOYING: (
        "本月招聘本职业的用人单位数；没有的留空",
        "Employers with vacancies of the occupation; leave empty if none",
    ),
}

#: Places of this form begin here. They are given once and in order; what is added later gets a place after the last.
FIRST_PLACE = 150


def _numbers() -> list[Indicator]:
    """Every number of the form, in the order of its place."""
    found: list[Indicator] = []

    def add(key: str, group: str, unit: Unit, zh: str, en: str, *words: str, **more: Any) -> None:
        kind = more.pop("kind", Kind.COUNT)
        place = FIRST_PLACE + len(found)
        meaning, meaning_en = words
        found.append(
            Indicator(key, group, kind, zh, en, meaning, meaning_en, place, unit, forms=ONLY_MONTHLY, **more)
        )

    add("sd_demand_new", "sd_totals", PERSONS, "新增需求人数", "New vacancies", _NEW, _NEW_EN)
    add("sd_demand_valid", "sd_totals", PERSONS, "有效需求人数", "Valid vacancies", _VALID, _VALID_EN)
    add("sd_seek_new", "sd_totals", PERSONS, "新增求职人数", "New job seekers", _NEW, _NEW_EN)
    add("sd_seek_valid", "sd_totals", PERSONS, "有效求职人数", "Valid job seekers", _VALID, _VALID_EN)
    for each in CLASSIFICATIONS:
        for side, options in each.classes.items():
            unit = EMPLOYERS if side == EMPLOYING else PERSONS
            for option in options:
                zh, en = f"{SIDES[side].zh}：{option.zh}", f"{SIDES[side].en}: {option.en}"
                add(each.cell(side, option.code), each.group, unit, zh, en, *_WORDS[side], is_required=False)
    for share, zh, en in (
        ("25", "下四分位数", "lower quartile"),
        ("50", "中位数", "median"),
        ("75", "上四分位数", "upper quartile"),
    ):
        add(f"sd_salary_p{share}", "sd_market", YUAN, f"招聘薪酬{zh}", f"Pay offered, {en}",
            "本月有效岗位税前月薪的分位数，区间取中值", "Of gross monthly pay of valid vacancies; of a range its middle",
            is_required=False)  # fmt: skip
    add("sd_posts_online", "sd_market", ITEMS, "网络在招岗位", "Posts online", "月末在线的岗位信息条数，去重前",
        "Posts online at the end of the month, before duplicates are removed", is_required=False)  # fmt: skip
    add("sd_cv_online", "sd_market", ITEMS, "网络简历", "Profiles online", "月末在线的简历条数", "Profiles online at the end of the month",
        is_required=False)  # fmt: skip
    add("sd_dup_rate", "sd_market", PER_CENT, "岗位重复率", "Duplicate posts",
        "三十天内同一用人单位、岗位名称和城市相同的，算重复", "Same employer, title and city within thirty days",
        is_required=False, kind=Kind.DECIMAL)  # fmt: skip
    return found


INDICATORS: tuple[Indicator, ...] = (
    *_numbers(),
    Indicator(
        "sd_expect",
        "sd_market",
        Kind.CHOICE,
        "下季度用工预期",
        "Staff wanted next quarter",
        "与本季度相比，贵机构服务的用人单位下季度用工数量",
        "Compared with this quarter, how many staff the employers you serve will want",
        forms=ONLY_MONTHLY,
        options=EXPECTATIONS,
    ),
)
