"""Unequal instalments as people write them: one a line, a day and an amount, in either script's digits and signs."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

from app.shell.i18n import gettext as _
from regulation import errors
from regulation.penalties.rules.payment import Part
from regulation.words import N_

_LINE: Final = re.compile(
    r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)\s*日?[\s,、;:]*(?:人民币)?\s*[¥]?\s*([\d,.\s]*\d)\s*元?",
    re.ASCII,
)
#: Whole yuan with or without groups of three, and what comes after the point.
_AMOUNT: Final = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?", re.ASCII)
#: How much of a line is said back.
_SAID: Final = 40
SAID = N_("%(wrong)s。每行写一期的截止日和金额，中间空一格，例如 2027-01-31 3000")
UNREAD = N_("第%(n)s行看不懂：%(line)s")
TOO_FINE = N_("第%(n)s行的金额多于两位小数：%(line)s")
NO_SUCH_DAY = N_("第%(n)s行的日期不存在：%(line)s")


def parts_of(text: str) -> list[Part]:
    """The instalments, in the order of their lines. Raises Invalid with every line that cannot be meant, by its number."""
    found, wrong = [], []
    for n, line in enumerate(text.splitlines(), 1):
        plain = unicodedata.normalize("NFKC", line).strip()
        if not plain:
            continue
        read = _part(plain)
        if isinstance(read, Part):
            found.append(read)
        else:
            wrong.append(_(read, n=n, line=plain[:_SAID]))
    if wrong:
        raise errors.Invalid({"lines": SAID}, wrong=_("；").join(wrong))
    return found


def _part(plain: str) -> Part | str:
    """The instalment of a line, or what is wrong with it."""
    read = _LINE.fullmatch(plain)
    amount = _AMOUNT.fullmatch(re.sub(r"\s", "", read[4])) if read else None
    if read is None or amount is None:
        return UNREAD
    if len(amount[2] or "") > 2:
        return TOO_FINE
    try:
        day = date(int(read[1]), int(read[2]), int(read[3]))
    except ValueError:
        return NO_SUCH_DAY
    return Part(day, Decimal(amount[0].replace(",", "")))
