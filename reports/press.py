"""What a printing process does: a template and its data become the bytes of a PDF.

The only module that imports weasyprint, and only inside the printing process: the library and a Chinese font weigh more
than a whole web process may. What does not differ between two papers is read once: the style sheets, and the fonts.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from regulation.law import beijing, money, numerals, wording
from reports import archive, everyday_type, fonts, signing

TEMPLATES = Path(__file__).parent / "templates"
#: The scheme of everything a paper may load: files beside the templates, and the two fonts.
SCHEME = "paper:"
PICTURES = re.compile(r"data:image/(png|jpeg|svg\+xml)[;,]")
#: A picture in a paper is a QR code, a chart or a scanned signature.
LARGEST_PICTURE = 4 * 1024 * 1024
#: How our templates name their style sheets. What somebody wrote cannot look so: it stands there escaped.
SHEETS = re.compile(r'<link rel="stylesheet" href="paper:([a-z_]+\.css)">')


@dataclass(frozen=True, slots=True)
class Order:
    """One paper to be printed."""

    template: str
    data: Mapping[str, Any]
    lang: str = "zh"
    variant: str = "pdf/a-3b"
    #: Set from the everyday characters alone where the text allows it; for what holds no text in pictures.
    everyday: bool = False
    carried: archive.Data | None = None
    key: signing.Key | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, or why there is none."""

    content: bytes = b""
    missing: tuple[str, ...] = ()
    problem: str = ""


def print_all(orders: list[Order]) -> list[Printed]:
    """Print one after the other; one that fails keeps no other from being printed."""
    return [print_one(each) for each in orders]


def print_one(order: Order) -> Printed:
    """Everything that can go wrong comes back as a value: exceptions of libraries may not cross processes."""
    try:
        page = page_of(order)
        text = html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", page, flags=re.DOTALL))
        missing = fonts.missing_glyphs(text)
        if missing:
            return Printed(missing=tuple(missing))
        everyday = order.everyday and everyday_type.suffices(text)
        content = written(page, order.variant, everyday=everyday, carried=order.carried, key=order.key)
        return Printed(signing.signed(content, order.key) if order.key else content)
    except Exception as error:  # noqa: BLE001 - see above
        return Printed(problem=f"{type(error).__name__}: {error}")


def page_of(order: Order) -> str:
    """The paper as a page, before it is set."""
    page: str = _environment().get_template(order.template).render(**order.data, lang=order.lang)
    return page


def written(
    page: str,
    variant: str,
    *,
    everyday: bool = False,
    carried: archive.Data | None = None,
    key: signing.Key | None = None,
) -> bytes:
    """The page as a PDF; with a key, its signature's place is open still."""
    import weasyprint  # noqa: PLC0415 - only here, see the module's docstring
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    type_case = _type_case(everyday)
    try:
        sheets = [type_case.sheet(name) for name in SHEETS.findall(page)]
        document = weasyprint.HTML(
            string=SHEETS.sub("", page), base_url=SCHEME, url_fetcher=type_case.fetcher, media_type="print"
        )
        content: bytes = document.write_pdf(
            font_config=type_case.font_configuration,
            counter_style=type_case.counter_style,
            stylesheets=sheets,
            attachments=[archive.attachment(carried)] if carried else None,
            pdf_variant=variant,
            finisher=lambda _, pdf: archive.finish(pdf, key=key),
        )
    except FatalURLFetchingError as error:
        # Not an Exception in weasyprint's eyes, so that nothing on the way may swallow it.
        raise PermissionError(str(error)) from error
    return content


class _TypeCase:
    """Style sheets and fonts as one process keeps them: reading two fonts and two hundred rules once is enough."""

    def __init__(self, *, everyday: bool) -> None:
        from weasyprint.css.counters import CounterStyle  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

        self.fetcher = _fetcher(everyday=everyday)
        self.font_configuration = FontConfiguration()
        self.counter_style = CounterStyle()
        self._sheets: dict[str, Any] = {}

    def sheet(self, name: str) -> Any:
        """A style sheet of ours, parsed."""
        from weasyprint import CSS  # noqa: PLC0415

        if name not in self._sheets:
            self._sheets[name] = CSS(
                url=f"{SCHEME}{name}",
                url_fetcher=self.fetcher,
                font_config=self.font_configuration,
                counter_style=self.counter_style,
            )
        return self._sheets[name]


@cache
def _type_case(everyday: bool) -> _TypeCase:
    return _TypeCase(everyday=everyday)


def _fetcher(*, everyday: bool) -> Any:
    """The only door to the outside, and it leads to the template folder.

    A refused address ends the printing: a paper that lacks something its template asked for is not
    the paper that was decided, and an address in somebody's text has no business being followed.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    face = everyday_type.face if everyday else fonts.face

    class Packaged(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if PICTURES.match(url) and len(url) < LARGEST_PICTURE:
                return super().fetch(url, headers)
            if not url.startswith(SCHEME):
                raise PermissionError(f"papers load nothing from {url[:80]}")
            name = url.removeprefix(SCHEME).lstrip("/")
            if name in {f"font/{weight}" for weight in fonts.WEIGHTS}:
                return URLFetcherResponse(url, face(name.removeprefix("font/")).read_bytes())
            path = (TEMPLATES / name).resolve()
            if path.suffix != ".css" or not path.is_relative_to(TEMPLATES) or not path.is_file():
                raise PermissionError(f"{name[:80]} is not part of the papers")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "text/css; charset=utf-8"})

    return Packaged(fail_on_errors=True)


def _upright(value: Any) -> Any:
    """No text in a paper may turn the direction of what stands beside it."""
    return value.translate(fonts.TURNING) if isinstance(value, str) else value


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    from reports import marks  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_upright,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=wording.day,
        moment=wording.moment,
        yuan=money.formatted,
        capitals=money.capital,
        brackets=wording.brackets,
        legal_day=beijing.legal_day,
        chinese=numerals.chinese,
        spelled=fonts.spelled,
        stopped=wording.stopped,
        amount=wording.amount,
        in_capitals=wording.in_capitals,
        labels=wording.labels,
    )
    environment.globals.update(qr=marks.qr, seal=marks.seal)
    return environment
