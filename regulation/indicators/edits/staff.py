"""V010 to V015: the people of the institution. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from regulation.indicators.edits.filing import HARD, SOFT, Filing, Finding, Register
from regulation.words import N_

EDUCATION = ("staff_edu_hs", "staff_edu_college", "staff_edu_post")
AGES = ("staff_age_35", "staff_age_50", "staff_age_over")
#: 《人力资源服务机构管理规定》: a licensed firm has at least three full-time staff.
LICENSED_STAFF = 3
#: How far staff and insured persons may be apart without a word: persons, and a share of the insured.
INSURED_APART, INSURED_SHARE = 10, Decimal("0.3")
_LIST = Register()


def _parts(filing: Filing, rule: str, parts: tuple[str, ...]) -> Iterator[Finding]:
    total = filing.number("staff_total")
    numbers = [filing.number(key) for key in parts]
    if total is None or None in numbers:
        return
    added = sum((number for number in numbers if number is not None), Decimal(0))
    if added != total:
        yield Finding(
            rule,
            HARD,
            (*parts, "staff_total"),
            N_("各部分相加为%(added)s，与从业人员总数%(total)s相差%(difference)s"),
            {"added": added, "total": total, "difference": abs(added - total)},
            arithmetic=parts,
        )


@_LIST.rule("V010", HARD)
def education_adds_up(filing: Filing) -> Iterator[Finding]:
    """The three levels of education are all of the staff."""
    yield from _parts(filing, "V010", EDUCATION)


@_LIST.rule("V011", HARD)
def certificates_within_staff(filing: Filing) -> Iterator[Finding]:
    """Nobody is counted who is not on the staff."""
    total = filing.number("staff_total")
    for key in ("staff_qual", "staff_title"):
        number = filing.number(key)
        if total is not None and number is not None and number > total:
            yield Finding(
                "V011",
                HARD,
                (key, "staff_total"),
                N_("填报%(number)s人，超过从业人员总数%(total)s人"),
                {"number": number, "total": total},
            )


@_LIST.rule("V012", SOFT)
def certificates_together(filing: Filing) -> Iterator[Finding]:
    """Qualification and title may be held by one person, so more than the staff is possible, but rare."""
    total, qualified, titled = (filing.number(key) for key in ("staff_total", "staff_qual", "staff_title"))
    if total is None or qualified is None or titled is None:
        return
    if qualified + titled > total and max(qualified, titled) <= total:
        yield Finding(
            "V012",
            SOFT,
            ("staff_qual", "staff_title"),
            N_("职业资格与职称合计%(sum)s人，超过从业人员总数%(total)s人，是否有人两者兼有"),
            {"sum": qualified + titled, "total": total},
            arithmetic=("staff_qual", "staff_title"),
        )


@_LIST.rule("V013", SOFT)
def licensed_firms_have_three(filing: Filing) -> Iterator[Finding]:
    """A licensed firm with fewer staff than the licence demands."""
    total = filing.number("staff_total")
    if filing.known.has_licence and total is not None and total < LICENSED_STAFF:
        yield Finding(
            "V013",
            SOFT,
            ("staff_total",),
            N_("持有许可的机构应有%(least)s名以上专职工作人员，填报为%(total)s人"),
            {"least": LICENSED_STAFF, "total": total},
        )


@_LIST.rule("V014", HARD)
def ages_add_up(filing: Filing) -> Iterator[Finding]:
    """The three age bands are all of the staff."""
    yield from _parts(filing, "V014", AGES)


@_LIST.rule("V015", SOFT)
def staff_as_insured(filing: Filing) -> Iterator[Finding]:
    """The staff is about as many as are insured through the firm, where the social insurance told us."""
    total, insured = filing.number("staff_total"), filing.known.insured
    if total is None or insured is None:
        return
    apart = abs(total - insured)
    if apart > INSURED_APART and apart > insured * INSURED_SHARE:
        yield Finding(
            "V015",
            SOFT,
            ("staff_total",),
            N_("填报从业人员%(total)s人，参保人数为%(insured)s人，相差%(apart)s人"),
            {"total": total, "insured": insured, "apart": apart},
        )


RULES = tuple(_LIST.rules)
