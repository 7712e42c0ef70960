"""Printing: a template and its data become a PDF/A, in a process of their own.

The only module that imports weasyprint, and only inside the printing process: the library and a
Chinese font weigh more than a whole web process may.
"""

import ctypes
import html
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from regulation import errors
from regulation.law import beijing, money, numerals
from regulation.words import N_
from reports import fonts, pool

log = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"
#: A paper of a few pages takes a fraction of a second; the first one also starts the process.
SECONDS = 20
#: The scheme of everything a paper may load: files beside the templates, and the two fonts.
SCHEME = "paper:"
PICTURES = re.compile(r"data:image/(png|jpeg|svg\+xml)[;,]")
#: A picture in a paper is a QR code, a chart or a scanned signature.
LARGEST_PICTURE = 4 * 1024 * 1024
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class Unprintable(errors.Refused):
    """The paper holds characters for which the document font has no form."""


class PrintFailure(errors.Refused):
    """The paper could not be made this time; what was decided stands."""


@dataclass(frozen=True, slots=True)
class _Printed:
    content: bytes = b""
    missing: tuple[str, ...] = ()
    problem: str = ""


async def render(
    template: str,
    data: Mapping[str, Any],
    lang: Literal["zh", "en"] = "zh",
    variant: str = "pdf/a-3b",
    *,
    seconds: float = SECONDS,
) -> bytes:
    """Print `reports/templates/<template>` with its data; a book may take longer than a paper.

    Raises `Unprintable`, which names the characters, rather than print boxes for somebody's name;
    `PrintFailure` when the printing process died or took too long.
    """
    try:
        printed = await pool.run(_print, template, dict(data), lang, variant, seconds=seconds)
    except pool.OutOfTime as error:
        raise PrintFailure(N_("文书生成超时，已停止。请稍后再试；决定本身不受影响")) from error
    except pool.Broken as error:
        raise PrintFailure(N_("文书生成失败。请稍后再试；决定本身不受影响")) from error
    if printed.missing:
        message = N_("文书中有字库里没有的字，不能打印：%(characters)s。请核对这些字，或由管理员补充字库")
        raise Unprintable(message, characters="、".join(printed.missing))
    if printed.problem:
        log.error("printing %s failed: %s", template, printed.problem)
        raise PrintFailure(N_("文书生成失败。请稍后再试；决定本身不受影响"))
    return printed.content


async def unprintable(text: str) -> list[str]:
    """Characters of the text that no paper could show; asked before something is decided in their name."""
    return await pool.run(fonts.missing_glyphs, text, seconds=SECONDS)


def health() -> list[str]:
    """What is missing on this machine for papers to be right; empty when all is well.

    Without libharfbuzz-subset everything still "works", at ten seconds a paper, so its absence is a
    failure here.
    """
    problems = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            problems.append(f"{library} is missing: install the package {package}")
    for weight in fonts.WEIGHTS:
        try:
            fonts.source(weight)
        except fonts.FontMissing as error:
            problems.append(str(error))
    return problems


def shutdown() -> None:
    """End the printing processes; the server calls this when it stops."""
    pool.shutdown()


# --- In the printing process ------------------------------------------------------------------------


def _print(template: str, data: dict[str, Any], lang: str, variant: str) -> _Printed:
    """Everything that can go wrong comes back as a value: exceptions of libraries may not cross processes."""
    try:
        page = _environment().get_template(template).render(**data, lang=lang)
        missing = fonts.missing_glyphs(
            html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", page, flags=re.DOTALL))
        )
        if missing:
            return _Printed(missing=tuple(missing))
        return _Printed(content=_written(page, variant))
    except Exception as error:  # noqa: BLE001 - see above
        return _Printed(problem=f"{type(error).__name__}: {error}")


def _written(page: str, variant: str) -> bytes:
    import weasyprint  # noqa: PLC0415 - only here, see the module's docstring
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    global _font_configuration  # noqa: PLW0603 - reading two fonts of 16 MB once per process is enough
    if _font_configuration is None:
        _font_configuration = FontConfiguration()
    document = weasyprint.HTML(string=page, base_url=SCHEME, url_fetcher=_fetcher(), media_type="print")
    try:
        content: bytes = document.write_pdf(font_config=_font_configuration, pdf_variant=variant)
    except FatalURLFetchingError as error:
        # Not an Exception in weasyprint's eyes, so that nothing on the way may swallow it.
        raise PermissionError(str(error)) from error
    return content


_font_configuration: Any = None


@cache
def _fetcher() -> Any:
    """The only door to the outside, and it leads to the template folder.

    A refused address ends the printing: a paper that lacks something its template asked for is not
    the paper that was decided, and an address in somebody's text has no business being followed.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class Packaged(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if PICTURES.match(url) and len(url) < LARGEST_PICTURE:
                return super().fetch(url, headers)
            if not url.startswith(SCHEME):
                raise PermissionError(f"papers load nothing from {url[:80]}")
            name = url.removeprefix(SCHEME).lstrip("/")
            if name in {f"font/{weight}" for weight in fonts.WEIGHTS}:
                return URLFetcherResponse(url, fonts.face(name.removeprefix("font/")).read_bytes())
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

    from reports import marks, wording  # noqa: PLC0415

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
    )
    environment.globals.update(qr=marks.qr, seal=marks.seal)
    return environment
