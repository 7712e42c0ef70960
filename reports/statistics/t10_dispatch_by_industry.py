"""T10 Dispatched workers by the industry of the employer. Pure."""

from __future__ import annotations

from regulation.indicators.options import INDUSTRIES
from reports.statistics import comparison, draft, texts
from reports.statistics.disclosure import TOTAL, Fact
from reports.statistics.draft import Draft, Sheet
from reports.statistics.frames import UNALLOCATED, figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Heading, Text

KEY, NUMBER = "dispatch-by-industry", "T10"
WORKERS = "disp_workers"
REST = UNALLOCATED.upper()


def _address(year: int, industry: str) -> Fact:
    return Fact(WORKERS, year, (("industry", industry),) if industry != TOTAL else ())


def compute(microdata: Microdata, year: int) -> Draft:
    """The table, by the nineteen sections of GB/T 4754."""
    found = figures(microdata, year)
    shown = comparison.years(microdata, year)
    sheet = Sheet()
    codes = [TOTAL, *(industry.code for industry in INDUSTRIES), REST]
    for each in shown:
        sums = figures(microdata, each)
        if not sums.is_asked(WORKERS):
            continue
        has_industries = any(sums.is_asked(f"disp_ind_{industry.code.lower()}") for industry in INDUSTRIES)
        parts = codes[1:] if has_industries and sums.sum(_address(each, REST)).total else codes[1:-1]
        for code in (TOTAL, *parts) if has_industries else (TOTAL,):
            fact = _address(each, code)
            sheet.show(code, str(each), fact, sums.sum(fact))
        if has_industries:
            sheet.adds_up(_address(each, TOTAL), [_address(each, code) for code in parts])
    if not any(cell.row == REST for cell in sheet.cells):
        codes.remove(REST)
    for code in codes:
        before, after = _address(year - 1, code), _address(year, code)
        if before in sheet.sums and after in sheet.sums:
            sheet.growth(code, draft.GROWTH.key, before, after)
            sheet.compared(found, figures(microdata, year - 1), before, after)
        if code != TOTAL and after in sheet.sums:
            sheet.share(code, draft.SHARE.key, after, _address(year, TOTAL))
    names = {industry.code: (industry.zh, industry.en) for industry in INDUSTRIES}
    names[TOTAL] = ("合计", "Total")
    names[REST] = ("未明确行业", "Industry not stated")
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text("按用工单位行业分的劳务派遣人员", "Dispatched Workers by Industry of the Employer"),
            unit=Text("人", "persons"),
            stub=Text("用工单位行业", "Industry of the employer"),
            definition=Text(
                "年末在派遣的人员，按用工单位所属的国民经济行业门类（GB/T 4754—2017）。",
                "Workers on dispatch at the end of the year, by the section of GB/T 4754-2017 of the employer they work for.",
            ),
            period=texts.year_end(year),
            columns=(*comparison.columns(microdata, year), draft.SHARE),
            rows=[Heading(code, *names[code], is_total=code == TOTAL) for code in codes],
            source=texts.LM2,
            message=Text("派遣人员的行业", "Dispatched workers by industry"),
        )
    )
