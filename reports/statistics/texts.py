"""What the tables of the book say alike: source, population, signs. Pure."""

from reports.statistics.table import Text

SOURCE = Text(
    "来源：人力资源服务机构经营情况年度报告（《人力资源市场暂行条例》第三十六条）。本表不使用统计调查报表。",
    "Source: yearly operating reports of HR service institutions (Interim Regulations on the Human Resources Market,"
    " Article 36). Statistical returns are not used for this table.",
)
REGISTER = Text(
    "来源：人力资源服务机构登记（《人力资源市场暂行条例》第二十二条公布的名单及其变更、延续情况）。本表不使用统计调查报表。",
    "Source: the register of HR service institutions, published under the Interim Regulations on the Human Resources"
    " Market, Article 22. Statistical returns are not used for this table.",
)
SUPERVISION = Text(
    "来源：监督检查、责令改正、行政处罚和信用记录。本表不使用统计调查报表。",
    "Source: records of inspections, orders to correct, penalties and credit. Statistical returns are not used for this table.",
)
PARKS = Text(
    "来源：产业园认定和入驻记录，入驻机构的经营情况年度报告（《人力资源市场暂行条例》第三十六条）。本表不使用统计调查报表。",
    "Source: recognition of parks and records of tenancy; yearly operating reports of the tenants (Interim Regulations on the"
    " Human Resources Market, Article 36). Statistical returns are not used for this table.",
)
RETURNS = Text(
    "来源：人力资源服务机构统计年报（人社统LM1表、LM2表）。",
    "Source: yearly statistical returns of HR service institutions (forms LM1 and LM2).",
)
POPULATION = Text(
    "报告年度12月31日在册的经营性人力资源服务机构和外地机构在京分支机构",
    "For-profit HR service institutions, and Beijing branches of institutions from elsewhere, on the register on"
    " 31 December of the year",
)
LM1 = Text(
    "人力资源服务机构统计年报（人社统LM1表）",
    "Annual statistical return of HR service institutions (form LM1)",
)
LM2 = Text(
    "人力资源服务机构统计年报（人社统LM2表）",
    "Annual statistical return of HR service institutions (form LM2)",
)
LM1_LM2 = Text(
    "人力资源服务机构统计年报（人社统LM1表、LM2表）",
    "Annual statistical return of HR service institutions (forms LM1 and LM2)",
)
POPULATION_SOURCE = Text(
    "人力资源服务机构登记（许可、备案、分支机构报告）和公共机构名录；机构类型取自统计年报",
    "Register of HR service institutions (licences, record filings, reports of branches) and list of public"
    " institutions; the type is that of the statistical return",
)
ALL_INSTITUTIONS = Text(
    "报告年度12月31日在册的经营性人力资源服务机构、外地机构在京分支机构和公共就业人才服务机构",
    "For-profit HR service institutions, Beijing branches of institutions from elsewhere, and public employment and"
    " talent service institutions on the register on 31 December of the year",
)
ESTIMATED = Text(
    "未报送的机构留在总体中，按固定顺序估算：行政记录、上年数乘同层增长、同层人均、同类机构随机供值。估算值不改动任何机构的填报数。",
    "Institutions that did not answer stay in the population and are estimated in a fixed order: administrative data,"
    " last year's figure by the growth of its stratum, ratio to staff in the stratum, a random donor of the same kind."
    " No respondent's figure is changed by an estimate.",
)
GROSS_NET = Text(
    "营业收入为含代收代付的总额；净额为总额扣除代收代付。两者分列，不可混用。",
    "Revenue is gross, amounts collected for others included; net revenue is without them. The two are kept apart.",
)
GROUPED = Text(
    "保密处理按企业集团计数；港、澳、台资机构合并列示；经济技术开发区单列，不计入大兴区。",
    "Disclosure control counts enterprise groups as one; institutions with Hong Kong, Macao and Taiwan capital are"
    " shown together; the development area stands apart and is not counted in Daxing.",
)
ALL_SIGNS = Text(
    "符号：“-”为零；“…”为不足本表最小单位的一半；“#”为其中主要项；“x”为保护调查对象而不公布；“(p)”为初步数；“(r)”为修订数；"
    "“(e)”为估算部分超过30%的数；“|”为与上一数不可比；空格为未调查或者无数据。",
    "Signs: “-” nil; “…” less than half of the unit; “#” of which; “x” withheld to protect respondents; “(p)”"
    " preliminary; “(r)” revised; “(e)” more than 30 % estimated; “|” break in the series; blank: not surveyed or not"
    " available.",
)
SIGNS = Text(
    "符号：“-”为零；“x”为保护机构数据而不公布；“(r)”为修订数；空格为无数据。未报送的机构没有估算。",
    "Signs: “-” nil; “x” withheld to protect an institution's data; “(r)” revised; blank: not available."
    " Institutions that did not report are not estimated.",
)
ROUNDING = Text(
    "因四舍五入，分项相加与合计可能略有差异。", "Parts may not add up to totals because of rounding."
)
PROVISIONAL = Text(
    "指标口径暂按本系统的目录，待主管机关公布正式报表后核对。",
    "Definitions follow this system's catalogue until the authority's current form has been checked.",
)


def year_end(year: int) -> Text:
    """A reference day."""
    return Text(f"{year}年12月31日", f"31 December {year}")


def whole_year(year: int) -> Text:
    """A reference period."""
    return Text(f"{year}年1月1日至12月31日", f"1 January to 31 December {year}")
