"""V020 to V029, V054: revenue, what was collected for others, profit, tax. Amounts are in 万元. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from regulation.indicators import catalogue
from regulation.indicators.edits.filing import HARD, SCREEN, SOFT, Filing, Finding, Register
from regulation.indicators.entries.common import WAN
from regulation.indicators.options import BUSINESS_LINES, COLLECTING_LINES
from regulation.words import N_

CENT = Decimal("0.01")
#: Net revenue per head that needs no explanation, and gross revenue per head that points to a wrong unit.
NET_PER_HEAD = (Decimal(1), Decimal(500))
GROSS_PER_HEAD = Decimal(2000)
PROFIT_SHARE = (Decimal(-1), Decimal("0.6"))
TAX_SHARE = Decimal("0.25")
TAX_EXPECTED_FROM = Decimal(500)
#: 元 for 万元.
UNIT_MISTAKE = Decimal(10_000)
MONEY = tuple(each.key for each in catalogue.INDICATORS if each.unit == WAN)
#: What tax is of gross revenue in the parks of other places, far around it. Screening: nobody is asked because of it.
GROSS_TAX = (Decimal("0.002"), Decimal("0.06"))
HUNDRED_MILLION = Decimal(10_000)
_LIST = Register()


def large(amount: Decimal) -> Decimal:
    """An amount in 亿元, with the digits that make it readable: 123.46, 0.0123, never rounded to nothing."""
    whole = amount / HUNDRED_MILLION
    places = Decimal("0.01") if abs(whole) >= 1 else Decimal("0.000001")
    return whole.quantize(places).normalize() + Decimal(0)


def revenue_key(line: str) -> str:
    """The cell of a line's revenue."""
    return f"rev_{line.lower()}"


@_LIST.rule("V020", HARD)
def lines_add_up(filing: Filing) -> Iterator[Finding]:
    """The lines' revenue is all of the revenue, to the cent of the unit."""
    total = filing.number("rev_total")
    keys = [revenue_key(line.code) for line in BUSINESS_LINES if filing.ticked(line.code)]
    numbers = [filing.number(key) for key in keys]
    if total is None or not keys or None in numbers:
        return
    added = sum((number for number in numbers if number is not None), Decimal(0))
    if abs(added - total) > CENT:
        yield Finding(
            "V020",
            HARD,
            (*keys, "rev_total"),
            N_("各业务收入相加为%(added)s万元，与营业总收入%(total)s万元相差%(difference)s万元"),
            {"added": added, "total": total, "difference": abs(added - total)},
            arithmetic=tuple(keys),
        )


@_LIST.rule("V021", HARD)
def collected_within_revenue(filing: Filing) -> Iterator[Finding]:
    """What was collected for others is a part of the revenue, in all and in each line."""
    pairs = [("rev_onbehalf", "rev_total")]
    pairs += [(f"onbehalf_{line.code.lower()}", revenue_key(line.code)) for line in COLLECTING_LINES]
    for part, whole in pairs:
        collected, revenue = filing.number(part), filing.number(whole)
        if collected is not None and revenue is not None and collected > revenue:
            yield Finding(
                "V021",
                HARD,
                (part, whole),
                N_("代收代付%(collected)s万元超过该项收入%(revenue)s万元"),
                {"collected": collected, "revenue": revenue},
            )
    total = filing.number("rev_onbehalf")
    keys = [f"onbehalf_{line.code.lower()}" for line in COLLECTING_LINES if filing.ticked(line.code)]
    numbers = [filing.number(key) for key in keys]
    if total is None or None in numbers:
        return
    added = sum((number for number in numbers if number is not None), Decimal(0))
    if added > total + CENT:
        yield Finding(
            "V021",
            HARD,
            (*keys, "rev_onbehalf"),
            N_("各业务代收代付相加为%(added)s万元，超过代收代付总额%(total)s万元"),
            {"added": added, "total": total},
            arithmetic=tuple(keys),
        )


@_LIST.rule("V022", SOFT)
def ticked_lines_earn(filing: Filing) -> Iterator[Finding]:
    """A ticked line usually has revenue. (Revenue of a line not ticked is never asked, so it cannot be filed.)"""
    for line in BUSINESS_LINES:
        if filing.ticked(line.code) and filing.number(revenue_key(line.code)) == 0:
            yield Finding(
                "V022",
                SOFT,
                (revenue_key(line.code),),
                N_("勾选了此项业务，但收入为零"),
            )


@_LIST.rule("V023", SOFT)
def net_per_head(filing: Filing) -> Iterator[Finding]:
    """Net revenue per head far outside what the trade shows."""
    net, staff = filing.net_revenue, filing.number("staff_total")
    if net is None or not staff or net <= 0:
        return
    each = net / staff
    if not NET_PER_HEAD[0] <= each <= NET_PER_HEAD[1]:
        yield Finding(
            "V023",
            SOFT,
            ("rev_total", "rev_onbehalf", "staff_total"),
            N_("扣除代收代付后人均收入%(each)s万元，通常在%(least)s至%(most)s万元之间"),
            {"each": each.quantize(CENT), "least": NET_PER_HEAD[0], "most": NET_PER_HEAD[1]},
        )


@_LIST.rule("V024", SOFT)
def gross_per_head(filing: Filing) -> Iterator[Finding]:
    """Gross revenue per head that nobody earns: 元 was probably typed for 万元."""
    revenue, staff = filing.number("rev_total"), filing.number("staff_total")
    if revenue is None or not staff or revenue / staff <= GROSS_PER_HEAD:
        return
    yield Finding(
        "V024",
        SOFT,
        ("rev_total",),
        N_(
            "营业总收入%(revenue)s万元，即%(large)s亿元，人均%(each)s万元，远高于通常水平。是否把“元”当作“万元”填报"
        ),
        {"revenue": revenue, "large": large(revenue), "each": (revenue / staff).quantize(CENT)},
        suggestion={"rev_total": (revenue / UNIT_MISTAKE).quantize(CENT)},
    )


@_LIST.rule("V025", SOFT)
def unit_of_last_year(filing: Filing) -> Iterator[Finding]:
    """An amount ten thousand times last year's, or a ten-thousandth of it, within one per cent."""
    for key in MONEY:
        now, before = filing.number(key), filing.last_year(key)
        if not now or not before:
            continue
        for factor in (UNIT_MISTAKE, 1 / UNIT_MISTAKE):
            expected = before * factor
            if abs(now - expected) <= abs(expected) / 100:
                yield Finding(
                    "V025",
                    SOFT,
                    (key,),
                    N_(
                        "本年填报%(now)s万元，即%(now_large)s亿元；上年为%(before)s万元，即%(before_large)s亿元，"
                        "相差约一万倍。单位是“元”还是“万元”"
                    ),
                    {
                        "now": now,
                        "before": before,
                        "now_large": large(now),
                        "before_large": large(before),
                    },
                    suggestion={key: (now / factor).quantize(CENT)},
                )


@_LIST.rule("V026", SOFT)
def collecting_lines_collect(filing: Filing) -> Iterator[Finding]:
    """Dispatch and agency usually collect wages for others; revenue without it may be net."""
    for line in ("DISPATCH", "AGENCY"):
        revenue = filing.number(revenue_key(line))
        collected = filing.number(f"onbehalf_{line.lower()}")
        if revenue and collected == 0:
            yield Finding(
                "V026",
                SOFT,
                (f"onbehalf_{line.lower()}",),
                N_("此项业务收入%(revenue)s万元而代收代付为零，收入是否已经扣除代收代付"),
                {"revenue": revenue},
            )


@_LIST.rule("V027", SOFT)
def profit_share(filing: Filing) -> Iterator[Finding]:
    """Profit out of proportion to net revenue."""
    net, profit = filing.net_revenue, filing.number("profit_total")
    if net is None or profit is None or net <= 0:
        return
    share = profit / net
    if not PROFIT_SHARE[0] <= share <= PROFIT_SHARE[1]:
        yield Finding(
            "V027",
            SOFT,
            ("profit_total",),
            N_("利润总额相当于扣除代收代付后收入的%(share)s%%"),
            {"share": (share * 100).quantize(Decimal("0.1"))},
        )


@_LIST.rule("V028", SOFT)
def tax_share(filing: Filing) -> Iterator[Finding]:
    """No tax on much revenue, or more than a quarter of it."""
    net, tax = filing.net_revenue, filing.number("tax_total")
    if net is None or tax is None:
        return
    if tax == 0 and net > TAX_EXPECTED_FROM:
        yield Finding(
            "V028",
            SOFT,
            ("tax_total",),
            N_("扣除代收代付后收入%(net)s万元，而实缴税金为零"),
            {"net": net},
        )
    elif net > 0 and tax > net * TAX_SHARE:
        yield Finding(
            "V028",
            SOFT,
            ("tax_total",),
            N_("实缴税金%(tax)s万元，超过扣除代收代付后收入%(net)s万元的四分之一"),
            {"tax": tax, "net": net},
        )


@_LIST.rule("V029", SCREEN)
def tax_of_gross_revenue(filing: Filing) -> Iterator[Finding]:
    """Tax far from what it is of gross revenue elsewhere: for the reviewer to look at, nobody is asked."""
    gross, tax = filing.number("rev_total"), filing.number("tax_total")
    if gross is None or tax is None or gross <= TAX_EXPECTED_FROM:
        return
    share = tax / gross
    if not GROSS_TAX[0] <= share <= GROSS_TAX[1]:
        yield Finding(
            "V029",
            SCREEN,
            ("tax_total", "rev_total"),
            N_("实缴税金相当于营业总收入的%(share)s%%"),
            {"share": (share * 100).quantize(Decimal("0.01"))},
        )


@_LIST.rule("V054", HARD)
def exports_within_revenue(filing: Filing) -> Iterator[Finding]:
    """What is earned abroad is a part of the revenue."""
    part, whole = filing.number("export_rev"), filing.number("rev_total")
    if part is not None and whole is not None and part > whole:
        yield Finding(
            "V054",
            HARD,
            ("export_rev", "rev_total"),
            N_("人力资源服务出口收入%(part)s万元，超过营业总收入%(whole)s万元"),
            {"part": part, "whole": whole},
        )


RULES = tuple(_LIST.rules)
