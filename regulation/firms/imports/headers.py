"""Which column of a list holds what: the names columns have been seen under. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from regulation.words import N_


class Field(StrEnum):
    """What the register can take from a list."""

    NAME = "name"
    USCC = "uscc"
    OLD_NUMBER = "old_number"
    ESTABLISHED_ON = "established_on"
    OWNERSHIP_TYPE = "ownership_type"
    LEGAL_REPRESENTATIVE = "legal_representative"
    CAPITAL = "capital"
    SCOPE = "scope"
    PROVINCE = "province"
    DISTRICT = "district"
    DOMICILE = "domicile"
    PLACE_OF_BUSINESS = "place_of_business"
    BUSINESS_STATE = "business_state"
    LICENCE_NUMBER = "licence_number"
    LICENCE_NAME = "licence_name"
    LICENCE_FROM = "licence_from"
    LICENCE_UNTIL = "licence_until"
    LICENCE_ORGAN = "licence_organ"


FIELDS: dict[Field, str] = {
    Field.NAME: N_("机构名称"),
    Field.USCC: N_("统一社会信用代码"),
    Field.OLD_NUMBER: N_("旧注册号"),
    Field.ESTABLISHED_ON: N_("成立日期"),
    Field.OWNERSHIP_TYPE: N_("企业类型"),
    Field.LEGAL_REPRESENTATIVE: N_("法定代表人"),
    Field.CAPITAL: N_("注册资本"),
    Field.SCOPE: N_("经营范围"),
    Field.PROVINCE: N_("省份"),
    Field.DISTRICT: N_("地区"),
    Field.DOMICILE: N_("住所"),
    Field.PLACE_OF_BUSINESS: N_("经营场所"),
    Field.BUSINESS_STATE: N_("经营状态"),
    Field.LICENCE_NUMBER: N_("名录所载许可编号"),
    Field.LICENCE_NAME: N_("名录所载许可证书"),
    Field.LICENCE_FROM: N_("名录所载许可日期"),
    Field.LICENCE_UNTIL: N_("名录所载有效期至"),
    Field.LICENCE_ORGAN: N_("名录所载许可机关"),
}

#: Without these a list cannot be imported.
REQUIRED = (Field.NAME,)

#: Column names as met, the most exact first: when two columns could hold a field, the earlier word wins.
ALIASES: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        "机构名称",
        "企业名称",
        "行政相对人名称",
        "单位名称",
        "单位详细名称",
        "名称",
        "公司名称",
        "字号名称",
        "市场主体名称",
        "人力资源服务机构名称",
        "用人单位名称",
        "XK_XDR_MC",
        "name",
        "company name",
        "firm name",
    ),
    Field.USCC: (
        "统一社会信用代码",
        "统一信用代码",
        "社会信用代码",
        "信用代码",
        "统一社会信用代码/注册号",
        "行政相对人代码_1",
        "行政相对人代码_1(统一社会信用代码)",
        "XK_XDR_SHXYM",
        "uscc",
        "unified social credit code",
        "credit code",
        "代码",
    ),
    Field.OLD_NUMBER: (
        "旧注册号",
        "注册号",
        "工商注册号",
        "工商登记码",
        "组织机构代码",
        "行政相对人代码_2",
        "行政相对人代码_2(工商注册号)",
        "XK_XDR_GSZC",
        "registration number",
    ),
    Field.ESTABLISHED_ON: (
        "成立日期",
        "注册日期",
        "成立时间",
        "登记日期",
        "设立日期",
        "registered",
        "established on",
        "registration date",
    ),
    Field.OWNERSHIP_TYPE: (
        "企业类型",
        "市场主体类型",
        "主体类型",
        "公司类型",
        "机构类型",
        "经济类型",
        "entity_type",
        "entity type",
    ),
    Field.LEGAL_REPRESENTATIVE: (
        "法定代表人",
        "法定代表人(负责人)",
        "法定代表人姓名",
        "法人代表",
        "法人",
        "负责人",
        "XK_FRDB",
        "XK_FDDB",
        "legal_rep",
        "legal_rep_masked",
        "legal representative",
    ),
    Field.CAPITAL: (
        "注册资本",
        "注册资金",
        "注册资本(金)",
        "注册资本(万元)",
        "注册资金(万元)",
        "开办资金",
        "capital",
        "registered capital",
    ),
    Field.SCOPE: (
        "经营范围",
        "许可内容",
        "业务范围",
        "服务范围",
        "服务项目",
        "业务范围及服务项目",
        "XK_NR",
        "services_scope_verbatim",
        "scope",
        "business scope",
    ),
    Field.PROVINCE: ("所在省份", "省份", "省", "所属省份", "province"),
    Field.DISTRICT: ("所在区", "地区", "区县", "所属区", "所在地区", "区", "行政区划", "属地", "district"),
    Field.DOMICILE: (
        "住所",
        "注册地址",
        "住所地",
        "注册地",
        "企业住所",
        "地址",
        "机构地址",
        "单位地址",
        "address",
        "domicile",
        "registered address",
    ),
    Field.PLACE_OF_BUSINESS: (
        "经营场所",
        "经营地址",
        "实际经营地址",
        "办公地址",
        "通讯地址",
        "生产经营地",
        "place of business",
    ),
    Field.BUSINESS_STATE: (
        "登记状态",
        "经营状态",
        "企业状态",
        "市场主体状态",
        "business_state",
        "business state",
    ),
    Field.LICENCE_NUMBER: (
        "许可证书编号",
        "许可证编号",
        "许可编号",
        "证书编号",
        "许可证号",
        "行政许可决定文书号",
        "行政许可决定书文号",
        "文号",
        "XK_XKBH",
        "XK_WSH",
        "licence_no",
        "license number",
        "licence number",
    ),
    Field.LICENCE_NAME: (
        "许可证书名称",
        "许可证名称",
        "许可类别",
        "行政许可决定文书名称",
        "证书名称",
        "XK_XKZS",
        "licence_type_named",
    ),
    Field.LICENCE_FROM: (
        "有效期自",
        "许可决定日期",
        "发证日期",
        "决定日期",
        "许可日期",
        "颁发日期",
        "XK_YXQZ",
        "XK_JDRQ",
        "issue_date",
    ),
    Field.LICENCE_UNTIL: (
        "有效期至",
        "许可截止期",
        "有效期限至",
        "有效期止",
        "证书有效期",
        "XK_YXQZI",
        "licence_valid_until_as_published",
    ),
    Field.LICENCE_ORGAN: (
        "许可机关",
        "发证机关",
        "发证单位",
        "发放人力资源服务许可证单位",
        "XK_XKJG",
        "issuing_authority",
    ),
}


def normal(title: str) -> str:
    """A column's name without width, case, blanks, marks of duty and line breaks."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\s*:;、_·\-\ufeff]+", "", folded)


def plain(title: str) -> str:
    """The same without what stands in brackets: a unit, a hint."""
    return re.sub(r"\([^()]*\)", "", normal(title))


_RANKS: dict[str, tuple[Field, int]] = {}
for _field, _words in ALIASES.items():
    for _rank, _word in enumerate(_words):
        _RANKS.setdefault(normal(_word), (_field, _rank))


def suggest(header: Sequence[str]) -> dict[Field, int]:
    """Field to column. Each column serves one field, each field takes its best-named column."""
    best: dict[Field, tuple[int, int]] = {}
    for column, title in enumerate(header):
        exact = _RANKS.get(normal(title))
        found = exact or _RANKS.get(plain(title))
        if found is None:
            continue
        field, rank = found
        rank = rank * 2 + (exact is None)
        if field not in best or rank < best[field][0]:
            best[field] = (rank, column)
    return {field: column for field, (_, column) in best.items()}


def unit_of(title: str) -> str:
    """What a capital column's own title says of the unit, such as 万元 in 注册资本（万元）."""
    found = re.search(r"\((\D*?(?:元|万|圆)\D*?)\)", normal(title))
    return found.group(1) if found else ""


def missing(mapping: Mapping[Field, int]) -> list[Field]:
    """The fields without which nothing can be imported and that no column holds."""
    return [field for field in REQUIRED if field not in mapping]


def is_repeated(header: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row in the middle of a list is its header again."""
    titles = [normal(title) for title in header]
    return len(row) >= 2 and [normal(cell) for cell in row[: len(titles)]] == titles
