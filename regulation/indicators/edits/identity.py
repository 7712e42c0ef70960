"""V001 to V003, V030, V048, V064, V065: who files, on which form, for which business. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.indicators.edits.filing import HARD, SOFT, Filing, Finding, Register
from regulation.indicators.options import BUSINESS_LINES, LICENSED_LINES, PUBLIC_TYPES
from regulation.words import N_

_LIST = Register()


@_LIST.rule("V001", SOFT)
def code_on_the_register(filing: Filing) -> Iterator[Finding]:
    """The register holds a credit code whose check digit is right.

    Soft here: the code comes from the register, so the firm cannot put it right in the report, and
    the duty to report does not wait for that.
    """
    if not filing.known.code_is_valid:
        yield Finding(
            "V001",
            SOFT,
            ("identity_ok",),
            N_("登记的统一社会信用代码缺失或者校验位不符，请说明正确的代码"),
        )


@_LIST.rule("V002", HARD)
def form_in_force(filing: Filing) -> Iterator[Finding]:
    """Nobody has to fill in an expired form."""
    if not filing.form_is_valid:
        yield Finding("V002", HARD, (), N_("报表版本已经失效，不能报送。请等候公布新的报表"))


@_LIST.rule("V003", HARD)
def type_and_lines(filing: Filing) -> Iterator[Finding]:
    """A firm that did business names at least one line of it; a public institution may have none."""
    is_public = filing.values.get("inst_type") in PUBLIC_TYPES
    if filing.values.get("operated") is True and not filing.values.get("biz_types") and not is_public:
        yield Finding("V003", HARD, ("biz_types",), N_("开展了业务的机构至少勾选一类业务"))


@_LIST.rule("V030", HARD)
def public_bodies_charge_nothing(filing: Filing) -> Iterator[Finding]:
    """《人力资源市场暂行条例》第十五条: public institutions do not charge for their services."""
    revenue = filing.number("rev_total")
    if filing.values.get("inst_type") in PUBLIC_TYPES and revenue:
        yield Finding(
            "V030",
            HARD,
            ("inst_type", "rev_total"),
            N_("公共机构不得收费，但填报了营业总收入%(revenue)s万元。请核对机构类型"),
            {"revenue": revenue},
        )


@_LIST.rule("V065", SOFT)
def licensed_lines_need_the_licence(filing: Filing) -> Iterator[Finding]:
    """《人力资源市场暂行条例》第十八条: intermediation needs the licence."""
    lines = [line for line in BUSINESS_LINES if line.code in LICENSED_LINES and filing.ticked(line.code)]
    if lines and not filing.known.has_licence:
        yield Finding(
            "V065", SOFT, ("biz_types",), N_("勾选了招聘或者猎头业务，但登记中没有有效的人力资源服务许可")
        )


@_LIST.rule("V048", SOFT)
def dispatch_needs_its_licence(filing: Filing) -> Iterator[Finding]:
    """Dispatch needs a licence of its own."""
    if filing.ticked("DISPATCH") and not filing.known.has_dispatch_licence:
        yield Finding("V048", SOFT, ("biz_types",), N_("勾选了劳务派遣，但登记中没有有效的劳务派遣经营许可"))


@_LIST.rule("V064", SOFT)
def branches_as_registered(filing: Filing) -> Iterator[Finding]:
    """The number of branches is the register's."""
    stated, registered = filing.number("branches_n"), filing.known.branches
    if stated is not None and registered is not None and stated != registered:
        yield Finding(
            "V064",
            SOFT,
            ("branches_n",),
            N_("填报分支机构%(stated)s个，登记中为%(registered)s个"),
            {"stated": stated, "registered": registered},
        )


@_LIST.rule("V063", HARD)
def founded_by_the_end_of_the_year(filing: Filing) -> Iterator[Finding]:
    """Who was founded after the year has nothing to report of it. Who was founded in it has no last year: see `Filing.last_year`."""
    founded = filing.known.established_year
    if founded is not None and founded > filing.year:
        yield Finding(
            "V063",
            HARD,
            ("identity_ok",),
            N_("登记的成立年份为%(founded)s年，晚于报告年度%(year)s年。请核对登记信息"),
            {"founded": str(founded), "year": str(filing.year)},
        )


RULES = tuple(_LIST.rules)
