"""Every range of fines of the catalogue, once, with its article and the day from which it holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation.law.citation import (
    CHILD_LABOUR_PROVISIONS,
    E_COMMERCE_LAW,
    EMPLOYMENT_PROMOTION_LAW,
    HRM_REGULATIONS,
    LABOUR_CONTRACT_LAW,
    LABOUR_SUPERVISION_REGULATIONS,
)
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules.violation import Per, Range
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.law.citation import Citation


def _range(  # noqa: PLR0917 - a row of the table below
    key: str, label: str, since: date, least: str, most: str, per: Per, cited: Citation
) -> DatedValue[Range]:
    return DatedValue(
        f"penalties.{key}", label, (Since(since, Range(Decimal(least), Decimal(most), per), cited),)
    )


_H, _E, _L, _D, _C, _S = (
    HRM_REGULATIONS,
    EMPLOYMENT_PROMOTION_LAW,
    LABOUR_CONTRACT_LAW,
    LABOUR_SUPERVISION_REGULATIONS,
    CHILD_LABOUR_PROVISIONS,
    E_COMMERCE_LAW,
)
_2018, _2013, _2008 = date(2018, 10, 1), date(2013, 7, 1), date(2008, 1, 1)
_2021, _2004, _2002 = date(2021, 3, 1), date(2004, 12, 1), date(2002, 12, 1)
_A, _W = Per.ACT, Per.WORKER
# fmt: off
UNLICENSED = _range("unlicensed", N_("未经许可从事职业中介的罚款"), _2018, "10000", "50000", _A, _H.article(42, 1))
UNREPORTED = _range("unreported", N_("未备案、未书面报告的罚款"), _2018, "5000", "10000", _A, _H.article(42, 2))
CONDUCT = _range("conduct", N_("违反经营行为规定的罚款"), _2018, "10000", "50000", _A, _H.article(43))
HOUSEKEEPING = _range("housekeeping", N_("未明示、无台账、未年报的罚款"), _2018, "5000", "10000", _A, _H.article(44))
AGENCY = _range("agency", N_("职业中介机构违法的罚款"), _2008, "10000", "50000", _A, _E.article(65))
OLD_AGENCY = _range("old_agency", N_("职业介绍违反国家规定的罚款"), _2004, "10000", "50000", _A, _D.article(28, 1))
DEPOSIT = _range("deposit", N_("职业中介机构收取押金的罚款"), _2008, "500", "2000", _W, _E.article(66, 2))
CHILD = _range("child", N_("介绍童工的罚款"), _2002, "5000", "5000", Per.CHILD, _C.article(7))
CHILD_EMPLOYED = _range("child_employed", N_("使用童工的罚款"), _2002, "5000", "5000", Per.CHILD_MONTH, _C.article(6))
PLATFORM = _range("platform", N_("平台未核验、未保存信息的罚款"), _2021, "20000", "100000", _A, _S.article(80))
PLATFORM_SERIOUS = _range("platform_serious", N_("平台未核验、未保存信息，情节严重的罚款"), _2021, "100000", "500000", _A, _S.article(80))
DISPATCH_UNLICENSED = _range("dispatch_unlicensed", N_("未经许可劳务派遣的罚款（违法所得倍数）"), _2013, "1", "5", Per.GAINS, _L.article(92, 1))
DISPATCH_UNLICENSED_NO_GAINS = _range("dispatch_unlicensed_no_gains", N_("未经许可劳务派遣、没有违法所得的罚款"), _2013, "0", "50000", _A, _L.article(92, 1))
DISPATCH = _range("dispatch", N_("违反劳务派遣规定的罚款"), _2013, "5000", "10000", _W, _L.article(92, 2))
GUARANTEE = _range("guarantee", N_("用人单位收取财物的罚款"), _2013, "500", "2000", _W, _L.article(84, 2))
RESISTANCE = _range("resistance", N_("阻挠检查、不执行责令改正的罚款"), _2004, "2000", "20000", _A, _D.article(30))
# fmt: on
