"""Where a firm is, read from what a list says: area of Beijing, or elsewhere. Pure.

The area is not the jurisdiction: the development area has no division code and answers for firms
whose addresses name Daxing or Tongzhou. Old codes live on in old lists.
"""

import re
from dataclasses import dataclass

from regulation.words import N_

#: Our own code of the organ of the development area, which has no division code.
BDA = "BDA"
#: The value of the area facet for every firm whose domicile is outside the city.
ELSEWHERE = "elsewhere"
ELSEWHERE_LABEL = N_("京外")
#: In the city, but the list does not say where.
CITY = "110000"
CITY_LABEL = N_("北京市（未明确区）")

AREAS: dict[str, str] = {
    "110101": N_("东城区"),
    "110102": N_("西城区"),
    "110105": N_("朝阳区"),
    "110106": N_("丰台区"),
    "110107": N_("石景山区"),
    "110108": N_("海淀区"),
    "110109": N_("门头沟区"),
    "110111": N_("房山区"),
    "110112": N_("通州区"),
    "110113": N_("顺义区"),
    "110114": N_("昌平区"),
    "110115": N_("大兴区"),
    "110116": N_("怀柔区"),
    "110117": N_("平谷区"),
    "110118": N_("密云区"),
    "110119": N_("延庆区"),
    BDA: N_("北京经济技术开发区"),
}

#: Districts merged in 2010 and counties that became districts: their codes and names stay in old lists.
_FORMER_CODES = {"110103": "110101", "110104": "110102", "110228": "110118", "110229": "110119"}
_FORMER_NAMES = {"崇文": "110101", "宣武": "110102", "密云县": "110118", "延庆县": "110119"}
_SHORT = {name.removesuffix("区"): code for code, name in AREAS.items() if code != BDA}

#: Only the area's own names: other cities have a 经济技术开发区 too.
_BDA_NAMES = re.compile(
    r"北京经济技术开发区|北京开发区|北京市经济技术开发区|^经济技术开发区|^经开区|亦庄经济技术开发区"
)
_CITY = re.compile(r"^(?:中国)?北京(?:市|$|(?=[\u4e00-\u9fff]{1,4}(?:区|县)|经济技术开发区))")
_PROVINCE = re.compile(r"[\u4e00-\u9fff]{2,4}(?:省|自治区)")
_OTHER_CITY = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:省|自治区|市)")
#: How a registered address of the city may begin after 北京市; some lists put a district first that is not the place.
_DISTRICT = re.compile("(" + "|".join(sorted([*_SHORT, *_FORMER_NAMES], key=len, reverse=True)) + ")(区|县)?")


@dataclass(frozen=True, slots=True)
class Place:
    """`area` is a key of AREAS, CITY or ELSEWHERE; `text` keeps what the list said."""

    area: str
    text: str

    @property
    def is_local(self) -> bool:
        """Whether the domicile is in the city."""
        return self.area != ELSEWHERE

    @property
    def organ_code(self) -> str | None:
        """The organ that answers for a firm there; None when the list does not say enough."""
        return self.area if self.area in AREAS else None


def locate(province: str, district: str, address: str, uscc: str = "") -> Place:
    """Find the area of a firm.

    The address decides, since lists call a prefecture elsewhere a district; province and district help
    out where the address begins in the middle. The division code inside the credit code only helps
    a firm already known to be in the city: it names where the firm was first registered.
    """
    text = " ".join(part for part in (province.strip(), district.strip()) if part)
    street = re.sub(r"\s+", "", address)
    in_city = bool(_CITY.match(street)) or (province.startswith("北京") and not _PROVINCE.match(street))
    if not in_city and not province.strip():
        # Lists made in the city often leave the city out; other cities have a 朝阳区 too, and name themselves.
        named = _DISTRICT.match(district) or (_DISTRICT.match(street) if not district else None)
        in_city = district.startswith("北京") or (bool(named) and not _OTHER_CITY.match(street))
    if not in_city:
        return Place(ELSEWHERE, text)
    if _BDA_NAMES.search(_CITY.sub("", street)) or _BDA_NAMES.search(street) or _BDA_NAMES.search(district):
        return Place(BDA, text)
    for where in (_CITY.sub("", street), district.removeprefix("北京市")):
        if found := _DISTRICT.match(where):
            area = found.group(1)
            return Place(_FORMER_NAMES.get(area) or _SHORT[area], text)
    code = uscc[2:8]
    code = _FORMER_CODES.get(code, code)
    return Place(code if code in AREAS else CITY, text)


def label(area: str | None) -> str:
    """The Chinese name of an area, as a key of the catalogue."""
    if area == CITY:
        return CITY_LABEL
    return AREAS.get(area or "", ELSEWHERE_LABEL)
