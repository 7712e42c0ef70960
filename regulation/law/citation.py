"""Where a rule stands: instruments, and the articles by which they are cited.

Only the instruments the program applies are listed. `confidence` says how well the text behind a
rule is known to us; a rule resting on anything but a text that was read shows its doubt wherever
it is cited, until a lawyer has confirmed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from regulation.law import numerals
from regulation.words import N_


class Confidence(StrEnum):
    """How the text of an instrument is known to us."""

    #: The articles we apply were read word for word.
    READ = "read"
    #: The true text was read in part; articles beyond it are known from restatements.
    PART = "part"
    #: Known from summaries, local notices and commentaries only.
    SUMMARY = "summary"
    #: Recalled without a text at hand: every number needs confirmation.
    UNCONFIRMED = "unconfirmed"

    @property
    def label(self) -> str:
        return _CONFIDENCE_LABELS[self]


_CONFIDENCE_LABELS = {
    Confidence.READ: N_("已核对原文"),
    Confidence.PART: N_("仅核对部分原文"),
    Confidence.SUMMARY: N_("依据转述，待核对原文"),
    Confidence.UNCONFIRMED: N_("未核对，待确认"),
}


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, order or notice that the program applies.

    `in_force_from` is the day from which the version with these article numbers applies; None where
    only the year is known.
    """

    key: str
    title: str
    title_en: str
    number: str
    in_force_from: date | None
    in_force_until: date | None = None
    confidence: Confidence = Confidence.READ
    #: Notices are cited with their number; laws by title alone.
    cited_by_number: bool = False
    #: Chinese, for the page: what is not certain about the instrument itself.
    doubt: str = ""
    #: False for what an office arranged for itself; whoever is shown it is told so.
    is_law: bool = True

    def article(
        self, n: int, paragraph: int | None = None, item: int | None = None, *, doubt: str = ""
    ) -> Citation:
        """Cite an article, or one paragraph or item of it."""
        return Citation(self, article=n, paragraph=paragraph, item=item, doubt=doubt)

    def part(self, zh: str, en: str, *, doubt: str = "") -> Citation:
        """Cite a passage of a document that has no articles, by the heading it stands under."""
        return Citation(self, part_zh=zh, part_en=en, doubt=doubt)

    def whole(self, *, doubt: str = "") -> Citation:
        """Cite the document as such."""
        return Citation(self, doubt=doubt)

    def is_in_force(self, day: date) -> bool:
        """Whether it applies on this day. The day it ends is its last day."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_until is None or day <= self.in_force_until)

    @property
    def zh(self) -> str:
        name = f"《{self.title}》"
        return f"{name}（{self.number}）" if self.cited_by_number and self.number else name

    @property
    def en(self) -> str:
        return f"{self.title_en} ({self.number})" if self.cited_by_number and self.number else self.title_en


@dataclass(frozen=True)
class Citation:
    """One place in one instrument. `doubt` tells the reader what is not certain about it."""

    instrument: Instrument
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    part_zh: str = ""
    part_en: str = ""
    #: Chinese, for the page; not part of the identity of the citation.
    doubt: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.article is None and (self.paragraph or self.item):
            raise ValueError("a paragraph or an item belongs to an article")
        if any(number is not None and number < 1 for number in (self.article, self.paragraph, self.item)):
            raise ValueError("articles, paragraphs and items are counted from one")

    @property
    def zh(self) -> str:
        """《…》第十九条第二款第三项. Items are cited without the brackets they are printed in."""
        where = self.part_zh
        for number, counter in ((self.article, "条"), (self.paragraph, "款"), (self.item, "项")):
            if number is not None:
                where += f"第{numerals.chinese(number)}{counter}"
        return self.instrument.zh + where

    @property
    def en(self) -> str:
        """Administrative Licensing Law, Article 32(1), item 4."""
        where = f", {self.part_en}" if self.part_en else ""
        if self.article is not None:
            where += f", Article {self.article}"
        if self.paragraph is not None:
            where += f"({self.paragraph})"
        if self.item is not None:
            where += f", item {self.item}"
        return self.instrument.en + where

    @property
    def key(self) -> str:
        """A short name to store: `licensing-law:32:1:4`. `from_key` reads it back."""
        if self.article is None:
            return (
                f"{self.instrument.key}:{self.part_zh}|{self.part_en}"
                if self.part_zh
                else self.instrument.key
            )
        numbers = [str(self.article)]
        if self.paragraph is not None or self.item is not None:
            numbers.append(str(self.paragraph or ""))
        if self.item is not None:
            numbers.append(str(self.item))
        return ":".join([self.instrument.key, *numbers])

    @property
    def is_doubtful(self) -> bool:
        return bool(self.doubt or self.instrument.doubt) or self.instrument.confidence is not Confidence.READ

    def __str__(self) -> str:
        return self.zh


#: Every instrument the program may cite, by key.
INSTRUMENTS: dict[str, Instrument] = {}


def _instrument(  # noqa: PLR0917 - a row of the table below
    key: str,
    title: str,
    title_en: str,
    number: str,
    in_force_from: date | None,
    confidence: Confidence = Confidence.READ,
    *,
    until: date | None = None,
    by_number: bool = False,
    doubt: str = "",
    is_law: bool = True,
) -> Instrument:
    if key in INSTRUMENTS:
        raise ValueError(f"two instruments share the key {key}")
    INSTRUMENTS[key] = Instrument(
        key,
        title,
        title_en,
        number,
        in_force_from,
        until,
        confidence,
        cited_by_number=by_number,
        doubt=doubt,
        is_law=is_law,
    )
    return INSTRUMENTS[key]


def from_key(key: str) -> Citation:
    """Read back what `Citation.key` wrote. An unknown key is a KeyError."""
    name, _, where = key.partition(":")
    instrument = INSTRUMENTS[name]
    if not where:
        return instrument.whole()
    if "|" in where:
        zh, _, en = where.partition("|")
        return instrument.part(zh, en)
    numbers = [int(part) if part else None for part in where.split(":")]
    article, paragraph, item = (*numbers, None, None)[:3]
    if article is None:
        raise ValueError(f"no article in {key}")
    return instrument.article(article, paragraph, item)


#: 《标题》（文号）第十二条第三款第一项, the number of the instrument and the lower places being optional.
_WRITTEN = re.compile(
    r"《(?P<title>.+)》(?:（[^）]*）)?(?:第(?P<article>[^条]+)条(?:第(?P<paragraph>[^款]+)款)?(?:第(?P<item>[^项]+)项)?)?"
)


def from_text(text: str) -> Citation:
    """Read a citation as people write it: 《人力资源市场暂行条例》第三十五条第一款.

    Raises KeyError for an instrument that the program does not know, ValueError for what is no citation.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no citation: {text}")
    instrument = next((each for each in INSTRUMENTS.values() if each.title == found["title"]), None)
    if instrument is None:
        raise KeyError(found["title"])
    if found["article"] is None:
        return instrument.whole()
    numbers = [
        numerals.number(part) if part else None for part in found.group("article", "paragraph", "item")
    ]
    assert numbers[0] is not None
    return instrument.article(numbers[0], numbers[1], numbers[2])


# --- The human resources market -----------------------------------------------------------------

HRM_REGULATIONS = _instrument(
    "hrm-regulations",
    "人力资源市场暂行条例",
    "Interim Regulations on the Human Resources Market",
    "国务院令第700号",
    date(2018, 10, 1),
)
ORDER_50 = _instrument(
    "order-50",
    "人力资源服务机构管理规定",
    "Provisions on the Administration of Human Resources Service Institutions",
    "人力资源社会保障部令第50号",
    date(2023, 8, 1),
    Confidence.PART,
)
ORDER_44 = _instrument(
    "order-44",
    "网络招聘服务管理规定",
    "Provisions on the Administration of Online Recruitment Services",
    "人力资源社会保障部令第44号",
    date(2021, 3, 1),
    Confidence.PART,
)
LICENCE_NOTICE_2018 = _instrument(
    "licence-notice-2018",
    "关于做好人力资源服务行政许可及备案有关工作的通知",
    "Notice on the Licensing and Filing of Human Resources Services",
    "人社部发〔2018〕60号",
    None,
    Confidence.SUMMARY,
    by_number=True,
)
EMPLOYMENT_PROMOTION_LAW = _instrument(
    "employment-promotion-law", "中华人民共和国就业促进法", "Employment Promotion Law", "", date(2008, 1, 1)
)
LABOUR_CONTRACT_LAW = _instrument(
    "labour-contract-law", "中华人民共和国劳动合同法", "Labour Contract Law", "", date(2013, 7, 1)
)
ORDER_19 = _instrument(
    "order-19",
    "劳务派遣行政许可实施办法",
    "Measures for the Licensing of Labour Dispatch",
    "人力资源社会保障部令第19号",
    date(2013, 7, 1),
    Confidence.PART,
)
ORDER_22 = _instrument(
    "order-22",
    "劳务派遣暂行规定",
    "Interim Provisions on Labour Dispatch",
    "人力资源社会保障部令第22号",
    date(2014, 3, 1),
    Confidence.PART,
)
DISPATCH_GRADING_GUIDE = _instrument(
    "dispatch-grading-guide",
    "劳务派遣单位信用等级评价指南",
    "Guide to the Credit Grading of Labour Dispatch Firms",
    "人社厅发〔2025〕6号",
    date(2025, 2, 7),
    Confidence.PART,
    by_number=True,
)
EMPLOYMENT_SERVICE_PROVISIONS = _instrument(
    "employment-service-provisions",
    "就业服务与就业管理规定",
    "Provisions on Employment Services and Employment Management",
    "劳动和社会保障部令第28号",
    date(2008, 1, 1),
    Confidence.SUMMARY,
)
MARKET_NOTICE_2024 = _instrument(
    "market-notice-2024",
    "关于进一步加强人力资源市场规范管理的通知",
    "Notice on Strengthening the Regulation of the Human Resources Market",
    "人社部发〔2024〕62号",
    date(2024, 1, 1),
    Confidence.SUMMARY,
    by_number=True,
)
PLATFORM_NOTICE_2025 = _instrument(
    "platform-notice-2025",
    "关于规范网络平台招聘类信息发布的通知",
    "Notice on Recruitment Information on Network Platforms",
    "人社厅发〔2025〕60号",
    date(2025, 12, 25),
    Confidence.PART,
    by_number=True,
)
LABOUR_SUPERVISION_REGULATIONS = _instrument(
    "labour-supervision-regulations",
    "劳动保障监察条例",
    "Regulations on Labour Security Supervision",
    "国务院令第423号",
    date(2004, 12, 1),
)
LABOUR_SUPERVISION_RULES = _instrument(
    "labour-supervision-rules",
    "关于实施〈劳动保障监察条例〉若干规定",
    "Provisions on Implementing the Regulations on Labour Security Supervision",
    "劳动和社会保障部令第25号",
    date(2005, 2, 1),
    Confidence.PART,
)
CHILD_LABOUR_PROVISIONS = _instrument(
    "child-labour-provisions",
    "禁止使用童工规定",
    "Provisions on the Prohibition of Child Labour",
    "国务院令第364号",
    date(2002, 12, 1),
)
E_COMMERCE_LAW = _instrument(
    "e-commerce-law", "中华人民共和国电子商务法", "E-Commerce Law", "", date(2019, 1, 1)
)
MASS_EVENTS_REGULATIONS = _instrument(
    "mass-events-regulations",
    "大型群众性活动安全管理条例",
    "Regulations on the Safety of Large Mass Events",
    "国务院令第505号",
    date(2007, 10, 1),
)

# --- Procedure ------------------------------------------------------------------------------------

LICENSING_LAW = _instrument(
    "licensing-law", "中华人民共和国行政许可法", "Administrative Licensing Law", "", date(2004, 7, 1)
)
PENALTY_LAW = _instrument(
    "penalty-law", "中华人民共和国行政处罚法", "Administrative Penalty Law", "", date(2021, 7, 15)
)
COMPULSION_LAW = _instrument(
    "compulsion-law", "中华人民共和国行政强制法", "Administrative Compulsion Law", "", date(2012, 1, 1)
)
RECONSIDERATION_LAW = _instrument(
    "reconsideration-law",
    "中华人民共和国行政复议法",
    "Administrative Reconsideration Law",
    "",
    date(2024, 1, 1),
)
LITIGATION_LAW = _instrument(
    "litigation-law", "中华人民共和国行政诉讼法", "Administrative Litigation Law", "", date(2015, 5, 1)
)
CIVIL_PROCEDURE_LAW = _instrument(
    "civil-procedure-law", "中华人民共和国民事诉讼法", "Civil Procedure Law", "", date(2024, 1, 1)
)
CIVIL_CODE = _instrument("civil-code", "中华人民共和国民法典", "Civil Code", "", date(2021, 1, 1))
OPEN_INFORMATION_REGULATIONS = _instrument(
    "open-information-regulations",
    "中华人民共和国政府信息公开条例",
    "Regulations on Open Government Information",
    "国务院令第711号",
    date(2019, 5, 15),
)
COMMITMENT_OPINIONS = _instrument(
    "commitment-opinions",
    "国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见",
    "Guiding Opinions on the Notification-Commitment System",
    "国办发〔2020〕42号",
    date(2020, 10, 27),
    Confidence.PART,
    by_number=True,
)
HOLIDAY_REGULATIONS = _instrument(
    "holiday-regulations",
    "全国年节及纪念日放假办法",
    "Regulations on Public Holidays",
    "国务院令第795号",
    date(2025, 1, 1),
    Confidence.UNCONFIRMED,
)

# --- Inspection -----------------------------------------------------------------------------------

HR_INDUSTRY_PLAN = _instrument(
    "bj-hr-industry-plan-2023",
    "北京市推进人力资源服务业创新发展行动计划（2023—2025年）",
    "Beijing Action Plan for the HR Service Industry (2023-2025)",
    "",
    date(2023, 1, 1),
    Confidence.SUMMARY,
)
RANDOM_INSPECTION_NOTICE = _instrument(
    "random-inspection-notice",
    "国务院办公厅关于推广随机抽查规范事中事后监管的通知",
    "Notice on Random Inspection",
    "国办发〔2015〕58号",
    date(2015, 7, 29),
    Confidence.UNCONFIRMED,
    by_number=True,
)
JOINT_RANDOM_OPINIONS = _instrument(
    "joint-random-opinions",
    "国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见",
    "Opinions on Joint Double-Random Supervision",
    "国发〔2019〕5号",
    date(2019, 1, 27),
    Confidence.PART,
    by_number=True,
)
ENTERPRISE_INSPECTION_OPINIONS = _instrument(
    "enterprise-inspection-opinions",
    "国务院办公厅关于严格规范涉企行政检查的意见",
    "Opinions on Strictly Regulating Inspections of Enterprises",
    "国办发〔2024〕54号",
    date(2024, 12, 30),
    Confidence.SUMMARY,
    by_number=True,
)
RANDOM_INSPECTION_WORK_NOTICE = _instrument(
    "random-inspection-work-notice",
    "市场监管总局关于全面推进“双随机、一公开”监管工作的通知",
    "Notice on Double-Random Supervision",
    "国市监信〔2019〕38号",
    None,
    Confidence.SUMMARY,
    by_number=True,
)
INSPECTION_FORMS = _instrument(
    "inspection-forms",
    "行政检查文书基本格式文本（试行）",
    "Standard Forms of Inspection Documents (Trial)",
    "",
    None,
    Confidence.SUMMARY,
)
ENFORCEMENT_SUPERVISION_REGULATIONS = _instrument(
    "enforcement-supervision-regulations",
    "行政执法监督条例",
    "Regulations on the Supervision of Administrative Enforcement",
    "",
    date(2026, 2, 1),
    Confidence.SUMMARY,
)
BUSINESS_ENVIRONMENT_REGULATIONS = _instrument(
    "business-environment-regulations",
    "优化营商环境条例",
    "Regulations on Optimizing the Business Environment",
    "国务院令第722号",
    date(2020, 1, 1),
)

# --- Publicity, credit, statistics ----------------------------------------------------------------

DOUBLE_PUBLICITY_GUIDANCE = _instrument(
    "double-publicity-guidance",
    "国家发展改革委办公厅关于进一步完善行政许可和行政处罚等信用信息公示工作的指导意见",
    "Guidance on the Publicity of Licences and Penalties",
    "发改办财金〔2018〕424号",
    date(2018, 7, 25),
    Confidence.PART,
    by_number=True,
)
CREDIT_REPAIR_MEASURES = _instrument(
    "credit-repair-measures",
    "信用修复管理办法",
    "Measures for the Administration of Credit Repair",
    "国家发展改革委令第36号",
    date(2026, 4, 1),
    Confidence.PART,
)
CREDIT_REPAIR_PLAN = _instrument(
    "credit-repair-plan",
    "关于进一步完善信用修复制度的实施方案",
    "Implementation Plan for the Credit Repair System",
    "国办发〔2025〕22号",
    date(2025, 6, 22),
    Confidence.PART,
    by_number=True,
)
CREDIT_REPAIR_MEASURES_2023 = _instrument(
    "credit-repair-measures-2023",
    "失信行为纠正后的信用信息修复管理办法（试行）",
    "Measures for the Repair of Credit Information (Trial)",
    "国家发展改革委令第58号",
    date(2023, 5, 1),
    Confidence.PART,
    until=date(2026, 3, 31),
)
ENTERPRISE_PUBLICITY_REGULATIONS = _instrument(
    "enterprise-publicity-regulations",
    "企业信息公示暂行条例",
    "Interim Regulations on Enterprise Information Publicity",
    "国务院令第654号，第777号修订",
    date(2014, 10, 1),
    Confidence.PART,
)
STATISTICS_LAW = _instrument(
    "statistics-law", "中华人民共和国统计法", "Statistics Law", "", date(2024, 9, 13), Confidence.UNCONFIRMED
)
STATISTICS_REGULATIONS = _instrument(
    "statistics-regulations",
    "中华人民共和国统计法实施条例",
    "Regulations on the Implementation of the Statistics Law",
    "国务院令第681号",
    date(2017, 8, 1),
    Confidence.PART,
    doubt=N_("条例所引统计法条文为2024年修正前的序号；修正后是否已有新条例待核对"),
)
PERSONAL_INFORMATION_LAW = _instrument(
    "personal-information-law",
    "中华人民共和国个人信息保护法",
    "Personal Information Protection Law",
    "",
    date(2021, 11, 1),
)
UNLICENSED_OPERATION_MEASURES = _instrument(
    "unlicensed-operation-measures",
    "无证无照经营查处办法",
    "Measures for Investigating and Handling Operations Without Licence or Permit",
    "国务院令第684号",
    date(2017, 10, 1),
)
IDENTITY_CARD_LAW = _instrument(
    "identity-card-law", "中华人民共和国居民身份证法", "Resident Identity Card Law", "", date(2012, 1, 1)
)
CYBERSECURITY_LAW = _instrument(
    "cybersecurity-law",
    "中华人民共和国网络安全法",
    "Cybersecurity Law",
    "",
    None,
    Confidence.UNCONFIRMED,
    doubt=N_("修正后的条文和施行日期待核对"),
)
PUBLIC_SECURITY_PENALTIES_LAW = _instrument(
    "public-security-penalties-law",
    "中华人民共和国治安管理处罚法",
    "Public Security Administration Punishments Law",
    "",
    None,
    Confidence.UNCONFIRMED,
    doubt=N_("修订后的条文和施行日期待核对"),
)
CRIMINAL_LAW = _instrument(
    "criminal-law", "中华人民共和国刑法", "Criminal Law", "", None, Confidence.UNCONFIRMED
)

# --- Beijing ----------------------------------------------------------------------------------------

BEIJING_BUSINESS_ENVIRONMENT = _instrument(
    "beijing-business-environment",
    "北京市优化营商环境条例",
    "Beijing Regulations on Optimizing the Business Environment",
    "",
    date(2024, 11, 29),
)
BEIJING_INSPECTION_OPINIONS = _instrument(
    "beijing-inspection-opinions",
    "北京市人民政府办公厅关于严格规范涉企行政检查的实施意见",
    "Beijing Implementing Opinions on Inspections of Enterprises",
    "京政办发〔2025〕10号",
    None,
    Confidence.PART,
    by_number=True,
)
BEIJING_COMMITMENT_NOTICE = _instrument(
    "beijing-commitment-notice",
    "北京市人力资源社会保障局关于人力资源服务许可履诺检查的通知",
    "Beijing Notice on Checking the Performance of Commitments",
    "",
    None,
    Confidence.PART,
    doubt=N_("通知原标题和文号未见，标题为拟称"),
)
BEIJING_FTZ_DISPATCH_NOTICE = _instrument(
    "beijing-ftz-dispatch-notice",
    "北京市人力资源和社会保障局关于在中国（北京）自由贸易试验区实行劳务派遣经营许可告知承诺的通知",
    "Beijing Notice on Labour Dispatch Licences by Commitment in the Free Trade Zone",
    "京人社发〔2021〕8号",
    None,
    Confidence.PART,
    doubt=N_("通知原文未见，依据摘要"),
)
BEIJING_JOB_FAIR_NOTICE = _instrument(
    "beijing-job-fair-notice",
    "北京市人力资源和社会保障局关于恢复举办现场招聘会活动及加强招聘会管理的通告",
    "Beijing Notice on On-site Job Fairs",
    "",
    date(2020, 9, 1),
    Confidence.SUMMARY,
    doubt=N_("通告文号未见；2021年重申过相近内容，现行版本待核对"),
)
BEIJING_MASS_EVENTS = _instrument(
    "beijing-mass-events",
    "北京市大型群众性活动安全管理条例",
    "Beijing Regulations on the Safety of Large Mass Events",
    "",
    None,
    Confidence.PART,
)
BEIJING_PARK_MEASURES = _instrument(
    "beijing-park-measures",
    "北京市人力资源服务产业园建设发展办法（试行）",
    "Beijing Measures for Human Resources Service Industrial Parks (Trial)",
    "",
    date(2021, 8, 31),
    Confidence.PART,
)
BEIJING_STATISTICS_NOTICE = _instrument(
    "beijing-statistics-notice",
    "北京市2025年度人力资源市场统计工作通知",
    "Beijing Notice on the 2025 Human Resources Market Statistics",
    "",
    None,
    Confidence.PART,
    doubt=N_("通知文号未见，标题待核对"),
)
BEIJING_TALENT_MARKET_REGULATIONS = _instrument(
    "beijing-talent-market-regulations",
    "北京市人才市场管理条例",
    "Beijing Talent Market Regulations",
    "",
    date(1998, 1, 1),
    doubt=N_("是否仍然有效、与《人力资源市场暂行条例》如何衔接待确认，确认前不得据以处罚"),
)
BEIJING_PENALTY_BENCHMARK = _instrument(
    "beijing-penalty-benchmark",
    "北京市人力资源社会保障行政处罚裁量基准（2021版）",
    "Beijing Discretion Benchmark for Human Resources and Social Security Penalties (2021)",
    "",
    None,
    Confidence.SUMMARY,
    doubt=N_("是否已有新版待核对"),
)
BEIJING_MINOR_BREACH_LIST = _instrument(
    "beijing-minor-breach-list",
    "轻微违法行为不予行政处罚清单（第一版）",
    "Beijing List of Minor Breaches Without Penalty (First Edition)",
    "",
    None,
    Confidence.SUMMARY,
    doubt=N_("是否已有新版待核对"),
)

# --- The office itself ------------------------------------------------------------------------------

#: `regulation.law.house_rules` has the text.
HOUSE_RULES = _instrument(
    "house-rules", "职衡办理规则", "House Rules of Zhiheng", "", date(2026, 11, 28), is_law=False
)
