"""The language of the answer: Chinese is the original, English is in the catalogues.

The msgid everywhere is the Chinese text, so a text without translation is shown in Chinese, never
as a key. All `app/*/locales/en.po` are merged once at the start. The language of the request is a
ContextVar: pages, streams and tasks started for the request all see it.
"""

from __future__ import annotations

import io
import re
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware

from app.settings import settings
from regulation.words import InBoth

if TYPE_CHECKING:
    from litestar.types import ASGIApp, Receive, Scope, Send

APP = Path(__file__).resolve().parents[1]
BEIJING: Final = ZoneInfo("Asia/Shanghai")
CHINESE: Final = "zh"
ENGLISH: Final = "en"
LANGUAGES: Final = (CHINESE, ENGLISH)
COOKIE: Final = "lang"

_language: ContextVar[str] = ContextVar("language", default=CHINESE)


def language() -> str:
    """Language of the current request: `zh` or `en`."""
    return _language.get()


def use(lang: str) -> None:
    """Speak this language from here on in the current context."""
    _language.set(lang if lang in LANGUAGES else CHINESE)


@lru_cache(maxsize=1)
def english() -> NullTranslations:
    """All English catalogues of the areas in one."""
    merged: Translations | None = None
    for path in sorted(APP.glob("*/locales/en.po")):
        compiled = io.BytesIO()
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=ENGLISH))
        compiled.seek(0)
        catalogue = Translations(compiled)
        merged = catalogue if merged is None else merged.add(catalogue)
    return merged if merged is not None else NullTranslations()


_ORIGINAL = NullTranslations()


def _catalogue() -> NullTranslations:
    return english() if language() == ENGLISH else _ORIGINAL


def gettext(message: str, /, **params: Any) -> str:
    """The message in the language of the request; `%(name)s` filled in when parameters are given."""
    text = _catalogue().gettext(message) if message else ""
    return text % params if params else text


def ngettext(singular: str, plural: str, n: int, /, **params: Any) -> str:
    """As `gettext`, with the form that the number asks for (Chinese has one form)."""
    return _catalogue().ngettext(singular, plural, n) % {"n": n, "num": n, **params}


def negotiate(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """`?lang=` first, then the cookie, then what the browser asks for, else the installation's."""
    for asked in (connection.query_params.get("lang"), connection.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return str(asked)
    wishes: list[tuple[float, int, str]] = []
    for position, part in enumerate(connection.headers.get("accept-language", "").split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), position, tag[:2].lower()))
        except ValueError:
            continue
    return next((tag for _, _, tag in sorted(wishes) if tag in LANGUAGES), settings().language)


class LanguageMiddleware(ASGIMiddleware):
    """Sets the language for everything that the request does, and keeps a choice made by `?lang=`."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Set the ContextVar before the handler runs; the same task streams the body."""
        use(negotiate(ASGIConnection(scope)))
        await next_app(scope, receive, send)


def choice_cookie(connection: ASGIConnection[Any, Any, Any, Any]) -> Cookie | None:
    """The cookie that keeps `?lang=` for a year, when the address asks for a language we speak."""
    asked = connection.query_params.get("lang")
    if connection.headers.get("sec-fetch-dest", "document") != "document":
        # A script that fetches a page in a language makes no choice for the person.
        return None
    if asked not in LANGUAGES or connection.cookies.get(COOKIE) == asked:
        return None
    return Cookie(key=COOKIE, value=asked, path="/", max_age=365 * 86_400, samesite="lax", httponly=True)


# --- how days, instants and amounts are written -------------------------------------------------

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_parts() -> tuple[tuple[str, str, int], ...]:
    """The three inputs of a day in the order of the language: name, label, digits."""
    if language() == ENGLISH:
        return (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))
    return (("year", "年", 4), ("month", "月", 2), ("day", "日", 2))


def day(value: date | datetime | None) -> str:
    """2026年11月22日 / 22 Nov 2026; an instant gives its day in Beijing, nothing gives a dash."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = value.astimezone(BEIJING).date()
    if language() == ENGLISH:
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def spoken(message: str, /, **params: Any) -> str:
    """As `gettext` for a refusal or a stored notice: days and names among the parameters as the language writes them.

    A notice keeps its days as text: 2026-03-31.
    """
    return gettext(message, **{name: _written(value) for name, value in params.items()})


def _written(value: Any) -> Any:
    if isinstance(value, InBoth):
        return value.en if language() == ENGLISH else str(value)
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        value = date.fromisoformat(value)
    return day(value) if isinstance(value, date) and not isinstance(value, datetime) else value


def instant(value: datetime | None) -> str:
    """Day and minute in Beijing time."""
    if value is None:
        return "—"
    local = value.astimezone(BEIJING)
    return f"{day(local)} {local:%H:%M}"


def clock_time(value: datetime | None) -> str:
    """Only the minute, in Beijing time."""
    return "—" if value is None else f"{value.astimezone(BEIJING):%H:%M}"


def money(value: Decimal | int | str | None) -> str:
    """¥12,345.00; nothing gives a dash. Amounts are Decimal yuan, never float."""
    return "—" if value is None else f"¥{Decimal(value):,.2f}"


def wan(value: Decimal | int | str | None) -> str:
    """The amount in 万元 (10,000 yuan), two decimals."""
    if value is None:
        return "—"
    amount = f"{Decimal(value) / 10_000:,.2f}"
    return f"¥{amount} × 10,000" if language() == ENGLISH else f"{amount} 万元"


def number(value: Decimal | float | None, digits: int | None = None) -> str:
    """Grouped by thousands; `digits` fixes the decimals."""
    if value is None:
        return "—"
    return f"{value:,}" if digits is None else f"{value:,.{digits}f}"


def counted(n: int, unit: str) -> str:
    """12 个工作日 / 12 working days; the English units are plurals in s, so one of them loses it."""
    if language() == ENGLISH and n == 1:
        unit = unit.removesuffix("s")
    return f"{n:,} {unit}"


def percent(value: Decimal | float | None, digits: int = 1) -> str:
    """A share (0.125) as 12.5%."""
    return "—" if value is None else f"{value * 100:.{digits}f}%"
