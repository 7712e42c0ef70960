"""What the tables of the book say alike: source, population, signs. Pure."""

from reports.statistics.table import Text

SOURCE = Text(
    "来源：人力资源服务机构经营情况年度报告（《人力资源市场暂行条例》第三十六条）。本表不使用统计调查报表。",
    "Source: yearly operating reports of HR service institutions (Interim Regulations on the Human Resources Market,"
    " Article 36). Statistical returns are not used for this table.",
)
POPULATION = Text(
    "报告年度12月31日在册的经营性人力资源服务机构和外地机构在京分支机构",
    "For-profit HR service institutions, and Beijing branches of institutions from elsewhere, on the register on"
    " 31 December of the year",
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
