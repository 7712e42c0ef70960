"""The organs of Beijing: the municipal bureau, 16 districts, and the development area's bureau.

The development area (经开区) has no division code: jurisdiction is not the area code. Reviewing
governments and courts are provisional until the bureau confirms them: the 2023 Reconsideration Law
sends decisions of a bureau to the people's government of its level; names of courts are by seat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from regulation import database

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Known:
    """What is fixed about an organ."""

    code: str
    short: str
    area: str
    area_en: str
    area_code: str | None

    @property
    def id(self) -> UUID:
        """The same id in every installation, so that exports can be compared."""
        return uuid5(NAMESPACE_URL, f"zhiheng:organ:{self.code}")

    @property
    def is_municipal(self) -> bool:
        """Whether this is the city's bureau."""
        return self.code == "BJ"

    @property
    def name(self) -> str:
        """Full Chinese name."""
        if self.is_municipal:
            return "北京市人力资源和社会保障局"
        if self.code == "BDA":
            return "北京经济技术开发区社会事业局"
        return f"北京市{self.area}人力资源和社会保障局"

    @property
    def name_en(self) -> str:
        """Written English name."""
        if self.is_municipal:
            return "Beijing Municipal Human Resources and Social Security Bureau"
        if self.code == "BDA":
            return "Social Affairs Bureau of the Beijing Economic-Technological Development Area"
        return f"{self.area_en} District Human Resources and Social Security Bureau"

    @property
    def reviewer(self) -> str:
        """The government that hears an application for reconsideration."""
        if self.is_municipal or self.code == "BDA":
            return MUNICIPAL_GOVERNMENT
        return f"北京市{self.area}人民政府"

    @property
    def court(self) -> str:
        """The court that hears a suit (by the organ's seat; provisional)."""
        if self.is_municipal:
            return "北京市通州区人民法院"
        if self.code == "BDA":
            return "北京市大兴区人民法院"
        return f"北京市{self.area}人民法院"

    @property
    def reviewer_en(self) -> str:
        """The same government in English, after its own site (`The People's Government of Beijing Municipality`)."""
        if self.reviewer == MUNICIPAL_GOVERNMENT:
            return "The People's Government of Beijing Municipality"
        return f"The People's Government of {self.area_en} District, Beijing Municipality"

    @property
    def court_en(self) -> str:
        """The same court in English."""
        seat = {"BJ": "Tongzhou", "BDA": "Daxing"}.get(self.code, self.area_en)
        return f"The People's Court of {seat} District, Beijing Municipality"


#: What a paper says of the organ that issues it.
ON_PAPERS = ("name", "reviewer", "court", "bank", "name_en", "reviewer_en", "court_en", "bank_en")
MUNICIPAL_GOVERNMENT = "北京市人民政府"
ORGANS: tuple[Known, ...] = (
    Known("BJ", "京", "北京市", "Beijing", "110000"),
    Known("110101", "京东", "东城区", "Dongcheng", "110101"),
    Known("110102", "京西", "西城区", "Xicheng", "110102"),
    Known("110105", "京朝", "朝阳区", "Chaoyang", "110105"),
    Known("110106", "京丰", "丰台区", "Fengtai", "110106"),
    Known("110107", "京石", "石景山区", "Shijingshan", "110107"),
    Known("110108", "京海", "海淀区", "Haidian", "110108"),
    Known("110109", "京门", "门头沟区", "Mentougou", "110109"),
    Known("110111", "京房", "房山区", "Fangshan", "110111"),
    Known("110112", "京通", "通州区", "Tongzhou", "110112"),
    Known("110113", "京顺", "顺义区", "Shunyi", "110113"),
    Known("110114", "京昌", "昌平区", "Changping", "110114"),
    Known("110115", "京兴", "大兴区", "Daxing", "110115"),
    Known("110116", "京怀", "怀柔区", "Huairou", "110116"),
    Known("110117", "京平", "平谷区", "Pinggu", "110117"),
    Known("110118", "京密", "密云区", "Miyun", "110118"),
    Known("110119", "京延", "延庆区", "Yanqing", "110119"),
    Known("BDA", "京开", "经济技术开发区", "Beijing E-Town", None),
)
BY_CODE: dict[str, Known] = {each.code: each for each in ORGANS}
BY_NAME: dict[str, Known] = {each.name: each for each in ORGANS}


async def install(organs: Iterable[Known] = ORGANS) -> None:
    """Write the organs; repeatable. Local changes to bank, reviewer and court are kept."""
    city = BY_CODE["BJ"].id
    await database.many(
        """insert into organ (id, code, name, name_en, short, level, area_code, area_name, area_name_en, reviewer, court, bank,
                              parent, position, is_approval_bureau, reviewer_en, court_en, bank_en)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,'',$12,$13,false,$14,$15,'')
           on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, short = excluded.short,
              -- A name in English fits the Chinese one beside it, or there is none.
              reviewer_en = case when organ.reviewer = excluded.reviewer then excluded.reviewer_en else organ.reviewer_en end,
              court_en = case when organ.court = excluded.court then excluded.court_en else organ.court_en end""",
        [
            (
                each.id,
                each.code,
                each.name,
                each.name_en,
                each.short,
                "municipal" if each.is_municipal else "district",
                each.area_code,
                each.area,
                each.area_en,
                each.reviewer,
                each.court,
                None if each.is_municipal else city,
                position,
                each.reviewer_en,
                each.court_en,
            )
            for position, each in enumerate(organs)
        ],
    )


async def all_organs() -> list[dict[str, Any]]:
    """Every organ that supervises, the municipal bureau first, then in the city's order."""
    return await database.rows("select * from organ where not is_approval_bureau order by position")


async def licensing_organs() -> list[dict[str, Any]]:
    """Every organ that may hold the power to license: an approval bureau stands behind the bureau of its area."""
    return await database.rows("select * from organ order by position, is_approval_bureau, code")


async def establish_approval_bureau(
    code: str, name: str, name_en: str, short: str, *, beside: str, reviewer: str, court: str
) -> UUID:
    """Enter an administrative approval bureau of the area of the organ `beside`; repeatable. Its id.

    Its code is that of its neighbour with a suffix, `110114-SP`, so that both number in one series.
    Raises LookupError for an unknown neighbour.
    """
    neighbour = await by_code(beside)
    if neighbour is None or not code.startswith(f"{beside}-"):
        raise LookupError(beside)
    made: UUID = await database.value(
        """insert into organ (id, code, name, name_en, short, level, area_code, area_name, area_name_en, reviewer, court,
                              bank, parent, position, is_approval_bureau, reviewer_en, court_en, bank_en)
           values ($1,$2,$3,$4,$5,'district',$6,$7,$8,$9::varchar,$10::varchar,'',$11,$12,true,
                   coalesce((select reviewer_en from organ where reviewer = $9::varchar and reviewer_en <> '' limit 1), ''),
                   coalesce((select court_en from organ where court = $10::varchar and court_en <> '' limit 1), ''), '')
           on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, short = excluded.short
           returning id""",
        uuid5(NAMESPACE_URL, f"zhiheng:organ:{code}"),
        code,
        name,
        name_en,
        short,
        neighbour["area_code"],
        neighbour["area_name"],
        neighbour["area_name_en"],
        reviewer,
        court,
        neighbour["parent"],
        neighbour["position"],
    )
    return made


async def supervisor_of(organ_id: UUID) -> UUID:
    """The bureau that supervises whom an organ licensed: itself, or for an approval bureau the bureau of its area."""
    found: UUID = await database.value(
        """select coalesce((select neighbour.id from organ join organ as neighbour
                              on neighbour.code = split_part(organ.code, '-', 1)
                             where organ.id = $1 and organ.is_approval_bureau), $1)""",
        organ_id,
    )
    return found


async def by_id(organ_id: UUID) -> dict[str, Any] | None:
    """One organ."""
    return await database.row("select * from organ where id = $1", organ_id)


async def by_code(code: str) -> dict[str, Any] | None:
    """One organ by our own code, as somebody may have written it into an address."""
    if "\x00" in code:
        return None
    return await database.row("select * from organ where code = $1", code)
