"""V040 to V055: fairs, online recruitment, placements, dispatch, training, files, parts of wholes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from regulation.indicators.edits.filing import HARD, SOFT, Filing, Finding, Register
from regulation.indicators.options import INDUSTRIES, PUBLIC_TYPES
from regulation.words import N_

FAIR_PARTS = ("fairs_emp", "fairs_posts", "fairs_seekers")
EMPLOYERS_A_FAIR = (Decimal(3), Decimal(500))
SEEKERS_A_FAIR = (Decimal(5), Decimal(20_000))
FAIRS_WITHOUT_VENUE = 12
REVENUE_A_SEARCH = (Decimal(1), Decimal(100))
REVENUE_A_WORKER = (Decimal(2), Decimal(40))
PERSONS_A_COURSE = (Decimal(3), Decimal(2_000))
_LIST = Register()


@_LIST.rule("V040", HARD)
def fairs_have_all_or_nothing(filing: Filing) -> Iterator[Finding]:
    """Without a fair nobody attended one; where there were fairs, somebody did."""
    fairs = filing.number("fairs_n")
    parts = [filing.number(key) for key in FAIR_PARTS]
    if fairs is None or None in parts:
        return
    if fairs == 0 and any(parts):
        yield Finding(
            "V040", HARD, ("fairs_n", *FAIR_PARTS), N_("招聘会场次为零，但填报了参会单位、岗位或者求职人次")
        )
    elif fairs > 0 and not any(parts):
        yield Finding(
            "V040",
            HARD,
            ("fairs_n", *FAIR_PARTS),
            N_("举办招聘会%(fairs)s场，但参会单位、岗位和求职人次均为零"),
            {"fairs": fairs},
        )


def _ratio(  # noqa: PLR0917 - the parts of one act
    filing: Filing, rule: str, over: str, under: str, bounds: tuple[Decimal, Decimal], message: str
) -> Iterator[Finding]:
    top, bottom = filing.number(over), filing.number(under)
    if top is None or not bottom:
        return
    each = (top / bottom).quantize(Decimal("0.01"))
    if not bounds[0] <= each <= bounds[1]:
        yield Finding(
            rule, SOFT, (over, under), message, {"each": each, "least": bounds[0], "most": bounds[1]}
        )


@_LIST.rule("V041", SOFT)
def size_of_fairs(filing: Filing) -> Iterator[Finding]:
    """Employers and seekers per fair outside what fairs look like."""
    yield from _ratio(
        filing,
        "V041",
        "fairs_emp",
        "fairs_n",
        EMPLOYERS_A_FAIR,
        N_("平均每场%(each)s家单位，通常在%(least)s至%(most)s家之间"),
    )
    yield from _ratio(
        filing,
        "V041",
        "fairs_seekers",
        "fairs_n",
        SEEKERS_A_FAIR,
        N_("平均每场%(each)s人求职，通常在%(least)s至%(most)s人之间"),
    )


@_LIST.rule("V042", SOFT)
def fairs_need_a_venue(filing: Filing) -> Iterator[Finding]:
    """A fair a month without a venue of one's own."""
    fairs, venues = filing.number("fairs_n"), filing.number("fixed_sites_n")
    if fairs is not None and venues == 0 and fairs > FAIRS_WITHOUT_VENUE:
        yield Finding(
            "V042",
            SOFT,
            ("fixed_sites_n", "fairs_n"),
            N_("没有固定招聘场所，但全年举办招聘会%(fairs)s场"),
            {"fairs": fairs},
        )


@_LIST.rule("V043", SOFT)
def online_posts_need_a_site(filing: Filing) -> Iterator[Finding]:
    """《网络招聘服务管理规定》: vacancies published online need a site, and online recruitment in the licence."""
    posts, sites = filing.number("online_posts"), filing.number("websites_n")
    if not posts:
        return
    if sites == 0:
        yield Finding(
            "V043",
            SOFT,
            ("websites_n", "online_posts"),
            N_("网络发布岗位%(posts)s条，但网站和应用数量为零"),
            {"posts": posts},
        )
    elif not filing.known.may_recruit_online:
        yield Finding(
            "V043",
            SOFT,
            ("online_posts",),
            N_("网络发布岗位%(posts)s条，但登记的许可范围没有网络招聘"),
            {"posts": posts},
        )


@_LIST.rule("V044", SOFT)
def placed_within_served(filing: Filing) -> Iterator[Finding]:
    """More were placed than served."""
    placed, served = filing.number("persons_placed"), filing.number("persons_served")
    if placed is not None and served is not None and placed > served:
        yield Finding(
            "V044",
            SOFT,
            ("persons_placed", "persons_served"),
            N_("实现就业和流动%(placed)s人次，多于提供服务%(served)s人次"),
            {"placed": placed, "served": served},
        )


@_LIST.rule("V045", SOFT)
def revenue_per_search(filing: Filing) -> Iterator[Finding]:
    """Revenue per executive placed outside what searches cost."""
    yield from _ratio(
        filing,
        "V045",
        "rev_headhunt",
        "headhunt_success",
        REVENUE_A_SEARCH,
        N_("平均每名成功推荐收入%(each)s万元，通常在%(least)s至%(most)s万元之间"),
    )


@_LIST.rule("V049", SOFT)
def revenue_per_dispatched_worker(filing: Filing) -> Iterator[Finding]:
    """Gross dispatch revenue per worker outside a year's wage."""
    yield from _ratio(
        filing,
        "V049",
        "rev_dispatch",
        "disp_workers",
        REVENUE_A_WORKER,
        N_("平均每名派遣人员收入%(each)s万元，通常在%(least)s至%(most)s万元之间"),
    )


@_LIST.rule("V050", SOFT)
def persons_per_course(filing: Filing) -> Iterator[Finding]:
    """Courses with hardly anybody, or with a stadium."""
    yield from _ratio(
        filing,
        "V050",
        "train_persons",
        "train_classes",
        PERSONS_A_COURSE,
        N_("平均每班%(each)s人，通常在%(least)s至%(most)s人之间"),
    )


@_LIST.rule("V052", HARD)
def manufacturers_within_employers(filing: Filing) -> Iterator[Finding]:
    """The manufacturers are a part of the employers served."""
    part, whole = filing.number("emp_served_mfg"), filing.number("emp_served")
    if part is not None and whole is not None and part > whole:
        yield Finding(
            "V052",
            HARD,
            ("emp_served_mfg", "emp_served"),
            N_("制造业用人单位%(part)s家次，超过服务用人单位%(whole)s家次"),
            {"part": part, "whole": whole},
        )


INDUSTRY_KEYS = tuple(f"disp_ind_{each.code.lower()}" for each in INDUSTRIES)


@_LIST.rule("V046", HARD)
def industries_add_up(filing: Filing) -> Iterator[Finding]:
    """The dispatched workers by industry of the employer are all dispatched workers."""
    total = filing.number("disp_workers")
    numbers = [filing.number(key) for key in INDUSTRY_KEYS]
    if total is None or None in numbers:
        return
    added = sum((number for number in numbers if number is not None), Decimal(0))
    if added != total:
        yield Finding(
            "V046",
            HARD,
            (*INDUSTRY_KEYS, "disp_workers"),
            N_("各行业派遣人员相加为%(added)s人，与年末派遣人员%(total)s人相差%(difference)s人"),
            {"added": added, "total": total, "difference": abs(added - total)},
            arithmetic=tuple(key for key, number in zip(INDUSTRY_KEYS, numbers, strict=True) if number),
        )


@_LIST.rule("V051", HARD)
def files_are_kept_by_who_may(filing: Filing) -> Iterator[Finding]:
    """《人力资源市场暂行条例》第十五条第七项: personnel files are kept by public institutions and by whom they authorised."""
    held = filing.number("archives_held")
    if held and filing.values.get("inst_type") not in PUBLIC_TYPES:
        yield Finding(
            "V051",
            HARD,
            ("archives_held",),
            N_("填报管理流动人员人事档案%(held)s份，但登记中没有管理档案的授权"),
            {"held": held},
        )


@_LIST.rule("V053", HARD)
def special_fairs_within_fairs(filing: Filing) -> Iterator[Finding]:
    """The fairs for graduates and for migrant workers are among the fairs held."""
    total, parts = filing.number("fairs_n"), ("fairs_grad", "fairs_migrant")
    numbers = [filing.number(key) for key in parts]
    if total is None or None in numbers:
        return
    added = sum((number for number in numbers if number is not None), Decimal(0))
    if added > total:
        yield Finding(
            "V053",
            HARD,
            (*parts, "fairs_n"),
            N_("专场招聘会相加为%(added)s场，超过举办现场招聘会%(total)s场"),
            {"added": added, "total": total},
            arithmetic=parts,
        )


@_LIST.rule("V055", SOFT)
def venues_have_an_area(filing: Filing) -> Iterator[Finding]:
    """Venues have a floor, and where there is none there is no venue."""
    sites, area = filing.number("fixed_sites_n"), filing.number("fixed_sites_area")
    if sites is None or area is None or (sites > 0) == (area > 0):
        return
    yield Finding(
        "V055",
        SOFT,
        ("fixed_sites_area", "fixed_sites_n"),
        N_("固定招聘场所%(sites)s个，面积%(area)s平方米，两项应同时为零或者同时大于零"),
        {"sites": sites, "area": area},
    )


RULES = tuple(_LIST.rules)
