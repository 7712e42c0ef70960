"""How numbers of licences, filings, applications and their papers are written."""

from __future__ import annotations

from datetime import date

from regulation.law.citation import LICENCE_NOTICE_2018
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

#: How a licence number is built; `area` are six digits of the issuing organ, `serial` counts its licences of the year.
LICENCE_NUMBER = DatedValue(
    "licensing.licence_number",
    N_("人力资源服务许可证编号格式"),
    (
        Since(
            date(2018, 10, 1),
            "（京）人服证字〔{year}〕第{area}{serial:04d}号",
            LICENCE_NOTICE_2018.whole(),
            doubt=N_("全国统一格式为十位数字，各位的含义未见原文：此处为机关六位代码加四位顺序号"),
        ),
    ),
)
FILING_NUMBER = DatedValue(
    "licensing.filing_number",
    N_("人力资源服务备案凭证编号格式"),
    (
        Since(
            date(2018, 10, 1),
            "（京）人服备字〔{year}〕第{area}{serial:04d}号",
            LICENCE_NOTICE_2018.whole(),
            doubt=N_("北京备案凭证的编号格式未见原文，暂仿许可证编号"),
        ),
    ),
)
#: The development area has no division code; its papers carry digits of our own.
DIGITS_WITHOUT_DIVISION = {"BJ": "110000", "BDA": "110400"}


def digits_of(organ_code: str) -> str:
    """The six digits by which an organ appears in numbers."""
    series = series_of(organ_code)
    return DIGITS_WITHOUT_DIVISION.get(series, series)


def series_of(organ_code: str) -> str:
    """Under which code an organ counts: an approval bureau goes on with the series of its neighbour."""
    return organ_code.partition("-")[0]


@rule(LICENCE_NOTICE_2018.whole())
def licence_number(organ_code: str, year: int, serial: int) -> str:
    """The licence's own number: year, issuing organ, and its serial number within the year."""
    pattern = LICENCE_NUMBER.on(date(year, 12, 31))
    return pattern.format(year=year, area=digits_of(organ_code), serial=serial)


@rule(LICENCE_NOTICE_2018.whole())
def filing_number(organ_code: str, year: int, serial: int) -> str:
    """The filing certificate's number, told apart from a licence's by its word 备."""
    pattern = FILING_NUMBER.on(date(year, 12, 31))
    return pattern.format(year=year, area=digits_of(organ_code), serial=serial)


def application_number(organ_code: str, year: int, serial: int) -> str:
    """How an application is called in letters and addresses: safe in a URL."""
    return f"XK{digits_of(organ_code)}-{year}-{serial:05d}"
