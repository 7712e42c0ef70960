"""The catalogue of indicators. A new indicator is one more entry in `entries`, with the next free `place`. Pure.

Definitions are ours, in plain words: the ministry's own explanations are entered when the current
form is in hand. `source` says which labels were read on a printed form and which are provisional.
"""

from __future__ import annotations

from functools import cache

from regulation.indicators.entries import compliance, dispatch, institution, money, monthly, returns, services
from regulation.indicators.indicator import FormKind, Group, Indicator, Value, Values
from regulation.indicators.options import PUBLIC_TYPES

GROUPS: tuple[Group, ...] = (
    Group("identity", "核对登记信息", "Check the register's data"),
    Group("profile", "填写机构概况", "Describe the institution"),
    Group("staff", "填写从业人员", "Count the staff"),
    Group(
        "finance",
        "填写营业收入和税金",
        "State revenue and tax",
        needs_business=True,
        for_profit_only=True,
    ),
    Group("service", "填写服务总量", "State the services as a whole", needs_business=True),
    Group("recruitment", "填写招聘和猎头业务", "State recruitment and executive search", needs_business=True),
    Group(
        "lines",
        "填写派遣、外包和其他业务",
        "State dispatch, outsourcing and other lines",
        needs_business=True,
    ),
    Group("compliance", "声明合规情况", "Declare compliance"),
    *dispatch.GROUPS,
)

INDICATORS: tuple[Indicator, ...] = (
    *institution.INDICATORS,
    *money.INDICATORS,
    *services.INDICATORS,
    *returns.INDICATORS,
    *compliance.INDICATORS,
    *dispatch.INDICATORS,
    *monthly.INDICATORS,
)

BY_KEY: dict[str, Indicator] = {each.key: each for each in INDICATORS}
BY_GROUP: dict[str, Group] = {each.key: each for each in (*GROUPS, *monthly.GROUPS)}
#: Length of the stored array of figures.
PLACES_USED = max(each.place for each in INDICATORS)
#: Figures are kept in hundredths, so that 万元 with two decimals stay exact whole numbers.
SCALE = 100


@cache
def on_form(edition: int, form: FormKind = FormKind.OPERATING) -> tuple[Indicator, ...]:
    """The cells of an edition of a form, in order."""
    return tuple(each for each in INDICATORS if each.is_on(edition, form))


@cache
def of_group(edition: int, group: str, form: FormKind = FormKind.OPERATING) -> tuple[Indicator, ...]:
    """The cells of one page of an edition of a form."""
    return tuple(each for each in on_form(edition, form) if each.group_on(form) == group)


@cache
def groups_of(edition: int, form: FormKind = FormKind.OPERATING) -> tuple[Group, ...]:
    """The pages of an edition of a form, in order."""
    asked_for = {each.group_on(form) for each in on_form(edition, form)}
    return tuple(group for group in (*GROUPS, *monthly.GROUPS) if group.key in asked_for)


def is_nil(values: Values, form: FormKind = FormKind.OPERATING) -> bool:
    """Whether the firm says that it did no business in the year, or on the report on dispatch no dispatch."""
    return values.get("disp_operated" if form is FormKind.DISPATCH else "operated") is False


def is_asked(indicator: Indicator, values: Values, form: FormKind = FormKind.OPERATING) -> bool:
    """Whether a cell is asked, given the answers so far: nil reports and lines not ticked need no figures.

    Who holds the dispatch licence reports on dispatch whatever lines it ticked elsewhere.
    """
    group = BY_GROUP[indicator.group_on(form)]
    if group.needs_business and is_nil(values, form):
        return False
    if form is FormKind.DISPATCH:
        return dispatch.is_asked(indicator.key, values)
    kind = values.get("inst_type")
    if (group.for_profit_only and kind in PUBLIC_TYPES) or (
        indicator.only_types and kind not in indicator.only_types
    ):
        return False
    if indicator.key == "biz_types":
        return not is_nil(values)
    if indicator.key == "identity_note":
        return values.get("identity_ok") is False
    ticked = values.get("biz_types", ())
    return not indicator.lines or (isinstance(ticked, tuple) and not indicator.lines.isdisjoint(ticked))


def asked(
    edition: int, values: Values, group: str | None = None, form: FormKind = FormKind.OPERATING
) -> list[Indicator]:
    """The cells this firm has to look at, in order."""
    return [
        each
        for each in on_form(edition, form)
        if (group is None or each.group_on(form) == group) and is_asked(each, values, form)
    ]


def is_needed(indicator: Indicator, values: Values) -> bool:
    """Whether an asked cell may not stay empty. A public institution need not have a line of business."""
    if indicator.key == "biz_types" and values.get("inst_type") in PUBLIC_TYPES:
        return False
    return indicator.is_required or indicator.key in {
        "biz_types",
        "identity_note",
        *dispatch.NEEDED_WHEN_ASKED,
    }


def missing(
    edition: int, values: Values, group: str | None = None, form: FormKind = FormKind.OPERATING
) -> list[Indicator]:
    """Asked cells that are still empty."""
    return [
        each
        for each in asked(edition, values, group, form)
        if is_needed(each, values) and _is_empty(values, each)
    ]


def _is_empty(values: Values, indicator: Indicator) -> bool:
    value: Value | None = values.get(indicator.key)
    return value is None or value in ("", ())
