"""Code lists of the form: types of institution and lines of business as the ministry's table prints them. Pure."""

from regulation.indicators.indicator import Option

YES_NO = (Option("yes", "是", "Yes"), Option("no", "否", "No"))

INSTITUTION_TYPES = (
    Option("PUB_COMB", "综合性公共就业和人才服务机构", "Public employment and talent service institution"),
    Option("PUB_EMP", "公共就业服务机构", "Public employment service institution"),
    Option("PUB_TAL", "人才公共服务机构", "Public talent service institution"),
    Option("IND_INST", "行业所属服务机构", "Institution of an industry"),
    Option("ENT_SOE", "国有性质的服务企业", "State-owned service enterprise"),
    Option("ENT_PRIV", "民营性质的服务企业", "Private service enterprise"),
    Option("ENT_FOR", "外资性质的服务企业", "Foreign-funded service enterprise"),
    Option("ENT_HK", "港资性质的服务企业", "Hong Kong-funded service enterprise"),
    Option("ENT_MO", "澳资性质的服务企业", "Macao-funded service enterprise"),
    Option("ENT_TW", "台资性质的服务企业", "Taiwan-funded service enterprise"),
    Option("NPO_OTH", "民办非企业等其他性质的服务机构", "Private non-enterprise and other institution"),
)

#: Not for profit: 《人力资源市场暂行条例》第十五条 forbids them to charge, 第三十六条 does not ask them to report.
PUBLIC_TYPES = frozenset({"PUB_COMB", "PUB_EMP", "PUB_TAL", "IND_INST"})

BUSINESS_LINES = (
    Option("RECRUIT", "人力资源招聘", "Recruitment"),
    Option("HEADHUNT", "猎头服务", "Executive search"),
    Option("DISPATCH", "劳务派遣", "Labour dispatch"),
    Option("CONSULT", "人力资源管理咨询", "HR management consulting"),
    Option("AGENCY", "人事代理", "Personnel agency"),
    Option("OUTSRC", "人力资源服务外包", "HR outsourcing"),
    Option("TRAIN", "人力资源培训", "HR training"),
    Option("ASSESS", "人力资源测评", "Talent assessment"),
    Option("SOFTWARE", "人力资源信息软件服务", "HR software services"),
    Option("OTHER", "其他业务", "Other business"),
)

#: Lines in which money is collected for others.
COLLECTING_LINES = tuple(each for each in BUSINESS_LINES if each.code in {"DISPATCH", "AGENCY", "OUTSRC"})

#: Lines that are job intermediation and need the licence. 《人力资源市场暂行条例》第十八条.
LICENSED_LINES = frozenset({"RECRUIT", "HEADHUNT"})

#: Types printed as one group in tables: alone they are too few to print.
TYPE_GROUPS: dict[str, tuple[str, ...]] = {
    "SOE": ("ENT_SOE",),
    "PRIVATE": ("ENT_PRIV",),
    "FOREIGN": ("ENT_FOR",),
    "HK_MO_TW": ("ENT_HK", "ENT_MO", "ENT_TW"),
    "PUBLIC": ("PUB_COMB", "PUB_EMP", "PUB_TAL", "IND_INST"),
    "OTHER": ("NPO_OTH",),
}
TYPE_GROUP_NAMES = {
    "SOE": Option("SOE", "国有企业", "State-owned"),
    "PRIVATE": Option("PRIVATE", "民营企业", "Private"),
    "FOREIGN": Option("FOREIGN", "外资企业", "Foreign-funded"),
    "HK_MO_TW": Option("HK_MO_TW", "港澳台资企业", "Hong Kong, Macao and Taiwan-funded"),
    "PUBLIC": Option("PUBLIC", "公共和行业所属机构", "Public and industry institutions"),
    "OTHER": Option("OTHER", "民办非企业等其他机构", "Other institutions"),
}


def type_group(inst_type: str | None) -> str:
    """The table group of a type; what is unknown is counted with the others."""
    return next((group for group, types in TYPE_GROUPS.items() if inst_type in types), "OTHER")


#: Sections of GB/T 4754-2017 that employers of dispatched workers belong to (国际组织 left out). Names from memory.
INDUSTRIES = (
    Option("A", "农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery"),
    Option("B", "采矿业", "Mining"),
    Option("C", "制造业", "Manufacturing"),
    Option("D", "电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water"),
    Option("E", "建筑业", "Construction"),
    Option("F", "批发和零售业", "Wholesale and retail trade"),
    Option("G", "交通运输、仓储和邮政业", "Transport, storage and post"),
    Option("H", "住宿和餐饮业", "Hotels and catering"),
    Option("I", "信息传输、软件和信息技术服务业", "Information transmission, software and IT services"),
    Option("J", "金融业", "Finance"),
    Option("K", "房地产业", "Real estate"),
    Option("L", "租赁和商务服务业", "Leasing and business services"),
    Option("M", "科学研究和技术服务业", "Scientific research and technical services"),
    Option("N", "水利、环境和公共设施管理业", "Water, environment and public facilities"),
    Option("O", "居民服务、修理和其他服务业", "Resident, repair and other services"),
    Option("P", "教育", "Education"),
    Option("Q", "卫生和社会工作", "Health and social work"),
    Option("R", "文化、体育和娱乐业", "Culture, sports and entertainment"),
    Option(
        "S", "公共管理、社会保障和社会组织", "Public administration, social security and social organisations"
    ),
)
