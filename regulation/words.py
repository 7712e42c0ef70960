"""Marking Chinese constants for the catalogue of translations, and names that are not in it."""

from __future__ import annotations

from typing import Self


def N_(text: str) -> str:  # noqa: N802 - the name that extraction tools know
    """Return the text unchanged; extraction finds it, the page translates it."""
    return text


class InBoth(str):
    """A name among the parameters of a message that has its English with it: Chinese as it is, `en` beside it."""

    __slots__ = ("en",)

    en: str

    def __new__(cls, zh: str, en: str) -> Self:
        """The name in both languages."""
        made = super().__new__(cls, zh)
        made.en = en
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """What comes back out of another process has both."""
        return type(self), (str(self), self.en)
