"""D001 to D009: the report on dispatch agrees with itself and with what the law asks of dispatch. Pure.

The dossier of common rules numbers none for this report; these are ours. Where the law sets a limit, the
finding asks for an explanation: whether it was broken is for an inspection to find, not for a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from regulation.indicators import catalogue, reading
from regulation.indicators.edits.filing import HARD, SOFT, Filing, Finding, Register
from regulation.law.citation import LABOUR_CONTRACT_LAW
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

PREFIX = "D"
#: Parts of the dispatched workers: none can be more than all.
PARTS = (
    "disp_signed",
    "disp_two_years",
    "disp_union",
    "disp_pension",
    "disp_medical",
    "disp_unemployment",
    "disp_injury",
)
#: Everybody on dispatch should have them. 《劳动合同法》第五十八条、第五十九条.
EVERYBODY = ("disp_signed", "disp_pension", "disp_injury")
#: How many units a finding names; the rest are counted.
NAMED = 3
_LIST = Register()

LARGEST_SHARE = DatedValue(
    "indicators.dispatch_share",
    N_("用工单位使用被派遣劳动者的最高比例"),
    (
        Since(
            date(2014, 3, 1),
            Decimal(10),
            LABOUR_CONTRACT_LAW.article(66, 3),
            note=N_("比例由《劳务派遣暂行规定》第四条规定，以用工总量计算"),
            doubt=N_("《劳务派遣暂行规定》第四条及其施行日期未核对原文"),
        ),
    ),
)
LONGEST_TEMPORARY = DatedValue(
    "indicators.temporary_months",
    N_("临时性岗位的最长存续时间（月）"),
    (Since(date(2013, 7, 1), 6, LABOUR_CONTRACT_LAW.article(66, 2)),),
)


def _units(filing: Filing) -> list[dict[str, str]]:
    return reading.rows(catalogue.BY_KEY["disp_unit_list"], filing.values.get("disp_unit_list"))


def _day(filing: Filing) -> date:
    return date(filing.year, 12, 31)


@_LIST.rule("D001", HARD)
def units_add_up_to_the_workers(filing: Filing) -> Iterator[Finding]:
    """The workers at all user units and those between assignments are all dispatched workers."""
    total, idle, units = filing.number("disp_workers"), filing.number("disp_idle"), _units(filing)
    if total is None or not units:
        return
    added = sum((Decimal(each["workers"]) for each in units), Decimal(0)) + (idle or Decimal(0))
    if added != total:
        yield Finding(
            "D001",
            HARD,
            ("disp_unit_list", "disp_idle", "disp_workers"),
            N_("各用工单位人数与无工作期间人员合计%(added)s，与年末派遣人员%(total)s相差%(difference)s"),
            {"added": added, "total": total, "difference": abs(added - total)},
        )


@_LIST.rule("D002", HARD)
def units_are_as_many_as_listed(filing: Filing) -> Iterator[Finding]:
    """One line a user unit: a unit with two kinds of posts has two lines and is counted once."""
    stated, units = filing.number("disp_emp"), _units(filing)
    if stated is None or not units:
        return
    listed = len({each["name"] for each in units})
    if listed != stated:
        yield Finding(
            "D002",
            HARD,
            ("disp_unit_list", "disp_emp"),
            N_("列出用工单位%(listed)s家，填报为%(stated)s家"),
            {"listed": listed, "stated": stated},
        )


@_LIST.rule("D003", HARD)
def parts_within_the_workers(filing: Filing) -> Iterator[Finding]:
    """Nobody is counted who is not on dispatch."""
    total = filing.number("disp_workers")
    for key in PARTS:
        number = filing.number(key)
        if total is not None and number is not None and number > total:
            yield Finding(
                "D003",
                HARD,
                (key, "disp_workers"),
                N_("填报%(number)s人，超过年末派遣人员%(total)s人"),
                {"number": number, "total": total},
            )


@_LIST.rule("D004", HARD)
def money_within_the_revenue(filing: Filing) -> Iterator[Finding]:
    """What was passed on and the fees are parts of the line's revenue."""
    revenue, passed, fees = (filing.number(key) for key in ("rev_dispatch", "onbehalf_dispatch", "disp_fee"))
    if revenue is None or passed is None or fees is None:
        return
    if passed + fees > revenue:
        yield Finding(
            "D004",
            HARD,
            ("onbehalf_dispatch", "disp_fee", "rev_dispatch"),
            N_("代收代付与服务费合计%(added)s万元，超过劳务派遣收入%(revenue)s万元"),
            {"added": passed + fees, "revenue": revenue},
            arithmetic=("onbehalf_dispatch", "disp_fee"),
        )


@_LIST.rule("D005", SOFT)
def everybody_has_contract_and_insurance(filing: Filing) -> Iterator[Finding]:
    """《劳动合同法》第五十八条: a written contract with each worker; contributions are the firm's to pay."""
    total = filing.number("disp_workers")
    for key in EVERYBODY:
        number = filing.number(key)
        if total is not None and number is not None and number < total:
            yield Finding(
                "D005",
                SOFT,
                (key, "disp_workers"),
                N_("填报%(number)s人，少于年末派遣人员%(total)s人，请说明其余人员的情况"),
                {"number": number, "total": total},
            )


@_LIST.rule("D006", SOFT)
def share_of_dispatched_labour(filing: Filing) -> Iterator[Finding]:
    """《劳动合同法》第六十六条第三款: a user unit keeps below a share of its whole labour."""
    limit = LARGEST_SHARE.on(_day(filing))
    over = [each["name"] for each in _units(filing) if Decimal(each["share"]) > limit]
    if over:
        yield Finding(
            "D006",
            SOFT,
            ("disp_unit_list",),
            N_("%(n)s家用工单位的派遣用工占比超过%(limit)s%%：%(names)s"),
            {"n": len(over), "limit": limit, "names": "、".join(over[:NAMED])},
        )


@_LIST.rule("D007", SOFT)
def temporary_posts_are_short(filing: Filing) -> Iterator[Finding]:
    """《劳动合同法》第六十六条第二款: a temporary post does not last longer than six months."""
    limit = LONGEST_TEMPORARY.on(_day(filing))
    over = [
        each["name"] for each in _units(filing) if each["post"] == "TEMPORARY" and int(each["months"]) > limit
    ]
    if over:
        yield Finding(
            "D007",
            SOFT,
            ("disp_unit_list",),
            N_("%(n)s家用工单位的临时性岗位超过%(limit)s个月：%(names)s"),
            {"n": len(over), "limit": limit, "names": "、".join(over[:NAMED])},
        )


@_LIST.rule("D008", SOFT)
def accounts_are_audited(filing: Filing) -> Iterator[Finding]:
    """《劳务派遣行政许可实施办法》第二十二条 asks for audited accounts."""
    if filing.values.get("disp_audited") is False:
        yield Finding("D008", SOFT, ("disp_audited",), N_("财务报告未经审计。请说明原因和预计完成审计的时间"))


@_LIST.rule("D009", SOFT)
def licence_still_held(filing: Filing) -> Iterator[Finding]:
    """V048 for this report: who reports on dispatch holds its licence, or says what became of it."""
    if filing.values.get("disp_operated") is True and not filing.known.has_dispatch_licence:
        yield Finding(
            "D009", SOFT, ("disp_operated",), N_("登记中没有有效的劳务派遣经营许可，请说明许可的情况")
        )


RULES = tuple(_LIST.rules)
