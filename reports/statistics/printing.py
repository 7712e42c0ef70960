"""The yearbook as a book: what each of its pages says, in one language, ready for the template. Pure but for the charts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from regulation import errors
from reports import charts, pdf
from reports.chart_kinds import TILES
from reports.statistics import chapters, figures, glossary, method
from reports.statistics.edition import Edition
from reports.statistics.figures import Figure, Lang
from reports.statistics.revisions import Revision, Triangle
from reports.statistics.table import MARKS, TRIFLE, Cell, Table, Text

#: More columns than this lie across the page.
UPRIGHT = 11
#: Charts with names at their left are drawn narrower, so that the names are as large on paper as all other words.
DRAWN_WIDE: dict[charts.Kind, int] = {"bar": 400, "grouped_rows": 400, "dots": 420}
#: So many Chinese characters stand side by side in a table of few and of many columns.
FEW, MANY, FEW_COLUMNS = 46, 54, 5
HALF_A_TENTH = Decimal("0.05")
#: Two books at once on two cores, some sixty pages each.
SECONDS = 150
HIGHLIGHTS = (
    "institutions",
    "staff_total",
    "rev_total",
    "rev_net",
    "tax_total",
    "emp_served",
    "persons_served",
    "online_posts",
)


async def book(edition: Edition, lang: Lang) -> bytes:
    """The whole book as a tagged PDF."""
    return await pdf.render(
        "yearbook.html",
        await contents(edition, lang),
        lang,
        variant="pdf/ua-1",
        seconds=SECONDS,
    )


async def pages(edition: Edition, tables: Sequence[Table], lang: Lang) -> bytes:
    """Some tables alone, each on its page with its chart, for print."""
    drawn = await _drawings(edition, lang)
    data = {
        **_frame(edition, lang),
        "tables": [_table(each, drawn, edition, lang) for each in tables],
    }
    return await pdf.render("yearbook_tables.html", data, lang, variant="pdf/ua-1", seconds=SECONDS)


async def contents(edition: Edition, lang: Lang) -> dict[str, Any]:
    """All that the template needs."""
    drawn = await _drawings(edition, lang)
    parts = [part for chapter in chapters.CHAPTERS if (part := _chapter(chapter, edition, drawn, lang))]
    return {
        **_frame(edition, lang),
        "chapters": parts,
        "figures": [figure for part in parts for table in part["tables"] for figure in table["figures"]],
        "highlights": highlights(edition, lang),
        "sayings": [each["says"] for every in drawn.values() for each in every],
        "symbols": method.symbols(lang),
        "method": method.sections(edition, lang),
        "indicators": method.indicators(lang),
        "quality": method.quality(edition, lang),
        "edits": method.edits(edition, lang),
        "revisions": revisions_by_vintage(edition, lang),
        "triangles": [triangle(each, lang) for each in edition.triangles],
        "vintages": edition.vintages,
        "terms": terms(lang),
    }


def _frame(edition: Edition, lang: Lang) -> dict[str, Any]:
    return {
        "year": edition.year,
        "vintage": edition.vintage,
        "is_published": edition.is_published,
        "instant": edition.instant,
        "organ": edition.organ(lang),
        "address": edition.address,
        "checksum": edition.checksum,
        "snapshot": edition.snapshot_hash,
        "code_version": edition.code_version,
        "note": edition.note,
        "line": edition.line()(lang),
        "cover": _cover(),
    }


def _cover() -> list[tuple[int, int, str]]:
    """The districts as tiles, paler towards the edge of the city: place and depth of each."""
    return [
        (column * 36 + 4, row * 34 + 2, f"{0.05 + 0.04 * min(row, 4 - abs(column - 2)):.2f}")
        for column, row in TILES.values()
    ]


async def _drawings(edition: Edition, lang: Lang) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in figures.of(edition.tables):
        try:
            picture = await each.draw(lang, DRAWN_WIDE.get(each.kind, charts.WIDTH))
        except errors.Refused:
            continue
        drawn = {
            "number": each.number,
            "anchor": each.number.lower(),
            "kind": each.kind,
            "subject": each.subject(lang),
            "says": each.title(lang),
            "picture": _spoken(picture, each, lang),
        }
        found.setdefault(each.table.number, []).append(drawn)
    return found


def _spoken(picture: str, figure: Figure, lang: Lang) -> str:
    """In a book the title inside a picture is its text for who does not see it."""
    words = f"{figure.title(lang)} {figure.described(lang)}"
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"<title>.*?</title>", lambda _: f"<title>{escaped}</title>", picture, count=1)


def _chapter(
    chapter: chapters.Chapter, edition: Edition, drawn: dict[str, list[dict[str, Any]]], lang: Lang
) -> dict[str, Any] | None:
    tables = [table for number in chapter.tables if (table := edition.table(number)) is not None]
    if not tables:
        return None
    printed = [_table(each, drawn, edition, lang) for each in tables]
    return {
        "key": chapter.key,
        "title": chapter.title(lang),
        "about": chapter.about(lang),
        "tables": printed,
        "figures": [figure for each in printed for figure in each["figures"]],
    }


def _table(
    table: Table, drawn: dict[str, list[dict[str, Any]]], edition: Edition, lang: Lang
) -> dict[str, Any]:
    has_units = any(row.unit for row in table.rows)
    longest = _unbroken(table) if lang == "zh" else 0
    marked = {cell.column for cell in table.cells if cell.shown().endswith(MARKS)}
    return {
        "anchor": table.number.lower(),
        "number": table.number,
        "title": table.title(lang),
        "year": table.year,
        "unit": table.unit(lang),
        "stub": table.stub(lang),
        "is_wide": len(table.columns) + has_units > UPRIGHT,
        "has_units": has_units,
        "has_column_units": any(column.unit for column in table.columns),
        "columns": [
            {
                "name": each.name(lang),
                "unit": each.unit_name(lang),
                "is_total": each.is_total,
                "is_short": lang == "zh" and len(each.name(lang)) <= longest,
                "parts": _parts(each.zh) if lang == "zh" and len(each.zh) > longest else (),
            }
            for each in table.columns
        ],
        "rows": [
            {
                "name": row.name(lang),
                "unit": row.unit_name(lang),
                "indent": row.indent,
                "is_total": row.is_total,
                "cells": [_printed(cell, has_marks=cell.column in marked) for cell in cells],
            }
            for row, cells in table.grid()
        ],
        "head": head(table, lang),
        "notes": [each(lang) for each in table.notes],
        "definition": table.definition(lang),
        "figures": drawn.get(table.number, []),
        "address": f"{edition.address}/{table.number}" if edition.address else "",
    }


def _unbroken(table: Table) -> int:
    """Up to how many characters a Chinese heading may stay on one line, so that the table still fits the page.

    Chinese may be broken anywhere, and a page would break off single characters of words.
    """
    stub = max((len(row.name("zh")) + 2 * row.indent for row in table.rows), default=0)
    stub += 4 * any(row.unit for row in table.rows)
    figures: dict[str, int] = {}
    for cell in table.cells:
        figures[cell.column] = max(figures.get(cell.column, 0), len(cell.shown()))
    room = (FEW if len(table.columns) <= FEW_COLUMNS else MANY) - stub
    headings = [(len(each.zh), figures.get(each.key, 0) * 0.6) for each in table.columns]
    for most in range(max((length for length, _ in headings), default=0), 0, -1):
        if sum(max(length if length <= most else length / 2, wide) + 1 for length, wide in headings) <= room:
            return most
    return 0


def _parts(heading: str) -> tuple[str, ...]:
    """A long Chinese heading in two, after the comma nearest to its middle; nothing where it has none."""
    breaks = [at + 1 for at, sign in enumerate(heading) if sign == "、"]
    if not breaks:
        return ()
    middle = min(breaks, key=lambda at: abs(2 * at - len(heading)))
    return heading[:middle], heading[middle:]


def _printed(cell: Cell, *, has_marks: bool) -> dict[str, Any]:
    """The figure apart from the mark behind it, so that digits stand below digits."""
    text, mark = cell.shown(), ""
    if text.endswith(MARKS):
        text, _, mark = text.rpartition(" ")
    return {"text": text, "mark": mark, "has_marks": has_marks, "is_sign": cell.value is None}


def head(table: Table, lang: Lang) -> list[tuple[str, str]]:
    """What stands over a table: source form, period, coverage, response, imputation, and the cells withheld."""
    en = lang == "en"
    said: list[tuple[str, str]] = []
    if table.source(lang):
        said.append(("Source" if en else "来源表", _without_label(table.source(lang))))
    said.append(("Period" if en else "时间", table.period(lang)))
    said.append(("Coverage" if en else "范围", table.denominator(lang)))
    if table.response is not None and table.response.rate is not None:
        text = f"{table.response.responded:,} / {table.response.in_scope:,} ({table.response.rate:.1%})"
        if table.response.by_revenue is not None:
            text += (
                f"; {table.response.by_revenue:.1%} by revenue"
                if en
                else f"；按营业收入加权{table.response.by_revenue:.1%}"
            )
        said.append(("Response" if en else "报送率", text))
    elif table.coverage.share is not None and table.coverage.counted != table.coverage.in_scope:
        said.append(
            (
                "Reports counted" if en else "报送率",
                f"{table.coverage.counted:,} / {table.coverage.in_scope:,} ({table.coverage.share:.1%})",
            )
        )
    if table.imputed_share is not None:
        said.append(("Imputed share" if en else "估算份额", f"{table.imputed_share:.1%}"))
    withheld = sum(cell.is_suppressed for cell in table.cells)
    if withheld:
        said.append(
            (
                "Withheld" if en else "隐去",
                f"{withheld} of {len(table.cells)} cells"
                if en
                else f"{withheld}个，共{len(table.cells)}个数据",
            )
        )
    return said


def _without_label(text: str) -> str:
    bare = re.sub(r"^(来源：|Source: )", "", text)
    # A single clause is no sentence.
    ends = (
        bare[:-1]
        if bare.count("。") + bare.count(". ") + bare.endswith(".") == 1 and bare[-1] in "。."
        else bare
    )
    return f"{ends[0].upper()}{ends[1:]}"


def highlights(edition: Edition, lang: Lang) -> list[dict[str, str]]:
    """The newest city totals that are shown, each with its change over the year before."""
    main = edition.table("T01")
    if main is None:
        return []
    columns = [each for each in main.columns if each.key.isdigit()]
    rows = {row.key: row for row in main.rows}
    found = []
    for key in HIGHLIGHTS:
        if key not in rows or not columns:
            continue
        row, last = rows[key], main.cell(key, columns[-1].key)
        if last.value is None:
            continue
        found.append(
            {
                "name": row.name(lang).lstrip("# "),
                "value": f"{last.rounded():,.{last.decimals}f}",
                "unit": row.unit_name(lang),
                "change": _moved(
                    main.cell(key, columns[-2].key) if len(columns) > 1 else None,
                    last,
                    columns[-2].en if len(columns) > 1 else "",
                    lang,
                ),
            }
        )
    return found


def _moved(before: Cell | None, after: Cell, year: str, lang: Lang) -> str:
    if before is None or not before.value or after.value is None:
        return ""
    change = (after.value - before.value) / before.value
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    text = f"{sign}{abs(change):.1%}"
    return f"{text} on {year}" if lang == "en" else f"比{year}年 {text}"


def revision(each: Revision, lang: Lang, organ: Text) -> dict[str, Any]:
    """A line of the revision log in a language."""
    return {
        "vintage": each.vintage,
        "at": each.published_at,
        "where": f"{each.number} {each.row(lang)}, {each.column(lang)}"
        if lang == "en"
        else f"{each.number} {each.row(lang)}、{each.column(lang)}",
        "before": each.before or "…",
        "after": each.after or "…",
        "change": _changed(each, lang),
        "reason": each.reason,
        "by": organ(lang) if each.approved_by == organ.zh else each.approved_by,
    }


def _changed(each: Revision, lang: Lang) -> str:
    if each.change is None:
        return ""
    unit = (" points" if lang == "en" else "个百分点") if each.in_points else "%"
    # As everywhere in the book: less than half of what is printed.
    return TRIFLE if abs(each.change) < HALF_A_TENTH else f"{each.change:+.1f}{unit}"


def revisions_by_vintage(edition: Edition, lang: Lang) -> list[dict[str, Any]]:
    """The log of the year: for each vintage its reason once, then its figures."""
    own = [each for each in edition.revisions if each.year == edition.year]
    return [
        {"first": lines[0], "lines": lines}
        for _, every in itertools.groupby(own, key=lambda each: (each.vintage, each.reason))
        for lines in [[revision(each, lang, edition.organ) for each in every]]
    ]


def triangle(each: Triangle, lang: Lang) -> dict[str, Any]:
    """A triangle in a language."""
    return {
        "name": each.indicator.name(lang).lstrip("# "),
        "unit": each.indicator.unit_name(lang),
        "releases": [{"year": year, "vintage": vintage, "at": at} for year, vintage, at in each.releases],
        "rows": [
            {"year": year, "cells": [cell.shown() if cell else "" for cell in each.row(year)]}
            for year in each.years
        ],
    }


def terms(lang: Lang) -> list[dict[str, str]]:
    """The glossary in the order of the language."""
    other: Lang = "zh" if lang == "en" else "en"
    ordered = glossary.TERMS if lang == "zh" else sorted(glossary.TERMS, key=lambda each: each[0].en.lower())
    return [
        {
            "term": term(lang),
            "other": term(other) if term(other) != term(lang) else "",
            "meaning": meaning(lang),
        }
        for term, meaning in ordered
    ]
