"""What the report on a campaign says, as a snapshot: tables of text, in the order in which a reader asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.accounts.organs import BY_CODE
from regulation.campaigns.rules import comparing, cube
from regulation.campaigns.rules.cube import Cell
from regulation.campaigns.status import (
    BASES,
    DEPARTMENTS,
    DIMENSIONS,
    HALT_GROUNDS,
    MEASURES,
    MONEY,
    RECORDED,
    TARGETS,
    UNITS_OF,
    Department,
    Dimension,
    Measure,
    Target,
)
from regulation.law import money
from regulation.penalties.rules.violations import VIOLATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from regulation.campaigns.rules.comparing import Year
    from regulation.campaigns.rules.cube import Fact

Row = dict[str, Any]
M = Measure
UNKNOWN, SILENT = "不详", "未报"


def area_name(code: str) -> str:
    """An area as people call it; the city's own bureau is not the whole city."""
    if code == "BJ":
        return "市本级"
    return BY_CODE[code].area if code in BY_CODE else code


def violation_name(key: str) -> str:
    """A violation by number and title."""
    return f"{key} {VIOLATIONS[key].title}" if key in VIOLATIONS else key


def number(value: Decimal, measure: str) -> str:
    """A figure: yuan with two decimals, everything else whole."""
    return money.figures(value) if measure in MONEY else f"{int(value):,}"


def told(cell: Cell, measure: str, *, ours: bool = False) -> str:
    """A cell in words. `ours`: our records would know, so nothing there is nothing; else nobody has reported."""
    if cell.value is None:
        if cell.unknown:
            return UNKNOWN
        return "0" if ours and measure in RECORDED else SILENT
    said = number(cell.value, measure)
    return f"{said}（另{cell.unknown}项不详）" if cell.unknown else said


def table(title: str, heads: list[str], rows: list[list[str]], note: str = "") -> Row:
    return {"title": title, "heads": heads, "rows": [{"cells": row} for row in rows], "note": note}


def _head(measure: str) -> str:
    return f"{MEASURES[Measure(measure)]}（{UNITS_OF[Measure(measure)]}）"


def _totals(facts: Sequence[Fact]) -> Row:
    found = cube.totals(facts)
    return table(
        "主要数据",
        ["指标", "单位", "合计"],
        [[MEASURES[each], UNITS_OF[each], told(found[each], each)] for each in Measure],
        f"“{SILENT}”表示没有部门填报，“{UNKNOWN}”表示填报部门说明不掌握；二者都不是零。",
    )


def _divided(
    facts: Sequence[Fact],
    along: Dimension,
    measures: Sequence[Measure],
    *,
    keys: Sequence[str],
    names: Callable[[str], str],
) -> Row:
    first = DIMENSIONS[along]
    tables = {each: cube.roll_up(facts, each, along, row_keys=keys) for each in measures}
    wanted = list(dict.fromkeys(key for table in tables.values() for key in table.rows))
    rows = []
    for key in wanted:
        ours = along != Dimension.DEPARTMENT or key == Department.HRSS
        cells = [told(tables[each].row_totals.get(key, Cell()), each, ours=ours) for each in measures]
        rows.append([names(key) if key else "未分列", *cells])
    rows.append(["合计", *(told(tables[each].total, each, ours=True) for each in measures)])
    return table(f"分{first}", [first, *(_head(each) for each in measures)], rows)


def tables(campaign: Row, facts: Sequence[Fact], earlier: list[Year]) -> list[Row]:
    """All tables of the report."""
    departments = [campaign["lead_department"], *campaign["joint_departments"]]
    made = [
        _totals(facts),
        _divided(
            facts,
            Dimension.AREA,
            (M.VISITS, M.UNITS, M.ORDERS, M.CASES, M.FINES),
            keys=campaign["areas"],
            names=area_name,
        ),
        _divided(
            facts,
            Dimension.DEPARTMENT,
            (M.PERSONS, M.VISITS, M.CASES, M.ACCOUNTS, M.REFERRED),
            keys=departments,
            names=lambda key: DEPARTMENTS[Department(key)],
        ),
        _divided(
            facts,
            Dimension.TARGET,
            (M.VISITS, M.ORDERS, M.CASES, M.CLOSED, M.REVOKED),
            keys=campaign["targets"],
            names=lambda key: TARGETS[Target(key)],
        ),
        _divided(
            facts,
            Dimension.VIOLATION,
            (M.ORDERS, M.CASES, M.FINES, M.REFUNDS),
            keys=[],
            names=violation_name,
        ),
    ]
    if earlier:
        made.append(_comparison(campaign, facts, earlier))
    return made


def _comparison(campaign: Row, facts: Sequence[Fact], earlier: list[Year]) -> Row:
    years = [*earlier, comparing.Year(campaign["year"], cube.totals(facts))]
    copied = [each for each in earlier if each.from_paper]
    return table(
        "与往年比较",
        ["指标", *(f"{each.year}年{'*' if each.from_paper else ''}" for each in years), "比上次"],
        [
            [
                _head(line.measure),
                *("—" if cell == Cell() else told(cell, line.measure) for cell in line.cells),
                "—" if line.change is None else f"{line.change:+}%",
            ]
            for line in comparing.compared(years)
        ],
        "；".join(f"*{each.year}年数据由纸质材料录入：{each.source}" for each in copied),
    )


def basis_of(campaign: Row) -> str:
    """What the campaign rests on, with its paper."""
    if campaign["basis"] == "plan":
        return f"{BASES['plan']}：{campaign['plan_number']}"  # type: ignore[index]
    on = campaign["government_approved_on"]
    return f"{campaign['approving_government']}批准（{campaign['approval_number']}，{on.year}年{on.month}月{on.day}日）"


def snapshot(campaign: Row, count: Row, earlier: list[Year]) -> Row:
    """All that the paper will ever say."""
    return {
        "campaign": campaign["name"],
        "campaign_number": campaign["number"],
        "year": campaign["year"],
        "from_on": campaign["from_on"],
        "until_on": campaign["until_on"],
        "counted_on": count["counted_on"],
        "basis": basis_of(campaign),
        "lead": DEPARTMENTS[campaign["lead_department"]],
        "joint": [DEPARTMENTS[each] for each in campaign["joint_departments"]],
        "areas": [area_name(each) for each in campaign["areas"]],
        "targets": [TARGETS[each] for each in campaign["targets"]],
        "violations": [violation_name(each) for each in campaign["violations"]],
        "problem": campaign["problem"],
        "measures": campaign["measures"],
        "halt": f"{HALT_GROUNDS[campaign['halt_ground']]}（{campaign['halt_approval']}）"
        if campaign["halts_trade"]
        else "",
        "done": count["done"],
        "found": count["found"],
        "next": count["next"],
        "silent": [
            DEPARTMENTS[Department(each)]
            for each in cube.silent(
                count["facts"], [campaign["lead_department"], *campaign["joint_departments"]]
            )
        ],
        "tables": tables(campaign, count["facts"], earlier),
        "facts_sha256": count["sha256"],
    }


def public_words(facts: Sequence[Fact]) -> str:
    """The totals as one sentence: what is known and not nothing, no party, no area."""
    found = cube.totals(facts)
    return "；".join(
        f"{MEASURES[each]}{number(cell.value, each)}{UNITS_OF[each]}"
        for each in Measure
        if (cell := found[each]).value
    )
