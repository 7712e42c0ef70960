"""Invented names. Each firm's name carries the word 演示, so that nobody takes it for a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

FIRST = "云松柏槐杉桐榆枫岚澄晴朗星河溪泉石岩岭峰禾穗麦谷青蓝朱墨玉瑾瑜琢衡准明信诚和同汇聚"
SECOND = "岭川原野汀洲桥渡亭轩舟帆程途达通远致恒久安宁平阔广越腾翔启航引领优选聘贤才英杰俊彦"
BUSINESS = (
    "人力资源有限公司",
    "人力资源服务有限公司",
    "人力资源管理有限公司",
    "人才服务有限公司",
    "企业管理咨询有限公司",
    "劳务派遣有限公司",
    "外包服务有限公司",
    "猎头咨询有限公司",
    "招聘网络科技有限公司",
    "人力资源集团有限公司",
)
BUSINESS_WEIGHTS = (30, 22, 12, 8, 10, 7, 4, 3, 3, 1)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "一二三四五六七八九十百千万亿天地日月星辰春夏秋冬东西南北"
ROADS = (
    "松榆路",
    "云杉街",
    "青禾大街",
    "明信路",
    "汇贤街",
    "石桥路",
    "玉泉支路",
    "和同里",
    "星河大道",
    "柏岭胡同",
)

#: The 31 characters of a unified social credit code.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def firm_name(draw: random.Random, taken: set[str]) -> str:
    """An invented name no other firm of the city has."""
    while True:
        word = draw.choice(FIRST) + draw.choice(SECOND)
        if draw.random() < 0.45:
            word += draw.choice(SECOND)
        name = f"北京{word}{draw.choices(BUSINESS, BUSINESS_WEIGHTS)[0]}（演示）"
        if name in taken:
            # A district of many firms runs out of short words: a number says which one it is.
            name = f"北京{word}{len(taken)}号{draw.choices(BUSINESS, BUSINESS_WEIGHTS)[0]}（演示）"
        if name not in taken:
            taken.add(name)
            return name


def person_name(draw: random.Random) -> str:
    """An invented person: a surname and a counting word, as exercise books have it."""
    return draw.choice(SURNAMES) + draw.choice(GIVEN) + draw.choice(GIVEN)


def address(draw: random.Random, area: str) -> str:
    """An invented address in an area."""
    return f"北京市{area}{draw.choice(ROADS)}{draw.randint(1, 399)}号{draw.randint(1, 28)}层{draw.randint(101, 2899)}室"


def code(area_code: str, number: int, *, register: str = "91") -> str:
    """A unified social credit code with right check characters whose organisation part was never issued.

    Organisation codes begin with a digit or with MA and its successors; these begin with XX.
    """
    body = f"XX{number:06d}"
    total = sum(
        ORGANISATION_ALPHABET.index(letter) * weight
        for letter, weight in zip(body, ORGANISATION_WEIGHTS, strict=True)
    )
    check = 11 - total % 11
    organisation = body + {10: "X", 11: "0"}.get(check, str(check))
    whole = f"{register}{area_code}{organisation}"
    total = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(whole))
    return whole + ALPHABET[(31 - total % 31) % 31]
