"""The sentence over a chart, made of its own cells: what is withheld is never counted, ranked or named. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.statistics.table import Cell, Heading, Table, Text

Named = Sequence[tuple[Text, Cell]]


def percent(part: Decimal, whole: Decimal) -> str:
    """A share, to whole per cent."""
    return f"{part / whole:.0%}"


def growth(table: Table, rows: Sequence[Heading]) -> Text:
    """How the first row moved between its last two years."""
    for row in rows:
        known = [
            (column, table.cell(row.key, column.key).value)
            for column in table.columns
            if column.key.isdigit() and table.cell(row.key, column.key).value is not None
        ]
        if len(known) < 2 or not known[-2][1]:
            continue
        (before, old), (after, new) = known[-2], known[-1]
        assert old is not None
        assert new is not None
        change = (new - old) / old
        name, name_en = row.zh, row.en
        if abs(change) < Decimal("0.005"):
            return Text(
                f"{after.en}年{name}与{before.en}年持平",
                f"{name_en} stood in {after.en} where they stood in {before.en}",
            )
        up = change > 0
        return Text(
            f"{after.en}年{name}比{before.en}年{'增长' if up else '下降'}{abs(change):.1%}",
            f"{name_en} {'rose' if up else 'fell'} by {abs(change):.1%} from {before.en} to {after.en}",
        )
    return table.message


def leaders(
    table: Table, rows: Sequence[Heading], column: str, what: Text, whole: Text, *, of_column: bool = True
) -> Text:
    """Which few rows make up half of the whole."""
    total = table.cell("total", column).value
    known = sorted(
        ((row, value) for row in rows if (value := table.cell(row.key, column).value)),
        key=lambda each: -each[1],
    )
    if not total or len(known) < 2:
        return table.message
    names, names_en, so_far = [], [], Decimal(0)
    for row, value in known[:3]:
        names.append(row.zh)
        names_en.append(row.en)
        so_far += value
        if so_far * 2 >= total:
            break
    if so_far == total:
        return table.message
    joined = names_en[0] if len(names_en) == 1 else f"{', '.join(names_en[:-1])} and {names_en[-1]}"
    return Text(
        f"{'、'.join(names)}的{what.zh}占{whole.zh}{percent(so_far, total)}",
        f"{joined} {'has' if len(names) == 1 else 'have'} {percent(so_far, total)} of {whole.en} {what.en}",
    )


def largest_share(parts: Named, whole: Cell, what: Text) -> Text:
    """The largest part that is shown; a whole that is withheld gives no share."""
    known = [(name, cell.value) for name, cell in parts if cell.value]
    if not known:
        return what
    name, value = max(known, key=lambda each: each[1])
    if not whole.value:
        return Text(f"{name.zh}：{what.zh}{value:,.0f}", f"{name.en}: {value:,.0f} {what.en}")
    share = percent(value, whole.value)
    if any(cell.is_suppressed for _, cell in parts):
        # Something larger may be withheld: the sentence claims a rank among what is shown, and no more.
        return Text(
            f"已公布的数据中{name.zh}最多，占{what.zh}的{share}",
            f"Of what is shown, {name.en} is largest, with {share} of all {what.en}",
        )
    return Text(
        f"{name.zh}最多，占{what.zh}的{share}",
        f"{name.en} leads with {share} of all {what.en}",
    )


def small_majority(bands: Named) -> Text:
    """Up to which band at least half of all are found; bands stand from small to large."""
    values = [(name, cell.value or Decimal(0)) for name, cell in bands]
    total = sum((value for _, value in values), Decimal(0))
    if not total:
        return Text("按营业收入规模分的机构", "Institutions by size of revenue")
    if any(cell.is_suppressed for _, cell in bands):
        name, value = max(values, key=lambda each: each[1])
        return Text(
            f"已公布的数据中“{name.zh}”一档的机构最多，有{value:,.0f}家",
            f"Of the bands shown, “{name.en}” holds most institutions: {value:,.0f}",
        )
    so_far = Decimal(0)
    for name, value in values:
        so_far += value
        if so_far * 2 >= total:
            return Text(
                f"{percent(so_far, total)}的机构在“{name.zh}”及以下",
                f"{percent(so_far, total)} of the institutions are in the band “{name.en}” or below",
            )
    raise AssertionError("all of them are at least half")


def above_one(quarters: Named) -> Text:
    """Whether the last quarter that is shown has more posts than seekers."""
    known = [(name, cell.value) for name, cell in quarters if cell.value is not None]
    if not known:
        return Text("岗位空缺与求职人数的比率", "Ratio of vacancies to job seekers")
    name, value = known[-1]
    if value > 1:
        return Text(
            f"{name.zh}岗位多于求职者，求人倍率{value:.2f}",
            f"{name.en}: more posts than seekers, ratio {value:.2f}",
        )
    return Text(
        f"{name.zh}求职者不少于岗位，求人倍率{value:.2f}",
        f"{name.en}: no more posts than seekers, ratio {value:.2f}",
    )
