"""Our organs in the visitor's language, found by the Chinese name that records and papers keep.

A log or a publication holds the name as it was written on the day; the fixed list says its English.
"""

from app.shell import i18n
from regulation.accounts import organs


def full(name: str) -> str:
    """The organ's name; what is not of our list stays as it is written."""
    known = organs.BY_NAME.get(name)
    return known.name_en if known and i18n.language() == i18n.ENGLISH else name


def brief(name: str) -> str:
    """For a narrow column: in English the area alone, since the full name fills eight lines."""
    known = organs.BY_NAME.get(name)
    return known.area_en if known and i18n.language() == i18n.ENGLISH else name
