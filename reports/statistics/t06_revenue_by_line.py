"""T06 Revenue by line of business: gross, collected for others, net. Pure."""

from __future__ import annotations

from regulation.indicators.options import BUSINESS_LINES, COLLECTING_LINES
from reports.statistics import draft, texts
from reports.statistics.disclosure import TOTAL, Fact
from reports.statistics.draft import Draft, Sheet
from reports.statistics.frames import NET, UNALLOCATED, figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Heading, Text

KEY, NUMBER = "revenue-by-line", "T06"
ROWS = (*(line.code for line in BUSINESS_LINES), UNALLOCATED.upper())
_COLLECTING = {line.code for line in COLLECTING_LINES} | {UNALLOCATED.upper()}


def _address(indicator: str, year: int, line: str) -> Fact:
    return Fact(indicator, year, (("line", line),) if line != TOTAL else ())


def compute(microdata: Microdata, year: int) -> Draft:
    """The table. In lines where nothing is collected for others, net is gross, and nothing is asked."""
    found = figures(microdata, year)
    rest = UNALLOCATED.upper()
    has_rest = any(
        found.sum(_address(indicator, year, rest)).total for indicator in ("rev_total", "rev_onbehalf")
    )
    # A line that the year's form did not ask about is left empty, and is no part of the sum.
    asked = [line.code for line in BUSINESS_LINES if found.is_asked(f"rev_{line.code.lower()}")]
    rows = [*asked, rest] if has_rest else asked
    sheet = Sheet()
    for row in (TOTAL, *rows):
        collects = row == TOTAL or row in _COLLECTING
        for indicator in ("rev_total", "rev_onbehalf", NET):
            if collects or indicator != "rev_onbehalf":
                fact = _address(indicator, year, row)
                sheet.show(row, indicator, fact, found.sum(fact))
        parts = ("rev_onbehalf", NET) if collects else (NET,)
        sheet.adds_up(_address("rev_total", year, row), [_address(part, year, row) for part in parts])
        if row != TOTAL:
            sheet.share(row, draft.SHARE.key, _address(NET, year, row), _address(NET, year, TOTAL))
    for indicator, lines in (
        ("rev_total", rows),
        (NET, rows),
        ("rev_onbehalf", [row for row in rows if row in _COLLECTING]),
    ):
        if lines:
            sheet.adds_up(_address(indicator, year, TOTAL), [_address(indicator, year, row) for row in lines])
    names = {line.code: (line.zh, line.en) for line in BUSINESS_LINES}
    names[rest] = ("未分业务类型", "Not stated by line")
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text(
                "按业务类型分的营业收入：总额、代收代付和净额",
                "Revenue by Line of Business: Gross, Collected for Others, Net",
            ),
            unit=Text("万元", "CNY 10,000"),
            stub=Text("业务类型", "Line of business"),
            definition=Text(
                "全年各业务取得的营业收入。代收代付只在劳务派遣、人事代理、服务外包中调查；其他业务净额等于总额；比重按净额。",
                "Revenue of the year from each line. Amounts collected for others are asked in labour dispatch, personnel"
                " agency and outsourcing only; elsewhere net is gross; shares are of net revenue.",
            ),
            period=texts.whole_year(year),
            columns=(
                draft.heading("rev_total"),
                draft.heading("rev_onbehalf", of_which=True),
                draft.heading(NET),
                Heading(draft.SHARE.key, "占净额比重（%）", "Share of net (%)"),
            ),
            rows=(
                Heading(TOTAL, "全市", "Beijing", is_total=True),
                *(Heading(row, *names[row]) for row in ROWS if row != rest or has_rest),
            ),
            source=texts.LM2,
            message=Text("各业务的净营业收入", "Net revenue by line of business"),
            notes=(texts.GROSS_NET, texts.ROUNDING),
        )
    )
