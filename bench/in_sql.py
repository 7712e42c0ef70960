"""Every figure of the yearbook said in SQL, for DuckDB over the Parquet files of the same microdata.

Nothing of the program's own arithmetic is used: which columns are behind a figure, the parts of the
population and the two largest groups are said here once more.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from regulation.indicators import options
from reports.statistics.disclosure import Fact
from reports.statistics.microdata import AREA_GROUPS, KEYS

BANDS = (0, 10, 100, 500, 2_000, 10_000, 50_000, 100_000, 1_000_000, 10_000_000)
WIDE = {"small": (0, 3), "middle": (3, 5), "large": (5, 10)}
LINES = [line.code for line in options.BUSINESS_LINES]
COLLECTING = ("DISPATCH", "AGENCY", "OUTSRC")
#: A number of institutions by their revenue is a figure too.
COUNTED = "institutions_by_revenue"


def open_files(on: Any, folder: Path, keys: Iterable[str] = KEYS, years: Iterable[int] = ()) -> None:
    """Tables `stated` (as answered) and `filled` (estimates in the empty places) over the files of a snapshot."""
    wanted = list(keys)
    only = f"where year in ({', '.join(map(str, years))})" if years else ""
    about = 'year, unit, "group", district, type_group, is_public, state, has_licence, has_filing'
    lines = ", ".join(f"line_{code}" for code in LINES)
    listed = ", ".join(wanted)
    on.execute(
        f"create table stated as select {about}, {lines}, {listed} from '{folder}/units.parquet' {only}"  # noqa: S608 - our own names
    )
    chosen = ", ".join(f"max(value) filter (key = '{key}') as {key}" for key in wanted)
    on.execute(
        f"create view wide as select year, unit, {chosen} from '{folder}/imputed.parquet' {only} group by year, unit"  # noqa: S608
    )
    filled = ", ".join(f"coalesce(s.{key}, w.{key}) as {key}" for key in wanted)
    said = ", ".join(f"s.{key} as stated_{key}" for key in wanted)
    on.execute(
        f"""create table filled as select s.year, s.unit, s."group", s.district, s.type_group, s.is_public, {filled}, {said}
              from stated as s left join wide as w using (year, unit)"""  # noqa: S608
    )


def column(fact: Fact, prefix: str = "") -> str:
    """What is added up for a fact, of one unit, in hundredths; with `stated_` of what was answered alone."""
    codes = dict(fact.dims)

    def got(key: str) -> str:
        return f"coalesce({prefix}{key}, 0)"

    def added(keys: Iterable[str]) -> str:
        return f"({' + '.join(got(key) for key in keys)})"

    if "industry" in codes:
        if codes["industry"] == "UNALLOCATED":
            return f"{got('disp_workers')} - {added(f'disp_ind_{each.code.lower()}' for each in options.INDUSTRIES)}"
        return got(f"disp_ind_{codes['industry'].lower()}")
    gross, collected = got("rev_total"), got("rev_onbehalf")
    if codes.get("line") == "UNALLOCATED":
        gross += f" - {added(f'rev_{code.lower()}' for code in LINES)}"
        collected += f" - {added(f'onbehalf_{code.lower()}' for code in COLLECTING)}"
    elif line := codes.get("line"):
        gross = got(f"rev_{line.lower()}")
        collected = got(f"onbehalf_{line.lower()}") if line in COLLECTING else "0"
    known = {
        "rev_total": gross,
        "rev_onbehalf": collected,
        "rev_net": f"({gross}) - ({collected})",
        # Every institution with revenue is counted, whether it stated the revenue or not.
        COUNTED: "case when rev_total is not null then 100 else 0 end",
    }
    return known.get(fact.indicator) or got(fact.indicator)


def where(fact: Fact) -> str:
    """The part of the population a fact is about."""
    said = [f"year = {fact.year}"]
    for name, code in fact.dims:
        match name:
            case "type":
                said.append({"FOR_PROFIT": "not is_public"}.get(code, f"type_group = '{code}'"))
            case "district":
                said.append(f"district = '{code}'")
            case "area_group":
                said.append(f"district in ({', '.join(repr(each) for each in AREA_GROUPS[code])})")
            case "band":
                first, last = WIDE.get(code) or (int(code[1:]), int(code[1:]) + 1)
                said.append(f"rev_total >= {BANDS[first] * 100}")
                if last < len(BANDS):
                    said.append(f"rev_total < {BANDS[last] * 100}")
    return " and ".join(said)


# --- all at once ------------------------------------------------------------------------------------------

_BAND = "case " + " ".join(
    f"when rev_total >= {bound * 100} then 'b{at:02d}'" for at, bound in reversed(list(enumerate(BANDS)))
) + " end"  # fmt: skip
_WIDE = "case " + " ".join(
    f"when rev_total >= {BANDS[first] * 100} then '{code}'" for code, (first, _) in reversed(WIDE.items())
) + " end"  # fmt: skip
_AREA = "case " + " ".join(
    f"when district in ({', '.join(repr(each) for each in districts)}) then '{group}'"
    for group, districts in AREA_GROUPS.items()
) + " end"  # fmt: skip


def cut(fact: Fact) -> tuple[str, str]:
    """By what the population is parted for a fact, and the part."""
    for name, code in fact.dims:
        match name:
            case "type" if code == "FOR_PROFIT":
                return "case when is_public then 'PUBLIC' else 'FOR_PROFIT' end", code
            case "type":
                return "type_group", code
            case "district":
                return "district", code
            case "area_group":
                return _AREA, code
            case "band":
                return (_WIDE if code in WIDE else _BAND), code
    return "''", ""


def grouped(facts: Iterable[Fact]) -> dict[tuple[int, str], list[Fact]]:
    """Facts that one query answers: of one year, by one cut."""
    found: dict[tuple[int, str], list[Fact]] = {}
    for fact in facts:
        found.setdefault((fact.year, cut(fact)[0]), []).append(fact)
    return found


def answers(on: Any, facts: Iterable[Fact]) -> dict[Fact, tuple[int, int, int, int]]:
    """For each fact its total, the two largest groups' amounts, and the groups that stated something; in hundredths."""
    found: dict[Fact, tuple[int, int, int, int]] = {}
    for (year, part), asked in grouped(facts).items():
        amounts = {column(fact): column(fact, "stated_") for fact in asked}
        names = {amount: at for at, amount in enumerate(amounts)}
        inner = ", ".join(
            f"sum({amount}) as a{at}, sum({amounts[amount]}) as s{at}" for amount, at in names.items()
        )
        outer = ", ".join(
            f"sum(a{at}), max(abs(a{at}), 2), count(*) filter (where s{at} <> 0)" for at in names.values()
        )
        rows = on.execute(
            f"""with parted as (select {part} as part, "group", {inner} from filled where year = {year} group by all)
                select part, {outer} from parted where part is not null group by part"""  # noqa: S608 - our own names
        ).fetchall()
        by_part = {row[0]: row[1:] for row in rows}
        for fact in asked:
            row = by_part.get(cut(fact)[1])
            at = 3 * names[column(fact)]
            total, largest, stated = row[at : at + 3] if row else (0, [], 0)
            first, second = sorted([*(largest or []), 0, 0], reverse=True)[:2]
            found[fact] = (int(total or 0), int(first), int(second), int(stated))
    return found


def counts(on: Any, year: int) -> None:
    """Numbers of institutions: by type and district, by registration and line."""
    by_type = f"select type_group, district, count(*) from stated where year = {year} group by all"  # noqa: S608
    on.execute(by_type).fetchall()
    lines = ", ".join(f"count(*) filter (where line_{code})" for code in LINES)
    on.execute(
        f"select has_licence, has_filing, count(*), {lines} from stated where year = {year} group by all"  # noqa: S608
    ).fetchall()


def written(fact: Fact) -> list[Any]:
    """A fact as JSON holds it."""
    return [fact.indicator, fact.year, [list(each) for each in fact.dims]]


def read(text: list[Any]) -> Fact:
    """A fact read back."""
    indicator, year, dims = text
    return Fact(indicator, year, tuple((name, code) for name, code in dims))
