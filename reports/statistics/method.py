"""What the yearbook says of itself: symbols, methods, the meaning of each indicator, and its quality. Pure.

Everything that is a number comes from the edition; everything that is uncertain is said to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind, Indicator, Source
from reports.statistics.edit_captions import CAPTIONS
from reports.statistics.edition import Edition
from reports.statistics.figures import Lang
from reports.statistics.method_texts import METHOD, METHOD_EN
from reports.statistics.table import Text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


#: Sign and meaning; National Bureau of Statistics convention where there is one.
SYMBOLS: tuple[tuple[str, Text], ...] = (
    ("-", Text("该项没有发生，数值为零", "Nil: nothing of the kind happened")),
    ("…", Text("数值小于表列最小单位的一半", "Less than half of the smallest unit shown")),
    (" ", Text("空格：没有调查，或者没有数据", "Blank: not surveyed, or not available")),
    ("#", Text("其中：合计项下的主要项", "Of which: a part of the item above, parts need not add up")),
    ("x", Text("为保护单个机构的数据而不公布", "Withheld, to protect the figures of single institutions")),
    ("(p)", Text("初步数，以后可能修订", "Preliminary: may be revised")),
    ("(r)", Text("修订数：与以前发布的不同", "Revised: differs from what was published before")),
    ("(e)", Text("估算份额超过30%的数据", "Estimated: more than 30 per cent of the value is imputed")),
    ("|", Text("口径变化：与前后数据不可比", "Break: not comparable across the bar")),
)


def symbols(lang: Lang) -> list[tuple[str, str]]:
    """The signs of the tables with what they mean, as page one prints them."""
    return [(sign, meaning(lang)) for sign, meaning in SYMBOLS]


SOURCES = {
    Source.READ: Text("见于报表", "Read on the form"),
    Source.PUBLISHED: Text("部公布合计", "Total published"),
    Source.PROVISIONAL: Text("暂定", "Provisional"),
}


def indicators(lang: Lang) -> list[dict[str, Any]]:
    """Every number the return asks, by group: label, unit, meaning, and how sure its wording is."""
    asked = [each for each in catalogue.INDICATORS if each.is_number and FormKind.RETURN in each.forms]
    found = []
    for group in catalogue.GROUPS:
        members = [each for each in asked if each.group == group.key]
        if members:
            found.append(
                {
                    "title": _noun(group.key, group.name(lang), lang),
                    "rows": [_indicator(each, lang) for each in members],
                }
            )
    return found


_NOUNS = {
    "profile": Text("机构概况", "Profile of the institution"),
    "staff": Text("从业人员", "Staff"),
    "finance": Text("营业收入和税金", "Revenue and tax"),
    "service": Text("服务总量", "Services as a whole"),
    "recruitment": Text("招聘和猎头", "Recruitment and executive search"),
    "lines": Text("派遣、外包和其他业务", "Dispatch, outsourcing and other lines"),
}


def _noun(key: str, fallback: str, lang: Lang) -> str:
    return _NOUNS[key](lang) if key in _NOUNS else fallback


def _indicator(each: Indicator, lang: Lang) -> dict[str, str]:
    span = each.forms[FormKind.RETURN]
    opened = f"from {span.since}" if lang == "en" else f"{span.since}起"
    return {
        "key": each.key,
        "name": each.name(lang),
        "unit": each.unit_name(lang),
        "meaning": each.meaning(lang),
        "source": SOURCES[each.source](lang),
        "editions": opened if span.until is None else f"{span.since}–{span.until}",
    }


def sections(edition: Edition, lang: Lang) -> list[Section]:
    """How the figures were made."""
    en = lang == "en"
    rules = edition.parameters
    made = METHOD_EN if en else METHOD
    return [
        *(Section(title, tuple(paragraphs)) for title, paragraphs in made),
        Section(
            "Disclosure control" if en else "数据保护规则",
            tuple(_rules(rules, lang)),
        ),
    ]


def _rules(rules: Mapping[str, Any], lang: Lang) -> list[str]:
    """The rules of the release with their numbers, and the doubt about them."""
    en = lang == "en"
    threshold, one, two = rules.get("threshold"), rules.get("one_firm"), rules.get("two_firms")
    p, width = rules.get("p"), rules.get("protection")
    said = [
        (
            "An aggregate from which one respondent can be inferred is that respondent's own material (Implementing"
            " Regulations of the Statistics Law, Article 29). A figure is withheld (x)"
            if en
            else "能够推断单个调查对象的汇总资料，按该对象的资料保护（统计法实施条例第二十九条）。有下列情形之一的，数据不公布（x）"
        )
        + (
            f" when fewer than {threshold} enterprise groups stand behind it; when the largest group holds more than {one} per"
            f" cent of it, or the two largest more than {two} per cent"
            if en
            else f"：来自少于{threshold}个企业集团；最大的一个集团占{one}%以上，或者最大的两个占{two}%以上"
        )
        + (
            (
                f"; or when the second largest could estimate the largest to within {p} per cent."
                if en
                else f"；第二大的集团能把最大者估计到{p}%以内。"
            )
            if p
            else ("." if en else "。")
        )
    ]
    if width:
        said.append(
            f"Further figures are withheld so that none can be recomputed: the least valuable set over all linked tables and"
            f" years, found by an integer programme. An attacker's linear programmes then compute the range of every withheld"
            f" figure; a release in which one can be narrowed to within {width} per cent is refused."
            if en
            else f"为防止推算，在所有相连的表和年份中由整数规划求出价值最小的一组数据一并隐去；再对每个隐去的数据以线性规划求出读者能推算的范围，"
            f"范围窄于±{width}%的，不得发布。"
        )
    said.append(
        "Numbers of institutions can be counted on the public register and are not withheld. A dominant institution may consent"
        " in writing to publication; the consent is recorded."
        if en
        else "机构数可以在公开登记中查到，不隐去。占比过大的机构书面同意公布的，记录后公布。"
    )
    adopted = rules.get("adopted_by")
    said.append(
        (f"The parameters were adopted by: {adopted}." if en else f"参数由下列文件确定：{adopted}。")
        if adopted
        else (
            "No national text gives these numbers. They are starting values of common statistical practice and must be adopted"
            " by the bureau in writing."
            if en
            else "国家没有规定上述数值。现为统计实务中常用的起始值，须由本机关书面确定。"
        )
    )
    return said


def quality(edition: Edition, lang: Lang) -> list[Section]:
    """The quality report, under the heads of the European metadata structure (ESMS)."""
    said_response = _response(edition, lang)
    withheld = sum(cell.is_suppressed for table in edition.tables for cell in table.cells)
    every = sum(len(table.cells) for table in edition.tables)
    revised = [each for each in edition.revisions if each.year == edition.year]
    texts = {
        "contact": Text(
            f"{edition.organ.zh}。地址和电话见本机关网站。",
            f"{edition.organ.en}. Address and telephone are on the bureau's website.",
        ),
        "concepts": Text(
            "指标的含义见“指标解释”。标“暂定”的，待主管机关公布现行报表后核对。",
            "See the meaning of the indicators. Those marked provisional will be checked against the authority's current form.",
        ),
        "scope": Text(
            "全市人力资源服务机构，包括公共机构，截至报告年度末在册。全面调查，没有抽样误差。",
            "All HR service institutions of the city, public ones included, on the register at the end of the year. A census:"
            " there is no sampling error.",
        ),
        "source": Text(
            "统计年报、登记和监督记录、定点监测。每张表头注明来源表。",
            "The yearly return, records of register and supervision, the monitoring panel. The head of each table names its source.",
        ),
        "timeliness": Text(
            "统计年报报送期为次年1月1日至2月末；初步数在次年6月发布，最终数在10月发布，随下一年度修订。发布日期见发布日历。",
            "Returns are filed from 1 January to the end of February; preliminary figures appear in June, final ones in October,"
            " revised with the next year's release. Dates stand in the release calendar.",
        ),
        "response": said_response,
        "accuracy": Text(
            "主要误差来自未报送（估算）、集团与分支机构的重复填报、收入是否含代收代付的口径差异。审核不符合的次数见下表。",
            "The main errors come from non-response (imputed), double reporting by groups and their branches, and revenue stated"
            " with or without amounts collected for others. How often edits failed is shown below.",
        ),
        "revisions": Text(
            f"本年度已发布{len(edition.vintages)}版，其间修订数据{len(revised)}个，逐个列于修订记录。没有记录的，不得更改。",
            f"Vintages of this year published so far: {len(edition.vintages)}; figures revised between them: {len(revised)}, each"
            " listed in the revision log. Nothing changes without an entry there.",
        ),
        "comparability": Text(
            "2021年全国机构数因许可改革大幅增加，标为口径变化，不作平滑。本市自本系统建立起的数据可比。",
            "In 2021 the national number of institutions jumped with the reform of licensing; such breaks are marked and not"
            " smoothed. Within this system the city's figures are comparable.",
        ),
        "confidentiality": Text(
            f"本书{every:,}个数据中，隐去{withheld:,}个（{Decimal(withheld) / (every or 1):.1%}）。规则见“数据保护规则”。",
            f"Of {every:,} cells of this book {withheld:,} are withheld ({Decimal(withheld) / (every or 1):.1%}). The rules stand"
            " under disclosure control.",
        ),
        "release": Text(
            "同时向所有人发布，发布前只有名单上的人可以看到。电子版长期保存，地址不变；每个文件附SHA-256。",
            "Released to everybody at the same moment; before it, only those on a list see the figures. Electronic editions are"
            " kept for good at addresses that do not change; every file comes with its SHA-256.",
        ),
    }
    return [Section(title(lang), (texts[key](lang),)) for key, title in HEADS if key in texts]


HEADS: tuple[tuple[str, Text], ...] = (
    ("contact", Text("联系", "Contact")),
    ("concepts", Text("概念和定义", "Concepts and definitions")),
    ("scope", Text("范围", "Scope")),
    ("source", Text("数据来源", "Source data")),
    ("timeliness", Text("及时性", "Timeliness")),
    ("response", Text("报送情况", "Response")),
    ("accuracy", Text("准确性", "Accuracy")),
    ("revisions", Text("修订", "Revisions")),
    ("comparability", Text("可比性", "Comparability")),
    ("confidentiality", Text("保密", "Confidentiality")),
    ("release", Text("发布政策", "Release policy")),
)


def _response(edition: Edition, lang: Lang) -> Text:
    main = edition.table("T01")
    if main is not None and main.response is not None and main.response.rate is not None:
        by_revenue, by_revenue_en = "", ""
        if main.response.by_revenue is not None:
            by_revenue = f"，按营业收入加权{main.response.by_revenue:.1%}"
            by_revenue_en = f", {main.response.by_revenue:.1%} weighted by revenue"
        return Text(
            f"总体{main.response.in_scope:,}家，报送{main.response.responded:,}家，报送率{main.response.rate:.1%}{by_revenue}。分区、分类型见表T16。",
            f"{main.response.responded:,} of {main.response.in_scope:,} institutions responded: {main.response.rate:.1%}"
            f"{by_revenue_en}. Table T16 shows districts and types.",
        )
    if main is not None and main.coverage.share is not None:
        return Text(
            f"应报送{main.coverage.in_scope:,}家，已报送{main.coverage.counted:,}家，报送率{main.coverage.share:.1%}。",
            f"{main.coverage.counted:,} of {main.coverage.in_scope:,} institutions reported: {main.coverage.share:.1%}.",
        )
    return Text("没有数据。", "Not available.")


def edits(edition: Edition, lang: Lang) -> list[dict[str, str]]:
    """How often each edit fired in the filings counted, in per cent of them."""
    main = edition.table("T01")
    base = (main.response.responded if main.response else main.coverage.counted) if main else 0
    levels = {"hard": Text("强制", "hard"), "soft": Text("核实", "soft"), "macro": Text("宏观", "macro")}
    return [
        {
            "rule": rule,
            "about": CAPTIONS[rule](lang) if rule in CAPTIONS else "",
            "level": levels[level](lang) if level in levels else level,
            "count": f"{count:,}",
            "rate": f"{Decimal(count) / base:.1%}" if base else "",
        }
        for rule, level, count in edition.edits
    ]
