"""Names of firms as keys: for finding and matching only, never for showing. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypinyin.core import Pinyin

_BRACKETS = str.maketrans("（〔［【｛〈《「『）〕］】｝〉》」』", "(((((((((" + ")))))))))")
_NOT_SEARCHED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad·•・]+")
_NO_LETTER = re.compile(r"[^0-9a-z]")
_SPLIT = "\n"
#: Longer than any name in the business register; the rest of a needle cannot add precision.
LONGEST_NEEDLE = 100


def key(text: str) -> str:
    """The form in which two spellings of one name are equal.

    Width, case, kind of bracket, blanks and interpuncts do not distinguish names; everything else does.
    """
    folded = unicodedata.normalize("NFKC", text.translate(_BRACKETS)).translate(_BRACKETS)
    return _NOT_SEARCHED.sub("", folded).casefold()


def initials(name: str) -> str:
    """Pinyin initials, such as `cqrlzy` for 重庆人力资源; words are read as words, so 重庆 is not `zq`."""
    return "".join(map(_first_letters, _reader().seg(key(name))))


@lru_cache(maxsize=30_000)
def _first_letters(word: str) -> str:
    """Of one word, which is read alike in every name: names share their words, and reading one is slow."""
    from pypinyin import Style  # noqa: PLC0415 - as `_reader`

    letters = _reader().lazy_pinyin([word], style=Style.FIRST_LETTER, strict=False)
    return _NO_LETTER.sub("", "".join(letters).lower())


@cache
def _reader() -> Pinyin:
    from pypinyin.core import Pinyin  # noqa: PLC0415 - its dictionaries take a third of a second of every start

    return Pinyin()


def haystack(name: str, former: tuple[str, ...] = ()) -> str:
    """What a search by name looks through: the name, former names, and the initials of each."""
    keys = [key(each) for each in (name, *former) if each]
    letters = [initials(each) for each in (name, *former) if each]
    return _SPLIT.join(dict.fromkeys([*keys, *filter(None, letters)]))


def grams(needle: str) -> list[str]:
    """The pieces by which the index finds a needle: every two neighbouring characters, or the only one.

    The index itself is made by the SQL function `register_grams`, which must cut in the same way.
    """
    if len(needle) < 2:
        return [needle] if needle else []
    return sorted({needle[at : at + 2] for at in range(len(needle) - 1)})


def needle(text: str) -> str:
    """What a person typed, as it is looked for."""
    return key(text)[:LONGEST_NEEDLE]


def like(text: str) -> str:
    """The needle as a LIKE pattern that matches it anywhere, taken literally."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


_NOT_ITS_OWN = re.compile(r"^北京市?|\([^)]*\)|(股份)?有限(责任)?公司$|集团|公司$")


def core(name_key: str) -> str:
    """What is left of a key without region, legal form and brackets; the SQL function `register_core` cuts alike."""
    return _NOT_ITS_OWN.sub("", name_key)


def distance(one: str, other: str, most: int) -> int:
    """How many signs must be changed, put in or left out to make one name the other; `most` + 1 for more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before = list(range(len(other) + 1))
    for row, sign in enumerate(one, start=1):
        now = [row]
        for at, their in enumerate(other, start=1):
            now.append(min(now[-1] + 1, before[at] + 1, before[at - 1] + (sign != their)))
        if min(now) > most:
            return most + 1
        before = now
    return min(before[-1], most + 1)
