"""What the tables of the monitoring say in both languages. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulation.indicators.entries.monthly import DEMAND, SEEK, Classification
from regulation.indicators.indicator import Option
from regulation.surveys.panel import CHANNELS as CHANNEL_NAMES
from regulation.surveys.panel import GROUP_NAMES
from reports.statistics.disclosure import TOTAL
from reports.statistics.table import Heading, Text

PERSONS = Text("人（求人倍率为倍，比重为%）", "persons (ratio: vacancies per seeker; share: %)")
MIXED = Text("指数为0至100；薪酬为元/月", "index: 0 to 100; pay: CNY a month")
DEFINITION = Text(
    "求人倍率＝有效需求人数÷有效求职人数。有效人数包括季内新登记的和以前登记、季内仍然有效的：季内第一个月的有效人数，加第二、三个月的新增人数。"
    "分组按三个月有效人数的构成推算。求职人数不足30人的，不计算求人倍率。",
    "Ratio = valid vacancies ÷ valid job seekers. Valid: newly registered in the quarter, or registered earlier and still"
    " open in it; that is the valid number of the first month and the new ones of the second and third. Classes follow the"
    " composition of the valid numbers of the three months. No ratio with fewer than 30 job seekers.",
)
POPULATION = Text(
    "持有人力资源服务许可证的机构、外地机构在京分支机构和公共就业人才服务机构",
    "Holders of the HR service licence, Beijing branches of institutions from elsewhere, and public employment and talent"
    " service institutions",
)
SOURCE = Text("北京市人力资源市场供求监测月报", "Monthly form of the Beijing labour-market monitoring")
ERROR = Text(
    "按监测点推算全市：公共机构和主要平台全部调查，其他机构按区域和主营业务分层随机抽样，权数由登记簿的机构数和应答情况计算。"
    "标准误只反映抽样误差。变异系数超过30%的不公布，以“F”表示。",
    "Estimated from monitoring points: all public institutions and main platforms, and a random sample of the others by"
    " district group and main line; weights follow the numbers on the register and who answered. The standard error is"
    " that of sampling alone. Above a coefficient of variation of 30 % nothing is shown (“F”).",
)
SIGNS = Text(
    "符号：“-”为零；“x”为保护调查对象而不公布；“F”为误差过大；空格为不计算或者上期未发布。变动按已公布的数计算，单位为点。",
    "Signs: “-” nil; “x” withheld to protect respondents; “F” too uncertain; blank: not computed, or the earlier quarter not"
    " published. Changes are between printed figures, in points.",
)
NOT_COMPARABLE = Text(
    "公共机构和网络平台的求人倍率不可比：登记求职的条件、岗位去重和有效期不同；也不能与全国公布的城市数合计或者比较。",
    "Ratios of public institutions and of platforms are not comparable: they register seekers, remove duplicates and end"
    " registrations differently. Nor can they be added to or compared with the national figures for cities.",
)
_ORDINALS = ("一", "二", "三", "四")
COLUMN_OF: Mapping[str, str] = {DEMAND: "demand", SEEK: "seekers"}


def period(year: int, number: int) -> Text:
    """The reference period."""
    first, last = number * 3 - 2, number * 3
    return Text(f"{year}年{first}月至{last}月", f"Months {first} to {last} of {year}")


def quarter(year: int, number: int) -> Text:
    """The quarter by name."""
    return Text(f"{year}年{_ORDINALS[number - 1]}季度", f"Q{number} {year}")


@dataclass(frozen=True, slots=True)
class Summary:
    """The words of a table of totals by part."""

    key: str
    number: str
    title: Text
    stub: Text
    names: Mapping[str, Option]
    notes: tuple[Text, ...] = ()

    def row(self, code: str) -> tuple[str, str]:
        """The stub of a row."""
        if code == TOTAL:
            return "全市", "Beijing"
        return self.names[code].zh, self.names[code].en


CHANNELS = Summary(
    "channels",
    "M01",
    Text("供求总量和求人倍率，按渠道", "Vacancies, Job Seekers and Ratio, by Channel"),
    Text("渠道", "Channel"),
    CHANNEL_NAMES,
    (NOT_COMPARABLE,),
)
AREAS = Summary(
    "areas",
    "M02",
    Text("供求总量和求人倍率，按区域", "Vacancies, Job Seekers and Ratio, by Area"),
    Text("区域", "Area"),
    GROUP_NAMES,
    (
        Text(
            "按监测点登记的区划分；网络平台的岗位计入平台所在区域。",
            "By the district in which the point is registered; posts of platforms are counted where the platform is.",
        ),
    ),
)

RATIO = Heading("ratio", "求人倍率", "Ratio")
ERRORS = Heading("error", "标准误", "Standard error")
RATIO_CHANGES = (
    Heading("ratio_quarter", "比上季（点）", "Change on last quarter (points)"),
    Heading("ratio_year", "比上年同季（点）", "Change on last year (points)"),
)
DEMANDED = Heading("demand", "需求人数", "Vacancies")
SEEKING = Heading("seekers", "求职人数", "Job seekers")
SUMMARY_COLUMNS = (
    DEMANDED,
    SEEKING,
    RATIO,
    *RATIO_CHANGES,
    ERRORS,
    Heading("points", "监测点（个）", "Points"),
    Heading("answered", "应答（个）", "Answered"),
    Heading("response", "应答率（%）", "Response (%)"),
)
_SHARES: Mapping[str, tuple[Heading, ...]] = {
    side: (
        Heading(name, f"{zh}人数", en),
        Heading(f"{name}_share", f"{zh}比重（%）", f"{en}: share (%)"),
        Heading(f"{name}_share_quarter", f"{zh}比重比上季（点）", f"{en}: change on last quarter (points)"),
        Heading(f"{name}_share_year", f"{zh}比重比上年同季（点）", f"{en}: change on last year (points)"),
    )
    for side, name, zh, en in (
        (DEMAND, "demand", "需求", "Vacancies"),
        (SEEK, "seekers", "求职", "Job seekers"),
    )
}


def class_columns(sides: Sequence[str]) -> tuple[Heading, ...]:
    """The columns of a division."""
    found = tuple(heading for side in sides for heading in _SHARES[side])
    return (*found, RATIO, *RATIO_CHANGES, ERRORS) if len(sides) == 2 else found


def by_class(division: Classification) -> Text:
    """The title of a division's table."""
    sides = [side for side in (DEMAND, SEEK) if side in division.classes]
    zh = {(DEMAND,): "需求", (SEEK,): "求职", (DEMAND, SEEK): "供求"}[tuple(sides)]
    en = {(DEMAND,): "Vacancies", (SEEK,): "Job Seekers", (DEMAND, SEEK): "Vacancies and Job Seekers"}[
        tuple(sides)
    ]
    return Text(f"{zh}情况，按{division.zh}", f"{en} by {division.en}")


def notes_of(division: Classification) -> tuple[Text, ...]:
    """What a division needs to have said."""
    if division.key == "sex":
        return (
            Text(
                "用人单位招用人员不得限定性别，岗位不按性别统计。",
                "Employers may not ask for a sex, so vacancies are not counted by it.",
            ),
        )
    if division.key == "occ":
        return (
            Text(
                "职业分类暂按监测表，名称待与国家职业分类大典核对。",
                "Occupations follow the form; names are to be checked against the national classification.",
            ),
        )
    return ()


SHORTAGES = Text("短缺职业排行", "Occupations Short of Staff")
OCCUPATION = Text("职业", "Occupation")
SHORTAGE_COLUMNS = (
    Heading("rank", "位次", "Rank"),
    Heading("gap", "缺口人数", "Gap"),
    DEMANDED,
    SEEKING,
    RATIO,
    ERRORS,
)
SHORTAGE_NOTES = (
    Text(
        "按需求与求职人数之差排列，招聘单位不少于10家的职业参加排行；数据不公布的职业不列。",
        "By vacancies less job seekers, of occupations with at least 10 employers; those whose figures are withheld are left out.",
    ),
)
EXPECTATION = Text("用工预期和招聘薪酬", "Expected Demand and Pay Offered")
EXPECTATION_DEFINITION = Text(
    "预期指数＝预期增加的比重＋预期持平的比重÷2，按权数计算，50为增减相当。薪酬为各监测点薪酬中位数按有效需求加权的中位数。",
    "Index = share that expects more + half of the share that expects the same, weighted; 50 is as many up as down. Pay: the"
    " median of the points' medians, weighted by valid vacancies.",
)
EXPECTATION_COLUMNS = (
    Heading("index", "下季用工预期指数", "Index of staff wanted next quarter"),
    Heading("pay", "招聘薪酬中位数", "Median pay offered"),
)
EXPECTATION_NOTES = (NOT_COMPARABLE,)
