"""How an entry of the catalogue is written. Pure."""

from __future__ import annotations

from typing import Any

from regulation.indicators.indicator import (
    ALSO_DISPATCH,
    ONLY_OPERATING,
    ONLY_RETURN,
    FormKind,
    Indicator,
    Kind,
    Option,
    Publish,
    Source,
    Unit,
)
from regulation.indicators.options import YES_NO

PERSONS = Unit("人", "persons")
PERSON_TIMES = Unit("人次", "person-times")
EMPLOYERS = Unit("家", "employers")
EMPLOYER_TIMES = Unit("家次", "employer-times")
PLACES = Unit("个", "")
TIMES = Unit("场次", "events")
ITEMS = Unit("条", "items")
METRES = Unit("平方米", "m²")
COPIES = Unit("份", "files")
WAN = Unit("万元", "CNY 10,000")


def number(  # noqa: PLR0917 - a row of the table below
    key: str,
    group: str,
    place: int,
    unit: Unit,
    zh: str,
    en: str,
    definition: str,
    definition_en: str,
    **more: Any,
) -> Indicator:
    """A number: a whole one, or with two decimals where money or floor space is meant."""
    kind = Kind.DECIMAL if unit in {WAN, METRES} else Kind.COUNT
    return Indicator(key, group, kind, zh, en, definition, definition_en, place, unit, **more)


def declared(key: str, zh: str, en: str, definition: str, definition_en: str) -> Indicator:
    """A declaration of yes or no."""
    return Indicator(
        key,
        "compliance",
        Kind.YES_NO,
        zh,
        en,
        definition,
        definition_en,
        options=YES_NO,
        publish=Publish.ALWAYS,
        forms=ONLY_OPERATING,
    )


def dispatched_to(place: int, industry: Option) -> Indicator:
    """Dispatched workers at employers of an industry."""
    return number(
        f"disp_ind_{industry.code.lower()}",
        "lines",
        place,
        PERSONS,
        f"其中：{industry.zh}",
        f"of which: {industry.en}",
        "年末在派遣的人数，按用工单位所属行业",
        "On dispatch at the end of the year, by the industry of the employer",
        forms=ONLY_RETURN,
        **DISPATCH,
    )


def revenue_of(place: int, line: Option) -> Indicator:
    """Revenue of a line."""
    return number(
        f"rev_{line.code.lower()}",
        "finance",
        place,
        WAN,
        f"其中：{line.zh}",
        f"of which: {line.en}",
        "该业务当年取得的全部收入，含代收代付",
        "All receipts of this line in the year, amounts collected for others included",
        lines=frozenset({line.code}),
        publish=Publish.IF_AGREED,
        **_shared_with_dispatch(line, "劳务派遣收入（含代收代付）", "Dispatch revenue, gross"),
    )


def collected_of(place: int, line: Option) -> Indicator:
    """What was collected for others in a line."""
    return number(
        f"onbehalf_{line.code.lower()}",
        "finance",
        place,
        WAN,
        f"{line.zh}中的代收代付",
        f"collected for others in: {line.en}",
        "代用人单位收取并支付的工资、社会保险费等",
        "Wages, social insurance and the like collected from and paid on behalf of employers",
        lines=frozenset({line.code}),
        **_shared_with_dispatch(line, "其中：代收代付", "of which: collected for others"),
    )


def _shared_with_dispatch(line: Option, zh: str, en: str) -> dict[str, Any]:
    """Dispatch money stands on the report on dispatch too."""
    if line.code != "DISPATCH":
        return {}
    return {
        "forms": ALSO_DISPATCH,
        "elsewhere": {FormKind.DISPATCH: "disp_money"},
        "labels": {FormKind.DISPATCH: (zh, en)},
    }


READ: dict[str, Any] = {"source": Source.READ}
SHOWN: dict[str, Any] = {"source": Source.PUBLISHED, "publish": Publish.IF_AGREED}
RECRUIT: dict[str, Any] = {"lines": frozenset({"RECRUIT"})}
SEARCH: dict[str, Any] = {"lines": frozenset({"HEADHUNT"})}
DISPATCH: dict[str, Any] = {"lines": frozenset({"DISPATCH"})}
OUTSOURCING: dict[str, Any] = {"lines": frozenset({"OUTSRC"})}
AGENCY: dict[str, Any] = {"lines": frozenset({"AGENCY"})}
CONSULTING: dict[str, Any] = {"lines": frozenset({"CONSULT"})}
TRAINING: dict[str, Any] = {"lines": frozenset({"TRAIN"})}
ASSESSMENT: dict[str, Any] = {"lines": frozenset({"ASSESS"})}
SOFTWARE: dict[str, Any] = {"lines": frozenset({"SOFTWARE"})}
