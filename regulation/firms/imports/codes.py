"""The codes a firm may carry, read from a cell: today's credit code, and what came before it. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

#: Letters that GB 32100-2015 leaves out because they look like figures or like each other.
_LOOK_ALIKES = str.maketrans("IOZSV", "10257")
_SEPARATORS = re.compile(r"[\s\u200b-\u200f\ufeff\u2010-\u2015\-_.·']+")
_ALPHABET = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")


class CodeKind(StrEnum):
    """What a cell of a code column holds."""

    USCC = "uscc"  #: 统一社会信用代码 with the right check digit
    WRONG_CHECK = "wrong_check"
    WRONG_SIGN = "wrong_sign"
    OLD_15 = "old_15"  #: 工商注册号 as written from 2007 to 2015
    OLD_13 = "old_13"  #: 工商注册号 as written before 2007
    ORGANISATION = "organisation"  #: 组织机构代码
    MISSING = "missing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Code:
    """A code as read: `value` is the code without blanks in upper case, `suggestion` what it may have meant."""

    kind: CodeKind
    value: str
    changed: bool = False
    suggestion: str = ""


def read(cell: str) -> Code:
    """Recognise a code. Nothing is guessed: a look-alike is only suggested.

    GB 32100-2015 has 31 signs and a check digit modulo 31; GB/T 11714 (organisations) nine signs with a check digit
    modulo 11. Registration numbers of 15 figures end in a check digit too, those of 13 do not.
    """
    value = _SEPARATORS.sub("", unicodedata.normalize("NFKC", cell)).upper()
    changed = value != cell
    if not value:
        return Code(CodeKind.MISSING, "", changed)
    if len(value) == 18 and value.isascii() and value.isalnum():
        return _eighteen(value, changed=changed)
    if value.isdecimal() and value.isascii() and len(value) in {13, 15}:
        return Code(CodeKind.OLD_15 if len(value) == 15 else CodeKind.OLD_13, value, changed)
    if _ORGANISATION.fullmatch(value) and _organisation_check(value):
        return Code(CodeKind.ORGANISATION, value, changed)
    return Code(CodeKind.OTHER, value, changed)


def _eighteen(value: str, *, changed: bool) -> Code:
    if not _ALPHABET.fullmatch(value):
        guess = value.translate(_LOOK_ALIKES)
        return Code(CodeKind.WRONG_SIGN, value, changed, guess if uscc.is_valid(guess) else "")
    try:
        uscc.validate(value)
    except InvalidChecksum:
        return Code(CodeKind.WRONG_CHECK, value, changed)
    except ValidationError:
        # The first signs (kind of authority, division) are outside the standard's tables.
        return Code(CodeKind.WRONG_SIGN, value, changed)
    return Code(CodeKind.USCC, value, changed)


def old_number_checks(number: str) -> bool:
    """Whether the check digit of a registration number of 15 figures is right (GS 15-2006, modulo 11, 10)."""
    product = 10
    for figure in number[:14]:
        product = ((product + int(figure)) % 10 or 10) * 2 % 11
    return (product + int(number[14])) % 10 == 1


def _organisation_check(value: str) -> bool:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(sign, 36) for weight, sign in zip(weights, value, strict=False))
    return "0123456789X0"[(11 - total % 11) % 11] == value[8]
