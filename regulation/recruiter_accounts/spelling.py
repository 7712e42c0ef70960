"""Names, numbers and addresses in the form in which two spellings of one thing are equal. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from regulation.firms import names
from regulation.recruiter_accounts.traditional import simplified

#: What a trade calls itself: a brand ends where the first of these begins.
_TRADE = re.compile(
    "人力资源|人力|人才|劳务|劳动|职业|职介|招聘|求职|猎头|就业|家政|中介|企业管理|管理|咨询|科技|信息|网络|教育|"
    "服务|外包|派遣|文化|商务|技术|发展|投资|国际"
)
_CITY = re.compile("北京市?")
_OFFSHOOT = re.compile(
    "(.*(?:公司|中心|事务所))(.{0,12}(?:分公司|分部|分店|门店|营业部|门市部|办事处|工作站))"
)
_NOT_HAN = re.compile(r"[^0-9a-z\u3400-\u9fff]")
_DIGITS = re.compile(r"\D+")
_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[-. ]?)?(1[3-9]\d[-. ]?\d{4}[-. ]?\d{4}|1(?:[-. ]\d){10}"
    r"|0\d{2,3}[- ]?\d{7,8}|400[- ]?\d{3}[- ]?\d{4})(?!\d)"
)
#: Digits as those write them who do not want to be found.
_WRITTEN_OUT = str.maketrans("〇零一幺二三四五六七八九壹贰叁肆伍陆柒捌玖", "001123456789123456789")
_LICENCE = re.compile(
    r"[（(]?[\u4e00-\u9fff]{1,2}[）)]?人(?:服证|派|力)[字]?[〔\[(（【]?\d{4}[〕\])）】]?第?[0-9A-Za-z-]{3,20}号?"
)
_ADDRESS = re.compile(r"^(?:中国)?(?:北京市|北京)?(?:市辖区)?")
_ADDRESS_SIGNS = re.compile(r"[\s,，.。;；:：、·\-—_#]+")
_ADDRESS_NOTE = re.compile(r"\([^)]*\)")
#: Shorter is a street or a compound in which hundreds sit.
SHORTEST_ADDRESS = 8


def name(text: str) -> str:
    """A name in simplified characters, without width, case, blanks."""
    return simplified(names.key(text))


def core(name_key: str) -> str:
    """What is left of a name without region, legal form and signs."""
    # Twice: what stood before a note in brackets stands at the end only now.
    left = _NOT_HAN.sub("", names.core(names.core(name_key)))
    # The city stands before the brand, behind it, in brackets or not at all.
    return _CITY.sub("", left) or left


def head(name_key: str) -> str:
    """The firm whose branch a name says it is; empty for a name that says no such thing."""
    found = _OFFSHOOT.fullmatch(name_key)
    return found[1] if found else ""


@lru_cache(maxsize=200_000)
def brand(name_core: str) -> str:
    """What stands before the first word of the trade; all of it where none does."""
    found = _TRADE.search(name_core)
    return name_core[: found.start()] if found and found.start() > 1 else name_core


@lru_cache(maxsize=200_000)
def sign(name_core: str) -> str:
    """What a name is known by: its brand, and of a brand of two characters the trade behind it as well."""
    found = _TRADE.search(name_core)
    short = brand(name_core)
    return name_core[: found.end()] if found and len(short) == 2 else short


def pinyin(text: str) -> str:
    """The sound of each character without its tone; what is read in several ways is read in its commonest."""
    return " ".join(map(_sound, text))


@lru_cache(maxsize=30_000)
def _sound(sign: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionaries take a third of a second of every start

    return lazy_pinyin(sign)[0]


def phone(text: str) -> str:
    """Digits of one number, without the country; empty for what is no number. A Beijing number carries its 010."""
    digits = _DIGITS.sub("", unicodedata.normalize("NFKC", text))
    digits = digits.removeprefix("0086") if digits.startswith("0086") else digits
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if len(digits) == 8 and digits[0] not in "01":
        digits = "010" + digits
    return digits if 10 <= len(digits) <= 12 else ""


def phones_in(text: str) -> list[str]:
    """Every number that stands in a text, once."""
    plain = unicodedata.normalize("NFKC", text).translate(_WRITTEN_OUT)
    return list(dict.fromkeys(filter(None, map(phone, _PHONE.findall(plain)))))


def licence(text: str) -> str:
    """A licence number whatever its brackets: the signs that distinguish it."""
    return _NOT_HAN.sub("", names.key(text))


def licences_in(text: str) -> list[str]:
    """Every licence number that a text quotes, as it quotes it, once."""
    return list(dict.fromkeys(_LICENCE.findall(text)))


def address(text: str) -> str:
    """An address without city, blanks and notes; empty where it is too short to mean one room."""
    key = _ADDRESS_NOTE.sub("", _ADDRESS.sub("", simplified(names.key(text))))
    key = _ADDRESS_SIGNS.sub("", key)
    return key if len(key) >= SHORTEST_ADDRESS else ""
